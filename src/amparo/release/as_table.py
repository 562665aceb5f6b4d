"""A released table as room `statistics` lays out, draws and says tables."""

from dataclasses import replace

from amparo.release.made import TOTAL, Codes, Release, ReleasedTable
from amparo.statistics.figures.meaning import Figure
from amparo.statistics.tables.asked import Asked
from amparo.statistics.tables.counting import ALL, Key
from amparo.statistics.tables.table import Figures, Note, Table, answered, is_margin


def as_table(release: Release, released: ReleasedTable) -> Table:
    """Every number as a figure with its meaning; what is hidden is a figure without a value, and
    so is what is few or none where numbers have noise."""
    meaning = release.meaning
    asked = Asked(
        start=meaning.start,
        end=meaning.end,
        stock=meaning.stock,
        axes=released.axes,
        counting=meaning.counting,
        standings=meaning.standings,
        definition=meaning.definition,
    )
    missing = "too_few" if release.noise is None else "few_or_none"
    counts = {_key(codes): count for codes, count in released.counts.items()}

    def figure(key: Key) -> Figure:
        codes = tuple(
            f"{axis}={code}" for axis, code in zip(released.axes, key, strict=True) if code != ALL
        )
        narrowed = replace(meaning, restrictions=(*meaning.restrictions, *codes))
        value = counts.get(key)
        return Figure(value=value, measure="count", meaning=narrowed, not_shown=missing)

    def figures(keys: list[Key]) -> Figures:
        return Figures(keys, figure)

    return Table(
        asked=asked,
        meaning=meaning,
        cells=figures([key for key in counts if answered(key) and not is_margin(key)]),
        apart=figures([key for key in counts if not answered(key) and not is_margin(key)]),
        margins=figures([key for key in counts if is_margin(key)]),
        whole=figure((ALL,) * len(released.axes)),
        notes=tuple(map(Note, dict.fromkeys(axis.note for axis in asked.read if axis.note))),
        hidden=frozenset(
            key for key, count in counts.items() if count is None and release.noise is None
        ),
    )


def _key(codes: Codes) -> Key:
    return tuple(ALL if code == TOTAL else code for code in codes)
