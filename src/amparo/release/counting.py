"""The numbers of a release as they are, before anything is hidden. Nobody is shown them.

A child may have several codes of an axis (forms, means, citizenships). Such a table is one of yes
and no for each code: its codes do not add up, and are protected one by one.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Final

from amparo.release.made import TOTAL, Codes
from amparo.release.refused import ReleaseError
from amparo.release.spec import Spec, TableSpec
from amparo.statistics.disclosure.cells import Named
from amparo.statistics.disclosure.together import Counted
from amparo.statistics.facts.columns import MISSING
from amparo.statistics.figures.parts import Meaning
from amparo.statistics.tables.asked import Asked
from amparo.statistics.tables.axes import NO_ANSWER, NO_ANSWER_TOGETHER, Axis, codes_in_order
from amparo.statistics.tables.counting import ALL
from amparo.statistics.tables.table import Table

MOST_NUMBERS: Final = 60_000
SHORT_LIST: Final = 30
OTHERS_TOGETHER: Final = "others_together"
LEFT_OUT: Final = ""
Count = Callable[[Asked], Table]


@dataclass(frozen=True, slots=True)
class Numbers:
    """One table: every cell and every sum by its codes, those that are 0 too."""

    of: TableSpec
    counts: Mapping[Codes, int]


def asked(spec: Spec, table: TableSpec) -> Asked:
    """What one table of a release asks of the facts."""
    return Asked(
        start=spec.start,
        end=spec.end,
        axes=table.axes,
        counting=spec.counting,
        standings=spec.standings,
        definition=spec.definition,
    )


def numbers(
    spec: Spec, count: Count, say: Callable[[int, int], None] | None = None
) -> tuple[Meaning, list[Numbers]]:
    """What all tables count, and each with its numbers. Raises ReleaseError, NotAskable."""
    found: list[Numbers] = []
    meaning: Meaning | None = None
    for at, table in enumerate(spec.tables, 1):
        made = count(asked(spec, table))
        meaning = made.meaning
        found.append(Numbers(table, _filled(table, made, spec.threshold)))
        if say is not None:
            say(at, len(spec.tables))
    size = sum(len(one.counts) for one in found)
    if size > MOST_NUMBERS:
        raise ReleaseError(f"{size:,} numbers are more than {MOST_NUMBERS:,}: ask for fewer axes")
    assert meaning is not None  # a spec has tables
    return meaning, found


def _filled(table: TableSpec, made: Table, threshold: int) -> dict[Codes, int]:
    """Every combination of the codes that are published, with what is merged added up.

    Combinations that nobody is in are 0, which is as secret as any other small number.
    """
    into = [_published(made, place, threshold) for place in range(len(table.axes))]
    every = [dict.fromkeys(one.values()) for one in into]
    found: dict[Codes, int] = {codes: 0 for codes in product(*every) if LEFT_OUT not in codes}
    for key, count in made.rests_on.items():
        codes = tuple(one.get(code, LEFT_OUT) for one, code in zip(into, key, strict=True))
        if codes in found:
            found[codes] += count
    return found


def _published(made: Table, place: int, threshold: int) -> dict[str, str]:
    """What each code of an axis is published as.

    Of a long list (countries, areas, ages in years) codes with few children are merged, or left out
    where a child may have several, as such codes do not add up: that somebody has one would tell.
    Why there is no answer is merged where few have that reason.
    """
    axis = made.axes[place]
    listed = codes_in_order(axis)
    short = 0 < len(listed) <= SHORT_LIST
    whole = {
        key[place]: count
        for key, count in made.rests_on.items()
        if all(code == ALL for at, code in enumerate(key) if at != place)
    }
    many = {code for code, count in whole.items() if count >= threshold}
    found = {ALL: TOTAL}
    for code in dict.fromkeys((*(listed if short else ()), *sorted(whole))):
        if code in axis.guarded or code == ALL:
            continue
        if code in NO_ANSWER:
            found[code] = code if code in many else NO_ANSWER_TOGETHER
        elif short or code in many:
            found[code] = code
        else:
            found[code] = LEFT_OUT if axis.several else OTHERS_TOGETHER
    return found | _merged(axis, whole, many, short=short)


def _merged(axis: Axis, whole: Mapping[str, int], many: set[str], *, short: bool) -> dict[str, str]:
    """The rows of what is merged, also where nobody is in them, as long as somebody could be.

    Of a row in which nobody can be, readers know that it is 0: it would only seem to hide others.
    """
    if axis.kind == "year":
        return {}  # never missing, and readers know which years there are
    others = {} if short or axis.several else {" ": OTHERS_TOGETHER}
    if many.issuperset(MISSING) and "" not in whole:
        return others
    return {**others, "": NO_ANSWER_TOGETHER}


def to_protect(tables: Iterable[Numbers]) -> Iterator[Counted]:
    """Each table as room `disclosure` takes it: one, or one and one for each code of several."""
    for table in tables:
        yield from _of_one(table)


def _of_one(table: Numbers) -> Iterator[Counted]:
    several = table.of.several
    if not several:
        yield Counted(table.of.name, table.of.axes, table.counts)
        return
    place = table.of.axes.index(several)
    others = tuple(axis for axis in table.of.axes if axis != several)
    by_code: dict[str, dict[Codes, int]] = {}
    for codes, count in table.counts.items():
        by_code.setdefault(codes[place], {})[_without(codes, place)] = count
    everybody = by_code.pop(TOTAL)
    yield Counted(table.of.name, others, everybody)
    for code, counts in sorted(by_code.items()):
        name = f"{table.of.name}: {code}"
        yield Counted(name, others, counts, (f"{several}:{code}", code), everybody)


def _without(codes: Codes, place: int) -> Codes:
    return (*codes[:place], *codes[place + 1 :])


def kept(tables: Iterable[Numbers]) -> frozenset[Named]:
    """The numbers that the file says must be shown. Raises ReleaseError for one that is not."""
    found = set()
    for table in tables:
        for codes in table.of.keep:
            if codes not in table.counts:
                raise ReleaseError(f"table {table.of.name}: keep: no number {' / '.join(codes)}")
            found.add(named(table.of, codes))
    return frozenset(found)


def named(table: TableSpec, codes: Codes) -> Named:
    """The name of a number as room `disclosure` knows it."""
    several = table.several
    return frozenset(
        (f"{axis}:{code}" if axis == several else axis, code)
        for axis, code in zip(table.axes, codes, strict=True)
        if code != TOTAL
    )
