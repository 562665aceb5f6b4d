"""Compares requests with children who are known, both ways, a while after either came.

It runs with the clock and not with what somebody sends, so that nobody outside can learn from how
long an answer takes. What fits is kept for those who may know of it; that nothing fits is kept too.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from amparo.audit import actions as audit
from amparo.casefile.effects import Appended, Ticked, TimelinesImported
from amparo.casefile.models import CONCERN_CLOSED, Case, CaseLink
from amparo.casefile.queueing import write_transaction
from amparo.finding.models import TracingMatch, TracingRequest, TracingToCompare
from amparo.finding.tracing import candidates, rules, sealed
from amparo.finding.tracing.content import sought
from amparo.finding.tracing.matching import compare
from amparo.finding.tracing.recorded import known_of
from amparo.finding.tracing.sides import Fit, Known, Sought
from amparo.finding.tracing.waiting import WAITING

logger = logging.getLogger(__name__)
AT_ONCE = 200
ABOUT_THE_CHILD = frozenset({
    "identity_recorded", "person_linked", "entry_withdrawn", "concern_joined",
})  # fmt: skip
Fits = dict[UUID, Fit]


def note_change(event: Appended) -> None:
    """In the transaction of the entry: its case is to be compared again."""
    if event.kind in ABOUT_THE_CHILD:
        TracingToCompare.objects.update_or_create(
            case_id=event.case_id, defaults={"since": event.at}
        )


def note_imported(event: TimelinesImported) -> None:
    """Somebody imported children: they are compared like those who were reported here."""
    rows = [TracingToCompare(case_id=case_id, since=event.at) for case_id in event.case_ids]
    TracingToCompare.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["case"], update_fields=["since"]
    )


def compare_what_waits(event: Ticked) -> None:
    """Everything that came since the last time: a look into two small tables, once a minute."""
    for row in _requests():
        with _one_at_a_time():
            compare_request(row, event.at)
    waiting = list(
        TracingToCompare.objects.order_by("since").values_list("case_id", "since")[:AT_ONCE]
    )
    if waiting:
        WAITING.up_to_date()
    for case_id, since in waiting:
        with _one_at_a_time():
            compare_case(case_id, event.at)
            TracingToCompare.objects.filter(case_id=case_id, since=since).delete()


def _requests() -> list[TracingRequest]:
    """Those that wait to be compared; an answered one waits again when it was sent anew."""
    waiting = TracingRequest.objects.filter(compared_at=None).exclude(state=rules.TAKEN_BACK)
    return list(waiting.order_by("received_at")[:AT_ONCE])


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """What goes wrong with one is logged and tried again; the others are compared all the same."""
    try:
        yield
    except Exception as error:  # what it says may hold a name, which must not stand in a log
        logger.error("A request was not compared: %s", type(error).__name__)


def compare_request(row: TracingRequest, at: datetime) -> None:
    """One request with every child whose names are near."""
    content = sealed.content_of(row)
    found: Fits = {}
    if content is not None:
        asked = sought(content, row.received_at.date())
        found = fits(asked, candidates.like(asked))
    with write_transaction():
        TracingRequest.objects.filter(id=row.id).update(compared_at=at)
        _keep({(row.id, case_id): fit for case_id, fit in found.items()}, at, request=row.id)


def compare_case(case_id: UUID, at: datetime) -> None:
    """One child with every open request whose names are near."""
    readers = CaseLink.objects.filter(concern_id=case_id, whole=True)
    ids = list(readers.values_list("case_id", flat=True)) or [case_id]
    cases = Case.objects.filter(id__in=ids).exclude(state=CONCERN_CLOSED)
    for child, known in known_of(cases):
        names = (*known.names, *(person.name for person in known.persons))
        found = {
            (request_id, child.id): _fit(asked, known)
            for request_id, asked in WAITING.like(names).items()
        }
        with write_transaction():
            _keep(found, at, case=child.id)


def fits(asked: Sought, case_ids: Iterable[UUID]) -> Fits:
    """How far each of these children fits, those that do not among them."""
    cases = Case.objects.filter(id__in=list(case_ids)).exclude(state=CONCERN_CLOSED)
    return {case.id: _fit(asked, known) for case, known in known_of(cases)}


def _fit(asked: Sought, known: Known) -> Fit:
    return compare(asked, known, candidates.register(), candidates.share)


def _keep(
    found: Mapping[tuple[UUID, UUID], Fit],
    at: datetime,
    request: UUID | None = None,
    case: UUID | None = None,
) -> None:
    """What fits now; of what no longer does, only what somebody decided about stays."""
    about = {"request_id": request} if request else {"case_id": case}
    there = {
        (one.request_id, one.case_id): one
        for one in TracingMatch.objects.select_for_update(of=("self",)).filter(**about)
    }
    fitting = {pair: fit for pair, fit in found.items() if fit.fits}
    gone = [one.id for pair, one in there.items() if pair not in fitting and not one.decision]
    TracingMatch.objects.filter(id__in=gone).delete()
    fresh = []
    for pair, fit in fitting.items():
        strength = round(fit.strength * 1000)
        if pair in there:
            TracingMatch.objects.filter(id=there[pair].id).update(strength=strength)
        else:
            fresh.append(
                TracingMatch(request_id=pair[0], case_id=pair[1], strength=strength, found_at=at)
            )
    TracingMatch.objects.bulk_create(fresh)
    cases = Case.objects.in_bulk([one.case_id for one in fresh])
    for one in fresh:
        audit.write(
            "tracing_match_found",
            by=None,
            case=cases[one.case_id],
            detail={"match": one.id},
            at=at,
        )
