"""The page of a case: who may open it, what of it they see, and that names stay covered."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amparo.audit.models import Line
from amparo.casefile import actions
from amparo.casefile.models import Case
from amparo.people.models import User
from tests.casefile.making import a_case, a_concern
from tests.casefile_pages.case_world import HEALTH, LEGAL, NAME, PLACE, a_lived_case, say, signed_in
from tests.cast import Cast

pytestmark = pytest.mark.slow

TABS = ("timeline", "duties", "people", "plan", "decisions", "involvement", "seen")


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_lived_case(cast)


def address(case: Case, tab: str = "") -> str:
    return reverse(f"casefile:case_{tab}" if tab else "casefile:case", args=[case.reference])


def page(user: User, case: Case, tab: str = "") -> str:
    response = signed_in(user).get(address(case, tab))
    assert response.status_code == 200, (user.display_name, tab)
    return response.content.decode()


@pytest.mark.parametrize(
    "who", ["caseworker", "supervisor", "guardian", "lawyer", "provider", "police"]
)
def test_whoever_works_on_the_case_opens_its_page(cast: Cast, case: Case, who: str) -> None:
    assert case.reference in page(getattr(cast, who), case)


@pytest.mark.parametrize(
    "who",
    [
        "outsider",
        "outside_supervisor",
        "teacher",
        "border",
        "analyst",
        "administrator",
        "coordinator",
    ],
)
def test_for_anybody_else_the_case_is_not_there(cast: Cast, case: Case, who: str) -> None:
    client = signed_in(getattr(cast, who))
    for tab in ("", *TABS):
        assert client.get(address(case, tab)).status_code == 404, tab


def test_nobody_opens_a_case_without_signing_in(case: Case) -> None:
    response = Client().get(address(case))
    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/")


def test_no_browser_keeps_a_page_of_a_case(cast: Cast, case: Case) -> None:
    for tab in ("", *TABS):
        response = signed_in(cast.caseworker).get(address(case, tab))
        assert "no-store" in response["Cache-Control"], tab


def test_no_page_says_the_name_unless_it_is_revealed(cast: Cast, case: Case) -> None:
    for who in (cast.caseworker, cast.supervisor, cast.guardian, cast.lawyer):
        for tab in ("", "timeline", "duties", "people", "decisions"):
            assert NAME not in page(who, case, tab), (who.display_name, tab)


def test_revealing_shows_the_name_in_that_one_answer_and_writes_it_down(
    cast: Cast, case: Case
) -> None:
    client = signed_in(cast.guardian)
    answer = client.post(reverse("casefile:reveal", args=[case.reference]), {"tab": "people"})

    assert NAME in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert Line.objects.filter(verb="identity_revealed", actor_id=cast.guardian.id).count() == 1
    assert NAME not in client.get(address(case, "people")).content.decode()


def test_the_identity_cannot_be_revealed_by_following_a_link(cast: Cast, case: Case) -> None:
    client = signed_in(cast.caseworker)
    assert client.get(reverse("casefile:reveal", args=[case.reference])).status_code == 405


def test_whom_the_identity_was_not_shared_with_is_refused_with_the_reason(
    cast: Cast, case: Case
) -> None:
    response = signed_in(cast.police).post(reverse("casefile:reveal", args=[case.reference]))
    assert response.status_code == 403
    assert "identity was not shared with you" in response.content.decode()
    assert NAME not in response.content.decode()


def test_the_police_see_nothing_of_law_health_and_whereabouts(cast: Cast, case: Case) -> None:
    for tab in ("", "timeline", "duties"):
        shown = page(cast.police, case, tab)
        for hidden in (HEALTH, LEGAL, PLACE, "Foster", "Legal advice given", "Health checked"):
            assert hidden not in shown, (tab, hidden)


def test_the_journey_of_a_reader_leaves_out_what_is_not_theirs(cast: Cast, case: Case) -> None:
    own, police = page(cast.caseworker, case), page(cast.police, case)
    assert "Safe place" in own
    assert "Lawyer" in own
    assert "Safe place" not in police
    assert "Lawyer: " not in police


def test_the_shelter_sees_the_place_and_not_why(cast: Cast, case: Case) -> None:
    shown = page(cast.provider, case, "timeline")
    assert "Foster" in shown
    assert HEALTH not in shown
    assert "Identification status decided" not in shown


def test_a_missing_child_cannot_be_overlooked(cast: Cast, case: Case) -> None:
    say(cast, case, "missing_reported", circumstances="did not come home")
    for tab in ("", "timeline", "duties", "people"):
        assert "This child is missing" in page(cast.caseworker, case, tab), tab


def test_a_detained_child_and_one_to_be_removed_cannot_be_overlooked(
    cast: Cast, case: Case
) -> None:
    say(cast, case, "liberty_taken", ground="migration")
    say(cast, case, "removal_threatened", order="7")
    shown = page(cast.caseworker, case)
    assert "This child is detained" in shown
    assert "removed from the country" in shown
    assert "removed from the country" not in page(cast.police, case)


def test_each_duty_has_its_source_and_the_one_button_that_meets_it(cast: Cast, case: Case) -> None:
    shown = page(cast.caseworker, case, "duties")
    form = reverse("casefile:record_kind", args=[case.reference, "risk_assessed"])
    assert f"{form}?for=risk_first" in shown
    assert "ECPAT 2008 §6.2.5" in shown
    assert "The time is this project&#x27;s default." in shown


def test_a_time_of_our_own_is_never_put_under_a_source(cast: Cast, case: Case) -> None:
    shown = page(cast.caseworker, case, "duties")
    told = shown[shown.index("A temporary legal guardian") :]
    assert "Source: ECPAT 2008 §12.1(3).</span>" in told[: told.index("</tr>")]


def test_the_timeline_is_narrowed_by_section_and_by_what_happened(cast: Cast, case: Case) -> None:
    client = signed_in(cast.caseworker)
    health = client.get(address(case, "timeline"), {"section": "health"}).content.decode()
    assert HEALTH in health
    assert LEGAL not in health
    placed = client.get(address(case, "timeline"), {"kind": "placement_started"}).content.decode()
    assert "the shelter" in placed
    assert HEALTH not in placed


def test_a_correction_and_what_it_corrects_both_stay_in_sight(cast: Cast, case: Case) -> None:
    first = say(cast, case, "contact_made", how="by telephone")
    actions.append(
        by=cast.caseworker,
        case=case,
        kind="contact_made",
        body={"how": "in the office"},
        supersedes=first.id,
    )
    shown = page(cast.caseworker, case, "timeline")
    assert "by telephone" in shown
    assert "in the office" in shown
    assert "Replaced by a later entry" in shown


def test_a_reason_given_for_passing_a_gate_stays_in_sight(cast: Cast, case: Case) -> None:
    shown = page(cast.caseworker, case, "timeline")
    assert "Done although a gate advised against it" in shown
    assert "there was no time" in shown


def test_the_timeline_goes_on_to_another_page_after_fifty_entries(cast: Cast, case: Case) -> None:
    entries = [
        actions.NewEntry("note_added", {"text": f"note {n}", "section": "protection"})
        for n in range(51)
    ]
    actions.append_many(by=cast.caseworker, case=case, entries=entries)
    client = signed_in(cast.caseworker)
    assert "?page=2" in client.get(address(case, "timeline")).content.decode()
    assert HEALTH in client.get(address(case, "timeline"), {"page": 2}).content.decode()


def test_everybody_who_opened_the_case_is_in_who_has_seen_this(cast: Cast, case: Case) -> None:
    page(cast.lawyer, case)
    shown = page(cast.guardian, case, "seen")
    assert "lawyer" in shown
    assert "opened the case page" in shown


def test_the_police_do_not_learn_who_has_seen_the_case(cast: Cast, case: Case) -> None:
    response = signed_in(cast.police).get(address(case, "seen"))
    assert response.status_code == 403
    assert "Who has seen this" not in page(cast.police, case)


def test_a_mistyped_reference_is_not_there(cast: Cast, case: Case) -> None:
    wrong = case.reference[:-1] + ("2" if case.reference[-1] != "2" else "3")
    assert signed_in(cast.caseworker).get(f"/cases/{wrong}/").status_code == 404


def test_whose_involvement_is_over_finds_the_case_gone(cast: Cast, case: Case) -> None:
    row = case.involvements.get(role="provider")
    actions.end_involvement(by=cast.caseworker, case=case, involvement=row)
    later = timezone.now() + timedelta(seconds=1)
    assert case.involvements.get(role="provider").ended_at < later
    assert signed_in(cast.provider).get(address(case)).status_code == 404


def test_a_shelter_is_not_offered_to_change_what_the_caseworker_recorded(
    cast: Cast, case: Case
) -> None:
    shown = page(cast.provider, case, "timeline")
    assert "Foster" in shown
    assert "/correct/" not in shown
    assert "/correct/" in page(cast.caseworker, case, "timeline")


def test_whoever_takes_up_concerns_opens_one_as_a_case_and_is_led_to_it(
    cast: Cast, db: None
) -> None:
    concern = a_concern(cast)
    shown = page(cast.supervisor, concern)
    assert reverse("casefile:concern", args=[concern.reference]) in shown
    assert signed_in(cast.outsider).get(address(concern)).status_code == 404


def test_a_part_in_which_nothing_stands_yet_says_so(cast: Cast) -> None:
    case = a_case(cast)
    client = signed_in(cast.caseworker)
    for tab in ("plan", "decisions", "documents", "people"):
        shown = client.get(reverse(f"casefile:case_{tab}", args=[case.reference]))
        assert shown.status_code == 200
    shown = client.get(reverse("casefile:case_documents", args=[case.reference]))
    assert "Nothing recorded yet." in shown.content.decode()
