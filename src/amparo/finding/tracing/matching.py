"""How strongly a request for a child and a child who is known here agree, part by part. Pure.

Every part weighs log2 of how much oftener it is seen where both are one child than where they are
two (Fellegi and Sunter 1969). The sum and the odds before anything was compared give a strength
that is absolute: it does not depend on what else was found, so that nothing may fit. The numbers
are this project's own assumptions, each with its reason beside it; they are to be measured.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from math import log2

from amparo.finding.tracing.spelling import (
    BEGINS,
    NEAR,
    OTHER,
    SAME,
    SOUND,
    heard,
    latin_words,
    likeness,
    script_of,
)
from amparo.terms.messages import N_

NAME, BORN, SEX, PLACE, PARENTS, SIBLINGS, CIRCUMSTANCES, WHEN = (
    "name", "born", "sex", "place", "parents", "siblings", "circumstances", "when",
)  # fmt: skip
PARTS: dict[str, str] = {
    NAME: N_("Name"),
    PARENTS: N_("Parents, and who looks for them"),
    SIBLINGS: N_("Brothers and sisters"),
    BORN: N_("Born"),
    SEX: N_("Sex"),
    PLACE: N_("Places"),
    WHEN: N_("Lost, and noticed here"),
    CIRCUMSTANCES: N_("What happened"),
}
AGREES, NEARLY, DIFFERS, MISSING = "agrees", "nearly", "differs", "missing"

# One child in five who is looked for here is in the register; and a register that is young stands
# for a larger number of children who could be meant.
_IN_REGISTER, _FEWEST = 0.2, 10_000
# Of words of one child's name: how often each level is seen (names are heard, copied, changed).
_OF_ONE = {SAME: 0.5, NEAR: 0.2, SOUND: 0.2, BEGINS: 0.05, OTHER: 0.05}
# How many other words are as alike, for each that is the same.
_AS_MANY = {SAME: 1, NEAR: 6, BEGINS: 10}
# The share of words that sound like a given one, by how many consonants are heard.
_SOUNDS_LIKE = {2: 0.02, 3: 0.004, 4: 0.001}
_MANY_HEARD = 4
# Written in two scripts a name hardly ever comes out letter by letter: to sound alike is the rule.
_SOUND_ACROSS = 0.7
_USUAL_WORD = 0.001  # the share of children who bear a word of which nothing is known
_OTHER_WORD, _OTHER_NAME = -1.5, -4.0  # one in sixteen goes by a name the family does not know
_MOST_BY_NAME, _MOST_BY_FAMILY, _MOST_BY_SIBLINGS = 24.0, 9.0, 9.0
_FAMILY_SHARE = 0.5  # a mother of this name is weaker than the child's own: it is recorded later
_NO_SUCH_FAMILY = -1.0
_CHILDHOOD = 18  # years of birth that a child can have
_AGES_AGREE, _PER_YEAR_APART, _MOST_APART = 0.9, -1.5, -8.0
GUESSED = 2  # years to either side of an age by looks
_SAME_SEX, _OTHER_SEX = log2(0.97 / 0.5), log2(0.03 / 0.5)
_SAME_PLACE, _MOST_BY_PLACE, _OTHER_PLACE = 2.9, 4.0, -0.5
_SAME_WORD, _MOST_BY_WORDS, _WORDS_FROM = 0.7, 2.0, 5
_LOST_LATER, _LOST_LATELY = -5.0, 1.0
_DATES_ERR = timedelta(days=31)
# From here on it is shown, and how. A family missed is worse than a minute spent on another child.
STRONG, POSSIBLE = 0.8, 0.1

Years = tuple[int, int]
Days = tuple[date, date]
Share = Callable[[str], float | None]
LISTED = 8


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody around a child: `relation` and `risk` are codes."""

    name: str
    relation: str = ""
    risk: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A text, and the section of the record that it stands in."""

    text: str
    section: str = "identity"


@dataclass(frozen=True, slots=True)
class Sought:
    """The child somebody looks for, as the family says. `born`: the first and last year it may be.

    `seeker`: who looks, with the relation; `lost`: the first and last day of the separation.
    """

    names: tuple[str, ...] = ()
    born: Years | None = None
    sex: str = ""
    places: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    siblings: tuple[str, ...] = ()
    seeker: Person | None = None
    circumstances: str = ""
    lost: Days | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A child as the record knows them; `noticed`: when somebody was first worried here."""

    names: tuple[str, ...] = ()
    born: tuple[Years, ...] = ()
    sex: str = ""
    places: tuple[Said, ...] = ()
    persons: tuple[Person, ...] = ()
    accounts: tuple[Said, ...] = ()
    noticed: date | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One line of the explanation: what is asked, what is known, how it agrees, its weight.

    `section`: only somebody who may read it is shown what the record says.
    """

    code: str
    level: str
    weight: float
    asked: str = ""
    known: str = ""
    section: str = "identity"


@dataclass(frozen=True, slots=True)
class Fit:
    """How far both agree. `risk`: somebody of the seeker's name is known as a risk to the child."""

    strength: float
    weight: float
    parts: tuple[Part, ...]
    risk: bool = False

    @property
    def fits(self) -> bool:
        return self.strength >= POSSIBLE


