"""Reads records from CSV, and writes what may be published of them: all of a folder or nothing."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final
from unicodedata import normalize

from amparo.statistics import whole_folder as whole
from amparo.statistics.synthesis import budget
from amparo.statistics.synthesis.making import Synthesised
from amparo.statistics.synthesis.records import Records
from amparo.statistics.synthesis.refused import NotSynthesisable
from amparo.statistics.synthesis.wording import read_me

MOST_BYTES: Final = 200_000_000
LONGEST_CELL: Final = 200
DELIMITERS: Final = ",;\t"
AGGREGATES, RECORDS, QUALITY, README = (
    "aggregates.csv", "records.csv", "quality.json", "README.txt"
)  # fmt: skip


def read(path: Path) -> Records:
    """A line for each person below one line of names. Raises NotSynthesisable with one line."""
    text = _text(path)
    delimiter = max(DELIMITERS, key=text.split("\n", 1)[0].count)
    found = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines = _lines(found)
    columns = next(lines)
    rows: list[tuple[str, ...]] = []
    for cells in lines:
        if len(cells) != len(columns):
            raise NotSynthesisable(
                f"line {found.line_num}: {len(cells)} cells, the first line has {len(columns)}"
            )
        rows.append(cells)
    return Records(columns, rows)


def check_free(folder: Path) -> None:
    """Raises NotSynthesisable where something is there already."""
    whole.check_free(folder, NotSynthesisable)


def write(folder: Path, made: Synthesised) -> None:
    """`aggregates.csv`, `records.csv`, `quality.json` and `README.txt` in a new folder."""
    with whole.whole_folder(
        folder, NotSynthesisable, mode=whole.OPEN_FOLDER, parents=True
    ) as beside:
        _csv(beside / AGGREGATES, _aggregates(made))
        _csv(beside / RECORDS, iter([made.columns, *made.rows]))
        quality = json.dumps(to_json(made), ensure_ascii=False, indent=2)
        (beside / QUALITY).write_text(quality + "\n", encoding="utf-8")
        (beside / README).write_text(read_me(made), encoding="utf-8")


def to_json(made: Synthesised) -> dict[str, Any]:
    """Budget and quality; nothing of it was compared with the records."""
    return {
        "budget": asdict(made.budget)
        | {
            "promise": budget.strength(made.budget.epsilon),
            "protects": "one record more or less",
            "recomputed": {
                "concentrated": round(made.account.concentrated, 4),
                "renyi": round(made.account.renyi, 4),
            },
        },
        **made.quality.to_json(),
    }


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise NotSynthesisable(f"the file is larger than {MOST_BYTES // 1_000_000} MB")
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotSynthesisable("the file is not text in UTF-8 (save it as CSV UTF-8)") from error
    except (OSError, ValueError) as error:
        raise NotSynthesisable(getattr(error, "strerror", None) or str(error)) from error
    if "\0" in text:
        raise NotSynthesisable("the file is no CSV: it holds a zero byte")
    if not text.strip():
        raise NotSynthesisable("the file is empty")
    return normalize("NFC", text)


def _lines(found: Any) -> Iterator[tuple[str, ...]]:
    """Lines that are not blank, each cell without spaces around it."""
    same: dict[str, str] = {}
    first = True
    try:
        for line in found:
            cells = tuple(cell.strip() for cell in line)
            # A line of commas is a person of whom nothing is known; a blank one is nobody.
            if not line or (first and not any(cells)):
                continue
            first = False
            if any(len(cell) > LONGEST_CELL for cell in cells):
                raise NotSynthesisable(
                    f"line {found.line_num}: a cell is longer than {LONGEST_CELL} characters"
                )
            yield tuple(same.setdefault(cell, cell) for cell in cells)
    except csv.Error as error:
        raise NotSynthesisable(f"line {found.line_num}: cannot be read as CSV: {error}") from error


def _csv(path: Path, rows: Iterator[tuple[Any, ...]]) -> None:
    with path.open("x", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def _aggregates(made: Synthesised) -> Iterator[tuple[Any, ...]]:
    """The shorter first, each with its columns and values side by side."""
    length = made.budget.length
    yield (
        "length",
        *(name for n in range(1, length + 1) for name in (f"column_{n}", f"value_{n}")),
        "noisy_count",
    )
    for one in sorted(made.aggregates, key=lambda found: (len(found), found)):
        parts = [part for attribute in one for part in attribute]
        rest = [""] * (2 * (length - len(one)))
        yield len(one), *parts, *rest, made.aggregates[one]
