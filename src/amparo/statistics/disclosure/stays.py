"""What an earlier release hides and a later one must go on hiding, as its number hardly changed.

Whoever sees it now would know about what it was then, and with it what it was to hide. To begin
with these leaves a release that is made again as it was, and spares most rounds of hiding more.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from amparo.statistics.disclosure.cells import RELEASE, Named
from amparo.statistics.disclosure.published import Codes, Published

Groups = Mapping[str, Mapping[str, Sequence[str]]]
Parts = frozenset[tuple[str, tuple[str, ...]]]


def still_hidden(
    numbers: Mapping[Named, int],
    earlier: Sequence[Published],
    threshold: int,
    groups: Groups,
    of_all: Mapping[str, str],
) -> set[Named]:
    """Of the numbers of a release those that stay hidden.

    Where a sum that was shown and counts them too is larger by less than the threshold now, they
    are; so they are where no such sum was shown. of_all: the codes of the whole release.
    """

    def parts(named: Named) -> Parts:
        own = (pair for pair in named if pair[0] != RELEASE)
        return frozenset(
            (name, tuple(groups.get(name, {}).get(code, (code,)))) for name, code in own
        )

    every = {parts(named | frozenset(of_all.items())): named for named in numbers}
    was = {
        (table.release, parts(_named(table, codes))): least
        for table in earlier
        for codes, (least, _most) in table.shown.items()
    }
    found: set[Named] = set()
    for table in earlier:
        for codes in table.hidden:
            known = parts(_named(table, codes))
            grown = [
                numbers[every[whole]] - was[table.release, whole]
                for whole in _wholes(known)
                if whole in every and (table.release, whole) in was
            ]
            if known in every and min(grown, default=0) < threshold:
                found.add(every[known])
    return found


def _named(table: Published, codes: Codes) -> Named:
    own = zip(table.dimensions, codes, strict=True)
    return frozenset({*((name, code) for name, code in own if code != table.total),
                      *table.where.items()})  # fmt: skip


def _wholes(named: Parts) -> Iterator[Parts]:
    """The sums of which a number is a part."""
    for size in range(len(named)):
        yield from map(frozenset, combinations(sorted(named), size))
