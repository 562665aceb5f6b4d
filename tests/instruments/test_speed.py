"""A scoring takes at most 5 ms: whoever screens never waits for it."""

import pytest

from tests.instruments.speed import MOST_MS, largest, median_ms


@pytest.mark.slow
def test_a_scoring_of_the_largest_set_stays_under_its_ceiling() -> None:
    assert len(largest().items) > 60
    assert median_ms() < MOST_MS