def compare(sought: Sought, known: Known, register: int = 0, share: Share | None = None) -> Fit:
    """Everything that was compared. `register`: how many children are known here; `share`: which
    part of them bears a word (in Latin letters), None where it is not known.
    """
    held = share or (lambda _word: None)
    parts = (
        _name(sought, known, held),
        _parents(sought, known, held),
        _siblings(sought, known, held),
        _born(sought, known),
        _sex(sought, known),
        _place(sought, known),
        _when(sought, known),
        _circumstances(sought, known),
    )
    weight = sum(part.weight for part in parts)
    before = log2(_IN_REGISTER / max(register, _FEWEST))
    return Fit(_probability(weight + before), weight, parts, _is_risk(sought, known))


def _probability(odds: float) -> float:
    return 1 / (1 + 2 ** -max(-60.0, min(60.0, odds)))


# Names


def _name(sought: Sought, known: Known, share: Share) -> Part:
    best = _best(sought.names, known.names, share)
    if best is None:
        return Part(NAME, MISSING, 0.0, _list(sought.names), _list(known.names))
    weight, asked, found, level = best
    return Part(NAME, level, min(weight, _MOST_BY_NAME), asked, found)


def _best(
    asked: Iterable[str], known: Iterable[str], share: Share
) -> tuple[float, str, str, str] | None:
    """The two names that agree most; None where one side knows none."""
    pairs = [(*_names(one, two, share), one, two) for one, two in product(asked, known)]
    pairs = [pair for pair in pairs if pair[1] != MISSING]
    if not pairs:
        return None
    weight, level, one, two = max(pairs, key=lambda pair: pair[0])
    return weight, one, two, level


def _names(one: str, two: str, share: Share) -> tuple[float, str]:
    few, many = sorted((latin_words(one), latin_words(two)), key=lambda words: (len(words), words))
    if not few:
        return 0.0, MISSING
    across = script_of(one) != script_of(two)
    weights, levels = _paired(few, many, share, across)
    agreeing = [level for level in levels if level != OTHER]
    if not agreeing:
        return _OTHER_NAME, DIFFERS
    exact = all(level == SAME for level in levels) and len(few) == len(many)
    return sum(weights), AGREES if exact else NEARLY


def _paired(
    few: tuple[str, ...], many: tuple[str, ...], share: Share, across: bool
) -> tuple[list[float], list[str]]:
    """Each word of the shorter name with the one it agrees with most, the best pairs first."""
    pairs = sorted(
        (
            (*_words(one, two, share, across), i, j)
            for (i, one), (j, two) in product(enumerate(few), enumerate(many))
        ),
        key=lambda pair: (-pair[0], pair[2], pair[3]),
    )
    mine, theirs = set(range(len(few))), set(range(len(many)))
    weights, levels = [], []
    for weight, level, i, j in pairs:
        if i in mine and j in theirs:
            mine.discard(i)
            theirs.discard(j)
            weights.append(weight)
            levels.append(level)
    return weights, levels


def _words(one: str, two: str, share: Share, across: bool) -> tuple[float, str]:
    level = likeness(one, two)
    if level == OTHER:
        return _OTHER_WORD, OTHER
    borne = max(share(one) or 0.0, share(two) or 0.0) or _USUAL_WORD
    if level == SOUND:
        as_many = max(borne, _SOUNDS_LIKE[min(heard(one, two), _MANY_HEARD)])
        return log2((_SOUND_ACROSS if across else _OF_ONE[SOUND]) / as_many), level
    return log2(_OF_ONE[level] / min(0.5, borne * _AS_MANY[level])), level


# Those around the child


def _parents(sought: Sought, known: Known, share: Share) -> Part:
    looks = (sought.seeker.name,) if sought.seeker and sought.seeker.name else ()
    asked = tuple(name for name in (*sought.parents, *looks) if name)
    there = tuple(one.name for one in known.persons if one.name and one.relation != "sibling")
    return _family(PARENTS, asked, there, share, _MOST_BY_FAMILY)


def _siblings(sought: Sought, known: Known, share: Share) -> Part:
    there = tuple(one.name for one in known.persons if one.name and one.relation == "sibling")
    return _family(SIBLINGS, sought.siblings, there, share, _MOST_BY_SIBLINGS)


