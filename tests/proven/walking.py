"""People type what is wrong, attack, and read; what comes back, is logged, sent or kept is held.

`test_nothing_leaks` reads it. That no answer of any address says too much to anybody is asked by
`test_every_address`, which goes everywhere as everybody, and writes nothing for good.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core import mail
from django.http import HttpResponse
from django.urls import reverse

from amparo.casefile import actions_looking
from tests.cast import PASSWORD
from tests.proven.addresses import Line, lines
from tests.proven.answers import Answer, answer_of, ask, log_of_the_server
from tests.proven.planting import REPORTER_CONTACT, Needle
from tests.proven.world import World, browser, there

# What people type where it does not belong, or cannot stand: a name, each time.
TYPED = Needle("typed", "Zqtypedqz")
READ_BY_EVERYBODY = {"GET casefile:home", "GET casefile:case_timeline", "GET casefile:concern",
                     "POST casefile:reveal", "POST casefile:uncover_concern",
                     "POST finding:same_compare"}  # fmt: skip
WRONG_PASSWORD = "zqwrongpassqz of mine"
_NOW = {"occurred_at_how": "now"}


@dataclass
class Walk:
    """What came of it. `typed_at` are answers to somebody who typed a marked value themselves."""

    answers: list[Answer] = field(default_factory=list)
    typed_at: list[Answer] = field(default_factory=list)
    logged: str = ""
    mailed: str = ""


def walk(world: World, sessions: dict[str, str]) -> Walk:
    """Type what is wrong first; then ask, for good, what is read of a case and of a concern."""
    walked = Walk()
    with log_of_the_server() as log:
        for name, asked, response in _wrong(world, sessions):
            walked.typed_at.append(answer_of(name, asked, response))
        for line in lines():
            for name in _who_asks(line):
                response = ask(world, sessions.get(name), line, name)
                walked.answers.append(answer_of(name, line.id, response))
        walked.logged = log.getvalue()
    walked.mailed = "\n".join(str(message.message()) for message in getattr(mail, "outbox", []))
    return walked


def _who_asks(line: Line) -> list[str]:
    """Everybody where most is shown; elsewhere the first who is shown something."""
    if line.id in READ_BY_EVERYBODY:
        return list(line.signs)
    shown = [name for name, sign in line.signs.items() if sign == "o" and line.method == "GET"]
    return shown[:2]


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
