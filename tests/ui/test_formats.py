"""How times and numbers are said."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from amparo.journey import parse_moment
from amparo.ui import formats

NOW = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("due", "words", "tone"),
    [
        (NOW - timedelta(hours=3, minutes=59), "overdue by 3 hours", "overdue"),
        (NOW - timedelta(seconds=30), "overdue by 1 minute", "overdue"),
        (NOW + timedelta(minutes=45), "45 minutes left", "soon"),
        (NOW + timedelta(hours=24), "24 hours left", "soon"),
        (NOW + timedelta(hours=25), "25 hours left", "calm"),
        (NOW + timedelta(days=2), "2 days left", "calm"),
    ],
)
def test_a_clock_says_how_late_or_how_long_left(due: datetime, words: str, tone: str) -> None:
    said = formats.clock(due, now=NOW)
    assert (said.words, said.tone) == (words, tone)


def test_a_clock_that_stopped_does_not_count_on() -> None:
    assert formats.clock(NOW - timedelta(days=9), "met", NOW).words == "done in time"
    assert formats.clock(NOW - timedelta(days=9), "met_late", NOW).words == "done late"
    assert formats.clock(NOW, "missed", NOW).words == "no longer possible"


def test_what_is_known_only_to_the_month_or_year_is_not_made_a_day() -> None:
    assert formats.moment("2031") == "2031"
    assert formats.moment("2031-05") == "May 2031"
    assert formats.moment("2031-05-04") == "4 May 2031"


def test_a_day_of_the_timeline_is_shown_as_a_day() -> None:
    assert formats.moment(parse_moment("2031-05-04")) == "4 May 2031"
    assert formats.moment(parse_moment("2031-05-04T14:30:00+00:00")) == "4 May 2031, 14:30"


def test_an_interval_says_both_ends() -> None:
    between = {"earliest": "2031-05-02", "latest": "2031-05-04"}
    assert formats.moment(between) == "between 2 May 2031 and 4 May 2031"


def test_nothing_is_said_of_nothing() -> None:
    assert formats.moment(None) == formats.moment("") == ""


def test_dates_and_numbers_are_in_the_language_of_the_page() -> None:
    with translation.override("fr"):
        assert formats.day(date(2031, 5, 4)) == "4 mai 2031"
        assert (
            formats.number(12480)
            .replace("\N{NO-BREAK SPACE}", " ")
            .replace("\N{NARROW NO-BREAK SPACE}", " ")
            == "12 480"
        )
    with translation.override("es"):
        assert formats.day(date(2031, 5, 4)) == "4 de mayo de 2031"
    with translation.override("ar"):
        assert "2031" in formats.day(date(2031, 5, 4))
