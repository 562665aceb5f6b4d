"""Signing in: guessing gets slow, and nobody can lock anybody else out by guessing."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import hashers
from django.core import signing

from amparo.access import Refused
from amparo.audit.models import Line
from amparo.people import actions, rules, signing_in, throttle
from amparo.people.models import SignInAttempt, User
from tests.cast import PASSWORD, Cast, address, make_cast

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
OFFICE, ATTACKER = "192.0.2.10", "203.0.113.66"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def try_in(
    name: str,
    password: str = PASSWORD,
    *,
    source: str = OFFICE,
    known: str | None = None,
    at: datetime = NOW,
) -> str:
    """Empty when it worked, else the code of the refusal."""
    try:
        actions.sign_in(
            email=address(name), password=password, source=source, known_browser=known, now=at
        )
    except Refused as refused:
        return refused.code
    return ""


def guess(name: str, times: int, *, source: str = ATTACKER, at: datetime = NOW) -> list[str]:
    return [try_in(name, "wrong", source=source, at=at) for _ in range(times)]


def test_the_right_password_signs_in_however_the_address_is_spelled(cast: Cast) -> None:
    signed = actions.sign_in(email=" Teacher@EXAMPLE.org", password=PASSWORD, source=OFFICE)
    assert signed.user == cast.teacher


@pytest.mark.parametrize("name", ["teacher", "nobody-at-all"])
def test_a_wrong_password_and_an_unknown_address_get_the_same_words(cast: Cast, name: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.sign_in(email=address(name), password="wrong", source=OFFICE)
    assert refused.value.code == "not_signed_in"
    assert refused.value.said() == signing_in._failed(None).said()


def test_an_unknown_address_costs_as_much_work_as_a_wrong_password(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One hash each, by the same hasher: the time does not tell who has an account."""
    hashed: list[str] = []
    hasher = hashers.get_hasher()
    encode = type(hasher).encode

    def counted(self: object, *args: object) -> str:
        hashed.append("once")
        return encode(self, *args)

    monkeypatch.setattr(type(hasher), "encode", counted)
    counts = {}
    closed = cast.colleague
    actions.deactivate_user(by=cast.supervisor, user=closed)
    for name in ("teacher", "nobody-at-all", "colleague"):
        hashed.clear()
        try_in(name, "wrong")
        counts[name] = len(hashed)
    assert counts == {"teacher": 1, "nobody-at-all": 1, "colleague": 1}


def test_a_closed_account_does_not_sign_in(cast: Cast) -> None:
    actions.deactivate_user(by=cast.supervisor, user=cast.colleague)
    assert try_in("colleague") == "not_signed_in"


def test_an_invited_person_without_a_password_does_not_sign_in(cast: Cast) -> None:
    actions.invite(
        by=cast.administrator,
        email=address("new"),
        display_name="new",
        agency=cast.agencies["school"],
    )
    assert try_in("new", "") == "not_signed_in"


def test_guessing_gets_exponentially_slower(cast: Cast) -> None:
    assert guess("teacher", 6) == ["not_signed_in"] * 6
    assert guess("teacher", 1) == ["too_many_attempts"]
    at, waits = NOW, []
    for _ in range(8):
        row = SignInAttempt.objects.order_by("-free_at")[0]
        waits.append((row.free_at - at).total_seconds())
        at = row.free_at
        assert guess("teacher", 1, at=at) == ["not_signed_in"]
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128]


def test_even_the_right_password_waits_its_turn(cast: Cast) -> None:
    guess("teacher", 6)
    assert try_in("teacher", source=ATTACKER) == "too_many_attempts"
    assert try_in("teacher", source=ATTACKER, at=NOW + timedelta(seconds=1)) == ""


def test_the_refusal_says_how_long_to_wait(cast: Cast) -> None:
    guess("teacher", 9)
    with pytest.raises(Refused) as refused:
        actions.sign_in(email=address("teacher"), password="x", source=ATTACKER, now=NOW)
    assert refused.value.values == {"seconds": "1"}
    assert "Wait 1 seconds" in refused.value.said()


def test_a_wait_never_exceeds_a_quarter_of_an_hour() -> None:
    waits = [rules.ACCOUNT_AND_SOURCE.wait(failures) for failures in (0, 5, 6, 7, 20, 10_000)]
    seconds = [wait.total_seconds() for wait in waits]
    assert seconds == [0, 0, 1, 2, 900, 900]


def test_an_attacker_elsewhere_does_not_slow_the_owner(cast: Cast) -> None:
    guess("teacher", 30)
    assert try_in("teacher", source=OFFICE) == ""


