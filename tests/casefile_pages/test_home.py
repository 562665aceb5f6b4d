"""What everybody finds when they come in: what they came for, and nothing of what is not theirs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from amparo.casefile import actions, actions_concern, actions_looking
from amparo.casefile.models import Case
from tests.casefile.making import CONCERN, a_case, a_concern, record
from tests.cast import Cast

REASON = "Her mother telephones that somebody is at the door, and nobody else answers."


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case in which things are owed and one is overdue."""
    case = a_case(cast)
    long_ago = timezone.now() - timedelta(days=3)
    body = {"standing": "presumed", "authority": "social_services"}
    actions.append(
        by=cast.caseworker, case=case, kind="standing_decided", body=body, occurred_at=long_ago
    )
    return case


def page(client) -> str:
    response = client.get("/")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    return response.content.decode()


def test_nobody_sees_the_start_page_without_signing_in(client, db):
    response = client.get("/")
    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/")


def test_a_caseworker_sees_what_is_owed_with_the_button_that_meets_it(cast, sign_in, case):
    shown = page(sign_in(cast.caseworker))
    assert "What is owed today" in shown
    assert case.reference in shown
    assert "A safe place to be" in shown
    assert f"/cases/{case.reference}/record/together/placement/?for=safe_place" in shown
    assert "ECPAT 2008 §6.3.1" in shown
    assert "overdue by" in shown


def test_the_most_overdue_comes_first(cast, sign_in, case):
    shown = page(sign_in(cast.caseworker))
    assert shown.index("A safe place to be") < shown.index("A first health check")


def test_no_time_of_ours_is_put_under_a_source(cast, sign_in, case):
    shown = page(sign_in(cast.caseworker))
    assert "The time is this project&#x27;s default." in shown


def test_a_caseworker_without_work_is_told_so_kindly(cast, sign_in):
    shown = page(sign_in(cast.colleague))
    assert "Nothing is owed today" in shown
    assert "You work on no case yet" in shown


def test_a_supervisor_sees_the_agency_by_caseworker(cast, sign_in, case):
    shown = page(sign_in(cast.supervisor))
    assert "What your agency owes today" in shown
    assert "Who carries how much" in shown
    assert "A temporary legal guardian" in shown


def test_a_supervisor_sees_gates_that_were_passed(cast, sign_in, case):
    actions.append(
        by=cast.caseworker,
        case=case,
        kind="step_planned",
        body={"step": "placement"},
        despite={"move_risk": "There was no time.", "separation": "No time.", "vetted": "No time."},
    )
    assert "Steps taken against advice" in page(sign_in(cast.supervisor))


def test_a_supervisor_sees_emergencies_to_review(cast, sign_in, case):
    actions_looking.break_glass(by=cast.colleague, reference_text=case.reference, reason=REASON)
    shown = page(sign_in(cast.supervisor))
    assert "Opened in an emergency" in shown
    assert "/emergencies/" in shown


def test_a_border_officer_reads_nothing_afterwards(cast, sign_in):
    client = sign_in(cast.border)
    assert client.get("/")["Location"] == "/concern/"  # nothing else waits for them
    actions_concern.report_concern(by=cast.border, concern=CONCERN)
    shown = page(client)
    assert "Is there a child you worry about?" in shown
    assert "My cases" not in shown
    assert "What is owed today" not in shown


def test_an_urgent_concern_comes_before_everything_else(cast, sign_in, case):
    a_concern(cast, concern={"channel": "school", "account": "He hides.", "urgent": True})
    shown = page(sign_in(cast.supervisor))
    assert shown.index("Concerns waiting") < shown.index("What your agency owes today")


