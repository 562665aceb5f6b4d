"""Reporting a concern: quick, never lost, sealed where it names somebody, and correctable."""

import re

import pytest
from django.urls import reverse

from amparo.access import NotFound
from amparo.casefile import drafts, queries, timelines
from amparo.casefile.actions_concern import open_case
from amparo.casefile.actions_looking import read_own_concern
from amparo.casefile.concern_bodies import initial_from
from amparo.casefile.forms_concern import ConcernForm
from amparo.casefile.models import Case, Entry
from tests.casefile.making import CONCERN, a_concern
from tests.cast import PASSWORD

TYPED = {
    "channel": "school",
    "account": "She falls asleep in class and is afraid to go home.",
    "how_urgent": "urgent",
    "how_many": "2",
    "signs": ["no_time_to_play", "unfit_work"],
    "recent_harm": "unknown",
    "travelling_with": "employer",
    "child_name": "Zuleikha Marked",
    "sex": "female",
    "apparent_age": "13",
    "place": "The yellow house behind the mill",
    "contact": "Call the school office at noon",
}
WRONG = [
    ({"account": ""}, "Write what you saw or heard"),
    ({"channel": ""}, "Choose where the worry came up."),
    ({"apparent_age": "9" * 5000}, "at most 60"),
    ({"account": "x" * 60_000}, "too long"),
    ({"channel": "no-such-channel"}, "Select a valid choice"),
    ({"sex": "no-such-sex"}, "Select a valid choice"),
    ({"place": "a\0b"}, "Null characters"),
]
MEET_CHILDREN = ["teacher", "operator", "border", "police", "guardian", "lawyer", "provider",
                 "caseworker", "supervisor", "coordinator", "competent_authority",
                 "outsider"]  # fmt: skip
MEET_NO_CHILD = ["analyst", "rapporteur", "administrator", "panel"]
SEALED = ("Zuleikha", "yellow house", "noon")


def send(client, **changed):
    return client.post("/concern/", {**TYPED, **changed})


def only_concern() -> Case:
    return Case.objects.get()


# The form


def test_seven_questions_stand_open_for_somebody_with_an_account(cast):
    form = ConcernForm(authority="school", reached_at="teacher@example.org")
    assert len([*form.first(), *form.sealed()]) == 7
    assert [one.name for one in form.more()] == ["travelling_with", "how_many", "channel"]
    assert not form.asks_about_stopping
    assert not form.opens_more()
    assert not form.opens_contact()


def test_where_the_worry_came_up_is_asked_first_where_the_agency_does_not_say(cast):
    form = ConcernForm(authority="ngo", reached_at="worker@example.org")
    assert next(form.first()).name == "channel"
    assert "channel" not in [one.name for one in form.more()]


def test_without_an_account_the_form_asks_how_to_reach_whoever_reports(cast):
    assert [one.name for one in ConcernForm(authority="school").sealed()][-1] == "contact"


@pytest.mark.parametrize(
    ("answered", "opens"), [("travelling_with", "opens_more"), ("contact", "opens_contact")]
)
def test_what_was_answered_in_a_fold_is_never_hidden(cast, answered, opens):
    form = ConcernForm(
        initial={answered: "aunt"}, authority="school", reached_at="teacher@example.org"
    )
    assert getattr(form, opens)()


def test_everybody_who_meets_children_may_report(cast, sign_in):
    for name in MEET_CHILDREN:
        response = sign_in(getattr(cast, name)).get("/concern/")
        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"]


def test_who_meets_no_child_is_told_why_not(cast, sign_in):
    for name in MEET_NO_CHILD:
        response = sign_in(getattr(cast, name)).get("/concern/")
        assert response.status_code == 403
        assert "Your role does not allow this." in response.content.decode()


def test_the_emergency_number_stands_on_the_page_without_any_script(cast, sign_in, settings):
    settings.AMPARO_EMERGENCY_NUMBER = "999"
    shown = sign_in(cast.teacher).get("/concern/").content.decode()
    assert 'href="tel:999"' in shown


def test_a_teacher_need_not_say_that_it_was_at_school(cast, sign_in):
    shown = sign_in(cast.teacher).get("/concern/").content.decode()
    assert re.search(r'<option value="school"\s+selected', shown)


