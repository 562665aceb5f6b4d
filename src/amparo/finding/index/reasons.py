"""Says why a card was found, in the codes of `cards.REASONS`. Pure."""

from collections.abc import Iterable, Sequence

from rapidfuzz.distance import OSA

from amparo.finding.cards import (
    BEGINS,
    BORN,
    NEAR_NUMBER,
    NUMBER,
    ONE_LETTER,
    PART,
    PLACE,
    REASONS,
    SAME_LATIN,
    SAME_NAME,
    SAME_SOUND,
    SEX,
    Asked,
)
from amparo.finding.index.columns import place_numbers, sex_number
from amparo.finding.index.reading import PARTICLES
from amparo.finding.index.segment import Segment
from amparo.finding.index.vocabulary import NO_WORD, SEPARATES, Word
from amparo.finding.spelling.aliases import also_called

_RANK = {code: place for place, code in enumerate([NUMBER, NEAR_NUMBER, *REASONS])}
_NEAR_YEARS = 2
_SAME_PLACE = 2 / 3
_LONG_ENOUGH = 3
_BY_NAME = (SAME_NAME, SAME_LATIN)


def ordered(codes: Iterable[str]) -> tuple[str, ...]:
    """Each code once, the strongest first."""
    return tuple(sorted(dict.fromkeys(codes), key=lambda code: _RANK[code]))


def of_name(pairs: Sequence[tuple[Word, Word]], *, as_written: bool) -> list[str]:
    """`pairs`: each word asked for with the word it was found as, or NO_WORD.

    `as_written` unless words were joined or split for it.
    """
    telling = [pair for pair in pairs if pair[0][0] not in PARTICLES] or list(pairs)
    codes = [of_word(*pair) for pair in telling]
    if all(code == SAME_NAME for code in codes):
        return [SAME_NAME if as_written else SAME_LATIN]
    if all(code in _BY_NAME for code in codes):
        return [SAME_LATIN]
    found = [code for code in codes if code and code not in _BY_NAME]
    return [*found, PART] if any(code in _BY_NAME for code in codes) else found


def of_word(asked: Word, held: Word) -> str:
    """Why one word was taken for another; nothing where no reason can be given."""
    (entry, (one, sounds)), (other_entry, (two, others)) = asked, held
    if held == NO_WORD:
        return ""
    if entry.partition(SEPARATES)[0] == other_entry.partition(SEPARATES)[0]:
        return SAME_NAME
    if one == two and one:
        return SAME_LATIN
    shorter = min(len(one), len(two))
    if shorter >= _LONG_ENOUGH and two.startswith(one):
        return BEGINS
    if shorter >= _LONG_ENOUGH and OSA.distance(one, two, score_cutoff=1) == 1:
        return ONE_LETTER
    if set(sounds) & set(others) or two in also_called(one, sounds):
        return SAME_SOUND
    if shorter >= _LONG_ENOUGH and (one.startswith(two) or two.startswith(one)):
        return BEGINS
    if OSA.distance(sounds[0], others[0], score_cutoff=1) <= 1 and len(sounds[0]) >= _LONG_ENOUGH:
        return SAME_SOUND
    return BEGINS if one[:_LONG_ENOUGH] == two[:_LONG_ENOUGH] else ""


def of_context(segment: Segment, card: int, asked: Asked) -> list[str]:
    """What else is as it was asked for."""
    columns = segment.columns
    found = []
    years = [int(year) for year in columns.born[card] if year]
    if asked.born and any(abs(year - asked.born) <= _NEAR_YEARS for year in years):
        found.append(BORN)
    if (sex := sex_number(asked.sex)) and columns.sex[card] == sex:
        found.append(SEX)
    if wanted := place_numbers(asked.place):
        held = set(columns.places[columns.place_card == card].tolist())
        if len(wanted & held) >= _SAME_PLACE * len(wanted):
            found.append(PLACE)
    return found
