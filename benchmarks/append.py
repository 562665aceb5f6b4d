"""How long one append takes with everything it does: decide, seal, chain, fold, duties, audit.

Writers are threads of one process, as they are in the one server process of a deployment. Each has
open cases of its own and records one thing after another. PostgreSQL: without a pause. SQLite: each
writer at 20 a second, once in every twentieth of a second at a moment of chance, so that writers
meet as people do. Both databases confirm a write only once it would survive a power cut.
"""

import random
import threading
import time
from collections.abc import Iterator
from typing import Any

from benchmarks.measuring import Line, median_and_p95
from benchmarks.worlds import POSTGRESQL, SQLITE, World, Worlds

ONE_MS, FOUR_MS, PACED_MS, LONGEST_MS = 15, 40, 25, 500
TIMES = 200
PACED_SECONDS = 15
A_SECOND = 20
WRITERS = 4
WARM = 5
# How often 99 in 100 of the appends that were due were written: less, and it was no such rate.
KEPT_UP = 0.99
SAID: tuple[tuple[str, dict[str, Any]], ...] = (
    ("note_added", {"text": "A visit. She sleeps better and asked when school begins. " * 3}),
    ("contact_made", {"how": "A call to the foster family. All well. " * 3}),
    ("service_given", {"service": "psychosocial"}),
    ("need_found", {"service": "education"}),
)


def measure(worlds: Worlds) -> Iterator[Line]:
    """Milliseconds of one append by engine, number of writers and country."""
    for world in worlds:
        if world.engine == SQLITE:
            yield from _paced(world)
        if world.engine == POSTGRESQL:
            for writers, goal in ((1, ONE_MS), (WRITERS, FOUR_MS)):
                found = world.ask("append:write", writers=writers, times=TIMES, pause=0)
                said = "one writer" if writers == 1 else f"{writers} writers"
                yield from _lines(f"append, {said}, {world.name}", found, goal)


def _paced(world: World) -> Iterator[Line]:
    one = world.ask("append:write", writers=1, times=TIMES, pause=0)
    yield from _lines(f"append, one writer, {world.name}", one, None)
    times = A_SECOND * PACED_SECONDS
    found = world.ask("append:write", writers=WRITERS, times=times, pause=1 / A_SECOND)
    what = f"append, {WRITERS} writers at {A_SECOND} a second, {world.name}"
    yield from _lines(what, found, PACED_MS)
    yield Line(f"{what}, longest", max(found["took"]), "ms", LONGEST_MS)
    asked, rate = WRITERS * A_SECOND, len(found["took"]) / found["seconds"]
    kept_up = f"appends written a second of {asked} asked for, {world.name}"
    yield Line(kept_up, rate, "a second", KEPT_UP * asked, more_is_better=True)


def _lines(what: str, found: dict[str, Any], goal: float | None) -> Iterator[Line]:
    yield from median_and_p95(what, found["took"], goal)
    yield Line(f"{what}, processor time of one", found["work"], "ms")


def write(writers: int, times: int, pause: float) -> dict[str, Any]:
    """Inside: let `writers` write `times` each, one in every `pause` seconds.

    `took`: milliseconds of each append, from the call to its return; `seconds`: of all of it;
    `work`: milliseconds that the processor worked on one, whatever else the machine did.
    """
    took: list[float] = []
    faults: list[BaseException] = []
    shares = _shares(writers)
    ready = threading.Barrier(writers + 1)

    def begin(share: list[Any]) -> None:
        try:
            _write_on(share, _moments(share, times, pause), ready, took)
        except BaseException as fault:
            faults.append(fault)
            ready.abort()

    threads = [threading.Thread(target=begin, args=(share,)) for share in shares]
    for thread in threads:
        thread.start()
    ready.wait()
    begun, worked = time.monotonic(), time.process_time()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    work = (time.process_time() - worked) * 1000 / len(took)
    return {"took": took, "seconds": time.monotonic() - begun, "work": work}


def _shares(writers: int) -> list[list[Any]]:
    """Open cases with the worker who writes into them, shared out among the writers.

    Of the length the goal speaks of where there are enough: 40 to 80 entries.
    """
    from amparo.casefile.models import Case

    cases = Case.objects.filter(state="open", assigned_to__isnull=False)
    long = cases.filter(last_sequence__range=(40, 80)).select_related("assigned_to__agency")
    found = list(long.order_by("id")[:400]) or list(cases.select_related("assigned_to__agency"))
    if len(found) < writers:
        raise LookupError("this country has too few open cases to write into")
    return [found[number::writers] for number in range(writers)]


def _moments(share: list[Any], times: int, pause: float) -> list[float]:
    """When to write, in seconds from the start; the same in every run for the same country."""
    chance = random.Random(str(share[0].id))
    return [(number + chance.random()) * pause for number in range(times)]


def _write_on(
    cases: list[Any], moments: list[float], ready: threading.Barrier, took: list[float]
) -> None:
    from django.db import connections

    for number in range(WARM):
        _append(cases[number % len(cases)], number)
    ready.wait()
    begun = time.perf_counter()
    for number, moment in enumerate(moments):
        time.sleep(max(0.0, begun + moment - time.perf_counter()))
        case = cases[(WARM + number) % len(cases)]
        took.append(_append(case, number))
    connections.close_all()


def _append(case: Any, number: int) -> float:
    """Milliseconds of one append."""
    from amparo.casefile import actions

    kind, body = SAID[number % len(SAID)]
    begun = time.perf_counter()
    actions.append(by=case.assigned_to, case=case, kind=kind, body=body)
    return (time.perf_counter() - begun) * 1000
