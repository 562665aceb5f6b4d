"""A code's name in HTCDS 2.0 or CTDC exists there, and is claimed only where it is true."""

import tomllib
from pathlib import Path

import pytest

from amparo.terms import code_list, list_names

DATA = Path(__file__).parent / "data"
HTCDS = {
    field: set(values.split())
    for field, values in tomllib.loads((DATA / "htcds_values.toml").read_text("utf-8")).items()
}
CTDC = tomllib.loads((DATA / "ctdc_columns.toml").read_text("utf-8"))
CTDC_COLUMNS = {column for columns in CTDC.values() for column in columns.split()}


@pytest.mark.parametrize("name", list_names())
def test_every_htcds_value_belongs_to_the_field_that_the_list_names(name: str) -> None:
    found = code_list(name)
    values = {code.htcds for code in found.codes.values() if code.htcds}
    assert values <= HTCDS.get(found.htcds_field or "", set())
    assert bool(values) == (found.htcds_field is not None)


@pytest.mark.parametrize("name", list_names())
def test_every_ctdc_column_exists(name: str) -> None:
    for code in code_list(name).codes.values():
        assert code.ctdc != (), code.code
        assert set(code.ctdc or ()) <= CTDC_COLUMNS, code.code


@pytest.mark.parametrize("name", list_names())
def test_an_answer_not_known_is_nothing_in_ctdc(name: str) -> None:
    codes = code_list(name).codes
    assert "unknown" not in codes or codes["unknown"].ctdc is None


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("sector", "vic_ForcedLabourIndustry"),
        ("recruitment_channel", "vic_MethodOfRecruitment"),
        ("control", "vic_MethodsOfControl"),
        ("sub_form", "vic_TypeOfSexExploitation"),
        ("relation", "vic_RelationshipToTrafficker"),
        ("standing", "vic_TraffickingStatus"),
    ],
)
def test_no_value_of_the_standard_is_without_a_code_of_ours(name: str, field: str) -> None:
    assert {code.htcds for code in code_list(name).codes.values()} - {None} == HTCDS[field]


def test_only_child_labour_as_such_has_no_form_of_exploitation_of_ours() -> None:
    ours = {code.htcds for code in code_list("purpose").codes.values()}
    assert HTCDS["vic_TypeOfExploitation"] - ours == {"ChildLabour"}


def test_another_offence_than_trafficking_is_no_role_of_a_trafficker() -> None:
    ours = {code.htcds for code in code_list("trafficker_role").codes.values()}
    assert HTCDS["per_RoleInProcess"] - ours == {"Smuggler"}


def test_restricted_movement_counts_in_ctdc_though_htcds_forgot_it() -> None:
    restricts = code_list("control")["restricts_movement"]
    assert restricts.htcds is None
    assert restricts.ctdc == ("meansDenyBasicNeeds", "meansOfControlRestrictsMovement")


def test_every_means_of_control_of_the_newest_ctdc_schema_has_a_code() -> None:
    ours = {column for code in code_list("control").codes.values() for column in code.ctdc or ()}
    newest = {c for c in CTDC["global_synthetic_2024"].split() if c.startswith("means")}
    assert newest <= ours


def test_slavery_and_forced_criminality_claim_no_equal_in_htcds() -> None:
    assert code_list("purpose")["slavery"].htcds is None
    assert code_list("purpose")["forced_criminality"].htcds is None
