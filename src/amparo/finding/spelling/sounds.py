"""Reduces a word in Latin letters to the consonants that are heard. Pure.

What one language writes k another writes c, q or ch: such letters fall into one class. Where a
letter may be heard in two ways a word has several keys, the likeliest first; two words sound the
same when they share one.
"""

import re
from functools import lru_cache
from itertools import product

_REMEMBERED = 1 << 15
MOST_KEYS = 8
_FRONT = "(?=[eiy])"

# In this order; the first that fits is taken. Each may be heard as any of those on the right.
_HEARD: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"^(?:al|el|ul)(?=[^aeiouyl][a-z]{3})", ("", "l")),
    (r"^ou(?=[aeiy])", ("f",)),
    (r"ou(?=[aeiy])", ("f", "")),
    (r"^(?:jn|dny|gny)(?=[aeo])", ("kn",)),
    (r"dsch|shch|tsch|sch|tch|tsh|dzh|cz|sz|zs|sh|zh|xh", ("s",)),
    (r"dj|dz|dg(?=e)", ("s",)),
    (r"ts|tz", ("s", "ts")),
    (r"^tr(?=[aeiou])", ("tr", "s")),
    (r"^th?i(?=[aou])", ("t", "s")),
    (r"di(?=[aou])", ("t", "s")),
    (r"^ch(?=[rl])", ("k",)),
    (r"ch", ("s", "k", "")),
    (r"^ng", ("n",)),
    (r"ng$", ("n", "nk")),
    (r"gn|ny|nh", ("n", "kn")),
    (r"kh", ("k", "")),
    (r"gh", ("k", "")),
    (r"ph", ("f", "p")),
    (r"th|dh|ht", ("t",)),
    (r"bh|hp", ("p",)),
    (r"ck|cq|q", ("k",)),
    (rf"sc{_FRONT}", ("s", "sk")),
    (rf"c{_FRONT}", ("s", "k")),
    (r"^c(?=[aou][a-z]{2})", ("k", "")),
    (r"c$", ("k", "s")),
    (r"c", ("k",)),
    (rf"gu{_FRONT}", ("k",)),
    (rf"g{_FRONT}", ("k", "s")),
    (r"^x", ("s", "")),
    (r"x", ("ks", "", "s")),
    (r"^j", ("", "s")),
    (r"j", ("s", "")),
    (r"^[uw]", ("f", "")),
    (r"w", ("f", "")),
    (r"v$", ("f", "")),
    (r"v", ("f", "p")),
    (r"(?<=ea)r$", ("r", "")),
    (r"[pb]", ("p",)),
    (r"[td]", ("t",)),
    (r"^g", ("k", "")),
    (r"[kg]", ("k",)),
    (r"f", ("f",)),
    (r"[sz]", ("s",)),
    (r"m", ("m",)),
    (r"n", ("n",)),
    (r"l", ("l",)),
    (r"r", ("r",)),
    (r"[aeiouyh]+", ("",)),
    (r".", ("",)),
)
_VOWEL_ONLY = "_"
_ANY = re.compile("|".join(f"(?P<r{i}>{pattern})" for i, (pattern, _) in enumerate(_HEARD)))
_ALTERNATIVES = {f"r{i}": heard for i, (_, heard) in enumerate(_HEARD)}
# Abdul, Abdel, Abd al and, before letters of the sun, Abder, Abdes: one beginning.
_SERVANT = re.compile(r"^c?(?:[ae]bd[aeouw]{0,2}(?:l(?![aeiou])|(?=([rsztdn])\1)))")


@lru_cache(maxsize=_REMEMBERED)
def _parts(word: str) -> list[tuple[str, tuple[str, ...]]]:
    """The letters of a word, those together that are one sound, with what may be heard."""
    found = _ANY.finditer(_SERVANT.sub("abd", word))
    return [(one.group(), _ALTERNATIVES[str(one.lastgroup)]) for one in found]


@lru_cache(maxsize=_REMEMBERED)
def keys(word: str) -> tuple[str, ...]:
    """The keys of a word in Latin letters, the likeliest first; none is empty."""
    parts: list[tuple[str, ...]] = []
    many = 1
    for _, heard in _parts(word):
        if many * len(heard) > MOST_KEYS:
            heard = heard[:1]
        many *= len(heard)
        parts.append(heard)
    whole = (_joined(chosen) for chosen in product(*parts))
    return tuple(dict.fromkeys(key or _vowel(word) for key in whole))


_VOWELS = str.maketrans({"e": "i", "y": "i", "o": "u", "h": None})
_ONE_VOWEL = re.compile(r"(.)\1+|ai|au|ui|iu")
_AS_ONE = {"ai": "i", "au": "u", "ui": "u", "iu": "u"}


@lru_cache(maxsize=_REMEMBERED)
def spoken(word: str) -> str:
    """A word in Latin letters as it may be said: classes of consonants, and a, i or u."""
    made = ""
    for text, alternatives in _parts(word):
        heard = alternatives[0]
        if not heard and text[0] in "aeiouyh":
            vowels = text.translate(_VOWELS)
            heard = vowels if len(vowels) < 2 else _ONE_VOWEL.sub(_as_one, vowels)
        if not made.endswith(heard) or len(heard) != 1:
            made += heard
    return made


def _as_one(found: re.Match[str]) -> str:
    return _AS_ONE.get(found.group(), found.group()[0])


def forget_sounds() -> None:
    """Empty what is remembered of the parts of words."""
    _parts.cache_clear()


def _joined(chosen: tuple[str, ...]) -> str:
    """Doubled letters are one, unless a vowel or h stood between."""
    key, last = "", ""
    for heard in chosen:
        if heard and heard != last:
            key += heard
        last = heard
    return key


def _vowel(word: str) -> str:
    return _VOWEL_ONLY + word[:1]
