"""The protocol files that come with Amparo: what the default owes, and the example country."""

import re
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path

import pytest

from amparo.protocol.gate_conditions import ASKS, BEFORE
from amparo.protocol.loading import DEFAULT_FILE, check_protocol, default_protocol, load_protocol
from amparo.protocol.model import Duration, DutyRule, GateRule, Protocol
from amparo.terms import LANGUAGES
from tools import protocol_page

FILES = files("amparo.protocol") / "files"
LYSANDRA = FILES / "examples" / "lysandra.toml"

# What is owed, within what time, by whom.
OWED = {
    "triage": ("3 h", "supervisor"),
    "assigned": ("3 h", "supervisor"),
    "screening": ("24 h", "caseworker"),
    "standing": ("24 h", "caseworker"),
    "identification": ("30 d", "competent_authority"),
    "guardian": ("24 h", "supervisor"),
    "risk_first": ("24 h", "caseworker"),
    "safe_place": ("6 h", "caseworker"),
    "rights_told": ("24 h", "caseworker"),
    "health_urgent": ("3 h", "caseworker"),
    "health": ("48 h", "caseworker"),
    "identity": ("72 h", "caseworker"),
    "liberty": ("0 h", "supervisor"),
    "defence": ("24 h", "caseworker"),
    "charge_review": ("7 d", "prosecutor"),
    "removal_stopped": ("0 h", "lawyer"),
    "risk_after_withdrawal": ("6 h", "caseworker"),
    "police_told": ("1 h", "caseworker"),
    "missing_review": ("24 h", "supervisor"),
    "risk_after_missing": ("24 h", "caseworker"),
    "return_interview": ("72 h", "caseworker"),
    "risk_after_reprisal": ("24 h", "caseworker"),
    "risk_after_incident": ("24 h", "caseworker"),
    "risk_after_exposure": ("24 h", "caseworker"),
    "psychosocial": ("7 d", "caseworker"),
    "assessment": ("7 d", "caseworker"),
    "plan": ("14 d", "caseworker"),
    "plan_review": ("90 d", "supervisor"),
    "risk_review": ("7 d", "caseworker"),
    "restriction_review": ("7 d", "supervisor"),
    "learning": ("30 d", "caseworker"),
    "lawyer": ("14 d", "caseworker"),
    "protection_need": ("7 d", "lawyer"),
    "focal_point": ("7 d", "caseworker"),
    "stay": ("30 d", "lawyer"),
    "stay_renewal": ("60 d", "lawyer"),
    "tracing": ("14 d", "caseworker"),
    "compensation": ("90 d", "lawyer"),
    "solution": ("90 d", "panel"),
    "decision_told": ("72 h", "guardian"),
    "adulthood_plan": ("90 d", "caseworker"),
    "follow_up_0": ("7 d", "caseworker"),
    "follow_up_1": ("1 month + 14 d", "caseworker"),
    "follow_up_3": ("3 months + 14 d", "caseworker"),
    "follow_up_6": ("6 months + 14 d", "caseworker"),
    "follow_up_12": ("12 months + 14 d", "caseworker"),
}

# The gates, and whether they ask for a second person.
GATES = {
    "age_adult": True,
    "not_trafficked": True,
    "intercept": False,
    "separation": False,
    "vetted": False,
    "closed_care": False,
    "questions_first": False,
    "interview_again": False,
    "move_risk": False,
    "contact_safe": False,
    "child_heard": False,
    "guardian_heard": False,
    "family_known": True,
    "decided_first": True,
    "not_the_same": False,
    "no_removal": True,
    "testimony_safe": False,
    "close_safe": True,
}


@pytest.fixture
def protocol() -> Protocol:
    return default_protocol()


@pytest.fixture
def lysandra() -> Protocol:
    return load_protocol(LYSANDRA.read_text(encoding="utf-8"))


def duty(code: str) -> DutyRule:
    return default_protocol().duties[code]


def gate(code: str) -> GateRule:
    return default_protocol().gates[code]


def sentences() -> list[tuple[str, dict[str, str]]]:
    protocol = default_protocol()
    owed = [(code, rule.owed) for code, rule in protocol.duties.items()]
    return owed + [(code, rule.asks) for code, rule in protocol.gates.items()]


# --- what the default owes -----------------------------------------------------------------------


def test_the_default_passes_its_own_check() -> None:
    assert check_protocol(DEFAULT_FILE.read_text(encoding="utf-8")) == []


def test_the_default_is_in_force_everywhere_where_nothing_else_is(protocol: Protocol) -> None:
    assert (protocol.name, protocol.country, protocol.version) == ("default", "", "1")
    assert protocol.valid_from == date(2020, 1, 1)


def test_the_default_owes_these_duties_and_no_others(protocol: Protocol) -> None:
    assert list(protocol.duties) == list(OWED)


@pytest.mark.parametrize("code", OWED)
def test_a_duty_has_its_time_and_its_role(code: str) -> None:
    within, by = OWED[code]
    assert (duty(code).within, duty(code).by) == (Duration.parse(within), by)


