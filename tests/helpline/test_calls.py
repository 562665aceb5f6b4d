"""A call at the screen: kept whatever is said in it, kept once, handed over once, sealed."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from amparo.audit.models import Line
from amparo.casefile import actions_concern, drafts, timelines
from amparo.casefile.models import TO_TRIAGE, Case, Entry
from amparo.helpline import actions, sealed
from amparo.helpline.models import Call
from tests.helpline.conftest import LOG, SCREEN, Lines, SignIn, saved

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

ARABIC = "قالت إنها لا تستطيع الخروج‮ ‏من البيت"


def account_of(concern: Case) -> str:
    [entry] = timelines.open_case(concern.id).timeline().of("concern_reported")
    return str(entry.body["account"])


def verbs() -> list[str]:
    return list(Line.objects.order_by("sequence").values_list("verb", flat=True))


def test_a_call_in_which_nothing_is_said_is_a_call(lines: Lines, sign_in: SignIn) -> None:
    call = saved(sign_in(lines.operator))
    assert (call.urgency, call.concern_id, call.caller_key) == ("", None, "")
    assert verbs()[-1] == "call_taken"


def test_a_silent_call_is_handed_over_with_a_sentence_that_says_so(
    lines: Lines, sign_in: SignIn
) -> None:
    call_id = str(uuid4())
    sent = {"entry_id": call_id, "nothing_said": "on", "hand_over": "yes"}
    response = sign_in(lines.operator).post(SCREEN, sent)
    call = Call.objects.get(id=call_id)
    assert call.concern is not None
    assert response["Location"] == f"/concern/{call.concern.reference}/arrived/"
    assert account_of(call.concern) == "The caller said nothing."
    assert verbs()[-1] == "call_handed_over"


def test_what_is_heard_goes_on_to_those_who_take_up_concerns(lines: Lines, sign_in: SignIn) -> None:
    call_id = str(uuid4())
    sent = {
        "entry_id": call_id,
        "account": ARABIC,
        "how_urgent": "danger",
        "child_name": "نور",
        "apparent_age": "١٢",
        "place": "a yellow house",
        "contact": "never by day",
        "channel": "no such channel",
        "stopped_by": "police",
        "hand_over": "yes",
    }
    sign_in(lines.operator).post(SCREEN, sent)
    concern = Call.objects.get(id=call_id).concern
    assert concern is not None
    assert (concern.state, concern.urgent) == (TO_TRIAGE, True)
    timeline = timelines.open_case(concern.id).timeline()
    bodies = {entry.kind: entry.body for entry in timeline.entries}
    assert bodies["concern_reported"]["channel"] == "helpline"
    assert bodies["concern_reported"]["in_danger_now"] is True
    assert "intercepted" not in bodies["concern_reported"]
    assert bodies["identity_recorded"]["apparent_age"] == 12
    assert bodies["whereabouts_noted"] == {"place": "a yellow house"}
    assert bodies["person_linked"]["contact"] == "never by day"


def test_a_call_sent_twice_is_one(lines: Lines, sign_in: SignIn) -> None:
    client, call_id = sign_in(lines.operator), str(uuid4())
    for _again in range(2):
        saved(client, entry_id=call_id, account="A child whispers.")
    assert Call.objects.count() == 1
    assert verbs().count("call_taken") == 1
    assert "call_changed" not in verbs()


def test_what_is_added_before_sending_again_is_not_lost(lines: Lines, sign_in: SignIn) -> None:
    client, call_id = sign_in(lines.operator), str(uuid4())
    saved(client, entry_id=call_id, account="A child whispers.")
    call = saved(client, entry_id=call_id, account="A child whispers: they are two.")
    bodies = sealed.opened(call)["bodies"]
    assert bodies["concern_reported"]["account"].endswith("they are two.")
    assert verbs()[-1] == "call_changed"


def test_a_call_is_handed_over_once_however_often_it_is_sent(lines: Lines, sign_in: SignIn) -> None:
    client, call_id = sign_in(lines.operator), str(uuid4())
    sent = {"entry_id": call_id, "account": "A child whispers.", "hand_over": "yes"}
    first, second = client.post(SCREEN, sent), client.post(SCREEN, sent)
    third = client.post(f"/calls/{call_id}/hand-over/")
    assert first["Location"] == second["Location"] == third["Location"]
    assert Case.objects.count() == 1
    assert verbs().count("call_handed_over") == 1


def test_a_hand_over_that_broke_off_goes_on_where_it_ended(lines: Lines, sign_in: SignIn) -> None:
    call = saved(sign_in(lines.operator), account="A child whispers.")
    bodies = sealed.opened(call)["bodies"]
    reported = actions_concern.report_concern(
        by=lines.operator, concern=bodies["concern_reported"], entry_id=call.id
    )
    assert actions.hand_over(by=lines.operator, call=call) == reported
    assert Case.objects.count() == 1


def test_after_the_hand_over_new_words_are_not_swallowed(lines: Lines, sign_in: SignIn) -> None:
    client, call_id = sign_in(lines.operator), str(uuid4())
    sent = {"entry_id": call_id, "account": "A child whispers.", "hand_over": "yes"}
    client.post(SCREEN, sent)
    response = client.post(SCREEN, {**sent, "account": "A child whispers: help."})
    assert response.status_code == 422
    assert "A child whispers: help." in response.content.decode()


def test_a_call_saved_before_is_handed_over_later(lines: Lines, sign_in: SignIn) -> None:
    client = sign_in(lines.operator)
    call = saved(client, account="A child whispers.")
    assert call.kept_until is not None
    client.post(f"/calls/{call.id}/hand-over/")
    call.refresh_from_db()
    assert call.concern is not None
    assert call.kept_until is None
    assert account_of(call.concern) == "A child whispers."


def test_the_log_says_whether_a_hand_over_was_taken_up_and_nothing_of_what_was_said(
    lines: Lines, sign_in: SignIn
) -> None:
    client = sign_in(lines.operator)
    call = saved(client, account="A child whispers.", how_urgent="urgent", child_name="Zora")
    concern = actions.hand_over(by=lines.operator, call=call)
    before = client.get(LOG).content.decode()
    assert "It arrived" in before
    takes_up = {one.agency_id: one for one in (lines.cast.outsider, lines.cast.caseworker)}
    actions_concern.open_case(by=takes_up[concern.triage_agency_id], case=concern)
    after = client.get(LOG).content.decode()
    assert "Somebody has taken it up" in after
    assert "whispers" not in before + after
    assert "Zora" not in before + after


def test_the_log_is_empty_in_words_and_goes_on_over_pages(lines: Lines, sign_in: SignIn) -> None:
    client = sign_in(lines.operator)
    assert "No calls here" in client.get(LOG).content.decode()
    for _number in range(26):
        actions.take_call(
            by=lines.operator,
            call_id=uuid4(),
            began_at=timezone.now(),
            urgency="",
            content={},
        )
    assert "?page=2" in client.get(LOG).content.decode()
    older = client.get(LOG, {"page": "2", "show": "mine"}).content.decode()
    assert older.count("<tr") == 2  # the head, and the one call that is left


# What is typed


@pytest.mark.parametrize("typed", ["ا" * 100_000, "\0", "‮" * 500, "a" * 300_000])
def test_whatever_is_typed_gets_an_answer_and_stays_in_the_page(
    lines: Lines, sign_in: SignIn, typed: str
) -> None:
    sent = {"entry_id": str(uuid4()), "account": typed, "advice": typed, "word": typed[:200]}
    response = sign_in(lines.operator).post(SCREEN, sent)
    assert response.status_code in (302, 422)
    if response.status_code == 422:
        assert not Call.objects.exists()
        assert response.content.decode().count(typed[:50].replace("\0", "")) >= 1


@pytest.mark.parametrize("began", ["", "soon", "2999-01-01T00:00:00+00:00", "1999-01-01T00:00",
                                   "0001-01-01T00:00:00+14:00", "9" * 60])  # fmt: skip
def test_a_call_never_begins_in_the_future_or_long_ago(
    lines: Lines, sign_in: SignIn, began: str
) -> None:
    call = saved(sign_in(lines.operator), began=began)
    assert timedelta(0) <= call.ended_at - call.began_at < timedelta(minutes=1)


def test_a_call_lasts_from_its_screen_to_its_saving(lines: Lines, sign_in: SignIn) -> None:
    began = timezone.now() - timedelta(minutes=12)
    call = saved(sign_in(lines.operator), began=began.isoformat())
    assert call.began_at == began
    assert call.ended_at - began >= timedelta(minutes=12)


@pytest.mark.parametrize("entry_id", ["", "x", "0" * 500])
def test_a_page_that_does_not_say_which_call_it_is_saves_nothing(
    lines: Lines, sign_in: SignIn, entry_id: str
) -> None:
    response = sign_in(lines.operator).post(SCREEN, {"entry_id": entry_id, "account": "Help."})
    assert response.status_code == 422
    assert not Call.objects.exists()


# A call that was begun


def test_a_call_that_was_begun_is_taken_up_again_from_log_and_start_page(
    lines: Lines, sign_in: SignIn
) -> None:
    client, call_id = sign_in(lines.operator), str(uuid4())
    typed = {"entry_id": call_id, "account": "Somebody breathes.", "advised": ["call_again"]}
    kept = client.post(SCREEN, {**typed, "keep": "yes"}, headers={"x-keep": "quietly"})
    assert kept.status_code == 204
    assert SCREEN in client.get("/").content.decode()
    assert "A call is begun" in client.get(LOG).content.decode()
    page = client.get(SCREEN).content.decode()
    assert "Somebody breathes." in page
    assert call_id in page
    assert re.search(r'value="call_again"[^>]*checked', page)
    saved(client, **typed)
    assert drafts.drafts_of(lines.operator) == []


def test_what_was_kept_too_late_does_not_come_back(lines: Lines, sign_in: SignIn) -> None:
    client, call_id = sign_in(lines.operator), str(uuid4())
    saved(client, entry_id=call_id, account="Somebody breathes.")
    client.post(SCREEN, {"entry_id": call_id, "account": "Somebody breathes.", "keep": "yes"})
    assert "Somebody breathes." not in client.get(SCREEN).content.decode()


def test_a_call_that_was_begun_can_be_thrown_away(lines: Lines, sign_in: SignIn) -> None:
    client = sign_in(lines.operator)
    client.post(SCREEN, {"entry_id": str(uuid4()), "account": "A joke.", "keep": "yes"})
    client.post("/calls/afresh/")
    assert "A joke." not in client.get(SCREEN).content.decode()


# Read again


def test_a_call_is_read_again_with_a_line_in_the_log_and_takes_notes(
    lines: Lines, sign_in: SignIn
) -> None:
    client = sign_in(lines.operator)
    call = saved(client, account="A child whispers.", caller="child", advice="to stay inside")
    where = f"/calls/{call.id}/"
    page = client.get(where).content.decode()
    assert "A child whispers." in page
    assert "to stay inside" in page
    assert verbs()[-1] == "call_read"
    for _again in range(2):
        client.post(f"{where}note/", {"text": "There was a train."})
    assert client.get(where).content.decode().count("There was a train.") == 1
    assert client.post(f"{where}note/", {"text": " \0 "}).status_code == 302
    assert verbs().count("call_noted") == 1


# What a thief of the database reads


def test_nothing_that_was_said_lies_readable_in_the_row(lines: Lines, sign_in: SignIn) -> None:
    typed = {
        "account": "zqaccountqz",
        "child_name": "zqchildqz",
        "place": "zqplaceqz",
        "contact": "zqcontactqz",
        "advice": "zqadviceqz",
        "word": "zqwordqz",
        "recognise": "true",
    }
    call = saved(sign_in(lines.operator), **typed)
    row = Call.objects.filter(id=call.id).values().get()
    lying = repr({name: bytes(v) if name == "sealed" else v for name, v in row.items()})
    said = lying + repr(list(Line.objects.values()))
    assert [word for word in typed.values() if word in said] == []
    assert sealed.opened(call)["word"] == "zqwordqz"


def test_what_one_call_said_does_not_open_in_the_row_of_another(
    lines: Lines, sign_in: SignIn
) -> None:
    client = sign_in(lines.operator)
    one, two = saved(client, account="A child whispers."), saved(client, account="A bus.")
    Call.objects.filter(id=two.id).update(sealed=one.sealed, key_id=one.key_id)
    two.refresh_from_db()
    assert sealed.opened(two) == {}


def test_no_entry_is_made_before_the_hand_over(lines: Lines, sign_in: SignIn) -> None:
    saved(sign_in(lines.operator), account="A child whispers.")
    assert not Entry.objects.exists()


def test_a_gate_that_speaks_at_the_hand_over_is_passed_with_a_reason(
    lines: Lines, sign_in: SignIn
) -> None:
    client = sign_in(lines.operator)
    stopped = {"channel": "helpline", "account": "He was held.", "intercepted": {"by": "border"}}
    call = actions.take_call(
        by=lines.operator,
        call_id=uuid4(),
        began_at=timezone.now(),
        urgency="",
        content={"bodies": {"concern_reported": stopped}},
    )
    where = f"/calls/{call.id}/hand-over/"
    asked = client.post(where)
    assert asked.status_code == 422
    gates = re.findall(r'name="(despite-[^"]+)"', asked.content.decode())
    assert gates
    assert not Case.objects.exists()
    answer = client.post(where, dict.fromkeys(gates, "He asked us to."))
    assert answer.status_code == 302
    assert Case.objects.count() == 1
