"""What one timeline says as facts: each missing code, each end of a wait, what is late, what is one
child."""

from typing import Any

import pytest

from amparo.journey import Entry
from amparo.protocol import default_protocol
from amparo.protocol.model import Definition
from tests.facts.making import (
    NOTICED,
    PLANTED,
    PROVINCE,
    described,
    facts,
    identity,
    reported,
    victim,
)
from tests.journey.making import at, entry, identifier, presumed

# What is missing, and why


def test_what_no_entry_speaks_of_was_not_asked() -> None:
    row = victim(reported())
    for name in ("sex", "standing", "online", "disability", "recruited_country", "charged"):
        assert row[name] == "not_asked"
    assert row["forms"] == ["not_asked"]
    assert (row["age_at_registration"], row["age_at_registration_missing"]) == (None, "not_asked")


@pytest.mark.parametrize(
    "body",
    [
        {"forms": ["unknown"], "online": None, "exploited_at": {"country": None}},
        {"forms": ["unknown"], "online": None, "exploited_at": None},
    ],
)
def test_what_an_entry_says_is_unknown_is_not_known(body: dict[str, Any]) -> None:
    row = victim(reported(), described(**body))
    assert row["forms"] == ["not_known"]
    assert row["online"] == "not_known"
    assert row["exploited_country"] == "not_known"
    assert row["debt"] == "not_asked"


def test_a_child_or_source_that_would_not_say_has_refused() -> None:
    asked = entry(
        "screening_completed", "2026-01-02", instrument="x", worst_forms={"begging": "refused"}
    )
    assert victim(reported(), asked)["forms"] == ["refused"]
    functioning = entry("functioning_assessed", "2026-01-02", answers={"seeing": "refused"})
    assert victim(reported(), functioning)["disability"] == "refused"


def test_what_cannot_arise_is_not_applicable() -> None:
    row = victim(reported())
    assert row["outcome_12"] == "not_applicable"
    assert row["national_law"] == "not_applicable"
    assert (row["guardian_days"], row["guardian_days_missing"]) == (None, "not_applicable")
    assert row["guardian_late"] == "not_applicable"


def test_nobody_asked_about_the_age_is_not_the_same_as_nobody_knows_it() -> None:
    assert victim(reported(), identity(birth={}))["age_at_registration_missing"] == "not_known"
    assert victim(reported(), identity())["age_at_registration_missing"] == "not_asked"


def test_a_later_entry_that_does_not_know_takes_nothing_away() -> None:
    row = victim(reported(), described(online=True), described("2026-02-11", online=None))
    assert row["online"] == "true"


def test_what_never_happened_is_never_said_by_the_register() -> None:
    assert victim(reported())["detained"] == "not_asked"
    held = entry("liberty_taken", "2026-01-02", ground="migration")
    released = entry("liberty_restored", "2026-01-03")
    assert victim(reported(), held, released)["detained"] == "true"


# What is coded


def test_an_area_is_a_province_of_the_deployment_or_other() -> None:
    body = {"recruited_at": {"area": f" {PROVINCE.upper()} "}, "exploited_at": {"area": PLANTED}}
    row = victim(reported(), described(**body))
    assert row["recruited_area"] == PROVINCE
    assert row["exploited_area"] == "other"


def test_forms_come_from_descriptions_and_from_decisions() -> None:
    decided = presumed(purposes=["begging"], acts=["harbouring"])
    row = victim(reported(), decided, described(forms=["forced_labour"]))
    assert row["forms"] == ["begging", "forced_labour"]
    assert row["acts"] == ["harbouring"]


def test_an_age_is_the_youngest_it_may_be() -> None:
    row = victim(reported("2026-01-01T10:00:00Z"), identity(birth={"year": 2012}))
    assert (row["age_at_registration"], row["age_band"]) == (13, "12_14")


def test_the_age_at_the_start_is_worked_out_where_nobody_said_it() -> None:
    born = identity(birth={"year": 2012, "month": 3})
    row = victim(reported(), born, described(began="2024-06"))
    assert (row["age_at_start"], row["age_band_at_start"]) == (12, "12_14")
    assert row["began"] == "2024-06-01"
    assert (
        victim(reported(), born, described(began="2024-06", age_at_start=11))["age_at_start"] == 11
    )


def test_a_duration_runs_to_the_end_or_to_the_way_out() -> None:
    assert victim(reported(), described(began="2025-01", ended="2025-02"))["duration_days"] == 31
    out = entry("withdrawn_from_exploitation", "2025-01-11")
    assert victim(reported(), described(began="2025-01"), out)["duration_days"] == 10
    still = victim(reported(), described(began="2025-01"))
    assert (still["duration_days"], still["duration_days_missing"]) == (None, "not_known")


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({"seeing": "some", "anxiety": "daily"}, "true"),
        ({"walking": "cannot"}, "true"),
        ({"walking": 4}, "true"),
        ({"anxiety": 1}, "true"),
        ({"seeing": "some", "hearing": "no_difficulty"}, "false"),
        ({"seeing": "unknown"}, "not_known"),
    ],
)
def test_a_difficulty_is_what_the_module_counts(answers: dict[str, Any], says: str) -> None:
    assessed = entry("functioning_assessed", "2026-01-03", answers=answers)
    assert victim(reported(), assessed)["disability"] == says


