"""The first sheet of an XLSX file, cell by cell as text. A formula is refused: what it shows is not
what the file says, and it may show something else tomorrow."""

import warnings
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from amparo.terms.messages import N_, Reason


class SheetError(ValueError):
    """Why a sheet cannot be used, in one line."""


def rows_of(path: Path, said: list[str]) -> Iterator[tuple[int, list[str]]]:
    """(line, cells), the heading first. Raises SheetError."""
    from openpyxl import load_workbook  # type: ignore[import-untyped]
    from openpyxl.utils.exceptions import (  # type: ignore[import-untyped]
        InvalidFileException,
    )

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = None
        try:
            # The ending of the name says nothing: what is inside does.
            with path.open("rb") as file:
                book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
                sheets = book.worksheets
                if not sheets:
                    raise SheetError("there is no sheet in it")
                if len(sheets) > 1:
                    first = repr(sheets[0].title[:40])
                    said.append(Reason(N_("only its first sheet is read, %(title)s"), title=first))
                for line, row in enumerate(sheets[0].iter_rows(), start=1):
                    yield line, [_text(cell, line) for cell in row]
        except SheetError:
            raise
        except (InvalidFileException, KeyError, ValueError, TypeError, AttributeError,
                SyntaxError, OSError, EOFError, IndexError) as error:  # fmt: skip
            raise SheetError("not an XLSX file that can be read") from error
        finally:
            if book is not None:
                book.close()


def _text(cell: Any, line: int) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        raise SheetError(f"line {line}: a formula in {cell.coordinate}; save the values only")
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
