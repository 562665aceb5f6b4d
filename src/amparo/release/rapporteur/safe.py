"""Which numbers of a year's tally may be shown: none of fewer than eleven children, none that
follows from the others. Pure.

The two tables of the report (duty by outcome, kind of authority by outcome) count the same, so they
are protected as one table of three axes that gives only these sums of it (`disclosure.suppress`).
A duty can be owed to a child several times: a number of eleven and more that is of fewer children
is protected as if it were ten. Nothing of the proof is lost by that: what can be taken from a
smaller number can be taken from the true one.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from amparo.release.rapporteur.tally import ALL, Key, Tally
from amparo.statistics.disclosure.refused import NotProtectable
from amparo.statistics.disclosure.suppress import THRESHOLD, protect
from amparo.statistics.disclosure.tables import TOTAL, Table, table_of

AXES: Final = ("duty", "authority", "outcome")
MOST_OF_FEW: Final = THRESHOLD - 1
Codes = tuple[str, str, str]  # duty, kind of authority, outcome; ALL where it is summed over


@dataclass(frozen=True, slots=True)
class Shown:
    """Numbers as they may be shown; what is not in `hidden` and not in `numbers` is 0."""

    numbers: Mapping[Codes, int]
    hidden: frozenset[Codes]
    by_authority: bool = True

    def number(self, *codes: str) -> int | None:
        """A number of one of the two tables; None: hidden."""
        duty, authority, outcome = codes
        key = (duty, authority, outcome)
        return None if key in self.hidden else self.numbers.get(key, 0)


def shown(tally: Tally, year: int) -> Shown:
    """The numbers of a year, duties by outcome and kinds of authority by outcome."""
    times = _of_year(tally.times, year)
    cells = {key: number for key, number in times.items() if ALL not in key}
    several = len({authority for _duty, authority, _outcome in cells}) > 1
    given = {key: n for key, n in times.items() if _is_given(key) and (several or key[1] == ALL)}
    if not cells:
        return Shown({}, frozenset())
    lowered = _lowered(cells, _of_year(tally.children, year))
    table = _table(lowered)
    try:
        done = protect(table, about=table.given)
    except NotProtectable:
        return Shown({}, frozenset(given), by_authority=False)
    hidden = {key for key in given if bool(done.hidden[table.place(_named(key))])}
    numbers = {key: number for key, number in given.items() if key not in hidden}
    return Shown(numbers, frozenset(hidden), several)


def _of_year(counts: Counter[Key], year: int) -> dict[Codes, int]:
    return {key[1:]: number for key, number in counts.items() if key[0] == year}


def _is_given(key: Codes) -> bool:
    """Of one duty over all authorities, or of one authority over all duties."""
    return (key[0] == ALL) != (key[1] == ALL)


def _named(key: Codes) -> tuple[str, ...]:
    return tuple(TOTAL if code == ALL else code for code in key)


def _lowered(cells: Mapping[Codes, int], children: Mapping[Codes, int]) -> dict[Codes, int]:
    """The cells, those under a number of too few children so small that it counts as small."""
    found = dict(cells)
    for key, of in children.items():
        if of < THRESHOLD and _is_given(key):
            _lower(found, [cell for cell in cells if _under(cell, key)])
    return found


def _under(cell: Codes, key: Codes) -> bool:
    return all(code in (ALL, own) for own, code in zip(cell, key, strict=True))


def _lower(numbers: dict[Codes, int], cells: Iterable[Codes]) -> None:
    left = MOST_OF_FEW
    for cell in sorted(cells):
        numbers[cell] = min(numbers[cell], 1, left)
        left -= numbers[cell]


def _table(cells: Mapping[Codes, int]) -> Table:
    """Gives the sums over authorities and those over duties, and nothing else of it.

    Codes that nothing was counted under are known to be 0, and are shown as that.
    """
    rows = [(key, number) for key, number in cells.items()]
    made = table_of(AXES, rows, impossible=True)
    given: Any = made.given & False
    given[1:, 0, :] = True
    if len(made.codes[1]) > 1:  # one kind alone would say again what all together say
        given[0, 1:, :] = True
    return replace(made, given=given & made.possible)
