"""Who may record which kind of entry."""

from amparo.journey.catalogue import KINDS, kind
from amparo.journey.kinds import Kind
from amparo.terms import code_list
from tests.journey.the_journey import rows

ROWS = rows()
SEE_NO_CASE = {"administrator", "analyst", "rapporteur"}


def recorders(declared: Kind) -> set[str]:
    return set(declared.records)


def test_whoever_records_has_a_role_that_exists() -> None:
    known = set(code_list("role").codes)
    for declared in KINDS.values():
        assert declared.records, declared.code
        assert recorders(declared) <= known


def test_administrator_analyst_and_rapporteur_record_nothing() -> None:
    assert not any(recorders(declared) & SEE_NO_CASE for declared in KINDS.values())


def test_everyone_else_may_report_a_concern_the_child_too() -> None:
    assert recorders(kind("concern_reported")) == set(code_list("role").codes) - SEE_NO_CASE


def test_police_prosecutor_and_border_record_of_the_legal_section_only_what_they_did() -> None:
    legal = {code for code, declared in KINDS.items() if declared.section == "legal"}
    outside = {code for code in legal if recorders(kind(code)) & {"police", "prosecutor", "border"}}
    assert outside == {"child_charged", "charge_dropped", "charge_reviewed", "removal_threatened"}


def test_a_shelter_records_nothing_for_the_courts_but_a_threat() -> None:
    justice = {code for code, declared in KINDS.items() if declared.section == "justice"}
    assert {c for c in justice if "provider" in kind(c).records} == {"reprisal_reported"}


def test_only_the_responsible_team_speaks_of_the_exploitation_in_codes() -> None:
    for code in ("exploitation_described", "alleged_trafficker_described"):
        assert recorders(kind(code)) == {"caseworker", "supervisor", "competent_authority"}


def test_a_caseworker_records_everything_but_the_answer_to_a_complaint() -> None:
    cannot = {code for code, declared in KINDS.items() if "caseworker" not in declared.records}
    assert cannot == {"complaint_answered"}


def test_the_child_speaks_for_themself() -> None:
    own = {code for code, declared in KINDS.items() if "child" in declared.records}
    assert {"concern_reported", "view_recorded", "consent_withdrawn", "complaint_made"} <= own
    assert not own & {"standing_decided", "case_closed", "access_barred", "age_considered"}
