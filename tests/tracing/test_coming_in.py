"""Requests by page, file and API: one validator, one clear line, nothing half done."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from amparo.access import NotFound, Refused
from amparo.audit.models import Line
from amparo.casefile.models import WrappedKey
from amparo.finding.models import TracingMatch, TracingRequest, TracingSource
from amparo.finding.tracing import importing, outside, rules, sealed, taking, verifying
from amparo.finding.tracing.content import Wrong, read
from tests.casefile_pages.conftest import SignIn
from tests.cast import Cast
from tests.tracing.conftest import AUNT, NOBODY, a_child, a_request, minutes_pass, says, verify

IN = "/tracing/in/"
HEAD = "seeker_name,relation,child_names,age,their_reference"
ROW = "Mariama Bangura,relative,Amina Bangura; Mina,12-15,RC-17"


def today():
    return timezone.localdate()


# What it says


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("seeker_name", ""),
        ("relation", "aunt"),
        ("child_names", " ; "),
        ("child_names", ";".join(f"name {n}" for n in range(40))),
        ("age", "old"),
        ("age", "15-12"),
        ("age", "99"),
        ("sex", "girl"),
        ("may_be_contacted", "perhaps"),
        ("lost_on", "2999"),
        ("lost_on", "2026-02-31"),
        ("lost_on", "last year"),
        ("answer_by", "2020-01-01"),
        ("circumstances", "x" * 4001),
        ("places", 1.5),
        ("shoe_size", "36"),
        ("their_reference", "\ud800"),
        ("places", ["\ud800"]),
    ],
)
def test_what_cannot_be_kept_is_said_by_its_field(field: str, value: object) -> None:
    with pytest.raises(Wrong) as wrong:
        read({**AUNT, field: value}, today())
    assert wrong.value.field == field


def test_ages_and_days_may_be_guesses_and_digits_of_any_script() -> None:
    said = read({**AUNT, "age": "١٢", "lost_on": "2025-03"}, today())
    assert said.ages == (12, 12)
    assert said.lost == ("2025-03-01", "2025-03-31")
    assert read({**AUNT, "child_names": "Mina؛ أمينة\nAmina"}, today()).child_names == (
        "Mina", "أمينة", "Amina",
    )  # fmt: skip


# Sealed


def test_nothing_that_a_family_says_lies_in_the_clear(cast: Cast) -> None:
    request = a_request(cast.caseworker)
    row = TracingRequest.objects.filter(id=request.id).values()[0]
    assert "Amina" not in str({**row, "sealed": bytes(row["sealed"])})
    assert all("Amina" not in str(line) for line in Line.objects.values())
    assert sealed.content_of(request) == says()


def test_a_request_whose_key_was_destroyed_says_nothing_any_more(cast: Cast) -> None:
    request = a_request(cast.caseworker)
    WrappedKey.objects.filter(id=request.key_id).delete()
    assert sealed.content_of(request) is None
    minutes_pass()
    _row, content = taking.read_request(by=cast.caseworker, request_id=request.id)
    assert content is None


def test_a_form_sent_twice_is_one_request(cast: Cast) -> None:
    first = a_request(cast.caseworker)
    again = taking.take(by=cast.caseworker, content=says(), request_id=first.id)
    assert again == first
    assert TracingRequest.objects.count() == 1


# Who may


def test_only_caseworkers_and_supervisors_of_child_protection_take_requests(cast: Cast) -> None:
    takes = set()
    for name, user in cast.everybody().items():
        try:
            a_request(user)
            takes.add(name)
        except Refused:
            assert Line.objects.order_by("-sequence")[0].actor_id == user.id
    assert takes == {"caseworker", "colleague", "supervisor", "outsider", "outside_supervisor"}


def test_the_outsider_and_the_police_know_of_no_request(cast: Cast) -> None:
    request = a_request(cast.caseworker)
    for user in (cast.outsider, cast.outside_supervisor, cast.police, cast.guardian):
        with pytest.raises((Refused, NotFound)):
            taking.read_request(by=user, request_id=request.id)


def test_at_the_screens_the_board_is_for_those_who_take_requests_and_guardians(
    cast: Cast, sign_in: SignIn
) -> None:
    got = {
        name: sign_in(user).get("/tracing/").status_code for name, user in cast.everybody().items()
    }
    shown = {"caseworker", "colleague", "supervisor", "outsider", "outside_supervisor", "guardian"}
    assert {name for name, status in got.items() if status == 200} == shown


def test_by_page(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.caseworker)
    response = client.post("/tracing/new/", {**AUNT, "request_id": "no id"})
    assert response.status_code == 422
    fresh = client.get("/tracing/new/").context["form"]["request_id"].value()
    response = client.post("/tracing/new/", {**AUNT, "age": "old", "request_id": fresh})
    assert response.status_code == 422
    assert b"Amina Bangura" in response.content
    assert client.post("/tracing/new/", {**AUNT, "request_id": fresh}).status_code == 302
    assert client.post("/tracing/new/", {**AUNT, "request_id": fresh}).status_code == 302
    assert TracingRequest.objects.count() == 1


# By file


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        b"PK\x03\x04\x00\x00",
        b"{",
        b"[1]",
        b"[" * 100_000,
        b'{"seeker_name": "x"}',
        b"name\nx",
        b"seeker_name,relation\nA,mother",
        b"seeker_name,relation,child_names,age,age\n",
        HEAD.encode(),
        f"{HEAD}\nMariama,relative".encode(),
        f"{HEAD}\n{ROW}\n{ROW}".encode(),
        f'{HEAD}\n"Mariama,relative'.encode(),
        f"{HEAD}\n{'x' * 30_000},relative,Amina,12,".encode(),
        f"{HEAD}\n{ROW}\nA,aunt,B,12,".encode(),
        b"a" * (importing.MOST_BYTES + 1),
    ],
)
def test_a_broken_file_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(importing.BadFile) as bad:
        importing.requests_in(data, today())
    assert "\n" not in str(bad.value)
    assert "Mariama" not in str(bad.value)


def test_a_file_is_taken_whole_and_twice_is_once(cast: Cast) -> None:
    data = f"\ufeff{HEAD}\n{ROW}\n\nRosa,mother,Ximena,9,\n".encode()
    contents = importing.requests_in(data, today())
    first = taking.take_all(by=cast.supervisor, contents=contents[:1])
    again = taking.take_all(by=cast.supervisor, contents=contents)
    assert [row.id for row in again][:1] == [row.id for row in first]
    assert TracingRequest.objects.count() == 2
    with pytest.raises(Refused):
        taking.take_all(by=cast.teacher, contents=contents)
    assert TracingRequest.objects.count() == 2


# By an organisation


def post(secret: str, row: object = AUNT, **more: str):
    body = row if isinstance(row, bytes) else json.dumps(row)
    return Client().post(
        IN, body, content_type="application/json", headers={"Authorization": f"Bearer {secret}"}
    )


@pytest.fixture
def sender(cast: Cast) -> outside.Opened:
    return outside.open_sender(by=cast.supervisor, name="The Red Cross")


def test_an_organisation_sends_and_is_told_the_day_of_the_answer(sender: outside.Opened) -> None:
    response = post(sender.secret, {**AUNT, "their_reference": "RC-17"})
    assert response.status_code == 200
    row = TracingRequest.objects.get()
    assert response.json() == {"answer": "received", "answer_by": row.due.isoformat()}
    again = post(sender.secret, {**AUNT, "their_reference": "RC-17", "age": "13"})
    assert again.content == response.content
    content = sealed.content_of(TracingRequest.objects.get())
    assert content is not None
    assert content.ages == (13, 13)


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (b"\xff", "body"),
        (b"[]", "body"),
        (b"[" * 30_000, "body"),
        (b" " * (65 * 1024), "body"),
        ({"seeker_name": "x"}, "relation"),
        ({**AUNT, "age": "old"}, "age"),
        ({**AUNT, "child_names": {"a": 1}}, "child_names"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_kept(
    sender: outside.Opened, row: object, field: str
) -> None:
    response = post(sender.secret, row)
    assert response.status_code == 422
    assert response.json()["field"] == field
    assert not TracingRequest.objects.exists()


def test_a_wrong_and_a_closed_secret_get_the_same_answer(
    cast: Cast, sender: outside.Opened
) -> None:
    wrong = post("wrong")
    outside.close_sender(by=cast.supervisor, source_id=sender.source.id)
    assert (wrong.status_code, wrong.content) == (401, post(sender.secret).content)
    assert Client().get(IN).status_code == 405


def test_who_floods_is_told_to_wait(
    sender: outside.Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outside, "MOST_OF_ONE_SENDER", 2)
    monkeypatch.setattr(outside, "MOST_WRONG", 1)
    assert [post(sender.secret, NOBODY).status_code for _n in range(3)] == [200, 200, 429]
    assert [post("wrong").status_code for _n in range(2)] == [401, 429]


def test_only_a_supervisor_says_who_may_send_and_only_to_their_own_agency(
    cast: Cast, sender: outside.Opened, sign_in: SignIn
) -> None:
    for user in (cast.caseworker, cast.police, cast.administrator):
        with pytest.raises(Refused):
            outside.open_sender(by=user, name="Anybody")
    with pytest.raises(NotFound):
        outside.close_sender(by=cast.outside_supervisor, source_id=sender.source.id)
    page = sign_in(cast.supervisor).post("/tracing/senders/", {"name": "A committee", "days": "90"})
    assert page.status_code == 200
    assert sender.secret not in page.content.decode()
    assert page.context["opened"].secret in page.content.decode()


def test_a_secret_opens_nothing_once_its_time_is_over(
    cast: Cast, sender: outside.Opened, sign_in: SignIn
) -> None:
    ends = sender.source.ends_on
    assert ends == today() + timedelta(days=outside.USUALLY)
    at = timezone.now()
    assert outside.sender_of(sender.secret, at + timedelta(days=outside.USUALLY)) is not None
    assert outside.sender_of(sender.secret, at + timedelta(days=outside.USUALLY + 1)) is None
    TracingSource.objects.update(ends_on=today() - timedelta(days=1))
    assert post(sender.secret).content == post("wrong").content
    page = sign_in(cast.supervisor).get("/tracing/senders/").content.decode()
    assert "time is over" in page
    with pytest.raises(Refused):
        outside.open_sender(by=cast.supervisor, name="For ever", days=36_500)


def test_who_is_put_in_the_place_of_somebody_verified_is_verified_anew(
    cast: Cast, sender: outside.Opened
) -> None:
    """A thief of the secret knows the number, and writes another name and telephone."""
    post(sender.secret, {**AUNT, "their_reference": "RC-17"})
    row = TracingRequest.objects.get()
    verify(cast.supervisor, row)
    assert rules.is_verified(verifying.results_of(row))
    post(sender.secret, {**AUNT, "their_reference": "RC-17"})
    row = TracingRequest.objects.get()
    assert rules.is_verified(verifying.results_of(row))
    post(sender.secret, {**AUNT, "their_reference": "RC-17", "channel": "Call +000 1"})
    row = TracingRequest.objects.get()
    assert not rules.is_verified(verifying.results_of(row))
    assert [one.counts for one in verifying.checks_of(row)] == [False] * 3
    verify(cast.supervisor, row)
    assert rules.is_verified(verifying.results_of(TracingRequest.objects.get()))


def test_what_is_sent_anew_after_an_answer_is_kept_and_compared(
    cast: Cast, sender: outside.Opened
) -> None:
    case = a_child(cast)
    post(sender.secret, {**NOBODY, "their_reference": "RC-17"})
    minutes_pass()
    TracingRequest.objects.update(state=rules.ANSWERED)
    post(sender.secret, {**AUNT, "their_reference": "RC-17"})
    minutes_pass()
    assert TracingMatch.objects.get().case_id == case.id


def test_what_an_organisation_sends_is_compared_like_all_else(
    cast: Cast, sender: outside.Opened
) -> None:
    case = a_child(cast)
    post(sender.secret)
    assert not TracingMatch.objects.exists()
    minutes_pass()
    assert TracingMatch.objects.get().case_id == case.id
