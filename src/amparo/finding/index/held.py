"""The names and numbers of all children, in the memory of this process only. Pure.

Most cards are in a fixed segment; what was put since is in a growing one, and both become one when
that grows. Who searches takes the state as it is and waits for nobody but others who search; who
puts waits for who puts.
`vocabulary` holds the words, `scoring` compares names, `numbering` numbers.
"""

import threading
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from amparo.finding.cards import Asked, Card, Hit
from amparo.finding.index import numbering
from amparo.finding.index.columns import (
    Columns,
    Portion,
    Writing,
    empty,
    folded,
    joined,
    only,
    place_numbers,
    portion,
)
from amparo.finding.index.found import Found
from amparo.finding.index.growing import Growing
from amparo.finding.index.letters import sign
from amparo.finding.index.ranking import hits
from amparo.finding.index.scoring import by_name
from amparo.finding.index.segment import NEVER, Array, Segment, fixed, rows_of
from amparo.finding.index.turns import Turns
from amparo.finding.index.vocabulary import Vocabulary, entries, forms
from amparo.finding.spelling.scripts import latin
from amparo.finding.spelling.sounds import forget_sounds, keys, spoken

SEARCHING = 2  # at once; more only wait for each other
TOGETHER_FROM, TOGETHER_SHARE = 20_000, 0.02  # cards put since, when all become one again


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """What one search sees: the segments as they were after a change, and which change that was."""

    base: Segment
    since: Segment
    change: int


def forget_what_was_read() -> None:
    """Empty what is remembered of words beside the index; for when keys were destroyed."""
    for remembered in (
        entries, forms, latin, keys, spoken, sign, numbering.compared, place_numbers,
    ):  # fmt: skip
        remembered.cache_clear()
    forget_sounds()


