"""Who opens, renews and closes front doors, and what they see of them."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from amparo.access import NotFound, Refused
from amparo.audit.models import Line
from amparo.casefile import actions_concern
from amparo.casefile.models import Case
from amparo.frontdoor import actions, queries
from amparo.frontdoor.models import FrontDoor
from amparo.people import actions as accounts
from tests.casefile_pages.case_world import bring_in
from tests.cast import Cast
from tests.frontdoor.conftest import INSTITUTION, SignIn, Visitor
from tests.frontdoor.test_sending import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NOT_THEIRS = ["teacher", "operator", "caseworker", "guardian", "police", "rapporteur",
              "administrator", "outsider"]  # fmt: skip


def a_door(by, agency, **more):
    said = {"institution": INSTITUTION, "channel": "school", **more}
    return actions.open_door(by=by, agency=agency, **said)


def link_in(response) -> str:
    return re.search(r"http://testserver(/door/[^/]+/)", text_of(response))[1]


def test_a_supervisor_opens_doors_for_their_own_agency_only(cast: Cast) -> None:
    assert a_door(cast.supervisor, cast.agencies["social_services"]).token
    with pytest.raises(Refused, match=r"^not_your_agency$"):
        a_door(cast.supervisor, cast.agencies["other_agency"])


def test_a_coordinator_opens_doors_for_any_agency_that_takes_up_concerns(cast: Cast) -> None:
    assert a_door(cast.coordinator, cast.agencies["other_agency"]).token
    with pytest.raises(Refused, match=r"^takes_up_nothing$"):
        a_door(cast.coordinator, cast.agencies["school"])


@pytest.mark.parametrize("name", NOT_THEIRS)
def test_nobody_else_opens_a_door_or_sees_which_there_are(
    cast: Cast, sign_in: SignIn, name: str
) -> None:
    with pytest.raises(Refused, match=r"^role_may_not_act$"):
        a_door(getattr(cast, name), cast.agencies["social_services"])
    assert sign_in(getattr(cast, name)).get("/front-doors/").status_code == 403


@pytest.mark.parametrize(
    "wrong", [{"institution": "  "}, {"channel": "nowhere"}, {"language": "xx"}]
)
def test_a_door_needs_a_name_a_place_and_a_language(cast: Cast, wrong: dict[str, str]) -> None:
    with pytest.raises(Refused, match=r"^door_incomplete$"):
        a_door(cast.supervisor, cast.agencies["social_services"], **wrong)


def test_the_link_is_shown_once_with_a_poster_and_never_kept(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.supervisor)
    sent = {
        "door_id": str(uuid4()),
        "institution": INSTITUTION,
        "channel": "school",
        "agency": str(cast.agencies["social_services"].id),
        "language": "ar",
    }
    response = client.post("/front-doors/new/", sent)
    assert response.status_code == 200
    assert "<svg" in text_of(response)
    assert '<section class="poster" lang="ar" dir="rtl"' in text_of(response)
    assert response["Referrer-Policy"] == "no-referrer"
    link = link_in(response)
    token = link.split("/")[2]
    assert len(token) >= 43
    assert token not in str(FrontDoor.objects.get().__dict__)
    assert token not in text_of(client.get("/front-doors/"))
    assert Visitor(link).get().status_code == 200
    again = client.post("/front-doors/new/", sent)
    assert again.status_code == 422
    assert "shown only once" in text_of(again)


def test_the_poster_says_nothing_of_the_institution(cast: Cast, sign_in: SignIn, door) -> None:
    shown = text_of(sign_in(cast.supervisor).post(f"/front-doors/{door.id}/link/"))
    poster = shown[shown.index('<section class="poster"') :]
    assert INSTITUTION not in poster
    assert "traffick" not in poster.lower()


def test_a_new_link_ends_the_one_before(
    cast: Cast, sign_in: SignIn, door: FrontDoor, visitor: Visitor
) -> None:
    link = link_in(sign_in(cast.supervisor).post(f"/front-doors/{door.id}/link/"))
    assert visitor.get().status_code == 404
    assert Visitor(link).send().status_code == 200


def test_nothing_comes_through_a_closed_door(
    cast: Cast, sign_in: SignIn, door: FrontDoor, visitor: Visitor
) -> None:
    assert sign_in(cast.supervisor).post(f"/front-doors/{door.id}/close/").status_code == 302
    assert visitor.get().status_code == visitor.send().status_code == 404
    door.account.refresh_from_db()
    assert not door.account.is_active
    with pytest.raises(Refused, match=r"^door_closed$"):
        actions.renew_link(by=cast.supervisor, door=door)


def test_the_doors_of_another_agency_are_not_there(
    cast: Cast, sign_in: SignIn, door: FrontDoor
) -> None:
    client = sign_in(cast.outside_supervisor)
    assert INSTITUTION not in text_of(client.get("/front-doors/"))
    assert client.post(f"/front-doors/{door.id}/close/").status_code == 404
    assert client.post(f"/front-doors/{uuid4()}/close/").status_code == 404
    with pytest.raises(NotFound):
        queries.managed_door(cast.supervisor, uuid4())


def test_the_list_says_how_much_came_and_nothing_of_it(
    cast: Cast, sign_in: SignIn, visitor: Visitor
) -> None:
    visitor.send()
    visitor.send()
    shown = text_of(sign_in(cast.supervisor).get("/front-doors/"))
    assert re.search(r'data-label="Reports in a day" class="number"><span>2<', shown)
    assert "Zuleikha" not in shown
    assert "falls asleep" not in shown


def test_whoever_manages_doors_finds_them_with_the_concerns(cast: Cast, sign_in: SignIn) -> None:
    assert 'href="/front-doors/"' in text_of(sign_in(cast.coordinator).get("/concerns/"))
    assert 'href="/front-doors/"' not in text_of(sign_in(cast.caseworker).get("/concerns/"))


def test_each_step_leaves_its_line_in_the_log(cast: Cast, door: FrontDoor) -> None:
    actions.renew_link(by=cast.supervisor, door=door)
    actions.close_door(by=cast.supervisor, door=door)
    verbs = list(Line.objects.order_by("sequence").values_list("verb", flat=True))[-5:]
    assert verbs == [
        "place_account_made",
        "front_door_opened",
        "front_door_link_renewed",
        "place_account_closed",
        "front_door_closed",
    ]


def test_an_agency_with_an_open_door_is_not_closed(cast: Cast, door: FrontDoor) -> None:
    with pytest.raises(Refused, match=r"^agency_has_doors$"):
        accounts.close_agency(by=cast.administrator, agency=door.agency)


def test_whoever_takes_a_concern_up_is_told_through_which_door_it_came(
    cast: Cast, visitor: Visitor
) -> None:
    from amparo.casefile import beside
    from amparo.casefile.actions_looking import see_case

    visitor.send()
    view = see_case(by=cast.supervisor, case=Case.objects.get())
    (panel,) = [
        one
        for one in beside.panels_of_concern(cast.supervisor, view)
        if one.template.startswith("frontdoor/")
    ]
    from django.template.loader import render_to_string

    shown = render_to_string(panel.template, {"panel": panel.panel})
    assert INSTITUTION in shown
    assert "receipt" in shown


def test_the_name_of_the_institution_stays_with_those_who_take_up_concerns(
    cast: Cast, visitor: Visitor, sign_in: SignIn
) -> None:
    visitor.send()
    concern = Case.objects.get()
    actions_concern.open_case(by=cast.caseworker, case=concern, caseworker=cast.caseworker)
    bring_in(cast, concern, "guardian", ["identity", "protection"])
    bring_in(cast, concern, "lawyer", ["protection"])
    for who in ("caseworker", "guardian", "lawyer"):
        client = sign_in(getattr(cast, who))
        pages = [
            client.get(reverse(f"casefile:{name}", args=[concern.reference]))
            for name in ("case", "case_timeline", "case_age")
        ]
        assert {page.status_code for page in pages} == {200}
        shown = [INSTITUTION in text_of(page) for page in pages]
        assert any(shown) == (who == "caseworker"), who
