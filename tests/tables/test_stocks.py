"""Two kinds of stock: who was in exploitation on a day, and who was known by then."""

from datetime import date

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.statistics.figures import sentences
from amparo.statistics.figures.carrying import from_data, to_data
from amparo.statistics.figures.comparing import Act
from amparo.statistics.figures.parts import Stock
from amparo.statistics.figures.together import verdict
from amparo.statistics.tables.asked import Asked
from amparo.statistics.tables.making import make
from tests.tables.worlds import ABOUT, database, row

DAY = date(2025, 3, 1)


def of_day(rows, day=DAY, stock=Stock.IN_EXPLOITATION, **said):
    return make(Asked(start=day, end=day, stock=stock, **said), database(rows), ABOUT)


def child(name, start=None, end=None, again=None, **said):
    """One child: from when until when, and again."""
    second = {"exploited_again_from": again[0], "exploited_again_until": again[1]} if again else {}
    gone = {f"{key}_missing": "not_known" for key, day in second.items() if day is None}
    return row(child=name, case=name, exploited_from=start, exploited_until=end,
               **{"registered": date(2026, 1, 9), "registered_year": 2026, **second, **gone,
                  **said})  # fmt: skip


def notes(table):
    return [str(note) for note in table.notes]


WINTER = date(2024, 12, 1), date(2025, 2, 28)
SPRING = date(2025, 2, 28), date(2025, 3, 2)


def test_who_was_in_exploitation_on_the_day_is_counted_whenever_it_became_known():
    rows = [child("a", *SPRING), child("b", *WINTER), child("c", DAY, DAY),
            child("d", date(2025, 3, 2), date(2025, 4, 1))]  # fmt: skip
    table = of_day(rows)
    assert table.whole.value == 2
    assert table.meaning.stock is Stock.IN_EXPLOITATION
    assert of_day(rows, stock=Stock.KNOWN).whole.value == 0
    assert of_day(rows, date(2026, 2, 1), stock=Stock.KNOWN).whole.value == 4


def test_between_two_times_nobody_was_in_exploitation():
    rows = [child("a", *WINTER, again=(date(2025, 3, 10), date(2025, 3, 20)))]
    found = {day: of_day(rows, date(2025, *day)).whole.value
             for day in ((2, 1), (3, 1), (3, 10), (3, 20), (3, 21))}  # fmt: skip
    assert list(found.values()) == [1, 0, 1, 1, 0]


def test_a_child_known_in_two_cases_is_there_once():
    rows = [child("a", *SPRING), child("a", *SPRING, episode=2) | {"case": "b"}]
    assert of_day(rows).whole.value == 1


def test_who_was_in_exploitation_in_a_later_case_is_counted_by_that_case():
    rows = [child("a", *WINTER, sex="female"), child("a", *SPRING, episode=2, sex="male")]
    assert set(of_day(rows, axes=("sex",)).cells) == {("male",)}


def test_whose_beginning_or_end_is_not_known_is_not_counted_and_said():
    open_ones = [child(f"o{at}", date(2025, 1, 1), None) for at in range(6)]
    open_ones += [child(f"p{at}", None, date(2025, 9, 1)) for at in range(6)]
    sure = [child("a", *SPRING), child("past", None, date(2025, 2, 1)),
            child("later", date(2025, 5, 5), None)]  # fmt: skip
    table = of_day([*open_ones, *sure])
    assert table.whole.value == 1
    assert any(one.startswith("Of 12 more children") for one in notes(table))
    assert any(one.startswith("Of 1–10 more children") for one in notes(of_day(open_ones[:3])))
    assert not any("more children" in one for one in notes(of_day(sure)))


def test_who_went_back_and_has_not_come_out_is_among_those_of_whom_it_is_not_known():
    rows = [child("a", *WINTER, again=(date(2025, 2, 28), None))]
    assert of_day(rows).whole.value == 0
    assert any("1–10 more children" in one for one in notes(of_day(rows)))
    assert of_day(rows, date(2025, 2, 28)).whole.value == 1


def test_who_is_counted_by_one_case_is_not_said_again_for_another():
    rows = [child("a", *SPRING), child("a", None, None, episode=2) | {"case": "b"}]
    table = of_day(rows)
    assert table.whole.value == 1
    assert not any("more children" in one for one in notes(table))


def test_a_list_that_does_not_say_when_a_child_was_registered_may_say_when_it_was_exploited():
    rows = [child("a", *SPRING, registered=None, registered_year=None)]
    table = of_day(rows)
    assert table.whole.value == 1
    assert not any("registered" in one for one in notes(table))


