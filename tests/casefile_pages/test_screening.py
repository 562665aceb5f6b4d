"""The screening: only what may be looked at now, every answer kept at once, and no verdict."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amparo.audit.models import Line
from amparo.casefile import actions, drafts, timelines
from amparo.casefile.models import Case, Entry
from amparo.instruments import shipped
from amparo.people.actions import note_training
from tests.casefile.making import CONCERN, a_case
from tests.casefile_pages.case_world import a_lived_case, say, signed_in
from tests.cast import Cast

pytestmark = pytest.mark.slow

SIGNS, LABOUR = "unodc_child", "child_labour"
HOURS, PAY = "answer-4.excessive_hours", "answer-4.low_salary"
QUIETLY = {"X-Keep": "quietly"}
COURT_GATES = ("questions_first", "guardian_first", "interpreter", "interview", "not_twice")
WHEN = {"occurred_at_how": "now"}


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_lived_case(cast)


@pytest.fixture
def trained(cast: Cast) -> Client:
    note_training(by=cast.supervisor, user=cast.caseworker, trained=True)
    return signed_in(cast.caseworker)


def group(case: Case, code: str, number: int) -> str:
    return reverse("casefile:screening_group", args=[case.reference, code, number])


def so_far(case: Case, code: str) -> str:
    return reverse("casefile:screening_so_far", args=[case.reference, code])


def finish(case: Case, code: str) -> str:
    return reverse("casefile:screening_finish", args=[case.reference, code])


def group_of(client: Client, case: Case, code: str, name: str) -> str:
    """The address of the group that shows this answer."""
    for number in range(1, 20):
        answer = client.get(group(case, code, number))
        if answer.status_code == 200 and f'name="{name}"' in answer.content.decode():
            return group(case, code, number)
    raise LookupError(name)


def the_screening(case: Case) -> dict:
    """The body of the last screening that was recorded."""
    opened = timelines.open_case(case.id)
    return dict(opened.timeline().of("screening_completed")[-1].body)


def test_the_rules_of_a_first_conversation_stand_before_the_instruments(
    cast: Cast, case: Case
) -> None:
    shown = signed_in(cast.caseworker).get(reverse("casefile:screening", args=[case.reference]))
    text = shown.content.decode()
    assert "No question about the exploitation in a first conversation" in text
    assert "No result says that a child was not trafficked" in text
    assert "The official pages were not read" in text
    assert "Sexual exploitation of a child" not in text  # switched off


def test_the_duty_to_screen_leads_to_the_instruments(cast: Cast, case: Case) -> None:
    address = reverse("casefile:record_kind", args=[case.reference, "screening_completed"])
    answer = signed_in(cast.caseworker).get(address)
    assert answer["Location"] == reverse("casefile:screening", args=[case.reference])


def test_before_training_only_what_can_be_seen_or_asked_at_first_is_shown(
    cast: Cast, case: Case
) -> None:
    client = signed_in(cast.caseworker)
    with pytest.raises(LookupError):
        group_of(client, case, LABOUR, HOURS)
    client.post(group(case, LABOUR, 1), {HOURS: "yes"}, headers=QUIETLY)
    kept = drafts.load_draft(by=cast.caseworker, case=case, kind=f"screening:{LABOUR}")
    assert "4.excessive_hours" not in kept["answers"]


def test_without_a_guardian_nobody_is_shown_questions_on_exploitation(
    cast: Cast, trained: Client
) -> None:
    with pytest.raises(LookupError):
        group_of(trained, a_case(cast), LABOUR, HOURS)


def test_with_training_and_a_guardian_they_open(case: Case, trained: Client) -> None:
    shown = trained.get(group_of(trained, case, LABOUR, HOURS)).content.decode()
    assert "How to see it or ask it" in shown
    assert 'value="not_asked" checked' in shown


def test_a_sign_of_the_concern_is_filled_in_and_nobody_is_asked_twice(cast: Cast) -> None:
    case = a_case(cast, concern={**CONCERN, "signs": ["intimidated"]})
    client = signed_in(cast.caseworker)
    shown = client.get(group_of(client, case, SIGNS, "answer-intimidated")).content.decode()
    assert "Known from the concern of" in shown
    part = shown[shown.index('name="answer-intimidated"') :]
    assert 'value="yes" checked' in part[: part.index("</fieldset>")]


def test_every_answer_is_kept_at_once_and_the_same_person_goes_on(cast: Cast, case: Case) -> None:
    first = signed_in(cast.caseworker)
    address = group_of(first, case, SIGNS, "answer-intimidated")
    assert first.post(address, {"answer-intimidated": "yes"}, headers=QUIETLY).status_code == 204
    again = signed_in(cast.caseworker)
    part = again.get(address).content.decode()
    part = part[part.index('name="answer-intimidated"') :]
    assert 'value="yes" checked' in part[: part.index("</fieldset>")]
    assert (
        "Go on" in again.get(reverse("casefile:screening", args=[case.reference])).content.decode()
    )
    other = signed_in(cast.supervisor).get(address).content.decode()
    part = other[other.index('name="answer-intimidated"') :]
    assert 'value="yes" checked' not in part[: part.index("</fieldset>")]


def test_a_screening_goes_on_where_it_was_stopped(cast: Cast, case: Case) -> None:
    client = signed_in(cast.caseworker)
    client.post(group(case, SIGNS, 1), {})
    client.post(group(case, SIGNS, 2), {"stop": "yes"})
    begin = reverse("casefile:screening", args=[case.reference])
    shown = client.get(begin).content.decode()
    assert group(case, SIGNS, 2) in shown
    assert group(case, SIGNS, 1) not in shown


def test_what_is_no_answer_is_left_out(cast: Cast, case: Case) -> None:
    client = signed_in(cast.caseworker)
    sent = {"answer-intimidated": "maybe", "answer-nothing": "yes", "answer-": "no"}
    client.post(group(case, SIGNS, 1), sent, headers=QUIETLY)
    assert (
        drafts.load_draft(by=cast.caseworker, case=case, kind=f"screening:{SIGNS}")["answers"] == {}
    )


@pytest.mark.parametrize("where", [("no_such_set", 1), (SIGNS, 0), (SIGNS, 99),
                                   ("child_sexual", 1), ("external_score", 1)])  # fmt: skip
def test_no_such_instrument_or_group_is_not_there(
    cast: Cast, case: Case, where: tuple[str, int]
) -> None:
    client = signed_in(cast.caseworker)
    assert client.get(group(case, *where)).status_code == 404
    assert client.post(group(case, *where), {}).status_code == 404


def test_the_buttons_lead_on_back_away_and_to_the_explanation(cast: Cast, case: Case) -> None:
    client = signed_in(cast.caseworker)
    for pressed, leads in (
        ({}, group(case, SIGNS, 2)),
        ({"back": "yes"}, group(case, SIGNS, 1)),
        ({"stop": "yes"}, reverse("casefile:screening", args=[case.reference])),
        ({"so_far": "yes"}, so_far(case, SIGNS)),
    ):
        assert client.post(group(case, SIGNS, 1), pressed)["Location"] == leads


def answer_hours_and_pay(client: Client, case: Case) -> None:
    address = group_of(client, case, LABOUR, HOURS)
    client.post(address, {HOURS: "yes", PAY: "yes"}, headers=QUIETLY)


def test_the_explanation_says_because_of_what_and_never_not_trafficked(
    case: Case, trained: Client
) -> None:
    answer_hours_and_pay(trained, case)
    shown = trained.get(so_far(case, LABOUR)).content.decode()
    assert "The answers point to exploitation of this child." in shown
    assert "Because of:" in shown
    assert "Protect the child, whatever this result says." in shown
    assert "not a victim" not in shown


def test_what_could_still_matter_is_for_the_trained_and_that_it_was_shown_is_kept(
    cast: Cast, case: Case, trained: Client
) -> None:
    shown = trained.get(so_far(case, LABOUR)).content.decode()
    assert "What could still matter" in shown
    said = shipped()[LABOUR].items["4.excessive_hours"].help["en"].replace("'", "&#x27;")
    assert said in shown
    assert Line.objects.filter(verb="prompts_shown", case_id=case.id).count() == 1
    untrained = signed_in(cast.supervisor).get(so_far(case, LABOUR)).content.decode()
    assert "What could still matter" not in untrained
    assert Line.objects.filter(verb="prompts_shown").count() == 1


def test_without_a_guardian_no_prompt_leads_to_exploitation(cast: Cast, trained: Client) -> None:
    case = a_case(cast)
    said = shipped()[LABOUR].items["4.excessive_hours"].help["en"].replace("'", "&#x27;")
    assert said not in trained.get(so_far(case, LABOUR)).content.decode()


def test_before_an_interview_for_court_nobody_is_prompted(
    cast: Cast, case: Case, trained: Client
) -> None:
    actions.append(
        by=cast.caseworker, case=case, kind="step_planned", body={"step": "interview"},
        occurred_at=timezone.now() - timedelta(minutes=5),
        despite=dict.fromkeys(COURT_GATES, "there is no other day"),
    )  # fmt: skip
    shown = trained.get(so_far(case, LABOUR)).content.decode()
    assert "What could still matter" not in shown
    assert "An interview for court is planned" in shown


def test_an_ended_screening_is_one_entry_with_its_result(
    cast: Cast, case: Case, trained: Client
) -> None:
    answer_hours_and_pay(trained, case)
    sent = {**WHEN, "act": "true", "setting": "at the drop-in, alone"}
    answer = trained.post(finish(case, LABOUR), sent)
    assert answer.status_code == 302, answer.content.decode()
    body = the_screening(case)
    assert (body["instrument"], body["version"], body["act"]) == (LABOUR, "2009-09", True)
    assert body["answers"] == {"4.excessive_hours": "yes", "4.low_salary": "yes"}
    result = json.loads(body["result"])
    assert (result["finding"], result["positive"]) == ("indicated", ["exploitation"])
    assert drafts.load_draft(by=cast.caseworker, case=case, kind=f"screening:{LABOUR}") is None
    shown = trained.get(reverse("casefile:case_timeline", args=[case.reference])).content.decode()
    assert "Child labour exploitation (ILO/EC)" in shown
    assert "The answers point to exploitation of this child." in shown
    assert "4.excessive_hours" not in shown


def test_a_screening_ended_twice_by_an_impatient_finger_is_one(case: Case, trained: Client) -> None:
    answer_hours_and_pay(trained, case)
    shown = trained.get(finish(case, LABOUR)).content.decode()
    key = shown.split('name="entry_id" value="')[1].split('"')[0]
    for _time in range(2):
        answer = trained.post(finish(case, LABOUR), {**WHEN, "entry_id": key})
        assert answer.status_code == 302
    assert Entry.objects.filter(case=case, kind="screening_completed").count() == 1
    assert the_screening(case)["answers"] == {"4.excessive_hours": "yes", "4.low_salary": "yes"}


def test_a_worst_form_is_asked_after_training_only_and_counts_by_itself(
    cast: Cast, case: Case, trained: Client
) -> None:
    assert "Made to beg" in trained.get(finish(case, LABOUR)).content.decode()
    assert (
        "Made to beg" not in signed_in(cast.supervisor).get(finish(case, LABOUR)).content.decode()
    )
    form = {**WHEN, "act": "true", "worst_forms_begging": "true"}
    trained.post(finish(case, LABOUR), form)
    assert json.loads(the_screening(case)["result"])["exploitation_positive"]


def test_without_saying_when_nothing_is_recorded_and_nothing_is_lost(
    cast: Cast, case: Case, trained: Client
) -> None:
    answer_hours_and_pay(trained, case)
    before = Entry.objects.filter(case=case).count()
    answer = trained.post(finish(case, LABOUR), {"setting": "at the drop-in, alone"})
    assert answer.status_code == 422
    assert "at the drop-in, alone" in answer.content.decode()
    assert Entry.objects.filter(case=case).count() == before
    kept = drafts.load_draft(by=cast.caseworker, case=case, kind=f"screening:{LABOUR}")
    assert kept["answers"]["4.low_salary"] == "yes"


def test_a_screening_begun_waits_among_the_half_filled_forms(cast: Cast, case: Case) -> None:
    client = signed_in(cast.caseworker)
    client.post(group(case, SIGNS, 1), {"answer-intimidated": "no"}, headers=QUIETLY)
    shown = client.get(reverse("casefile:case", args=[case.reference])).content.decode()
    assert group(case, SIGNS, 1) in shown
    say(cast, case, "note_added", text="The phone rang.")
    assert group(case, SIGNS, 1) in client.get("/").content.decode()


def test_only_a_supervisor_of_the_agency_says_who_is_trained(cast: Cast) -> None:
    address = reverse("people:note_training", args=[cast.caseworker.id])
    for somebody in (cast.caseworker, cast.administrator, cast.outside_supervisor):
        assert signed_in(somebody).post(address, {"trained": "yes"}).status_code == 403
    assert signed_in(cast.supervisor).post(address, {"trained": "yes"}).status_code == 302
    cast.caseworker.refresh_from_db()
    assert cast.caseworker.trained_since is not None
    signed_in(cast.supervisor).post(address, {"trained": "no"})
    cast.caseworker.refresh_from_db()
    assert cast.caseworker.trained_since is None


SCORE = {**WHEN, "external": "short_screen", "score": "3", "band": "two or more", "positive": "yes"}


def test_of_a_licensed_instrument_only_score_and_band_are_kept(cast: Cast, case: Case) -> None:
    client = signed_in(cast.caseworker)
    answer = client.post(finish(case, "external_score"), SCORE)
    assert answer.status_code == 302, answer.content.decode()
    body = the_screening(case)
    assert (body["instrument"], body["answers"]) == ("short_screen", {"positive": "yes"})
    assert json.loads(body["result"]) == {"finding": None, "score": 3, "band": "two or more"}
    shown = client.get(reverse("casefile:case_timeline", args=[case.reference])).content.decode()
    assert "Short Screen for Child Sex Trafficking (Greenbaum)" in shown
    assert "3, two or more" in shown


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"external": "a_tea_leaf"}, "Choose the instrument."),
        ({"external": ""}, "Choose the instrument."),
        ({"score": "many"}, "as a whole number"),
        ({"score": "-1"}, "greater than or equal to 0"),
        ({"positive": ""}, "Say whether it came out positive."),
        ({"occurred_at_how": ""}, "Say when it happened"),
    ],
)
def test_a_score_that_cannot_be_is_asked_again_with_what_was_typed(
    cast: Cast, case: Case, wrong: dict[str, str], said: str
) -> None:
    sent = {**SCORE, "setting": "in the clinic", **wrong}
    answer = signed_in(cast.caseworker).post(finish(case, "external_score"), sent)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text
    assert "in the clinic" in text
    assert not Entry.objects.filter(case=case, kind="screening_completed").exists()


def test_a_score_sent_twice_is_kept_once(cast: Cast, case: Case) -> None:
    client = signed_in(cast.caseworker)
    shown = client.get(finish(case, "external_score")).content.decode()
    key = shown.split('name="entry_id" value="')[1].split('"')[0]
    for _time in range(2):
        client.post(finish(case, "external_score"), {**SCORE, "entry_id": key})
    assert Entry.objects.filter(case=case, kind="screening_completed").count() == 1


def test_how_often_a_result_is_wrong_is_for_the_trained_at_the_prevalence_set_here(
    cast: Cast, case: Case, trained: Client, settings
) -> None:
    number = "Of 100 children with a positive result, about 20 are trafficked."
    shown = trained.get(finish(case, "external_score")).content.decode()
    assert "was not set" in shown
    assert "Protect the child, whatever this number says." in shown
    assert number not in shown
    settings.AMPARO_PREVALENCE = 0.111
    assert number in trained.get(finish(case, "external_score")).content.decode()
    aged = {"names": [{"name": "Somebody"}], "birth": {"year": timezone.now().year - 8}}
    outside = "age is outside these ages"
    assert outside not in trained.get(finish(case, "external_score")).content.decode()
    say(cast, case, "identity_recorded", **aged)
    assert trained.get(finish(case, "external_score")).content.decode().count(outside) == 4
    untrained = signed_in(cast.supervisor).get(finish(case, "external_score")).content.decode()
    assert "How often such a result is wrong" not in untrained


def test_a_score_of_an_instrument_for_other_ages_is_warned_of_to_everybody(
    cast: Cast, case: Case
) -> None:
    client = signed_in(cast.caseworker)
    warned = "Made for other ages than this child"
    shown = client.get(finish(case, "external_score")).content.decode()
    assert "age is not known: such a score may not fit" in shown
    assert warned not in shown
    birth = {"year": timezone.now().year - 8}
    say(cast, case, "identity_recorded", names=[{"name": "Somebody"}], birth=birth)
    shown = client.get(finish(case, "external_score")).content.decode()
    assert warned in shown
    assert "Short Screen for Child Sex Trafficking (Greenbaum) (11–18)" in shown
