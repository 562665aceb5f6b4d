"""Taking up concerns: whoever takes them up reads them, acts on them, and none disappears."""

from uuid import uuid4

import pytest

from amparo.audit.models import Line
from amparo.casefile.models import Case, CaseLink
from amparo.casefile.reference import Mistyped
from tests.casefile.making import CONCERN, a_case, a_concern
from tests.cast import Cast

TAKE_UP = ["caseworker", "colleague", "supervisor"]
WITHOUT = ["teacher", "operator", "guardian", "lawyer", "provider", "police", "prosecutor",
           "border", "focal_point", "competent_authority", "panel", "complaints", "analyst",
           "rapporteur", "administrator"]  # fmt: skip
MISTYPED = [
    ("", Mistyped("length").advice),
    ("2222-2222-3", Mistyped("check").advice),
    ("0222-2222-2", Mistyped("character").advice),
    ("unknown", "You work on no case with this reference."),
    ("itself", "cannot be joined to itself"),
]
CLOSED_BADLY = [
    ("", "colleague", "Write why nothing more is to be done."),
    ("Found at home.", "", "Name the colleague who agreed."),
    ("Found at home.", "supervisor", "second person"),
    ("Found at home.", "outsider", "Name the colleague who agreed."),
]
ELSEWHERE = ["outsider", "outside_supervisor", "coordinator"]


@pytest.fixture
def concern(cast: Cast) -> Case:
    return a_concern(cast)


def address(concern: Case, step: str = "") -> str:
    return f"/concerns/{concern.reference}/" + (f"{step}/" if step else "")


# Who


def test_whoever_takes_up_concerns_finds_and_reads_it(cast, sign_in, concern):
    for name in TAKE_UP:
        client = sign_in(getattr(cast, name))
        listed = client.get("/concerns/")
        assert concern.reference in listed.content.decode()
        shown = client.get(address(concern))
        assert shown.status_code == 200
        assert "no-store" in shown["Cache-Control"]
        assert CONCERN["account"] in shown.content.decode()


def test_nobody_else_has_the_list_or_the_concern(cast, sign_in, concern):
    for name in WITHOUT:
        client = sign_in(getattr(cast, name))
        assert client.get("/concerns/").status_code == 403
        assert client.get(address(concern)).status_code == 404
        for step in ("open", "join", "close", "uncover"):
            assert client.post(address(concern, step)).status_code == 404


def test_other_agencies_do_not_know_of_it(cast, sign_in, concern):
    for name in ELSEWHERE:
        client = sign_in(getattr(cast, name))
        assert concern.reference not in client.get("/concerns/").content.decode()
        assert client.get(address(concern)).status_code == 404
        assert client.post(address(concern, "open")).status_code == 404


def test_a_mistyped_reference_is_not_there(cast, sign_in, concern):
    assert sign_in(cast.supervisor).get("/concerns/0000-0000-0/").status_code == 404


# Reading


def test_the_most_urgent_comes_first_with_its_clock(cast, sign_in, concern):
    urgent = a_concern(cast, concern={**CONCERN, "urgent": True})
    shown = sign_in(cast.supervisor).get("/concerns/").content.decode()
    assert shown.index(urgent.reference) < shown.index(concern.reference)
    assert "left</time>" in shown


def test_danger_cannot_be_overlooked(cast, sign_in):
    danger = a_concern(cast, concern={**CONCERN, "in_danger_now": True, "urgent": True})
    assert "In danger now" in sign_in(cast.supervisor).get(address(danger)).content.decode()


def test_the_name_stays_covered_until_a_click_that_is_logged(cast, sign_in, concern):
    client = sign_in(cast.caseworker)
    assert "Amina Test" not in client.get(address(concern)).content.decode()
    assert not Line.objects.filter(verb="identity_revealed").exists()
    assert "Amina Test" in client.post(address(concern, "uncover")).content.decode()
    assert Line.objects.filter(verb="identity_revealed", case_id=concern.id).count() == 1
    assert client.get(address(concern, "uncover")).status_code == 405


# Opening


def test_a_supervisor_sees_what_each_worker_carries_and_opens_a_case(cast, sign_in, concern):
    a_case(cast)
    client = sign_in(cast.supervisor)
    shown = client.get(address(concern)).content.decode()
    assert "1 open case" in shown
    response = client.post(address(concern, "open"), {"caseworker": str(cast.colleague.id)})
    assert response.status_code == 302
    concern.refresh_from_db()
    assert (concern.state, concern.assigned_to) == ("open", cast.colleague)


