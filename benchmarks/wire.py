"""What the first page weighs over the wire, and how soon it can be used on a bad line.

Chromium opens the page with an empty cache, everything counted that it fetches (page, styles,
scripts, drawings, headers). Slow line: 400 ms to and fro, 400 kbit/s each way, a processor 4 times
slower, as set through the DevTools protocol; the connection itself is local.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from benchmarks.measuring import Line, Missing
from benchmarks.visiting import Visitor, email_of
from benchmarks.worlds import Worlds
from tools.run_tests import CHROMIUM

if TYPE_CHECKING:
    from playwright.sync_api import Browser

GOAL_KB = 100
GOAL_SECONDS = 5
LATENCY_MS = 400
BYTES_A_SECOND = 400_000 / 8
SLOWER = 4
TIMES = 5
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True, slots=True)
class Page:
    """A page to open, and what one must be able to do before it counts as usable."""

    name: str
    path: str
    usable: str
    session: str = ""


@dataclass
class Loaded:
    """Bytes over the wire, requests, and seconds until the page could be used."""

    size: int = 0
    requests: int = 0
    seconds: float = 0.0


def measure(worlds: Worlds) -> Iterator[Line | Missing]:
    """Kilobytes (1,000 bytes) and seconds: signing in, and home of a caseworker."""
    if not CHROMIUM.exists():
        yield Missing("size and load of the first page", "Chromium is not installed")
        return
    from playwright.sync_api import sync_playwright

    with worlds.smallest().serve() as server, sync_playwright() as playwright:
        caseworker = Visitor(email_of("caseworker"), server.port).sign_in()
        pages = (
            Page("first page (signing in)", "/", "[name=email]"),
            Page("home of a caseworker", "/", "main a[href]", caseworker.session),
        )
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for page in pages:
            yield from _lines(browser, server.address, page)
        browser.close()


def _lines(browser: "Browser", address: str, page: Page) -> Iterator[Line]:
    loaded = [_load(browser, address, page) for _ in range(TIMES)]
    largest = max(loaded, key=lambda one: one.size)
    what = f"{page.name}, nothing cached, {largest.requests} requests"
    yield Line(what, largest.size / 1000, "kB", GOAL_KB)
    slowest = max(one.seconds for one in loaded)
    what = f"{page.name}, usable on 3G with a {SLOWER}x slower processor, slowest of {TIMES}"
    yield Line(what, slowest, "s", GOAL_SECONDS)


def _load(browser: "Browser", address: str, page: Page) -> Loaded:
    """Open it once, in a browser that was never here."""
    loaded = Loaded()
    context = browser.new_context(locale="en-GB", viewport={"width": 360, "height": 740})
    if page.session:
        context.add_cookies([{"name": "sessionid", "value": page.session, "url": address}])
    tab = context.new_page()
    tools = context.new_cdp_session(tab)
    tools.on("Network.loadingFinished", lambda event: _count(loaded, event))
    tools.on("Network.requestWillBeSent", lambda event: _redirect(loaded, event))
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", {
        "offline": False, "latency": LATENCY_MS,
        "downloadThroughput": BYTES_A_SECOND, "uploadThroughput": BYTES_A_SECOND,
    })  # fmt: skip
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    begun = time.perf_counter()
    tab.goto(address + page.path, wait_until="load")
    _use(tab, page)
    loaded.seconds = time.perf_counter() - begun
    tab.wait_for_load_state("networkidle")
    context.close()
    return loaded


def _use(tab: Any, page: Page) -> None:
    """Type into the field, or put the focus on the link: the page must answer to that."""
    found = tab.locator(page.usable).first
    if page.usable.startswith("[name"):
        found.fill("a")
    else:
        found.focus()


def _count(loaded: Loaded, event: dict[str, Any]) -> None:
    loaded.size += int(event["encodedDataLength"])
    loaded.requests += 1


def _redirect(loaded: Loaded, event: dict[str, Any]) -> None:
    """An answer that only leads on finishes no loading, and weighs something too."""
    if "redirectResponse" in event:
        loaded.size += int(event["redirectResponse"]["encodedDataLength"])
        loaded.requests += 1
