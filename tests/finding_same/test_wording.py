"""How alike two children are, in words that nobody takes for more than they say."""

import pytest

from amparo.finding.linkage import Agreement
from amparo.finding.same import wording
from amparo.finding.same.likeness import Likeness


@pytest.mark.parametrize(
    ("probability", "words", "percent", "often"),
    [
        (0.9999, "Very likely one child", "over 99 %", "fewer than one"),
        (0.93, "Likely one child", "93 %", "Of 100 such pairs, about 7 are of two"),
        (0.5, "May be one child, may be two", "50 %", "about 50 are of two"),
        (0.001, "Very likely two children", "under 1 %", "about 100 are of two"),
    ],
)
def test_a_probability_is_said_in_words_and_as_so_many_of_a_hundred(
    probability, words, percent, often
):
    said = wording.chance(Likeness(probability, 0.0, ()))
    assert (said.words, said.percent) == (words, percent)
    assert often in said.often


@pytest.mark.parametrize("level", ["same", "near"])
def test_a_name_that_agrees_is_never_said_to_speak_against_one_child(level):
    said = wording.speaks(Agreement("given_name", level, -9.0))
    assert "against" not in said


def test_what_is_known_on_one_side_only_says_nothing():
    assert wording.speaks(Agreement("phone", "missing", 0.0)) == ""