def test_an_urgent_concern_is_taken_up_sooner() -> None:
    times = {code: duty(code).variants["urgent"] for code in ("triage", "assigned", "screening")}
    assert times == {
        "triage": Duration(hours=1),
        "assigned": Duration(hours=1),
        "screening": Duration(hours=3),
    }


def test_the_higher_the_risk_the_sooner_it_is_looked_at_again() -> None:
    days = {level: time.hours // 24 for level, time in duty("risk_review").variants.items()}
    assert days == {"high": 7, "unknown": 7, "medium": 30, "low": 90}


def test_four_duties_are_states_that_must_stay_true(protocol: Protocol) -> None:
    states = {code for code, rule in protocol.duties.items() if rule.state}
    assert states == {"guardian", "safe_place", "identity", "stay"}


def test_reviews_repeat(protocol: Protocol) -> None:
    repeats = {code: rule.repeats_within for code, rule in protocol.duties.items() if rule.repeats}
    assert repeats == {
        "missing_review": Duration(hours=7 * 24),
        "plan_review": Duration(hours=90 * 24),
        "restriction_review": Duration(hours=7 * 24),
    }


def test_only_follow_ups_outlive_the_closing_of_a_case(protocol: Protocol) -> None:
    outlive = {code for code, rule in protocol.duties.items() if rule.survives_closure}
    assert outlive == {code for code in OWED if code.startswith("follow_up_")}


def test_identification_is_not_asked_for_again_when_a_case_is_reopened(protocol: Protocol) -> None:
    assert {code for code, rule in protocol.duties.items() if rule.once} == {"identification"}


def test_a_decision_that_a_child_was_not_trafficked_ends_only_three_duties(
    protocol: Protocol,
) -> None:
    ended = {c for c, rule in protocol.duties.items() if "not_trafficked" in rule.not_owed_when}
    assert ended == {"focal_point", "stay", "stay_renewal"}


def test_parents_who_suffice_stand_in_for_guardian_place_and_tracing(protocol: Protocol) -> None:
    conditions = {
        code: name
        for code, rule in protocol.duties.items()
        for name in rule.not_owed_when
        if name.startswith("parents_suffice")
    }
    assert conditions == {
        "guardian": "parents_suffice_and_not_foreign",
        "safe_place": "parents_suffice",
        "tracing": "parents_suffice",
    }


def test_a_child_found_before_the_police_were_told_means_that_it_was_missed() -> None:
    assert duty("police_told").missed_when == ("missing_found",)


def test_the_agencies_stop_meeting_about_a_missing_child_who_is_found() -> None:
    assert duty("missing_review").not_owed_when == ("missing_found",)


def test_a_stay_is_renewed_from_sixty_days_before_it_ends() -> None:
    assert duty("stay_renewal").lead == Duration(hours=60 * 24)


# --- what the gates ask --------------------------------------------------------------------------


def test_the_default_has_these_gates_and_asks_a_second_person_at_six(protocol: Protocol) -> None:
    assert {code: rule.second_person for code, rule in protocol.gates.items()} == GATES


def test_the_numbers_that_gates_compare_with(protocol: Protocol) -> None:
    numbers = {code: str(rule.within) for code, rule in protocol.gates.items() if rule.within}
    assert numbers == {"separation": "72 h", "move_risk": "14 d", "no_removal": "30 d"}
    assert gate("close_safe").attempts == 3


def test_every_question_and_every_step_in_the_code_is_used_by_a_gate(protocol: Protocol) -> None:
    asked = {name for rule in protocol.gates.values() for name in rule.asks_for}
    assert asked == set(ASKS)
    assert {rule.before for rule in protocol.gates.values()} == set(BEFORE)


# --- what is said to the reader ------------------------------------------------------------------


@pytest.mark.parametrize(("code", "text"), sentences())
def test_every_sentence_is_there_in_four_languages(code: str, text: dict[str, str]) -> None:
    assert set(text) == set(LANGUAGES)
    assert len(set(text.values())) == len(LANGUAGES)
    assert re.search("[\u0600-\u06ff]", text["ar"])


@pytest.mark.parametrize(("code", "text"), sentences())
def test_no_sentence_puts_a_number_under_a_source_that_does_not_give_it(
    code: str, text: dict[str, str]
) -> None:
    # 18 is where childhood ends in each of the sources.
    numbers = {number for said in text.values() for number in re.findall(r"\d+", said)}
    assert numbers <= {"18"}


def test_duties_are_called_something_that_may_stand_in_a_calendar(protocol: Protocol) -> None:
    telling = re.compile(r"traffick|traite des|trata de|اتجار", re.IGNORECASE)
    for rule in protocol.duties.values():
        assert not any(telling.search(said) for said in rule.owed.values()), rule.code


def test_only_the_guardians_day_comes_from_its_source(protocol: Protocol) -> None:
    from_source = {code for code, rule in protocol.duties.items() if rule.time_from_source}
    assert from_source == {"guardian"}
    assert duty("guardian").source == "ECPAT 2008 §12.1(3)"


def test_every_source_is_named_in_full(protocol: Protocol) -> None:
    known = ("ECPAT 2008 §", "UNICEF 2025, ", "Council of Europe Convention art. ")
    rules = [*protocol.duties.values(), *protocol.gates.values()]
    for rule in rules:
        for source in rule.source.split("; "):
            assert source.startswith(known) or source == "Amparo default", rule.code


# --- the example country -------------------------------------------------------------------------


def test_every_protocol_that_comes_with_amparo_passes_the_check() -> None:
    found = sorted(Path(str(FILES)).rglob("*.toml"))
    assert [path.name for path in found] == ["default.toml", "lysandra.toml"]
    for path in found:
        assert check_protocol(path.read_text(encoding="utf-8")) == []


def test_a_country_says_who_it_is(lysandra: Protocol) -> None:
    assert (lysandra.name, lysandra.country, lysandra.version) == ("lysandra", "XLY", "2026-1")
    assert lysandra.valid_from == date(2026, 1, 1)


def test_a_country_changes_times_and_keeps_the_rest(lysandra: Protocol) -> None:
    assert lysandra.duties["guardian"].within == Duration(hours=12)
    assert lysandra.duties["guardian"].owed == duty("guardian").owed
    assert lysandra.duties["screening"].variants == {"urgent": Duration(hours=2)}
    assert lysandra.gates["move_risk"].within == Duration(hours=7 * 24)


def test_a_country_names_somebody_else_as_responsible(lysandra: Protocol) -> None:
    assert lysandra.duties["tracing"].by == "coordinator"


def test_a_country_adds_a_duty_of_its_own(lysandra: Protocol) -> None:
    added = lysandra.duties.keys() - default_protocol().duties.keys()
    assert added == {"complaint_answered"}
    assert lysandra.duties["complaint_answered"].starts == "kind:complaint_made"
    assert lysandra.duties["complaint_answered"].met_by == ("kind:complaint_answered",)


def test_what_a_country_does_not_mention_is_as_in_the_default(lysandra: Protocol) -> None:
    changed = {"guardian", "screening", "health", "solution", "tracing", "complaint_answered"}
    for code in lysandra.duties.keys() - changed:
        assert lysandra.duties[code] == duty(code)
    for code in lysandra.gates.keys() - {"move_risk"}:
        assert lysandra.gates[code] == gate(code)


# --- lengths of time -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["0 h", "24 h", "72 h", "7 d", "90 d", "1 month", "6 months", "1 month + 14 d"]
)
def test_a_length_of_time_is_written_as_it_is_read(text: str) -> None:
    assert str(Duration.parse(text)) == text


