"""The same search by what databases bring along: trigrams of the names, unsealed.

Both take the four hundred names that share the most and rank them again by RapidFuzz, on the names
in small Latin letters as `anyascii` writes them.
"""

import sqlite3
from collections.abc import Sequence
from typing import Any, Protocol

import psycopg
from anyascii import anyascii
from rapidfuzz import fuzz

from tools import postgres_for_tests

TAKEN, LIMIT, THRESHOLD = 400, 50, 0.4


class Elsewhere(Protocol):
    """A search that is measured beside ours."""

    def fill(self, names: Sequence[str]) -> None: ...
    def search(self, text: str) -> list[int]: ...
    def close(self) -> None: ...


def _plain(name: str) -> str:
    return anyascii(name).lower()


def _ranked(asked: str, found: Sequence[tuple[Any, ...]]) -> list[int]:
    """The places of the first fifty; the same ratio whatever the order of the words."""
    rated = [(fuzz.token_sort_ratio(asked, name), place) for place, name in found]
    rated.sort(reverse=True)
    return [place for _, place in rated[:LIMIT]]


class InPostgres:
    """`pg_trgm` with a GIN index."""

    def __init__(self) -> None:
        self._cluster = postgres_for_tests.start(shared_buffers="256MB")
        self._open = psycopg.connect(self._cluster.address, autocommit=True)
        self._open.execute("CREATE EXTENSION pg_trgm")
        self._open.execute("CREATE TABLE names (place integer, name text)")

    def fill(self, names: Sequence[str]) -> None:
        with self._open.cursor().copy("COPY names FROM STDIN") as copy:
            for place, name in enumerate(names):
                copy.write_row((place, _plain(name)))
        self._open.execute("CREATE INDEX ON names USING gin (name gin_trgm_ops)")
        self._open.execute("ANALYZE names")
        self._open.execute(f"SET pg_trgm.similarity_threshold = {THRESHOLD}")

    def search(self, text: str) -> list[int]:
        asked = _plain(text)
        found = self._open.execute(
            "SELECT place, name FROM names WHERE name %% %s ORDER BY similarity(name, %s) DESC "
            "LIMIT %s", (asked, asked, TAKEN),
        ).fetchall()  # fmt: skip
        return _ranked(asked, found)

    def close(self) -> None:
        self._open.close()
        postgres_for_tests.stop(self._cluster)


class InSqlite:
    """FTS5 with its trigrams, any of which may be there."""

    def __init__(self) -> None:
        self._open = sqlite3.connect(":memory:")
        self._open.execute("CREATE VIRTUAL TABLE names USING fts5(name, tokenize='trigram')")

    def fill(self, names: Sequence[str]) -> None:
        self._open.executemany(
            "INSERT INTO names (rowid, name) VALUES (?, ?)",
            ((place, _plain(name)) for place, name in enumerate(names)),
        )

    def search(self, text: str) -> list[int]:
        asked = _plain(text)
        parts = {asked[at : at + 3].replace('"', "") for at in range(len(asked) - 2)}
        wanted = " OR ".join(f'"{part}"' for part in sorted(parts) if len(part) == 3)
        if not wanted:
            return []
        found = self._open.execute(
            "SELECT rowid, name FROM names WHERE names MATCH ? ORDER BY rank LIMIT ?",
            (wanted, TAKEN),
        ).fetchall()
        return _ranked(asked, found)

    def close(self) -> None:
        self._open.close()
