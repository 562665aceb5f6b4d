"""CTDC in and out: five forms of file, empty that is never no, and whose share is of whom."""

import os
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from amparo.exchange.ctdc.columns import BANDS, COLUMNS, FLAGS, GROUPS, MONTHS
from amparo.exchange.ctdc.denominators import reported_sql, shares
from amparo.exchange.ctdc.giving import FLAGGED, Given
from amparo.exchange.mapping.shipped import shipped
from amparo.exchange.mapping.values import Fate
from amparo.statistics.facts.bands import age_band_ctdc, months_ctdc
from amparo.statistics.facts.columns import column
from amparo.terms import code_list
from tests.exchange.worlds import victims as any_victim

FILES = {
    "CTDC_VPsynthetic_condensed.csv": ("ctdc-victim-perpetrator-2022", 21_195, 16),
    "ctdc_north_america_2025_recoded.csv": ("ctdc-north-america-2025", 91_043, 19),
}

# Columns of 2020 that no code of ours sets: of two things at once, and of what has no name.
NAMED_NOWHERE = {"isSexAndLabour", "meansOfControlOther"}


def _row(**said):
    return dict.fromkeys(COLUMNS, "") | said


def test_the_27_columns_stand_in_the_order_of_the_codebook():
    assert len(COLUMNS) == 27
    assert COLUMNS[:3] == ("yearOfRegistration", "gender", "ageBroad")
    assert COLUMNS[-1] == "recruiterRelationOther"
    assert sum(map(len, GROUPS.values())) == len(FLAGS) == 21


@pytest.mark.parametrize(
    ("age", "band"),
    [(0, "0--8"), (8, "0--8"), (9, "9--17"), (17, "9--17"), (18, "18--20"), (29, "27--29"),
     (30, "30--38"), (47, "39--47"), (48, "48+"), (99, "48+")],
)  # fmt: skip
def test_children_and_adults_have_the_bands_of_ctdc(age, band):
    assert BANDS[age_band_ctdc(age)] == band
    assert tuple(BANDS) == column("victims", "age_band_ctdc").codes


@pytest.mark.parametrize(
    ("days", "span"),
    [(0, "0--12 (0-1 yr)"), (365, "0--12 (0-1 yr)"), (366, "13--24 (1-2 yrs)"),
     (731, "25+ (2+ yrs)")],
)  # fmt: skip
def test_days_become_spans_of_months(days, span):
    assert MONTHS[months_ctdc(days)] == span
    assert tuple(MONTHS) == column("victims", "months_ctdc").codes


def test_files_of_2025_with_another_band_and_other_names_are_read(a_list, victims):
    row = {name.replace("typeOf", "sectorOf"): cell for name, cell in _row(
        ageBroad="09--17", typeOfLabourAgriculture="1", citizenship="NAM").items()}  # fmt: skip
    [victim] = victims(a_list("a.csv", [row]), "ctdc-2024")
    assert (victim["counted_as_child"], victim["sectors"]) == ("true", ["agriculture"])
    assert victim["citizenships"] == ["NAM"]


def test_empty_is_never_no(a_list, brought):
    tally, tables = brought(a_list("a.csv", [_row(isForcedLabour="1"), _row()]), "ctdc-2024")
    assert {"not_known"} == {code for one in tables["victims"] for code in one["controls"]}
    assert "no" not in {value for one in tables["victims"] for value in one.values()
                        if isinstance(value, str)}  # fmt: skip
    assert tally.cells()[Fate.EMPTY] == 53


def test_a_row_of_nothing_but_separators_is_a_person_of_whom_all_was_held_back(a_file, brought):
    path = a_file("a.csv", ",".join(COLUMNS) + "\n" + "," * 26 + "\n\n")
    tally, tables = brought(path, "ctdc-2024")
    assert tally.read == len(tables["victims"]) == 1


def test_merged_means_are_guesses_with_their_reason(a_list, brought):
    tally, tables = brought(a_list("a.csv", [_row(meansThreats="1")]), "ctdc-2024")
    assert tables["victims"][0]["controls"] == ["threats"]
    [column] = [one for one in tally.columns if one.heading == "meansThreats"]
    assert column.fates == {Fate.GUESSED: 1}
    [origin] = [one for one in tables["origins"] if one["column"] == "controls"]
    assert origin["kind"] == "list_guess"


def _row_2020(**said):
    columns = [rule.source for rule in shipped("ctdc-2020").rules]
    return {"": "1"} | dict.fromkeys(columns, "-99") | said


