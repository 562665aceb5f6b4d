"""When something happened: what can be written, and what it means."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.journey import MomentError, add_months, parse_date, parse_moment


def test_a_timestamp_is_one_instant():
    moment = parse_moment("2026-03-05T14:00:00+02:00")
    assert moment.exact
    assert moment.earliest == datetime(2026, 3, 5, 12, tzinfo=UTC)


def test_a_day_lasts_from_its_first_to_its_last_moment_in_the_zone_of_the_deployment():
    moment = parse_moment("2026-03-05", ZoneInfo("Asia/Phnom_Penh"))
    assert moment.earliest == datetime(2026, 3, 4, 17, tzinfo=UTC)
    assert moment.latest == datetime(2026, 3, 5, 16, 59, 59, 999999, tzinfo=UTC)


def test_a_day_on_which_clocks_change_is_not_24_hours():
    moment = parse_moment("2026-03-29", ZoneInfo("Europe/Paris"))
    assert (moment.latest - moment.earliest).total_seconds() == pytest.approx(23 * 3600, abs=1)


def test_an_interval_has_an_earliest_and_a_latest():
    moment = parse_moment({"earliest": "2026-03-05", "latest": "2026-03-07T10:00:00Z"})
    assert moment.earliest == datetime(2026, 3, 5, tzinfo=UTC)
    assert moment.latest == datetime(2026, 3, 7, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "yesterday",
        "2026-02-30",
        "2026-03-05T14:00:00",
        "20260305",
        5,
        None,
        [],
        {},
        {"from": 1},
        "2026",
    ],
)
def test_what_is_no_moment_is_refused(value):
    with pytest.raises(MomentError):
        parse_moment(value)


def test_an_interval_that_ends_before_it_begins_is_refused():
    with pytest.raises(MomentError):
        parse_moment({"earliest": "2026-03-07", "latest": "2026-03-05"})


def test_a_date_may_be_known_to_the_month_or_the_year_only():
    assert parse_date("2026-02").latest.day == 28
    assert parse_date("2024").earliest == datetime(2024, 1, 1, tzinfo=UTC)


@given(
    st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
    st.integers(0, 60),
)
def test_months_are_calendar_months_with_the_day_clamped(start, months):
    moved = add_months(start, months)
    assert (moved.year * 12 + moved.month) - (start.year * 12 + start.month) == months
    assert moved.day == start.day or (
        moved.day < start.day and add_months(moved, 1).day >= moved.day
    )
    assert moved.time() == start.time()


def test_a_month_after_the_last_of_january_is_the_last_of_february():
    assert add_months(datetime(2026, 1, 31, 9, tzinfo=UTC), 1) == datetime(
        2026, 2, 28, 9, tzinfo=UTC
    )
