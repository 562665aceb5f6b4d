"""Puts what was found in order, and says of the first ones why. Pure."""

from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from amparo.finding.cards import CHILD, LINKED, Asked, Hit
from amparo.finding.index import reasons
from amparo.finding.index.context import context, is_asked
from amparo.finding.index.found import WEAKEST, Compared, Found
from amparo.finding.index.vocabulary import Vocabulary, forms

Array = NDArray[Any]
_NO_ROW = -1
_EQUAL = 1e-6  # two that differ by less are as strong


def hits(found: Found, asked: Asked, limit: int, known: Vocabulary) -> list[Hit]:
    """The cards, the strongest first; of equals in the order of their cases."""
    rows, strength = np.zeros(0, np.int64), np.zeros(0)
    places = np.zeros((0, 2), np.int64)
    if (one := found.compared) is not None:
        rows, strength = _by_card(one, limit, found, asked)
        places = np.column_stack((one.segment[rows], one.card[rows]))
    if found.numbers:
        rows, places, strength = _with_numbers(found, rows, places, strength)
    ids = _cases(found, places)
    first, second = ids.view(">u8").reshape(-1, 2).T
    order = np.lexsort((second, first, -np.round(strength, 6)))
    listed = order[strength[order] >= WEAKEST][:limit]
    saying = _Saying(found, asked, known)
    return [
        saying.hit(UUID(bytes=case_id.tobytes()), (segment, card), row, strong)
        for case_id, (segment, card), row, strong in zip(
            ids[listed],
            places[listed].tolist(),
            rows[listed].tolist(),
            strength[listed].tolist(),
            strict=True,
        )
    ]


def _by_card(compared: Compared, limit: int, found: Found, asked: Asked) -> tuple[Array, Array]:
    """The row of the strongest name of each card that may be among the first, and how strong.

    Of those with a number that was found, all.
    """
    strength = compared.strength
    if is_asked(asked):
        strength = strength * _by_context(compared, found, asked)
    where = compared.segment.astype(np.int64) << 32 | compared.card
    rows = None if found.numbers else _strongest(strength, where, limit)
    if rows is None:
        rows = _first_of_each(strength, where)
    if len(rows) > limit:  # and all that are as strong as the last of them
        kept = strength[rows] >= strength[rows[limit - 1]] - _EQUAL
        numbered = [segment << 32 | card for segment, card in found.numbers]
        rows = rows[kept | np.isin(where[rows], numbered)]
    return rows, strength[rows].astype(np.float64)


def _strongest(strength: Array, where: Array, limit: int) -> Array | None:
    """As `_first_of_each` of the strongest only; None where these are not cards enough."""
    wanted = 4 * limit
    if len(where) <= wanted:
        return None
    least = np.partition(strength, -wanted)[-wanted] - 2 * _EQUAL
    some = np.flatnonzero(strength >= least)
    rows = some[_first_of_each(strength[some], where[some])]
    enough = len(rows) >= limit and strength[rows[limit - 1]] - _EQUAL >= least
    return rows if enough else None


def _first_of_each(strength: Array, where: Array) -> Array:
    """The strongest row of each card, the strongest first."""
    order = np.lexsort((where, -strength))
    _, first = np.unique(where[order], return_index=True)
    return order[np.sort(first)]


def _by_context(compared: Compared, found: Found, asked: Asked) -> Array:
    """A factor that moves a card among its like."""
    fits = np.zeros(len(compared.card), np.float32)
    for number, segment in enumerate(found.segments):
        own = compared.segment == number
        fits[own] = context(segment, compared.card[own], asked)
    return 0.95 + 0.025 * fits


def _with_numbers(
    found: Found, rows: Array, places: Array, strength: Array
) -> tuple[Array, Array, Array]:
    """As given, with what the numbers say of these cards and of others."""
    cards = [(segment, card) for segment, card in places.tolist()]
    by_name = dict(zip(cards, zip(strength.tolist(), rows.tolist(), strict=True), strict=True))
    made = []
    for card in dict.fromkeys([*cards, *found.numbers]):
        name, row = by_name.get(card, (0.0, _NO_ROW))
        number, _why = found.numbers.get(card, (0.0, ""))
        made.append((row, card, _together(name, number)))
    new_rows, new_cards, strong = zip(*made, strict=True)
    return np.array(new_rows), np.array(new_cards), np.array(strong)


def _together(name: float, number: float) -> float:
    return 1 - (1 - name) * (1 - number) if name and number else max(name, number)


def _cases(found: Found, places: Array) -> Array:
    """The cases of cards, in rows of 16 bytes."""
    ids = np.zeros((len(places), 16), np.uint8)
    for number, segment in enumerate(found.segments):
        own = places[:, 0] == number
        ids[own] = segment.columns.ids[places[own, 1]]
    return ids


class _Saying:
    """Says why; many cards bear the same words, and what was said of these is said again."""

    def __init__(self, found: Found, asked: Asked, known: Vocabulary) -> None:
        self._found, self._asked, self._known = found, asked, known
        self._more = is_asked(asked)
        self._of_name: dict[tuple[int, bytes], list[str]] = {}

    def hit(self, case_id: UUID, place: tuple[int, int], row: int, strength: float) -> Hit:
        codes: list[str] = []
        whose = CHILD
        if place in self._found.numbers:
            codes.append(self._found.numbers[place][1])
        if self._found.compared is not None and row != _NO_ROW:
            codes += self._name(self._found.compared, row)
            whose = CHILD if self._found.compared.whose[row] == 0 else LINKED
        if self._more:
            segment, card = place
            codes += reasons.of_context(self._found.segments[segment], card, self._asked)
        return Hit(case_id, round(min(strength, 1.0), 4), reasons.ordered(codes), whose)

    def _name(self, one: Compared, row: int) -> list[str]:
        way, matched = int(one.way[row]), one.matched[row]
        known = self._of_name.get((way, matched.tobytes()))
        if known is None:
            words = [one.reading.words[word] for word in one.reading.ways[way]]
            pairs = [
                ((word, forms(word)), self._known.word(held))
                for word, held in zip(words, matched.tolist(), strict=False)
            ]
            known = reasons.of_name(pairs, as_written=way == 0)
            self._of_name[way, matched.tobytes()] = known
        return known
