"""Every write about front doors: open one, give it a new link, close it, and send through it.

A report that comes through a door is `casefile.actions_concern.report_concern` by the account of
the door; what keeps its receipt is `following`.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from amparo.access import Refused, check_can_manage_door
from amparo.audit import actions as audit
from amparo.casefile.actions_concern import report_concern
from amparo.casefile.concern_bodies import IDENTITY, REPORTED, REPORTER, WHEREABOUTS
from amparo.casefile.models import Case
from amparo.casefile.queueing import write_transaction
from amparo.casefile.receiving import agencies_that_take_up
from amparo.casefile.rules import GatesSpeak
from amparo.frontdoor import queries
from amparo.frontdoor.models import FrontDoor
from amparo.frontdoor.rules import (
    MOST_OF_ONE_DOOR,
    MOST_OF_ONE_SOURCE,
    MOST_WRONG_ADDRESSES,
    RECEIPT_PATIENCE,
    TOKEN_BYTES,
    receipt_for,
    token_hash,
)
from amparo.people import actions as accounts
from amparo.people import throttle
from amparo.people.models import Agency, User
from amparo.people.queries import person_for
from amparo.people.rules import source_network
from amparo.terms import LANGUAGES, code_list
from amparo.terms.messages import N_

INTERCEPT, INTERCEPTED = "intercept", "intercepted"


@dataclass(frozen=True, slots=True)
class Opened:
    """A door, and the secret of its link: shown once, handed over, never kept."""

    door: FrontDoor
    token: str


# Doors


def open_door(
    *,
    by: User,
    institution: str,
    channel: str,
    agency: Agency,
    language: str = "en",
    door_id: UUID | None = None,
    now: datetime | None = None,
) -> Opened:
    """Open a front door for one institution. Raises Refused, also for a `door_id` used before."""
    check_can_manage_door(person_for(by), agency.pk)
    institution, now = institution.strip(), now or timezone.now()
    _check_whole(institution, channel, language)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with write_transaction():
        if not agencies_that_take_up().filter(pk=agency.pk).exists():
            raise Refused(
                N_("This agency does not take up concerns."),
                N_("Choose an agency in which caseworkers work."),
                code="takes_up_nothing",
            )
        if door_id and FrontDoor.objects.filter(pk=door_id).exists():
            raise Refused(
                N_("This front door was opened already, and its link is shown only once."),
                N_("Make a new link for it if you did not keep the first one."),
                code="door_there",
            )
        account = accounts.make_account_for_a_place(
            by=by,
            name=_("Front door: %(institution)s") % {"institution": institution},
            agency=agency,
            language=language,
            now=now,
        )
        door = FrontDoor.objects.create(
            id=door_id or uuid4(),
            institution=institution,
            channel=channel,
            agency=agency,
            account=account,
            token_hash=token_hash(token),
            language=language,
            opened_by=by,
            opened_at=now,
            link_made_at=now,
        )
        detail = {"door": door.pk, "agency": agency.pk, "channel": channel}
        audit.write("front_door_opened", by=by, detail=detail)
    return Opened(door, token)


def _check_whole(institution: str, channel: str, language: str) -> None:
    known = channel in code_list("channel").codes and language in LANGUAGES
    if not institution or not known:
        raise Refused(
            N_("A front door needs the name of the institution, where it stands and a language."),
            code="door_incomplete",
        )


def renew_link(*, by: User, door: FrontDoor, now: datetime | None = None) -> Opened:
    """A new link for an open door; the one before leads nowhere from now on. Raises Refused."""
    check_can_manage_door(person_for(by), door.agency_id)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with write_transaction():
        door = _open_door(door)
        door.token_hash, door.link_made_at = token_hash(token), now or timezone.now()
        door.save(update_fields=["token_hash", "link_made_at"])
        audit.write("front_door_link_renewed", by=by, detail={"door": door.pk})
    return Opened(door, token)


def close_door(*, by: User, door: FrontDoor, now: datetime | None = None) -> None:
    """Nothing comes through it any more; what came stays. Raises Refused."""
    check_can_manage_door(person_for(by), door.agency_id)
    now = now or timezone.now()
    with write_transaction():
        door = _open_door(door)
        door.closed_at = now
        door.save(update_fields=["closed_at"])
        accounts.close_account_of_a_place(by=by, user=door.account, now=now)
        audit.write("front_door_closed", by=by, detail={"door": door.pk})


def _open_door(door: FrontDoor) -> FrontDoor:
    rows = FrontDoor.objects.select_for_update(of=("self",)).select_related("account", "agency")
    row = rows.get(pk=door.pk)
    if row.closed_at is not None:
        raise Refused(
            N_("This front door is closed."),
            N_("Open a new one for the institution."),
            code="door_closed",
        )
    return row


# What comes from outside


def send(
    *,
    door: FrontDoor,
    bodies: Mapping[str, Mapping[str, Any] | None],
    entry_id: UUID,
    source: str,
    now: datetime | None = None,
) -> str:
    """Report what somebody wrote at a door; gives their receipt, the same for a form sent twice.

    `bodies`: by kind, as `ConcernForm.body` gives them. `source`: the address it came from. Raises
    Refused with code `too_many_this_hour` or `nobody_takes_up`, IdTaken where the form was sent
    with other words before.
    """
    now = now or timezone.now()
    network = source_network(source)
    throttle.check_within_hour("door", str(door.pk), network, most=MOST_OF_ONE_SOURCE, now=now)
    if queries.sent_within(door, now - timedelta(hours=1)) >= MOST_OF_ONE_DOOR:
        raise _door_is_full()
    _report(door, bodies, entry_id)
    return receipt_for(door.pk, entry_id)


def _door_is_full() -> Refused:
    return Refused(
        N_("So much was sent through this front door within an hour that no more is taken now."),
        N_("Do not wait: tell somebody by telephone."),
        code="too_many_this_hour",
    )


def _report(
    door: FrontDoor, bodies: Mapping[str, Mapping[str, Any] | None], entry_id: UUID
) -> Case:
    """No gate holds a report back: nobody at the door can be asked, and a child waits."""
    concern = dict(bodies.get(REPORTED) or {})
    reason = _nobody_to_ask(door)
    try:
        return _one_report(door, bodies, concern, entry_id, {INTERCEPT: reason})
    except GatesSpeak as spoken:
        despite = {one.gate.code: reason for one in spoken.gates}
    try:
        return _one_report(door, bodies, concern, entry_id, despite)
    except GatesSpeak:
        # A gate that wants a second person: what it is about is said in words of the account.
        return _one_report(door, bodies, _in_words(concern), entry_id, {})


def _one_report(
    door: FrontDoor,
    bodies: Mapping[str, Mapping[str, Any] | None],
    concern: Mapping[str, Any],
    entry_id: UUID,
    despite: Mapping[str, str],
) -> Case:
    return report_concern(
        by=door.account,
        concern=concern,
        identity=bodies.get(IDENTITY),
        whereabouts=bodies.get(WHEREABOUTS),
        reporter=bodies.get(REPORTER),
        entry_id=entry_id,
        agency=_who_takes_it_up(door),
        despite=despite if INTERCEPTED in concern else {},
    )


def _who_takes_it_up(door: FrontDoor) -> Agency | None:
    """The agency of the door; another one where nobody there takes up concerns any more."""
    there = agencies_that_take_up().filter(pk=door.agency_id).exists()
    return door.agency if there else None


def _nobody_to_ask(door: FrontDoor) -> str:
    with translation.override(door.language):
        return _("It came through a front door: nobody could be asked back before it arrived.")


def _in_words(concern: dict[str, Any]) -> dict[str, Any]:
    stopped = concern.pop(INTERCEPTED, None) or {}
    grounds = str(stopped.get("grounds") or "")
    return {**concern, "account": "\n".join(filter(None, (concern["account"], grounds)))}


def count_wrong_address(*, source: str, now: datetime | None = None) -> None:
    """Count that somebody came to a door that is not there. Raises Refused beyond the limit."""
    throttle.check_within_hour(
        "no-door", source_network(source), most=MOST_WRONG_ADDRESSES, now=now or timezone.now()
    )


def ask(*, receipt: str, source: str, now: datetime | None = None) -> str:
    """How far a report got, by its receipt in written form; one of `rules.STATES`.

    Raises Refused with code `no_such_receipt`, or `too_many_attempts` while a guesser must wait.
    """
    counted = throttle.by_source("receipt", source, RECEIPT_PATIENCE)
    throttle.count(counted, now or timezone.now())
    state = queries.state_of(receipt).state
    with transaction.atomic():
        throttle.forgive(counted)
    return state
