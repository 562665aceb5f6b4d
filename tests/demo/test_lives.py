"""What holds for the made-up lives: the same every time, possible, and like the sources report."""

from collections import Counter
from datetime import UTC, datetime
from functools import cache

import pytest

from amparo.casefile.of_two import OF_TWO
from amparo.demo.country import lysandra
from amparo.demo.life import Life, live, plots
from amparo.demo.permitted import NotPermitted, check_life, people_of
from amparo.journey import KINDS, Timeline, check_corrections, fold, parse_entry
from amparo.protocol import default_protocol, duties, gates, unanswered

UNTIL = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
SEED = 1
MANY = 1000
PROTOCOLS = [default_protocol()]
PEOPLE = people_of(lysandra())


pytestmark = pytest.mark.slow  # most of these look at hundreds of lives, made once


@cache
def everybody() -> tuple[Life, ...]:
    return tuple(live(SEED, number, UNTIL, PROTOCOLS) for number in range(MANY))


def lives(count: int) -> tuple[Life, ...]:
    return everybody()[:count]


def entries(count: int) -> list:
    return [one for life in lives(count) for one in life.entries]


# The same country


def test_the_same_seed_and_day_give_the_same_life() -> None:
    for number in range(40):
        first, again = lives(300)[number], live(SEED, number, UNTIL, PROTOCOLS)
        assert [one.item for one in again.entries] == [one.item for one in first.entries]
        assert (again.reference, again.joins) == (first.reference, first.joins)


def test_another_seed_gives_another_country() -> None:
    other = live(SEED + 1, 0, UNTIL, PROTOCOLS)
    assert other.reference != lives(300)[0].reference
    assert other.entries[0].item["id"] != lives(300)[0].entries[0].item["id"]


def test_a_life_does_not_depend_on_which_lives_were_made_before() -> None:
    alone = live(SEED, 137, UNTIL, PROTOCOLS)
    assert [one.item for one in alone.entries] == [one.item for one in lives(300)[137].entries]


def test_no_two_entries_share_an_id_and_no_two_cases_a_reference() -> None:
    ids = [one.entry.id for one in entries(300)]
    assert len(ids) == len(set(ids))
    references = [life.reference for life in lives(MANY)]
    assert len(references) == len(set(references))


# Possible lives


def test_every_entry_is_one_that_a_timeline_file_may_hold() -> None:
    for life in lives(300):
        read = [parse_entry(one.item, UTC, UNTIL) for one in life.entries]
        check_corrections(read)
        assert fold(Timeline(read), at=UNTIL).unplaced == []


def test_nothing_is_recorded_after_now_or_before_it_happened() -> None:
    for one in entries(300):
        assert one.entry.recorded_at <= UNTIL
        assert one.entry.occurred.earliest <= one.entry.recorded_at


def test_everybody_records_only_what_the_role_table_allows() -> None:
    for life in lives(MANY):
        check_life(life.entries, life.triage_agency, PEOPLE)


def test_a_successor_does_nothing_before_they_were_brought_in() -> None:
    """A plan written down within the minutes in which the worker changed."""
    changing = live(1, 13101, datetime(2026, 11, 21, 6, 0, tzinfo=UTC), PROTOCOLS)
    check_life(changing.entries, changing.triage_agency, PEOPLE)


@pytest.mark.prove
def test_in_a_large_country_too_everybody_records_only_what_they_may(effort) -> None:
    for number in range(effort.worlds * 200):
        life = live(2, number, UNTIL, PROTOCOLS)
        check_life(life.entries, life.triage_agency, PEOPLE)


def test_the_check_notices_who_may_not_record() -> None:
    life = next(life for life in lives(300) if len(life.entries) > 40)
    teacher = lysandra().people["teacher"].id
    wrong = [*life.entries[:-1], _by(life.entries[-1], teacher)]
    with pytest.raises(NotPermitted):
        check_life(wrong, life.triage_agency, PEOPLE)


def _by(one: object, author: str) -> object:
    from dataclasses import replace

    return replace(one, by=author, entry=replace(one.entry, author=author))


