"""No number of fewer than eleven children is shown, and none follows from those that are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.release.rapporteur.safe import Shown, shown
from amparo.release.rapporteur.tally import ALL, Tally
from amparo.statistics.disclosure.attack import BOUNDS, SMALL, check
from amparo.statistics.disclosure.published import Published
from amparo.statistics.disclosure.tables import TOTAL
from tests.release.rapporteur.making import YEAR, a_year, owed, tally

STATES = ("met", "met_late", "overdue", "missed", "open", "not_owed")
CHILD = st.tuples(
    st.integers(1, 40),
    st.sampled_from(("social_services", "ngo", "police")),
    st.lists(
        st.builds(owed, st.sampled_from(("guardian", "health", "stay")), st.sampled_from(STATES)),
        min_size=1,
        max_size=4,
    ),
)


def published(found: Tally, safe: Shown, axis: int, name: str) -> Published:
    """One of the two tables as its reader has it; what is 0 is known to be."""
    given, hidden = {}, {}
    for (year, *codes), number in found.times.items():
        if year != YEAR or codes[1 - axis] != ALL or codes[axis] == ALL:
            continue
        key = tuple(TOTAL if one == ALL else one for one in (codes[axis], codes[2]))
        said = safe.number(*codes)
        if said is None:
            hidden[key] = number
        else:
            given[key] = (said, said)
    return Published(name, (name, "outcome"), given, hidden)


def tables(found: Tally) -> list[Published]:
    safe = shown(found, YEAR)
    every = [published(found, safe, 0, "duty")]
    return every + ([published(found, safe, 1, "authority")] if safe.by_authority else [])


@given(st.lists(CHILD, max_size=12))
def test_nothing_shown_is_of_few_children(children):
    found = tally(*children)
    safe = shown(found, YEAR)
    for (_year, *codes), number in found.children.items():
        given = codes[0] != ALL if codes[1] == ALL else codes[0] == ALL and safe.by_authority
        if given and 0 < number < 11:
            assert safe.number(*codes) is None


@given(st.lists(CHILD, min_size=1, max_size=12))
def test_what_is_hidden_does_not_follow_from_both_tables_together(children):
    found = tally(*children)
    every = tables(found)
    few = {
        (name, tuple(TOTAL if one == ALL else one for one in (codes[axis], codes[2])))
        for axis, name in ((0, "duty"), (1, "authority"))
        for (_year, *codes), number in found.times.items()
        if number < 11
    }
    told = [one for one in check(every) if (one.table, one.codes) in few]
    assert [one for one in told if one.kind in (BOUNDS, SMALL)] == []


def test_twelve_times_of_three_children_is_hidden():
    often = [owed("plan_review", "met")] * 4
    found = tally((3, "ngo", often), (40, "ngo", [owed("guardian", "met")]))
    assert shown(found, YEAR).number("plan_review", ALL, "in_time") is None
    assert shown(found, YEAR).number("plan_review", ALL, ALL) is None


def test_one_hidden_number_beside_its_sum_hides_another():
    found = tally((40, "ngo", [owed("guardian", "met")]), (5, "ngo", [owed("guardian", "overdue")]))
    safe = shown(found, YEAR)
    row = [safe.number("guardian", ALL, one) for one in ("in_time", "overdue", ALL)]
    assert row.count(None) >= 2
    assert safe.number("guardian", ALL, "late") == 0


def test_large_numbers_are_shown_as_they_are():
    safe = shown(a_year(), YEAR)
    assert safe.number("health", ALL, "in_time") in (74, None)
    assert safe.number("guardian", ALL, ALL) == 99


def test_one_kind_of_authority_alone_says_nothing_new_and_has_no_table():
    found = tally((40, "ngo", [owed("guardian", "met")]))
    assert not shown(found, YEAR).by_authority


@pytest.mark.parametrize("year", [YEAR - 1, 1900, 2200])
def test_a_year_without_duties_has_nothing_to_hide(year):
    safe = shown(a_year(), year)
    assert safe.number("guardian", ALL, ALL) == 0
    assert not safe.hidden
