"""Says how far two reports or cases look like the same child, and why. Pure.

Only what is there on both sides is compared, and either side first gives the same answer. It is a
suggestion: a person reads both and decides. Who may be compared at all is decided in `likely`.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import product

from amparo.finding.names import words
from amparo.terms.messages import N_

Name = tuple[str, ...]  # one name, its words in order, as `names.words` gives them
NEAR_AGE, FAR_AGE = 2, 5  # years: most ages are guessed by looking
SAME_TIME = timedelta(days=1)
SHORTEST_BEGINNING = 3
SHORTEST_NUMBER, LAST_DIGITS = 7, 8  # with and without the code of a country
SHOWN_FROM = 4

SAME, SPELLED, LONGER, BEGINS, PART, FAMILY = (
    "same_name", "spelled_name", "longer_name", "begins_name", "part_of_name", "family_name",
)  # fmt: skip
PLACE, CONTACT, SEX, AGE, TIME = "place", "contact", "sex", "age", "time"
OTHER_NAME, OTHER_SEX, OTHER_AGE = "other_name", "other_sex", "other_age"

REASONS: dict[str, str] = {
    SAME: N_("the same name"),
    SPELLED: N_("the same name, spelled a little differently"),
    LONGER: N_("the same name, one of them longer"),
    BEGINS: N_("a name that begins the same"),
    PART: N_("one of the names is the same"),
    FAMILY: N_("the same family name, another first name"),
    CONTACT: N_("the same safe contact"),
    PLACE: N_("the same place"),
    SEX: N_("the same sex"),
    AGE: N_("an age within two years"),
    TIME: N_("reported within a day"),
}
DIFFERENCES: dict[str, str] = {
    OTHER_NAME: N_("another name"),
    OTHER_SEX: N_("another sex"),
    OTHER_AGE: N_("an age five years apart or more"),
}
_WEIGHT = {
    SAME: 6, SPELLED: 5, LONGER: 4, BEGINS: 4, FAMILY: 3, PART: 2,
    CONTACT: 3, PLACE: 3, SEX: 1, AGE: 1, TIME: 1,
    OTHER_NAME: -3, OTHER_SEX: -2, OTHER_AGE: -2,
}  # fmt: skip
BY_NAME = (SAME, SPELLED, LONGER, BEGINS, PART, FAMILY)
# A single word that is the same says less: many children are called Fatou.
_OF_ONE_WORD = -2
# One of these must speak for it: a girl of twelve, reported today, is no double of another.
_TELLING = frozenset({*BY_NAME, PLACE, CONTACT})
_SAID = frozenset({"female", "male", "other"})
# Words that say how somebody stands to a place, and not which place it is.
_ANY_PLACE = frozenset({
    "the", "and", "with", "near", "from", "behind", "beside", "next", "between", "inside",
    "outside", "under", "over", "after", "before", "her", "his", "their",
    "dans", "avec", "chez", "pres", "derriere", "sous", "sur", "des", "les", "une",
    "con", "cerca", "del", "detras", "los", "las", "una", "junto",
    "في", "من", "علي", "عند", "مع", "قرب", "خلف",
})  # fmt: skip
_NUMBER = re.compile(r"\+?\(?\d[\d ().\-/]{5,}\d")
_MAIL = re.compile(r"[^\s<>,;]+@[^\s<>,;]+\.\w+")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one child, as it is compared. `born`: years, by birth or by looks."""

    names: frozenset[Name] = frozenset()
    sexes: frozenset[str] = frozenset()
    born: frozenset[int] = frozenset()
    places: frozenset[frozenset[str]] = frozenset()
    contacts: frozenset[str] = frozenset()
    reported_at: datetime | None = None

    @property
    def tells(self) -> bool:
        """Whether anything is known by which another report could be recognised."""
        return bool(self.names or self.places or self.contacts)

    def without_place(self) -> "Known":
        """The same for somebody who may not know where the child is."""
        return replace(self, places=frozenset())


@dataclass(frozen=True, slots=True)
class Likeness:
    """What speaks for one child, and what against it. `sibling`: rather a brother or sister."""

    reasons: tuple[str, ...]
    differences: tuple[str, ...]
    sibling: bool
    weight: int

    @property
    def worth_showing(self) -> bool:
        return self.weight >= SHOWN_FROM and not _TELLING.isdisjoint(self.reasons)


