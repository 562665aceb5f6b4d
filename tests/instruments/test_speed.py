"""A scoring takes at most 5 ms: whoever screens never waits for it."""

import statistics

import pytest

from benchmarks.scoring import GOAL_MS, largest, times


@pytest.mark.slow
def test_a_scoring_of_the_largest_set_stays_under_its_ceiling() -> None:
    assert len(largest().items) > 60
    assert statistics.median(times(200)) < GOAL_MS