def test_a_border_officer_is_asked_about_a_journey_that_was_stopped(cast, sign_in):
    assert "kept from travelling on" in sign_in(cast.border).get("/concern/").content.decode()
    assert "kept from travelling on" not in sign_in(cast.teacher).get("/concern/").content.decode()


# Sending it


def test_a_report_becomes_a_concern_with_a_reference_and_what_happens_next(cast, sign_in):
    client = sign_in(cast.teacher)
    response = send(client)
    concern = only_concern()
    assert response.status_code == 302
    assert response["Location"] == f"/concern/{concern.reference}/arrived/"
    shown = client.get(response["Location"]).content.decode()
    assert concern.reference in shown
    assert concern.triage_agency.name in shown
    assert "What happens next" in shown


def test_name_place_and_contact_are_sealed_apart_from_the_account(cast, sign_in):
    send(sign_in(cast.teacher))
    sections = dict(Entry.objects.values_list("kind", "section"))
    assert sections == {
        "concern_reported": "protection",
        "identity_recorded": "identity",
        "whereabouts_noted": "whereabouts",
        "person_linked": "identity",
    }


def test_what_is_sealed_stands_in_no_address(cast, sign_in):
    client = sign_in(cast.teacher)
    location = send(client)["Location"]
    assert not any(word in location for word in SEALED)


def test_danger_and_haste_are_said_in_one_answer(cast, sign_in):
    client = sign_in(cast.teacher)
    send(client, how_urgent="danger")
    concern = only_concern()
    assert concern.urgent
    shown = client.get(f"/concern/{concern.reference}/").content.decode()
    assert "Is the child in danger now?" in shown


def test_a_report_may_leave_out_all_but_two_answers(cast, sign_in):
    response = sign_in(cast.teacher).post("/concern/", CONCERN)
    assert response.status_code == 302
    assert Entry.objects.count() == 1


def test_sex_and_age_may_be_known_without_a_name(cast, sign_in):
    response = sign_in(cast.teacher).post("/concern/", {**CONCERN, "sex": "male"})
    assert response.status_code == 302
    assert only_concern().sex == "male"


def test_sent_twice_it_is_one_report(cast, sign_in):
    client = sign_in(cast.teacher)
    entry_id = re.search(
        r'name="entry_id" value="([^"]+)"', client.get("/concern/").content.decode()
    )
    first = send(client, entry_id=entry_id[1])
    again = send(client, entry_id=entry_id[1])
    assert first["Location"] == again["Location"]
    assert Case.objects.count() == 1


def test_sent_again_with_other_words_it_says_what_to_do(cast, sign_in):
    client = sign_in(cast.teacher)
    entry_id = "5f0c1f9e-98f9-4b02-9cb8-57c0e6f3a001"
    send(client, entry_id=entry_id)
    response = send(client, entry_id=entry_id, account="Something else.")
    assert response.status_code == 422
    assert "This report was sent before" in response.content.decode()
    assert Case.objects.count() == 1


def test_an_intercepted_journey_asks_for_a_reason_and_is_never_stopped_by_it(cast, sign_in):
    client = sign_in(cast.border)
    said = {"stopped_by": "ngo", "stopped_grounds": "She is a girl of that village."}
    response = send(client, **said)
    assert response.status_code == 422
    shown = response.content.decode()
    assert 'name="despite-intercept"' in shown
    assert "Zuleikha Marked" in shown
    response = send(client, **said, **{"despite-intercept": "It was done before we came."})
    assert response.status_code == 302
    assert only_concern().state == "to_triage"


# What cannot be sent keeps what was typed


def test_a_wrong_answer_is_explained_and_nothing_typed_is_lost(cast, sign_in):
    for changed, said in WRONG:
        response = send(sign_in(cast.teacher), **changed)
        shown = response.content.decode()
        assert response.status_code == 422
        assert said in shown
        assert "Please look at this again" in shown
        for name in ("child_name", "contact", "travelling_with"):
            assert TYPED[name] in shown
        assert not Case.objects.exists()