def test_every_gate_that_speaks_was_passed_with_a_reason_and_none_that_is_silent() -> None:
    for life in lives(120):
        before: list = []
        for one in life.entries:
            spoken = gates(Timeline(before), one.entry, PROTOCOLS)
            assert {gate.code for gate in spoken} == set(one.entry.despite)
            assert unanswered(spoken, one.entry) == []
            before.append(one.entry)


def test_a_child_is_never_named_outside_the_identity_section() -> None:
    for life in lives(300):
        child = life.child
        names = {child.given.written, child.family.written, *child.family.spellings}
        names |= {name for name in child.given.spellings if len(name) > 3}
        for one in life.entries:
            if one.entry.section != "identity":
                said = str(one.item["body"])
                assert not any(name in said for name in names), one.item


# A country like the ones that the sources describe


def test_every_kind_of_entry_occurs() -> None:
    """All but what is decided about two cases at once: a life is one case."""
    found = {one.entry.kind for one in entries(MANY)}
    assert found == set(KINDS) - OF_TWO


def test_every_state_of_a_duty_occurs() -> None:
    states: Counter = Counter()
    for life in lives(300):
        timeline = Timeline([one.entry for one in life.entries])
        states.update(duty.state for duty in duties(timeline, PROTOCOLS, UNTIL))
    assert set(states) == {
        "open",
        "overdue",
        "met",
        "met_late",
        "missed",
        "not_owed",
        "not_possible",
    }
    assert states["met"] > 8 * states["met_late"] / 2
    assert states["overdue"] < states["open"]


def children(**values: object) -> list:
    cases = [life.child for life in lives(MANY) if life.plot == plots.CASE]
    return [
        one for one in cases if all(getattr(one, name) == value for name, value in values.items())
    ]


def share(form: tuple[str, ...], sex: str) -> float:
    found = children(sex=sex)
    return sum(child.form in form for child in found) / len(found)


def test_girls_and_boys_are_exploited_in_the_proportions_that_unodc_reports() -> None:
    assert share(("sexual_exploitation",), "female") == pytest.approx(0.60, abs=0.05)
    assert share(("forced_labour",), "male") == pytest.approx(0.45, abs=0.05)
    others = tuple({child.form for child in children()} - {"sexual_exploitation", "forced_labour"})
    assert share(others, "male") == pytest.approx(0.47, abs=0.05)
    girls = len(children(sex="female")) / len(children())
    assert girls == pytest.approx(22 / (22 + 16), abs=0.05)


def test_more_than_half_of_the_children_were_trafficked_inside_the_country() -> None:
    assert 0.5 < len(children(movement="internal")) / len(children()) < 0.62


def test_names_come_in_five_scripts() -> None:
    scripts = Counter(child.given.script for child in children())
    assert set(scripts) == {"latin", "arabic", "cyrillic", "khmer", "bengali"}
    assert min(scripts.values()) > 0.04 * scripts.total()


def test_brothers_and_sisters_share_family_and_worker() -> None:
    siblings = [life for life in lives(300) if life.plot == plots.SIBLING]
    assert siblings
    by_family = {life.child.family.written for life in lives(300) if life.plot == plots.CASE}
    assert all(life.child.family.written in by_family for life in siblings)


def test_a_second_concern_is_joined_to_a_case_of_the_same_group() -> None:
    joined = [life for life in lives(300) if life.joins]
    assert len(joined) > 5
    references = {life.reference: life.index for life in lives(300)}
    assert all(
        references[life.joins] // plots.GROUP == life.index // plots.GROUP for life in joined
    )


def test_a_wrong_adult_decision_is_corrected_by_an_entry_that_supersedes_it() -> None:
    wrong = {
        one.entry.id
        for one in entries(MANY)
        if one.entry.kind == "age_considered" and one.entry.says("outcome") == "adult"
    }
    corrected = [one for one in entries(MANY) if one.entry.supersedes in wrong]
    assert corrected
    assert all(one.entry.says("outcome") == "child" for one in corrected)
