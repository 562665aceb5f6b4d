"""Which children may be meant at all: those whose names, or whose family's, are near. They are
taken from the index of names that this process holds; only those few are opened.
"""

from uuid import UUID

from amparo.casefile.models import CaseLink
from amparo.finding.keeping import KEPT
from amparo.finding.names import words
from amparo.finding.tracing.matching import Sought
from amparo.finding.tracing.spelling import OTHER, SAME, latin_words, likeness

MOST = 60
_FEW = 200  # below it the register says nothing about how common a name is


def like(asked: Sought) -> list[UUID]:
    """The cases to compare, the likeliest first."""
    wanted = {word for name in (*asked.names, *asked.siblings) for word in words(name)}
    found = KEPT.up_to_date().near(wanted, _alike)
    first = sorted(found, key=lambda case_id: (-found[case_id], str(case_id)))[:MOST]
    return _as_read(first)


def _as_read(case_ids: list[UUID]) -> list[UUID]:
    """A concern that was joined to a case is read as that case."""
    joined = CaseLink.objects.filter(concern_id__in=case_ids, whole=True)
    reader = dict(joined.values_list("concern_id", "case_id"))
    return list(dict.fromkeys(reader.get(case_id, case_id) for case_id in case_ids))


def register() -> int:
    """How many children are known by a name."""
    return len(KEPT.up_to_date())


def share(word: str) -> float | None:
    """The share of children who bear a word (in Latin letters); None where that says nothing."""
    total = register()
    if total < _FEW:
        return None
    same = KEPT.up_to_date().near([word], lambda one, two: _likeness(one, two) == SAME)
    return (len(same) + 1) / total


def _alike(one: str, two: str) -> bool:
    return _likeness(one, two) != OTHER


def _likeness(one: str, two: str) -> str:
    first, second = "".join(latin_words(one)), "".join(latin_words(two))
    return likeness(first, second) if first and second else OTHER
