"""Other headings than ours, by a small file:

[columns]
given_name = "First name"
place = ["Suburb", "State"]     # several are put together
[also]
occupation = "Job"              # a column of words besides ours, compared as a place is
"""

import tomllib
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from amparo.finding.linkage.records import COLUMNS
from amparo.finding.linkage.refused import LinkageError

LARGEST = 1 << 16
# Before the name of a column of one's own, so that it is never one of ours.
OWN = "own_"


class MappingError(LinkageError):
    """A file of headings that cannot be used; the message is one line."""


def plain_heading(text: str) -> str:
    """A heading as it is compared: small letters, words kept apart by one space."""
    return " ".join(text.replace("_", " ").casefold().split())


@dataclass(frozen=True, slots=True)
class Mapping:
    """For each of our columns the headings that make it up; `also`: columns of words besides;
    `optional`: headings may be missing."""

    columns: AnyMapping[str, tuple[str, ...]] = field(default_factory=dict)
    also: AnyMapping[str, tuple[str, ...]] = field(default_factory=dict)
    optional: bool = False

    def headings(self) -> dict[str, tuple[str, ...]]:
        """Every column that is compared, in order, with its headings as they are compared."""
        ours = {name: self.columns.get(name, (plain_heading(name),)) for name in COLUMNS}
        return ours | dict(self.also)


def read_mapping(path: Path) -> Mapping:
    """The mapping of a file. Raises MappingError."""
    try:
        with path.open("rb") as file:
            read = tomllib.loads(file.read(LARGEST).decode("utf-8"))
    except OSError as error:
        raise MappingError(f"{path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise MappingError(f"{path}: not TOML: {error}") from error
    unknown = set(read) - {"columns", "also"}
    if unknown:
        raise MappingError(f"{path}: no such part: {min(unknown)[:40]!r}; columns or also")
    columns, also = (_names(path, part, read.get(part, {})) for part in ("columns", "also"))
    for name in columns:
        if name not in COLUMNS:
            raise MappingError(f"{path}: no such column: {name[:40]!r}; {', '.join(COLUMNS)}")
    for name in also:
        if name in COLUMNS or not (name.isidentifier() and name.isascii() and name.islower()):
            raise MappingError(f"{path}: a column of your own cannot be called {name[:40]!r}")
    return Mapping(columns, {OWN + name: headings for name, headings in also.items()})


def _names(path: Path, part: str, read: Any) -> dict[str, tuple[str, ...]]:
    if not isinstance(read, dict):
        raise MappingError(f"{path}: {part} must be a part of its own")
    found = {}
    for name, given in read.items():
        several = given if isinstance(given, list) else [given]
        if not several or not all(isinstance(one, str) and one.strip() for one in several):
            raise MappingError(f"{path}: {name[:40]!r} must name a heading, or a list of them")
        found[name] = tuple(plain_heading(one) for one in several)
    return found