def test_a_case_is_read_under_each_definition() -> None:
    row = victim(reported(), presumed(acts=["recruitment"], purposes=["begging"]))
    assert (row["un_protocol"], row["with_movement"]) == ("fits", "not_known")
    stayed = presumed(acts=["recruitment"], purposes=["begging"], movement="none")
    assert victim(reported(), stayed)["with_movement"] == "does_not_fit"
    ours = Definition("national_law", {"en": "x"}, {"en": "x"}, "x", movement="needed")
    law = default_protocol().definitions | {"national_law": ours}
    assert victim(reported(), stayed, definitions=law)["national_law"] == "does_not_fit"


def test_the_status_is_that_which_holds_and_says_since_when_and_by_whom() -> None:
    again = presumed("2026-02-01T12:00:00Z")
    row = victim(reported(), NOTICED, again)
    assert (row["standing"], row["standing_since"]) == ("presumed", "2026-01-10")
    assert (row["standing_by"], row["identified_by"]) == ("social_services", "social_services")


def test_care_before_is_what_was_described() -> None:
    assert victim(reported(), described(cared_for_before="foster"))["care_before"] == "foster"


# How a wait ends


def guardian(occurred: str, **own: Any) -> Entry:
    return entry("guardian_appointed", occurred, guardian=PLANTED, **own)


OPENED = entry("case_opened", "2026-01-01T12:00:00Z")


def closed(reason: str, occurred: str = "2026-03-11T12:00:00Z") -> Entry:
    return entry("case_closed", occurred, reason=reason)


@pytest.mark.parametrize(
    ("entries", "end", "days"),
    [
        ([guardian("2026-01-12T13:00:00Z")], "happened", 2),
        ([identity(birth={"year": 2008, "month": 2, "day": 9})], "turned_18", 29),
        ([closed("handed_over_abroad")], "transferred", 60),
        ([closed("died")], "died", 60),
        ([closed("lost_contact")], "disappeared", 60),
        ([entry("missing_reported", "2026-01-20T12:00:00Z")], "disappeared", 10),
        ([closed("goals_met")], "still_waiting", 60),
        ([], "still_waiting", 141),
    ],
)
def test_a_wait_has_one_end_of_those_that_compete(
    entries: list[Entry], end: str, days: int
) -> None:
    row = victim(reported(), OPENED, NOTICED, *entries)
    assert (row["guardian_end"], row["guardian_days"]) == (end, days)
    assert row["guardian_late"] == ("false" if end == "happened" else "not_applicable")


def test_a_child_who_was_found_again_did_not_disappear() -> None:
    away = entry("missing_reported", "2026-01-20T12:00:00Z")
    back = entry("missing_found", "2026-01-22T12:00:00Z")
    assert victim(reported(), NOTICED, away, back)["guardian_end"] == "still_waiting"


def test_a_case_that_was_opened_again_goes_on_waiting() -> None:
    again = entry("case_reopened", "2026-04-01T12:00:00Z")
    row = victim(reported(), OPENED, NOTICED, closed("handed_over_abroad"), again)
    assert (row["guardian_end"], row["episodes"]) == ("still_waiting", 2)


def test_what_came_first_counts() -> None:
    row = victim(reported(), OPENED, NOTICED, guardian("2026-01-11"), closed("died"))
    assert (row["guardian_end"], row["decision_end"]) == ("happened", "died")


def test_nothing_is_waited_for_before_somebody_noticed() -> None:
    row = victim(reported(), OPENED)
    assert row["guardian_end"] == row["solution_end"] == "not_owed"


def test_a_child_of_this_country_whose_parents_suffice_is_owed_no_guardian() -> None:
    asked = ("present", "willing", "able_to_protect", "safe_to_contact", "involvement_excluded")
    parents = entry("parents_assessed", "2026-01-11", **dict.fromkeys(asked, True))
    here = identity(citizenships=["KHM"])
    assert victim(reported(), NOTICED, parents, here)["guardian_end"] == "not_owed"
    abroad = identity(citizenships=["THA"])
    assert victim(reported(), NOTICED, parents, abroad)["guardian_end"] == "still_waiting"


