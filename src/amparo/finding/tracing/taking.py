"""How a request of a family comes in, is read, and is taken back.

Whatever way it comes, it is sealed before anything looks at it, and compared later (`comparing`):
taking it lasts as long for a child who is known as for one who is not.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.utils import timezone

from amparo.access import (
    NotFound,
    Refused,
    check_can_handle_request,
    check_can_take_tracing_requests,
)
from amparo.audit import actions as audit
from amparo.casefile import reference
from amparo.casefile.appending import writing
from amparo.casefile.queueing import write_transaction
from amparo.casefile.rules import IdTaken
from amparo.finding.models import TracingMatch, TracingRequest, TracingSource
from amparo.finding.tracing import rules, sealed
from amparo.finding.tracing.content import Content
from amparo.people.models import Agency, User
from amparo.people.queries import person_for
from amparo.terms.messages import N_


def take(
    *, by: User, content: Content, request_id: UUID | None = None, now: datetime | None = None
) -> TracingRequest:
    """Keep what a family said to a worker; the same form sent twice is one request.

    Raises Refused, and IdTaken for the id of somebody else's request.
    """
    with writing(by):
        check_can_take_tracing_requests(person_for(by))
        there = _locked(request_id) if request_id else None
        if there is not None:
            if there.taken_by_id != by.id:
                raise IdTaken
            return there
        row = _new(content, by.agency, now or timezone.now(), request_id)
        row.taken_by = by
        row.save(force_insert=True)
        audit.write("tracing_request_taken", by=by, detail={"request": row.id})
        return row


def take_all(
    *, by: User, contents: Sequence[Content], now: datetime | None = None
) -> list[TracingRequest]:
    """All requests of a file, or none; one that was read in before, by its number, is that one."""
    with writing(by):
        check_can_take_tracing_requests(person_for(by))
        rows = []
        for content in contents:
            key = sealed.sender_key(by.agency_id, content.their_reference)
            before = TracingRequest.objects.filter(agency=by.agency, source=None, sender_key=key)
            row = before.exclude(sender_key="").first()
            if row is None:
                row = _new(content, by.agency, now or timezone.now(), None)
                row.taken_by, row.sender_key = by, key
                row.save(force_insert=True)
            rows.append(row)
        audit.write("tracing_requests_imported", by=by, detail={"requests": len(rows)})
        return rows


def receive(
    *, source: TracingSource, content: Content, now: datetime | None = None
) -> TracingRequest:
    """Keep what an organisation sent. With the same number of theirs it is the same request, and
    what is new in it is kept. What was verified before counts no more: whoever holds the secret
    could otherwise put another person in the place of one who was verified.
    """
    at = now or timezone.now()
    key = sealed.sender_key(source.id, content.their_reference)
    with write_transaction():
        # One request of an organisation at a time: two at once with one number are one.
        TracingSource.objects.select_for_update(of=("self",), no_key=True).get(id=source.id)
        sent = TracingRequest.objects.filter(source=source, sender_key=key).exclude(sender_key="")
        row = sent.select_for_update(of=("self",)).first()
        if row is not None:
            if row.state != rules.TAKEN_BACK and sealed.content_of(row) != content:
                sealed.seal(row, content.to_json())
                row.compared_at, row.changed_at = None, at
                row.save(update_fields=["sealed", "key_id", "compared_at", "changed_at"])
        else:
            row = _new(content, source.agency, at, None)
            row.source, row.sender_key = source, key
            row.save(force_insert=True)
        audit.write(
            "tracing_request_received", by=None, detail={"request": row.id, "source": source.id}
        )
        return row


def _new(content: Content, agency: Agency, at: datetime, request_id: UUID | None) -> TracingRequest:
    row = TracingRequest(
        id=request_id or uuid4(),
        number=reference.new(),
        agency=agency,
        received_at=at,
        due=rules.answer_due(timezone.localdate(at), content.wished()),
    )
    row.key_id = None  # type: ignore[assignment]  # it gets one with what it holds
    sealed.seal(row, content.to_json())
    return row


# Afterwards


def read_request(*, by: User, request_id: UUID) -> tuple[TracingRequest, Content | None]:
    """One request and what the family said; logged before it is shown."""
    with writing(by):
        row = handled(by, request_id)
        audit.write("tracing_request_read", by=by, detail={"request": row.id})
    return row, sealed.content_of(row)


def take_back(*, by: User, request_id: UUID) -> TracingRequest:
    """The family looks no more. It stays readable, and is compared no more."""
    with writing(by):
        row = handled(by, request_id)
        if row.state == rules.TAKEN_BACK:
            return row
        row.state = rules.TAKEN_BACK
        row.save(update_fields=["state"])
        TracingMatch.objects.filter(request=row, decision="").delete()
        audit.write("tracing_request_taken_back", by=by, detail={"request": row.id})
    return row


def handled(by: User, request_id: UUID) -> TracingRequest:
    """A request of one's agency, locked. Raises NotFound, Refused."""
    row = _locked(request_id)
    if row is None:
        raise NotFound
    check_can_handle_request(person_for(by), row.agency_id)
    return row


def check_is_open(row: TracingRequest) -> None:
    """Raises Refused for a request that was taken back."""
    if row.state == rules.TAKEN_BACK:
        raise Refused(
            N_("This request was taken back."),
            N_("Write down a new one if the family looks again."),
            code="taken_back",
        )


def _locked(request_id: UUID | None) -> TracingRequest | None:
    rows = TracingRequest.objects.select_for_update(of=("self",)).select_related("agency")
    return rows.filter(id=request_id).first() if request_id else None
