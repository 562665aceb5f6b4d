"""Writes down how whoever looks for a child was verified: every try, with who made it, kept.

It is done for every request alike, whether or not a child fits: that somebody asks says nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.utils import timezone

from amparo.access import Refused
from amparo.audit import actions as audit
from amparo.casefile.appending import writing
from amparo.casefile.rules import IdTaken
from amparo.finding.models import TracingCheck, TracingRequest
from amparo.finding.tracing import rules, sealed
from amparo.finding.tracing.taking import check_is_open, handled
from amparo.people.models import User
from amparo.terms.messages import N_

LONGEST = 4000
QUESTIONS = 3  # fewer could be guessed


@dataclass(frozen=True, slots=True)
class Checked:
    """One try, opened: how it was made, and for the relation what was asked and answered.

    `counts`: it is of what the request says now, and not of what it said before it was changed.
    """

    step: str
    result: str
    by: User
    at: datetime
    how: str
    asked: tuple[tuple[str, str], ...]
    counts: bool = True


def write_down(
    *,
    by: User,
    request_id: UUID,
    step: str,
    result: str,
    how: str,
    asked: Sequence[tuple[str, str]] = (),
    check_id: UUID | None = None,
    now: datetime | None = None,
) -> TracingCheck:
    """Keep one try to verify somebody. `asked`: questions and answers. Raises Refused, NotFound."""
    asked = [(one.strip(), two.strip()) for one, two in asked if one.strip() or two.strip()]
    _check_whole(step, result, how, asked)
    with writing(by):
        request = handled(by, request_id)
        check_is_open(request)
        check_id = check_id or uuid4()
        there = TracingCheck.objects.filter(id=check_id).first()
        if there is not None:
            if there.request_id != request.id or there.by_id != by.id:
                raise IdTaken
            return there
        row = TracingCheck(id=check_id, request=request, step=step, result=result, by=by)
        row.at, row.key_id = now or timezone.now(), None  # type: ignore[assignment]
        sealed.seal(row, {"how": how.strip(), "asked": [list(pair) for pair in asked]})
        row.save(force_insert=True)
        detail = {"request": request.id, "step": step}
        audit.write("tracing_seeker_checked", by=by, detail=detail)
        return row


def _check_whole(step: str, result: str, how: str, asked: Sequence[tuple[str, str]]) -> None:
    if step not in rules.STEPS or result not in rules.RESULTS or not how.strip():
        raise Refused(
            N_("Say which step it was, how it was checked, and whether it held."),
            code="check_incomplete",
        )
    if len(how) > LONGEST or any(len(text) > LONGEST for pair in asked for text in pair):
        raise Refused(N_("This is more than can be kept. Make it shorter."), code="too_long")
    whole = [pair for pair in asked if all(pair)]
    if step == rules.RELATION and result == rules.SOLVED and len(whole) < QUESTIONS:
        raise Refused(
            N_(
                "A relation is verified by three questions or more that only the family can answer."
            ),
            N_("Write down each question with what was answered, also what was wrong."),
            code="too_few_questions",
        )


def results_of(request: TracingRequest) -> list[tuple[str, str]]:
    """Step and result of every try that counts, in their order."""
    tries = sorted(request.checks.all(), key=lambda one: (one.at, one.id))
    return [(one.step, one.result) for one in tries if _counts(one, request)]


def results_in(checks: Sequence[Checked]) -> list[tuple[str, str]]:
    """The same of tries that were opened."""
    return [(one.step, one.result) for one in checks if one.counts]


def _counts(check: TracingCheck, request: TracingRequest) -> bool:
    return request.changed_at is None or check.at > request.changed_at


def checks_of(request: TracingRequest) -> list[Checked]:
    """Every try, opened; for those who handle the request, or who decide about the child."""
    rows = list(request.checks.select_related("by").order_by("at", "id"))
    ring = sealed.ring_of(rows)
    return [_opened(row, sealed.opened(row, ring), _counts(row, request)) for row in rows]


def _opened(row: TracingCheck, said: Mapping[str, object], counts: bool) -> Checked:
    asked = said.get("asked")
    pairs = tuple((one[0], one[1]) for one in asked) if isinstance(asked, list) else ()
    return Checked(row.step, row.result, row.by, row.at, str(said.get("how") or ""), pairs, counts)
