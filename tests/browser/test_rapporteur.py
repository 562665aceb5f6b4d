"""The rapporteur writes a text, recommends, says what became of it, and sees the report."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from amparo.release.rapporteur import actions, folding
from amparo.release.rapporteur.models import Recommendation
from amparo.statistics import report
from tests.browser.analysts import PHONE, WIDE, at_the_screen
from tests.browser.analysts import cast as cast
from tests.browser.analysts import folder as folder
from tests.browser.looking import findings
from tests.cast import Cast
from tests.release.rapporteur.making import YEAR, a_year

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SCREENS = pytest.mark.parametrize(("language", "size"), [("en", WIDE), ("ar", PHONE)])
AT = f"/report/{YEAR}/"
WIDER = """() => [...document.querySelectorAll(".report__grid")]
  .map(table => table.parentElement).filter(one => one.scrollWidth > one.clientWidth)
  .map(one => one.scrollWidth + " in " + one.clientWidth)"""
"""Tables of duties that do not fit: of a number off the screen nobody knows."""
WORDS = {
    "en": ("It was a hard year.\n\n{arose:guardian} guardians were owed.", "99 guardians"),
    "ar": ("كانت سنة صعبة.\n\nاستُحق {arose:guardian} وصياً.", "استُحق 99 وصياً."),
}


@pytest.fixture(autouse=True)
def counted(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Duties of a year, and few tables beside them; a recommendation of the year before."""
    monkeypatch.setattr(folding, "kept", lambda making: a_year())
    monkeypatch.setattr(report, "BY", (("age_band", "sex"),))
    monkeypatch.setattr(report, "CLOCKS", ("guardian",))
    said = actions.Recommended(
        language="en", text="Tell the guardian first.", addressed="police", source="A treaty"
    )
    actions.recommend(by=cast.rapporteur, year=YEAR - 1, said=said)


@SCREENS
def test_a_report_is_written_and_seen(
    browser: Browser, live_server: LiveServer, cast: Cast, language: str, size: tuple[int, int]
) -> None:
    page = at_the_screen(browser, live_server, cast.rapporteur, size, language)
    _look_at(page, live_server, "/report/", "years", language)
    page.goto(live_server.url + AT)
    page.locator(f"a[href$='/text/foreword/{language}/']").click()
    text, said = WORDS[language]
    page.fill("[name=text]", text)
    _look(page, "text", language)
    page.locator("main form button").first.click()
    _say_what_became_of_it(page, language)
    _recommend(page, language)
    _look_at(page, live_server, AT, "overview", language)
    _look_at(page, live_server, f"{AT}preview/", "preview", language)
    expect(page.locator("#foreword")).to_contain_text(said)
    expect(page.locator("#recommendations")).to_contain_text("Tell the guardian first.")
    expect(page.locator("#recommendations")).to_contain_text("A circular says so")
    assert Recommendation.objects.count() == 2
    assert page.evaluate(WIDER) == []


def _say_what_became_of_it(page: Page, language: str) -> None:
    page.locator("a[href$='/became/']").click()
    page.select_option("[name=state]", "in_part")
    page.fill("[name=text]", "A circular says so")
    _look(page, "became", language)
    page.locator("main form button").first.click()


def _recommend(page: Page, language: str) -> None:
    page.locator("a[href$='/recommend/']").click()
    page.select_option("[name=addressed]", "court")
    page.fill("[name=text]", "Hear every child.")
    _look(page, "recommend", language)
    page.locator("main form button").first.click()


@SCREENS
def test_who_writes_later_sees_what_another_wrote_and_loses_nothing(
    browser: Browser, live_server: LiveServer, cast: Cast, language: str, size: tuple[int, int]
) -> None:
    page = at_the_screen(browser, live_server, cast.rapporteur, size, language)
    page.goto(f"{live_server.url}{AT}text/foreword/en/")
    page.fill("[name=text]", "What I think of it")
    actions.write_text(
        by=cast.rapporteur, year=YEAR, language="en", place="foreword", text="Another was here",
        before=None,
    )  # fmt: skip
    page.locator("main form button").first.click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    expect(page.locator(".notice")).to_contain_text("Another was here")
    expect(page.locator("[name=text]")).to_have_value("What I think of it")
    _look(page, "between", language)
    page.locator("main form button").first.click()
    expect(page).to_have_url(live_server.url + AT)


def _look_at(page: Page, server: LiveServer, address: str, name: str, language: str) -> None:
    page.goto(server.url + address)
    _look(page, name, language)


def _look(page: Page, name: str, language: str) -> None:
    """Nothing is wrong with it for anybody; where a folder is named it is kept as a picture."""
    if kept := os.environ.get("AMPARO_TEST_PICTURES"):
        page.screenshot(path=Path(kept) / f"{name}_{language}.png", full_page=True)
    assert findings(page) == []
