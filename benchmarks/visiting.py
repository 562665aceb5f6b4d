"""Somebody at a browser, as far as the server can tell: signs in over HTTP and opens pages."""

import re
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection
from urllib.parse import urlencode

from amparo.demo.accounts import PASSPHRASE, for_each_role

ANSWER_SECONDS = 180
TOKEN = "a" * 32  # any will do, as long as cookie and form agree
ACCEPT = {"Accept": "text/html", "Accept-Encoding": "gzip", "Accept-Language": "en"}


class NotServed(RuntimeError):
    """A page answered with something else than what was measured."""


@dataclass
class Visitor:
    """One person and one connection, which is kept open as browsers do."""

    email: str
    port: int
    session: str = ""
    connection: HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.connection = HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_SECONDS)

    def sign_in(self) -> "Visitor":
        """With the passphrase of the made-up country. Raises NotServed."""
        status, headers = self.post("/sign-in/", {"email": self.email, "password": PASSPHRASE})
        found = re.search(r"sessionid=(\w+)", headers)
        if status != 302 or found is None:
            raise NotServed(f"{self.email} was not let in ({status})")
        self.session = found[1]
        return self

    @property
    def cookies(self) -> str:
        """What the browser sends along."""
        return f"csrftoken={TOKEN}" + (f"; sessionid={self.session}" if self.session else "")

    def open(self, path: str) -> float:
        """How long a page took to the last byte, in milliseconds. Raises NotServed."""
        begun = time.perf_counter()
        self.connection.request("GET", path, headers={**ACCEPT, "Cookie": self.cookies})
        answer = self.connection.getresponse()
        answer.read()
        took = (time.perf_counter() - begun) * 1000
        if answer.status != 200:
            raise NotServed(f"{path} answered {answer.status}")
        return took

    def post(self, path: str, fields: dict[str, str]) -> tuple[int, str]:
        """Send a form; status and headers."""
        body = urlencode({**fields, "csrfmiddlewaretoken": TOKEN})
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": self.cookies}
        self.connection.request("POST", path, body, {**ACCEPT, **kind})
        answer = self.connection.getresponse()
        answer.read()
        return answer.status, str(answer.headers)


def email_of(role: str) -> str:
    """The address of the first person of a role in the made-up country."""
    return next(person.email for person in for_each_role() if person.role == role)


def open_cases(email: str, limit: int) -> list[str]:
    """Inside: references of open cases that this person may see, spread over the country."""
    from amparo.casefile.queries import visible_to
    from amparo.people.models import User

    user = User.objects.select_related("agency").get(email=email)
    # Ids are random: their order has nothing to do with when a case was written.
    cases = visible_to(user).filter(state="open").order_by("id")
    return list(cases.values_list("reference", flat=True)[:limit])
