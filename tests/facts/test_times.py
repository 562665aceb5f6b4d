"""When a child was in exploitation: from which day until which, and again."""

from datetime import date
from typing import Any

import pytest

from amparo.journey import Entry
from tests.facts.making import described, facts, reported, victim
from tests.journey.making import entry

NOTHING = (None, None)


def out(on: str) -> Entry:
    return entry("withdrawn_from_exploitation", on)


def back(on: str) -> Entry:
    return entry("returned_to_exploitation", on)


def times(*entries: Entry) -> list[tuple[str | None, str | None]]:
    row = victim(reported(), *entries)
    return [
        (row[f"{name}_from"], row[f"{name}_until"]) for name in ("exploited", "exploited_again")
    ]


def why(*entries: Entry) -> list[str]:
    row = victim(reported(), *entries)
    names = ("exploited_from", "exploited_until", "exploited_again_from", "exploited_again_until")
    return [row[f"{name}_missing"] for name in names]


def test_a_month_stands_for_all_of_its_days() -> None:
    found = times(described(began="2025-01", ended="2025-02"))
    assert found == [("2025-01-01", "2025-02-28"), NOTHING]


def test_a_day_is_kept_as_it_was_said() -> None:
    found = times(described(began="2025-01-05", ended="2025-02-03"))
    assert found[0] == ("2025-01-05", "2025-02-03")


@pytest.mark.parametrize(
    ("body", "missing"),
    [
        ({}, ["not_asked", "not_asked"]),
        ({"began": None, "ended": None}, ["not_known", "not_known"]),
        ({"began": "2024"}, ["not_known", "not_asked"]),
        ({"began": "2024-03", "ended": "2025"}, ["", "not_known"]),
        ({"began": "2025-03", "ended": "2024-03"}, ["", "not_known"]),
    ],
)
def test_a_year_alone_is_too_coarse_and_what_is_missing_says_why(
    body: dict[str, Any], missing: list[str]
) -> None:
    assert why(described(**body)) == [*missing, "not_asked", "not_asked"]


def test_what_nobody_described_was_not_asked() -> None:
    assert why() == ["not_asked"] * 4


def test_it_ends_on_the_day_the_child_came_out() -> None:
    assert times(described(began="2025-01"), out("2025-03-11"))[0] == ("2025-01-01", "2025-03-11")
    within = times(described(began="2025-01", ended="2025-03"), out("2025-03-11"))
    assert within[0] == ("2025-01-01", "2025-03-11")


def test_what_was_described_holds_against_a_way_out_at_another_time() -> None:
    found = times(described(began="2025-01", ended="2025-02"), out("2025-03-11"))
    assert found == [("2025-01-01", "2025-02-28"), NOTHING]


def test_a_way_out_whose_beginning_nobody_knows_is_an_end_all_the_same() -> None:
    assert times(out("2025-03-11"))[0] == (None, "2025-03-11")


def test_who_went_back_was_in_exploitation_twice_and_not_in_between() -> None:
    found = times(
        described(began="2025-01"), out("2025-03-11"), back("2025-05-01"), out("2025-05-20")
    )
    assert found == [("2025-01-01", "2025-03-11"), ("2025-05-01", "2025-05-20")]


def test_who_went_back_and_has_not_come_out_has_no_known_end() -> None:
    entries = described(began="2025-01"), out("2025-03-11"), back("2025-05-01")
    assert times(*entries)[1] == ("2025-05-01", None)
    assert why(*entries) == ["", "", "", "not_known"]


def test_going_back_on_the_day_of_coming_out_is_going_back() -> None:
    entries = described(began="2025-01"), out("2025-03-11T08:00:00Z"), back("2025-03-11T20:00:00Z")
    assert times(*entries) == [("2025-01-01", "2025-03-11"), ("2025-03-11", None)]


def test_who_went_back_before_a_way_out_was_written_down_came_out_on_an_unknown_day() -> None:
    entries = described(began="2025-01"), back("2025-05-01"), out("2025-05-20")
    assert times(*entries) == [("2025-01-01", None), ("2025-05-01", "2025-05-20")]


def test_descriptions_that_overlap_are_one_time_and_others_are_two() -> None:
    one, other = described(began="2025-01", ended="2025-03"), described(
        "2026-01-12", began="2025-03", ended="2025-06"
    )  # fmt: skip
    assert times(one, other) == [("2025-01-01", "2025-06-30"), NOTHING]
    later = described("2026-01-12", began="2025-08", ended="2025-09")
    assert times(one, later) == [("2025-01-01", "2025-03-31"), ("2025-08-01", "2025-09-30")]


def test_a_description_without_an_end_takes_that_of_the_next() -> None:
    one, other = described(began="2025-01"), described(
        "2026-01-12", began="2025-02", ended="2025-06"
    )  # fmt: skip
    assert times(one, other) == [("2025-01-01", "2025-06-30"), NOTHING]


def test_of_three_times_the_two_nearest_to_each_other_are_one() -> None:
    found = times(
        described(began="2024-01", ended="2024-02"),
        back("2025-05-01"), out("2025-05-20"), back("2025-06-01"), out("2025-06-09"),
    )  # fmt: skip
    assert found == [("2024-01-01", "2024-02-29"), ("2025-05-01", "2025-06-09")]


def test_the_days_are_borne_by_the_entries_that_say_them() -> None:
    said, left = described(began="2025-01"), out("2025-03-11")
    origins = [one for one in facts(reported(), said, left)["origins"] if one["unit"] == "victim"]
    bear = {one["kind"]: one["columns"] for one in origins if "exploited_until" in one["columns"]}
    assert list(bear) == ["withdrawn_from_exploitation"]
    first = [one["kind"] for one in origins if "exploited_from" in one["columns"]]
    assert first == ["exploitation_described"]


def test_the_day_is_that_of_the_deployment() -> None:
    from zoneinfo import ZoneInfo

    row = victim(reported(), out("2025-03-11T20:00:00Z"), zone=ZoneInfo("Asia/Phnom_Penh"))
    assert row["exploited_until"] == date(2025, 3, 12).isoformat()
