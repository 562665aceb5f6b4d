"""Which organisations may send requests, and what comes from them.

Whatever they send, they are told the same: that it arrived, and the day of the answer. Only their
own words have a part in it.
"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from amparo.access import NotFound, Refused, check_can_manage_tracing_senders
from amparo.audit import actions as audit
from amparo.casefile.appending import writing
from amparo.finding.models import TracingSource
from amparo.finding.tracing import taking
from amparo.finding.tracing.content import Content
from amparo.finding.tracing.rules import secret_hash
from amparo.people import throttle
from amparo.people.models import User
from amparo.people.queries import person_for
from amparo.people.rules import source_network
from amparo.terms.messages import N_

SECRET_BYTES = 32  # 256 bits: nobody comes upon one by trying
# An organisation that sends a list one by one still gets through; the rest can come as a file.
MOST_OF_ONE_SENDER, MOST_WRONG = 120, 30
# A secret that was lost and forgotten opens nothing for ever.
LASTS: dict[int, str] = {90: N_("3 months"), 180: N_("6 months"), 365: N_("a year")}
USUALLY = 180


@dataclass(frozen=True, slots=True)
class Opened:
    """An organisation, and its secret: shown once, handed over, never kept."""

    source: TracingSource
    secret: str


def open_sender(*, by: User, name: str, days: int = USUALLY, now: datetime | None = None) -> Opened:
    """Let an organisation send requests to one's own agency for so many days, one of LASTS. Raises
    Refused.
    """
    name, at = " ".join(name.split()), now or timezone.now()
    secret = secrets.token_urlsafe(SECRET_BYTES)
    with writing(by):
        check_can_manage_tracing_senders(person_for(by))
        if not name:
            raise Refused(N_("Say which organisation it is."), code="sender_incomplete")
        if days not in LASTS:
            raise Refused(N_("Say how long it may send."), code="sender_incomplete")
        source = TracingSource.objects.create(
            name=name,
            agency=by.agency,
            token_hash=secret_hash(secret),
            opened_by=by,
            opened_at=at,
            ends_on=timezone.localdate(at) + timedelta(days=days),
        )
        audit.write("tracing_sender_opened", by=by, detail={"source": source.id})
    return Opened(source, secret)


def close_sender(*, by: User, source_id: UUID, now: datetime | None = None) -> None:
    """It sends nothing any more; what came stays. Raises Refused, NotFound."""
    with writing(by):
        check_can_manage_tracing_senders(person_for(by))
        rows = TracingSource.objects.select_for_update(of=("self",))
        source = rows.filter(id=source_id, agency_id=by.agency_id).first()
        if source is None:
            raise NotFound
        if source.closed_at is None:
            source.closed_at = now or timezone.now()
            source.save(update_fields=["closed_at"])
            audit.write("tracing_sender_closed", by=by, detail={"source": source.id})


def senders(user: User) -> QuerySet[TracingSource]:
    """The organisations that send to one's agency, open ones first. Raises Refused."""
    check_can_manage_tracing_senders(person_for(user))
    return TracingSource.objects.filter(agency_id=user.agency_id).order_by("closed_at", "name")


# What comes


def sender_of(secret: str, now: datetime | None = None) -> TracingSource | None:
    """The organisation that holds a secret; one that is closed, or whose time is over, is none."""
    rows = TracingSource.objects.select_related("agency")
    open_ones = rows.filter(closed_at=None, ends_on__gte=timezone.localdate(now))
    return open_ones.filter(token_hash=secret_hash(secret)).first()


def count_wrong_secret(*, source: str, now: datetime | None = None) -> None:
    """Count that somebody came with a secret nobody has. Raises Refused beyond the limit."""
    throttle.check_within_hour(
        "tracing-wrong", source_network(source), most=MOST_WRONG, now=now or timezone.now()
    )


def send(*, sender: TracingSource, content: Content, now: datetime | None = None) -> date:
    """Keep one request; the day of its answer. Raises Refused beyond the limit of an hour."""
    at = now or timezone.now()
    throttle.check_within_hour("tracing", str(sender.pk), most=MOST_OF_ONE_SENDER, now=at)
    return taking.receive(source=sender, content=content, now=at).due
