"""How strongly a request for a child and a child who is known here agree, part by part. Pure.

Every part weighs log2 of how much oftener it is seen where both are one child than where they are
two (Fellegi and Sunter 1969). The sum and the odds before anything was compared, against the child
being another one and against a brother or sister (`kinship`), give a strength that is absolute: it
does not depend on what else was found, so that nothing may fit. The numbers are this project's own
assumptions, each with its reason beside it, measured on a made-up register (tests/tracing).
"""

from datetime import timedelta
from itertools import product
from math import log2

from amparo.finding.tracing import by_name, kinship
from amparo.finding.tracing.by_name import most_alike
from amparo.finding.tracing.sides import (
    AGREES,
    BORN,
    CIRCUMSTANCES,
    DIFFERS,
    GUESSED,
    MISSING,
    NEARLY,
    PLACE,
    SEX,
    WHEN,
    Days,
    Fit,
    Known,
    Part,
    Share,
    Sought,
    Years,
    listed,
)
from amparo.finding.tracing.spelling import NEAR, SAME, heard, latin_words, likeness

# One child in five who is looked for here is in the register; and a register that is young stands
# for a larger number of children who could be meant.
_IN_REGISTER, _FEWEST = 0.2, 1_000
_CHILDHOOD = 18  # years of birth that a child can have
_AGES_AGREE, _PER_YEAR_APART, _MOST_APART = 0.9, -1.5, -8.0
_SAME_SEX, _OTHER_SEX = log2(0.97 / 0.5), log2(0.03 / 0.5)
_SAME_PLACE, _MOST_BY_PLACE, _OTHER_PLACE = 2.9, 4.0, -0.5
_SAME_WORD, _MOST_BY_WORDS, _WORDS_FROM = 0.7, 2.0, 5
_LOST_LATER, _LOST_LATELY = -5.0, 1.0
_DATES_ERR = timedelta(days=31)
LISTED = 8
# What the assumptions add up to, against another child and against a brother or sister, brought to
# what was observed: [by how much, and from where]. Fitted on made-up registers of 1,000, 3,000 and
# 10,000 children; that it holds on others is tested (tests/tracing/test_calibrated.py).
_OF_OTHERS, _OF_KIN = (1.13, 1.17), (1.36, -0.25)


def compare(sought: Sought, known: Known, register: int = 0, share: Share | None = None) -> Fit:
    """Everything that was compared. `register`: how many children are known here; `share`: which
    part of them bears a word (in Latin letters), None where it is not known.
    """
    held = share or (lambda _word: None)
    best = most_alike(sought.names, known.names, held)
    parts: tuple[Part, ...] = (
        by_name.name(best, sought, known),
        by_name.parents(best, sought, known, held),
        by_name.siblings(best, sought, known, held),
        _born(sought, known),
        _sex(sought, known),
        _place(sought, known),
        _when(sought, known),
        _circumstances(sought, known),
    )
    plain = sum(part.weight for part in parts) + log2(_IN_REGISTER / max(register, _FEWEST))
    plain = _observed(plain, _OF_OTHERS)
    kin = _observed(kinship.weight(sought, known, best, parts, held), _OF_KIN)
    odds = _against_both(plain, kin)
    strength = _probability(odds)
    related = (1 - strength) * _probability(plain - kin)
    if related >= kinship.SAID_FROM:
        parts = (*parts, kinship.part(sought, known, plain - odds))
    return Fit(strength, odds, parts, _is_risk(sought, known), related)


def _observed(odds: float, fitted: tuple[float, float]) -> float:
    return fitted[0] * odds + fitted[1]


def _against_both(plain: float, kin: float) -> float:
    """log2 of the odds against either: that it is another child, or a brother or sister."""
    low, high = min(plain, kin), max(plain, kin)
    return low - log2(1 + 2.0 ** max(-60.0, low - high))


def _probability(odds: float) -> float:
    return 1 / (1 + 2 ** -max(-60.0, min(60.0, odds)))


def _is_risk(sought: Sought, known: Known) -> bool:
    risks = [one.name for one in known.persons if one.risk in ("suspected", "confirmed")]
    best = most_alike((sought.seeker.name,) if sought.seeker else (), risks, lambda _word: None)
    return best is not None and best.level != DIFFERS


# What is no name


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
    asked = {word for place in sought.places for word in _words_of_place(place)}
    there = [one for one in known.places if _words_of_place(one.text)]
    if not asked or not there:
        return Part(PLACE, MISSING, 0.0, listed(sought.places))
    shared = [one for one in there if _shares(asked, one.text)]
    if not shared:
        return Part(PLACE, DIFFERS, _OTHER_PLACE, listed(sought.places))
    weight = min(_MOST_BY_PLACE, _SAME_PLACE * len({one.text for one in shared}))
    first = shared[0]
    return Part(PLACE, AGREES, weight, listed(sought.places), first.text, first.section)


def _words_of_place(text: str) -> list[str]:
    """Numbers are none: people are found by a telephone, not a place."""
    return [word for word in latin_words(text) if len(word) > 2 and word.isalpha()]


def _shares(asked: set[str], text: str) -> bool:
    return any(
        likeness(one, two) in (SAME, NEAR) or heard(one, two) > 2
        for one, two in product(asked, _words_of_place(text))
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
