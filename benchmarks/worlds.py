"""The made-up countries that are measured: one for each engine and size, made once in a run.

Each is a whole deployment of its own (home folder, keys, databases) in a temporary folder. What
needs its database runs in a process of its own (`inside`), as Django knows one database. Everything
is stopped and removed by `Worlds.close`, also when a measurement fails.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.deployment import Deployment, Server
from tools import postgres_for_tests

SQLITE, POSTGRESQL = "sqlite", "postgresql"
ENGINES = {SQLITE: "SQLite", POSTGRESQL: "PostgreSQL"}
SEED = 1
ROOT = Path(__file__).parents[1]
# A cluster that would survive a power cut, as one in use must: the time to get there is measured.
DURABLE = {"fsync": "on", "full_page_writes": "on"}


class BenchmarkFailed(RuntimeError):
    """A part of a measurement did not run to its end; the message is what it said."""


@dataclass
class World:
    """A country on one engine. `seconds` is what it took to make, from an empty folder."""

    engine: str
    cases: int
    deployment: Deployment
    seconds: float = 0.0

    @property
    def name(self) -> str:
        """As lines name it: `SQLite, 1,000 cases`."""
        return f"{ENGINES[self.engine]}, {self.cases:,} cases"

    def ask(self, part: str, **arguments: Any) -> Any:
        """Run `module:function` of the benchmarks with this country as its database; its answer.

        Arguments and answer travel as JSON. Raises BenchmarkFailed.
        """
        command = [sys.executable, "-m", "benchmarks.inside", part, json.dumps(arguments)]
        code, printed = _run_group(command, self.deployment.environment("demo"))
        if code:
            raise BenchmarkFailed(f"{part} failed on {self.name}; see above")
        return json.loads(printed.splitlines()[-1])

    def serve(self) -> Server:
        """A running server of this country; a context manager that stops it."""
        return self.deployment.serve("demo")


@dataclass
class Worlds:
    """What is measured on: sizes (number of cases, rising) and engines."""

    sizes: tuple[int, ...]
    engines: tuple[str, ...] = tuple(ENGINES)
    _made: dict[tuple[str, int], World] = field(default_factory=dict)
    _folder: Path | None = None
    _cluster: postgres_for_tests.Cluster | None = None

    def __iter__(self) -> Iterator[World]:
        """Every country there is to measure, small ones first; each is made when it is reached."""
        for cases in self.sizes:
            for engine in self.engines:
                yield self.get(engine, cases)

    def get(self, engine: str, cases: int) -> World:
        """The country of this size on this engine. Raises BenchmarkFailed, NoPostgres."""
        if (engine, cases) not in self._made:
            self._made[engine, cases] = self._make(engine, cases)
        return self._made[engine, cases]

    def smallest(self) -> World:
        """For what does not depend on the size: the first country on the first engine."""
        return self.get(self.engines[0], self.sizes[0])

    def close(self) -> None:
        """Remove every country, and stop and remove the PostgreSQL that was started."""
        if self._cluster is not None:
            postgres_for_tests.stop(self._cluster)
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        self._made, self._cluster, self._folder = {}, None, None

    def _make(self, engine: str, cases: int) -> World:
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="amparo-bench-"))
        home = self._folder / f"{engine}-{cases}"
        home.mkdir(mode=0o700)
        databases = self._databases() if engine == POSTGRESQL else {}
        world = World(engine, cases, Deployment(home, databases))
        print(f"  making {world.name} ...", file=sys.stderr, flush=True)
        begun = time.monotonic()
        world.ask("country:make", cases=cases, seed=SEED)
        world.seconds = time.monotonic() - begun
        world.ask("country:settle")
        return world

    def _databases(self) -> dict[str, str]:
        """Two new databases, as the variables that name them."""
        import psycopg

        if self._cluster is None:
            self._cluster = postgres_for_tests.start(**DURABLE)
        address = self._cluster.address
        names = {"AMPARO_DATABASE": f"a{uuid4().hex}", "AMPARO_KEYS_DATABASE": f"k{uuid4().hex}"}
        with psycopg.connect(address, autocommit=True) as connection:
            for name in names.values():
                connection.execute(f"CREATE DATABASE {name}")
        return {said: address.rsplit("/", 1)[0] + "/" + name for said, name in names.items()}


def _run_group(command: list[str], environment: dict[str, str]) -> tuple[int, str]:
    """Exit code and standard output; when we are told to end, all that it started ends too."""
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    try:
        printed = process.communicate()[0]
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise
    return process.returncode, printed
