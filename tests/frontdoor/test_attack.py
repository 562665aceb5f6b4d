"""The front door under attack: nothing leaks, the queue survives, real reports still arrive."""

import logging
from datetime import timedelta
from urllib.parse import quote, urlencode

import pytest
from django.core.handlers.exception import response_for_exception
from django.test import Client, RequestFactory
from django.utils import timezone

from amparo.casefile import queries
from amparo.casefile.crowds import FOLDED_BEYOND, crowds_waiting
from amparo.casefile.models import Case, Entry
from amparo.casefile.queries_work import owed_counts, owed_today
from amparo.frontdoor import actions, rules
from amparo.frontdoor.models import FrontDoor, Receipt
from amparo.people.models import SignInAttempt
from tests.casefile.making import a_concern
from tests.cast import Cast
from tests.frontdoor.conftest import TYPED, SignIn, Visitor
from tests.frontdoor.test_sending import receipt_in, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

FLOOD = 300
FORM = "application/x-www-form-urlencoded"
SCRIPT = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>{{ 7|add:7 }}"


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands in the middle of an hour, so that no flood is cut in two by its end."""
    at = timezone.now().replace(minute=20, second=0, microsecond=0)
    monkeypatch.setattr("amparo.frontdoor.actions.timezone.now", lambda: at)


# Flooding


def test_a_flood_from_one_network_stops_and_everybody_else_is_heard(
    visitor: Visitor, cast: Cast, sign_in: SignIn, still: None
) -> None:
    before = a_concern(cast)
    answers = [visitor.send(account=f"Nonsense {n}") for n in range(FLOOD)]
    arrived = [one for one in answers if one.status_code == 200]
    stopped = [one for one in answers if one.status_code == 429]
    assert len(arrived) == rules.MOST_OF_ONE_SOURCE
    assert len(arrived) + len(stopped) == FLOOD
    assert "Nonsense 299" in text_of(stopped[-1])
    assert "nothing you wrote is lost" in text_of(stopped[-1])

    other = Visitor(visitor.address, network="203.0.113.9")
    assert receipt_in(other.send(account="A real worry."))
    after = a_concern(cast)
    shown = text_of(sign_in(cast.supervisor).get("/concerns/"))
    assert before.reference in shown
    assert after.reference in shown
    assert f"{rules.MOST_OF_ONE_SOURCE + 1} reports" in shown


def test_a_flood_from_many_networks_is_one_line_and_pushes_nobody_out(
    visitor: Visitor, cast: Cast, sign_in: SignIn, still: None
) -> None:
    before = a_concern(cast)
    Case.objects.update(urgent=False)
    for n in range(30):
        flood = Visitor(visitor.address, network=f"192.0.2.{n}")
        assert flood.send(account=f"Nonsense {n}", how_urgent="danger").status_code == 200
    after = a_concern(cast)
    ordinary = [before.reference, after.reference]
    assert [head.reference for head in queries.concerns_waiting(cast.supervisor, 2)] == ordinary
    (crowd,) = crowds_waiting(cast.supervisor)
    assert crowd.number == 30
    assert crowd.urgent
    assert {duty.case.reference for duty in owed_today(cast.supervisor)} == set(ordinary)
    assert owed_counts(cast.supervisor)["overdue"] <= 4

    client = sign_in(cast.supervisor)
    for address in ("/concerns/", "/"):
        shown = text_of(client.get(address))
        assert "30 reports" in shown
        assert shown.count("/concerns/?from=") == 1
    folded = text_of(client.get(f"/concerns/?from={crowd.account_id}"))
    assert folded.count("Read and take up") == 30
    assert before.reference not in folded
    assert sign_in(cast.teacher).get(f"/concerns/?from={crowd.account_id}").status_code == 403


def test_a_few_reports_of_one_school_are_not_folded(
    visitor: Visitor, cast: Cast, still: None
) -> None:
    for n in range(FOLDED_BEYOND):
        visitor.send(account=f"A child {n}")
    assert not crowds_waiting(cast.supervisor)
    assert len(queries.concerns_waiting(cast.supervisor)) == FOLDED_BEYOND


def test_another_agency_sees_nothing_of_a_flood(visitor: Visitor, cast: Cast, still: None) -> None:
    for n in range(FOLDED_BEYOND + 1):
        visitor.send(account=f"Nonsense {n}")
    for name in ("outsider", "outside_supervisor", "teacher", "administrator"):
        assert not crowds_waiting(getattr(cast, name))


def test_beyond_the_ceiling_of_a_door_the_page_says_whom_to_call(
    visitor: Visitor, door: FrontDoor, settings, still: None
) -> None:
    settings.AMPARO_EMERGENCY_NUMBER = "999"
    visitor.send()
    received = Receipt.objects.get()
    Receipt.objects.bulk_create(
        Receipt(
            code_hash=f"{n:064}",
            case=received.case,
            door=door,
            received_at=actions.timezone.now() - timedelta(minutes=5),
        )
        for n in range(rules.MOST_OF_ONE_DOOR)
    )
    response = Visitor(visitor.address, network="203.0.113.9").send(account="What I typed.")
    assert response.status_code == 429
    assert "by telephone" in text_of(response)
    assert 'href="tel:999"' in text_of(response)
    assert "What I typed." in text_of(response)


def test_the_next_hour_the_same_network_is_heard_again(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = timezone.now().replace(minute=20, second=0, microsecond=0)
    for hour in range(2):
        now = at + timedelta(hours=hour)
        monkeypatch.setattr("amparo.frontdoor.actions.timezone.now", lambda now=now: now)
        for _n in range(rules.MOST_OF_ONE_SOURCE):
            assert visitor.send().status_code == 200
        assert visitor.send().status_code == 429


def test_no_address_of_a_visitor_is_kept(visitor: Visitor) -> None:
    visitor.send()
    visitor.get("/door/wrong/")
    kept = [str(row.__dict__) for row in SignInAttempt.objects.all()]
    assert len(kept) == 2
    assert not any(visitor.network in row for row in kept)


# Replays


def test_three_hundred_replays_make_one_report_and_one_receipt(
    visitor: Visitor, still: None
) -> None:
    entry_id = "5f0c1f9e-98f9-4b02-9cb8-57c0e6f3a001"
    answers = [visitor.send(entry_id=entry_id) for _n in range(FLOOD)]
    receipts = {receipt_in(one) for one in answers if one.status_code == 200}
    assert len(receipts) == 1
    assert Case.objects.count() == Receipt.objects.count() == 1


def test_a_form_of_one_door_does_not_open_what_came_through_another(
    visitor: Visitor, cast: Cast
) -> None:
    other = actions.open_door(
        by=cast.supervisor,
        institution="The clinic",
        channel="health",
        agency=cast.agencies["social_services"],
    )
    entry_id = "5f0c1f9e-98f9-4b02-9cb8-57c0e6f3a001"
    receipt = receipt_in(visitor.send(entry_id=entry_id))
    response = Visitor(f"/door/{other.token}/").send(entry_id=entry_id)
    assert response.status_code == 409
    assert receipt not in text_of(response)


# Guessing


def test_unknown_mistyped_and_closed_doors_answer_alike(
    visitor: Visitor, cast: Cast, opened: actions.Opened
) -> None:
    wrong = [visitor.address[:-2] + "x/", "/door/x/", "/door/%00%ED%A0%80/", f"/door/{'A' * 4000}/"]
    answers = [visitor.get(address) for address in wrong]
    actions.close_door(by=cast.supervisor, door=opened.door)
    answers += [visitor.get(), visitor.send()]
    assert {one.status_code for one in answers} == {404}
    assert len({text_of(one) for one in answers}) == 1
    assert "fresh link" in text_of(answers[0])
    assert all(one["Referrer-Policy"] == "no-referrer" for one in answers)


def test_guessing_doors_is_stopped_and_the_real_one_stays_open(
    visitor: Visitor, still: None
) -> None:
    answers = [visitor.get(f"/door/guess-{n}/").status_code for n in range(FLOOD)]
    assert answers.count(404) == rules.MOST_WRONG_ADDRESSES
    assert answers.count(429) == FLOOD - rules.MOST_WRONG_ADDRESSES
    assert visitor.send().status_code == 200


def test_guessing_receipts_is_slowed(visitor: Visitor, still: None) -> None:
    receipt = receipt_in(visitor.send())
    guesses = [
        rules.written(rules.reference.with_check(rules.reference.signs_of(n, 11)))
        for n in range(40)
    ]
    answers = [visitor.ask(guess) for guess in guesses]
    tried = [one for one in answers if "There is no such number." in text_of(one)]
    slowed = [one for one in answers if one.status_code == 429]
    assert len(tried) == rules.RECEIPT_PATIENCE.free + 1
    assert len(slowed) == len(answers) - len(tried)
    elsewhere = Visitor(visitor.address, network="203.0.113.9")
    assert "Received" in text_of(elsewhere.ask(receipt))


@pytest.mark.parametrize("typed", ["", " ", "x" * 5000, "\0", "٠" * 12, "<b>", "7K3Q9M2X4C8DD"])
def test_what_is_no_receipt_is_said_to_be_none(visitor: Visitor, typed: str) -> None:
    assert visitor.ask(typed).status_code == 422


# Oversize, and what no form of ours sends


def post(visitor: Visitor, body: bytes | str, content_type: str = FORM):
    return Client().post(visitor.address, body, content_type=content_type)


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        ("account=" + "x" * 3_000_000, FORM, 413),
        ("account=" + "x" * 600_000, FORM, 413),
        (urlencode([("signs", "unfit_work")] * 900), FORM, 400),
        (urlencode([(f"f{n}", "1") for n in range(5000)]), FORM, 400),
        ("account=x", f"{FORM}; charset=utf-16", 400),
        ("{}", "application/json", 415),
        ("x", "text/plain", 415),
        ("", "", 415),
        (b"account=\xff\xfe%ED%A0%80%00", FORM, 422),
        ("%%%&&&===", FORM, 422),
    ],
)
def test_what_no_form_of_ours_sends_gets_a_clear_page(
    visitor: Visitor, body: bytes | str, content_type: str, status: int
) -> None:
    response = post(visitor, body, content_type)
    assert response.status_code == status
    assert "<main" in text_of(response)
    assert not Case.objects.exists()


def test_a_file_is_refused(visitor: Visitor) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    picture = SimpleUploadedFile("a.jpg", b"x" * 1000, "image/jpeg")
    response = Client().post(visitor.address, {**TYPED, "photo": picture})
    assert response.status_code == 415
    assert "no files" in text_of(response)


def test_the_longest_report_in_the_widest_script_arrives(visitor: Visitor) -> None:
    account = "ठ" * 50_000
    assert len(quote(account)) < rules.MOST_BYTES
    assert visitor.send(account=account).status_code == 200


# Scripts in every field


def test_a_script_in_every_field_is_shown_as_text_everywhere(
    visitor: Visitor, cast: Cast, sign_in: SignIn
) -> None:
    fields = ("account", "travelling_with", "child_name", "place", "contact")
    typed = dict.fromkeys(fields, SCRIPT)
    typed["name_stays"] = "yes"
    wrong = visitor.send(**typed, how_many=SCRIPT, sex=SCRIPT, language=SCRIPT, read_in=None)
    right = visitor.send(**typed)
    assert (wrong.status_code, right.status_code) == (422, 200)
    client = sign_in(cast.supervisor)
    reference = Case.objects.get().reference
    pages = [
        wrong,
        right,
        visitor.ask(SCRIPT),
        client.get(f"/concerns/{reference}/"),
        client.post(f"/concerns/{reference}/identity/"),
        client.get("/concerns/"),
        client.get("/"),
    ]
    for page in pages:
        shown = text_of(page)
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
    assert "&lt;script&gt;" in text_of(pages[3])


def test_the_name_of_an_institution_is_text_as_well(cast: Cast, sign_in: SignIn) -> None:
    actions.open_door(
        by=cast.supervisor,
        institution=SCRIPT,
        channel="school",
        agency=cast.agencies["social_services"],
    )
    assert "<script>alert" not in text_of(sign_in(cast.supervisor).get("/front-doors/"))


def test_signs_that_turn_the_line_round_stay_within_what_was_typed(
    visitor: Visitor, cast: Cast, sign_in: SignIn
) -> None:
    turned = "aunt\u202egpj.exe\u2066"
    visitor.send(travelling_with=turned, account=f"{turned} came.")
    shown = text_of(sign_in(cast.supervisor).get(f"/concerns/{Case.objects.get().reference}/"))
    assert f"<bdi>{turned}</bdi>" in shown or f"<bdi><p>{turned}</p></bdi>" in shown


# What the server says of it


def test_no_log_of_the_server_holds_the_secret_of_a_door(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from amparo.web.logs import NamelessFormatter

    token = visitor.address.split("/")[2]
    lines: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(NamelessFormatter().format(record))

    handler = Kept()
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    try:
        request = RequestFactory().get(visitor.address)
        response_for_exception(request, ValueError(token))
    finally:
        logger.removeHandler(handler)
    assert lines
    assert not any(token in line for line in lines)
    assert "/door/…" in lines[0]


def test_nothing_typed_lies_open_in_the_database(visitor: Visitor) -> None:
    visitor.send()
    assert not any(
        word.encode() in bytes(entry.sealed)
        for entry in Entry.objects.all()
        for word in TYPED.values()
    )
