"""Somebody's hand and eyes on a cheap phone: counts what they do, and how long it takes a person.

A tap, a field typed into and a choice are one interaction each; scrolling is none, but takes time.
How fast people are is said once, here (`docs/reporting-in-two-minutes.md` says why). With
`in_real_time` every pause is waited out; without, pauses are added to what the machine took.
"""

import time
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Locator, Page

PHONE = {"width": 360, "height": 740}
# A poor third-generation network, and a processor a quarter as fast as this one.
NETWORK = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400_000 / 8,
    "uploadThroughput": 400_000 / 8,
}
SLOWER = 4

TYPED = 3.0  # characters a second: 36 words a minute, with two thumbs
READ = 238 / 60  # words a second: silent reading, word by word
SCANNED = 600 / 60  # words a second: looking for one thing in a list
TAP = 1.1  # seconds to reach and touch
SCREENFUL = 0.5  # seconds to push the page up by one screen


@dataclass
class Hand:
    """One person at one phone. `interactions`, `person` (seconds) and `words` grow as they go."""

    page: Page
    in_real_time: bool = False
    interactions: int = 0
    person: float = 0.0
    words: int = 0
    begun: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        """From the beginning until now, the person's own time included."""
        passed = time.monotonic() - self.begun
        return passed if self.in_real_time else passed + self.person

    @property
    def waited(self) -> float:
        """The part of it in which the phone, the network and the server worked."""
        return self.seconds - self.person

    def tap(self, what: Locator) -> None:
        self.interactions += 1
        self._takes(TAP)
        what.tap()

    def type(self, what: Locator, text: str) -> None:
        """Tap into a field and write: one interaction."""
        self.interactions += 1
        self._takes(TAP)
        what.tap()
        self.person += len(text) / TYPED
        if self.in_real_time:
            self._type_by_the_clock(what, text)
        else:
            what.fill(text)

    def _type_by_the_clock(self, what: Locator, text: str) -> None:
        """Key by key; how long the phone takes for a key is part of how fast people type."""
        begun = time.monotonic()
        for number, sign in enumerate(text, start=1):
            what.press_sequentially(sign)
            early = begun + number / TYPED - time.monotonic()
            self.page.wait_for_timeout(max(early, 0) * 1000)

    def read(self, *what: Locator) -> None:
        """Read every word of it, once."""
        words = _words(*what)
        self.words += words
        self._takes(words / READ)

    def scan(self, what: Locator, until: Locator) -> None:
        """Look through a list for something known, and no further than that."""
        items = [text.split() for text in what.all_inner_texts()]
        last = max(items.index(text.split()) for text in until.all_inner_texts())
        self._takes(sum(len(words) for words in items[: last + 1]) / SCANNED)

    def scroll_past(self) -> None:
        """The time it takes to push the whole page past, once."""
        high = self.page.evaluate("document.documentElement.scrollHeight")
        self._takes((high / PHONE["height"] - 1) * SCREENFUL)

    def _takes(self, seconds: float) -> None:
        self.person += seconds
        if self.in_real_time:
            self.page.wait_for_timeout(seconds * 1000)


def a_phone(browser: Browser) -> Page:
    """A small touch screen on a slow network."""
    context = browser.new_context(
        bypass_csp=True, viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2
    )
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", NETWORK)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return page


def _words(*what: Locator) -> int:
    return sum(len(text.split()) for one in what for text in one.all_inner_texts())