def test_a_filter_keeps_a_part_of_the_same_stock():
    rows = [child("a", *SPRING, sex="female"), child("b", *SPRING, sex="male"),
            child("c", None, None, sex="male")]  # fmt: skip
    table = of_day(rows, filters=(("sex", ("female",)),))
    assert table.whole.value == 1
    assert not any("more children" in one for one in notes(table))


def test_the_two_kinds_are_never_compared_added_or_divided():
    rows = [child("a", *SPRING, registered=date(2025, 1, 9))]
    exploited, known = (
        of_day(rows, stock=one).whole for one in (Stock.IN_EXPLOITATION, Stock.KNOWN)
    )
    for act in Act:
        for pair in ((exploited, known), (known, exploited)):
            found = verdict(*pair, act)
            assert not found.allowed
            assert "stock_kind" in {reason.part for reason in found.reasons}
    other_day = of_day(rows, date(2025, 3, 2)).whole
    assert verdict(exploited, other_day, Act.COMPARE).allowed
    assert "stocks_over_time" in {
        one.part for one in verdict(exploited, other_day, Act.ADD).reasons
    }


def test_a_stock_is_not_compared_with_a_flow():
    rows = [child("a", *SPRING, registered=date(2025, 1, 9))]
    flow = make(Asked(start=date(2025, 1, 1), end=date(2025, 12, 31)), database(rows), ABOUT).whole
    for one in (Stock.IN_EXPLOITATION, Stock.KNOWN):
        reasons = verdict(of_day(rows, stock=one).whole, flow, Act.COMPARE).reasons
        assert "stock" in {reason.part for reason in reasons}


@pytest.mark.parametrize(
    ("stock", "said"),
    [
        (
            Stock.IN_EXPLOITATION,
            "1 detected child. Kenya; they were in exploitation on 1 March 2025.",
        ),
        (Stock.KNOWN, "1 detected child. Kenya, all who had become known by 1 March 2025."),
    ],
)
def test_the_sentence_says_which_stock_it_is(stock, said):
    figure = of_day([child("a", *SPRING, registered=date(2025, 1, 9))], stock=stock).whole
    with translation.override("en"):
        assert sentences.short(figure).startswith(said)
        whole = sentences.full(figure)
    assert "It is not a number “every year”." in whole
    late = [one for one in whole if "the more recent the day" in one]
    assert len(late) == (stock is Stock.IN_EXPLOITATION)


def test_that_a_recent_day_is_not_complete_is_said_beside_the_table():
    assert any(
        "Of a recent day many are not found yet" in one for one in notes(of_day([child("a")]))
    )


def test_the_kind_of_stock_goes_along_with_the_figure():
    figure = of_day([child("a", *SPRING)]).whole
    data = to_data(figure)
    assert data["meaning"]["stock"] == "in_exploitation"
    assert from_data(data) == figure


# The same by hand

DAYS = st.sampled_from([date(2025, 2, 27), date(2025, 2, 28), DAY, date(2025, 3, 2), None])


@st.composite
def _children(draw):
    found = []
    for at in range(draw(st.integers(1, 8))):
        again = (draw(DAYS), draw(DAYS)) if draw(st.booleans()) else None
        name = draw(st.sampled_from("abcd"))
        before = sum(one["child"] == name for one in found)
        numbered = {"case": str(at), "episode": before + 1}
        found.append(child(name, draw(DAYS), draw(DAYS), again) | numbered)
    return found


def _by_hand(one):
    """True, False, or None where it is not known."""
    again = one["exploited_again_from"], one["exploited_again_until"]
    told = [(one["exploited_from"], one["exploited_until"])]
    if one["exploited_again_from_missing"] == "not_known" or any(again):
        told.append(again)
    said = [_within(*pair) for pair in told]
    return True if True in said else None if None in said else False


def _within(start, end):
    if (start and start > DAY) or (end and end < DAY):
        return False
    return None if start is None or end is None else True


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(_children())
def test_a_stock_is_what_a_count_by_hand_gives(rows):
    said = {}
    for one in rows:
        said.setdefault(one["child"], []).append(_by_hand(one))
    table = of_day(rows)
    assert table.whole.value == sum(True in known for known in said.values())
    unknown = any(True not in known and None in known for known in said.values())
    assert any("more children" in one for one in notes(table)) is unknown
