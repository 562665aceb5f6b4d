"""A figure is found however it is written, with what it comes to."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.statistics.ledger.numbers import COUNT, MONEY, PERCENT, USD, fold, quantities

MILLION, BILLION = 10**6, 10**9
WRITTEN = {
    "1.2 million": (COUNT, 1.2 * MILLION),
    "1,2 million": (COUNT, 1.2 * MILLION),
    "1.2m": (COUNT, 1.2 * MILLION),
    "1.2-million": (COUNT, 1.2 * MILLION),
    "1 200 000": (COUNT, 1.2 * MILLION),
    "1\u202f200\u00a0000": (COUNT, 1.2 * MILLION),
    "1,200,000": (COUNT, 1.2 * MILLION),
    "1.200.000": (COUNT, 1.2 * MILLION),
    "1'200'000": (COUNT, 1.2 * MILLION),
    "one point two million": (COUNT, 1.2 * MILLION),
    "one million two hundred thousand": (COUNT, 1.2 * MILLION),
    "a million": (COUNT, MILLION),
    "half a million": (COUNT, MILLION / 2),
    "one and a half million": (COUNT, 1.5 * MILLION),
    "twenty-seven point six million": (COUNT, 27.6 * MILLION),
    "1.225 million": (COUNT, 1.225 * MILLION),
    "1,2 millions": (COUNT, 1.2 * MILLION),
    "1,2 millones": (COUNT, 1.2 * MILLION),
    "1,2 مليون": (COUNT, 1.2 * MILLION),
    "١٫٢ مليون": (COUNT, 1.2 * MILLION),
    "202 478": (COUNT, 202478),
    "202,478": (COUNT, 202478),
    "two hundred and two thousand four hundred and seventy-eight": (COUNT, 202478),
    "US$12 billion": (USD, 12 * BILLION),
    "$12bn": (USD, 12 * BILLION),
    "12 billion dollars": (USD, 12 * BILLION),
    "12 billion US dollars": (USD, 12 * BILLION),
    "twelve billion dollars": (USD, 12 * BILLION),
    "USD 12 billion": (USD, 12 * BILLION),
    "12-billion-dollar": (USD, 12 * BILLION),
    "US$12,000 million": (USD, 12 * BILLION),
    "12 milliards de dollars": (USD, 12 * BILLION),
    "12 mil millones de dólares": (USD, 12 * BILLION),
    "12 مليار دولار": (USD, 12 * BILLION),
    "€12 billion": (MONEY, 12 * BILLION),
    "1.2 million euros": (MONEY, 1.2 * MILLION),
    "38 per cent": (PERCENT, 38),
    "38%": (PERCENT, 38),
    "thirty-eight percent": (PERCENT, 38),
    "38 pour cent": (PERCENT, 38),
    "٣٨٪": (PERCENT, 38),
    "more than half": (PERCENT, 50),
    "one in three": (PERCENT, 33.3),
    "2 out of 4": (PERCENT, 50),
    "two thirds": (PERCENT, 66.7),
}
RANGES = {
    "980,000 to 1,225,000": (980_000, 1_225_000),
    "980 000–1 225 000": (980_000, 1_225_000),
    "between 980,000 and 1.225 million": (980_000, 1_225_000),
    "600-800,000": (600_000, 800_000),
    "600 to 800 thousand": (600_000, 800_000),
    "700,000 to 2 million": (700_000, 2_000_000),
    "US$5-12 billion": (5 * BILLION, 12 * BILLION),
}


@pytest.mark.parametrize("written", WRITTEN)
def test_a_figure_is_read_as_it_is_meant(written: str) -> None:
    found = quantities(f"Some {written} of them were counted")
    kind, value = WRITTEN[written]
    assert [(one.kind, float(one.low)) for one in found] == [(kind, pytest.approx(value))]


@pytest.mark.parametrize("written", RANGES)
def test_a_range_is_one_figure(written: str) -> None:
    (found,) = quantities(f"They were {written} then")
    assert (found.low, found.high) == RANGES[written]


def test_a_year_before_a_number_is_not_part_of_it() -> None:
    assert [int(one.low) for one in quantities("in 2000 980 000 children")] == [2000, 980_000]


@given(st.integers(min_value=1000, max_value=10**12), st.sampled_from([",", " ", ".", "'"]))
def test_a_grouped_number_is_read_back(value: int, separator: str) -> None:
    written = f"{value:,}".replace(",", separator)
    assert [one.low for one in quantities(f"({written})")] == [value]


@given(st.integers(min_value=1, max_value=9999), st.sampled_from([",", "."]))
def test_a_decimal_of_a_million_is_read_back(tenths: int, comma: str) -> None:
    written = f"{tenths // 10}{comma}{tenths % 10} million"
    assert [one.low for one in quantities(written)] == [Decimal(tenths) * 100_000]


@given(st.text(max_size=200))
def test_any_text_is_folded_to_the_same_length_and_read_without_failing(text: str) -> None:
    assert len(fold(text)) == len(text)
    for one in quantities(text):
        assert 0 <= one.start < one.end <= len(text)
        assert one.low <= one.high
