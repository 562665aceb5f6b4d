"""What is read about requests: the board, what may be the child of a case, and why.

Two sides: `board` is of the agency that handles a request and holds nothing of any child;
`matches_for` is of those who work with a child who may be meant.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from amparo.access import (
    Person,
    can_see_match,
    can_take_tracing_requests,
    sections_for,
)
from amparo.casefile.accessing import cases_access
from amparo.casefile.models import Case
from amparo.casefile.visibility import visible_to_person
from amparo.finding.models import TracingMatch, TracingRequest
from amparo.finding.tracing import candidates, rules, sealed
from amparo.finding.tracing.content import sought
from amparo.finding.tracing.matching import compare
from amparo.finding.tracing.recorded import known_of
from amparo.finding.tracing.sides import Fit, Part
from amparo.finding.tracing.verifying import results_of
from amparo.people.models import User
from amparo.people.queries import person_for
from amparo.terms.messages import N_

# What a request waits for, the most pressing first.
LATE, TODAY, VERIFY, THE_DAY, NOTHING = "late", "today", "verify", "the_day", "nothing"
WAITS: dict[str, str] = {
    LATE: N_("the answer, which is late"),
    TODAY: N_("the answer, which goes out today"),
    VERIFY: N_("verifying who looks"),
    THE_DAY: N_("the day of the answer"),
    NOTHING: N_("nothing now"),
}
DECIDE, SECOND, ASK_AGAIN, DECIDED = "decide", "second", "ask_again", "decided"
MATCH_WAITS: dict[str, str] = {
    DECIDE: N_("a decision"),
    SECOND: N_("a second person"),
    ASK_AGAIN: N_("asking again later"),
    DECIDED: N_("nothing now"),
}
AT_MOST = 400  # that wait for one person


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One request without what it says."""

    request: TracingRequest
    waits: str
    days_late: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A child who may be meant, to somebody who works with that child."""

    match: TracingMatch
    waits: str
    fit: Fit | None = None

    @property
    def percent(self) -> int:
        """Of a hundred like this, so many are the same child."""
        return min(99, max(1, round(self.match.strength / 10)))


def requests_of(user: User, state: str = rules.OPEN) -> QuerySet[TracingRequest]:
    """The requests that the agency of `user` handles: those due first are first, and of what is
    settled the latest. None for somebody who handles none.
    """
    if not can_take_tracing_requests(person_for(user)):
        return TracingRequest.objects.none()
    rows = TracingRequest.objects.filter(agency_id=user.agency_id, state=state)
    found = rows.select_related("source", "taken_by").prefetch_related("checks")
    return found.order_by("due" if state == rules.OPEN else "-due", "received_at", "id")


def board(requests: Iterable[TracingRequest], now: datetime | None = None) -> list[BoardRow]:
    """What each of them waits for, the most pressing first."""
    today = timezone.localdate(now)
    found = [BoardRow(row, _waits(row, today), max(0, (today - row.due).days)) for row in requests]
    order = list(WAITS)
    return sorted(found, key=lambda one: order.index(one.waits))


def _waits(row: TracingRequest, today: date) -> str:
    if row.state != rules.OPEN:
        return NOTHING
    if row.due <= today:
        return LATE if row.due < today else TODAY
    return THE_DAY if rules.is_verified(results_of(row)) else VERIFY


# Those who work with a child


def to_decide(user: User) -> list[Shown]:
    """Everything that waits for a decision about a child `user` works with, the oldest first."""
    open_ones = _current().filter(agreed_at=None).exclude(decision=rules.NOT_THE_CHILD)
    person = person_for(user)
    mine = visible_to_person(person, timezone.now())
    rows = open_ones.filter(case__in=mine.values("id")).order_by("found_at", "id")[:AT_MOST]
    return [_shown(match) for match in _told(person, rows)]


def matches_for(user: User, *, request: TracingRequest) -> list[Shown]:
    """The children who may be meant in one request, the likeliest first, with the explanation; only
    those with whom `user` works. For all others it is as if nothing fitted.
    """
    rows = _current().filter(request=request).order_by("-strength", "id")
    return [with_explanation(user, match) for match in _told(person_for(user), rows)]


def matches_of_case(user: User, case: Case) -> list[Shown]:
    """Who may be looking for the child of this case, the likeliest first."""
    rows = _current().filter(case=case).order_by("-strength", "id")
    return [_shown(match) for match in _told(person_for(user), rows)]


def with_explanation(user: User, match: TracingMatch, *, uncovered: bool = False) -> Shown:
    """The same with what agrees and what does not, as far as `user` may read it; what the record
    says only where it was `uncovered`.
    """
    shown = _shown(match)
    content = sealed.content_of(match.request)
    if content is None:
        return shown
    [(case, known)] = list(known_of([match.case]))
    asked = sought(content, match.request.received_at.date())
    fit = compare(asked, known, candidates.register(), candidates.share)
    sections = sections_for(person_for(user), cases_access([case])[case.id], timezone.now())
    return Shown(match, shown.waits, _readable(fit, sections if uncovered else ()))


def _readable(fit: Fit, sections: Iterable[str]) -> Fit:
    """Without what the record says in sections that the reader was not given."""
    may = frozenset(sections)
    parts = tuple(part if part.section in may else _covered(part) for part in fit.parts)
    return Fit(fit.strength, fit.weight, parts, fit.risk)


def _covered(part: Part) -> Part:
    return Part(part.code, part.level, part.weight, part.asked, section=part.section)


def _shown(match: TracingMatch) -> Shown:
    if not match.decision or _is_asked_again(match):
        return Shown(match, DECIDE)
    if match.agreed_at is not None:
        return Shown(match, DECIDED)
    return Shown(match, ASK_AGAIN if match.decision == rules.LATER else SECOND)


def _is_asked_again(match: TracingMatch) -> bool:
    """Whoever said "ask later" is asked after a while; nothing stays open for ever."""
    if match.decision != rules.LATER or match.decided_at is None:
        return False
    return match.decided_at <= timezone.now() - timedelta(days=rules.ASKED_AGAIN_DAYS)


def _current() -> QuerySet[TracingMatch]:
    rows = TracingMatch.objects.exclude(request__state=rules.TAKEN_BACK)
    return rows.select_related("case", "request__agency", "request__source", "decided_by__agency")


def _told(person: Person, rows: Iterable[TracingMatch]) -> list[TracingMatch]:
    found = list(rows)
    access = cases_access({one.case_id: one.case for one in found}.values())
    now = timezone.now()
    return [one for one in found if can_see_match(person, access[one.case_id], now)]


def states(user: User) -> dict[str, int]:
    """How many requests of the agency stand in each state."""
    mine = TracingRequest.objects.filter(agency_id=user.agency_id)
    return {state: mine.filter(state=state).count() for state in rules.STATES}
