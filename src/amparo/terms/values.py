"""Reads what stands behind the keys of a file that a country may write, one value at a time.

Every reader turns what the file says into what the code holds; its ValueError reads on from the
name of the key. What only several keys together can say wrong is checked by the room whose file it
is.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from amparo.terms.codes import LANGUAGES
from amparo.terms.lines import Row, Rows, shown

Reader = Callable[[Any], Any]
Readers = Mapping[str, Reader]
LONGEST_TEXT = 400
_CODE = re.compile(r"[a-z][a-z0-9_]{0,59}")


def nearest(name: str, known: Collection[str]) -> str:
    """`; did you mean 'guardian'?` where a known name is close, else nothing."""
    found = get_close_matches(name[:60], sorted(known), n=1, cutoff=0.6)
    return f"; did you mean {found[0]!r}?" if found else ""


def is_code(text: str) -> bool:
    """Small letters, digits and underscores, beginning with a letter."""
    return _CODE.fullmatch(text) is not None


def read_text(value: Any) -> str:
    """A sentence for the reader: one line, not empty, at most 400 characters."""
    if not isinstance(value, str) or not value.strip() or "\n" in value:
        raise ValueError(f"must be a sentence in quotes, not {shown(value)}")
    if len(value) > LONGEST_TEXT:
        raise ValueError(f"must be at most {LONGEST_TEXT} characters long; it has {len(value)}")
    return value.strip()


def read_flag(value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise ValueError(f"must be true or false, without quotes, not {shown(value)}")
    return value


def read_name(value: Any) -> str:
    """A single name, not yet looked up."""
    if not isinstance(value, str) or not value:
        raise ValueError(f"must be one name in quotes, not {shown(value)}")
    return value


def read_version(value: Any) -> str:
    """A version, as text."""
    if not isinstance(value, str) or not value.strip() or len(value) > 40 or "\n" in value:
        raise ValueError(f'must be a short text in quotes such as "1", not {shown(value)}')
    return value.strip()


def one_of(*names: str) -> Reader:
    """One of a few words."""

    def read(value: Any) -> str:
        if value not in names:
            raise ValueError(f"must be one of {', '.join(names)}, not {shown(value)}")
        return str(value)

    return read


def in_each_language(name: str, read: Reader = read_text) -> dict[str, Reader]:
    """The keys of a text in every language: `owed.en` and so on."""
    return {f"{name}.{language}": read for language in LANGUAGES}


def texts(values: Mapping[str, Any], name: str) -> dict[str, str]:
    """The text that was read from those keys, by language."""
    return {language: values[f"{name}.{language}"] for language in LANGUAGES}


@dataclass(slots=True)
class Part:
    """What one header of a file says: values by key, and the lines on which the keys stand."""

    table: str
    code: str
    line: int
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    @property
    def header(self) -> str:
        """As the file writes it, without brackets."""
        return f"{self.table}.{self.code}" if self.code else self.table

    def missing(self, required: Iterable[str]) -> list[str]:
        """The keys that it needs and does not have."""
        return [key for key in required if key not in self.lines]


def read_part(
    found: Rows, row: Row, readers: Readers, may_be_called: Callable[[str], bool] = is_code
) -> Part:
    """A row with its values read; what cannot be read is a problem and is left out."""
    part = Part(row.table, row.code, row.line)
    if row.code and not may_be_called(row.code):
        found.add_problem(row.line, f"{shown(row.code)} must be small letters, digits and _")
    for key, value, line, problem in read_values(row, readers):
        part.lines[key] = line
        if problem:
            found.add_problem(line, problem)
        else:
            part.values[key] = value
    return part


def read_values(row: Row, readers: Readers) -> Iterator[tuple[str, Any, int, str]]:
    """Each key of a row as (key, value, line, problem); the value is None where it is wrong."""
    for key, found in row.values.items():
        if key not in readers:
            of = "an" if row.table[0] in "aeiou" else "a"
            said = f"unknown key {shown(key)} of {of} {row.table}{_near_key(key, readers)}"
            yield key, None, found.line, said
            continue
        try:
            yield key, readers[key](found.value), found.line, ""
        except ValueError as error:
            yield key, None, found.line, f"{key} {error}"


def _near_key(key: str, readers: Readers) -> str:
    if any(name.startswith(f"{key}.") for name in readers):
        return f"; write one a language, {key}.en = and so on ({', '.join(LANGUAGES)})"
    return nearest(key, readers)
