"""Everybody goes everywhere once, and everything that comes back, is logged, sent or kept is held.

`walk` asks every address of the table as every person, after some of them typed what is wrong, in
places where it may end up somewhere. What it holds are bytes; `test_nothing_leaks` reads them.
"""

import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

import pytest
from django.core import mail
from django.http import HttpResponse
from django.urls import reverse

from amparo.casefile import actions_looking
from amparo.web.logs import NamelessFormatter
from tests.cast import PASSWORD
from tests.proven.addresses import Line, arguments, lines, sent
from tests.proven.planting import REPORTER_CONTACT, Needle
from tests.proven.world import World, browser, there, undone

# What people type where it does not belong, or cannot stand: a name, each time.
TYPED = Needle("typed", "Zqtypedqz")
# It shows the same to everybody, and is long.
EVERYBODYS = "ui:styleguide"
WRONG_PASSWORD = "zqwrongpassqz of mine"
_LINK = re.compile(r"""(?:href|action|src)=["']?([^"'\s>]*)""")
_NOW = {"occurred_at_how": "now"}


@dataclass(frozen=True)
class Answer:
    """What one person got: body and head of one answer as one text, small letters."""

    name: str
    asked: str
    status: int
    text: str
    links: str


@dataclass
class Walk:
    """What came of it. `typed_at` are answers to somebody who typed a marked value themselves."""

    answers: list[Answer] = field(default_factory=list)
    typed_at: list[Answer] = field(default_factory=list)
    logged: str = ""
    mailed: str = ""


def walk(world: World, sessions: dict[str, str]) -> Walk:
    """Type what is wrong first, then ask everything as everybody."""
    walked = Walk()
    with _log_of_the_server() as log:
        for name, asked, answer in _wrong(world, sessions):
            walked.typed_at.append(_answer(name, asked, answer))
        for line in lines():
            for name in _who_asks(line):
                answer = _ask(world, sessions.get(name), line, name)
                walked.answers.append(_answer(name, line.id, answer))
        walked.logged = log.getvalue()
    walked.mailed = "\n".join(str(message.message()) for message in getattr(mail, "outbox", []))
    return walked


def _who_asks(line: Line) -> list[str]:
    """Everybody; but not who is only sent on to a page that is asked for by itself."""
    if line.name == EVERYBODYS:
        return ["nobody", "outsider"]
    return [name for name, sign in line.signs.items() if sign != ">" or line.method == "GET"]


def _ask(world: World, session: str | None, line: Line, name: str) -> HttpResponse:
    """A GET for good; of a POST only the answer, for the next person is to find the same world."""
    address = reverse(line.name, args=arguments(world, line.name))
    data = sent(world, line, name)
    if data is None:
        return browser(session).get(address)
    with undone():
        return browser(session).post(address, data)


def _answer(name: str, asked: str, response: HttpResponse) -> Answer:
    head = "\n".join(f"{key}: {value}" for key, value in response.items())
    head += "\n" + response.cookies.output()
    text = f"{head}\n\n{response.content.decode(errors='replace')}"
    links = "\n".join([response.get("Location", ""), *_LINK.findall(text)])
    return Answer(name, asked, response.status_code, _plain(text), _plain(links))


def _plain(text: str) -> str:
    return f"{text}\n{unquote(text)}".casefold()


@contextmanager
def _log_of_the_server() -> Iterator[io.StringIO]:
    """Everything that the handler of the server's own settings writes."""
    there = logging.getLogger("amparo").handlers
    [handler] = [one for one in there if isinstance(one.formatter, NamelessFormatter)]
    assert isinstance(handler, logging.StreamHandler)
    written = io.StringIO()
    usual = handler.setStream(written)
    try:
        yield written
    finally:
        handler.setStream(usual or handler.stream)


# What people type wrong


