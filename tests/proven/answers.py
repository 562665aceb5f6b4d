"""What somebody got for what they asked, and whether they were to get it.

An answer is one text: its head and its body in small letters, and once more with every escaped
sign of an address written out.
"""

import io
import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import unquote, urlencode

from django.http import HttpResponse
from django.urls import reverse

from amparo.web.logs import NamelessFormatter
from tests.proven.addresses import Line, arguments, sent
from tests.proven.planting import ASKED, PLANTED, Needle
from tests.proven.world import READS, World, browser

FORM = "application/x-www-form-urlencoded"
_LINK = re.compile(r"""(?:href|action|src)=["']?([^"'\s>]*)""")
# Answers in which somebody uncovers the identity of the child of the case, or of the concern.
_TEAM = {name: READS[name] for name in ("caseworker", "supervisor")}
REVEALS = {
    "POST casefile:reveal": READS,
    "POST casefile:uncover_concern": _TEAM,
    "POST finding:same_compare": _TEAM,
    "POST finding:tracing_uncover": {**_TEAM, "guardian": READS["guardian"]},
}
# What a reporter reads again is what they wrote themselves.
OWN_WORDS = {"GET casefile:own_concern", "GET casefile:correct_concern",
             "POST casefile:correct_concern"}  # fmt: skip
# So is what an operator reads of their own call.
OWN_CALL = {"GET helpline:call"}
# What a family says of the child they look for is theirs, and never taken from a record.
FAMILY_SAYS = {
    "GET finding:tracing_request": {"caseworker", "supervisor"},
    "GET finding:tracing_match": {"caseworker", "supervisor", "guardian"},
    "POST finding:tracing_uncover": {"caseworker", "supervisor", "guardian"},
}
ASKED_TEXT = " ".join(ASKED.values()).casefold()
# Of those who read the identity, the ones who also may ask for it.
UNCOVERS = [name for name, given in READS.items() if "identity" in given]


@dataclass(frozen=True)
class Answer:
    """What `name` got when they `asked` (a line of the table, or an address)."""

    name: str
    asked: str
    status: int
    text: str
    links: str

    def says(self, needles: Iterable[Needle] = PLANTED) -> list[Needle]:
        """The marked values that stand in it."""
        return [needle for needle in needles if needle.value.casefold() in self.text]

    def says_too_much(self) -> list[Needle]:
        """The marked values that this reader was not given, or did not ask to see."""
        return [needle for needle in self.says() if not self._may_say(needle)]

    def _may_say(self, needle: Needle) -> bool:
        if self.name == "teacher" and self.asked in OWN_WORDS:
            return needle.kind in ("identity", "whereabouts", "account")
        if self.name == "operator" and self.asked in OWN_CALL:
            return needle.kind in ("identity", "whereabouts", "account")
        if self.name in FAMILY_SAYS.get(self.asked, ()) and needle.value.casefold() in ASKED_TEXT:
            return True
        given = READS.get(self.name, frozenset())
        section = {"account": "protection"}.get(needle.kind, needle.kind)
        if section not in given:
            return False
        return section != "identity" or self.name in REVEALS.get(self.asked, ())

    def links_to(self) -> list[Needle]:
        """The marked values in its addresses, where nobody may have one: histories keep them."""
        return [needle for needle in PLANTED if needle.value.casefold() in self.links]


def ask(world: World, session: str | None, line: Line, name: str) -> HttpResponse:
    """Ask what a line of the table says, as `name` in their session."""
    client = browser(session)
    address = reverse(line.name, args=arguments(world, line.name))
    data = sent(world, line, name)
    if data is None:
        return client.get(address)
    # As every form of ours is sent; the test client would send it as if it held files.
    return client.post(address, urlencode(data, doseq=True), content_type=FORM)


def answer_of(name: str, asked: str, response: HttpResponse) -> Answer:
    head = "\n".join(f"{key}: {value}" for key, value in response.items())
    head += "\n" + response.cookies.output()
    text = f"{head}\n\n{response.content.decode(errors='replace')}"
    links = "\n".join([response.get("Location", ""), *_LINK.findall(text)])
    return Answer(name, asked, response.status_code, _plain(text), _plain(links))


def _plain(text: str) -> str:
    return f"{text}\n{unquote(text)}".casefold()


@contextmanager
def log_of_the_server() -> Iterator[io.StringIO]:
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