GUESSES = [
    ({"how_many": "a few", "apparent_age": "about 9 or 10"}, None, 9, ["a few", "about 9 or 10"]),
    ({"how_many": "3 or 4", "apparent_age": "1٢"}, 4, 12, ["3 or 4"]),
    ({"how_many": "0", "apparent_age": "-5"}, None, None, ["0", "-5"]),
    ({"how_many": "99999", "apparent_age": "999"}, None, None, ["99999", "999"]),
    ({"how_many": "3", "apparent_age": "9"}, 3, 9, []),
]


@pytest.mark.parametrize(("typed", "many", "age", "in_words"), GUESSES)
def test_a_guess_in_words_holds_no_report_back(cast, sign_in, typed, many, age, in_words):
    assert send(sign_in(cast.teacher), **typed).status_code == 302
    held = {e.kind: e.body for e in timelines.open_case(Case.objects.get().id).timeline().live}
    assert held["concern_reported"].get("how_many") == many
    assert held["identity_recorded"].get("apparent_age") == age
    said = held["concern_reported"].get("guesses", "")
    assert all(words in said for words in in_words)
    assert bool(said) == bool(in_words)


def test_a_name_that_also_stands_in_the_account_is_asked_about_once(cast, sign_in):
    client = sign_in(cast.teacher)
    words = {"child_name": "Āmina Petrova", "account": "In my class ĀMINA sleeps."}
    asked = send(client, **words)
    assert asked.status_code == 422
    assert "also stands in this text" in asked.content.decode()
    assert "ĀMINA sleeps" in asked.content.decode()
    assert not Case.objects.exists()
    assert 'name="name_stays" value="yes"' in asked.content.decode()
    assert send(client, **words, name_stays="yes").status_code == 302


def test_names_of_every_script_and_direction_come_back_as_typed(cast, sign_in):
    for name in ("صوفيا العلي", "សុភា", "\u202eAmina", "<b>Amina</b>", "আমিনা"):
        client = sign_in(cast.teacher)
        shown = send(client, child_name=name, account="").content.decode()
        assert name.replace("<", "&lt;").replace(">", "&gt;") in shown
        assert send(client, child_name=name).status_code == 302


def test_digits_of_any_script_count(cast, sign_in):
    assert send(sign_in(cast.teacher), apparent_age="١٤").status_code == 302
    own = {
        entry.kind: entry.body for entry in read_own_concern(by=cast.teacher, case=only_concern())
    }
    assert own["identity_recorded"]["apparent_age"] == 14


# A draft


def test_half_a_report_is_kept_and_not_sent(cast, sign_in):
    client = sign_in(cast.teacher)
    response = send(client, keep="yes")
    assert response["Location"] == "/"
    assert not Case.objects.exists()
    shown = client.get("/concern/").content.decode()
    assert "Here is what you had begun" in shown
    for typed in (TYPED["account"], TYPED["child_name"], TYPED["contact"]):
        assert typed in shown
    assert "Zuleikha" not in sign_in(cast.operator).get("/concern/").content.decode()


def test_what_a_script_keeps_while_typing_survives_a_lost_session(cast, sign_in):
    typed = {"account": "He hides his hands.", "keep": "yes"}
    response = sign_in(cast.teacher).post("/concern/", typed, headers={"X-Keep": "quietly"})
    assert response.status_code == 204
    assert "He hides his hands." in sign_in(cast.teacher).get("/concern/").content.decode()


def test_a_draft_is_forgotten_once_it_was_sent_or_given_up(cast, sign_in):
    client = sign_in(cast.teacher)
    send(client, keep="yes")
    client.post("/concern/afresh/")
    assert drafts.drafts_of(cast.teacher) == []
    send(client, keep="yes")
    send(client)
    assert drafts.drafts_of(cast.teacher) == []


def test_more_than_can_be_kept_is_said_and_not_lost(cast, sign_in):
    client = sign_in(cast.teacher)
    typed = {"account": "x" * 250_000, "keep": "yes"}
    assert client.post("/concern/", typed, headers={"X-Keep": "quietly"}).status_code == 413
    assert send(client, account="y" * 250_000, keep="yes").status_code == 422


