"""The answer to a family: which words, on which day, and that it went out.

The letter is made from the request alone. Whether a child fits has no part in it until two people
decided that contact may begin and everything that this needs still holds.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from amparo.audit import actions as audit
from amparo.casefile.appending import writing
from amparo.finding.models import TracingMatch, TracingRequest
from amparo.finding.tracing import rules, sealed
from amparo.finding.tracing.conditions import missing_for
from amparo.finding.tracing.recorded import stands
from amparo.finding.tracing.taking import check_is_open, handled
from amparo.people.models import User


@dataclass(frozen=True, slots=True)
class Letter:
    """What goes out. `sender`: the neutral name of the agency."""

    number: str
    received: date
    due: date
    sender: str
    words: tuple[str, ...]
    language: str

    @property
    def direction(self) -> str:
        return "rtl" if get_language_info(self.language)["bidi"] else "ltr"


def letter_for(request: TracingRequest, language: str = "") -> Letter:
    """The letter as it would go out now, in a language of ours (default: the reader's)."""
    chosen = language if language in dict(settings.LANGUAGES) else translation.get_language()
    with translation.override(chosen):
        words = tuple(_(text) for text in rules.words_of_answer(may_speak=may_speak(request)))
    return Letter(
        number=request.number,
        received=timezone.localdate(request.received_at),
        due=request.due,
        sender=request.agency.neutral_name or request.agency.name,
        words=words,
        language=chosen or "en",
    )


def may_speak(request: TracingRequest) -> bool:
    """Whether they may be told anything: decided by two, and all that it needs holds today."""
    decided = TracingMatch.objects.filter(
        request=request, decision=rules.CONTACT, agreed_at__isnull=False
    )
    people = ("decided_by__agency", "agreed_by__agency")
    return any(_holds(one) for one in decided.select_related("case", "request", *people))


def _holds(match: TracingMatch) -> bool:
    entry = str(sealed.opened(match).get("entry") or "")
    return not missing_for(match) and stands(match.case, entry)


def note_sent(*, by: User, request_id: UUID, now: datetime | None = None) -> TracingRequest:
    """Write down that the answer went out. Raises Refused before the promised day."""
    at = now or timezone.now()
    with writing(by):
        request = handled(by, request_id)
        check_is_open(request)
        rules.check_day_has_come(timezone.localdate(at), request.due)
        if request.state == rules.OPEN:
            request.state, request.answered_at, request.answered_by = rules.ANSWERED, at, by
            request.save(update_fields=["state", "answered_at", "answered_by"])
            audit.write("tracing_answered_out", by=by, detail={"request": request.id})
    return request