def test_the_63_columns_of_2020_are_read_with_their_terms_of_use_heading(a_list, brought):
    row = _row_2020(citizenship="NA", CountryOfExploitation="00", isForcedLabour="1",
                    isSexualExploit="0", majorityStatus="Minor", gender="Female")  # fmt: skip
    assert len(row) == 64
    row = {(name or "By using these data you agree"): cell
           for name, cell in row.items()}  # fmt: skip
    tally, tables = brought(a_list("a.csv", [row]), "ctdc-2020")
    [victim] = tables["victims"]
    assert victim["citizenships"] == ["NAM"]
    assert victim["exploited_country"] == "not_known"
    assert victim["forms"] == ["forced_labour"]
    assert victim["counted_as_child"] == "true"
    assert tally.columns[0].fates == {Fate.DROPPED: 1}


def test_0_says_no_in_2020_and_is_counted_as_dropped_never_as_nothing(a_list, brought):
    tally, _ = brought(a_list("a.csv", [_row_2020(isSexualExploit="0")]), "ctdc-2020")
    [column] = [one for one in tally.columns if one.heading == "isSexualExploit"]
    assert column.fates == {Fate.DROPPED: 1}
    [(_, why)] = column.reasons
    assert why.startswith("says no")


def test_names_that_2021_cut_short_are_read(a_list, victims):
    row = _row_2020()
    row["meansOfControlPsychoactiveSubsta"] = "1"
    del row["meansOfControlPsychoactiveSubstances"]
    [victim] = victims(a_list("a.csv", [row]), "ctdc-2020")
    assert victim["controls"] == ["psychoactive_substances"]


def test_0_in_the_recoded_file_is_not_known_and_never_no(a_list, brought):
    columns = [rule.source for rule in shipped("ctdc-north-america-2025").rules]
    row = dict.fromkeys(columns, "0") | {"Age Band": "2", "isForcedLabour": "1",
                                         "Trafficking Duration": "3"}  # fmt: skip
    tally, tables = brought(a_list("a.csv", [row]), "ctdc-north-america-2025")
    [victim] = tables["victims"]
    assert (victim["sex"], victim["foreign"], victim["counted_as_child"]) == (
        "not_known", "not_known", "true",
    )  # fmt: skip
    assert (victim["age_band_ctdc"], victim["months_ctdc"]) == ("from_9_to_17", "from_25_months")
    assert tally.cells() == {Fate.EMPTY: 16, Fate.MAPPED: 3}


def test_pairs_in_the_victim_perpetrator_file_are_of_several_people_and_dropped(a_list, brought):
    columns = [rule.source for rule in shipped("ctdc-victim-perpetrator-2022").rules]
    row = dict.fromkeys(columns, "") | {
        "IP_Gender": "Female;Male", "IP_ageBroad": "30--38", "IP_Exploiter": "1",
        "yearRegister": "2014-2018", "majorityStatus": "Minor",
    }  # fmt: skip
    tally, tables = brought(a_list("a.csv", [row]), "ctdc-victim-perpetrator-2022")
    [perpetrator] = tables["perpetrators"]
    assert (perpetrator["sex"], perpetrator["age_band"], perpetrator["role"]) == (
        "not_known", "from_30_to_38", "exploiter",
    )  # fmt: skip
    assert tables["victims"][0]["registered_year"] is None
    assert tally.cells()[Fate.DROPPED] == 2


PUBLIC = os.environ.get("AMPARO_TEST_CTDC", "")
if PUBLIC:  # there is no such test where the folder is not named

    @pytest.mark.slow
    @pytest.mark.parametrize("name", sorted(FILES))
    def test_the_public_files_come_in_with_a_report_that_adds_up(name, brought):
        """Their terms of use keep them out of here."""
        mapping, rows, columns = FILES[name]
        tally, tables = brought(Path(PUBLIC) / name, mapping)
        assert tally.adds_up()
        assert tally.read == tally.made == len(tables["victims"]) == rows
        assert tally.cells().total() == rows * columns
        for one in tally.columns:  # nothing of ages and months is lost or guessed
            if one.heading in ("Age Band", "Trafficking Duration"):
                assert set(one.fates) == {Fate.MAPPED, Fate.EMPTY}
                assert not one.loses
        named = [one for one in tally.columns if not one.to and one.fates[Fate.DROPPED]]
        assert all(one.reasons for one in named)


def test_each_mapping_agrees_with_the_names_in_our_code_lists():
    """Where room terms says that a code sets a CTDC column, the column comes in as that code or as
    one that sets it too."""
    for name in ("ctdc-2024", "ctdc-2020"):
        for rule in shipped(name).rules:
            column = rule.to.removeprefix("victims.")
            if rule.kind != "flag" or column not in FLAGGED:
                continue
            for codes in rule.values.values():
                for code in codes:
                    known = code_list(FLAGGED[column])[code].ctdc or ()
                    assert rule.source in {*known, *NAMED_NOWHERE} or rule.guess, rule.source