def test_an_attacker_behind_the_same_address_does_not_slow_a_known_browser(cast: Cast) -> None:
    known = throttle.known_browser_for(cast.teacher.pk)
    for name in ("teacher", "operator", "nobody"):
        for _ in range(60):
            guess(name, 1, source=OFFICE)
    assert try_in("teacher", source=OFFICE) == "too_many_attempts"
    assert try_in("teacher", source=OFFICE, known=known) == ""


def test_a_known_browser_is_known_for_its_own_account_only(cast: Cast) -> None:
    known = throttle.known_browser_for(cast.operator.pk)
    guess("teacher", 6, source=OFFICE)
    assert try_in("teacher", source=OFFICE, known=known) == "too_many_attempts"


@pytest.mark.parametrize("cookie", ["", "rubbish", signing.dumps(["x", "y"], salt="another")])
def test_a_forged_browser_cookie_gains_nothing(cast: Cast, cookie: str) -> None:
    assert throttle.browser_nonce(cookie, cast.teacher.pk) == ""


def test_a_stolen_browser_cookie_is_slowed_by_itself(cast: Cast) -> None:
    known = throttle.known_browser_for(cast.teacher.pk)
    codes = [try_in("teacher", "wrong", known=known, source=f"203.0.113.{n}") for n in range(12)]
    assert codes == ["not_signed_in"] * 11 + ["too_many_attempts"]
    assert try_in("teacher", source=OFFICE) == ""


def test_one_source_is_slowed_across_accounts(cast: Cast) -> None:
    codes = [try_in(f"name{n}", "wrong", source=ATTACKER) for n in range(52)]
    assert codes == ["not_signed_in"] * 51 + ["too_many_attempts"]


def test_an_attackers_own_success_does_not_empty_the_count_of_their_source(cast: Cast) -> None:
    for n in range(40):
        try_in(f"name{n}", "wrong", source=ATTACKER)
    assert try_in("teacher", source=ATTACKER) == ""
    assert max(SignInAttempt.objects.values_list("failures", flat=True)) == 40


def test_success_forgets_the_owners_own_slips(cast: Cast) -> None:
    guess("teacher", 4, source=OFFICE)
    assert try_in("teacher") == ""
    assert guess("teacher", 5, source=OFFICE) == ["not_signed_in"] * 5
    assert try_in("teacher") == ""


def test_failures_are_forgotten_after_a_day(cast: Cast) -> None:
    guess("teacher", 6)
    later = NOW + timedelta(hours=24, seconds=1)
    assert guess("teacher", 6, at=later) == ["not_signed_in"] * 6
    assert throttle.forget_old(later + timedelta(hours=25)) == 2


def test_nothing_typed_is_kept_in_the_clear(cast: Cast) -> None:
    """People type their password into the wrong field."""
    try_in("my-secret-password", "wrong", source=ATTACKER)
    kept = str(list(SignInAttempt.objects.values())) + str(list(Line.objects.values()))
    assert "my-secret-password" not in kept
    assert ATTACKER not in kept


def test_addresses_of_one_household_count_as_one_source() -> None:
    assert rules.source_network("2001:db8:1:2:3::4") == rules.source_network("2001:db8:1:2:ffff::")
    assert rules.source_network("2001:db8:1:2::") != rules.source_network("2001:db8:1:3::")
    assert rules.source_network("::ffff:192.0.2.1") == "192.0.2.1"
    assert rules.source_network("not an address") == "unknown"


def test_failed_and_good_sign_ins_are_in_the_log(cast: Cast) -> None:
    before = Line.objects.count()
    guess("teacher", 1)
    guess("nobody", 1)
    try_in("teacher")
    lines = list(Line.objects.filter(sequence__gt=before).order_by("sequence"))
    assert [(line.verb, line.actor_id) for line in lines] == [
        ("sign_in_failed", None),
        ("sign_in_failed", None),
        ("signed_in", cast.teacher.pk),
    ]
    assert lines[0].detail == {"account": str(cast.teacher.pk)}
    assert lines[1].detail == {"account": None}


def test_changing_the_password_needs_the_present_one(cast: Cast) -> None:
    with pytest.raises(Refused, match=r"^wrong_password$"):
        actions.change_password(by=cast.teacher, old="wrong", new="another quiet lamp")
    actions.change_password(by=cast.teacher, old=PASSWORD, new="another quiet lamp")
    assert try_in("teacher") == "not_signed_in"
    assert try_in("teacher", "another quiet lamp") == ""


def test_real_deployments_keep_passwords_with_argon2id(cast: Cast) -> None:
    from amparo.web import settings as real

    assert real.PASSWORD_HASHERS[0] == "django.contrib.auth.hashers.Argon2PasswordHasher"
    encoded = hashers.make_password("x", hasher="argon2")
    assert encoded.startswith("argon2$argon2id$")
    assert User.objects.filter(password="").count() == 0
