"""Exports and the API carry the whole meaning, and nothing comes in without it."""

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

from amparo.statistics.figures import arithmetic
from amparo.statistics.figures.carrying import from_data, meaning_to_data, to_data
from amparo.statistics.figures.comparing import NotComparable
from amparo.statistics.figures.meaning import Figure, Interval, MeaningMissing
from amparo.statistics.figures.parts import PARTS
from tests.figures.making import DETECTED, count, counts, estimates, year

SHARE = arithmetic.share(count(60, restrictions=("sex=female",)), count(100))


@given(counts() | estimates())
def test_a_figure_is_the_same_after_it_was_written_and_read(figure: Figure) -> None:
    assert from_data(json.loads(json.dumps(to_data(figure)))) == figure


def test_so_are_shares_intervals_and_breaks() -> None:
    ranged = Interval(low=Fraction(1, 2), high=1, expresses="linkage")
    total = arithmetic.add([count(1, **year(2021), unit="event"), count(2, unit="event")])
    broken = arithmetic.add([count(1), count(2, place="UGA", source="Register of Uganda")])
    assert broken.breaks
    for figure in (replace(SHARE, interval=ranged), total, broken):
        assert from_data(json.loads(json.dumps(to_data(figure)))) == figure


def test_every_part_of_the_meaning_is_carried() -> None:
    assert tuple(meaning_to_data(DETECTED)) == PARTS


@pytest.mark.parametrize(
    "part", [part for part in PARTS if part not in ("restrictions", "reference_for")]
)
def test_a_figure_that_lost_a_part_on_the_way_is_refused(part: str) -> None:
    data = to_data(count(12))
    del data["meaning"][part]
    with pytest.raises(MeaningMissing, match=part):
        from_data(data)


@pytest.mark.parametrize(
    "change",
    [
        {"value": -1},
        {"value": "many"},
        {"value": "1/0"},
        {"meaning": None},
        {"meaning": "children"},
        {"measure": "risk"},
        {"certainty": "high"},
        {"interval": [1, 2]},
        {"interval": {"low": 1, "high": 2}},
    ],
)
def test_what_cannot_be_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(MeaningMissing):
        from_data(to_data(count(12)) | change)


def test_a_share_whose_whole_was_changed_is_refused() -> None:
    data = to_data(SHARE)
    data["of"]["unit"] = "court_case"
    with pytest.raises(NotComparable):
        from_data(data)
    data["of"]["start"] = "last year"
    with pytest.raises(MeaningMissing, match="start"):
        from_data(data)
