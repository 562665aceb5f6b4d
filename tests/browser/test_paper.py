"""Paper and back: a sheet printed to A4 in French and in Arabic, filled in, and typed in again on a
phone."""

import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from amparo.casefile import timelines
from amparo.casefile.models import Case, Entry
from amparo.casefile.paper import number_of
from amparo.people.actions import note_training
from tests.browser.acting import SUBMIT, Actor
from tests.casefile_pages.case_world import a_lived_case
from tests.cast import Cast, make_cast

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

DESK, PHONE = (1280, 800), (360, 740)
SIGNS = "unodc_child"
A4 = (595, 842)  # points
PAGE = re.compile(rb"/Type\s*/Page\b")
BOX = re.compile(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]")
WIDTH = "() => document.documentElement.scrollWidth"
LOST = """() => [...document.querySelectorAll('.sheet *')].filter(
    (one) => !one.closest('.visually-hidden') && one.scrollWidth > one.clientWidth + 1
        && getComputedStyle(one).display !== 'inline').map((one) => one.className)"""


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    cache.clear()
    cast = make_cast()
    note_training(by=cast.supervisor, user=cast.caseworker, trained=True)
    return cast


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_lived_case(cast)


def three_days_ago() -> dict[str, str]:
    day = timezone.localdate() - timedelta(days=3)
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return {f"occurred_at_{part}": str(value) for part, value in parts.items()}


def pages_of_a4(page: Page, folder: Path) -> int:
    """How many pages the printer gets, all of them of A4."""
    file = folder / "sheet.pdf"
    page.pdf(path=file, prefer_css_page_size=True)
    printed = file.read_bytes()
    sizes = {(round(float(wide)), round(float(high))) for wide, high in BOX.findall(printed)}
    assert sizes == {A4}
    return len(PAGE.findall(printed))


def check_page(page: Page, direction: str) -> None:
    """No finding of the checker, and the direction of its language."""
    expect(page.locator("html")).to_have_attribute("dir", direction)
    found = Axe().run(page).response["violations"]
    assert [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found] == []


def check_phone(page: Page, direction: str) -> None:
    check_page(page, direction)
    assert page.evaluate(WIDTH) <= PHONE[0]


def printed(actor: Actor, path: str, direction: str, folder: Path, most: int) -> None:
    """Open a sheet, look at it, and print it."""
    page = actor.go(path)
    check_page(page, direction)
    page.emulate_media(media="print")
    assert page.evaluate(LOST) == []  # nothing runs over the edge of its box
    assert 1 <= pages_of_a4(page, folder) <= most
    page.emulate_media(media="screen")


@pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("ar", "rtl")])
def test_a_screening_goes_to_paper_and_comes_back(
    browser: Browser,
    live_server: LiveServer,
    tmp_path: Path,
    cast: Cast,
    case: Case,
    language: str,
    direction: str,
) -> None:
    desk = Actor(browser, live_server.url, cast.caseworker, size=DESK)
    sheet = f"/cases/{case.reference}/screening/{SIGNS}/sheet/?in={language}"
    printed(desk, sheet, direction, tmp_path, most=4)
    rows = desk.page.locator(".signs__text").all_inner_texts()
    desk.leave()

    cast.caseworker.language = language
    cast.caseworker.save(update_fields=["language"])
    phone = Actor(browser, live_server.url, cast.caseworker, size=PHONE)
    page = phone.go(
        f"/cases/{case.reference}/screening/{SIGNS}/paper/?sheet={number_of(SIGNS, language)}"
    )
    check_phone(page, direction)
    form = page.locator("main form[data-kind-form]")
    typed_rows = form.locator("fieldset.sign legend").all_inner_texts()
    assert [text.partition(". ")[2] for text in typed_rows] == rows
    first = form.locator("fieldset.sign").first.locator("input[type=radio]")
    first.last.focus()
    page.keyboard.press("ArrowDown")  # round to the first answer, without a mouse
    expect(first.first).to_be_checked()
    phone.fill(form, **{"answer-no_education": "unknown"}, setting="clinic, K. M.")

    form.locator(SUBMIT).last.click()  # the day was forgotten: nothing that was typed is lost
    page.wait_for_load_state()
    check_phone(page, direction)
    expect(first.first).to_be_checked()
    phone.fill(form, occurred_at_how="at", **three_days_ago())
    phone.send(form)
    expect(page).to_have_url(re.compile(r"\?recorded="))
    [entry] = timelines.open_case(case.id).timeline().of("screening_completed")
    assert entry.body["answers"] == {"intimidated": "yes", "no_education": "unknown"}
    assert entry.recorded_at - entry.occurred.earliest > timedelta(days=2)
    phone.leave()


@pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("ar", "rtl")])
def test_a_concern_goes_to_paper_and_comes_back(
    browser: Browser,
    live_server: LiveServer,
    tmp_path: Path,
    cast: Cast,
    language: str,
    direction: str,
) -> None:
    desk = Actor(browser, live_server.url, cast.teacher, size=DESK)
    printed(desk, f"/paper/concern/?in={language}", direction, tmp_path, most=4)
    leads = urlsplit("//" + desk.page.locator(".sheet__address").first.inner_text()).path
    desk.leave()

    cast.teacher.language = language
    cast.teacher.save(update_fields=["language"])
    phone = Actor(browser, live_server.url, cast.teacher, size=PHONE)
    page = phone.go(leads)
    check_phone(page, direction)
    form = page.locator("main form[data-kind-form]")
    phone.fill(form, channel="school", account="He hides.", how_urgent="can_wait")
    phone.fill(form, child_name="M.", occurred_at_how="at", **three_days_ago())
    phone.send(form)
    expect(page).to_have_url(re.compile(r"/arrived/"))
    reported = Entry.objects.get(kind="concern_reported")
    assert reported.recorded_at - reported.occurred_earliest > timedelta(days=2)
    phone.leave()


def test_a_sheet_is_read_on_a_phone_without_the_page_moving_sideways(
    browser: Browser, live_server: LiveServer, cast: Cast
) -> None:
    phone = Actor(browser, live_server.url, cast.caseworker, size=PHONE)
    for path in ("/paper/", "/paper/concern/", f"/paper/{SIGNS}/?in=ar"):
        page = phone.go(path)
        assert page.evaluate(WIDTH) <= PHONE[0], path
    phone.leave()