def test_what_came_in_goes_out_the_same_again(a_list, victims):
    row = _row(**dict.fromkeys(FLAGS, "1"), yearOfRegistration="2019", gender="Woman",
               ageBroad="9--17", traffickMonths="13--24 (1-2 yrs)", citizenship="MLI",
               CountryOfExploitation="KEN")  # fmt: skip
    row |= {"recruiterRelationFriend": "", "recruiterRelationFamily": "",
            "recruiterRelationOther": ""}  # fmt: skip
    [victim] = victims(a_list("a.csv", [row]), "ctdc-2024")
    assert Given().row(victim) == row


@pytest.mark.parametrize("band", BANDS.values())
def test_every_band_of_age_comes_in_as_it_is_and_goes_out_again(a_list, brought, band):
    row = _row(ageBroad=band, isForcedLabour="1")
    tally, tables = brought(a_list("a.csv", [row]), "ctdc-2024")
    [victim] = tables["victims"]
    assert victim["age_at_registration"] is None
    assert Given().row(victim) == row
    [account] = [one for one in tally.columns if one.heading == "ageBroad"]
    assert account.fates == {Fate.MAPPED: 1}
    assert not account.loses


@pytest.mark.parametrize("span", MONTHS.values())
def test_every_span_of_months_comes_in_as_it_is_and_goes_out_again(a_list, brought, span):
    row = _row(traffickMonths=span, isForcedLabour="1")
    tally, tables = brought(a_list("a.csv", [row]), "ctdc-2024")
    [victim] = tables["victims"]
    assert victim["duration_days"] is None
    assert MONTHS[victim["months_ctdc"]] == span
    assert Given().row(victim) == row
    [account] = [one for one in tally.columns if one.heading == "traffickMonths"]
    assert account.fates == {Fate.MAPPED: 1}


def test_a_list_with_ages_has_the_bands_of_ctdc_too(a_file, a_list, brought):
    mapping = a_file("m.toml", """name = "m"
        [[columns]]
        from = "age"
        to = "age_at_registration"
        kind = "number"
        [[columns]]
        from = "days"
        to = "duration_days"
        kind = "number"
        """)  # fmt: skip
    _, tables = brought(a_list("a.csv", [{"age": "12", "days": "400"}]), mapping)
    [victim] = tables["victims"]
    assert (victim["age_band_ctdc"], victim["months_ctdc"]) == (
        "from_9_to_17", "from_13_to_24_months",
    )  # fmt: skip


def test_an_age_in_facts_that_were_made_without_the_band_goes_out_as_one(a_list, victims):
    [victim] = victims(a_list("a.csv", [_row(isForcedLabour="1")]), "ctdc-2024")
    row = Given().row(victim | {"age_at_registration": 8, "duration_days": 800})
    assert (row["ageBroad"], row["traffickMonths"]) == ("0--8", "25+ (2+ yrs)")


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(victim=any_victim())
def test_no_fact_makes_anything_but_1_or_empty(victim):
    row = Given().row(victim)
    if row is None:
        assert victim["standing"] == "not_trafficked"
    else:
        assert tuple(row) == COLUMNS
        assert {row[name] for name in FLAGS} <= {"1", ""}


def test_who_was_decided_to_be_not_trafficked_is_no_line_and_is_counted(a_list, victims):
    [victim] = victims(a_list("a.csv", [_row(isForcedLabour="1")]), "ctdc-2024")
    account = Given()
    assert account.row(victim | {"standing": "not_trafficked"}) is None
    assert account.report()["left_out"] == {"decided to be not trafficked": 1}


def test_a_share_is_of_those_of_whom_its_group_was_reported():
    """Ten people: four with some means reported, of whom three were threatened."""
    rows = [_row(meansThreats="1")] * 2 + [_row(meansThreats="1", meansWithholdDocs="1")]
    rows += [_row(meansWithholdDocs="1")] + [_row(isForcedLabour="1")] * 2 + [_row()] * 4
    found = shares(rows)
    assert found.persons == 10
    assert found.of == {"means": 4, "exploitation": 2}
    assert found.share("meansThreats") == Fraction(3, 4)
    assert found.share("meansThreats") + found.share("meansWithholdDocs") > 1
    assert found.share("isForcedLabour") == 1
    assert found.share("typeOfSexProstitution") is None
    with pytest.raises(KeyError):
        found.share("gender")


def test_the_same_denominator_over_facts_leaves_out_who_is_missing():
    import duckdb

    sql = f"""select count(*) from (values (['threats']), (['not_known']), (['not_asked']))
        as facts(controls) where {reported_sql("controls")}"""
    assert duckdb.sql(sql).fetchall() == [(1,)]
    with pytest.raises(KeyError):
        reported_sql("sex")
