"""A release is fixed tables of counts that hold together, the same whenever it is made."""

import json
from dataclasses import replace

import duckdb
import pytest

from amparo.release import making, protecting
from amparo.release.attacked import held, part_of
from amparo.release.counting import numbers
from amparo.release.made import TOTAL, NotARelease, from_json, to_json
from amparo.release.making import Planned
from amparo.release.refused import ReleaseError
from amparo.release.spec import parse
from amparo.statistics import showing
from amparo.statistics.disclosure import attack
from amparo.statistics.disclosure.refused import NotProtectable
from tests.release.asking import HEAD, USUAL, spec

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def planned(text: str = USUAL, published=()):
    return making.plan(parse(text), published)


def numbered(text: str = USUAL, version: int = 1, published=()):
    return replace(planned(text, published).release, version=version)


def test_nothing_small_is_shown_and_nothing_follows(facts_made) -> None:
    release = planned().release
    shown = [
        count for table in release.tables for count in table.counts.values() if count is not None
    ]
    assert shown
    assert min(shown) >= release.threshold
    assert protecting.check(release, []) == []


def test_it_is_the_same_to_the_last_byte_whenever_it_is_made(facts_made) -> None:
    assert to_json(planned().release) == to_json(planned().release)


def test_a_number_in_two_tables_is_hidden_in_both_or_in_neither(facts_made) -> None:
    release = planned(spec("a: age_band sex", "b: sex movement", "c: sex")).release
    for sex in ("female", "male", TOTAL):
        told = {
            release.table("a").counts[(TOTAL, sex)],
            release.table("b").counts[(sex, TOTAL)],
            release.table("c").counts[(sex,)],
        }
        assert len(told) == 1


def test_countries_with_few_children_are_one(facts_made) -> None:
    codes = {codes[0] for codes in planned(spec("a: exploited_country")).release.tables[0].counts}
    assert "others_together" in codes
    assert len(codes) < 30


def test_of_citizenships_those_with_few_are_left_out_as_they_do_not_add_up(facts_made) -> None:
    table = planned(spec("a: citizenships")).release.tables[0]
    assert "others_together" not in {codes[0] for codes in table.counts}


def test_what_must_be_kept_and_gives_a_small_number_away_is_found(facts_made) -> None:
    """Every large number kept on show: what is small is the rest of its row."""
    raw = planned_raw("a: age_band sex")
    small = {codes for codes, count in raw.items() if 0 < count < 11}
    large = json.dumps([codes for codes, count in raw.items() if count >= 11])
    assert small
    assert planned(spec("a: age_band sex")).found == ()
    found = {one.codes for one in planned(spec(f"a: age_band sex | keep = {large}")).found}
    assert found & small


def test_a_leaky_release_is_told_by_the_check(facts_made) -> None:
    """One number put back into a protected table gives the one beside it away."""
    release = planned(spec("a: age_band sex")).release
    table = release.tables[0]
    raw = planned_raw("a: age_band sex")
    leaky = {codes: raw[codes] if raw[codes] >= 11 else None for codes in table.counts}
    found = protecting.check(replace(release, tables=(replace(table, counts=leaky),)), [])
    assert {one.kind for one in found} & {"bounds", "dominance"}


def planned_raw(table: str):
    _meaning, found = numbers(parse(spec(table)), showing.to_be_protected)
    return found[0].counts


def test_a_release_of_the_same_years_by_another_rule_is_refused(facts_made) -> None:
    public = numbered(spec("a: sex"))
    with pytest.raises(ReleaseError, match="standings: children-found, version 1 is published"):
        planned(
            spec("a: sex", head=HEAD.replace("from =", 'standings = ["identified"]\nfrom =')),
            [public],
        )
    with pytest.raises(ReleaseError, match="say the same in other divisions, and one is published"):
        planned(spec("a: age_band"), [numbered(spec("a: age_at_registration"))])


def test_beside_an_earlier_release_the_same_tables_stay_as_they_are(facts_made) -> None:
    public = numbered()
    again = planned(USUAL, [public])
    assert again.beside == ("children-found, version 1",)
    assert again.release.tables == public.tables


def test_a_release_of_more_years_is_held_against_the_one_of_fewer(facts_made) -> None:
    public = numbered(spec("a: movement sex"))
    head = HEAD.replace("from = 2025", "from = 2024\nto = 2025").replace("children", "two-years")
    wider = planned(spec("a: movement sex", head=head), [public])
    assert wider.found == ()
    assert protecting.check(wider.release, [public]) == []


def test_a_later_release_is_taken_to_count_all_of_an_earlier_one(facts_made) -> None:
    """Only where that cannot be is nothing taken to be known of who is in which."""
    public = numbered(spec("a: age_band sex", "b: sex movement", "c: sex"))
    later = replace(public, version=2)
    beside = held([public, later])
    assert attack.check(beside.tables, groups=beside.groups, releases=beside.order) == []
    fewer = {codes: count and count - 1 for codes, count in public.table("c").counts.items()}
    taken_out = replace(later, tables=(*later.tables[:2], replace(later.table("c"), counts=fewer)))
    beside = held([public, taken_out])
    with pytest.raises(NotProtectable, match="contradict"):
        attack.check(beside.tables, groups=beside.groups, releases=beside.order)


