"""Whether it may be a brother or sister of the child who is looked for. Pure.

They share the family name, the parents and the places: against somebody of another family all this
speaks for the child, against a brother or sister it says nothing. What is left is the given name,
the age and the sex; and that the family names the child of the record among the others.
"""

from math import log2

from amparo.finding.tracing.by_name import Alike, most_alike
from amparo.finding.tracing.sides import (
    AGREES,
    BORN,
    DIFFERS,
    KIN,
    NEARLY,
    SEX,
    Known,
    Part,
    Share,
    Sought,
    listed,
)

# For one child who is on record: how many brothers and sisters of children looked for are.
_KIN_ON_RECORD = 1.5
# Part of the name agrees and another part does not: of brothers and sisters that is the rule.
_ANOTHER_GIVEN, _ONE_WORD_AT_MOST, _MOST_BY_GIVEN = -4.0, 3.0, 8.0
_NAMED_AS_SIBLING = -4.0
_YEARS = {AGREES: 0.7, NEARLY: -1.5, DIFFERS: -3.5}
# From here on it is said on a line of its own.
SAID_FROM = 0.2


def weight(
    sought: Sought, known: Known, best: Alike | None, parts: tuple[Part, ...], share: Share
) -> float:
    """log2 of the odds for the child against a brother or sister. `parts`: what was compared."""
    level = {part.code: part for part in parts}
    years = _YEARS.get(level[BORN].level, 0.0)
    named = _NAMED_AS_SIBLING if _named(sought, known, share) else 0.0
    return _given(best) + years + level[SEX].weight + named - log2(_KIN_ON_RECORD)


def _given(best: Alike | None) -> float:
    """What the names say once the family name is taken as shared."""
    if best is None or best.level == DIFFERS:
        return 0.0
    if len(best.agreeing) < len(best.words):
        return _ANOTHER_GIVEN
    least = min(best.agreeing)
    # A single word may be the family's.
    return min(least, _MOST_BY_GIVEN if len(best.words) > 1 else _ONE_WORD_AT_MOST)


def _named(sought: Sought, known: Known, share: Share) -> bool:
    """Whether the one side names the other's child among the brothers and sisters."""
    return _whole(sought.siblings, known.names, share) or _whole(
        sought.names, known.people(siblings=True), share
    )


def _whole(some: tuple[str, ...], others: tuple[str, ...], share: Share) -> bool:
    best = most_alike(some, others, share)
    return best is not None and bool(best.agreeing) and len(best.agreeing) == len(best.words)


def part(sought: Sought, known: Known, lost: float) -> Part:
    """The line of the explanation: `lost` is what the reading as brother or sister takes away."""
    return Part(KIN, DIFFERS, -lost, listed(sought.names), listed(known.names))
