"""Cards as columns of numbers: what the index holds, and what one process hands to another. Pure.

A `Portion` is cards folded apart from any index: its own list of words, and arrays. Building one is
the slow part; whoever opens the seals in another process builds it there and sends it.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from itertools import islice
from typing import Any
from uuid import UUID
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from amparo.finding.cards import CHILD, Card
from amparo.finding.index.growing import Growing
from amparo.finding.index.numbering import SHORTEST, compared, packed
from amparo.finding.index.vocabulary import MOST_WORDS, Form, entries, forms
from amparo.finding.names import words
from amparo.finding.spelling.scripts import latin
from amparo.finding.spelling.sounds import keys

Array = NDArray[Any]
YEARS = 3  # of birth, held for a card
AT_ONCE = 10_000
_SHORTEST_PLACE = 3


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Arrays side by side. A card has any number of names, a name any number of words.

    `begins` has, for each name, where its words begin in `words`; the next name's is where they
    end, and the last ends where `words` ends. `name_card`, `place_card` and `number_card` rise.
    """

    ids: Array  # cards, 16 bytes each
    born: Array  # cards, YEARS each; 0 where not known
    sex: Array  # cards
    name_card: Array
    whose: Array  # names; 0 the child's, 1 of somebody linked
    begins: Array
    words: Array  # numbers of words
    place_card: Array
    places: Array  # how the words of places sound, as numbers
    number_card: Array
    low: Array
    high: Array

    @property
    def cards(self) -> int:
        return len(self.ids)

    def ends(self) -> Array:
        """For each name, where its words end."""
        return np.append(self.begins[1:], len(self.words))


KINDS: dict[str, tuple[type[np.generic], int]] = {
    "ids": (np.uint8, 16), "born": (np.int16, YEARS), "sex": (np.uint8, 0),
    "name_card": (np.int32, 0), "whose": (np.uint8, 0), "begins": (np.int32, 0),
    "words": (np.int32, 0), "place_card": (np.int32, 0), "places": (np.uint32, 0),
    "number_card": (np.int32, 0), "low": (np.uint64, 0), "high": (np.uint64, 0),
}  # fmt: skip
_OF_CARDS = ("name_card", "place_card", "number_card")


@dataclass(frozen=True, slots=True, eq=False)
class Portion:
    """Cards of their own: `columns.words` are places in `entries`.

    `forms` of those words that no portion before it, from the same process, held.
    """

    entries: list[str]
    forms: dict[str, Form]
    columns: Columns


def empty() -> Columns:
    """No cards."""
    return Columns(**{name: _array((), name) for name in KINDS})


def _array(values: Sequence[Any], name: str) -> Array:
    kind, width = KINDS[name]
    array = np.array(values, dtype=kind)
    return array.reshape(-1, width) if width else array


def joined(parts: Sequence[Columns]) -> Columns:
    """All cards of several, in this order."""
    if not parts:
        return empty()
    shift_cards = np.cumsum([0, *(part.cards for part in parts[:-1])])
    shift_words = np.cumsum([0, *(len(part.words) for part in parts[:-1])])
    made: dict[str, Array] = {}
    for one in fields(Columns):
        arrays = [getattr(part, one.name) for part in parts]
        if one.name in _OF_CARDS:
            arrays = [a + np.int32(s) for a, s in zip(arrays, shift_cards, strict=True)]
        elif one.name == "begins":
            arrays = [a + np.int32(s) for a, s in zip(arrays, shift_words, strict=True)]
        made[one.name] = np.concatenate(arrays)
    return Columns(**made)


def only(columns: Columns, kept: Array) -> Columns:
    """The cards for which `kept` is true."""
    if kept.all():
        return columns
    fresh = (np.cumsum(kept) - 1).astype(np.int32)
    names = kept[columns.name_card]
    places, numbers = kept[columns.place_card], kept[columns.number_card]
    lengths = columns.ends() - columns.begins
    of_words = np.repeat(names, lengths)
    begins = (np.cumsum(lengths[names]) - lengths[names]).astype(np.int32)
    return Columns(
        ids=columns.ids[kept], born=columns.born[kept], sex=columns.sex[kept],
        name_card=fresh[columns.name_card[names]], whose=columns.whose[names], begins=begins,
        words=columns.words[of_words], place_card=fresh[columns.place_card[places]],
        places=columns.places[places], number_card=fresh[columns.number_card[numbers]],
        low=columns.low[numbers], high=columns.high[numbers],
    )  # fmt: skip


