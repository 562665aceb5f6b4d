"""Facts of lists that came from elsewhere, beside the register's: each list sealed in a folder of
its own, so that making the register's facts anew leaves them, and withdrawing one leaves the rest.

Room `exchange` brings them in; here they are only kept and read.
"""

import json
import shutil
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.conf import settings

from amparo.statistics.facts import sealed
from amparo.statistics.facts.columns import TABLES
from amparo.statistics.facts.duck import Nameless
from amparo.terms.values import is_code

FOLDER, REPORT = "facts-of-lists", "report.sealed"
LISTS = "lists"
"""The folder of lists beside tables that lie in the clear."""


def folder() -> Path:
    return Path(settings.AMPARO_HOME) / FOLDER


def sources() -> tuple[str, ...]:
    """The names of the lists that are there."""
    if not folder().is_dir():
        return ()
    whole = (one for one in folder().iterdir() if (one / sealed.CURRENT).exists())
    return tuple(sorted(one.name for one in whole if is_code(one.name)))


def keep(
    source: str, tables: Mapping[str, Nameless], known_on: str, rows: Mapping[str, int],
    report: Mapping[str, Any],
) -> None:  # fmt: skip
    """Seal the tables of one list, in the place of any of that name. Raises KeyProblem."""
    place = folder() / source
    fresh = folder() / f".{source}"
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        sealed.write(fresh, tables, known_on, rows)
        sealed.write_note(fresh / REPORT, source, json.dumps(report).encode())
        shutil.rmtree(place, ignore_errors=True)
        fresh.rename(place)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def report(source: str) -> dict[str, Any]:
    """How a list came in. Raises NoFacts, KeyProblem."""
    read: dict[str, Any] = json.loads(sealed.read_note(folder() / source / REPORT, source))
    return read


def withdraw(source: str) -> None:
    """Take a list out again: nothing is left of it."""
    shutil.rmtree(folder() / source)


def read(files: ExitStack) -> dict[str, list[Nameless]]:
    """The tables of all lists, unsealed in memory until `files` closes. Raises NoFacts."""
    found: dict[str, list[Nameless]] = {table: [] for table in TABLES}
    for source in sources():
        place = folder() / source
        making = sealed.current(place)
        for table in TABLES:
            found[table].append(files.enter_context(sealed.read(place, making, table)))
    return found


def in_the_clear(beside: Path, table: str) -> list[Path]:
    """The files of one table of the lists in a folder of clear tables."""
    place = beside / LISTS
    if not place.is_dir():
        return []
    names = sorted(one.name for one in place.iterdir() if is_code(one.name))
    return [path for name in names if (path := place / name / f"{table}.parquet").is_file()]
