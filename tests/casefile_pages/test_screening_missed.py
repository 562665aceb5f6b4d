"""Boys, children in institutions and children found in crime are asked for as such."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from amparo.casefile import actions
from amparo.casefile.models import Case
from amparo.people.actions import note_training
from tests.casefile.making import CONCERN, IDENTITY, a_case
from tests.casefile_pages.case_world import a_lived_case, bring_in, say, signed_in
from tests.casefile_pages.test_screening import LABOUR, SIGNS, WHEN, finish, so_far, the_screening
from tests.cast import Cast

pytestmark = pytest.mark.slow

BOYS = "Boys are missed here: look at this for a boy exactly as for a girl."
INSTITUTION = "The child lives in an institution"
QUESTION = "Does the child live in a home, a hostel or another institution?"


@pytest.fixture
def trained(cast: Cast) -> Client:
    note_training(by=cast.supervisor, user=cast.caseworker, trained=True)
    return signed_in(cast.caseworker)


def read(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def overview(case: Case) -> str:
    return reverse("casefile:case", args=[case.reference])


def of_sex(cast: Cast, sex: str) -> Case:
    """A case with a guardian, of a child of this sex."""
    case = a_case(cast, identity={**IDENTITY, "sex": sex})
    say(cast, case, "guardian_appointed", guardian="guardian", mandate="temporary")
    return case


def asked_of(client: Client, case: Case) -> list[str]:
    """The worst forms that the end of a screening asks, in its words."""
    shown = read(client, finish(case, LABOUR))
    part = shown[shown.index("worst_forms_commercial_sexual") - 600 :]
    return re.findall(r"Commercial sexual exploitation|Made to beg|Removal of organs", part)


def test_a_boy_is_asked_for_in_the_same_words_and_it_is_said_that_boys_are_missed(
    cast: Cast, trained: Client
) -> None:
    girl, boy, not_known = (of_sex(cast, sex) for sex in ("female", "male", "unknown"))
    assert asked_of(trained, girl) == asked_of(trained, boy) == asked_of(trained, not_known)
    assert "Commercial sexual exploitation" in asked_of(trained, boy)
    assert BOYS in read(trained, finish(boy, LABOUR))
    assert BOYS in read(trained, finish(not_known, LABOUR))
    assert BOYS not in read(trained, finish(girl, LABOUR))


def test_the_first_page_says_who_is_looked_at_first_and_who_is_missed(cast: Cast) -> None:
    case = a_case(cast)
    shown = read(signed_in(cast.caseworker), reverse("casefile:screening", args=[case.reference]))
    assert "crime, begging or without papers is looked at for exploitation before" in shown
    assert "Boys in sexual exploitation, and children in institutions, are missed" in shown


def test_every_screening_asks_whether_the_child_lives_in_an_institution(cast: Cast) -> None:
    case, client = a_case(cast), signed_in(cast.caseworker)
    assert QUESTION in read(client, finish(case, SIGNS))
    assert QUESTION in read(client, finish(case, "external_score"))
    assert INSTITUTION not in read(client, overview(case))
    client.post(finish(case, SIGNS), {**WHEN, "lives_in_institution": "true"})
    assert the_screening(case)["lives_in_institution"] is True
    for address in (overview(case), so_far(case, SIGNS), finish(case, SIGNS)):
        shown = read(client, address)
        assert INSTITUTION in shown
        assert "Amparo does not tell the institution" in shown


@pytest.mark.parametrize(
    ("concern", "lives_there"),
    [
        ({"channel": "residential_care"}, True),
        ({"lives_in_institution": True}, True),
        ({"channel": "residential_care", "lives_in_institution": False}, False),
        ({}, False),
    ],
)
def test_a_concern_can_say_so_from_the_start(
    cast: Cast, concern: dict[str, object], lives_there: bool
) -> None:
    case = a_case(cast, concern={**CONCERN, **concern})
    assert (INSTITUTION in read(signed_in(cast.caseworker), overview(case))) is lives_there


def test_the_form_of_a_concern_asks_it_where_it_is_no_burden(cast: Cast) -> None:
    shown = read(signed_in(cast.teacher), reverse("casefile:report"))
    assert QUESTION in shown
    folded = shown[shown.index("Signs that you noticed</summary>") :]
    assert QUESTION in folded[: folded.index("</details>")]


def test_a_placement_in_an_institution_is_known_and_not_written_into_the_screening(
    cast: Cast,
) -> None:
    case = a_lived_case(cast)
    client = signed_in(cast.caseworker)
    assert INSTITUTION not in read(client, overview(case))
    say(cast, case, "placement_started", care="residential_open", provider="the home")
    assert INSTITUTION in read(client, overview(case))
    client.post(finish(case, SIGNS), WHEN)
    assert "lives_in_institution" not in the_screening(case)


def test_the_institution_itself_is_told_nothing(cast: Cast) -> None:
    case = a_case(cast, concern={**CONCERN, "channel": "residential_care"})
    bring_in(cast, case, "provider", ["whereabouts"])
    say(cast, case, "placement_started", care="residential_open", provider="the shelter")
    client = signed_in(cast.caseworker)
    client.post(finish(case, SIGNS), {**WHEN, "lives_in_institution": "true"})
    shelter = signed_in(cast.provider)
    for address in (overview(case), f"{overview(case)}timeline/"):
        shown = read(shelter, address)
        assert INSTITUTION not in shown
        assert "Screening completed" not in shown


def test_the_answer_of_a_screening_can_be_corrected(cast: Cast) -> None:
    case, client = a_case(cast), signed_in(cast.caseworker)
    client.post(finish(case, SIGNS), {**WHEN, "lives_in_institution": "true"})
    entry = next(iter(case.entries.filter(kind="screening_completed")))
    body = {**the_screening(case), "lives_in_institution": False}
    actions.append(
        by=cast.caseworker, case=case, kind="screening_completed", body=body, supersedes=entry.id
    )
    assert INSTITUTION not in read(client, overview(case))
