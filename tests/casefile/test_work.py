"""What is owed today, by whom; how much an agency carries; counts that point to nobody."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from amparo.access import Refused
from amparo.casefile import actions, queries, queries_counts, queries_work
from amparo.casefile.actions_looking import see_case
from amparo.casefile.queries import CaseFilters
from amparo.protocol import default_protocol
from tests.casefile.making import a_case, a_concern, record


def owed(user):
    return [duty.code for duty in queries_work.owed_today(user, limit=50)]


def involve(cast, case, name, role, sections):
    return actions.involve(
        by=cast.caseworker,
        case=case,
        role=role,
        sections=sections,
        ground="best_interests",
        person=getattr(cast, name),
    )


def append(cast, case, kind, hours_ago, despite=None, **body):
    occurred = timezone.now() - timedelta(hours=hours_ago)
    return actions.append(
        by=cast.caseworker, case=case, kind=kind, body=body, occurred_at=occurred, despite=despite
    )


# Today


def test_a_caseworker_sees_what_is_owed_overdue_first_with_its_form_and_source(cast, case):
    append(cast, case, "standing_decided", 30, standing="presumed", authority="social_services")
    duties = queries_work.owed_today(cast.caseworker)
    assert duties == sorted(duties, key=lambda duty: duty.due_at)
    first = duties[0]
    assert (first.code, first.state, first.form.kind) == (
        "safe_place",
        "overdue",
        "placement_started",
    )
    assert first.late > timedelta(hours=23)
    assert first.case.reference == case.reference
    assert first.source
    assert first.owed["ar"]
    assert {duty.by for duty in duties} == {"caseworker"}


def test_a_duty_that_was_met_is_gone_from_the_list(cast, case):
    append(cast, case, "standing_decided", 1, standing="presumed", authority="social_services")
    assert "risk_first" in owed(cast.caseworker)
    record(cast, case, "risk_assessed", trigger="periodic", level="low")
    assert "risk_first" not in owed(cast.caseworker)


def test_a_supervisor_sees_the_duties_of_the_agency_with_who_is_responsible(cast, case):
    append(cast, case, "standing_decided", 1, standing="presumed", authority="social_services")
    duties = queries_work.owed_today(cast.supervisor, limit=50)
    assert {"guardian", "risk_first"} <= {duty.code for duty in duties}
    assert {duty.assigned_to for duty in duties if duty.by == "caseworker"} == {"caseworker"}


@pytest.mark.parametrize(
    "name", ["outsider", "colleague", "outside_supervisor", "teacher", "analyst"]
)
def test_nobody_else_sees_what_is_owed(cast, case, name):
    append(cast, case, "standing_decided", 30, standing="presumed", authority="social_services")
    assert owed(getattr(cast, name)) == []
    assert queries_work.owed_counts(getattr(cast, name)) == {"overdue": 0, "today": 0}


def test_a_lawyer_sees_what_a_lawyer_owes_where_they_were_brought_in(cast, case):
    append(cast, case, "removal_threatened", 2)
    assert owed(cast.lawyer) == []
    involve(cast, case, "lawyer", "lawyer", ["legal"])
    assert owed(cast.lawyer) == ["removal_stopped"]


def test_a_duty_of_ones_own_role_is_seen_even_without_its_section(cast, case):
    append(cast, case, "removal_threatened", 2)
    involve(cast, case, "lawyer", "lawyer", ["protection"])
    assert owed(cast.lawyer) == ["removal_stopped"]
    involve(cast, case, "guardian", "guardian", ["identity"])
    assert owed(cast.guardian) == []


def test_what_is_owed_later_is_not_owed_today(cast, case):
    append(cast, case, "standing_decided", 1, standing="presumed", authority="social_services")
    assert "identification" not in owed(cast.caseworker)
    later = queries_work.owed_today(cast.caseworker, limit=50, within=timedelta(days=60))
    assert "lawyer" in {duty.code for duty in later}


def test_the_counts_are_those_of_the_list(cast, case):
    append(cast, case, "standing_decided", 30, standing="presumed", authority="social_services")
    duties = queries_work.owed_today(cast.caseworker, limit=50)
    late = sum(duty.state == "overdue" for duty in duties)
    counts = queries_work.owed_counts(cast.caseworker)
    assert counts == {"overdue": late, "today": len(duties) - late}


# The guardian


def test_a_planned_step_waits_for_the_guardian_until_they_were_heard(cast, case):
    involve(cast, case, "guardian", "guardian", ["protection"])
    append(cast, case, "guardian_appointed", 5, guardian=str(cast.guardian.id))
    append(cast, case, "step_planned", 3, {"move_risk": "at night"}, step="placement")
    [waiting] = queries_work.waiting_for_me(cast.guardian)
    assert (waiting.case.reference, waiting.step) == (case.reference, "placement")
    assert queries_work.waiting_for_me(cast.caseworker) == []
    actions.append(
        by=cast.guardian,
        case=case,
        kind="guardian_consulted",
        body={"about": "placement", "view": "agrees"},
    )
    assert queries_work.waiting_for_me(cast.guardian) == []


def test_an_answer_to_one_planned_step_is_none_to_another(cast, case):
    involve(cast, case, "guardian", "guardian", ["protection"])
    append(cast, case, "guardian_appointed", 5, guardian=str(cast.guardian.id))
    despite = dict.fromkeys(default_protocol().gates, "there was no time")
    first = append(cast, case, "step_planned", 3, despite, step="placement")
    second = append(cast, case, "step_planned", 2, despite, step="tracing")
    said = {"about": "tracing", "planned": str(second.id), "view": "agrees"}
    actions.append(by=cast.guardian, case=case, kind="guardian_consulted", body=said)
    assert [one.entry_id for one in queries_work.waiting_for_me(cast.guardian)] == [first.id]


# The agency


def test_caseload_counts_open_cases_and_what_is_late_by_worker(cast, case):
    append(cast, case, "standing_decided", 30, standing="presumed", authority="social_services")
    loads = {load.name: load for load in queries_work.caseload(cast.supervisor)}
    assert loads["caseworker"].open_cases == 1
    assert loads["caseworker"].overdue > 0
    assert loads["colleague"].open_cases == 0
    assert "outsider" not in loads
    with pytest.raises(Refused):
        queries_work.caseload(cast.caseworker)


def test_a_passed_gate_is_shown_to_the_supervisor_of_the_agency(cast, case):
    actions.append(
        by=cast.caseworker,
        case=case,
        kind="placement_started",
        body={"care": "small_group"},
        despite={"vetted": "nothing else was open", "move_risk": "at night", "child_heard": "no"},
    )
    passed = queries_work.gates_passed(cast.supervisor)
    assert {one.gate for one in passed} >= {"vetted", "move_risk"}
    assert {(one.case.reference, one.author) for one in passed} == {(case.reference, "caseworker")}
    assert queries_work.gates_passed(cast.outside_supervisor) == []
    assert queries_work.gates_passed(cast.caseworker) == []


def test_a_guardian_is_shown_a_passed_gate_until_they_have_opened_the_case(cast, case):
    involve(cast, case, "guardian", "guardian", ["protection", "whereabouts"])
    actions.append(
        by=cast.caseworker,
        case=case,
        kind="placement_started",
        body={"care": "small_group"},
        despite={"vetted": "nothing else was open", "move_risk": "at night"},
    )
    passed = queries_work.gates_passed(cast.guardian)
    assert {one.gate for one in passed} == {"vetted", "move_risk"}
    see_case(by=cast.guardian, case=case)
    assert queries_work.gates_passed(cast.guardian) == []
    assert queries_work.gates_passed(cast.supervisor)


# Lists


def references(user, **filters):
    return [head.reference for head in queries.my_cases(user, CaseFilters(**filters)).rows]


def test_the_list_of_cases_can_be_narrowed(cast):
    calm, missing = a_case(cast), a_case(cast)
    record(cast, missing, "missing_reported")
    record(cast, missing, "liberty_taken", ground="migration")
    assert set(references(cast.caseworker)) == {calm.reference, missing.reference}
    assert references(cast.caseworker, missing=True) == [missing.reference]
    assert references(cast.caseworker, detained=True, missing=True) == [missing.reference]
    assert references(cast.caseworker, overdue=True) == [missing.reference]
    assert references(cast.caseworker, standing="presumed") == []
    assert references(cast.caseworker, state="closed") == []
    assert references(cast.colleague, mine=True) == []
    assert len(references(cast.supervisor, without_guardian=True)) == 2


def test_a_list_has_pages(cast):
    for _ in range(3):
        a_case(cast)
    first = queries.my_cases(cast.caseworker, size=2)
    second = queries.my_cases(cast.caseworker, page=2, size=2)
    assert (len(first.rows), first.has_next) == (2, True)
    assert (len(second.rows), second.has_next) == (1, False)


def test_a_filter_tells_nobody_what_they_may_not_read(cast, case):
    record(cast, case, "liberty_taken", ground="migration")
    involve(cast, case, "provider", "provider", ["health"])
    assert references(cast.provider) == [case.reference]
    assert references(cast.provider, detained=True) == []


def test_a_list_opens_no_sealed_value(cast, case, monkeypatch):
    from amparo.casefile import sealing

    def refuse(*_args):
        raise AssertionError("a list opened a sealed value")

    a_concern(cast)
    monkeypatch.setattr(sealing, "open_sealed", refuse)
    assert queries.my_cases(cast.caseworker).rows
    assert queries.concerns_waiting(cast.caseworker)
    queries_work.owed_today(cast.supervisor)
    queries_work.caseload(cast.supervisor)


# Counts


def test_counts_hide_small_cells_and_what_would_give_them_away():
    table = {"presumed": 40, "identified": 25, "suspected": 3, "": 0}
    assert queries_counts.without_small(table) == {
        "": 0,
        "identified": None,
        "presumed": 40,
        "suspected": None,
    }
    assert queries_counts.without_small({"yes": 12, "no": 11}) == {"no": 11, "yes": 12}


def test_counts_are_for_analysts_and_rapporteurs_and_name_no_case(cast, case):
    cache.clear()
    found = queries_counts.counts(cast.analyst)
    assert found.total is None
    assert set(found.by) == set(queries_counts.DIMENSIONS)
    assert queries_counts.counts(cast.rapporteur)
    for user in (cast.outsider, cast.administrator, cast.provider):
        with pytest.raises(Refused):
            queries_counts.counts(user)
