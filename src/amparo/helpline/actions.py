"""Every write about calls: taken, noted, handed over, read, a caller known again and forgotten.

Handing over is three steps that each may be done twice: the call is kept, its concern is reported
in a transaction of its own (as every report), and the call is marked. Whatever falls out between
them, the next try goes on where it ended and reports nothing twice.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from amparo.access import (
    NotFound,
    Refused,
    check_can_act,
    check_can_hand_over,
    check_can_read_call,
)
from amparo.audit import actions as audit
from amparo.casefile import actions_concern
from amparo.casefile.actions_concern import IDENTITY, REPORTED, REPORTER, WHEREABOUTS
from amparo.casefile.appending import writing
from amparo.casefile.models import Case, Entry
from amparo.casefile.rules import IdTaken
from amparo.helpline import queries, rules, sealed
from amparo.helpline.models import Call
from amparo.helpline.sealed import Content
from amparo.people.models import User
from amparo.people.queries import person_for
from amparo.terms.messages import N_

# At one word there are rarely many; what is older than these was said long ago.
EARLIER_SHOWN = 20


def take_call(
    *, by: User, call_id: UUID, began_at: datetime, urgency: str, content: Content, word: str = ""
) -> Call:
    """Keep a call: sent twice it is one, and what is new in the second is kept.

    `word` is what the caller agreed to be known by, else empty. Raises IdTaken for the id of
    somebody else's call, TooLarge, and Refused once it was handed over with other words.
    """
    with writing(by):
        # One save of an operator at a time: a double click must find what the first one kept.
        User.objects.select_for_update(of=("self",), no_key=True).get(id=by.id)
        check_can_act(person_for(by), "take_calls")
        call = _locked(call_id)
        if call is None:
            return _new_call(by, call_id, began_at, urgency, content, word)
        if not call.was_taken_by(by):
            raise IdTaken
        before = sealed.opened(call)
        after = {**content, **{name: before[name] for name in ("later",) if name in before}}
        if after != before or urgency != call.urgency:
            _change(by, call, urgency, after, word)
        return call


def _new_call(
    by: User, call_id: UUID, began_at: datetime, urgency: str, content: Content, word: str
) -> Call:
    now = timezone.now()
    call = Call(id=call_id, agency=by.agency, taken_by=by, began_at=began_at, ended_at=now)
    call.key_id = None  # type: ignore[assignment]  # it gets one with what it holds
    call.urgency, call.caller_key = urgency, sealed.caller_key(by.agency_id, word)
    call.kept_until = now + rules.KEPT_FOR
    sealed.seal(call, content)
    call.save(force_insert=True)
    audit.write("call_taken", by=by, detail={"call": call.id})
    return call


def _change(by: User, call: Call, urgency: str, content: Content, word: str) -> None:
    if call.concern_id is not None:
        raise Refused(
            N_("This call was handed over already."),
            N_("Add what is new as a note to the call, or correct the concern."),
            code="handed_over",
        )
    call.urgency, call.caller_key = urgency, sealed.caller_key(call.agency_id, word)
    sealed.seal(call, content)
    call.save(update_fields=["urgency", "caller_key", "sealed"])
    audit.write("call_changed", by=by, detail={"call": call.id})


def add_note(*, by: User, call: Call, text: str) -> Call:
    """Add what came to mind later, by its operator or their supervisor. Raises TooLarge."""
    with writing(by):
        kept = _there(call.id)
        _check_can_read(by, kept)
        content = sealed.opened(kept)
        note = {"at": timezone.now().isoformat(), "by": str(by.id), "text": text}
        later = content.get("later", [])
        if not later or (later[-1]["by"], later[-1]["text"]) != (note["by"], text):
            sealed.seal(kept, {**content, "later": [*later, note]})
            kept.save(update_fields=["sealed"])
            audit.write("call_noted", by=by, detail={"call": kept.id})
        return kept


def read_call(*, by: User, call_id: UUID) -> tuple[Call, Content]:
    """One call and what was said in it; logged before it is shown."""
    with writing(by):
        call = _there(call_id)
        _check_can_read(by, call)
        audit.write("call_read", by=by, detail={"call": call.id})
    return call, sealed.opened(call)


def _check_can_read(by: User, call: Call) -> None:
    mine, barred = call.was_taken_by(by), queries.is_barred(by, call)
    check_can_read_call(person_for(by), call.agency_id, mine=mine, barred=barred)


# To those who take up concerns


def hand_over(*, by: User, call: Call, despite: Mapping[str, str] | None = None) -> Case:
    """Report what was said as a concern, once. Raises what `report_concern` raises."""
    kept = Call.objects.filter(id=call.id).first()
    if kept is None:
        raise NotFound
    with writing(by):
        mine, barred = kept.was_taken_by(by), queries.is_barred(by, kept)
        check_can_hand_over(person_for(by), kept.agency_id, mine=mine, barred=barred)
    concern = _reported(kept) or _report(by, kept, despite)
    with writing(by):
        marked = _there(kept.id)
        if marked.concern_id is None:
            marked.concern, marked.handed_over_at = concern, timezone.now()
            marked.kept_until = None
            marked.save(update_fields=["concern", "handed_over_at", "kept_until"])
            audit.write("call_handed_over", by=by, case=concern, detail={"call": marked.id})
    return concern


def _reported(call: Call) -> Case | None:
    """The concern of this call, if a try before came as far as that."""
    made = Entry.objects.filter(id=call.id, author_id=call.taken_by_id, kind=REPORTED)
    entry = made.select_related("case").first()
    return entry.case if entry else None


def _report(by: User, call: Call, despite: Mapping[str, str] | None) -> Case:
    bodies = sealed.opened(call).get("bodies", {})
    return actions_concern.report_concern(
        by=by,
        concern=bodies.get(REPORTED) or {},
        identity=bodies.get(IDENTITY),
        whereabouts=bodies.get(WHEREABOUTS),
        reporter=bodies.get(REPORTER),
        entry_id=call.id,
        despite=despite,
    )


# Somebody who calls again


def earlier_calls(*, by: User, word: str) -> list[tuple[Call, Content]]:
    """The calls to this agency of somebody who agreed to be known by `word`, latest first.

    That they were shown is logged, and how many; never what was typed.
    """
    with writing(by):
        check_can_act(person_for(by), "take_calls")
        key = sealed.caller_key(by.agency_id, word)
        known = queries.without_barred(person_for(by), _known_by(by, key))
        calls = list(known.order_by("-began_at")[:EARLIER_SHOWN]) if key else []
        audit.write("earlier_calls_shown", by=by, detail={"calls": len(calls)})
    return [(call, sealed.opened(call)) for call in calls]


def forget_caller(*, by: User, word: str) -> int:
    """Somebody no longer wants to be known: their word leaves all their calls; how many."""
    with writing(by):
        check_can_act(person_for(by), "take_calls")
        key = sealed.caller_key(by.agency_id, word)
        calls = list(_known_by(by, key).select_for_update(of=("self",))) if key else []
        for call in calls:
            content = sealed.opened(call)
            content.update(word="", agreed=False)
            sealed.seal(call, content)
            call.caller_key = ""
            call.save(update_fields=["caller_key", "sealed"])
        audit.write("caller_forgotten", by=by, detail={"calls": len(calls)})
    return len(calls)


def _known_by(by: User, key: str) -> QuerySet[Call]:
    return Call.objects.filter(agency_id=by.agency_id, caller_key=key).exclude(caller_key="")


def _locked(call_id: UUID) -> Call | None:
    return Call.objects.select_for_update().filter(id=call_id).first()


def _there(call_id: UUID) -> Call:
    call = _locked(call_id)
    if call is None:
        raise NotFound
    return call
