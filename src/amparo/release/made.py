"""A release as it is kept, signed and published: its tables made safe, and what they count.

As JSON it is the same to the last byte whenever the same is made: keys and rows are sorted, and no
clock is in it but the day on which the facts were known. Its digest is what two people sign.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from amparo.release.noise import carried
from amparo.release.noise.carried import Noisy
from amparo.statistics.figures.carrying import meaning_from_data, meaning_to_data
from amparo.statistics.figures.parts import Meaning, MeaningMissing
from amparo.statistics.tables.axes import AXES

FORMAT: Final = "amparo-release/1"
NOISY_FORMAT: Final = "amparo-release/2"
"""With noise: whoever knows the first alone would take its numbers for exact."""
TOTAL: Final = "Total"
"""Stands for an axis that is summed over. Over an axis of which a child may have several codes it
counts children, not codes."""

Codes = tuple[str, ...]


class NotARelease(ValueError):
    """A file is no release; the message is one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedTable:
    """Counts by axes. `counts`: every cell and every sum that the table gives; None is hidden, and
    in a release with noise few or none."""

    name: str
    axes: tuple[str, ...]
    counts: Mapping[Codes, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """`title` by language. `base`: shown numbers are rounded to it; 1: they are exact.

    `because`: why this version takes the place of the one before it; empty in the first. `noise`:
    where there is some no number is exact, and none is hidden by a threshold.
    """

    name: str
    version: int
    title: Mapping[str, str]
    licence: str
    threshold: int
    base: int
    meaning: Meaning
    tables: tuple[ReleasedTable, ...]
    because: str = ""
    noise: Noisy | None = None

    def table(self, name: str) -> ReleasedTable:
        """Raises KeyError."""
        return {table.name: table for table in self.tables}[name]

    @property
    def digest(self) -> str:
        """SHA-256 of the release as JSON."""
        return sha256(to_json(self).encode()).hexdigest()


def to_json(release: Release) -> str:
    """The release as one text, the same for the same release."""
    return json.dumps(to_data(release), ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def to_data(release: Release) -> dict[str, Any]:
    """The release as plain data."""
    noise = {} if release.noise is None else {"noise": carried.to_data(release.noise)}
    return noise | {
        "format": NOISY_FORMAT if noise else FORMAT,
        "name": release.name,
        "version": release.version,
        "title": dict(release.title),
        "licence": release.licence,
        "threshold": release.threshold,
        "rounded_to": release.base,
        "because": release.because,
        "meaning": meaning_to_data(release.meaning),
        "tables": [
            {
                "name": table.name,
                "axes": list(table.axes),
                "rows": [[*codes, count] for codes, count in sorted(table.counts.items())],
            }
            for table in release.tables
        ],
    }


def from_json(text: str) -> Release:
    """Raises NotARelease."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotARelease(f"is no JSON: {error}") from error
    if not isinstance(data, dict) or data.get("format") not in (FORMAT, NOISY_FORMAT):
        raise NotARelease(f"is no release: it does not say “format”: “{FORMAT}”")
    if ("noise" in data) != (data["format"] == NOISY_FORMAT):
        raise NotARelease(f"is no release: “{NOISY_FORMAT}” is that of noise, and of nothing else")
    try:
        return Release(
            name=_text(data["name"]),
            version=_whole(data["version"]),
            title={_text(language): _text(said) for language, said in data["title"].items()},
            licence=_text(data["licence"]),
            threshold=_whole(data["threshold"]),
            base=_whole(data["rounded_to"]),
            because=_text(data["because"]),
            meaning=meaning_from_data(data["meaning"]),
            tables=tuple(_table(one) for one in data["tables"] or _nothing()),
            noise=carried.from_data(data["noise"]) if "noise" in data else None,
        )
    except KeyError as missing:
        raise NotARelease(f"is no release: {missing.args[0]} is missing") from missing
    except (TypeError, AttributeError, ValueError, MeaningMissing) as error:
        raise NotARelease(f"is no release: {error}") from error


def _table(data: Any) -> ReleasedTable:
    axes = tuple(_text(axis) for axis in data["axes"])
    if unknown := sorted(set(axes) - set(AXES)):
        raise NotARelease(f"there is no axis “{unknown[0][:40]}”")
    counts: dict[Codes, int | None] = {}
    for *codes, count in data["rows"]:
        if len(codes) != len(axes):
            raise NotARelease(
                f"a row of {data['name']} has {len(codes)} codes for {len(axes)} axes"
            )
        key = tuple(_text(code) for code in codes)
        if key in counts:
            raise NotARelease(f"{' / '.join(key)} is twice in {data['name']}")
        counts[key] = None if count is None else _whole(count)
    if not counts:
        raise NotARelease(f"{data['name']} has no numbers")
    return ReleasedTable(name=_text(data["name"]), axes=axes, counts=counts)


def _nothing() -> list[Any]:
    raise NotARelease("has no tables")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise NotARelease(f"“{str(value)[:40]}” is no text")
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise NotARelease(f"“{str(value)[:40]}” is no whole number")
    return value
