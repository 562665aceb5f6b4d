"""Finds the cases of a child by name, among those that somebody may see, and logs what was found.

Never what was typed: a name is sent by POST, compared here, and forgotten.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from amparo.access import can_reveal_identity, check_can_act
from amparo.audit import actions as audit
from amparo.casefile.accessing import cases_access
from amparo.casefile.appending import writing
from amparo.casefile.models import Case, CaseLink
from amparo.casefile.queries import heads
from amparo.casefile.views import Head
from amparo.casefile.visibility import visible_to_person
from amparo.finding.cards import BEGINS, SAME_LATIN, SAME_NAME, Asked, Hit
from amparo.finding.keeping import KEPT
from amparo.finding.names import words
from amparo.people.models import User
from amparo.people.queries import person_for

SHORTEST = 2  # letters; one letter would list everybody
LIMIT = 25
LOOKED_THROUGH = 2_000
EXACTLY = {SAME_NAME, SAME_LATIN, BEGINS}


@dataclass(frozen=True, slots=True)
class Found:
    """A case found by name. `whole`: every word that was typed is a whole word of a name."""

    head: Head
    whole: bool


def by_name(user: User, text: str, limit: int = LIMIT) -> list[Found]:
    """The cases whose names begin with every word of `text`; whole words first.

    Only cases whose identity `user` was given: a hit alone would say who the child is. Each case
    found is logged. Raises Refused for a role that does not search.
    """
    person, at = person_for(user), timezone.now()
    check_can_act(person, "search_names")
    asked = [word for word in words(text) if len(word) >= SHORTEST]
    found_in = KEPT.up_to_date().search(Asked(name=" ".join(asked)), LOOKED_THROUGH)
    hits = [hit for hit in found_in if EXACTLY.intersection(hit.reasons[:1])]
    whole = _read_by(hits)
    visible = visible_to_person(person, at).filter(id__in=whole)
    cases = {case.id: case for case in visible}
    access = cases_access(cases.values())
    found = [
        cases[case_id]
        for case_id in whole
        if case_id in cases and can_reveal_identity(person, access[case_id], at)
    ][:limit]
    _log(user, found)
    shown = heads(person, found, at)
    return [Found(head, whole[case_id]) for case_id, head in shown.items()]


def _read_by(hits: list[Hit]) -> dict[UUID, bool]:
    """Hits by case; a concern that was joined to a case is found as that case."""
    links = CaseLink.objects.filter(concern_id__in=[hit.case_id for hit in hits], whole=True)
    reader = dict(links.values_list("concern_id", "case_id"))
    found: dict[UUID, bool] = {}
    for hit in hits:
        case_id = reader.get(hit.case_id, hit.case_id)
        found[case_id] = found.get(case_id, False) or BEGINS not in hit.reasons
    return found


def _log(user: User, found: Iterable[Case]) -> None:
    cases = list(found)
    if not cases:
        return
    with writing(user):
        for case in cases:
            audit.write("names_searched", by=user, case=case, detail={"found": len(cases)})
