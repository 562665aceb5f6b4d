"""An analyst asks how many remain unseen: answers first, is stopped, mends it, and gets a range."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from amparo.statistics.prevalence import apart
from tests.browser.analysts import PHONE, WIDE, at_the_screen
from tests.browser.analysts import cast as cast
from tests.browser.analysts import folder as folder
from tests.browser.looking import findings
from tests.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that runs a browser beside is slow."""
    monkeypatch.setattr(apart, "AT_MOST_SECONDS", 60.0)


SCREENS = pytest.mark.parametrize(("language", "size"), [("en", WIDE), ("ar", PHONE)])
TABLE = (
    "police,hospital,shelter,helpline,count\n1,0,0,0,112\n0,1,0,0,96\n0,0,1,0,74\n0,0,0,1,40\n"
    "1,1,0,0,21\n1,0,1,0,17\n0,1,1,0,14\n1,0,0,1,12\n0,1,0,1,9\n0,0,1,1,8\n1,1,1,0,6\n1,1,1,1,2\n"
)
ANSWERS = {"referral": "counted", "linked": "several", "same": "yes", "closed": "no",
           "unlike": "unknown"}  # fmt: skip


def sent(page: Page) -> None:
    page.locator("main form button:not([name])").click()


def ticked(page: Page, **answers: str) -> None:
    for name, answer in answers.items():
        page.check(f"[name={name}][value={answer}]")


@SCREENS
def test_an_analyst_is_stopped_by_referral_mends_it_and_gets_a_range(
    browser: Browser, live_server: LiveServer, cast: Cast, language: str, size: tuple[int, int]
) -> None:
    page = at_the_screen(browser, live_server, cast.analyst, size, language)
    page.goto(f"{live_server.url}/figures/")
    page.locator("main h2 a[href$='/figures/unseen/']").click()
    expect(page.locator("textarea")).to_have_count(0)
    assert findings(page) == []
    ticked(page, **ANSWERS)
    sent(page)
    expect(page.locator("[data-error-summary]")).to_be_focused()
    expect(page.locator("#id_referral_error")).to_be_visible()
    expect(page.locator("main form .notice")).to_contain_text("amparo captures")
    expect(page.locator("[name=same][value=yes]")).to_be_checked()
    expect(page.locator("textarea")).to_have_count(0)
    assert findings(page) == []
    ticked(page, referral="left_out")
    sent(page)
    page.fill("[name=text]", TABLE)
    page.fill("[name=text_2]", TABLE.replace(",21\n", ",17\n"))
    page.fill("[name=name_2]", "0.9")
    assert findings(page) == []
    sent(page)
    expect(page.locator("#next")).to_be_in_viewport()
    expect(page.locator("section:has(> #next) .figures__grid tbody tr")).not_to_have_count(0)
    expect(page.locator("[name=text]")).to_have_value(TABLE)
    assert findings(page) == []
    if language == "en":
        expect(page.locator("#next")).to_contain_text("A range of models, not a count")
        expect(page.locator("blockquote")).to_contain_text("Estimated, not counted")


@SCREENS
def test_a_fault_in_a_table_is_shown_beside_it_and_what_was_typed_stays(
    browser: Browser, live_server: LiveServer, cast: Cast, language: str, size: tuple[int, int]
) -> None:
    page = at_the_screen(browser, live_server, cast.analyst, size, language)
    page.goto(f"{live_server.url}/figures/unseen/")
    ticked(page, **ANSWERS | {"referral": "no", "linked": "once"})
    sent(page)
    wrong = TABLE.replace("1,0,0,0,112", "1,2,0,0,112")
    page.fill("[name=text]", wrong)
    sent(page)
    expect(page.locator("[data-error-summary]")).to_be_focused()
    expect(page.locator("#id_text_error")).to_contain_text("hospital")
    expect(page.locator("[name=text]")).to_have_value(wrong)
    expect(page.locator("#id_text")).to_be_visible()
    assert findings(page) == []
