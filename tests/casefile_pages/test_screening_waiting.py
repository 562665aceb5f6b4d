"""A concern that waits can be screened: the clock of the duty runs from the report."""

import pytest
from django.test import Client
from django.urls import reverse

from amparo.casefile import actions_concern, queries_case
from amparo.casefile.models import Case, Entry
from amparo.people.actions import note_training
from tests.casefile.making import CONCERN, a_concern
from tests.casefile_pages.case_world import signed_in
from tests.casefile_pages.test_screening import (
    LABOUR,
    SIGNS,
    WHEN,
    finish,
    group,
    so_far,
    the_screening,
)
from tests.cast import Cast

pytestmark = pytest.mark.slow


@pytest.fixture
def waiting(cast: Cast) -> Case:
    return a_concern(cast, concern={**CONCERN, "urgent": True, "signs": ["intimidated"]})


def begin(case: Case) -> str:
    return reverse("casefile:screening", args=[case.reference])


def concern(case: Case) -> str:
    return reverse("casefile:concern", args=[case.reference])


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.mark.parametrize("who", ["caseworker", "supervisor", "colleague"])
def test_whoever_takes_up_concerns_can_screen_one_that_waits(
    cast: Cast, waiting: Case, who: str
) -> None:
    client = signed_in(getattr(cast, who))
    shown = read(client, concern(waiting))
    assert "Look at the signs" in shown
    assert f'href="{begin(waiting)}"' in shown
    assert f'href="{concern(waiting)}"' in read(client, begin(waiting))
    for address in (group(waiting, SIGNS, 1), so_far(waiting, SIGNS), finish(waiting, SIGNS)):
        read(client, address)


def test_the_duty_is_met_before_a_case_is_open(cast: Cast, waiting: Case) -> None:
    def duty() -> str:
        view = queries_case.case_view(cast.caseworker, waiting)
        return next(one.state for one in view.duties if one.code == "screening")

    client = signed_in(cast.caseworker)
    assert duty() == "open"
    client.post(group(waiting, SIGNS, 1), {"answer-intimidated": "yes"})
    answer = client.post(finish(waiting, SIGNS), WHEN)
    assert (answer.status_code, answer["Location"]) == (302, concern(waiting))
    assert duty() == "met"
    waiting.refresh_from_db()
    assert waiting.state == "to_triage"
    shown = read(client, concern(waiting))
    assert "The screening is recorded." in shown
    assert "Screening completed" in shown
    assert "Signs in a child (UNODC)" in shown


def test_what_was_begun_on_the_concern_goes_on_in_the_case(cast: Cast, waiting: Case) -> None:
    client = signed_in(cast.caseworker)
    client.post(group(waiting, SIGNS, 1), {"answer-no_access_to_parents": "yes"})
    case = actions_concern.open_case(by=cast.caseworker, case=waiting, caseworker=cast.caseworker)
    shown = read(client, begin(case))
    assert "Go on" in shown
    assert "Back to the case" in shown
    client.post(finish(case, SIGNS), WHEN)
    assert the_screening(case)["answers"] == {
        "intimidated": "yes",
        "no_access_to_parents": "yes",
    }


def test_without_a_guardian_a_trained_person_is_shown_no_question_on_exploitation(
    cast: Cast, waiting: Case
) -> None:
    note_training(by=cast.supervisor, user=cast.caseworker, trained=True)
    shown = read(signed_in(cast.caseworker), begin(waiting))
    assert "No question about the exploitation in a first conversation" in shown
    assert "Made to beg" not in read(signed_in(cast.caseworker), finish(waiting, LABOUR))


@pytest.mark.parametrize("who", ["outsider", "teacher", "operator", "guardian", "police"])
def test_nobody_else_knows_that_there_is_something_to_screen(
    cast: Cast, waiting: Case, who: str
) -> None:
    client = signed_in(getattr(cast, who))
    for address in (begin(waiting), group(waiting, SIGNS, 1), finish(waiting, SIGNS)):
        assert client.get(address).status_code == 404
    assert client.post(finish(waiting, SIGNS), WHEN).status_code == 404
    assert not Entry.objects.filter(case=waiting, kind="screening_completed").exists()


def test_a_coordinator_takes_up_concerns_and_does_not_screen(cast: Cast) -> None:
    waiting = a_concern(cast, agency=cast.agencies["office"])
    client = signed_in(cast.coordinator)
    assert "Look at the signs" not in read(client, concern(waiting))
    assert client.get(begin(waiting)).status_code == 403


def test_a_concern_that_was_closed_offers_no_screening(cast: Cast, waiting: Case) -> None:
    actions_concern.close_concern(
        by=cast.caseworker, concern=waiting, reason="the same as before", agreed_by=cast.supervisor
    )
    assert "Look at the signs" not in read(signed_in(cast.caseworker), concern(waiting))
