"""How much memory the server holds after a morning's use, all its processes added up.

Eight people of different roles sign in, one after the other, and then work at once: home, lists,
cases, a search by name (which opens the index of names), entries recorded. Then the resident memory
is read; and again after an analyst has made tables of all cases, with the facts opened. Checking a
passphrase takes some 100 MB for a moment: that is what makes it hard to guess.
"""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

from benchmarks.measuring import Line
from benchmarks.visiting import Visitor, email_of
from benchmarks.worlds import World, Worlds

GOAL_MB = 250
ROLES = ("caseworker", "supervisor", "guardian", "lawyer", "provider", "prosecutor", "police",
         "coordinator")  # fmt: skip
CASES_EACH = 30
SOUGHT = ("ma", "an", "el")
LISTS = ("/", "/cases/", "/concerns/")
EVERYBODY = (
    "counting=once&definition=un_protocol&standings=presumed+identified&first=2015&last=2026"
)
FIGURES = (
    "/figures/",
    f"/figures/table/?measure=count&rows=forms&columns=sex&{EVERYBODY}",
    f"/figures/table/?measure=share&rows=factors&columns=age_band&{EVERYBODY}",
    f"/figures/table/?measure=median&rows=sex&columns=&clock=guardian&within_days=365&{EVERYBODY}",
    "/figures/over-time/",
    "/figures/routes/",
)


def measure(worlds: Worlds) -> Iterator[Line]:
    """Megabytes (10^6 bytes): resident, counted once where processes share it, and at most."""
    for world in worlds:
        world.ask("facts:made")
        with world.serve() as server:
            before = _megabytes(server.process.pid, "VmRSS", "status")
            _work(world, server.port)
            pid = server.process.pid
            yield Line(f"memory of the server before use, {world.name}", before, "MB")
            after = _megabytes(pid, "VmRSS", "status")
            yield Line(f"memory of the server after use, {world.name}", after, "MB", GOAL_MB)
            shared = _megabytes(pid, "Pss", "smaps_rollup")
            yield Line(f"the same, what processes share counted once, {world.name}", shared, "MB")
            most = _megabytes(pid, "VmHWM", "status")
            yield Line(f"at most, for a moment while they signed in, {world.name}", most, "MB")
            analyst = Visitor(email_of("analyst"), server.port).sign_in()
            took = [analyst.open(path) for path in FIGURES]
            yield Line(f"the first page of figures, {world.name}", took[0], "ms")
            yield Line(f"the slowest of five tables and charts, {world.name}", max(took[1:]), "ms")
            after = _megabytes(pid, "VmRSS", "status")
            what = f"memory of the server after use, with figures, {world.name}"
            yield Line(what, after, "MB", GOAL_MB)


def _work(world: World, port: int) -> None:
    """Everybody at once; what a role may not open is left out by what it may see."""
    faults: list[BaseException] = []
    cases = {
        role: world.ask("visiting:open_cases", email=email_of(role), limit=CASES_EACH)
        for role in ROLES
    }

    visitors = {role: Visitor(email_of(role), port).sign_in() for role in ROLES}

    def work(role: str) -> None:
        try:
            _morning(visitors[role], role, cases[role])
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=work, args=(role,)) for role in ROLES]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    print(f"  eight people worked in {world.name}", file=sys.stderr, flush=True)


def _morning(visitor: Visitor, role: str, cases: list[str]) -> None:
    visitor.open("/")
    for reference in cases:
        visitor.open(f"/cases/{reference}/")
    if role not in ("caseworker", "supervisor"):
        return
    for path in LISTS:
        visitor.open(path)
    for text in SOUGHT:
        visitor.post("/find/", {"text": text})
    for reference in cases:
        said = {"entry_id": str(uuid4()), "occurred_at_how": "now", "how": "A call. All well."}
        visitor.post(f"/cases/{reference}/record/contact_made/", said)


def _megabytes(pid: int, name: str, file: str) -> float:
    """One figure of /proc over a process and all it started, in megabytes."""
    total = 0
    for one in _family(pid):
        for line in Path(f"/proc/{one}/{file}").read_text().splitlines():
            if line.startswith(f"{name}:"):
                total += int(line.split()[1])
    return total * 1024 / 1e6


def _family(pid: int) -> Iterator[int]:
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in children.read_text().split():
            yield from _family(int(child))