def test_a_guardian_sees_what_waits_for_an_answer(cast, sign_in, case):
    actions.involve(
        by=cast.caseworker,
        case=case,
        role="guardian",
        sections=["protection"],
        ground="legal_duty",
        person=cast.guardian,
    )
    record(cast, case, "guardian_appointed", guardian=str(cast.guardian.id))
    step = actions.append(
        by=cast.caseworker,
        case=case,
        kind="step_planned",
        body={"step": "return", "by": "the shelter by the sea"},
        despite=dict.fromkeys(
            ("move_risk", "guardian_heard", "family_known", "not_the_same", "no_removal",
             "child_heard", "decided_first"), "To be asked."
        ),
        agreed_by=cast.supervisor,
    )  # fmt: skip
    browser = sign_in(cast.guardian)
    shown = page(browser)
    assert "What waits for your answer" in shown
    address = f"/cases/{case.reference}/record/guardian_consulted/?step={step.id}"
    assert address in shown
    form = browser.get(address).content.decode()
    assert "What is planned" in form
    assert "the shelter by the sea" in form
    assert 'value="Return, ' in form


def test_somebody_at_the_front_line_sees_one_thing_to_do_and_what_became_of_it(cast, sign_in):
    concern = a_concern(cast)
    client = sign_in(cast.teacher)
    shown = page(client)
    assert "Is there a child you worry about?" in shown
    assert concern.reference in shown
    assert "It arrived" in shown
    assert "Amina" not in shown
    actions_open(cast, concern)
    assert "Somebody has taken it up" in page(client)


def actions_open(cast: Cast, concern: Case) -> None:
    from amparo.casefile.actions_concern import open_case

    open_case(by=cast.supervisor, case=concern, caseworker=cast.caseworker)


def test_analysts_and_rapporteurs_see_counts_and_no_reference(cast, sign_in, case):
    for name in ("analyst", "rapporteur"):
        shown = page(sign_in(getattr(cast, name)))
        assert "Cases and concerns now" in shown
        assert case.reference not in shown
        assert "Too few to be shown" in shown


def test_an_administrator_sees_agencies_people_and_protocol_and_no_case(cast, sign_in, case):
    shown = page(sign_in(cast.administrator))
    for link in ("/administration/people/", "/administration/agencies/", "/protocol/"):
        assert link in shown
    assert case.reference not in shown
    assert "/cases/" not in shown


def test_a_coordinator_sees_which_agencies_are_late_and_no_reference(cast, sign_in, case):
    shown = page(sign_in(cast.coordinator))
    assert "Clocks running out, by agency" in shown
    assert case.reference not in shown


def test_the_outsider_sees_nothing_of_others(cast, sign_in, case):
    concern = a_concern(cast)
    shown = page(sign_in(cast.outsider))
    assert case.reference not in shown
    assert concern.reference not in shown


def test_nobody_finds_a_name_on_the_start_page(cast, sign_in, case):
    record(cast, case, "identity_recorded", names=[{"name": "Zuleikha Marked"}])
    for user in cast.everybody().values():
        assert "Zuleikha" not in sign_in(user).get("/", follow=True).content.decode()


def test_others_on_a_case_see_it_only_once_brought_in(cast, sign_in, case):
    for name in ("lawyer", "provider", "police", "prosecutor", "panel"):
        user = getattr(cast, name)
        client = sign_in(user)
        assert case.reference not in page(client)
        actions.involve(
            by=cast.caseworker,
            case=case,
            role=name,
            sections=["identity"],
            ground="best_interests",
            person=user,
        )
        assert case.reference in page(client)


def test_a_form_left_half_filled_is_offered_again(cast, sign_in):
    client = sign_in(cast.teacher)
    client.post("/concern/", {"account": "He comes without shoes.", "keep": "yes"})
    shown = page(client)
    assert "Begun, and not sent yet" in shown
    assert "He comes without shoes" not in shown


def test_an_answer_to_no_step_of_this_case_is_an_empty_form(cast, sign_in, case):
    address = f"/cases/{case.reference}/record/guardian_consulted/"
    for query in ("", "?step=", "?step=no-such-thing", f"?step={case.id}"):
        shown = sign_in(cast.caseworker).get(address + query)
        assert shown.status_code == 200
        assert "What is planned" not in shown.content.decode()
