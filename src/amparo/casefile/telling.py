"""Who is told at once: guardian and supervisors when a gate was passed, supervisors when glass
broke.

How they are told is not decided here: `effects` hands it to whoever registered.
"""

from datetime import datetime
from uuid import UUID

from amparo.casefile import effects, models
from amparo.casefile.accessing import as_involvement
from amparo.casefile.involving import BARRED, ENDED, STARTED
from amparo.journey import Entry
from amparo.people.queries import holders

CHANGES_INVOLVEMENT = frozenset({STARTED, ENDED, BARRED, "consent_withdrawn", "entry_withdrawn"})


def tell_of_gates(case: models.Case, entry: Entry, at: datetime) -> None:
    """Set off `gate_passed` for every gate that this entry passed with a reason."""
    if not entry.despite:
        return
    told = guardians_and_supervisors(case, at) - {UUID(entry.author)}
    for gate in entry.despite:
        effects.happened(
            effects.GatePassed(
                case_id=case.id,
                reference=case.reference,
                entry_id=UUID(entry.id),
                gate=gate,
                section=entry.section,
                author_id=UUID(entry.author),
                agreed_by=entry.agreed_by,
                tell=tuple(sorted(told)),
                at=at,
            )
        )


def tell_of_involvement(case: models.Case, kinds: set[str], at: datetime) -> None:
    """Set off `involvement_changed` when one of these kinds may have changed it."""
    if kinds & CHANGES_INVOLVEMENT:
        effects.happened(effects.InvolvementChanged(case.id, case.reference, at))


def guardians_and_supervisors(case: models.Case, at: datetime) -> set[UUID]:
    """The guardians on a case, and the supervisors of the agency that works on it."""
    told = supervisors(case.agency_id)
    for row in models.Involvement.objects.filter(case_id=case.id, role="guardian"):
        if not as_involvement(row).holds(at):
            continue
        if row.person_id:
            told.add(row.person_id)
        else:
            told.update(holders("guardian", agency_id=row.agency_id).values_list("id", flat=True))
    barred = models.Barring.objects.filter(case_id=case.id)
    return told - {row.person_id for row in barred}


def supervisors(agency_id: UUID) -> set[UUID]:
    return set(holders("supervisor", agency_id=agency_id).values_list("id", flat=True))
