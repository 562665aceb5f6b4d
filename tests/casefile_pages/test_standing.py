"""The page of a child's identification, and the builder beside the form that decides on it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amparo.access import Refused
from amparo.casefile import actions
from amparo.casefile.models import Case
from amparo.casefile.queries_case import case_view
from tests.casefile_pages.case_world import a_lived_case, bring_in, say, signed_in
from tests.cast import Cast

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def lived(cast: Cast) -> Case:
    return a_lived_case(cast)


def page(client: Client, case: Case) -> str:
    response = client.get(reverse("casefile:standing", args=[case.reference]))
    assert response.status_code == 200
    return response.content.decode()


def decide(cast: Cast, case: Case, standing: str, **body: Any) -> None:
    """What the competent authority decided, past the gates."""
    bring_in(cast, case, "competent_authority", ["protection", "coded"])
    actions.append(
        by=cast.competent_authority,
        case=case,
        kind="standing_decided",
        body={"standing": standing, "authority": "competent_authority", **body},
        despite={"not_trafficked": "decided in a test"},
        agreed_by=str(cast.supervisor.id),
    )


def form_of(case: Case) -> str:
    return reverse("casefile:record_kind", args=[case.reference, "standing_decided"])


def test_a_presumption_and_a_decision_stand_apart(cast: Cast, lived: Case) -> None:
    decide(cast, lived, "identified", grounds="decided words", appeal_until="2031-01-01")
    shown = page(signed_in(cast.caseworker), lived)
    final, presumed = shown.split("Suspected or presumed by those who protect", 1)
    assert "decided words" in final
    assert "can be challenged" in final
    assert "Social services" in presumed
    assert "Until when it can be challenged was not recorded." in presumed


def test_a_status_once_reached_stays_in_the_history(cast: Cast, lived: Case) -> None:
    decide(cast, lived, "not_trafficked", appeal_until="2026-01-01")
    shown = page(signed_in(cast.caseworker), lived)
    assert "Until when it can be challenged was not recorded." in shown
    assert "Child protection goes on" in shown
    assert "The time to challenge it is over" in shown


def test_the_facts_are_read_under_every_definition(cast: Cast, lived: Case) -> None:
    say(
        cast, lived, "standing_decided", standing="presumed", authority="ngo",
        acts=["harbouring"], purposes=["begging"], movement="none",
    )  # fmt: skip
    shown = page(signed_in(cast.guardian), lived)
    for name in ("UN Protocol", "ILO, ECPAT", "Exploitation without trafficking", "Smuggling"):
        assert name in shown
    assert shown.count("reading--fits") == 1
    assert "Harbouring" in shown


def test_the_case_keeps_what_it_amounts_to_under_each(cast: Cast, lived: Case) -> None:
    say(
        cast, lived, "standing_decided", standing="presumed", authority="ngo",
        acts=["receipt"], purposes=["begging"], movement="internal",
    )  # fmt: skip
    kept = case_view(cast.caseworker, lived).situation["amounts_to"]
    assert kept["un_protocol"] == kept["with_movement"] == "fits"
    assert kept["exploitation_without_trafficking"] == "does_not_fit"
    assert kept["smuggling"] == "does_not_fit"


def test_the_builder_says_at_once_what_is_being_written_amounts_to(cast: Cast, lived: Case) -> None:
    typed: dict[str, Any] = {
        "weigh": "yes", "standing": "presumed", "acts": ["recruitment"],
        "purposes": ["forced_labour"], "grounds": "half a sent",
    }  # fmt: skip
    client = signed_in(cast.caseworker)
    response = client.post(form_of(lived), typed)
    shown = response.content.decode()
    assert response.status_code == 200
    assert shown.count("reading--fits") == 1
    assert "half a sent" in shown
    entries = case_view(cast.caseworker, lived).entries
    assert sum(entry.kind == "standing_decided" for entry in entries) == 1
    # What was typed is kept for when they come back.
    assert "half a sent" in client.get(form_of(lived)).content.decode()


def test_a_decision_names_what_it_rests_on(cast: Cast, lived: Case) -> None:
    shown = signed_in(cast.caseworker).get(form_of(lived)).content.decode()
    assert "Which entry of the case" in shown
    concern = next(
        e for e in case_view(cast.caseworker, lived).entries if e.kind == "concern_reported"
    )
    say(
        cast, lived, "standing_decided", standing="presumed", authority="ngo",
        evidence=[{"entry": str(concern.id)}, {"what": "what the teacher saw"}],
    )  # fmt: skip
    told = page(signed_in(cast.caseworker), lived)
    assert "Concern reported" in told
    assert "what the teacher saw" in told


def test_correcting_a_decision_keeps_what_it_rests_on_even_unread_or_replaced(
    cast: Cast, lived: Case
) -> None:
    bring_in(cast, lived, "competent_authority", ["protection", "coded"])
    entries = case_view(cast.caseworker, lived).entries
    place, old = (
        next(str(one.id) for one in entries if one.kind == kind)
        for kind in ("placement_started", "health_checked")
    )
    actions.append(
        by=cast.caseworker, case=lived, kind="health_checked", body={"follow_up": "another"},
        supersedes=UUID(old),
    )  # fmt: skip
    decided = say(
        cast, lived, "standing_decided", standing="presumed", authority="social_services",
        evidence=[{"entry": place}, {"entry": old}],
    )  # fmt: skip
    form = reverse("casefile:correct", args=[lived.reference, decided.id])
    for who in ("caseworker", "competent_authority"):
        shown = signed_in(getattr(cast, who)).get(form).content.decode()
        assert f'<option value="{place}" selected>' in shown
        assert f'<option value="{old}" selected>' in shown
        assert "aria-invalid" not in shown
    assert "Placement" not in shown
    assert "an entry of this case" in shown


def test_who_may_not_decide_is_offered_no_button(cast: Cast, lived: Case) -> None:
    assert form_of(lived) in page(signed_in(cast.caseworker), lived)
    assert form_of(lived) not in page(signed_in(cast.guardian), lived)


def test_a_decision_stays_with_the_agency_whose_it_is(cast: Cast, lived: Case) -> None:
    decide(cast, lived, "identified", grounds="decided words")
    entries = case_view(cast.caseworker, lived).entries
    theirs = next(e for e in entries if (e.body or {}).get("grounds") == "decided words")
    with pytest.raises(Refused, match="not_your_decision"):
        actions.withdraw(by=cast.caseworker, case=lived, entry_id=theirs.id, reason="I think not")
    with pytest.raises(Refused, match="not_your_decision"):
        actions.append(
            by=cast.caseworker,
            case=lived,
            kind="standing_decided",
            body={"standing": "suspected", "authority": "social_services"},
            supersedes=theirs.id,
        )
    withdrawing = reverse("casefile:withdraw", args=[lived.reference, theirs.id])
    assert withdrawing not in page(signed_in(cast.caseworker), lived)
    assert withdrawing in page(signed_in(cast.competent_authority), lived)
    actions.withdraw(by=cast.competent_authority, case=lived, entry_id=theirs.id, reason="wrong")


def test_who_comes_of_age_was_trafficked_as_a_child(cast: Cast, lived: Case) -> None:
    born = timezone.now() - timedelta(days=18 * 366)
    actions.append(
        by=cast.caseworker,
        case=lived,
        kind="standing_decided",
        body={
            "standing": "presumed",
            "authority": "social_services",
            "acts": ["harbouring"],
            "purposes": ["begging"],
        },
        occurred_at=timezone.now() - timedelta(days=400),
    )
    say(
        cast, lived, "identity_recorded", names=[{"name": "?"}],
        birth={"year": born.year, "month": born.month, "day": born.day},
    )  # fmt: skip
    situation = case_view(cast.caseworker, lived).situation
    assert not situation["treated_as_child"]
    assert situation["counted_as_child"]
    assert situation["amounts_to"]["un_protocol"] == "fits"
    assert "A means" not in page(signed_in(cast.caseworker), lived)


@pytest.mark.parametrize("name", ["provider", "police", "outsider", "teacher", "administrator"])
def test_who_does_not_protect_the_child_is_shown_nothing(
    cast: Cast, lived: Case, name: str
) -> None:
    address = reverse("casefile:standing", args=[lived.reference])
    assert signed_in(getattr(cast, name)).get(address).status_code == 404
