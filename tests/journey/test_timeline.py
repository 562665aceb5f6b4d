"""Which entries hold: corrections, withdrawals, and that the order of arrival changes nothing."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.journey import JourneyError, Timeline, check_corrections, fold
from tests.journey.making import LONG_AFTER, entry, identifier

DAY = "2026-01-{:02}T10:00:00Z"


def note(number, supersedes=0, recorded=1, **extra):
    return entry(
        "note_added",
        DAY.format(1),
        number,
        text=f"note {number}",
        _recorded_at=DAY.format(recorded),
        **({"_supersedes": identifier(supersedes)} if supersedes else {}),
        **extra,
    )


def withdrawal(number, of, recorded=1):
    return entry(
        "entry_withdrawn",
        DAY.format(1),
        number,
        entry=identifier(of),
        reason="recorded in error",
        _recorded_at=DAY.format(recorded),
    )


def holding(*entries):
    return {int(one.id.replace("-", ""), 16) for one in Timeline(entries)}


def test_a_correction_takes_the_place_of_what_it_corrects():
    assert holding(note(1), note(2, supersedes=1, recorded=2)) == {2}


def test_a_withdrawn_entry_leaves_nothing():
    assert holding(note(1), withdrawal(2, of=1, recorded=2)) == set()


def test_of_two_corrections_the_latest_recorded_holds():
    entries = note(1), note(2, supersedes=1, recorded=3), note(3, supersedes=1, recorded=2)
    assert holding(*entries) == {2}


def test_of_two_corrections_recorded_at_once_the_greater_id_holds():
    assert holding(note(1), note(2, supersedes=1), note(3, supersedes=1)) == {3}


def test_a_correction_holds_even_when_its_device_had_a_slow_clock():
    assert holding(note(1, recorded=9), note(2, supersedes=1, recorded=2)) == {2}


def test_a_withdrawn_correction_does_not_bring_the_mistake_back():
    entries = note(1), note(2, supersedes=1, recorded=2), withdrawal(3, of=2, recorded=3)
    assert holding(*entries) == set()


def test_an_entry_given_twice_counts_once():
    assert len(Timeline([note(1), note(1)])) == 1


def test_a_correction_of_a_missing_entry_is_refused():
    with pytest.raises(JourneyError, match="missing"):
        check_corrections([note(2, supersedes=1)])


def test_corrections_in_a_circle_are_refused():
    with pytest.raises(JourneyError, match="circle"):
        check_corrections([note(1, supersedes=2), note(2, supersedes=1)])


def test_an_entry_cannot_correct_itself():
    with pytest.raises(JourneyError, match="circle"):
        check_corrections([note(1, supersedes=1)])


def test_a_correction_may_narrow_the_section_but_not_widen_it():
    narrow = note(2, supersedes=1, section="health")
    check_corrections([note(1, section="protection"), narrow])
    with pytest.raises(JourneyError, match="widen"):
        check_corrections([note(1, section="health"), note(2, supersedes=1, section="protection")])


@st.composite
def corrected_timelines(draw):
    """Notes, each perhaps correcting or withdrawing an earlier one, recorded in any order."""
    entries = []
    for number in range(1, draw(st.integers(1, 12)) + 1):
        recorded = draw(st.integers(1, 28))
        target = draw(st.integers(0, number - 1))
        if target and draw(st.booleans()):
            entries.append(withdrawal(number, of=target, recorded=recorded))
        else:
            entries.append(note(number, supersedes=target, recorded=recorded))
    return entries


@given(corrected_timelines(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(entries, chance: random.Random):
    shuffled = list(entries)
    chance.shuffle(shuffled)
    assert Timeline(shuffled).live == Timeline(entries).live
    assert fold(Timeline(shuffled), at=LONG_AFTER) == fold(Timeline(entries), at=LONG_AFTER)


@given(corrected_timelines())
def test_of_each_tree_of_corrections_at_most_one_entry_holds(entries):
    timeline = Timeline(entries)
    roots = [one for one in entries if not one.supersedes and one.kind != "entry_withdrawn"]
    assert len(timeline) <= len(roots)
    assert all(one.kind != "entry_withdrawn" for one in timeline)
