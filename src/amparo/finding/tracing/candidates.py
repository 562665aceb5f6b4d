"""Which children may be meant at all: those whose names, or whose family's, are near. They are
taken from the index of names that this process holds; only those few are opened.
"""

from uuid import UUID

from amparo.casefile.models import CaseLink
from amparo.finding.cards import LINKED, Asked
from amparo.finding.kept.keeping import KEPT
from amparo.finding.tracing.sides import Sought
from amparo.finding.tracing.spelling import SAME, latin_words, likeness

MOST, OF_EACH = 60, 40
_FEW = 200  # below it the register says nothing about how common a name is


def like(asked: Sought) -> list[UUID]:
    """The cases to compare, the likeliest first."""
    index = KEPT.up_to_date()
    found: dict[UUID, float] = {}
    family = (*asked.parents, *asked.siblings, *((asked.seeker.name,) if asked.seeker else ()))
    for name in dict.fromkeys((*asked.names, *family)):
        for hit in index.search(Asked(name=name), limit=OF_EACH):
            # Somebody of the family leads to a child only as somebody of that child's family.
            if name in asked.names or hit.whose == LINKED:
                found[hit.case_id] = max(found.get(hit.case_id, 0.0), hit.strength)
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
    return max(1, len(KEPT.up_to_date().near([word], _same))) / total


def _same(one: str, two: str) -> bool:
    first, second = "".join(latin_words(one)), "".join(latin_words(two))
    return bool(first) and likeness(first, second) == SAME