def test_a_lost_session_asks_to_sign_in_and_the_report_goes_on(cast, client):
    lost = send(client)
    shown = lost.content.decode()
    assert lost.status_code == 401
    assert "You were signed out" in shown
    assert f'name="child_name" value="{TYPED["child_name"]}"' in shown
    assert not Case.objects.exists()
    wrong = send(client, **{"again-email": cast.teacher.email, "again-password": "not this one"})
    assert wrong.status_code == 401
    assert "not this one" not in wrong.content.decode()
    right = send(client, **{"again-email": cast.teacher.email, "again-password": PASSWORD})
    assert right["Location"] == f"/concern/{only_concern().reference}/arrived/"
    assert client.get(right["Location"]).status_code == 200


# Afterwards


def test_the_reporter_reads_and_corrects_their_words_and_not_the_case(cast, sign_in):
    concern = a_concern(cast)
    open_case(by=cast.supervisor, case=concern, caseworker=cast.caseworker)
    client = sign_in(cast.teacher)
    shown = client.get(f"/concern/{concern.reference}/").content.decode()
    assert CONCERN["account"] in shown
    assert "Somebody has taken it up" in shown
    assert client.get(f"/cases/{concern.reference}/").status_code == 404


def test_a_correction_supersedes_and_keeps_what_was_there(cast, sign_in):
    concern = a_concern(cast)
    client = sign_in(cast.teacher)
    address = f"/concern/{concern.reference}/correct/"
    shown = client.get(address).content.decode()
    assert CONCERN["account"] in shown
    response = client.post(
        address,
        {**CONCERN, "account": "It was her uncle.", "child_name": "Amina Test", "sex": "female",
         "apparent_age": "14", "contact": "At noon"},
    )  # fmt: skip
    assert response["Location"] == f"/concern/{concern.reference}/"
    shown = client.get(response["Location"]).content.decode()
    assert "It was her uncle." in shown
    assert "At noon" in shown
    kinds = list(concern.entries.order_by("sequence").values_list("kind", flat=True))
    assert kinds.count("concern_reported") == 2
    assert kinds.count("identity_recorded") == 1
    assert "entry_withdrawn" in kinds  # the place was cleared


def test_a_correction_with_an_error_keeps_what_was_typed(cast, sign_in):
    concern = a_concern(cast)
    address = f"/concern/{concern.reference}/correct/"
    response = sign_in(cast.teacher).post(address, {**CONCERN, "account": "", "place": "A barn"})
    assert response.status_code == 422
    assert "A barn" in response.content.decode()


def test_a_report_is_taken_back_with_a_reason_and_still_looked_at(cast, sign_in):
    concern = a_concern(cast)
    client = sign_in(cast.teacher)
    address = f"/concern/{concern.reference}/take-back/"
    client.post(address, {"reason": ""})
    assert not Entry.objects.filter(kind="entry_withdrawn").exists()
    client.post(address, {"reason": "It was another child."})
    assert Entry.objects.filter(kind="entry_withdrawn").count() == 1
    concern.refresh_from_db()
    assert concern.state == "to_triage"


def test_a_report_is_read_there_by_its_author_alone(cast, sign_in):
    for name in ("operator", "caseworker", "supervisor", "administrator", "outsider"):
        concern = a_concern(cast)
        client = sign_in(getattr(cast, name))
        for page in ("own_concern", "reported", "correct_concern"):
            address = reverse(f"casefile:{page}", args=[concern.reference])
            assert client.get(address).status_code == 404
        address = reverse("casefile:take_back_concern", args=[concern.reference])
        assert client.post(address, {"reason": "x"}).status_code == 404


def test_a_mistyped_reference_of_a_report_is_not_there(cast, sign_in):
    assert sign_in(cast.teacher).get("/concern/0000-0000-0/").status_code == 404
    with pytest.raises(NotFound):
        queries.find_own_concern(cast.operator, a_concern(cast).reference)


def test_bodies_become_the_form_they_came_from():
    typed = initial_from({"concern_reported": {**CONCERN, "in_danger_now": True, "urgent": True}})
    assert typed == {**CONCERN, "how_urgent": "danger"}
