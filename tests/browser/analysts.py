"""An analyst at a screen, with four thousand made-up facts, and populations that they bring."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from amparo.people.models import User
from amparo.statistics import showing
from tests.browser.acting import Actor
from tests.cast import Cast, make_cast
from tests.figure_pages import facts

WIDE, PHONE = (1280, 900), (360, 740)
BAND_OF = {(0, 4): "0_4", (5, 11): "5_11", (12, 14): "12_14", (15, 17): "15_17"}
PEOPLE = "year,place,sex,age_from,age_to,number,source\n" + "".join(
    f"{facts.YEAR},{showing.HERE},{sex},{low},{high},100000,Census\n"
    for sex in ("female", "male")
    for low, high in BAND_OF
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("facts")


@pytest.fixture
def cast(transactional_db: None, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    cache.clear()
    facts.put(folder, monkeypatch)
    yield make_cast()
    showing.forget()


def at_the_screen(
    browser: Browser, server: LiveServer, user: User, size: tuple[int, int], language: str
) -> Page:
    user.language = language
    user.save(update_fields=["language"])
    return Actor(browser, server.url, user, size=size).page


def on_day(page: Page, name: str, day: str) -> None:
    """Type a day (2022-03-01) in its three fields, as a person does."""
    for part, typed in zip(("year", "month", "day"), day.split("-"), strict=True):
        page.fill(f"[name={name}_{part}]", typed)


def having(*shares: tuple[str, int]) -> str:
    """The lines of a reference population: of a thousand people of each group so many have it."""
    return "year,place,sex,age_band,factor,having,people,source\n" + "".join(
        f"{facts.YEAR},{showing.HERE},{sex},{band},{factor},{number},1000,Survey\n"
        for factor, number in shares
        for sex in ("female", "male")
        for band in BAND_OF.values()
    )