def test_when_few_came_since_the_changed_numbers_are_hidden(facts_made) -> None:
    """43 after 40 would tell that three came: it is hidden, and the earlier number stands."""
    public = numbered(spec("a: movement sex"))
    table = public.tables[0]
    shown = [
        codes for codes, count in table.counts.items() if count is not None and TOTAL not in codes
    ]
    fewer = {
        codes: None if count is None else count - 3 * _holds(codes, shown[0])
        for codes, count in table.counts.items()
    }
    earlier = replace(public, tables=(replace(table, counts=fewer),))
    found = planned(spec("a: movement sex"), [earlier])
    assert found.found == ()
    assert found.release.tables[0].counts[shown[0]] is None


def _holds(place, cell) -> bool:
    return all(code in (TOTAL, at) for code, at in zip(place, cell, strict=True))


def test_rounding_comes_on_top_of_hiding(facts_made) -> None:
    coarse = planned(USUAL.replace("from =", "round = 10\nfrom =")).release
    told = [count for table in coarse.tables for count in table.counts.values()]
    assert None in told
    assert all(count % 10 == 0 for count in told if count is not None)
    assert protecting.check(coarse, []) == []


def test_read_back_it_is_the_same(facts_made) -> None:
    release = numbered()
    assert from_json(to_json(release)) == release
    assert from_json(to_json(release)).digest == release.digest


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"format": "amparo-release/1"}', "null", "[" * 100_000,
     '{"format": "amparo-release/1", "name": 3}'],
)  # fmt: skip
def test_what_is_no_release_is_one_line(text: str) -> None:
    with pytest.raises(NotARelease) as refused:
        from_json(text)
    assert "\n" not in str(refused.value)


def test_a_release_with_a_number_twice_is_none(facts_made) -> None:
    data = json.loads(to_json(numbered()))
    data["tables"][0]["rows"].append(data["tables"][0]["rows"][0])
    with pytest.raises(NotARelease, match="is twice in"):
        from_json(json.dumps(data))


def test_each_number_has_its_place_among_what_was_protected() -> None:
    read = parse(spec("a: forms sex"))
    assert part_of(read.tables[0], ("begging", "male")) == ("a: begging", ("male",))
    assert part_of(read.tables[0], (TOTAL, "male")) == ("a", ("male",))


def test_the_order_of_facts_changes_nothing(facts_made, folder, monkeypatch) -> None:
    """Suppression never depends on row order."""
    before = planned().release
    path = folder / "victims.parquet"
    aside = folder / "kept.parquet"
    path.rename(aside)
    try:
        duckdb.sql(f"copy (select * from '{aside}' order by random()) to '{path}'")
        showing.forget()
        assert to_json(planned().release) == to_json(before)
    finally:
        aside.replace(path)


def _larger(public):
    """As if the facts had held more children: the whole of one table is larger than now."""
    more = {
        codes: None if count is None else count + 40
        for codes, count in public.table("c").counts.items()
    }
    return replace(public, tables=(replace(public.table("c"), counts=more),))


def test_where_children_were_taken_out_the_plan_and_the_check_say_since_when(facts_made) -> None:
    text = spec("a: age_band sex", "c: sex")
    public = numbered(text)
    assert planned(text, [public]).taken_out == ()
    assert protecting.checked(replace(public, version=2), [public]).taken_out == ()
    larger = _larger(public)
    plan = planned(text, [larger])
    assert plan.taken_out == ("children-found, version 1",)
    later = replace(plan.release, version=2)
    assert protecting.checked(later, [larger]).taken_out == plan.taken_out


def test_a_row_in_which_nobody_can_be_is_not_made(facts_made) -> None:
    """All know that it is 0, so that it hides nothing: a year is never missing."""
    head = HEAD.replace("from = 2025", 'from = 2024\nto = 2025\ncounting = "once_a_year"')
    table = planned(spec("a: registered_year", head=head)).release.tables[0]
    assert {codes[0] for codes in table.counts} <= {TOTAL, "2024", "2025"}


def test_alone_and_beside_nothing_a_release_says_the_same(facts_made) -> None:
    release = numbered()
    beside_nothing = held([release])
    assert attack.check(
        beside_nothing.tables, groups=beside_nothing.groups, releases=beside_nothing.order
    ) == protecting.check(release, [])


@pytest.mark.parametrize(
    ("numbers", "small", "hidden", "useful"),
    [(14, 12, 13, False), (14, 2, 3, True), (10, 0, 6, False), (4, 3, 4, False)],
)
def test_a_table_of_which_most_is_hidden_is_not_called_useful(
    numbers: int, small: int, hidden: int, useful: bool
) -> None:
    assert Planned("a", (), numbers, small, hidden).useful is useful
