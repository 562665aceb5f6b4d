"""A case with somebody in every chair, and marked values where nobody else may find them."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from amparo.casefile import actions
from amparo.casefile.models import Case, Entry
from amparo.people import sessions
from amparo.people.models import User
from tests.casefile.making import a_case
from tests.cast import Cast

NAME = "Zorinella Markedname"
PLACE = "the marked house by the quarry"
HEALTH = "marked words of a nurse"
LEGAL = "marked words of a lawyer"
GATES = ("vetted", "separation", "move_risk", "guardian_heard")


def a_lived_case(cast: Cast) -> Case:
    """Noticed, placed, checked, advised; guardian, lawyer, shelter and police brought in."""
    case = a_case(
        cast,
        identity={"names": [{"name": NAME}], "sex": "female"},
        whereabouts={"place": PLACE},
    )
    say(cast, case, "standing_decided", standing="presumed", authority="social_services")
    say(cast, case, "guardian_appointed", guardian="guardian", mandate="temporary")
    say(cast, case, "placement_started", care="foster", provider="the shelter")
    say(cast, case, "health_checked", follow_up=HEALTH)
    say(cast, case, "legal_aid_given", **{"for": LEGAL})
    say(cast, case, "case_reported_to_police")
    bring_in(cast, case, "guardian", ["identity", "protection", "whereabouts", "health", "legal"])
    bring_in(cast, case, "lawyer", ["identity", "protection", "legal", "justice"])
    bring_in(cast, case, "provider", ["whereabouts"])
    bring_in(cast, case, "police", ["justice", "coded"])
    return case


def say(cast: Cast, case: Case, kind: str, **body: Any) -> Entry:
    """What the caseworker recorded an hour ago, past every gate."""
    return actions.append(
        by=cast.caseworker,
        case=case,
        kind=kind,
        body=body,
        occurred_at=timezone.now() - timedelta(hours=1),
        despite=dict.fromkeys(GATES, "there was no time"),
    )


def bring_in(cast: Cast, case: Case, role: str, sections: list[str]) -> Entry:
    return actions.involve(
        by=cast.caseworker,
        case=case,
        role=role,
        sections=sections,
        ground="best_interests",
        person=getattr(cast, role),
    )


def signed_in(user: User) -> Client:
    """A browser in which somebody has just signed in."""
    client = Client()
    client.force_login(user, backend=sessions.BACKEND)
    session = client.session
    sessions.mark(session, timezone.now())
    session.save()
    return client
