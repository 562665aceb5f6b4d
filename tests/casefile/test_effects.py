"""What a write sets in motion runs inside its transaction, and is told to the right people."""

import pytest

from amparo.casefile import actions, effects
from amparo.casefile.models import Entry
from tests.casefile.making import record


@pytest.fixture
def heard():
    found = []

    def hear(event):
        found.append(event)

    for name in effects.NAMES:
        effects.register(name, hear)
    yield found
    for name in effects.NAMES:
        effects.unregister(name, hear)


def of(heard, kind):
    return [event for event in heard if isinstance(event, kind)]


def test_an_append_is_told_with_its_open_body(cast, case, heard):
    entry = record(cast, case, "missing_reported", circumstances="after school")
    [event] = of(heard, effects.Appended)
    assert (event.entry_id, event.reference) == (entry.id, case.reference)
    assert event.body["circumstances"] == "after school"


def test_a_passed_gate_is_told_to_guardian_and_supervisors_at_once(cast, case, heard):
    actions.involve(
        by=cast.caseworker,
        case=case,
        role="guardian",
        sections=["protection"],
        ground="legal_duty",
        person=cast.guardian,
    )
    actions.append(
        by=cast.caseworker,
        case=case,
        kind="placement_started",
        body={"care": "small_group"},
        despite={"vetted": "no other place", "move_risk": "tonight"},
    )
    passed = of(heard, effects.GatePassed)
    assert {event.gate for event in passed} == {"vetted", "move_risk"}
    assert set(passed[0].tell) == {cast.guardian.id, cast.supervisor.id}


def test_somebody_who_is_barred_is_told_nothing(cast, case, heard):
    actions.bar(by=cast.caseworker, case=case, reason="a relative", person=cast.supervisor)
    actions.append(
        by=cast.caseworker,
        case=case,
        kind="placement_started",
        body={"care": "small_group"},
        despite={"vetted": "no other place", "move_risk": "tonight"},
    )
    assert cast.supervisor.id not in of(heard, effects.GatePassed)[0].tell


def test_a_change_of_who_is_involved_is_told(cast, case, heard):
    record(cast, case, "missing_reported")
    assert of(heard, effects.InvolvementChanged) == []
    actions.bar(by=cast.caseworker, case=case, reason="a relative", person=cast.outsider)
    assert len(of(heard, effects.InvolvementChanged)) == 1


def test_an_effect_that_fails_undoes_the_append(cast, case):
    def fail(_event):
        raise RuntimeError("a higher room could not follow")

    effects.register("appended", fail)
    before = Entry.objects.count()
    try:
        with pytest.raises(RuntimeError):
            record(cast, case, "missing_reported")
    finally:
        effects.unregister("appended", fail)
    assert Entry.objects.count() == before


def test_registering_twice_is_once_and_an_unknown_name_is_refused(heard):
    def hear(_event):
        return None

    effects.register("appended", hear)
    effects.register("appended", hear)
    assert effects.registered("appended").count(hear) == 1
    effects.unregister("appended", hear)
    with pytest.raises(KeyError):
        effects.register("deleted", hear)
