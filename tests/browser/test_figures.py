"""An analyst at work: a table, a comparison that is refused, a change of law in a series, and what
may be read in it; wide and on a phone, in both directions of writing.
"""

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.analysts import PHONE, WIDE, at_the_screen, on_day
from tests.browser.analysts import cast as cast
from tests.browser.analysts import folder as folder
from tests.browser.looking import findings
from tests.cast import Cast
from tests.figure_pages import facts

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

OF_OTHERS = "ledger:ilo_2022_children"
LAW = "Forced begging is trafficking since the law of 2022"


@pytest.mark.parametrize("size", [WIDE, PHONE])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_analyst_makes_a_table_and_is_refused_a_comparison_that_means_nothing(
    browser: Browser, live_server: LiveServer, cast: Cast, size: tuple[int, int], language: str
) -> None:
    page = at_the_screen(browser, live_server, cast.analyst, size, language)
    page.goto(f"{live_server.url}/figures/table/")
    page.select_option("[name=rows]", "sex")
    page.select_option("[name=columns]", "")
    page.fill("[name=first]", str(facts.YEAR))
    page.fill("[name=last]", str(facts.YEAR))
    page.locator(".figures__form button").click()
    expect(page.locator("#sentence")).to_be_visible()
    expect(page.locator(".bars__row")).to_have_count(3)
    expect(page.locator(".figures__grid tbody tr")).not_to_have_count(0)
    assert findings(page) == []

    page.locator("form[action$='/figures/keep/'] button").click()
    page.locator("#choose-one").select_option(index=1)
    page.select_option("#choose-other", OF_OTHERS)
    page.locator("main form[method=get] button").click()
    expect(page.locator(".notice--caution p")).not_to_have_count(0)
    expect(page.locator("h2#held")).to_have_count(0)
    if language == "en":
        expect(page.get_by_text("These figures are not comparable.")).to_be_visible()
        expect(page.get_by_text("A stock is not a number “every year”.")).to_be_visible()
    assert findings(page) == []


@pytest.mark.parametrize("size", [WIDE, PHONE])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_analyst_marks_a_change_of_law_and_reads_what_may_be_read(
    browser: Browser, live_server: LiveServer, cast: Cast, size: tuple[int, int], language: str
) -> None:
    page = at_the_screen(browser, live_server, cast.analyst, size, language)
    series = f"{live_server.url}/figures/over-time/?first=2019&last=2025"
    page.goto(series)
    expect(page.locator(".chart__sign")).to_have_count(0)
    page.locator("a[href$='/over-time/mark/']").click()
    page.select_option("[name=kind]", "law_changed")
    on_day(page, "on", "2022-03-01")
    page.fill("[name=text]", LAW)
    assert findings(page) == []
    page.locator("main form button").first.click()
    expect(page.locator(".figures__breaks strong")).to_have_text(LAW)
    page.goto(series)
    expect(page.locator(".chart__signs li")).to_have_count(1)
    expect(page.locator(".chart__signs li")).to_contain_text(LAW)
    if language == "en":
        expect(page.locator("#trend")).to_contain_text("Detections depend on who looks")
        expect(page.locator("#trend")).to_contain_text(LAW)
    assert findings(page) == []


@pytest.mark.parametrize("size", [WIDE, PHONE])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_of_figures_can_be_used_by_everybody(
    browser: Browser, live_server: LiveServer, cast: Cast, size: tuple[int, int], language: str
) -> None:
    page = at_the_screen(browser, live_server, cast.analyst, size, language)
    wrong = {}
    for way in (
        "", "routes/", "who/", "compare/", "ledger/", "ledger/check/",
        "ledger/ilo_2002_trafficked_children/",
        "table/?rows=sex&measure=cumulative_incidence&clock=guardian&first=2020",
        "over-time/?by=sex&first=2019&last=2025",
    ):  # fmt: skip
        page.goto(f"{live_server.url}/figures/{way}")
        if found := findings(page):
            wrong[way] = found
    assert wrong == {}