def test_each_of_the_four_waits_ends_with_what_it_waits_for() -> None:
    row = victim(
        reported(),
        NOTICED,
        entry("best_interests_decided", "2026-01-13T12:00:00Z", level="assessment",
              chosen="none_yet"),
        entry("standing_decided", "2026-01-20T12:00:00Z", standing="identified",
              authority="competent_authority"),
        entry("solution_started", "2026-02-10T12:00:00Z", solution="local_integration"),
    )  # fmt: skip
    assert (row["decision_days"], row["identification_days"], row["solution_days"]) == (3, 10, 31)
    assert row["solution"] == "local_integration"
    assert row["outcome_12"] == "not_yet"


def test_what_is_written_down_more_than_a_day_later_is_late() -> None:
    for recorded, late, days in (
        ("2026-01-13T12:00:00Z", "false", 3),
        ("2026-01-13T12:00:01Z", "true", 3),
        ("2026-01-22T12:00:00Z", "true", 12),
    ):
        appointed = guardian("2026-01-12T12:00:00Z", _recorded_at=recorded)
        row = victim(reported(), NOTICED, appointed)
        assert (row["guardian_days"], row["guardian_late"]) == (2, late)
        assert row["guardian_recorded_days"] == days


# What became of it


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ({"month": 12, "safe": True, "seen_in_person": True}, "well"),
        ({"month": 12, "safe": True, "contact_with_exploiter": True}, "not_well"),
        ({"month": 12, "safe": False}, "not_well"),
        ({"month": 12, "safe": None}, "not_seen"),
        ({"month": 6, "safe": True}, "not_seen"),
    ],
)
def test_the_outcome_is_that_at_twelve_months(body: dict[str, Any], outcome: str) -> None:
    began = entry("solution_started", "2025-01-01", solution="reunification")
    seen = entry("followed_up", "2026-01-05", **body)
    assert victim(reported(), began, seen)["outcome_12"] == outcome


def test_a_prosecution_is_as_far_as_it_came() -> None:
    told = entry("case_reported_to_police", "2026-01-12")
    charged = entry("charge_brought", "2026-02-01")
    dropped, convicted = (
        entry("judgment_given", "2026-03-01", outcome=outcome)
        for outcome in ("dropped", "convicted_other")
    )
    assert victim(reported(), told)["prosecution"] == "reported"
    assert victim(reported(), told, charged)["prosecution"] == "charged"
    assert victim(reported(), told, convicted, dropped)["prosecution"] == "convicted_other"
    assert victim(reported())["prosecution"] == "not_asked"


# Events, perpetrators, entities


def test_each_description_is_an_event_and_acts_belong_to_one_only_if_it_is_alone() -> None:
    decided = presumed(acts=["transfer"])
    (one,) = facts(reported(), decided, described(number=5, forms=["begging"]))["events"]
    assert (one["forms"], one["acts"]) == (["begging"], ["transfer"])
    two = facts(reported(), decided, described(number=5), described(number=6))["events"]
    assert [event["acts"] for event in two] == [["not_known"], ["not_known"]]


def test_an_alleged_trafficker_belongs_to_the_event_where_there_is_one() -> None:
    who = entry("alleged_trafficker_described", "2026-01-12", role="recruiter", sex="unknown")
    tables = facts(reported(), who, described(number=5))
    (row,) = tables["perpetrators"]
    assert row["event"] == tables["events"][0]["event"]
    assert (row["role"], row["sex"], row["in_group"]) == ("recruiter", "not_known", "not_asked")
    (row,) = facts(reported(), who, described(number=5), described(number=6))["perpetrators"]
    assert row["event"] == "not_known"


def test_an_agency_is_there_once_for_each_part_since_the_first_day() -> None:
    given = [
        entry("service_given", day, number, service="education", _agency="ngo")
        for number, day in ((7, "2026-02-01"), (8, "2026-01-20"))
    ]
    agencies = {identifier(1): "school", identifier(7): "shelter", identifier(8): "shelter"}
    rows = facts(reported(), *given, agencies=agencies)["entities"]
    assert [(row["part"], row["on"], row["authority"]) for row in rows] == [
        ("reported", "2026-01-01", "not_asked"),
        ("assisted", "2026-01-20", "ngo"),
    ]


# Corrections and time


def test_what_was_corrected_counts_as_corrected() -> None:
    wrong = described(number=5, forms=["begging"])
    right = described(number=6, forms=["forced_labour"], _supersedes=identifier(5))
    assert victim(reported(), wrong, right)["forms"] == ["forced_labour"]


def test_what_was_not_known_yet_on_that_day_is_not_counted() -> None:
    late = described(forms=["begging"], _recorded_at="2026-07-01T00:00:00Z")
    assert victim(reported(), late)["forms"] == ["not_asked"]
    assert victim(reported(), late, at=at("2026-08-01"))["forms"] == ["begging"]


def test_a_case_of_which_everything_was_erased_is_not_counted() -> None:
    assert not any(facts().values())
