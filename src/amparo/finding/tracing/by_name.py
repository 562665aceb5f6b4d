"""What the names say: of the child, and of those around them. Pure.

Every pair of words weighs log2 of how much oftener it is seen in two names of one child than in
those of two, by how alike both are and how many children bear such a word.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from math import log2

from amparo.finding.tracing.sides import (
    AGREES,
    DIFFERS,
    MISSING,
    NAME,
    NEARLY,
    PARENTS,
    SIBLINGS,
    Known,
    Part,
    Share,
    Sought,
    listed,
)
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

# Of words of one child's name: how often each level is seen (names are heard, copied, changed).
_OF_ONE = {SAME: 0.5, NEAR: 0.2, SOUND: 0.2, BEGINS: 0.05, OTHER: 0.05}
# How many other words are as alike, for each that is the same.
_AS_MANY = {SAME: 1, NEAR: 6, BEGINS: 10}
# The share of words that sound like a given one, by how many consonants are heard.
_SOUNDS_LIKE = {2: 0.02, 3: 0.004, 4: 0.001}
_MANY_HEARD = 4
# Written in two scripts a name hardly ever comes out letter by letter: to sound alike is the rule.
_SOUND_ACROSS = 0.7
_USUAL_WORD = 0.002  # the share of children who bear a word of which nothing is known
_OTHER_WORD, _OTHER_NAME = -1.5, -4.0  # one in sixteen goes by a name the family does not know
_MOST_BY_NAME, _MOST_BY_FAMILY = 24.0, 9.0
_FAMILY_SHARE = 0.5  # a mother of this name is weaker than the child's own: it is recorded later
_NO_SUCH_FAMILY = -1.0
# Names of one language go together: a second word that agrees says less than it would alone.
_TOGETHER = 2.0


@dataclass(frozen=True, slots=True)
class Alike:
    """The two names that agree most, and what each word of the shorter one weighs."""

    weight: float
    level: str
    asked: str
    known: str
    words: tuple[tuple[float, str], ...] = ()
    shared: frozenset[str] = frozenset()  # the words in Latin letters, of both, that agree

    @property
    def agreeing(self) -> list[float]:
        return [weight for weight, level in self.words if level != OTHER]


def name(best: Alike | None, sought: Sought, known: Known) -> Part:
    """The child's own names. `best`: what `most_alike` says of them."""
    if best is None:
        return Part(NAME, MISSING, 0.0, listed(sought.names), listed(known.names))
    return Part(NAME, best.level, min(best.weight, _MOST_BY_NAME), best.asked, best.known)


def parents(best: Alike | None, sought: Sought, known: Known, share: Share) -> Part:
    """The parents and whoever looks, beside everybody around the child but brothers and sisters."""
    looks = (sought.seeker.name,) if sought.seeker and sought.seeker.name else ()
    asked = tuple(one for one in (*sought.parents, *looks) if one)
    return _family(PARENTS, asked, known.people(siblings=False), best, share)


def siblings(best: Alike | None, sought: Sought, known: Known, share: Share) -> Part:
    return _family(SIBLINGS, sought.siblings, known.people(siblings=True), best, share)


def _family(
    code: str, asked: tuple[str, ...], there: tuple[str, ...], child: Alike | None, share: Share
) -> Part:
    """What of their names is not the child's own: a family name that all bear counts once."""
    told = child.shared if child else frozenset()
    best = most_alike(asked, there, share, told)
    if best is None:
        return Part(code, MISSING, 0.0, listed(asked), listed(there))
    if best.level == DIFFERS:
        return Part(code, DIFFERS, _NO_SUCH_FAMILY, listed(asked), listed(there))
    found = [most_alike((one,), there, share, told) for one in asked]
    agreeing = [one for one in found if one is not None and one.level != DIFFERS]
    weight = min(_MOST_BY_FAMILY, sum(_FAMILY_SHARE * one.weight for one in agreeing))
    return Part(
        code, best.level, weight,
        listed(one.asked for one in agreeing), listed(one.known for one in agreeing),
    )  # fmt: skip


def most_alike(
    asked: Iterable[str],
    known: Iterable[str],
    share: Share,
    told: frozenset[str] = frozenset(),
) -> Alike | None:
    """The two names that agree most, but for words that were `told` already; None where one side
    knows none.
    """
    pairs = [_names(one, two, share, told) for one, two in product(asked, known)]
    return max((one for one in pairs if one is not None), key=lambda one: one.weight, default=None)


def _names(one: str, two: str, share: Share, told: frozenset[str]) -> Alike | None:
    mine, theirs = (_untold(name, told) for name in (one, two))
    few, many = sorted((mine, theirs), key=lambda words: (len(words), words))
    if not few:
        return None
    paired = _paired(few, many, share, script_of(one) != script_of(two))
    words = tuple((weight, level) for weight, level, _pair in paired)
    pairs = [pair for _weight, level, pair in paired if level != OTHER]
    if not pairs:
        return Alike(_OTHER_NAME, DIFFERS, one, two, words)
    exact = len(few) == len(many) and all(level == SAME for _weight, level in words)
    weight = sum(weight for weight, _level in words) - _TOGETHER * (len(pairs) - 1)
    shared = frozenset(word for pair in pairs for word in pair)
    return Alike(weight, AGREES if exact else NEARLY, one, two, words, shared)


def _untold(name: str, told: frozenset[str]) -> tuple[str, ...]:
    return tuple(
        word for word in latin_words(name) if all(likeness(word, one) == OTHER for one in told)
    )


def _paired(
    few: tuple[str, ...], many: tuple[str, ...], share: Share, across: bool
) -> list[tuple[float, str, tuple[str, str]]]:
    """Each word of the shorter name with the one it agrees with most, the best pairs first."""
    pairs = sorted(
        (
            (*_words(one, two, share, across), i, j)
            for (i, one), (j, two) in product(enumerate(few), enumerate(many))
        ),
        key=lambda pair: (-pair[0], pair[2], pair[3]),
    )
    mine, theirs = set(range(len(few))), set(range(len(many)))
    found = []
    for weight, level, i, j in pairs:
        if i in mine and j in theirs:
            mine.discard(i)
            theirs.discard(j)
            found.append((weight, level, (few[i], many[j])))
    return found


def _words(one: str, two: str, share: Share, across: bool) -> tuple[float, str]:
    level = likeness(one, two)
    if level == OTHER:
        return _OTHER_WORD, OTHER
    borne = max(share(one) or 0.0, share(two) or 0.0) or _USUAL_WORD
    if level == SOUND:
        as_many = max(borne, _SOUNDS_LIKE[min(heard(one, two), _MANY_HEARD)])
        return log2((_SOUND_ACROSS if across else _OF_ONE[SOUND]) / as_many), level
    return log2(_OF_ONE[level] / min(0.5, borne * _AS_MANY[level])), level
