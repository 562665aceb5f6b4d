"""Somebody who calls again is known only where they agreed, only there, and until they say no."""

import pytest

from amparo.audit.models import Line
from amparo.helpline import sealed
from amparo.helpline.models import Call
from amparo.helpline.rules import normalised
from tests.helpline.conftest import SCREEN, Lines, SignIn, looked_up, saved

KNOWN, UNKNOWN = "Earlier calls", "No earlier call is known"


@pytest.mark.parametrize(
    ("typed", "again"),
    [
        ("+216 20 123 456", "0021620123456"),
        ("+216 20 123 456", "٠٠٢١٦٢٠١٢٣٤٥٦"),
        ("20-123-456", "২০ ১২৩ ৪৫৬"),
        ("Sunflower", " sun FLOWER "),
        ("Soleil-bleu", "SOLEIL BLEU"),
        ("قمر", "قمر‏"),
    ],
)
def test_a_word_or_number_is_the_same_however_it_is_written(typed: str, again: str) -> None:
    assert normalised(typed) == normalised(again) != ""


@pytest.mark.parametrize("typed", ["", "  ", "a", "12", "\0\0\0", "‮‮‮‮", "...."])
def test_what_is_too_short_to_tell_callers_apart_is_no_word(typed: str) -> None:
    assert normalised(typed) == ""


@pytest.mark.slow
@pytest.mark.django_db
def test_a_caller_who_agreed_is_known_again_in_another_script_of_digits(
    lines: Lines, sign_in: SignIn
) -> None:
    client = sign_in(lines.operator)
    agreed = {"word": "+216 20 123 456", "recognise": "true", "how_urgent": "urgent"}
    saved(client, advised=["trusted_adult"], advice="to wait at school", **agreed)
    page = looked_up(sign_in(lines.colleague), "٠٠٢١٦ ٢٠ ١٢٣ ٤٥٦")
    assert KNOWN in page
    assert "To tell an adult they trust" in page
    assert "to wait at school" in page
    last = Line.objects.latest("sequence")
    assert (last.verb, last.detail) == ("earlier_calls_shown", {"calls": 1})


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("answer", ["", "false"])
def test_without_agreement_neither_word_nor_digest_is_kept(
    lines: Lines, sign_in: SignIn, answer: str
) -> None:
    client = sign_in(lines.operator)
    call = saved(client, word="sunflower", recognise=answer)
    assert call.caller_key == ""
    assert sealed.opened(call)["word"] == ""
    assert UNKNOWN in looked_up(client, "sunflower")


@pytest.mark.slow
@pytest.mark.django_db
def test_another_helpline_does_not_know_the_caller(lines: Lines, sign_in: SignIn) -> None:
    kept = saved(sign_in(lines.operator), word="sunflower", recognise="true")
    there = sign_in(lines.elsewhere)
    assert UNKNOWN in looked_up(there, "sunflower")
    other = saved(there, word="sunflower", recognise="true")
    assert kept.caller_key != other.caller_key


@pytest.mark.slow
@pytest.mark.django_db
def test_nothing_typed_is_lost_when_a_caller_is_looked_up(lines: Lines, sign_in: SignIn) -> None:
    typed = {"word": "sunflower", "account": "She is out of breath.", "apparent_age": "not known"}
    response = sign_in(lines.operator).post(SCREEN, {**typed, "look": "yes"})
    page = response.content.decode()
    assert all(word in page for word in typed.values())
    assert 'class="error' not in page


@pytest.mark.slow
@pytest.mark.django_db
def test_a_caller_who_no_longer_wants_it_is_forgotten_in_all_their_calls(
    lines: Lines, sign_in: SignIn
) -> None:
    client = sign_in(lines.operator)
    for _call in range(2):
        saved(client, word="sunflower", recognise="true", account="Help.")
    response = client.post(SCREEN, {"word": "SUNFLOWER", "forget": "yes"})
    assert "will not be recognised" in response.content.decode()
    assert "SUNFLOWER" not in response.content.decode()
    assert UNKNOWN in looked_up(client, "sunflower")
    assert {call.caller_key for call in Call.objects.all()} == {""}
    assert {sealed.opened(call)["word"] for call in Call.objects.all()} == {""}
    assert Line.objects.filter(verb="caller_forgotten").get().detail == {"calls": 2}


@pytest.mark.slow
@pytest.mark.django_db
def test_an_agreement_without_a_word_is_said_and_stops_nothing(
    lines: Lines, sign_in: SignIn
) -> None:
    client = sign_in(lines.operator)
    assert saved(client, recognise="true", word="a").caller_key == ""
    assert "no word or number for it" in client.get("/calls/").content.decode()


@pytest.mark.slow
@pytest.mark.django_db
def test_what_was_typed_to_find_a_caller_stands_in_no_line_of_the_log(
    lines: Lines, sign_in: SignIn
) -> None:
    client = sign_in(lines.operator)
    looked_up(client, "sunflower")
    client.post(SCREEN, {"word": "sunflower", "forget": "yes"})
    assert "sunflower" not in repr(list(Line.objects.values()))
