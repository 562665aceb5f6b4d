"""Shows again what need not be hidden, once all that must be is: one number after the other.

What was hidden early was often made needless by what was hidden later. A number is shown again
where all that were kept open by a box it is a corner of can be kept open without it.
"""

from collections.abc import Iterable
from typing import Final

from amparo.statistics.disclosure.boxes import Box, Boxes
from amparo.statistics.disclosure.tables import Place

MOST_WORK: Final = 300_000
"""Numbers hidden besides, times those guarded: a larger table stays as it is."""


def spared(
    boxes: Boxes, proofs: dict[Place, list[Box]], besides: Iterable[tuple[Place, int]], need: int
) -> None:
    """Puts back what hiding a number costs where it is shown again, and the proofs that change.

    besides: what was hidden for others, the dearest first, with what hiding it costs.
    """
    costs = boxes.costs.reshape(boxes.shape)
    for place, cost in besides:
        costs[place] = cost
        others: dict[Place, list[Box]] = {}
        for one in [one for one, used in proofs.items() if _uses(one, used, place)]:
            found = boxes.protect(one, need, hiding=False)
            if found is None:
                costs[place] = 0
                break
            others[one] = found
        else:
            proofs |= others


def _uses(one: Place, boxes: list[Box], corner: Place) -> bool:
    return any(
        all(at in ends for at, *ends in zip(corner, one, box.far, strict=True)) for box in boxes
    )