@pytest.mark.parametrize("text", ["", "24", "24 hours", "-1 h", "1 h + 1 h", "1.5 h", "٢٤ h", "+"])
def test_anything_else_is_no_length_of_time(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a length of time|the same unit twice"):
        Duration.parse(text)


def test_a_month_ends_on_the_last_day_where_the_day_does_not_exist() -> None:
    start = datetime(2026, 1, 31, 9, tzinfo=UTC)
    assert Duration.parse("1 month").after(start) == datetime(2026, 2, 28, 9, tzinfo=UTC)
    assert Duration.parse("1 month + 14 d").after(start) == datetime(2026, 3, 14, 9, tzinfo=UTC)


def test_sixty_days_before_a_date() -> None:
    end = datetime(2026, 3, 31, tzinfo=UTC)
    assert Duration.parse("60 d").before(end) == datetime(2026, 1, 30, tzinfo=UTC)


def test_a_time_beyond_the_calendar_is_the_end_of_it() -> None:
    end_of_time = datetime(9999, 12, 31, tzinfo=UTC)
    assert Duration.parse("1 month").after(end_of_time).year == 9999
    assert Duration.parse("1 month").before(datetime(1, 1, 1, tzinfo=UTC)).year == 1


# --- the page ------------------------------------------------------------------------------------


def test_the_page_is_what_the_files_make() -> None:
    written = protocol_page.PAGE.read_text(encoding="utf-8")
    assert written == protocol_page.page(), "run python -m tools.protocol_page"


def test_the_page_shows_every_duty_and_gate_with_its_source(protocol: Protocol) -> None:
    lines = protocol_page.page().splitlines()
    for rule in [*protocol.duties.values(), *protocol.gates.values()]:
        assert any(
            line.startswith(f"| `{rule.code}` |") and line.endswith(f"| {rule.source} |")
            for line in lines
        ), rule.code


def test_the_page_says_of_every_time_whose_it_is(protocol: Protocol) -> None:
    page = protocol_page.page()
    guardian = "| `guardian` | A temporary legal guardian"
    lines = {line.partition(" |")[0]: line for line in reversed(page.splitlines())}
    assert guardian in page
    assert "24 hours (source)" in lines["| `guardian`"]
    for code in protocol.duties.keys() - {"guardian"}:
        assert "(default)" in lines[f"| `{code}`"], code
    for code in ("separation", "move_risk", "no_removal", "close_safe"):
        assert ", default)" in lines[f"| `{code}`"], code
