"""Mark breaks of series, note warnings and what happened afterwards; correct and withdraw them.

For whoever may see counts. Every function raises Refused, keeps nothing then, and writes one line
in the log. `id` is made by the form, so that what is sent twice is kept once.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from amparo.access import NotFound, Refused, check_can_act
from amparo.audit import actions as audit
from amparo.people.models import User
from amparo.people.queries import person_for
from amparo.statistics import rules
from amparo.statistics.models import EarlyWarning, SeriesBreak, WhatHappened, Written
from amparo.terms.messages import N_

Row = TypeVar("Row", bound=Written)


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakSaid:
    """What is said of a break: see `models.SeriesBreak`. `text` and `source` are public."""

    kind: str
    on: date
    text: str
    place: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningSaid:
    """What is said of a warning: see `models.EarlyWarning`. All of it is public."""

    about: str
    issuer: str
    issued: date
    place: str
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterwardsSaid:
    """What happened: see `models.WhatHappened`. All of it is public."""

    result: str
    on: date
    text: str
    source: str = ""


# Breaks


def mark_break(*, by: User, said: BreakSaid, id: UUID | None = None) -> SeriesBreak:
    """Mark that from a day on a series counts something else, or is counted by others."""
    checked = _break(by, said)
    return _keep(SeriesBreak, by, checked, "break_marked", id)


def correct_break(*, by: User, of: UUID, said: BreakSaid, id: UUID | None = None) -> SeriesBreak:
    """Put another in the place of a break that holds."""
    checked = _break(by, said)
    return _keep(SeriesBreak, by, checked, "break_corrected", id, of)


def withdraw_break(*, by: User, of: UUID, because: str) -> SeriesBreak:
    return _withdraw(SeriesBreak, by, of, because, "break_withdrawn")


def _break(by: User, said: BreakSaid) -> dict[str, Any]:
    check_can_act(person_for(by), "see_counts")
    return {
        "kind": rules.kind_of_break(said.kind),
        "on": rules.day_of_break(said.on, timezone.localdate()),
        "place": rules.place(said.place),
        "text": rules.public_text(said.text),
        "source": rules.public_text(said.source, longest=rules.LONGEST_LINE, needed=False),
    }


# Warnings


def note_warning(*, by: User, said: WarningSaid, id: UUID | None = None) -> EarlyWarning:
    """Keep a warning that somebody issued before an event."""
    return _keep(EarlyWarning, by, _warning(by, said), "warning_noted", id)


def correct_warning(
    *, by: User, of: UUID, said: WarningSaid, id: UUID | None = None
) -> EarlyWarning:
    """Put another in its place. What happened afterwards goes on with the corrected one."""
    checked = _warning(by, said)
    return _keep(EarlyWarning, by, checked, "warning_corrected", id, of)


def withdraw_warning(*, by: User, of: UUID, because: str) -> EarlyWarning:
    return _withdraw(EarlyWarning, by, of, because, "warning_withdrawn")


def _warning(by: User, said: WarningSaid) -> dict[str, Any]:
    check_can_act(person_for(by), "see_counts")
    return {
        "about": rules.known(said.about, rules.ABOUT),
        "issuer": rules.public_text(said.issuer, longest=rules.LONGEST_LINE),
        "issued": rules.day_past(said.issued, timezone.localdate()),
        "place": rules.place(said.place),
        "text": rules.public_text(said.text),
        "source": rules.public_text(said.source, longest=rules.LONGEST_LINE, needed=False),
    }


def note_what_happened(
    *, by: User, warning: UUID, said: AfterwardsSaid, id: UUID | None = None
) -> WhatHappened:
    """Keep what happened after a warning, also that nothing did. There may be several in time."""
    check_can_act(person_for(by), "see_counts")
    with transaction.atomic():
        checked = _afterwards(said, _holding(EarlyWarning, warning))
        return _keep(WhatHappened, by, checked, "warning_followed", id)


def correct_what_happened(
    *, by: User, of: UUID, said: AfterwardsSaid, id: UUID | None = None
) -> WhatHappened:
    check_can_act(person_for(by), "see_counts")
    with transaction.atomic():
        row = WhatHappened.objects.select_related("warning").filter(id=of).first()
        if row is None:
            raise NotFound()
        checked = _afterwards(said, row.warning)
        return _keep(WhatHappened, by, checked, "warning_followed_corrected", id, of)


def withdraw_what_happened(*, by: User, of: UUID, because: str) -> WhatHappened:
    return _withdraw(WhatHappened, by, of, because, "warning_followed_withdrawn")


def _afterwards(said: AfterwardsSaid, warning: EarlyWarning) -> dict[str, Any]:
    return {
        "warning": warning,
        "result": rules.known(said.result, rules.HAPPENED),
        "on": rules.day_past(said.on, timezone.localdate(), after=warning.issued),
        "text": rules.public_text(said.text),
        "source": rules.public_text(said.source, longest=rules.LONGEST_LINE, needed=False),
    }


# An ethics review


def record_review(*, by: User, on: date) -> None:
    """Put on record that a community is looked at, after an ethics review of that day.

    Which body agreed is on the page that was shown, and not in the log: it holds nothing typed.
    """
    check_can_act(person_for(by), "see_counts")
    day = {"year": on.year, "month": on.month, "day": on.day}
    with transaction.atomic():
        audit.write("community_compared", by=by, detail=day)


# How all of them are kept


def _keep(
    table: type[Row],
    by: User,
    said: dict[str, Any],
    verb: str,
    id: UUID | None,
    of: UUID | None = None,
) -> Row:
    with transaction.atomic():
        if id is not None and (sent := table._default_manager.filter(id=id).first()):
            return _sent_twice(sent, by)
        old = None if of is None else _holding(table, of)
        row = table(id=id or uuid4(), by=by, agency_id=by.agency_id, at=timezone.now(), **said)
        row.supersedes = old
        row.save(force_insert=True)
        detail = {"row": row.id, "of": None if old is None else old.id}
        audit.write(verb, by=by, detail=detail)
        return row


def _sent_twice(sent: Row, by: User) -> Row:
    if sent.by_id != by.id:
        raise NotFound()
    return sent


def _holding(table: type[Row], of: UUID) -> Row:
    """The row, locked. Raises NotFound, and Refused where another took its place, or it is
    withdrawn."""
    row = table._default_manager.select_for_update().filter(id=of).first()
    if row is None:
        raise NotFound()
    if row.withdrawn_at or table._default_manager.filter(supersedes=row).exists():
        raise Refused(
            N_("Somebody has corrected or withdrawn this in the meantime."),
            N_("Open it again to see what holds now; nothing was changed."),
            code="no_longer_holds",
        )
    return row


def _withdraw(table: type[Row], by: User, of: UUID, because: str, verb: str) -> Row:
    check_can_act(person_for(by), "see_counts")
    reason = rules.public_text(because)
    with transaction.atomic():
        row = _holding(table, of)
        row.withdrawn_at, row.withdrawn_by, row.withdrawn_because = timezone.now(), by, reason
        row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
        audit.write(verb, by=by, detail={"row": row.id})
        return row
