"""How long the server takes for home and for a case page, for a caseworker and a supervisor.

Two ways: *in process*, from the request to the last byte through Django's handler with every
middleware, and *over HTTP*, through a running server with one visitor. The session is a real one.
"""

import io
from collections.abc import Iterator
from functools import partial
from typing import Any

from benchmarks.measuring import Line, median_and_p95, percentile, timed
from benchmarks.visiting import ACCEPT, NotServed, Visitor, email_of
from benchmarks.worlds import World, Worlds

GOAL_MS = 100
RATIO = 1.5
TIMES = 100
WARM = 5
ROLES = ("caseworker", "supervisor")
Took = dict[str, list[float]]


def measure(worlds: Worlds) -> Iterator[Line]:
    """Milliseconds for each page, person, way and country; and how they grow with its size."""
    by_engine: dict[str, list[tuple[World, Took]]] = {}
    for world in worlds:
        with world.serve() as server:
            took: Took = {}
            for role in ROLES:
                took |= _of(world, Visitor(email_of(role), server.port).sign_in(), role)
        for what, times in took.items():
            yield from median_and_p95(f"{what}, {world.name}", times, GOAL_MS)
        by_engine.setdefault(world.engine, []).append((world, took))
    for measured in by_engine.values():
        yield from _growth(measured)


def _of(world: World, visitor: Visitor, role: str) -> Took:
    """Milliseconds of both pages, both ways."""
    cases = world.ask("visiting:open_cases", email=visitor.email, limit=TIMES + WARM)
    if not cases:
        raise NotServed(f"the {role} has no open case in {world.name}")
    chosen = {"home": ["/"], "case page": [f"/cases/{reference}/" for reference in cases]}
    took: Took = {}
    for page, paths in chosen.items():
        walk = [paths[number % len(paths)] for number in range(TIMES + WARM)]
        inside = world.ask("pages:handle", cookies=visitor.cookies, paths=walk)
        took[f"{page} of a {role}, in process"] = inside[WARM:]
        took[f"{page} of a {role}, over HTTP"] = [visitor.open(path) for path in walk][WARM:]
    return took


def _growth(measured: list[tuple[World, Took]]) -> Iterator[Line]:
    """The p95 of the largest country by that of the smallest, on one engine."""
    (small, before), (large, after) = measured[0], measured[-1]
    if small is large:
        return
    sizes = f"{large.name} by {small.cases:,}"
    for what in (what for what in before if what.endswith("in process")):
        ratio = percentile(after[what], 0.95) / percentile(before[what], 0.95)
        yield Line(f"p95 {what}, {sizes}", ratio, "times", RATIO)


def handle(cookies: str, paths: list[str]) -> list[float]:
    """Inside: milliseconds of each request through the handler. Raises NotServed."""
    from amparo.web.wsgi import application

    return [timed(partial(_request, application, path, cookies)) for path in paths]


def _request(application: Any, path: str, cookies: str) -> None:
    statuses: list[str] = []
    answer = application(_environment(path, cookies), lambda status, _h: statuses.append(status))
    try:
        for _part in answer:
            pass
    finally:
        answer.close()
    if not statuses[0].startswith("200"):
        raise NotServed(f"{path} answered {statuses[0]}")


def _environment(path: str, cookies: str) -> dict[str, Any]:
    """A GET as the server hands it on (PEP 3333)."""
    headers = {"HTTP_" + name.upper().replace("-", "_"): said for name, said in ACCEPT.items()}
    return {
        **headers,
        "HTTP_HOST": "127.0.0.1",
        "HTTP_COOKIE": cookies,
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "REMOTE_ADDR": "127.0.0.1",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
