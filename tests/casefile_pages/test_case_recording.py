"""Recording what happened: nothing typed is lost, gates speak before anything is written."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from amparo.casefile import actions, drafts
from amparo.casefile.models import Case, Draft, Entry, PassedGate
from tests.casefile_pages.case_world import NAME, a_lived_case, say, signed_in
from tests.cast import PASSWORD, Cast, address

pytestmark = pytest.mark.slow

NOW = {"occurred_at_how": "now"}
PLACEMENT = {**NOW, "care": "kin", "provider": "an uncle"}


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_lived_case(cast)


@pytest.fixture
def caseworker(cast: Cast) -> Client:
    return signed_in(cast.caseworker)


def form(case: Case, kind: str) -> str:
    return reverse("casefile:record_kind", args=[case.reference, kind])


def together(case: Case, code: str) -> str:
    return reverse("casefile:record_together", args=[case.reference, code])


def recorded(case: Case, kind: str) -> list[Entry]:
    return list(Entry.objects.filter(case=case, kind=kind).order_by("sequence"))


def test_a_few_letters_find_the_kind(caseworker: Client, case: Case) -> None:
    nothing = caseworker.get(reverse("casefile:record", args=[case.reference]), {"q": "zebra"})
    assert "Nothing by this word" in nothing.content.decode()
    shown = caseworker.get(reverse("casefile:record", args=[case.reference]), {"q": "GUÁRDIAN ask"})
    assert 'href="' + form(case, "guardian_consulted") in shown.content.decode()
    assert 'href="' + form(case, "health_checked") not in shown.content.decode()


def test_only_what_somebody_may_record_is_offered_and_accepted(cast: Cast, case: Case) -> None:
    shelter = signed_in(cast.provider)
    offered = shelter.get(reverse("casefile:record", args=[case.reference])).content.decode()
    assert together(case, "missing") in offered
    assert form(case, "standing_decided") in offered
    assert form(case, "best_interests_decided") not in offered
    refused = shelter.get(form(case, "best_interests_decided"))
    assert refused.status_code == 403
    assert "does not record this kind of entry" in refused.content.decode()


def test_the_outsider_finds_no_form(cast: Cast, case: Case) -> None:
    outsider = signed_in(cast.outsider)
    assert outsider.get(reverse("casefile:record", args=[case.reference])).status_code == 404
    note = say(cast, case, "contact_made", how="by telephone")
    for there in (
        form(case, "note_added"),
        together(case, "guardian"),
        reverse("casefile:correct", args=[case.reference, note.id]),
        reverse("casefile:withdraw", args=[case.reference, note.id]),
    ):
        assert outsider.get(there).status_code == 404, there
        assert outsider.post(there, {}).status_code == 404, there


def test_a_kind_that_there_is_not_has_no_form(caseworker: Client, case: Case) -> None:
    assert caseworker.get(form(case, "no_such_kind")).status_code == 404
    assert caseworker.get(form(case, "case_opened")).status_code == 404
    assert caseworker.get(together(case, "no_such_form")).status_code == 404


def test_what_happened_is_recorded_and_said_with_a_way_to_undo_it(
    caseworker: Client, case: Case
) -> None:
    answer = caseworker.post(form(case, "contact_made"), {**NOW, "how": "by letter"}, follow=True)
    entry = recorded(case, "contact_made")[0]
    shown = answer.content.decode()
    assert f"?recorded={entry.id}" in answer.redirect_chain[0][0]
    assert reverse("casefile:correct", args=[case.reference, entry.id]) in shown
    assert reverse("casefile:withdraw", args=[case.reference, entry.id]) in shown


def test_the_same_form_sent_twice_is_recorded_once(caseworker: Client, case: Case) -> None:
    sent = {**NOW, "how": "by letter", "entry_id": str(uuid4())}
    for _time in range(2):
        assert caseworker.post(form(case, "contact_made"), sent).status_code == 302
    assert len(recorded(case, "contact_made")) == 1


def test_the_duty_that_leads_to_a_form_fills_what_it_says(caseworker: Client, case: Case) -> None:
    shown = caseworker.get(form(case, "information_given") + "?for=rights_told").content.decode()
    assert re.search(r'value="rights"[^>]*checked', shown)


def test_an_unfinished_form_says_what_is_missing_and_is_kept(
    cast: Cast, caseworker: Client, case: Case
) -> None:
    answer = caseworker.post(form(case, "risk_assessed"), {**NOW, "measures": "half a sentence"})
    assert answer.status_code == 422
    assert "half a sentence" in answer.content.decode()
    assert not recorded(case, "risk_assessed")
    assert drafts.load_draft(by=cast.caseworker, case=case, kind="risk_assessed")["measures"] == [
        "half a sentence"
    ]


def test_a_form_kept_for_later_is_offered_and_filled_again(
    cast: Cast, caseworker: Client, case: Case
) -> None:
    sent = {"measures": "to be thought over", "keep": "yes", "entry_id": str(uuid4())}
    assert caseworker.post(form(case, "risk_assessed"), sent).status_code == 302
    home = caseworker.get(reverse("casefile:case", args=[case.reference])).content.decode()
    assert "Half-filled: it waits for you" in home
    again = signed_in(cast.caseworker).get(form(case, "risk_assessed")).content.decode()
    assert "to be thought over" in again
    assert sent["entry_id"] in again


def test_a_form_that_keeps_itself_answers_without_a_page(caseworker: Client, case: Case) -> None:
    kept = caseworker.post(
        form(case, "note_added"), {"text": "so far", "keep": "yes"}, headers={"x-keep": "quietly"}
    )
    assert kept.status_code == 204
    assert "so far" in caseworker.get(form(case, "note_added")).content.decode()


def test_a_half_filled_form_is_nobody_elses(cast: Cast, caseworker: Client, case: Case) -> None:
    caseworker.post(form(case, "note_added"), {"text": "my own words", "keep": "yes"})
    other = signed_in(cast.guardian).get(form(case, "note_added")).content.decode()
    assert "my own words" not in other


def test_beginning_afresh_forgets_what_was_kept(caseworker: Client, case: Case) -> None:
    caseworker.post(form(case, "note_added"), {"text": "not this", "keep": "yes"})
    caseworker.post(form(case, "note_added"), {"afresh": "yes"})
    assert "not this" not in caseworker.get(form(case, "note_added")).content.decode()
    assert not Draft.objects.exists()


def test_what_was_recorded_is_no_longer_a_draft(caseworker: Client, case: Case) -> None:
    caseworker.post(form(case, "contact_made"), {"how": "x"})
    assert Draft.objects.filter(kind="contact_made").exists()
    caseworker.post(form(case, "contact_made"), {**NOW, "how": "x"})
    assert not Draft.objects.filter(kind="contact_made").exists()


def test_a_form_survives_a_session_that_ended(cast: Cast, case: Case) -> None:
    nobody = Client()
    asked = nobody.post(form(case, "contact_made"), {**NOW, "how": "typed for an hour"})
    assert asked.status_code == 401
    assert "typed for an hour" in asked.content.decode()
    sent = {
        **NOW,
        "how": "typed for an hour",
        "again-email": address("caseworker"),
        "again-password": PASSWORD,
    }
    assert nobody.post(form(case, "contact_made"), sent).status_code == 302
    assert len(recorded(case, "contact_made")) == 1


def test_a_duty_that_cannot_be_met_is_chosen_from_what_is_owed(
    cast: Cast, caseworker: Client, case: Case
) -> None:
    there = form(case, "duty_not_possible")
    shown = caseworker.get(there + "?for=health").content.decode()
    assert "Risks" in shown or "risks" in shown
    sent = {**NOW, "duty": "risk_first", "why": "nobody can reach the place"}
    assert caseworker.post(there, sent).status_code == 422
    agreed = {**sent, "agreed_by": str(cast.guardian.id)}
    assert caseworker.post(there, agreed).status_code == 302


def test_a_note_is_written_only_into_sections_of_ones_role(cast: Cast, case: Case) -> None:
    shown = signed_in(cast.provider).get(form(case, "note_added")).content.decode()
    assert 'value="health"' in shown
    assert 'value="legal"' not in shown
    assert 'value="justice"' not in shown


# Gates


def test_a_gate_speaks_before_anything_is_written(caseworker: Client, case: Case) -> None:
    before = len(recorded(case, "placement_started"))
    answer = caseworker.post(together(case, "placement"), PLACEMENT)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "This step is advised against" in shown
    assert 'name="despite-move_risk"' in shown
    assert "Source: " in shown
    assert "an uncle" in shown
    assert len(recorded(case, "placement_started")) == before


def test_a_gate_is_passed_with_a_reason_which_is_kept(caseworker: Client, case: Case) -> None:
    asked = caseworker.post(together(case, "placement"), PLACEMENT).content.decode()
    gates = set(re.findall(r'name="despite-(\w+)"', asked))
    reasons = {f"despite-{gate}": "the night was coming" for gate in gates}
    second = {"second_person": chosen_second(asked)} if 'name="second_person"' in asked else {}
    answer = caseworker.post(
        together(case, "placement"), {**PLACEMENT, **reasons, **second}, follow=True
    )
    entry = recorded(case, "placement_started")[-1]
    assert set(PassedGate.objects.filter(entry_id=entry.id).values_list("gate", flat=True)) == gates
    assert answer.status_code == 200
    timeline = caseworker.get(reverse("casefile:case_timeline", args=[case.reference]))
    assert "the night was coming" in timeline.content.decode()


def test_a_gate_that_got_no_reason_says_so_beside_the_question(
    caseworker: Client, case: Case
) -> None:
    asked = "Say why, or change below what is missing."
    assert asked not in caseworker.post(together(case, "placement"), PLACEMENT).content.decode()
    sent = {**PLACEMENT, "despite-move_risk": "  "}
    answer = caseworker.post(together(case, "placement"), sent)
    assert answer.status_code == 422
    assert answer.content.decode().count(asked) == 1


def chosen_second(shown: str) -> str:
    choices = shown[shown.index('name="second_person"') :]
    return re.findall(r'<option value="([0-9a-f-]{36})"', choices)[0]


def test_where_a_second_person_is_asked_for_a_reason_alone_does_not_pass(
    cast: Cast, caseworker: Client, case: Case
) -> None:
    asked = caseworker.post(together(case, "placement"), PLACEMENT).content.decode()
    assert 'name="second_person"' in asked
    gates = re.findall(r'name="despite-(\w+)"', asked)
    reasons = {f"despite-{gate}": "my reason, typed once" for gate in gates}
    answer = caseworker.post(together(case, "placement"), {**PLACEMENT, **reasons})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose the person who agreed" in shown
    assert "my reason, typed once" in shown
    assert f'value="{cast.caseworker.id}"' not in shown[shown.index('name="second_person"') :]
    assert len(recorded(case, "placement_started")) == 1


def test_a_reason_typed_for_a_gate_survives_a_draft(caseworker: Client, case: Case) -> None:
    sent = {**PLACEMENT, "despite-move_risk": "typed before the phone rang", "keep": "yes"}
    caseworker.post(together(case, "placement"), sent)
    again = caseworker.get(together(case, "placement")).content.decode()
    assert "typed before the phone rang" in again
    asked = caseworker.post(
        together(case, "placement"),
        {**PLACEMENT, "reason-move_risk": "typed before the phone rang"},
    )
    assert asked.status_code == 422
    assert "typed before the phone rang" in asked.content.decode()


# Several entries by one form


def test_one_form_appoints_the_guardian_and_brings_them_in(
    cast: Cast, caseworker: Client, case: Case
) -> None:
    other = case.involvements.get(role="guardian")
    actions.end_involvement(by=cast.caseworker, case=case, involvement=other)
    assert (
        signed_in(cast.guardian).get(reverse("casefile:case", args=[case.reference])).status_code
        == 404
    )
    sent = {**NOW, "chosen": str(cast.guardian.id), "guardian": "", "mandate": "temporary"}
    assert caseworker.post(together(case, "guardian"), sent).status_code == 302
    assert len(recorded(case, "guardian_appointed")) == 2
    assert (
        signed_in(cast.guardian).get(reverse("casefile:case", args=[case.reference])).status_code
        == 200
    )
    timeline = caseworker.get(
        reverse("casefile:case_timeline", args=[case.reference])
    ).content.decode()
    assert "guardian, guardians" in timeline


def test_a_part_left_empty_is_left_out(caseworker: Client, case: Case) -> None:
    answer = caseworker.post(
        together(case, "missing"), {**NOW, "circumstances": "not back from school"}
    )
    assert answer.status_code == 302
    assert len(recorded(case, "missing_reported")) == 1
    assert recorded(case, "missing_step") == []


def test_a_part_that_is_filled_is_recorded_with_the_first(caseworker: Client, case: Case) -> None:
    sent = {**NOW, "circumstances": "not back from school", "p1-step": "police_told"}
    assert caseworker.post(together(case, "missing"), sent).status_code == 302
    told, missing = recorded(case, "missing_step")[0], recorded(case, "missing_reported")[0]
    assert told.occurred_earliest == missing.occurred_earliest


def test_a_part_that_is_wrong_keeps_the_whole_form_back(caseworker: Client, case: Case) -> None:
    sent = {
        **NOW,
        "found_how": "came back alone",
        "p1-trigger": "after_missing",
        "p1-measures": "a plan",
    }
    answer = caseworker.post(together(case, "found"), sent)
    assert answer.status_code == 422
    assert recorded(case, "missing_found") == []


def test_naming_the_responsible_worker_brings_them_in(
    cast: Cast, caseworker: Client, case: Case
) -> None:
    sent = {"chosen": str(cast.colleague.id)}
    assert caseworker.post(together(case, "responsible_worker"), sent).status_code == 302
    case.refresh_from_db()
    assert case.assigned_to_id == cast.colleague.id
    assert (
        signed_in(cast.colleague).get(reverse("casefile:case", args=[case.reference])).status_code
        == 200
    )


def test_the_form_of_a_kind_that_leads_several_sends_to_the_form_of_them_all(
    caseworker: Client, case: Case
) -> None:
    answer = caseworker.get(form(case, "guardian_appointed") + "?for=guardian")
    assert answer["Location"] == together(case, "guardian") + "?for=guardian"


# Changing


def test_a_correction_begins_with_what_was_said_and_replaces_it(
    cast: Cast, caseworker: Client, case: Case
) -> None:
    entry = say(cast, case, "contact_made", how="by telephone")
    correct = reverse("casefile:correct", args=[case.reference, entry.id])
    assert "by telephone" in caseworker.get(correct).content.decode()
    assert caseworker.post(correct, {**NOW, "how": "by letter"}).status_code == 302
    assert recorded(case, "contact_made")[-1].supersedes == entry.id
    assert caseworker.get(correct).status_code == 403


def test_a_withdrawal_needs_its_reason_and_leaves_the_entry_in_sight(
    cast: Cast, caseworker: Client, case: Case
) -> None:
    entry = say(cast, case, "contact_made", how="by telephone")
    withdraw = reverse("casefile:withdraw", args=[case.reference, entry.id])
    assert caseworker.post(withdraw, {"reason": ""}).status_code == 422
    assert caseworker.post(withdraw, {"reason": "another child"}).status_code == 302
    shown = caseworker.get(
        reverse("casefile:case_timeline", args=[case.reference])
    ).content.decode()
    assert "Withdrawn: it no longer counts" in shown
    assert "another child" in shown


def test_to_correct_an_identity_it_has_to_be_uncovered_and_that_is_written_down(
    caseworker: Client, case: Case
) -> None:
    entry = recorded(case, "identity_recorded")[0]
    correct = reverse("casefile:correct", args=[case.reference, entry.id])
    assert NAME not in caseworker.get(correct).content.decode()
    assert NAME in caseworker.post(correct, {"uncover": "yes"}).content.decode()


def test_nobody_corrects_what_their_role_does_not_record(cast: Cast, case: Case) -> None:
    decided = recorded(case, "health_checked")[0]
    correct = reverse("casefile:correct", args=[case.reference, decided.id])
    assert signed_in(cast.lawyer).get(correct).status_code == 404
    guardian_appointed = recorded(case, "guardian_appointed")[0]
    there = reverse("casefile:correct", args=[case.reference, guardian_appointed.id])
    assert signed_in(cast.lawyer).get(there).status_code == 403
