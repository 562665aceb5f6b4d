"""What a rapporteur may write: public paragraphs that name figures, never a child."""

import pytest

from amparo.access import Refused
from amparo.release.rapporteur import rules

DUTIES = frozenset({"guardian", "follow_up_0"})


def test_paragraphs_stay_apart_and_lines_in_them_are_joined():
    assert rules.paragraphs(" One\r\ntwo \n\n\n\n three ", DUTIES) == "One two\n\nthree"


@pytest.mark.parametrize("text", ["", "  \n\n \r\n "])
def test_nothing_written_is_nothing(text):
    assert rules.paragraphs(text, DUTIES) == ""


@pytest.mark.parametrize(
    "name", ["year", "children", "known_on", "in_time:guardian", "median:follow_up_0"]
)
def test_a_text_names_figures(name):
    text = f"So many: {{{name}}}."
    assert rules.paragraphs(text, DUTIES) == text
    assert rules.filled(text, {name: "71"}) == ["So many: 71."]


def test_a_paragraph_with_a_figure_that_has_no_number_is_left_out_whole():
    text = "A year.\n\nSo many: {late:guardian}. Too many.\n\nIn {year}."
    assert rules.filled(text, {"year": "2025"}) == ["A year.", "In 2025."]
    assert rules.without_number(text, {"year": "2025"}) == ("late:guardian",)


@pytest.mark.parametrize(
    "name",
    ["", "Children", "child", "in_time", "in_time:police", "in_time:", ":guardian", "a{b", "x}",
     "children:guardian", "0", "children.__class__", "children!r"],
)  # fmt: skip
def test_what_is_no_figure_is_refused(name):
    with pytest.raises(Refused) as refusal:
        rules.paragraphs(f"So many: {{{name}}}.", DUTIES)
    assert refusal.value.code == "no_such_figure"


@pytest.mark.parametrize(
    "text",
    ["A girl named Blue", "Ring 00 45 11 22 33 44", "A boy aged 14", "صبي عمره 14", "a@b.org",
     "7K3Q-9M2X-4"],
)  # fmt: skip
def test_a_paragraph_that_may_point_to_a_child_is_refused(text):
    with pytest.raises(Refused) as refusal:
        rules.paragraphs(f"A good year.\n\n{text}", DUTIES)
    assert refusal.value.code == "text_of_a_person"


@pytest.mark.parametrize("text", ["x" * 20_001, "word " * 700])
def test_too_much_is_refused(text):
    with pytest.raises(Refused) as refusal:
        rules.paragraphs(text, DUTIES)
    assert refusal.value.code == "text_too_long"


def test_signs_that_turn_the_direction_are_refused():
    with pytest.raises(Refused):
        rules.paragraphs("up \u202e down", DUTIES)


def test_markup_is_text():
    assert rules.paragraphs("<b>bold</b> & more", DUTIES) == "<b>bold</b> & more"


@pytest.mark.parametrize(("of_report", "made"), [(2025, 2025), (2024, 2025)])
def test_what_became_of_it_is_said_later(of_report, made):
    with pytest.raises(Refused) as refusal:
        rules.year_after(of_report, made)
    assert refusal.value.code == "too_early"
