"""Where a child stands on the journey: what is behind, owed, ahead, and for whom it shows."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from amparo.casefile.combined import LED_BY, TOGETHER
from amparo.casefile.journey_steps import PLACES, journey_steps
from amparo.casefile.screen import TABS
from amparo.casefile.wording import STEPS
from amparo.journey import KINDS, Moment
from amparo.protocol import default_protocol

NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)
EVERY_SECTION = {"identity", "protection", "whereabouts", "health", "legal", "justice", "coded"}


@dataclass(frozen=True)
class Happened:
    kind: str
    body: dict[str, Any] = field(default_factory=dict)
    at: datetime = NOON

    @property
    def occurred(self) -> Moment:
        return Moment(self.at, self.at)


@dataclass(frozen=True)
class Duty:
    code: str
    state: str = "open"
    due_at: datetime = NOON + timedelta(hours=5)


def states(
    entries: list[Happened],
    duties: list[Duty] | None = None,
    situation: dict[str, Any] | None = None,
    sections: set[str] = EVERY_SECTION,
) -> dict[str, str]:
    found = journey_steps(entries, duties or [], {"state": "open", **(situation or {})}, sections)
    return {step.place.code: step.state for step in found}


def test_what_happened_is_behind_and_the_rest_lies_ahead() -> None:
    found = states([Happened("concern_reported"), Happened("case_opened")])
    assert found["concern"] == found["opened"] == "done"
    assert found["plan"] == "ahead"


def test_a_step_with_an_open_duty_is_owed_and_one_too_late_overdue() -> None:
    found = states([], [Duty("screening"), Duty("guardian", "overdue")])
    assert found["screening"] == "owed"
    assert found["guardian"] == "overdue"


def test_what_is_owed_again_is_not_behind() -> None:
    found = states([Happened("risk_assessed")], [Duty("risk_after_missing", "overdue")])
    assert found["risk"] == "overdue"


def test_a_guardian_who_ended_is_ahead_again() -> None:
    appointed = [Happened("guardian_appointed")]
    assert states(appointed, situation={"guardian": {"guardian": "x"}})["guardian"] == "done"
    assert states(appointed, situation={"guardian": None})["guardian"] != "done"


def test_a_suspicion_is_no_decision_on_the_status() -> None:
    assert states([Happened("standing_decided", {"standing": "suspected"})])["standing"] != "done"
    assert states([Happened("standing_decided", {"standing": "presumed"})])["standing"] == "done"


def test_rights_told_in_words_not_understood_are_not_told() -> None:
    told = {"about": "rights", "understood": False}
    assert states([Happened("information_given", told)])["rights"] != "done"


def test_a_solution_is_decided_by_a_determination_with_a_choice() -> None:
    none_yet = {"level": "determination", "chosen": "none_yet"}
    assert states([Happened("best_interests_decided", none_yet)])["solution"] != "done"
    chosen = {"level": "determination", "chosen": "local_integration"}
    assert states([Happened("best_interests_decided", chosen)])["solution"] == "done"


def test_the_right_to_stay_is_a_step_of_a_child_who_crossed_a_border_only() -> None:
    assert "stay" not in states([], situation={"movement": "internal"})
    assert "stay" in states([], situation={"movement": "cross_border"})
    assert "stay" in states([], [Duty("stay")])


def test_what_is_not_owed_to_this_child_is_no_step() -> None:
    assert "guardian" not in states([], [Duty("guardian", "not_owed")])


def test_a_reader_sees_only_the_steps_of_their_sections() -> None:
    made = [Happened("placement_started"), Happened("health_checked"), Happened("risk_assessed")]
    assert set(states(made, sections={"whereabouts"})) == {"safe_place"}
    assert states(made, sections={"justice", "coded"}) == {}


def test_where_nothing_is_owed_the_child_is_on_the_next_step() -> None:
    found = states([Happened("concern_reported"), Happened("case_opened")])
    assert found["screening"] == "now"
    assert list(found.values()).count("now") == 1


def test_every_step_names_kinds_and_duties_that_there_are() -> None:
    duties = default_protocol().duties
    for place in PLACES:
        assert set(place.kinds) <= set(KINDS), place.code
        assert set(place.duties) <= set(duties), place.code


def test_every_form_of_several_entries_names_kinds_that_there_are() -> None:
    for form in TOGETHER.values():
        assert set(form.kinds) <= set(KINDS), form.code
        fields = {part.kind: {f.name for f in KINDS[part.kind].fields} for part in form.parts}
        assert all(set(part.initial) <= fields[part.kind] for part in form.parts), form.code
    assert set(LED_BY.values()) == set(TOGETHER)


def test_every_kind_has_its_place_in_the_list_of_kinds_and_every_tab_its_kinds() -> None:
    assert {kind.step for kind in KINDS.values()} == set(STEPS)
    for tab in TABS.values():
        assert tab.kinds <= set(KINDS), tab.code
