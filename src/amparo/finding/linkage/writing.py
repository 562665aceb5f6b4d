"""What linking writes: `clusters.csv` and `pairs.csv`, which no spreadsheet takes for formulas, all
of it or nothing."""

import csv
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from amparo.finding.linkage.linking import Linked
from amparo.finding.linkage.refused import LinkageError
from amparo.finding.linkage.scoring import odds
from amparo.finding.linkage.table import FOLDED

CHUNK = 100_000
# A cell that begins so is taken for a formula by spreadsheets.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class OutError(LinkageError):
    """Why nothing can be written there, in one line."""


def check_free(out: Path) -> None:
    """Raises OutError where something is there that must not be lost."""
    if out.is_symlink() or (out.exists() and (not out.is_dir() or any(out.iterdir()))):
        raise OutError(f"{out}: is there already; name a new folder")


@contextmanager
def all_or_nothing(out: Path) -> Iterator[Path]:
    """A folder to write in, which becomes `out` when all is done. Raises OutError."""
    check_free(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        raise OutError(f"{out}: {error.strerror}") from error
    try:
        yield made
        if out.exists():
            out.rmdir()
        made.rename(out)
    except OSError as error:
        raise OutError(f"{out}: {error.strerror}") from error
    finally:
        shutil.rmtree(made, ignore_errors=True)


def safe(cell: str) -> str:
    """A text as a spreadsheet shows it, never as a formula: an apostrophe before it."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def write_csv(path: Path, heading: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> None:
    """Readable by the owner only: with the lists at hand it says who is who."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w",
              encoding="utf-8", newline="") as file:  # fmt: skip
        written = csv.writer(file)
        written.writerow(heading)
        for row in rows:
            written.writerow([safe(cell) if isinstance(cell, str) else cell for cell in row])


def write_clusters(con: duckdb.DuckDBPyConnection, linked: Linked, path: Path) -> None:
    """Every record with its group; who is alone is a group of one."""
    group = linked.group
    rows = _rows(con, f"select number, record_id, file from {FOLDED} order by number")
    found = ((record_id, file, f"c{group.get(number, number)}") for number, record_id, file in rows)
    write_csv(path, ("record_id", "file", "cluster"), found)


def write_pairs(
    con: duckdb.DuckDBPyConnection, linked: Linked, threshold: float, path: Path
) -> None:
    """The pairs from the threshold on, the surest first; `same_cluster` is no where a chain was
    cut."""
    import numpy

    kept = linked.weight >= odds(threshold)
    con.register("kept_pairs", {
        "one": linked.one[kept], "other": linked.other[kept],
        "probability": linked.probabilities()[kept], "weight": linked.weight[kept],
        "together": numpy.array([
            linked.group.get(a, a) == linked.group.get(b, b)
            for a, b in zip(linked.one[kept].tolist(), linked.other[kept].tolist(), strict=True)
        ], dtype=bool),
    })  # fmt: skip
    rows = _rows(
        con,
        f"""
        select a.record_id, a.file, b.record_id, b.file, round(probability, 6), round(weight, 2),
            case when together then 'yes' else 'no' end
        from kept_pairs join {FOLDED} a on a.number = one join {FOLDED} b on b.number = other
        order by round(weight, 2) desc, one, other
    """,
    )
    heading = ("record_id", "file", "other_record_id", "other_file", "probability", "weight",
               "same_cluster")  # fmt: skip
    write_csv(path, heading, rows)
    con.unregister("kept_pairs")


def _rows(con: duckdb.DuckDBPyConnection, sql: str) -> Iterator[tuple[Any, ...]]:
    con.execute(sql)
    while found := con.fetchmany(CHUNK):
        yield from found
