"""Facts go out as HTCDS and come back: nothing is lost that HTCDS can hold, and what it cannot is
in the report."""

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amparo.exchange.htcds import giving
from amparo.exchange.htcds.giving import HELD, Given
from amparo.exchange.importing import Asked, bring
from amparo.exchange.mapping.model import MISSING
from amparo.exchange.writing import write_table
from amparo.statistics.facts.columns import columns_of
from tests.exchange.conftest import KEYS, TODAY
from tests.exchange.worlds import victims

FEW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


def _back(path):
    found = bring([Asked(path, "htcds-2.0", "back")], KEYS, TODAY)["back"].tables["victims"]
    return {one["case"]: one for one in found}


def _known(value):
    several = value if isinstance(value, list) else [value]
    return {one for one in several if one is not None and one not in MISSING}


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@FEW
@given(rows=st.lists(victims(), min_size=1, max_size=5))
def test_what_comes_back_is_what_went_out_but_for_what_the_report_lists(ending, rows):
    for at, row in enumerate(rows):
        row["case"] = f"c{at}"
    account, lines = giving.given(rows, {}, strict=True)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"a.{ending}"
        write_table(path, account.heading(), lines)
        back = _back(path)
    lost = {(column, code) for column, code, _ in account.lost}
    for row in rows:
        found = back[KEYS.of("case", "back", row["case"])]
        for held in HELD:
            before, after = _known(row[held.column]), _known(found[held.column])
            kept = {one for one in before if not _is_lost(held, one, lost)}
            assert kept <= after, held.column
            if not before:
                assert not after, held.column


def _is_lost(held, code, lost):
    names = giving._names(held.list) if held.list else {}
    return (held.column, code) in lost or (held.column, names.get(code)) in lost


@pytest.mark.slow
@FEW
@given(row=victims())
def test_every_value_that_is_not_written_is_in_the_report(row):
    account = Given(strict=True)
    written = account.row(row)
    lost = {column for column, _, _ in account.lost}
    for held in HELD:
        if _known(row[held.column]) and not written[held.field]:
            assert held.column in lost, held.column
    columns = {name for name, one in columns_of("victims").items() if not one.companion_of}
    silent = {one for one in columns - {held.column for held in HELD} - {"case", "child"}
              if giving.says_something(row[one])}  # fmt: skip
    assert silent == set(account.silent)


@pytest.mark.slow
@FEW
@given(row=victims())
def test_a_second_round_loses_nothing_more(row):
    """What came back once comes back the same again: the loss is all in the first crossing."""
    row["case"] = "c"
    with TemporaryDirectory() as folder:
        first, second = Path(folder) / "1.csv", Path(folder) / "2.csv"
        account, lines = giving.given([row], {}, strict=True)
        write_table(first, account.heading(), lines)
        [once] = _back(first).values()
        account, lines = giving.given([once], {}, strict=True)
        write_table(second, account.heading(), lines)
        [twice] = _back(second).values()
    assert {held.column: once[held.column] for held in HELD} == {
        held.column: twice[held.column] for held in HELD
    }
    with_others = {why for _, _, why in account.lost if "coarser" in why}
    assert with_others == set()


def test_every_name_that_our_code_lists_give_is_read_back_as_a_code_of_that_name(a_list, victims):
    """The mapping of what comes in agrees with the names in room terms."""
    from amparo.terms import code_list

    for held in HELD:
        if not held.list:
            continue
        names = {one.htcds for one in code_list(held.list).codes.values() if one.htcds}
        for name in names - {"NonSpecifiedUnknown"}:
            [victim] = victims(a_list("a.csv", [{held.field: name}]))
            [code] = _known(victim[held.column]) or {None}
            assert code is not None, (held.field, name)
            assert code_list(held.list)[code].htcds == name


def test_the_roles_of_alleged_traffickers_go_out_together(a_list, victims):
    [victim] = victims(a_list("a.csv", [{"prs_Gender": "Feminine"}]))
    written = Given(strict=True).row(victim, ["recruiter", "document_forger"])
    assert written["per_RoleInProcess"] == "RecruiterOrIntermediary;Other"


def test_each_loss_is_counted(a_list, victims):
    rows = [{"amp_Key": str(at), "vic_MethodsOfControl": "RestrictsMovement"} for at in range(3)]
    account = Given(strict=True)
    for victim in victims(a_list("a.csv", rows)):
        account.row(victim)
    assert account.lost == Counter(
        {("controls", "restricts_movement", "HTCDS has no such code: Other"): 3}
    )