def compare(one: Known, other: Known) -> Likeness:
    """Everything in which two are alike, the strongest reason first, and in which they differ."""
    by_name = _names(one.names, other.names)
    found = [
        by_name,
        CONTACT if one.contacts & other.contacts else "",
        PLACE if any(_same_place(*pair) for pair in product(one.places, other.places)) else "",
        _sexes(one.sexes, other.sexes),
        _ages(one.born, other.born),
        TIME if _at_one_time(one.reported_at, other.reported_at) else "",
    ]
    reasons = tuple(code for code in found if code in REASONS)
    differences = tuple(code for code in found if code in DIFFERENCES)
    sibling = by_name == FAMILY
    # Brother and sister, or years apart: that speaks against one child, and not against two.
    against = () if sibling else differences
    weight = sum(_WEIGHT[code] for code in (*reasons, *against))
    if by_name in (SAME, SPELLED, LONGER, BEGINS) and not _share_two(one.names, other.names):
        weight += _OF_ONE_WORD
    return Likeness(reasons, differences, sibling, weight)


# Names


def same_word(one: str, other: str) -> bool:
    """Whether two words of names are one, doubled letters apart: Mohamed and Mohammed."""
    return one == other or _single(one) == _single(other)


def begin_the_same(one: str, other: str) -> bool:
    """Whether one of two words is the other's beginning: Fatou and Fatoumata."""
    short, long = sorted((_single(one), _single(other)), key=len)
    return len(short) >= SHORTEST_BEGINNING and long.startswith(short)


def _single(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", word)


def _names(one: Iterable[Name], other: Iterable[Name]) -> str:
    """The best that any name of one and any name of the other have in common."""
    found = {_name(*pair) for pair in product(one, other)}
    best = [code for code in BY_NAME if code in found]
    return best[0] if best else next(iter(found), "")


def _share_two(one: Iterable[Name], other: Iterable[Name]) -> bool:
    """Whether both are called by two words or more."""
    return any(len(name) > 1 for name in one) and any(len(name) > 1 for name in other)


def _name(one: Name, other: Name) -> str:
    if set(one) == set(other):
        return SAME
    mine, theirs = ({_single(word) for word in name} for name in (one, other))
    if mine == theirs:
        return SPELLED
    if mine < theirs or theirs < mine:
        return LONGER
    if _each_begins(mine, theirs):
        return BEGINS
    if not mine & theirs:
        return OTHER_NAME
    return FAMILY if same_word(one[-1], other[-1]) and not same_word(one[0], other[0]) else PART


def _each_begins(mine: set[str], theirs: set[str]) -> bool:
    few, many = sorted((mine, theirs), key=len)
    if len(few) == len(many):
        return _all_begin(few, many) and _all_begin(many, few)
    return _all_begin(few, many)


def _all_begin(these: set[str], those: set[str]) -> bool:
    return all(any(one == two or begin_the_same(one, two) for two in those) for one in these)


# The rest


def _sexes(one: frozenset[str], other: frozenset[str]) -> str:
    one, other = one & _SAID, other & _SAID
    if not one or not other:
        return ""
    return SEX if one & other else OTHER_SEX


def _ages(one: frozenset[int], other: frozenset[int]) -> str:
    apart = min((abs(a - b) for a, b in product(one, other)), default=None)
    if apart is None or NEAR_AGE < apart < FAR_AGE:
        return ""
    return AGE if apart <= NEAR_AGE else OTHER_AGE


def _same_place(one: frozenset[str], other: frozenset[str]) -> bool:
    """Most words of the shorter one; a single word only where it is all there is on both sides."""
    fewer = min(len(one), len(other))
    if fewer < 2:
        return bool(one) and one == other
    return 3 * len(one & other) >= 2 * fewer


def _at_one_time(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and other is not None and abs(one - other) <= SAME_TIME


# How what was written becomes what is compared


def place_words(text: str) -> frozenset[str]:
    """The words of a place that say which place it is."""
    found = frozenset(word for word in words(text) if len(word) > 2 or word.isdigit())
    return found - _ANY_PLACE


def contacts_in(text: str) -> frozenset[str]:
    """Telephone numbers, by their last digits, and addresses of mail; never other words."""
    numbers = ("".join(_digits(found)) for found in _NUMBER.findall(text))
    tails = {number[-LAST_DIGITS:] for number in numbers if len(number) >= SHORTEST_NUMBER}
    return frozenset(tails | {mail.casefold() for mail in _MAIL.findall(text)})


def _digits(text: str) -> Iterable[str]:
    return (str(unicodedata.digit(sign)) for sign in text if sign.isdigit())