def _wrong(world: World, sessions: dict[str, str]) -> Iterator[tuple[str, str, HttpResponse]]:
    for name, method, address, data in _mistakes(world):
        client = browser(sessions.get(name))
        yield name, address, getattr(client, method)(address, data)
    yield from _attacks(world, sessions)


def _mistakes(world: World) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Who, how, where and what: each of them holds a name where it can do harm."""
    word, concern, case = TYPED.value, world.concern.reference, world.case.reference
    half = {"account": f"{word} hides.", "child_name": word, "place": word, "contact": word}
    yield "teacher", "post", there("report"), half
    yield "teacher", "post", there("report"), {**half, "_later": "yes"}
    yield "nobody", "post", there("report"), half
    yield "teacher", "post", there("correct_concern", concern), {**half, "channel": word}
    yield "teacher", "get", there("own_concern", word), {}
    yield "teacher", "get", there("reported", "2222-2222-3"), {}
    identity = {**_NOW, "names-0-name": word, "birth-0-year": word, "documents-0-number": word}
    recorded = there("record_kind", case, "identity_recorded")
    yield "caseworker", "post", recorded, identity
    yield "caseworker", "post", recorded, {**identity, "keep": "yes"}
    yield "outsider", "post", recorded, identity
    note = there("record_kind", case, "note_added")
    yield "guardian", "post", note, {**_NOW, "text": word, "section": word}
    yield "caseworker", "post", there("withdraw", case, world.identity.id), {"reason": ""}
    yield "caseworker", "post", there("involve", case), {"party": word, "role": word}
    yield "caseworker", "post", there("join_concern", concern), {"case": word}
    yield "caseworker", "post", there("close_concern", concern), {"reason": word}
    yield "caseworker", "post", there("open_case", concern), {"caseworker": word}
    yield "caseworker", "post", there("emergency"), {"reference": word, "reason": word * 4}
    yield "caseworker", "get", there("emergency"), {"reference": word}
    for name in ("caseworker", "outsider", "police"):
        yield name, "post", reverse("finding:find"), {"text": word}
    for address in (f"/cases/{word}/", f"/cases/{word[:4]}-{word[:4]}-{word[:1]}/",
                    f"/concerns/{word}/", f"/{word}/"):  # fmt: skip
        for name in ("nobody", "caseworker", "outsider"):
            yield name, "get", address, {}
    yield "caseworker", "get", there("cases"), {"standing": word, "page": word, "text": word}
    yield "nobody", "get", reverse("people:sign_in"), {"next": f"/find/?text={word}"}
    yield "nobody", "post", reverse("people:sign_in"), {"email": word, "password": WRONG_PASSWORD}
    right = {"email": "teacher@example.org", "password": PASSWORD}
    yield "nobody", "post", reverse("people:sign_in"), right
    yield "nobody", "get", reverse("people:open_invitation", args=[world.token]), {}


def _attacks(world: World, sessions: dict[str, str]) -> Iterator[tuple[str, str, HttpResponse]]:
    """What no form of ours sends."""
    session, word = sessions["caseworker"], TYPED.value
    report = there("report")
    yield "caseworker", report, browser(session).post(report, {"account": word * 400_000})
    yield "caseworker", report, browser(session).get(report, headers={"host": "elsewhere.example"})
    strict = browser(session, enforce_csrf_checks=True)
    for address in (report, f"/concern/{word}/", there("reveal", world.case.reference)):
        yield "caseworker", address, strict.post(address, {"child_name": word})
    invitation = reverse("people:open_invitation", args=[world.token])
    yield "nobody", invitation, browser(None, enforce_csrf_checks=True).post(invitation)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(actions_looking, "see_case", _broken)
        broken = browser(session, raise_request_exception=False)
        address = there("case", world.case.reference)
        yield "caseworker", address, broken.get(address)


def _broken(**_arguments: Any) -> None:
    """A fault of ours, whose message repeats what caused it."""
    raise ValueError(f"cannot fold {TYPED.value} {REPORTER_CONTACT}")
