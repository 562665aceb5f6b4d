"""A file as it was sent: its heading and its rows as text, CSV or XLSX.

How an encoding is found out, and what is refused (formulas, a wrong zip, endless lines), is what
room `finding` does for lists that are linked.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from amparo.exchange.refused import ExchangeError
from amparo.finding.linkage.reading import ZIP, ListError, cells_of

LONGEST_CELL = 10_000
MOST_COLUMNS = 1000
# Before a cell that a spreadsheet would take for a formula, by whoever wrote it; see `writing`.
_FORMULA = ("=", "+", "-", "@")

Rows = Iterator[tuple[int, list[str]]]


@dataclass(slots=True)
class Sheet:
    """One table. `rows`: (line, cells), as many as the heading has. `said`: how it was read. A line
    with nothing on it is no row; one of nothing but separators is, because it may be a person of
    whom everything was held back."""

    path: Path
    heading: tuple[str, ...]
    rows: Rows
    said: list[str] = field(default_factory=list)


def open_sheet(path: Path) -> Sheet:
    """Raises ExchangeError with one line, also while the rows are read."""
    said: list[str] = []
    cells = _in_one_line(cells_of_file(path, said))
    heading = next(cells, None)
    if heading is None or not any(cell.strip() for cell in heading[1]):
        raise ExchangeError(f"{path}: the file is empty")
    names = tuple(plain(cell) for cell in heading[1])
    while names and not names[-1]:
        names = names[:-1]
    if len(names) > MOST_COLUMNS:
        raise ExchangeError(f"{path}: more than {MOST_COLUMNS} columns")
    with path.open("rb") as file:
        packed = file.read(len(ZIP)) == ZIP
    return Sheet(path, names, _rows(path, cells, len(names), packed), said)


def cells_of_file(path: Path, said: list[str]) -> Rows:
    try:
        return cells_of(path, said)
    except ListError as error:
        raise ExchangeError(str(error)) from error


def _in_one_line(cells: Rows) -> Rows:
    try:
        yield from cells
    except ListError as error:
        raise ExchangeError(str(error)) from error


def _rows(path: Path, cells: Rows, width: int, packed: bool) -> Rows:
    for line, row in cells:
        if len(row) > width and any(cell.strip() for cell in row[width:]):
            raise ExchangeError(f"{path}: line {line} has more cells than the heading")
        made = [plain(cell) for cell in row[:width]]
        if not row or (packed and not any(made)):
            continue
        made += [""] * (width - len(made))
        if any(len(cell) > LONGEST_CELL for cell in made):
            raise ExchangeError(
                f"{path}: line {line}: a cell is longer than {LONGEST_CELL} characters"
            )
        yield line, made


def plain(cell: str) -> str:
    """A cell without blanks around it, and without the apostrophe that guards a formula."""
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in _FORMULA else text
