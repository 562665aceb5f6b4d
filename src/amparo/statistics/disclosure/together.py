"""Protects the tables of one release together, beside what was published before.

Each table is protected by itself first, with boxes; a number that several of them give is hidden in
all or in none. Then all of them are attacked together with the earlier releases, by programmes; of
the numbers because of which something follows, the one that says least is hidden too, until nothing
follows any more. What earlier releases give away by themselves stays given away, and is told.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from amparo.statistics.disclosure import attack
from amparo.statistics.disclosure.cells import RELEASE, Cells, Named
from amparo.statistics.disclosure.published import OTHERS, Codes, Published
from amparo.statistics.disclosure.refused import NotProtectable
from amparo.statistics.disclosure.rounding import left_open
from amparo.statistics.disclosure.stays import still_hidden
from amparo.statistics.disclosure.suppress import THRESHOLD, protect
from amparo.statistics.disclosure.tables import TOTAL, Table, table_of

MOST_ROUNDS: Final = 400
SUM_COSTS: Final = 2.0
Say = Callable[[int, int], None]
Groups = Mapping[str, Mapping[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Counted:
    """One table to be protected: every cell and every sum, by its codes.

    only: the one code of a further dimension of which alone it counts (of a child who may have
    several codes, each is asked for by itself). everybody: the same numbers without that.
    """

    name: str
    dimensions: tuple[str, ...]
    numbers: Mapping[Codes, int]
    only: tuple[str, str] | None = None
    everybody: Mapping[Codes, int] = field(default_factory=dict)

    def named(self, codes: Codes) -> Named:
        """The codes by which a number is counted: the same number in two tables has the same."""
        own = {pair for pair in zip(self.dimensions, codes, strict=True) if pair[1] != TOTAL}
        return frozenset(own | ({self.only} if self.only else set()))

    def named_of_everybody(self, codes: Codes) -> Named:
        """The same for a number of `everybody`."""
        return replace(self, only=None).named(codes)


@dataclass(frozen=True, slots=True)
class Together:
    """The tables as published, and what they give away because numbers had to be kept.

    `before`: what earlier releases give away by themselves.
    """

    tables: tuple[Published, ...]
    found: tuple[attack.Finding, ...]
    before: tuple[attack.Finding, ...]


def protect_together(
    tables: Sequence[Counted],
    threshold: int = THRESHOLD,
    *,
    base: int = 1,
    keep: frozenset[Named] = frozenset(),
    release: str = "",
    where: Mapping[str, str] | None = None,
    earlier: Sequence[Published] = (),
    groups: Groups | None = None,
    releases: Sequence[str] = (),
    say: Say | None = None,
) -> Together:
    """The same for the same tables, whatever the order of their rows.

    base: what shown numbers are rounded to, on top of hiding. keep: what is never hidden.
    where: dimensions of which the whole release has one code, release its name, where it is held
    against `earlier` ones; groups and releases as `attack.check`. Raises NotProtectable.
    """
    of_all = dict(where or {})
    numbers = {
        table.named(codes): number for table in tables for codes, number in table.numbers.items()
    }
    stay = still_hidden(numbers, earlier, threshold, groups or {}, of_all)
    hidden = _each(tables, threshold, keep, stay - keep, say)
    before = attack.check(earlier, threshold, groups=groups, releases=releases) if earlier else []
    known = {(one.table, one.codes, one.kind) for one in before}
    # What is open enough stays so: from round to round less is shown, of the same cells.
    wide: set[attack.Key] = set()
    cells: Cells | None = None
    for number in range(MOST_ROUNDS):
        told = tuple(_published(table, hidden, base, release, of_all) for table in tables)
        made = attack.attack([*told, *earlier], groups=groups, releases=releases, cells=cells)
        cells = made.cells
        found = tuple(one for one in attack.findings(made, threshold, wide)
                      if (one.table, one.codes, one.kind) not in known)  # fmt: skip
        more = _mended(tables, made, found, hidden | keep, set(of_all.items()))
        if not more:
            return Together(told, found, tuple(before))
        hidden |= more
        if say is not None:
            say(number + 1, len(found))
    raise NotProtectable("hiding more and more did not end: ask for fewer or smaller tables")


def _each(
    tables: Sequence[Counted],
    threshold: int,
    keep: frozenset[Named],
    stay: set[Named],
    say: Say | None,
) -> set[Named]:
    """What the tables hide by themselves, each number in all tables that give it.

    stay: what is hidden in any case.
    """
    hidden = set(stay)
    settled: dict[int, frozenset[Named]] = {}
    shared = Counter(name for table in tables for name in _own(table))
    while True:
        open_ones = [at for at, table in enumerate(tables)
                     if settled.get(at) != _own(table) & hidden]  # fmt: skip
        if not open_ones:
            return hidden
        for at in open_ones:
            hidden |= _hidden_in(tables[at], threshold, hidden, shared) - keep
            settled[at] = _own(tables[at]) & hidden
            if say is not None:
                say(len(settled), len(tables))


def _own(table: Counted) -> frozenset[Named]:
    everybody = (table.named_of_everybody(codes) for codes in table.everybody)
    return frozenset({*(table.named(codes) for codes in table.numbers), *everybody})


def _hidden_in(
    table: Counted, threshold: int, hidden: set[Named], shared: Mapping[Named, int]
) -> set[Named]:
    """The numbers of one table that are hidden because of it; `shared`: how many tables give it."""
    import numpy as np

    whole, names = _as_one(table)
    given, worth = np.zeros_like(whole.given), np.ones_like(whole.numbers)
    for place, name in names.items():
        given[place], worth[place] = name not in hidden, shared[name]
    done = protect(replace(whole, given=given), threshold, worth=worth)
    return {name for place, name in names.items() if done.hidden[place]}


def _as_one(table: Counted) -> tuple[Table, dict[tuple[int, ...], Named]]:
    """The table, and by which codes the numbers are counted that anybody is given.

    Of a table of one code those who have another are rows too: they follow from everybody.
    """
    cells = {codes: number for codes, number in table.numbers.items() if TOTAL not in codes}
    if table.only is None:
        one = table_of(table.dimensions or ("all",), [(c or ("all",), n) for c, n in cells.items()])
        return one, {one.place(c or (TOTAL,)): table.named(c) for c in table.numbers}
    name, code = table.only
    others = {codes: table.everybody[codes] - number for codes, number in cells.items()}
    rows = [((code, *codes), number) for codes, number in cells.items()]
    rows += [((OTHERS, *codes), number) for codes, number in others.items()]
    one = table_of((name, *table.dimensions), rows)
    return one, {
        **{one.place((code, *codes)): table.named(codes) for codes in table.numbers},
        **{
            one.place((TOTAL, *codes)): table.named_of_everybody(codes) for codes in table.everybody
        },
    }


def _published(
    table: Counted, hidden: set[Named], base: int, release: str, where: Mapping[str, str]
) -> Published:
    shown = {codes: left_open(number, base) for codes, number in table.numbers.items()
             if table.named(codes) not in hidden}  # fmt: skip
    gone = {codes: number for codes, number in table.numbers.items() if codes not in shown}
    only = dict([table.only]) if table.only else {}
    rest = {name: code for name, code in where.items() if name not in table.dimensions}
    return Published(table.name, table.dimensions, shown, gone, rest | only, release)


def _mended(
    tables: Sequence[Counted],
    made: attack.Attack,
    found: Sequence[attack.Finding],
    stays: set[Named] | frozenset[Named],
    of_all: set[tuple[str, str]],
) -> set[Named]:
    """For each finding one number more that is hidden, unless one of this round helps it too.

    stays: what is hidden already, or must not be. of_all: the codes of the whole release.
    """
    costs = {name: cost for table in tables for name, cost in _costs(table) if name not in stays}
    gone: set[Named] = set()
    for finding in found:
        pinned = {name for told in attack.pinning(made, finding) for name in _plain(told, of_all)}
        if pinned & gone:
            continue
        mine = sorted((costs[name], sorted(name)) for name in pinned if name in costs)
        if mine:
            gone.add(frozenset(mine[0][1]))
    return gone


def _plain(told: Named, of_all: set[tuple[str, str]]) -> Iterator[Named]:
    """As the tables themselves name a number that an attack names: without what all have."""
    own = frozenset(pair for pair in told if pair[0] != RELEASE)
    yield own
    yield own - of_all


def _costs(table: Counted) -> Iterator[tuple[Named, float]]:
    """What hiding a number takes from the reader: sums and large numbers are dear."""
    for codes, number in table.numbers.items():
        yield table.named(codes), SUM_COSTS ** codes.count(TOTAL) * (1 + math.log1p(number))
