"""A table holds what a count by hand gives, whatever the facts; shares are of the right whole."""

from collections import Counter
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.statistics.figures.parts import Stock
from amparo.statistics.tables.asked import Asked, EthicsReview
from amparo.statistics.tables.counting import ALL
from amparo.statistics.tables.making import make
from amparo.statistics.tables.refused import NotAskable
from tests.tables import worlds
from tests.tables.worlds import ABOUT, FIRST, KNOWN_ON, LAST, MISSING, database, row

REVIEW = EthicsReview(body="Ethics board", on=date(2025, 1, 1))
FEWER = settings(max_examples=max(12, settings().max_examples // 4))
axes = st.lists(
    st.sampled_from(["sex", "forms", "factors", "age_band", "standing"]), max_size=3, unique=True
).map(tuple)
countings = st.sampled_from(["once", "once_a_year", "each_episode"])
filters = st.sampled_from([(), (("sex", ("female",)),), (("forms", ("begging", "forced_labour")),)])


def asked(**said):
    return Asked(**{"start": FIRST, "end": LAST, "review": REVIEW, **said})


def table_of(rows, **said):
    return make(asked(**said), database(rows), ABOUT)


@pytest.mark.slow
@FEWER
@given(worlds.rows, axes, countings, filters)
def test_a_table_is_what_a_count_by_hand_gives(rows, axes, counting, filters):
    if not rows:
        return
    ask = asked(axes=axes, counting=counting, filters=filters)
    table = make(ask, database(rows), ABOUT)
    kept = worlds.units(rows, ask)
    weigh = counting == "each_episode"
    by_hand = worlds.cells(kept, axes, weigh)
    assert {key: one.value for key, one in (*table.cells.items(), *table.apart.items())
            if axes} == (dict(by_hand) if axes else {})  # fmt: skip
    assert table.whole.value == sum(one["episodes"] if weigh else 1 for one in kept)
    for key, figure in table.margins.items():
        chosen = [axis for axis, code in zip(axes, key, strict=True) if code != ALL]
        codes = tuple(code for code in key if code != ALL)
        assert figure.value == worlds.cells(kept, chosen, weigh)[codes]


@pytest.mark.slow
@FEWER
@given(worlds.rows, st.sampled_from([("sex",), ("sex", "age_band"), ("sex", "standing")]))
def test_the_shares_of_a_whole_add_to_it(rows, axes):
    if not rows:
        return
    for within in ((), axes[:1]):
        if within == axes:
            continue
        table = table_of(rows, axes=axes, measure="share", within=within)
        sums = Counter()
        for key, figure in table.cells.items():
            sums[key[:1] if within else ()] += figure.value
        assert set(sums.values()) <= {1}


@pytest.mark.slow
@FEWER
@given(worlds.rows)
def test_who_was_not_asked_is_outside_the_denominator_and_shown_apart(rows):
    if not rows:
        return
    ask = asked(axes=("forms", "sex"), measure="share", within=("sex",))
    table = make(ask, database(rows), ABOUT)
    kept = worlds.units(rows, ask)
    for (form, sex), figure in table.cells.items():
        answering = [one for one in kept if one["sex"] == sex and not MISSING & set(one["forms"])]
        having = [one for one in answering if form in one["forms"]]
        assert figure.value == Fraction(len(having), len(answering))
        assert figure.of_value == len(answering)
    apart = {key: one.value for key, one in table.apart.items()}
    assert all(MISSING & set(key) for key in apart)
    assert apart == {key: n for key, n in worlds.cells(kept, ask.axes).items()
                     if MISSING & set(key)}  # fmt: skip


def test_shares_over_several_codes_may_exceed_the_whole_and_say_so():
    both = row(forms=["begging", "forced_labour"])
    table = table_of([both], axes=("forms",), measure="share")
    assert [one.value for one in table.cells.values()] == [1, 1]
    assert any("may exceed" in str(note) for note in table.notes)


def test_a_child_counted_once_stands_in_its_first_episode():
    rows = [row(episode=2, sex="male"), row(episode=1, sex="female", case="other")]
    assert set(table_of(rows, axes=("sex",)).cells) == {("female",)}
    each = table_of(rows, axes=("sex",), counting="each_episode")
    assert len(each.cells) == 2
    assert each.meaning.unit == "episode"


def test_a_case_that_was_opened_again_is_two_episodes():
    assert table_of([row(episodes=2)], counting="each_episode").whole.value == 2


def test_a_first_episode_before_the_period_does_not_hide_a_later_one():
    early = row(registered=date(2020, 1, 1), registered_year=2020)
    assert table_of([early, row(episode=2, case="d")]).whole.value == 1


def test_a_stock_is_all_who_were_known_on_the_day():
    rows = [row(registered=date(2019, 5, 5), registered_year=2019),
            row(child="l", registered=date(2026, 2, 2), registered_year=2026)]  # fmt: skip
    day = date(2025, 12, 31)
    table = table_of(rows, start=day, end=day, stock=Stock.KNOWN)
    assert table.whole.value == 1
    assert table.meaning.stock is Stock.KNOWN


def test_every_cell_says_what_it_counts():
    table = table_of([row(sex="female")], axes=("sex",), filters=(("standing", ("presumed",)),))
    meaning = table.cells["female",].meaning
    assert meaning.restrictions == ("sex=female", "standing=presumed")
    assert meaning.detected
    assert meaning.known_on == KNOWN_ON
    assert meaning.coverage.silent == ("border",)


def test_cases_whose_definition_is_open_are_not_counted_and_said():
    rows = [row(child=f"k{at}", case=f"c{at}", un_protocol="not_known") for at in range(12)]
    table = table_of([*rows, row()])
    assert table.whole.value == 1
    assert any("12 more cases" in str(note) for note in table.notes)
    few = table_of([rows[0], row()])
    assert any("1–10 more cases" in str(note) for note in few.notes)


def test_community_is_left_out_without_an_ethics_review():
    rows = [row(factors=["minority", "poverty"])]
    table = table_of(rows, axes=("factors",), review=None)
    assert set(table.cells) == {("poverty",)}
    assert any("community" in str(note) for note in table.notes)
    after = table_of(rows, axes=("factors",))
    assert ("minority",) in after.cells
    assert any("Ethics board" in str(note) for note in after.notes)


def test_without_facts_there_is_no_table():
    with pytest.raises(NotAskable, match="no facts"):
        table_of([])


def test_nothing_is_known_of_a_time_after_the_facts():
    with pytest.raises(NotAskable, match="2026-06-30"):
        table_of([row()], start=date(2027, 1, 1), end=date(2027, 12, 31))
