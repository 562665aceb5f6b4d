"""Lists kept in a folder in the clear, for work without a deployment: `lists/NAME/TABLE.parquet`
beside the register's own tables, each with the report of how it came in."""

import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from amparo.exchange.refused import ExchangeError
from amparo.exchange.store import parquet
from amparo.terms.values import is_code

REGISTER, LISTS, REPORT = "register", "lists", "report.json"
Tables = Mapping[str, list[dict[str, Any]]]


def check_name(source: str) -> None:
    """Raises ExchangeError where a list cannot be called so."""
    if not is_code(source) or source == REGISTER:
        raise ExchangeError(
            f"{source[:40]!r}: the name of a list is small letters, digits and _, beginning with a"
            f" letter, at most 60, and not {REGISTER}"
        )


class Folder:
    """A folder of facts. Every change is whole or does not happen."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lists = path / LISTS

    def sources(self) -> tuple[str, ...]:
        if not self.lists.is_dir():
            return ()
        return tuple(sorted(one.name for one in self.lists.iterdir() if is_code(one.name)))

    def add(self, brought: Mapping[str, tuple[Tables, dict[str, Any]]], again: bool) -> None:
        """Tables and report by the name of their list: all lists or none. Raises ExchangeError."""
        for source in brought:
            check_name(source)
            if source in self.sources() and not again:
                raise ExchangeError(
                    f"the list {source} is there already: withdraw it first, or give --again"
                )
        made: dict[str, Path] = {}
        try:
            self.lists.mkdir(parents=True, exist_ok=True, mode=0o700)
            for source, (tables, report) in brought.items():
                made[source] = self._written(source, tables, report)
            for source, folder in made.items():
                self._put(source, folder)
        except OSError as error:
            raise ExchangeError(f"{self.path}: {error.strerror or error}") from error
        finally:
            for folder in made.values():
                shutil.rmtree(folder, ignore_errors=True)

    def _written(self, source: str, tables: Tables, report: dict[str, Any]) -> Path:
        folder = Path(tempfile.mkdtemp(prefix=f".{source}-", dir=self.lists))
        try:
            for table, rows in tables.items():
                parquet.write(folder / f"{table}.parquet", table, rows)
            text = json.dumps(report, ensure_ascii=False, indent=1) + "\n"
            (folder / REPORT).write_text(text, encoding="utf-8")
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return folder

    def _put(self, source: str, made: Path) -> None:
        place = self.lists / source
        if place.exists():
            old = Path(tempfile.mkdtemp(prefix=f".old-{source}-", dir=self.lists))
            os.replace(place, old / source)
            made.rename(place)
            shutil.rmtree(old, ignore_errors=True)
        else:
            made.rename(place)

    def report(self, source: str) -> dict[str, Any]:
        self._known(source)
        read: dict[str, Any] = json.loads((self.lists / source / REPORT).read_text("utf-8"))
        return read

    def withdraw(self, source: str) -> None:
        """Takes a list out again, with its report. Raises ExchangeError where there is none."""
        self._known(source)
        gone = Path(tempfile.mkdtemp(prefix=f".gone-{source}-", dir=self.lists))
        os.replace(self.lists / source, gone / source)
        shutil.rmtree(gone, ignore_errors=True)

    def _known(self, source: str) -> None:
        if source not in self.sources():
            there = ", ".join(self.sources()) or "none"
            raise ExchangeError(f"there is no list {source[:40]!r}; lists that came in: {there}")

    def files(self, table: str) -> list[Path]:
        """The files of one table: the register's first, where it is there, then each list's."""
        own = self.path / f"{table}.parquet"
        found = [self.lists / source / f"{table}.parquet" for source in self.sources()]
        return [path for path in (own, *found) if path.exists()]
