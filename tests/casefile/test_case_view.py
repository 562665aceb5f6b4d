"""What somebody sees of a case is what they were given: entries, situation and duties alike."""

import pytest

from amparo.access import NotFound, Refused
from amparo.audit.models import Line
from amparo.casefile import actions, queries
from amparo.casefile.actions_looking import reveal_identity, see_case
from amparo.casefile.queries_case import involvements, who_has_seen
from amparo.casefile.reference import Mistyped
from amparo.journey import SITUATION_SECTIONS
from tests.casefile.making import record


def involve(cast, case, name, role, sections, **more):
    return actions.involve(
        by=cast.caseworker,
        case=case,
        role=role,
        sections=sections,
        ground="best_interests",
        person=getattr(cast, name),
        **more,
    )


@pytest.fixture
def full_case(cast, case):
    """A case with something in every section."""
    record(cast, case, "standing_decided", standing="presumed", authority="social_services")
    record(cast, case, "liberty_taken", ground="migration")
    record(cast, case, "health_checked", urgent_care_given=True)
    record(cast, case, "removal_threatened", by="border")
    record(cast, case, "charge_brought", trafficking=True)
    record(cast, case, "exploitation_described", forms=["begging"])
    return case


def sections_seen(view):
    return {entry.section for entry in view.entries if entry.author != "provider"}


def test_the_caseworker_sees_every_section_with_the_identity_covered(cast, full_case):
    view = see_case(by=cast.caseworker, case=full_case)
    assert sections_seen(view) == {*SITUATION_SECTIONS.values(), "health"}
    covered = [entry for entry in view.entries if entry.section == "identity"]
    assert covered
    assert all(entry.covered and entry.body is None for entry in covered)
    assert not {"names", "birth", "persons"} & view.situation.keys()
    assert view.situation["whereabouts"]["place"]


def test_an_uncovered_identity_is_logged_every_time(cast, full_case):
    for _ in range(2):
        view = reveal_identity(by=cast.caseworker, case=full_case)
    assert view.situation["names"][0]["name"] == "Amina Test"
    assert Line.objects.filter(verb="identity_revealed", case_id=full_case.id).count() == 2


def test_a_case_page_is_logged_once_for_a_person_case_and_hour(cast, full_case):
    for _ in range(3):
        see_case(by=cast.caseworker, case=full_case)
    see_case(by=cast.supervisor, case=full_case)
    seen = Line.objects.filter(verb="case_seen", case_id=full_case.id)
    assert [line.actor_id for line in seen.order_by("sequence")] == [
        cast.caseworker.id,
        cast.supervisor.id,
    ]


def test_a_shelter_sees_what_was_shared_and_not_why(cast, full_case):
    involve(cast, full_case, "provider", "provider", ["health"])
    view = see_case(by=cast.provider, case=full_case)
    assert sections_seen(view) == {"health"}
    assert view.head.standing is None
    assert view.head.detained is None
    assert set(view.situation) == {
        name for name, section in SITUATION_SECTIONS.items() if section == "health"
    }
    assert {duty.section for duty in view.duties} <= {"health"}


def test_a_prosecutor_sees_the_case_against_the_exploiters_and_never_the_defence(cast, full_case):
    involve(cast, full_case, "prosecutor", "prosecutor", ["justice", "coded"])
    view = see_case(by=cast.prosecutor, case=full_case)
    assert sections_seen(view) == {"justice", "coded"}
    assert view.head.under_removal is None
    assert not {"removal", "stay", "placement", "whereabouts"} & view.situation.keys()
    assert all(duty.section in ("justice", "coded") for duty in view.duties)
    with pytest.raises(Refused):
        reveal_identity(by=cast.prosecutor, case=full_case)


@pytest.mark.parametrize("section", ["legal", "health", "whereabouts"])
def test_nobody_can_share_with_the_police_what_the_police_never_read(cast, full_case, section):
    with pytest.raises(Refused):
        involve(cast, full_case, "police", "police", [section])


def test_the_childs_own_lawyer_can_share_the_legal_section_with_the_police(cast, full_case):
    involve(cast, full_case, "lawyer", "lawyer", ["legal", "protection"])
    actions.involve(
        by=cast.lawyer,
        case=full_case,
        role="police",
        sections=["legal"],
        ground="best_interests",
        person=cast.police,
    )
    assert sections_seen(see_case(by=cast.police, case=full_case)) == {"legal"}


