"""A whole call from the keyboard alone, wide and on a phone, in both directions; no mouse at all.

Nothing here clicks: `Keys` has only a keyboard, and counts what it presses.
"""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from amparo.casefile import timelines
from amparo.casefile.models import Case
from amparo.helpline import sealed
from amparo.helpline.models import Call
from tests.browser.acting import Actor
from tests.browser.looking import findings
from tests.cast import Cast
from tests.helpline.conftest import SCREEN, Lines, make_lines

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WIDE, PHONE = (1280, 900), (360, 740)
HAND_OVER, SAVE = "Control+Shift+Enter", "Control+Enter"
ARRIVED = re.compile(r"/concern/[0-9A-Z-]+/arrived/")
FEWEST, FOR_A_WHOLE_CALL = 2, 60
FOCUS_IS_SEEN = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect();
  const [x, y] = [box.x + box.width / 2, box.y + Math.min(box.height, 20) / 2];
  const there = document.elementFromPoint(x, y);
  const free = Boolean(there) && (one.contains(there) || there.contains(one));
  return free && getComputedStyle(one).outlineStyle !== "none";
}"""


@dataclass
class Keys:
    """Somebody at the keyboard. `pressed` counts keys and chords, not the letters of words."""

    page: Page
    pressed: int = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def write(self, text: str) -> None:
        self.page.keyboard.type(text)

    def tab_to(self, name: str) -> None:
        """Go on with Tab until the field called `name` has the focus."""
        for _step in range(40):
            self.press("Tab")
            if self.focused() == name:
                return
        raise AssertionError(f"no way to {name} from the keyboard")

    def focused(self) -> str:
        return str(self.page.evaluate("document.activeElement.name || ''"))

    def sees_the_focus(self) -> bool:
        """Whether what has the focus is marked, and nothing lies over it."""
        return bool(self.page.evaluate(FOCUS_IS_SEEN))


@pytest.fixture
def lines(transactional_db: None) -> Lines:
    return make_lines()


@pytest.fixture
def cast(lines: Lines) -> Cast:
    return lines.cast


def at_the_screen(
    browser: Browser, address: str, cast: Cast, size: tuple[int, int], language: str = "en"
) -> tuple[Actor, Keys]:
    cast.operator.language = language
    cast.operator.save(update_fields=["language"])
    actor = Actor(browser, address, cast.operator, size=size)
    actor.go(SCREEN)
    return actor, Keys(actor.page)


@pytest.mark.parametrize("size", [WIDE, PHONE])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_whole_call_is_taken_and_handed_over_from_the_keyboard(
    browser: Browser,
    live_server: LiveServer,
    cast: Cast,
    size: tuple[int, int],
    language: str,
) -> None:
    actor, keys = at_the_screen(browser, live_server.url, cast, size, language)
    page = actor.page
    assert findings(page) == []
    assert keys.focused() == "account"
    keys.write("She whispers. A man shouts behind her.")
    keys.press("Alt+2")
    assert keys.focused() == "how_urgent"
    keys.press("Space")
    keys.press("Alt+3")
    assert keys.focused() == "child_name"
    keys.write("Noor")
    keys.press("Enter")
    assert keys.focused() == "sex"
    keys.press("Space")
    keys.tab_to("apparent_age")
    keys.write("12")
    keys.tab_to("place")
    keys.write("a yellow house")
    keys.press("Alt+4")
    assert keys.focused() == "word"
    keys.write("sunflower")
    keys.press("Enter")
    expect(page.locator("#earlier p")).to_have_count(1)
    assert keys.focused() == "word"
    keys.tab_to("recognise")
    keys.press("Space")
    keys.press("Alt+5", "Space")
    assert keys.focused() == "advised"
    assert keys.sees_the_focus()
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    keys.press(HAND_OVER)
    expect(page).to_have_url(ARRIVED)
    assert keys.pressed <= FOR_A_WHOLE_CALL
    actor.leave()
    call = Call.objects.get()
    content = sealed.opened(call)
    assert (call.urgency, content["word"]) == ("danger", "sunflower")
    assert content["advised"] == ["emergency_number"]
    timeline = timelines.open_case(Case.objects.get().id).timeline()
    bodies = {entry.kind: entry.body for entry in timeline.entries}
    assert bodies["identity_recorded"]["apparent_age"] == 12
    assert bodies["whereabouts_noted"] == {"place": "a yellow house"}


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_a_silent_call_is_handed_over_with_two_keys(
    browser: Browser, live_server: LiveServer, cast: Cast, size: tuple[int, int]
) -> None:
    actor, keys = at_the_screen(browser, live_server.url, cast, size)
    keys.press("Alt+0", HAND_OVER)
    expect(actor.page).to_have_url(ARRIVED)
    assert keys.pressed == FEWEST
    actor.leave()
    assert sealed.opened(Call.objects.get())["nothing_said"] is True
    [entry] = timelines.open_case(Case.objects.get().id).timeline().of("concern_reported")
    assert entry.body["account"] == "The caller said nothing."


def test_enter_never_ends_a_call_and_every_field_shows_its_focus(
    browser: Browser, live_server: LiveServer, cast: Cast
) -> None:
    actor, keys = at_the_screen(browser, live_server.url, cast, WIDE)
    seen = set()
    while keys.focused() not in ("hand_over", "keep") and len(seen) < 40:
        if name := keys.focused():
            assert keys.sees_the_focus(), name
            seen.add(name)
        before = actor.page.evaluate("document.activeElement.outerHTML")
        keys.press("Enter" if actor.page.locator("input:focus:not([name=word])").count() else "Tab")
        assert actor.page.evaluate("document.activeElement.outerHTML") != before
    assert {"advised", "advice", "word", "contact", "recognise", "child_name", "place"} <= seen
    assert not Call.objects.exists()
    keys.press(SAVE)
    expect(actor.page).to_have_url(live_server.url + "/calls/")
    assert Call.objects.get().concern_id is None
    actor.leave()


def test_what_was_typed_is_there_again_when_the_browser_closed(
    browser: Browser, live_server: LiveServer, cast: Cast
) -> None:
    actor, keys = at_the_screen(browser, live_server.url, cast, PHONE)
    with actor.page.expect_response(lambda answer: answer.status == 204, timeout=15_000):
        keys.write("Somebody breathes.")
    actor.leave()
    later, _keys = at_the_screen(browser, live_server.url, cast, PHONE)
    expect(later.page.locator("[name=account]")).to_have_value("Somebody breathes.")
    later.leave()


def test_without_scripts_a_caller_is_looked_up_and_the_call_saved(
    browser: Browser, live_server: LiveServer, cast: Cast
) -> None:
    actor, _keys = at_the_screen(browser, live_server.url, cast, PHONE)
    page = actor.context.new_page()
    page.route("**/*.js", lambda route: route.abort())
    page.goto(live_server.url + SCREEN)
    keys = Keys(page)
    keys.write("She whispers.")
    keys.tab_to("word")
    keys.write("sunflower")
    keys.press("Enter")
    page.wait_for_load_state()
    expect(page.locator("#earlier p")).to_have_count(1)
    expect(page.locator("[name=account]")).to_have_value("She whispers.")
    keys.tab_to("save")
    keys.press("Enter")
    expect(page).to_have_url(live_server.url + "/calls/")
    actor.leave()
