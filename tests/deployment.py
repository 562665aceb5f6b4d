"""A whole Amparo of its own for one test: home folder, databases on the engine in use, server.

Started as people start it, as processes; nothing of the test suite's settings reaches them.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen
from uuid import uuid4

START_SECONDS = 60
STOP_SECONDS = 20
COMMAND_SECONDS = 600


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _databases() -> dict[str, str]:
    """New databases where the suite runs on PostgreSQL; files in the home folder otherwise."""
    if os.environ.get("AMPARO_TEST_DATABASE") != "postgresql":
        return {}
    import psycopg

    address = os.environ["AMPARO_TEST_POSTGRES"]
    names = {"AMPARO_DATABASE": f"a{uuid4().hex}", "AMPARO_KEYS_DATABASE": f"k{uuid4().hex}"}
    with psycopg.connect(address, autocommit=True) as connection:
        for name in names.values():
            connection.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]
    return {variable: address.rsplit("/", 1)[0] + "/" + name for variable, name in names.items()}


@dataclass
class Deployment:
    """Where one Amparo lives. `mode` is what the environment says; None leaves it to the home."""

    home: Path
    databases: dict[str, str] = field(default_factory=_databases)

    def environment(self, mode: str | None = None) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("AMPARO_", "DJANGO_"))
        }
        told = {"AMPARO_MODE": mode} if mode else {}
        return {**kept, **told, **self.databases, "AMPARO_HOME": str(self.home)}

    def run(self, *words: str, mode: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run one `amparo` command to its end."""
        return subprocess.run(
            [sys.executable, "-m", "amparo", *words], env=self.environment(mode),
            capture_output=True, text=True, timeout=COMMAND_SECONDS,
        )  # fmt: skip

    def serve(self, mode: str | None = None) -> "Server":
        """Start a server and wait until it answers."""
        return Server(self, mode)


class Server:
    """A running `amparo serve`. Use as a context manager, so that it is stopped."""

    def __init__(self, deployment: Deployment, mode: str | None = None) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "amparo", "serve", "--port", str(self.port)],
            env=deployment.environment(mode), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True,
        )  # fmt: skip
        self._wait()

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_exception: Any) -> None:
        self.stop()

    def _wait(self) -> None:
        # A process of its own can only be asked again and again.
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError(f"The server did not start: {self.stop()}")

    def get(self, path: str) -> Answer:
        try:
            with urlopen(self.address + path, timeout=STOP_SECONDS) as answer:
                return Answer(answer.status, dict(answer.headers), answer.read())
        except HTTPError as answer:
            with answer:
                return Answer(answer.code, dict(answer.headers), answer.read())

    def kill(self) -> None:
        """End it as a power cut would: nothing is tidied."""
        self.process.kill()
        self.process.communicate()

    def stop(self) -> str:
        """End it as a person would; what it printed."""
        if self.process.returncode is not None:
            return ""
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.communicate(timeout=STOP_SECONDS)[0]
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.communicate()[0]