def _family(
    code: str, asked: tuple[str, ...], there: tuple[str, ...], share: Share, most: float
) -> Part:
    best = _best(asked, there, share)
    if best is None:
        return Part(code, MISSING, 0.0, _list(asked), _list(there))
    if best[3] == DIFFERS:
        return Part(code, DIFFERS, _NO_SUCH_FAMILY, _list(asked), _list(there))
    found = [_best((name,), there, share) for name in asked]
    agreeing = [one for one in found if one is not None and one[3] != DIFFERS]
    weight = min(most, sum(_FAMILY_SHARE * one[0] for one in agreeing))
    return Part(
        code, best[3], weight, _list(one[1] for one in agreeing), _list(one[2] for one in agreeing)
    )


def _is_risk(sought: Sought, known: Known) -> bool:
    risks = [one.name for one in known.persons if one.risk in ("suspected", "confirmed")]
    best = _best((sought.seeker.name,) if sought.seeker else (), risks, lambda _word: None)
    return best is not None and best[3] != DIFFERS


# The rest


def _born(sought: Sought, known: Known) -> Part:
    asked = _span(sought.born) if sought.born else ""
    if sought.born is None or not known.born:
        return Part(BORN, MISSING, 0.0, asked, ", ".join(map(_span, known.born)))
    low, high = sought.born
    nearest = min(known.born, key=lambda years: (_apart((low, high), years), years))
    apart = _apart((low, high), nearest)
    if apart:
        weight = max(_MOST_APART, _PER_YEAR_APART * apart)
        level = NEARLY if apart <= GUESSED else DIFFERS
        return Part(BORN, level, weight, asked, _span(nearest))
    wide = (high - low) + (nearest[1] - nearest[0]) + 1
    weight = max(0.0, log2(_AGES_AGREE / min(1.0, wide / _CHILDHOOD)))
    return Part(BORN, AGREES, weight, asked, _span(nearest))


def _apart(one: Years, other: Years) -> int:
    return max(0, one[0] - other[1], other[0] - one[1])


def _span(years: Years) -> str:
    return str(years[0]) if years[0] == years[1] else f"{years[0]}-{years[1]}"


def _sex(sought: Sought, known: Known) -> Part:
    if not {sought.sex, known.sex} <= {"female", "male"}:
        return Part(SEX, MISSING, 0.0, sought.sex, known.sex)
    same = sought.sex == known.sex
    return Part(
        SEX, AGREES if same else DIFFERS, _SAME_SEX if same else _OTHER_SEX, sought.sex, known.sex
    )


def _place(sought: Sought, known: Known) -> Part:
    asked = {word for place in sought.places for word in latin_words(place) if len(word) > 2}
    if not asked or not known.places:
        return Part(PLACE, MISSING, 0.0, _list(sought.places))
    shared = [one for one in known.places if _shares(asked, one.text)]
    if not shared:
        return Part(PLACE, DIFFERS, _OTHER_PLACE, _list(sought.places))
    weight = min(_MOST_BY_PLACE, _SAME_PLACE * len({one.text for one in shared}))
    first = shared[0]
    return Part(PLACE, AGREES, weight, _list(sought.places), first.text, first.section)


def _shares(asked: set[str], text: str) -> bool:
    return any(
        likeness(one, two) in (SAME, NEAR) or heard(one, two) > 2
        for one, two in product(asked, latin_words(text))
    )


def _when(sought: Sought, known: Known) -> Part:
    if sought.lost is None or known.noticed is None:
        asked = _days(sought.lost) if sought.lost else ""
        return Part(WHEN, MISSING, 0.0, asked, known.noticed.isoformat() if known.noticed else "")
    asked, noticed = _days(sought.lost), known.noticed.isoformat()
    if sought.lost[0] > known.noticed + _DATES_ERR:
        return Part(WHEN, DIFFERS, _LOST_LATER, asked, noticed)
    if sought.lost[1] >= known.noticed - timedelta(days=366):
        return Part(WHEN, AGREES, _LOST_LATELY, asked, noticed)
    return Part(WHEN, NEARLY, 0.0, asked, noticed)


def _days(days: Days) -> str:
    return " – ".join(dict.fromkeys(day.isoformat() for day in days))


def _circumstances(sought: Sought, known: Known) -> Part:
    """Words both use. Weak: everybody writes of markets and buses."""
    asked = _telling(sought.circumstances)
    if not asked or not known.accounts:
        return Part(CIRCUMSTANCES, MISSING, 0.0, sought.circumstances)
    said = {word: one.section for one in known.accounts for word in _telling(one.text)}
    shared = sorted(asked & set(said))
    if not shared:
        return Part(CIRCUMSTANCES, DIFFERS, 0.0, sought.circumstances)
    weight = min(_MOST_BY_WORDS, _SAME_WORD * len(shared))
    words = ", ".join(shared[:LISTED])
    return Part(CIRCUMSTANCES, NEARLY, weight, sought.circumstances, words, said[shared[0]])


def _telling(text: str) -> set[str]:
    return {word for word in latin_words(text) if len(word) >= _WORDS_FROM}


def _list(texts: Iterable[str]) -> str:
    return " · ".join(dict.fromkeys(text for text in texts if text))
