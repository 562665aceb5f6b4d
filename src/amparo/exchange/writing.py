"""Writes tables as CSV or XLSX: all of a file or nothing, readable by its owner, and no cell that a
spreadsheet takes for a formula."""

import csv
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from amparo.exchange.refused import ExchangeError
from amparo.finding.linkage.writing import safe

Row = Sequence[Any]


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A path to write to, which becomes `path` when all is done. Raises ExchangeError."""
    if path.exists() or path.is_symlink():
        raise ExchangeError(f"{path}: is there already; name a new file")
    made = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        os.close(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        yield made
        made.rename(path)
    except OSError as error:
        raise ExchangeError(f"{path}: {error.strerror or error}") from error
    finally:
        made.unlink(missing_ok=True)


def write_table(path: Path, heading: Sequence[str], rows: Iterator[Row] | Sequence[Row]) -> int:
    """A table by the ending of the name: .csv or .xlsx. Gives how many rows."""
    ending = path.suffix.lower()
    if ending not in (".csv", ".xlsx"):
        raise ExchangeError(f"{path}: a table is written as .csv or .xlsx")
    with whole_file(path) as made:
        return (_csv if ending == ".csv" else _xlsx)(made, heading, rows)


def _cell(value: Any) -> str:
    return "" if value is None else safe(str(value))


def _csv(path: Path, heading: Sequence[str], rows: Iterator[Row] | Sequence[Row]) -> int:
    written = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow([_cell(name) for name in heading])
        for row in rows:
            table.writerow([_cell(value) for value in row])
            written += 1
    return written


def _xlsx(path: Path, heading: Sequence[str], rows: Iterator[Row] | Sequence[Row]) -> int:
    from openpyxl import Workbook  # type: ignore[import-untyped]
    from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Data")

    def cells(row: Row) -> list[Any]:
        made = []
        for value in row:
            cell = WriteOnlyCell(sheet, _cell(value) or None)
            if cell.value is not None:
                cell.data_type = "s"  # text, whatever it looks like
            made.append(cell)
        return made

    sheet.append(cells(heading))
    written = 0
    for row in rows:
        sheet.append(cells(row))
        written += 1
    book.save(path)
    return written
