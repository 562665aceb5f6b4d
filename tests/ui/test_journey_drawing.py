"""The drawing of a child's journey."""

import re

import pytest
from django.utils import translation

from amparo.ui.journey_drawing import Step, draw, summary

STEPS = [
    Step("Concern reported", "done", "2 May"),
    Step("Guardian", "overdue", "3 hours late"),
    Step("Plan", "owed"),
    Step("A durable solution <of their own>", "ahead"),
]


def test_the_journey_is_also_a_list_in_words() -> None:
    shown = draw(STEPS)
    assert shown.count("<li>") == len(STEPS)
    assert "Guardian: <strong>overdue</strong>" in shown


def test_the_drawing_says_in_one_sentence_how_far_it_got() -> None:
    assert summary(STEPS) == "1 of 4 steps behind; 1 overdue"


def test_what_a_step_says_cannot_become_markup() -> None:
    assert "<of their own>" not in draw(STEPS)


def test_in_arabic_the_journey_runs_the_other_way() -> None:
    def first_step() -> float:
        return float(re.search(r"translate\(([\d.]+) ", draw(STEPS))[1])  # type: ignore[index]

    left_to_right = first_step()
    with translation.override("ar"):
        assert first_step() == 1080 - left_to_right


def test_states_differ_in_shape_and_not_in_colour_alone() -> None:
    drawn = {state: draw([Step("x", state)]) for state in ("done", "owed", "overdue", "now")}
    signs = [re.search(r'class="journey__sign[^>]* (?:d|r)="([^"]*)"', s) for s in drawn.values()]
    assert len({sign[1] for sign in signs if sign}) == 4


def test_no_steps_draw_nothing_and_an_unknown_state_is_an_error() -> None:
    assert draw([]) == ""
    with pytest.raises(KeyError):
        draw([Step("x", "somewhere")])