def test_a_guardian_who_was_given_everything_sees_everything_that_was_given(cast, full_case):
    involve(cast, full_case, "guardian", "guardian", ["protection", "identity", "legal"])
    view = see_case(by=cast.guardian, case=full_case)
    assert sections_seen(view) == {"protection", "identity", "legal"}
    assert "placement" not in view.situation
    assert view.can("reveal_identity")
    assert not view.can("involve")


def test_what_one_recorded_oneself_can_be_read_again(cast, full_case):
    involve(cast, full_case, "provider", "provider", ["health"])
    actions.append(
        by=cast.provider, case=full_case, kind="incident_in_care", body={"what": "a quarrel"}
    )
    kinds = {entry.kind for entry in see_case(by=cast.provider, case=full_case).entries}
    assert "incident_in_care" in kinds


def test_when_an_involvement_ends_so_does_the_view(cast, full_case):
    involve(cast, full_case, "provider", "provider", ["health"])
    row = full_case.involvements.get(person=cast.provider)
    actions.end_involvement(by=cast.caseworker, case=full_case, involvement=row, reason="moved on")
    with pytest.raises(Refused):
        see_case(by=cast.provider, case=full_case)


def test_a_withdrawn_consent_ends_what_rests_on_it_at_once(cast, full_case):
    consent = record(cast, full_case, "consent_recorded", purpose="sharing", by="child")
    actions.involve(
        by=cast.caseworker,
        case=full_case,
        role="provider",
        sections=["health"],
        ground=str(consent.id),
        person=cast.provider,
    )
    assert see_case(by=cast.provider, case=full_case)
    record(cast, full_case, "consent_withdrawn", purpose="sharing", consent=str(consent.id))
    with pytest.raises(Refused):
        see_case(by=cast.provider, case=full_case)


def test_being_barred_stands_above_every_role(cast, full_case):
    actions.bar(by=cast.caseworker, case=full_case, reason="a relative", person=cast.supervisor)
    with pytest.raises(Refused) as refused:
        see_case(by=cast.supervisor, case=full_case)
    assert refused.value.hidden


# Found by reference


def test_a_mistyped_reference_is_told_apart_from_an_unknown_one(cast, case):
    mistyped = case.reference[:-1] + ("2" if case.reference[-1] != "2" else "3")
    with pytest.raises(Mistyped):
        queries.find(cast.caseworker, mistyped)
    from amparo.casefile import reference

    with pytest.raises(NotFound):
        queries.find(cast.caseworker, reference.new())


def test_an_unknown_and_a_hidden_case_look_the_same_and_the_hidden_one_is_logged(cast, case):
    with pytest.raises(NotFound):
        queries.find(cast.outsider, case.reference)
    line = Line.objects.filter(verb="refused").last()
    assert (line.actor_id, line.case_id) == (cast.outsider.id, case.id)
    assert queries.find(cast.caseworker, case.reference.lower()) == case


# Involvement, and who has seen


def test_everything_anybody_was_ever_given_can_be_seen(cast, case):
    involve(cast, case, "provider", "provider", ["health"])
    row = case.involvements.get(person=cast.provider)
    actions.end_involvement(by=cast.caseworker, case=case, involvement=row)
    found = {(one.person, one.role, one.holds) for one in involvements(cast.caseworker, case)}
    assert found == {("caseworker", "caseworker", True), ("provider", "provider", False)}
    with pytest.raises(Refused):
        involvements(cast.outsider, case)


def test_what_was_recorded_where_is_not_told_by_who_has_seen(cast, full_case):
    involve(cast, full_case, "guardian", "guardian", ["protection"])
    seen = who_has_seen(cast.guardian, full_case)
    assert "charge_brought" not in str([line.detail for line in seen])


def test_a_view_that_ended_within_the_hour_is_refused_and_the_refusal_kept(cast, case):
    involve(cast, case, "provider", "provider", ["health"])
    see_case(by=cast.provider, case=case)
    row = case.involvements.get(person=cast.provider)
    actions.end_involvement(by=cast.caseworker, case=case, involvement=row)
    with pytest.raises(Refused):
        see_case(by=cast.provider, case=case)
    line = Line.objects.filter(verb="refused").last()
    assert (line.actor_id, line.case_id) == (cast.provider.id, case.id)


def test_who_has_seen_a_case_is_said_to_those_who_may_ask(cast, case):
    see_case(by=cast.supervisor, case=case)
    seen = who_has_seen(cast.caseworker, case)
    assert (seen[0].who, seen[0].verb) == ("supervisor", "case_seen")
    assert any(line.who == "teacher" and line.verb == "concern_reported" for line in seen)
    involve(cast, case, "provider", "provider", ["health"])
    with pytest.raises(Refused):
        who_has_seen(cast.provider, case)
