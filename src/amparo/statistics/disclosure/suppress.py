"""Which numbers of a table are hidden, so that no small one can be computed from the others.

Small is below the threshold, 0 included. Where all of a row stand in one column, that number is
hidden too: who is in the row is in the column. Then as many others are hidden as it takes until
each of these can be moved by the threshold in all, up or down, with nothing shown changing
(`boxes`): what the numbers shown leave open for it is then at least that wide, and this is proven
with whole counts, without solving anything.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from amparo.statistics.disclosure.boxes import NEVER, Box, Boxes
from amparo.statistics.disclosure.families import Families, families
from amparo.statistics.disclosure.otherwise import opened_otherwise
from amparo.statistics.disclosure.refused import NotProtectable
from amparo.statistics.disclosure.sparing import MOST_WORK, spared
from amparo.statistics.disclosure.tables import Place, Table

THRESHOLD: Final = 11
SUM_COSTS: Final = 2
WHOLE_COSTS: Final = 1000
COST_UNIT: Final = 1000
AT_A_TIME: Final = 48
MOST_AT_A_TIME: Final = 800
MOST_FOR_TWO: Final = 3_000
"""With more to guard than this, one pass has to do."""
AGAIN_COSTS: Final = 10**8

Said = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Protected:
    """hidden, guarded: bool arrays as the table's numbers.

    guarded: what must not be found out, given or not. hidden: what is given and not shown.
    proofs: by the place of what is guarded, the boxes that keep it open; none where only a linear
    programme found a way.
    """

    table: Table
    threshold: int
    hidden: Any
    guarded: Any
    proofs: dict[Place, list[Box]] = field(repr=False)

    @property
    def shown(self) -> Any:
        """What is given and not hidden."""
        return self.table.given & ~self.hidden


def guarded(table: Table, threshold: int) -> Any:
    """What must not be found out: each number below the threshold, and a row all in one column."""
    import numpy as np

    found = table.numbers < threshold
    for axis in range(table.numbers.ndim):
        parts = (slice(None),) * axis + (slice(1, None),)
        alone = ((table.numbers[parts] > 0).sum(axis=axis) == 1) & (
            table.possible[parts].sum(axis=axis) > 1
        )
        found[parts] |= (table.numbers[parts] > 0) & np.expand_dims(alone, axis)
    return found & table.possible


def protect(
    table: Table,
    threshold: int = THRESHOLD,
    *,
    published: Any = None,
    about: Any = None,
    worth: Any = None,
    say: Said | None = None,
) -> Protected:
    """The table with what must be hidden; the same for the same table, whatever its row order.

    Several tables of one release are one table here that gives only some of its sums, and who came
    after an earlier release is a code of a dimension. published: bool array, what earlier releases
    show, which nothing takes back. about: bool array, what matters; else every cell and sum, given
    or not. worth: whole numbers, how many times as dear as elsewhere a number is to hide (because
    several tables give it). Raises NotProtectable where no way is found to hide beside what is
    published.
    """
    import numpy as np

    secret = guarded(table, threshold)
    if about is not None:
        secret = secret & about
    costs = _costs(table) if worth is None else _costs(table) * worth
    # What is not given is not shown either: it costs nothing to leave it so.
    costs[~table.given | secret] = 0
    if published is not None:
        costs[published] = NEVER
    order = _order(table, secret)
    done = _pass(table, threshold, order, costs, secret, say)
    if len(order) > MOST_FOR_TWO:
        return done
    # Among what the first pass hid, the other way round, a part is mostly enough.
    costs = np.where(done.hidden | (costs == 0) | (costs >= NEVER), costs, costs + AGAIN_COSTS)
    again = _pass(table, threshold, order[::-1], costs, secret, say)
    return again if int(again.shown.sum()) > int(done.shown.sum()) else done


def _pass(
    table: Table, threshold: int, order: list[Place], costs: Any, secret: Any, say: Said | None
) -> Protected:
    boxes = Boxes(table.numbers, table.possible, costs.copy())
    proofs: dict[Place, list[Box]] = {}
    for place, found in _proven(boxes, order, secret, threshold):
        if found is None and not opened_otherwise(boxes, place, threshold):
            raise NotProtectable(
                f"no way was found to hide {' / '.join(table.codes_at(place))} beside what is "
                "published already"
            )
        proofs[place] = found or []
        if say is not None:
            say(len(proofs), len(order))
    besides = _besides(table, boxes, secret)
    if len(besides) * len(order) <= MOST_WORK and all(proofs.values()):
        spared(boxes, proofs, besides, threshold)
    hidden = table.given & table.possible & (boxes.costs.reshape(costs.shape) == 0)
    return Protected(table, threshold, hidden, secret, proofs)


def _proven(
    boxes: Boxes, order: list[Place], secret: Any, need: int
) -> Iterator[tuple[Place, list[Box] | None]]:
    """A few at a time closely, then all that wait at once by what was found for these."""
    waiting = secret.copy()
    fars: list[Place] = []
    enough = AT_A_TIME
    for place in order:
        if not waiting[place]:
            continue
        found = boxes.protect(place, need)
        waiting[place] = False
        yield place, found
        fars += [box.far for box in found or ()]
        if len(fars) < enough:
            continue
        served = 0
        asked = Families(boxes, need)
        for family in families(fars):
            for other, others in asked.opened(waiting, family):
                waiting[other] = False
                served += 1
                yield other, others
        # Looking at all costs as much as looking at a few closely: rarely, where it serves few.
        enough = AT_A_TIME if served > len(fars) else min(2 * enough, MOST_AT_A_TIME)
        fars = []


def _besides(table: Table, boxes: Boxes, secret: Any) -> list[tuple[Place, int]]:
    """What is hidden to protect others, the dearest first, with what hiding it costs."""
    import numpy as np

    costs = _costs(table)
    hidden = table.given & table.possible & ~secret & (boxes.costs.reshape(costs.shape) == 0)
    places = [tuple(int(at) for at in one) for one in np.argwhere(hidden)]
    return sorted(((one, int(costs[one])) for one in places), key=lambda one: (-one[1], one[0]))


def _order(table: Table, secret: Any) -> list[Place]:
    """Cells before sums, and the smallest first: so the fewest others were hidden in trials."""
    import numpy as np

    places = np.argwhere(secret)
    sums = (places == 0).sum(axis=1)
    numbers = table.numbers[tuple(places.T)]
    keys = [*(places[:, axis] for axis in reversed(range(places.shape[1]))), numbers, sums]
    return [tuple(int(at) for at in places[one]) for one in np.lexsort(keys)]


def _costs(table: Table) -> Any:
    """What hiding a number takes from the reader: whole numbers, so that ties are ties."""
    import numpy as np

    sums = sum(np.indices(table.numbers.shape) == 0)
    size = table.numbers.ndim
    weight = np.where(sums == size, WHOLE_COSTS, SUM_COSTS ** np.minimum(sums, size))
    worth = 1 + np.round(np.log1p(np.maximum(table.numbers, 0)) * COST_UNIT).astype(np.int64)
    return (weight * worth).astype(np.int64)
