"""Takes a protocol file apart line by line, so that every problem can name its line.

The file is TOML with one key a line. Each line is read by `tomllib` on its own: one mistake hides
no other, and nothing spans lines. Which keys a duty or a gate may have is decided in `keys`;
`loading` puts both together.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

MOST_BYTES = 1_000_000
MOST_PROBLEMS = 100
LONGEST_LINE = 4_000
TOO_LARGE = "the file is larger than 1 MB: a protocol is a few hundred lines"

TABLES = ("protocol", "duty", "gate")


@dataclass(frozen=True, slots=True, order=True)
class ProtocolProblem:
    """Something wrong in a protocol file, and on which line (from 1; 0 is the file as a whole)."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}" if self.line else self.message


class ProtocolError(ValueError):
    """A protocol that cannot be used. The message is one line: `line N: what is wrong`."""

    def __init__(self, problem: ProtocolProblem) -> None:
        self.problem = problem
        super().__init__(str(problem))


@dataclass(frozen=True, slots=True)
class Value:
    """What stands behind a key, and on which line."""

    line: int
    value: Any


@dataclass(slots=True)
class Row:
    """One header with its keys: `[duty.guardian]` and what follows. Dotted keys are kept flat."""

    table: str
    code: str
    line: int
    values: dict[str, Value] = field(default_factory=dict)

    @property
    def header(self) -> str:
        """As the file writes it, without brackets."""
        return f"{self.table}.{self.code}" if self.code else self.table

    def has(self, key: str) -> bool:
        """Whether the key stands here, plain (`owed`) or dotted (`owed.en`)."""
        return any(name == key or name.startswith(f"{key}.") for name in self.values)


@dataclass(slots=True)
class Rows:
    """A protocol file taken apart, with what went wrong on the way."""

    rows: dict[str, Row] = field(default_factory=dict)
    problems: list[ProtocolProblem] = field(default_factory=list)

    def of(self, table: str) -> Iterator[Row]:
        """The rows of one table, in the order of the file."""
        return (row for row in self.rows.values() if row.table == table)

    def add_problem(self, line: int, message: str) -> None:
        """Keep a problem."""
        self.problems.append(ProtocolProblem(line, message))


def shown(value: Any) -> str:
    """A value as a message shows it: on one line, and short."""
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def read_rows(text: str) -> Rows:
    """Take `text` apart. Reading stops after the first hundred problems."""
    found = Rows()
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        found.add_problem(0, TOO_LARGE)
        return found
    row: Row | None = None
    for number, line in enumerate(_lines(text), start=1):
        if len(found.problems) >= MOST_PROBLEMS:
            break
        row = _read_line(found, row, number, line)
    return found


def _lines(text: str) -> list[str]:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")


def _read_line(found: Rows, row: Row | None, number: int, line: str) -> Row | None:
    """Read one line into `row`, or begin a new row; gives the row that the next line belongs to."""
    try:
        parsed = _parse(line)
    except ValueError as error:
        found.add_problem(number, str(error))
        return row
    if not parsed:
        return row
    if line.lstrip().startswith("["):
        return _begin(found, parsed, number)
    if row is None:
        found.add_problem(number, "a key before the first header: begin with [protocol]")
        return row
    for key, value in _flat(parsed):
        if key in row.values:
            first = row.values[key].line
            found.add_problem(number, f"{shown(key)} stands twice; the first is on line {first}")
        else:
            row.values[key] = Value(number, value)
    return row


def _parse(line: str) -> dict[str, Any]:
    """What `tomllib` reads from one line. Raises ValueError with a message fit to show."""
    if len(line) > LONGEST_LINE:
        raise ValueError(f"the line is longer than {LONGEST_LINE} characters")
    try:
        parsed = tomllib.loads(line)
        if _is_deep(parsed):
            raise RecursionError
        return parsed
    except (ValueError, RecursionError) as error:
        too_deep = isinstance(error, RecursionError)
        said = "nested too deep" if too_deep else str(error).partition(" (at ")[0]
        raise ValueError(
            f"not readable as one line of TOML ({said}): write a header such as [duty.guardian],"
            ' or one key with its value, texts in quotes: by = "caseworker"'
        ) from None


def _is_deep(parsed: dict[str, Any]) -> bool:
    """Whether tables lie within tables further than any header or key of a protocol goes."""
    level = [parsed]
    for _ in range(4):
        level = [value for table in level for value in table.values() if isinstance(value, dict)]
    return bool(level)


def _begin(found: Rows, parsed: dict[str, Any], number: int) -> Row:
    """A new row. A header that cannot be is a problem; its keys are then read but not kept."""
    path = _path(parsed)
    table, code = (path + ["", ""])[:2]
    row = Row(table, code, number)
    if table not in TABLES or len(path) != (1 if table == "protocol" else 2):
        name = shown(".".join(path))
        found.add_problem(number, f"unknown header {name}: [protocol], [duty.CODE] or [gate.CODE]")
    elif row.header in found.rows:
        first = found.rows[row.header].line
        found.add_problem(number, f"[{row.header}] stands twice; the first is on line {first}")
    else:
        found.rows[row.header] = row
    return row


def _path(parsed: Any) -> list[str]:
    """The names of a header: `{"duty": {"guardian": {}}}` is `["duty", "guardian"]`.

    A header in double brackets gets two names more, so that it is none that is known.
    """
    path = []
    while isinstance(parsed, dict) and parsed:
        key, parsed = next(iter(parsed.items()))
        path.append(key)
    return path + ["[", "]"] if isinstance(parsed, list) else path


def _flat(parsed: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Keys with their values, nested tables as dotted keys: `owed.en`, or `owed = {en = …}`."""
    for key, value in parsed.items():
        if isinstance(value, dict) and value:
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value
