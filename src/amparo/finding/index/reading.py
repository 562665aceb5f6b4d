"""Reads a name that somebody asks for: its words, and how else they may be divided. Pure."""

from dataclasses import dataclass
from itertools import pairwise

from amparo.finding.index.vocabulary import MOST_WORDS, Vocabulary, entries, forms
from amparo.finding.spelling.scripts import latin

# Written or left out, joined or apart: they say little about who somebody is.
PARTICLES = frozenset(
    [
        "al",
        "el",
        "ul",
        "ibn",
        "bin",
        "ben",
        "bint",
        "abu",
        "abou",
        "da",
        "de",
        "do",
        "dos",
        "das",
        "di",
        "del",
        "della",
        "la",
        "le",
        "les",
        "du",
        "des",
        "van",
        "von",
        "der",
        "den",
        "y",
        "e",
        "ould",
        "wuld",
        "ait",
        "mc",
        "mac",
        "san",
        "st",
        "md",
        "mst",
        "mr",
        "mrs",
        "daw",
        "ma",
        "ko",
    ]
)
_SHORTEST_SPLIT, _SHORTEST_PART = 5, 2
_MOST_READINGS = 4
_WHOLE = 20  # a word that is borne so many times more often than its parts is not split


@dataclass(frozen=True, slots=True)
class Reading:
    """`words`: all that are looked up; `ways`: which of them together are the name, by place."""

    words: tuple[str, ...]
    ways: tuple[tuple[int, ...], ...]


def read(name: str, known: Vocabulary) -> Reading:
    """The name as it stands, then with two words joined or one word split, where such are known."""
    first = list(dict.fromkeys(entries(name)))[:MOST_WORDS]
    found = [first, *_joined(first, known), *_split(first, known)][:_MOST_READINGS]
    pool = list(dict.fromkeys(word for way in found for word in way))
    return Reading(tuple(pool), tuple(tuple(pool.index(word) for word in way) for way in found))


def _joined(given: list[str], known: Vocabulary) -> list[list[str]]:
    """Abdul Rahman as Abdulrahman."""
    found = []
    for place, (one, two) in enumerate(pairwise(given)):
        both = latin(one) + latin(two)
        if both in known.by_latin or (len(forms(both)[1][0]) > 2 and _sounds(both, known)):
            found.append([*given[:place], both, *given[place + 2 :]])
    return found


def _split(given: list[str], known: Vocabulary) -> list[list[str]]:
    """Abdulrahman as Abdul Rahman; of several places the one where both parts are commonest."""
    found = []
    for place, word in enumerate(given):
        parts = _best_split(latin(word), known)
        if parts:
            found.append([*given[:place], *parts, *given[place + 1 :]])
    return found


def _best_split(word: str, known: Vocabulary) -> tuple[str, str] | None:
    if len(word) < _SHORTEST_SPLIT:
        return None
    # Not where the whole is far commoner than its parts: Muhammad is not Muham Mad.
    best, parts = _borne(word, known) // _WHOLE, None
    for cut in range(1, len(word) - _SHORTEST_PART + 1):
        one, two = word[:cut], word[cut:]
        borne = min(_borne(one, known), _borne(two, known))
        if borne > best:
            best, parts = borne, (one, two)
    return parts


def _borne(word: str, known: Vocabulary) -> int:
    return known.borne(known.by_latin.of(word))


def _sounds(word: str, known: Vocabulary) -> bool:
    return forms(word)[1][0] in known.by_key