def test_a_caseworker_takes_it_up_alone(cast, sign_in, concern):
    client = sign_in(cast.caseworker)
    response = client.post(address(concern, "open"), {"caseworker": str(cast.caseworker.id)})
    assert response["Location"] == address(concern)
    concern.refresh_from_db()
    assert concern.assigned_to == cast.caseworker


def test_nobody_of_another_agency_can_be_chosen(cast, sign_in, concern):
    for chosen in ("", "nobody", str(uuid4()), str(cast.outsider.id)):
        response = sign_in(cast.supervisor).post(address(concern, "open"), {"caseworker": chosen})
        assert response.status_code == 422
        assert "Choose who will be responsible" in response.content.decode()
        concern.refresh_from_db()
        assert concern.state == "to_triage"


def test_one_concern_about_three_children_opens_three_cases(cast, sign_in):
    concern = a_concern(cast, concern={**CONCERN, "how_many": 3})
    client = sign_in(cast.supervisor)
    assert "speaks of 3 children" in client.get(address(concern)).content.decode()
    for _child in range(3):
        client.post(address(concern, "open"), {"caseworker": str(cast.caseworker.id)})
    assert Case.objects.filter(state="open").count() == 3
    assert CaseLink.objects.filter(concern=concern).count() == 2


def test_what_was_taken_up_meanwhile_says_so(cast, sign_in, concern):
    client = sign_in(cast.supervisor)
    client.post(address(concern, "open"), {"caseworker": str(cast.caseworker.id)})
    said = {"reason": "A mistake.", "agreed_by": str(cast.colleague.id)}
    response = client.post(address(concern, "close"), said)
    assert response.status_code == 422


# Joining


def test_a_concern_joins_the_case_of_the_same_child(cast, sign_in, concern):
    case = a_case(cast)
    client = sign_in(cast.caseworker)
    typed = case.reference.lower().replace("-", " ")
    response = client.post(address(concern, "join"), {"case": typed})
    assert response["Location"] == f"/cases/{case.reference}/"
    concern.refresh_from_db()
    assert concern.state == "joined"


def test_a_mistyped_reference_is_told_apart_from_an_unknown_one(cast, sign_in, concern):
    for typed, said in MISTYPED:
        typed = {"unknown": "2222-2222-2", "itself": concern.reference}.get(typed, typed)
        response = sign_in(cast.caseworker).post(address(concern, "join"), {"case": typed})
        shown = response.content.decode()
        assert response.status_code == 422
        assert said in shown
        assert f'value="{typed}"' in shown
        concern.refresh_from_db()
        assert concern.state == "to_triage"


def test_a_case_of_others_cannot_be_joined_to(cast, sign_in, concern):
    case = a_case(cast)
    response = sign_in(cast.colleague).post(address(concern, "join"), {"case": case.reference})
    assert response.status_code == 422
    assert "You work on no case with this reference." in response.content.decode()


# Closing


def test_nobody_closes_a_concern_alone_or_without_a_reason(cast, sign_in, concern):
    for reason, second, said in CLOSED_BADLY:
        person = str(getattr(cast, second).id) if second else ""
        client = sign_in(cast.supervisor)
        response = client.post(address(concern, "close"), {"reason": reason, "agreed_by": person})
        shown = response.content.decode()
        assert response.status_code == 422
        assert said in shown
        assert reason in shown
        concern.refresh_from_db()
        assert concern.state == "to_triage"


def test_a_closed_concern_stays_in_the_list(cast, sign_in, concern):
    client = sign_in(cast.supervisor)
    said = {"reason": "It was a game.", "agreed_by": str(cast.colleague.id)}
    assert client.post(address(concern, "close"), said)["Location"] == "/concerns/"
    assert address(concern) not in client.get("/concerns/").content.decode()
    assert concern.reference in client.get("/concerns/?show=closed").content.decode()


def test_what_became_of_each_concern_is_listed(cast, sign_in, concern):
    case = a_case(cast)
    sign_in(cast.caseworker).post(address(concern, "join"), {"case": case.reference})
    shown = sign_in(cast.caseworker).get("/concerns/?show=taken_up").content.decode()
    assert concern.reference in shown
    assert f'href="/cases/{case.reference}/"' in shown
    others = sign_in(cast.colleague).get("/concerns/?show=taken_up").content.decode()
    assert f'href="/cases/{case.reference}/"' not in others
