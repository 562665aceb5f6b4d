"""Charts: what is drawn is what is said, in every direction of writing, and nothing else."""

import re
from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from amparo.statistics.drawing import world as drawing_world
from amparo.statistics.drawing.bars import bars
from amparo.statistics.drawing.flows import flows
from amparo.statistics.drawing.lines import ROUND, WIDE, TooManyLines, lines, spread
from amparo.statistics.drawing.marks import Column, Flow, Group, Line, Mark, Signpost
from amparo.statistics.drawing.scales import ticks
from amparo.statistics.drawing.world import on_the_map, world

GIRLS = Group("", (Mark("Begging", 40, "40"), Mark("Servitude", 10, "10")))
YEARS = (2019.0, 2020.0, 2021.0, 2022.0)


def _line(name="Girls", breaks=frozenset(), values=(40, 44, None, 90)):
    marks = tuple(Mark(name, value, str(value)) for value in values)
    return Line(name, YEARS, marks, frozenset(breaks))


def _bars(html):
    found = re.findall(r'chart__area--1" x="([\d.]+)%" width="([\d.]+)%"', html)
    return [(float(start), float(length)) for start, length in found]


@given(top=st.just(0.0) | st.floats(1e-6, 1e9), whole=st.booleans())
def test_an_axis_starts_at_nothing_and_holds_the_largest_value(top, whole):
    values = ticks(top, whole=whole)
    assert values[0] == 0
    assert values[-1] >= top
    assert len(values) <= 8
    assert not whole or all(value == int(value) for value in values)


def test_bars_are_as_long_as_their_values_to_one_scale():
    assert _bars(bars([GIRLS])) == [(0, 100), (0, 25)]


def test_bars_grow_from_the_side_where_reading_begins():
    with translation.override("ar"):
        assert _bars(bars([GIRLS])) == [(0, 100), (75, 25)]


def test_a_hidden_value_has_words_and_no_bar():
    html = bars([Group("", (Mark("Begging", None, "fewer than 11"),))])
    assert "fewer than 11" in html
    assert _bars(html) == []
    assert "bars__ground" not in html


def test_nobody_has_an_empty_bar_so_that_it_is_not_taken_for_hidden():
    assert "bars__ground" in bars([Group("", (Mark("Begging", 0, "0"),))])


def test_what_is_above_nothing_is_not_drawn_as_nothing():
    html = bars([Group("", (Mark("Many", 100_000, ""), Mark("One", 1, ""), Mark("None", 0, "")))])
    assert [length > 0 for _start, length in _bars(html)] == [True, True, False]


def test_a_label_cannot_bring_markup():
    assert "<script" not in bars([Group("<script>", (Mark("<script>", 1, "<script>"),))])


def test_a_line_is_interrupted_where_the_counting_changed_and_where_nothing_is_known():
    assert _line(breaks={0}).pieces() == [[0], [1], [3]]
    assert _line().pieces() == [[0, 1], [3]]


def test_each_break_has_its_number_in_the_drawing_and_its_words_beside():
    html = lines([_line()], [(year, str(year)) for year in YEARS], [Signpost(2020.5, 1, "New law")])
    assert html.count("New law") == 3  # on the sign, wide and narrow, and in the list
    assert 'class="chart__signs"' in html


def test_more_lines_than_anybody_can_tell_apart_are_refused():
    with pytest.raises(TooManyLines):
        lines([_line(str(number)) for number in range(7)], [])


def test_time_runs_in_the_direction_of_the_page():
    html = {}
    for language in ("en", "ar"):
        with translation.override(language):
            html[language] = lines([_line()], [(year, str(int(year))) for year in YEARS])
    places = {
        language: [float(x) for x in re.findall(r'<circle cx="([\d.]+)"', drawn)]
        for language, drawn in html.items()
    }
    assert places["en"][0] < places["en"][1]
    assert places["ar"][0] > places["ar"][1]


def test_bands_are_as_wide_as_they_are_many():
    columns = [Column("From", {"a": "A", "b": "B"}), Column("To", {"c": "C"})]
    some = [Flow("a", "c", Mark("A to C", 30, "30")), Flow("b", "c", Mark("B to C", 10, "10"))]
    wide = [float(width) for width in re.findall(r'stroke-width="([\d.]+)"', flows(columns, some))]
    assert wide[0] == pytest.approx(3 * wide[1], rel=0.01)


def test_a_way_that_may_not_be_shown_is_not_drawn():
    columns = [Column("From", {"a": "A"}), Column("To", {"c": "C"})]
    assert "flows__band" not in flows(columns, [Flow("a", "c", Mark("A to C", None, "few"))])


def test_a_map_shows_countries_that_are_too_small_for_an_outline():
    assert on_the_map("SGP")
    assert on_the_map("KHM")
    assert 'class="map__place"' in world({"SGP": Mark("Singapore", 12, "12")}, [])


def test_every_map_says_that_its_boundaries_say_nothing():
    html = world({"KHM": Mark("Cambodia", 12, "12")}, [])
    assert "do not say whose any territory is" in html


def test_what_is_no_country_is_not_on_the_map():
    assert not on_the_map("stateless")
    assert world({"stateless": Mark("Stateless", 12, "12")}, []) == ""


def test_no_name_on_the_map_covers_another() -> None:
    near = {"LAO": 3, "THA": 9, "KHM": 5, "VNM": 8, "MYS": 4}
    places = {code: Mark(f"A long name of {code}", float(n), str(n)) for code, n in near.items()}
    points = {code: drawing_world._world()["points"][code] for code in places}
    view = drawing_world._view(list(points.values()))
    named = drawing_world._names(points, places, view, 9.0)
    high = view.unit * drawing_world.LETTERS
    for index, (x, y, name) in enumerate(named):
        for other_x, other_y, other in named[:index]:
            wide = (len(name) + len(other)) * high * drawing_world.LETTER_WIDE / 2
            assert abs(x - other_x) > wide or abs(y - other_y) > high
    assert named[0][2].endswith("THA")
    assert world(places, []).count("<title>") == len(places)


def test_no_number_of_a_sign_covers_another_in_either_direction():
    signs = [(60.0, Signpost(2020.0, number, "said")) for number in range(1, 6)]
    signs.append((736.0, Signpost(2026.0, 6, "said")))
    with translation.override("ar"):
        backwards = [sign.number for _x, _number, sign in spread(signs, WIDE)]
    apart = spread(signs, WIDE)
    at = [number for _x, number, _sign in apart]
    assert all(later - earlier >= ROUND for earlier, later in pairwise(at))
    assert max(at) <= WIDE.width
    assert [x for x, _number, _sign in apart] == [60.0] * 5 + [736.0]
    assert backwards == [5, 4, 3, 2, 1, 6]
