"""What UNICEF 2025 says of UNODC's report, made again from its numbers with their meaning."""

import pytest
from django.utils.translation import override

from amparo.statistics.ledger.checking import check
from amparo.statistics.ledger.glotip import CHANGE, COUNT, SHARE, Number, numbers, sentence

NUMBERS = numbers()


def said(code: str) -> str:
    with override("en"):
        return sentence(NUMBERS[code])


def test_what_unicef_says_of_the_detected_victims_is_made_from_the_numbers() -> None:
    assert said("detected") == (
        "From 2020 to 2023, four years added together, the authorities of 156 countries detected"
        " 202,478 victims of trafficking (UNODC, Global Report 2024). This is a count of"
        " detections, not of all victims."
    )
    assert said("children") == (
        "Of the detected victims of trafficking, 38 per cent were children (UNODC, Global Report"
        " 2024: detections in 156 countries, 2020 to 2023)."
    )


@pytest.mark.parametrize(
    ("code", "value", "whom"),
    [("more_children", 31, "children"), ("more_victims", 25, "victims of trafficking"),
     ("more_girls", 38, "girls"), ("more_forced_labour", 47, "victims of trafficking for forced")],
)  # fmt: skip
def test_what_rose_is_a_number_of_detections(code: str, value: int, whom: str) -> None:
    made = said(code)
    assert made.startswith(f"The number of detected {whom}")
    assert f"was {value} per cent higher in 2022 than in 2019" in made
    assert "do not show that more were trafficked" in made
    assert "percentage of" not in made


@pytest.mark.parametrize("number", NUMBERS.values(), ids=lambda number: number.code)
def test_each_has_its_unit_its_flow_its_period_and_its_countries(number: Number) -> None:
    made = said(number.code)
    assert (number.unit, number.flow) == ("detections", True)
    assert "detected" in made
    assert str(number.start) in made
    assert str(number.end) in made
    assert number.measure == CHANGE or "156 countries" in made
    assert number.measure in (COUNT, CHANGE, SHARE)


@pytest.mark.parametrize("code", NUMBERS)
def test_no_sentence_that_is_made_is_a_misquotation(code: str) -> None:
    assert [found.rule.code for found in check([said(code)])] == []


def test_the_shares_add_up() -> None:
    share = {code: number.value for code, number in NUMBERS.items() if number.measure == SHARE}
    assert share["girls"] + share["boys"] == share["children"]
    assert share["women"] + share["girls"] == share["women_and_girls"]
    assert share["women"] + share["men"] + share["girls"] + share["boys"] == 100


def test_the_rise_in_forced_labour_is_not_its_share() -> None:
    assert (NUMBERS["more_forced_labour"].value, NUMBERS["forced_labour"].value) == (47, 42)