class NameIndex:
    """Cards by case. `within` of a search are the only cases that it may find."""

    def __init__(self) -> None:
        self._writing = threading.RLock()
        self._turns = Turns(SEARCHING)
        self.words = Vocabulary()
        self._begin_anew(empty())

    def _begin_anew(self, columns: Columns) -> None:
        words = len(self.words)
        self._added = Writing()
        self._added_gone = Growing(np.int64)
        self._place: dict[bytes, int] = {}
        self._cards = columns.cards
        borne = np.bincount(columns.words, minlength=words)
        self.words.bearers.view()[:] = borne[: len(self.words)]
        base = fixed(columns, words)
        self._state = State(base, Segment(self._added.columns(), self._added_gone.view()), 0)

    def __len__(self) -> int:
        return self._cards

    # Putting

    def put(self, case_id: UUID, card: Card | None) -> None:
        """Say what a case is found by now; None takes it out."""
        with self._writing:
            change = self._state.change + 1
            self._take_out(case_id.bytes, change)
            if card is not None and (card.names or card.numbers):
                self._add(case_id, card)
            added = Segment(self._added.columns(), self._added_gone.view())
            self._state = State(self._state.base, added, change)
            if self._added.cards > max(TOGETHER_FROM, TOGETHER_SHARE * self._cards):
                self._begin_anew(self._whole())

    def put_many(self, found: Iterable[tuple[UUID, Card]]) -> None:
        """As `put` for many at once; several times faster than one after another."""
        self.put_portions(folded(found))

    def put_portions(self, portions: Iterable[Portion]) -> None:
        """As `put_many`, of cards that were folded before, in another process perhaps."""
        with self._writing:
            parts = [self._own(part) for part in portions]
            if parts:
                self._begin_anew(_latest(joined([self._whole(), *parts])))

    def _own(self, part: Portion) -> Columns:
        """The columns of a portion, with the numbers that its words have here."""
        number = self.words.add(part.entries, part.forms)
        columns = part.columns
        words = number[columns.words]
        borne = np.bincount(words, minlength=len(self.words)).astype(np.int32)
        self.words.bearers.view()[:] += borne
        return Columns(
            **{name: getattr(columns, name) for name in Columns.__slots__ if name != "words"},
            words=words,
        )

    def _add(self, case_id: UUID, card: Card) -> None:
        self._place[case_id.bytes] = self._added.cards
        self._added.extend(self._own(portion([(case_id, card)])))
        self._added_gone.add(NEVER)
        self._cards += 1

    def _take_out(self, case_id: bytes, change: int) -> None:
        base = self._state.base
        for card in base.cards_of(rows_of([case_id])):
            if base.gone[card] == NEVER:
                base.gone[card] = change
                self._cards -= 1
        place = self._place.pop(case_id, None)
        if place is not None:
            self._added_gone.data[place] = change
            self._cards -= 1

    def _whole(self) -> Columns:
        """Every card that is there now, in one."""
        base, since = self._state.base, self._state.since
        return joined([
            only(base.columns, base.gone == NEVER), only(since.columns, since.gone == NEVER)
        ])  # fmt: skip

    # Searching

    def search(
        self, asked: Asked, limit: int = 50, within: Collection[UUID] | None = None
    ) -> list[Hit]:
        """The cases that may be meant, the likeliest first; of equals always in the same order.

        Nothing where neither name nor number is asked for.
        """
        with self._turns:
            return self._search(asked, limit, within)

    def _search(self, asked: Asked, limit: int, within: Collection[UUID] | None) -> list[Hit]:
        state = self._state
        segments = (state.base, state.since)
        allowed = None if within is None else _allowed(segments, within)
        found = Found(segments, state.change, allowed, limit)
        if asked.name:
            by_name(found, asked, self.words)
        if number := numbering.compared(asked.number):
            for segment in (0, 1):
                columns = segments[segment].columns
                for place, strength, why in numbering.like(number, columns.low, columns.high):
                    found.add_number(segment, int(columns.number_card[place]), strength, why)
        return hits(found, asked, limit, self.words)

    def near(self, words: Iterable[str], alike: Callable[[str, str], bool]) -> dict[UUID, float]:
        """The cases that have a word like one of these, the rarer the word the higher.

        Words that are alike begin with the same letter; others are not compared.
        """
        state = self._state
        found: dict[UUID, float] = {}
        for word in set(words):
            numbers = self.words.beginning(word[:1])
            like = [n for n in numbers if alike(word, self.words.plain(n))]
            for number in like:
                cases = self._cases_with(state, number)
                for case_id in cases:
                    found[case_id] = found.get(case_id, 0) + 1 / len(cases)
        return found

    @staticmethod
    def _cases_with(state: State, number: int) -> set[UUID]:
        found: set[UUID] = set()
        for segment in (state.base, state.since):
            columns = segment.columns
            if segment.postings is not None:
                names = segment.postings.of(np.array([number]))[0]
            else:
                held = np.flatnonzero(columns.words == number)
                names = np.searchsorted(columns.begins, held, "right") - 1
            cards = np.unique(columns.name_card[names])
            cards = cards[segment.gone[cards] > state.change]
            found.update(UUID(bytes=columns.ids[card].tobytes()) for card in cards)
        return found


def _allowed(segments: tuple[Segment, Segment], within: Collection[UUID]) -> tuple[Array, Array]:
    """For each segment which of its cards are of these cases."""
    base, since = segments
    of_base = np.zeros(base.columns.cards, np.bool_)
    of_base[base.cards_of(rows_of(case_id.bytes for case_id in within))] = True
    wanted = {case_id.bytes for case_id in within} if since.columns.cards else set()
    ids = since.columns.ids
    of_since = np.fromiter((row.tobytes() in wanted for row in ids), np.bool_, len(ids))
    return of_base, of_since


def _latest(columns: Columns) -> Columns:
    """One card for each case: the last."""
    halves = np.ascontiguousarray(columns.ids).view(np.uint64).reshape(-1, 2)
    order = np.lexsort((np.arange(columns.cards), halves[:, 1], halves[:, 0]))
    sorted_halves = halves[order]
    last = np.ones(columns.cards, np.bool_)
    last[:-1] = (sorted_halves[1:] != sorted_halves[:-1]).any(axis=1)
    kept = np.zeros(columns.cards, np.bool_)
    kept[order[last]] = True
    return only(columns, kept)
