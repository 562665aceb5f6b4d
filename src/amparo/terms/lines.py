"""Takes a file that a country may write (a protocol, an instrument) apart line by line, so that
every problem can name its line.

The file is TOML with one key a line. Each line is read by `tomllib` on its own: one mistake hides
no other, and nothing spans lines. Which keys may stand where is decided by the room whose file it
is; `values` reads what stands behind a key.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MOST_BYTES = 1_000_000
MOST_PROBLEMS = 100
LONGEST_LINE = 4_000
TOO_LARGE = "the file is larger than 1 MB: a few hundred lines are enough"


@dataclass(frozen=True, slots=True)
class Shape:
    """What a file is made of: one header alone, `head`, and those that take a code.

    `header` and `key` are examples, for whoever wrote a line that cannot be read.
    """

    head: str
    coded: tuple[str, ...]
    header: str
    key: str

    def headers(self) -> str:
        """The headers as a message names them: `[protocol], [duty.CODE] or [gate.CODE]`."""
        *most, last = (f"[{self.head}]", *(f"[{name}.CODE]" for name in self.coded))
        return f"{', '.join(most)} or {last}"


@dataclass(frozen=True, slots=True, order=True)
class FileProblem:
    """Something wrong in a file, and on which line (from 1; 0 is the file as a whole)."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}" if self.line else self.message


class FileError(ValueError):
    """A file that cannot be used. The message is one line: `line N: what is wrong`."""

    def __init__(self, problem: FileProblem) -> None:
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
    """A file taken apart, with what went wrong on the way."""

    shape: Shape
    rows: dict[str, Row] = field(default_factory=dict)
    problems: list[FileProblem] = field(default_factory=list)

    def of(self, table: str) -> Iterator[Row]:
        """The rows of one table, in the order of the file."""
        return (row for row in self.rows.values() if row.table == table)

    def add_problem(self, line: int, message: str) -> None:
        """Keep a problem."""
        self.problems.append(FileProblem(line, message))


def shown(value: Any) -> str:
    """A value as a message shows it: on one line, and short."""
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def read_file(path: Path) -> str:
    """The text of a file. Raises FileError: not there, too large, not UTF-8."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        said = error.strerror if isinstance(error, OSError) else "this is no file name"
        raise FileError(FileProblem(0, f"the file cannot be read: {said}")) from None
    if len(raw) > MOST_BYTES:
        raise FileError(FileProblem(0, TOO_LARGE))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise FileError(FileProblem(line, "not text in UTF-8")) from None


def read_rows(text: str, shape: Shape) -> Rows:
    """Take `text` apart. Reading stops after the first hundred problems."""
    found = Rows(shape)
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
        parsed = _parse(line, found.shape)
    except ValueError as error:
        found.add_problem(number, str(error))
        return row
    if not parsed:
        return row
    if line.lstrip().startswith("["):
        return _begin(found, parsed, number)
    if row is None:
        said = f"a key before the first header: begin with [{found.shape.head}]"
        found.add_problem(number, said)
        return row
    for key, value in _flat(parsed):
        if key in row.values:
            first = row.values[key].line
            found.add_problem(number, f"{shown(key)} stands twice; the first is on line {first}")
        else:
            row.values[key] = Value(number, value)
    return row


def _parse(line: str, shape: Shape) -> dict[str, Any]:
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
            f"not readable as one line of TOML ({said}): write a header such as [{shape.header}],"
            f" or one key with its value, texts in quotes: {shape.key}"
        ) from None


def _is_deep(parsed: dict[str, Any]) -> bool:
    """Whether tables lie within tables further than any header or key of ours goes."""
    level = [parsed]
    for _ in range(4):
        level = [value for table in level for value in table.values() if isinstance(value, dict)]
    return bool(level)


def _begin(found: Rows, parsed: dict[str, Any], number: int) -> Row:
    """A new row. A header that cannot be is a problem; its keys are then read but not kept."""
    path = _path(parsed)
    table, code = (path + ["", ""])[:2]
    row = Row(table, code, number)
    shape = found.shape
    known = len(path) == 1 if table == shape.head else len(path) == 2 and table in shape.coded
    if not known:
        name = shown(".".join(path))
        found.add_problem(number, f"unknown header {name}: {shape.headers()}")
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