# How a card becomes columns

_SEXES, _OTHER = {"": 0, "female": 1, "male": 2}, 3
_NO_YEARS = tuple([0] * (YEARS - known) for known in range(YEARS + 1))


def sex_number(sex: str) -> int:
    """0 where not known; anything else than female and male is one kind."""
    return _SEXES.get(sex, _OTHER)


@lru_cache(maxsize=1 << 14)
def place_numbers(place: str) -> frozenset[int]:
    """How the words of a place sound, so that it is the same in every script."""
    said = (latin(word) for word in words(place))
    return frozenset(crc32(keys(w)[0].encode()) for w in said if len(w) >= _SHORTEST_PLACE)


class Writing:
    """Columns to which cards are added at the end, while others read what was there."""

    def __init__(self) -> None:
        self._of = {name: Growing(kind, width) for name, (kind, width) in KINDS.items()}

    @property
    def cards(self) -> int:
        return self._of["ids"].count

    def extend(self, added: Columns) -> None:
        """Add cards."""
        shift_cards, shift_words = self.cards, self._of["words"].count
        for name, growing in self._of.items():
            values = getattr(added, name)
            if name in _OF_CARDS:
                values = values + shift_cards
            elif name == "begins":
                values = values + shift_words
            growing.extend(values)

    def columns(self) -> Columns:
        """What is there now; later additions do not change it."""
        return Columns(**{name: growing.view() for name, growing in self._of.items()})


def folded(found: Iterable[tuple[UUID, Card]], at_once: int = AT_ONCE) -> Iterator[Portion]:
    """Cards in portions. Needs no index: this is what a process that opens seals sends."""
    rest = iter(found)
    sent: set[str] = set()
    while some := list(islice(rest, at_once)):
        made = portion(some, sent)
        sent.update(made.forms)
        yield made


def portion(cards: Sequence[tuple[UUID, Card]], sent: Collection[str] = frozenset()) -> Portion:
    """Cards folded; of words in `sent` the forms are known already."""
    # Lists first: they are several times faster to add to than arrays, one value at a time.
    held: dict[str, list[Any]] = {name: [] for name in KINDS}
    name_card, whose, begins = held["name_card"], held["whose"], held["begins"]
    held_words, born, sexes = held["words"], held["born"], held["sex"]
    number: dict[str, int] = {}
    known: dict[str, list[int]] = {}
    for place, (_case_id, card) in enumerate(cards):
        sexes.append(_SEXES.get(card.sex, _OTHER))
        for name in card.names:
            own: list[int] = []
            for part in name.text.split():
                if (found := known.get(part)) is None:
                    found = known[part] = [number.setdefault(e, len(number)) for e in entries(part)]
                own += found
            if own:
                name_card.append(place)
                whose.append(0 if name.whose == CHILD else 1)
                begins.append(len(held_words))
                held_words += own[:MOST_WORDS]
        years = [year for year in card.born if 0 < year < 1 << 15][:YEARS]
        born += years
        born += _NO_YEARS[len(years)]
        if card.places or card.numbers:
            _rest_of(held, place, card)
    ids = b"".join([case_id.bytes for case_id, _card in cards])
    del held["ids"]
    made = {name: _array(values, name) for name, values in held.items()}
    columns = Columns(ids=np.frombuffer(ids, np.uint8).reshape(-1, 16), **made)
    fresh = {entry: forms(entry) for entry in number if entry not in sent}
    return Portion(list(number), fresh, columns)


def _rest_of(held: dict[str, list[Any]], place: int, card: Card) -> None:
    for sound in {n for written in card.places for n in place_numbers(written)}:
        held["place_card"].append(place)
        held["places"].append(sound)
    for text in card.numbers:
        if len(number := compared(text)) >= SHORTEST:
            low, high = packed(number)
            held["number_card"].append(place)
            held["low"].append(low)
            held["high"].append(high)
