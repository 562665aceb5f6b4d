"""A server that is killed, and people who go on writing to it until it is gone."""

import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from tests.cast import PASSWORD, address
from tests.deployment import COMMAND_SECONDS, START_SECONDS, Deployment, free_port
from tests.proven import planting

ROOT = Path(__file__).parents[2]
ANSWER_SECONDS = 30
TOKEN = "a" * 32  # any will do, as long as cookie and form agree
Fields = dict[str, str]


def ask_deployment(deployment: Deployment, word: str) -> Any:
    """Run `deployed` with the settings of this deployment."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.proven.deployed", word],
        env=deployment.environment("demo"), cwd=ROOT,
        capture_output=True, text=True, timeout=COMMAND_SECONDS,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


class Victim:
    """A running `amparo serve` in a group of its own. What it prints goes to a file."""

    def __init__(self, deployment: Deployment, printed: Path) -> None:
        self.port = free_port()
        with printed.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "amparo", "serve", "--port", str(self.port)],
                env=deployment.environment(), stdout=output, stderr=output, start_new_session=True,
            )  # fmt: skip
        self._wait(printed)

    def _wait(self, printed: Path) -> None:
        # A process of its own can only be asked again and again.
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        self.kill()
        raise AssertionError(f"The server did not start: {printed.read_text()}")

    def kill(self) -> None:
        """`kill -9` of everything that belongs to it: nothing is tidied."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@dataclass
class Writer:
    """Somebody at a screen who records one thing after another.

    `sent` is what they sent, by the id of the entry; `acknowledged` the ids they were told of.
    """

    name: str
    path: str
    fill: Callable[[str], Fields]
    session: str = ""
    sent: dict[str, Fields] = field(default_factory=dict)
    acknowledged: set[str] = field(default_factory=set)

    def sign_in(self, port: int) -> None:
        fields = {"email": address(self.name), "password": PASSWORD}
        status, headers = _post(port, "/sign-in/", fields, "")
        assert status == 302, (self.name, status)
        [self.session] = re.findall(r"sessionid=(\w+)", headers)

    def write(self, port: int, entry_id: str) -> bool:
        """Send one entry, new or known; whether it was acknowledged. OSError once all is over."""
        fields = self.sent.setdefault(entry_id, {"entry_id": entry_id, **self.fill(entry_id)})
        status, headers = _post(port, self.path, fields, self.session)
        told = status == 302 and ("arrived" in headers or f"recorded={entry_id}" in headers)
        assert told, (self.name, status, headers)
        self.acknowledged.add(entry_id)
        return told

    def write_on(self, port: int, told: Callable[[], None]) -> None:
        """Write until there is nobody who answers."""
        try:
            while True:
                self.write(port, str(uuid4()))
                told()
        except (OSError, HTTPException):
            return


def writers(cases: dict[str, str]) -> list[Writer]:
    """Two who write into one case, one into another, and one who reports concerns."""
    return [
        Writer("caseworker", _record(cases["caseworker"]), _contact),
        Writer("guardian", _record(cases["caseworker"]), _contact),
        Writer("colleague", _record(cases["colleague"]), _contact),
        Writer("teacher", "/concern/", _concern),
    ]


def _record(reference: str) -> str:
    return f"/cases/{reference}/record/contact_made/"


def _contact(entry_id: str) -> Fields:
    return {"occurred_at_how": "now", "how": f"{planting.NAMES[0]} {entry_id}"}


def _concern(entry_id: str) -> Fields:
    return {"channel": "school", "account": f"{planting.NAMES[1]} {entry_id}",
            "how_urgent": "can_wait", "child_name": planting.NAMES[0],
            "place": planting.PLACE}  # fmt: skip


def _post(port: int, path: str, fields: Fields, session: str) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)
    body = urlencode({**fields, "csrfmiddlewaretoken": TOKEN})
    cookies = f"csrftoken={TOKEN}" + (f"; sessionid={session}" if session else "")
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies}
    try:
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status, str(answer.headers)
    finally:
        connection.close()


def write_until_killed(victim: Victim, people: list[Writer], chance: random.Random) -> None:
    """Let everybody write at once, and kill the server at a moment nobody knows."""
    enough, counted = chance.randint(4, 30), threading.Semaphore(0)
    faults: list[BaseException] = []

    def work(person: Writer) -> None:
        try:
            person.write_on(victim.port, counted.release)
        except BaseException as fault:
            faults.append(fault)
            counted.release(enough)

    threads = [threading.Thread(target=work, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for _one in range(enough):
        assert counted.acquire(timeout=COMMAND_SECONDS)
    # In the middle of whatever the others are doing now: most of an append takes milliseconds.
    threading.Event().wait(chance.random() / 50)
    victim.kill()
    for thread in threads:
        thread.join()
    assert not faults, faults
