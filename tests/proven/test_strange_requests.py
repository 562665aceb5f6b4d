"""Headers, addresses and bodies that no browser of ours sends."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.urls import reverse

from amparo.casefile.models import Entry, Involvement
from tests.proven.attacking import NOW, count, sign_in
from tests.proven.conftest import SignIn
from tests.proven.world import World, browser, there

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

ELSEWHERE = ["https://evil.example/", "//evil.example", "///evil.example", "\\\\evil.example",
             "/\\evil.example", "http:evil.example", "javascript:alert(1)", " //evil.example",
             "/\t/evil.example", "https:///evil.example", "%2f%2fevil.example", "data:text/html,x",
             "//evil.example@testserver/", "http://testserver@evil.example/"]  # fmt: skip


@pytest.mark.parametrize("where", ELSEWHERE)
def test_signing_in_leads_nowhere_else(world: World, sessions: dict[str, str], where: str) -> None:
    for answer in (
        sign_in(browser(None), next=where),
        sign_in(browser(None), next=["/", where]),
        browser(sessions["teacher"]).get(reverse("people:sign_in"), {"next": where}),
        browser(sessions["teacher"]).post("/language/", {"language": "fr", "next": where}),
        browser(None).post("/language/", {"language": "fr", "next": where}),
        browser(None).post("/language/", {"language": "fr"}, headers={"referer": where}),
    ):
        assert answer.status_code == 302
        location = answer["Location"]
        assert location.startswith(("/", "%")), location
        assert not location.startswith(("//", "/\\")), location


def test_a_name_of_the_server_that_is_not_its_own_is_refused(world: World, at: SignIn) -> None:
    for host in ("evil.example", "testserver.evil.example", "testserver:80@evil.example", "[::1"):
        assert at("teacher").get("/", headers={"host": host}).status_code == 400
    invite = reverse("people:invite_again", args=[world.newcomer.id])
    forwarded = {"x-forwarded-host": "evil.example", "x-forwarded-proto": "https"}
    page = at("administrator").post(invite, headers=forwarded).content.decode()
    assert "http://testserver/invitation/" in page
    assert "evil.example" not in page


@pytest.mark.parametrize("language", ["../../etc/passwd", "en\r\nSet-Cookie: x=1", "xx", "fr" * 900,
                                      "<script>", "ar'--", "", "\x00"])  # fmt: skip
def test_a_language_that_there_is_not_changes_nothing(world: World, language: str) -> None:
    client = browser(None)
    client.cookies["amparo_language"] = re.sub(r"[\r\n\x00]", "", language)
    shown = client.get(reverse("people:sign_in"), headers={"accept-language": "zz, *;q=0.1"})
    assert shown.status_code == 200
    assert re.search(r'<html[^>]* lang="(en|fr|es|ar)"', shown.content.decode())
    chosen = browser(None).post("/language/", {"language": language, "next": "/"})
    assert "amparo_language" not in chosen.cookies
    assert "x" not in chosen.cookies


@pytest.mark.parametrize(
    "reference",
    ["AAAA%0d%0aSet-Cookie:%20x=1", "..%2f..%2fetc%2fpasswd", "%00", "%ff%fe", "'%20OR%201=1--",
     "%3Cscript%3E", "%E2%80%AE", "A" * 3_000, "２２２２-２２２２-２"],
)  # fmt: skip
def test_nothing_written_as_a_reference_reaches_further_than_the_page(
    world: World, at: SignIn, reference: str
) -> None:
    for before in ("concern", "concerns", "cases"):
        for client in (at("caseworker"), browser(None)):
            answer = client.get(f"/{before}/{reference}/")
            assert answer.status_code in (302, 404)
            assert "x" not in answer.cookies
            assert "Set-Cookie: x" not in str(answer.headers)
            assert "<script>" not in answer.content.decode()
    found = at("caseworker").post(reverse("finding:find"), {"text": f"2{reference}<script>"})
    assert found.status_code == 200
    assert "2</" not in found.content.decode()
    assert "&lt;script&gt;" in found.content.decode() or len(reference) > 100


def test_a_number_that_is_too_large_is_not_there(world: World, at: SignIn) -> None:
    for number in ("9" * 30, "9223372036854775808", "0"):
        for where in (f"/administration/roles/{number}/end/",
                      f"/cases/{world.case.reference}/involvement/{number}/end/"):  # fmt: skip
            assert at("caseworker").post(where).status_code in (403, 404)
    assert at("caseworker").get("/cases/?page=99999999999999999999").status_code == 200
    seen = there("case_seen", world.case.reference)
    assert at("caseworker").get(seen, {"page": "9" * 40}).status_code == 200


def test_a_body_larger_than_any_form_is_refused(world: World, at: SignIn) -> None:
    for client in (at("teacher"), browser(None)):
        for where in (reverse("people:sign_in"), there("report"), "/language/"):
            long = client.post(
                where, f"account={'a' * 3_000_000}", "application/x-www-form-urlencoded"
            )
            many = client.post(where, {f"field{n}": "" for n in range(2_000)})
            assert {long.status_code, many.status_code} == {400}


def test_a_body_of_another_kind_is_an_empty_form(world: World, at: SignIn) -> None:
    before = count()
    for kind in ("application/json", "text/xml", "application/octet-stream", ""):
        answer = at("teacher").post(there("report"), b'{"account": "a game"}', content_type=kind)
        assert answer.status_code == 422
    assert count() == before


def test_no_file_that_somebody_sends_reaches_a_disk(
    world: World, at: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = []
    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", lambda *a, **k: written.append(a))
    for client in (at("teacher"), browser(None)):
        picture = SimpleUploadedFile("picture.jpg", b"0" * 3_000_000)
        said = {"email": "x", "picture": picture}
        assert client.post(reverse("people:sign_in"), said).status_code == 400
    assert not written


def test_a_method_is_what_the_request_says_it_is(world: World, at: SignIn) -> None:
    reveal = there("reveal", world.case.reference)
    override = {"x-http-method-override": "POST", "x-method-override": "POST"}
    answer = at("caseworker").get(f"{reveal}?_method=POST", headers=override)
    assert answer.status_code == 405


def test_saying_something_twice_gets_the_stricter_answer(world: World, at: SignIn) -> None:
    """A form read once by its first and once by its last value would let the one past the other."""
    party = [f"person:{world.cast.guardian.id}", f"person:{world.cast.complaints.id}"]
    said = {"party": party, "role": ["guardian", "complaints"], "sections": ["legal", "protection"],
            "ground": "best_interests"}  # fmt: skip
    answer = at("caseworker").post(there("involve", world.case.reference), said)
    assert answer.status_code == 422
    assert not Involvement.objects.filter(person=world.cast.complaints).exists()
    note = there("record_kind", world.case.reference, "note_added")
    twice = {**NOW, "text": "zqtwiceqz", "section": ["justice", "legal"]}
    assert at("police").post(note, twice).status_code in (403, 422)
    assert at("lawyer").post(note, twice).status_code == 302
    assert Entry.objects.filter(case=world.case).latest("sequence").section == "legal"
