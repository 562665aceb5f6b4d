"""Emergencies, recording, doing and sharing: the policy, sentence by sentence."""

from datetime import timedelta

import pytest

from amparo.access import (
    ROLES,
    BreakGlass,
    CaseAccess,
    Person,
    can_act_on,
    can_open,
    can_record,
    can_reveal_identity,
    check_can_act,
    check_can_act_on,
    check_can_agree_to_whereabouts,
    check_can_break_glass,
    check_can_record,
    check_can_reveal_identity,
    check_can_review,
    check_can_share,
    check_second_person,
    may_record,
    sections_for,
)
from tests.access.standing import NOW, OURS, REASON, THEIRS, brought_in, case, refused, somebody

# Breaking the glass


def emergency(person: Person, **kwargs: bool) -> CaseAccess:
    glass = BreakGlass(person.id, NOW, NOW + timedelta(hours=24), **kwargs)
    return case(break_glass=(glass,))


@pytest.mark.parametrize("role", ["caseworker", "supervisor"])
def test_an_emergency_opens_what_protects_the_child_and_not_where_they_are(role: str) -> None:
    person = somebody(role)
    opened = sections_for(person, emergency(person), NOW)
    assert opened == {"protection", "identity", "health", "coded"}


def test_an_emergency_opens_whereabouts_only_with_a_second_person() -> None:
    person = somebody("caseworker")
    assert "whereabouts" in sections_for(person, emergency(person, whereabouts=True), NOW)


def test_an_emergency_is_over_after_a_day() -> None:
    person = somebody("caseworker")
    assert can_open(person, emergency(person), NOW + timedelta(hours=24))
    assert not can_open(person, emergency(person), NOW + timedelta(hours=24, microseconds=1))


def test_an_emergency_lets_nobody_settle_in() -> None:
    """Whoever breaks the glass may record what happens, but not who is on the case."""
    person = somebody("caseworker")
    opened = emergency(person)
    assert can_record(person, opened, "contact_made", "protection", NOW)
    assert can_reveal_identity(person, opened, NOW)
    for kind in ("involvement_started", "involvement_ended", "access_barred", "case_closed"):
        assert not can_record(person, opened, kind, "protection", NOW)
    assert not can_act_on(person, opened, "involve", NOW)


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"caseworker", "supervisor"}))
def test_nobody_else_breaks_the_glass(role: str) -> None:
    person = somebody(role)
    with refused("role_may_not_act"):
        check_can_break_glass(person, case(), REASON)
    assert not can_open(person, emergency(person), NOW)


@pytest.mark.parametrize("reason", ["", "   ", "urgent", " " * 40 + "urgent"])
def test_breaking_the_glass_needs_a_reason_that_says_something(reason: str) -> None:
    with refused("reason_too_short"):
        check_can_break_glass(somebody("caseworker"), case(), reason)
    check_can_break_glass(somebody("caseworker"), case(), REASON)


def test_a_barred_person_does_not_even_learn_that_there_is_something_to_open() -> None:
    person = somebody("caseworker")
    with refused("barred") as refusal:
        check_can_break_glass(person, case(barred_persons=frozenset({person.id})), REASON)
    assert refusal.value.hidden


def test_the_second_person_for_whereabouts_is_another_person() -> None:
    opener, other = somebody("caseworker"), somebody("supervisor", number=12)
    with refused("second_person_needed"):
        check_can_agree_to_whereabouts(opener, opener.id, case())
    check_can_agree_to_whereabouts(other, opener.id, case())
    with refused("role_may_not_act"):
        check_can_agree_to_whereabouts(somebody("provider", number=13), opener.id, case())


def test_an_emergency_is_reviewed_by_another_supervisor_of_that_agency() -> None:
    opener = somebody("supervisor")
    check_can_review(somebody("supervisor", number=12), opener.id, OURS, case())
    check_can_review(somebody("coordinator", number=13, agency=THEIRS), opener.id, OURS, case())
    for other in (opener, somebody("supervisor", number=14, agency=THEIRS)):
        with refused("not_yours_to_review"):
            check_can_review(other, opener.id, OURS, case())
    with refused("role_may_not_act"):
        check_can_review(somebody("caseworker", number=15), opener.id, OURS, case())


# Recording


def test_a_shelter_says_that_a_child_is_missing_without_reading_the_protection_section() -> None:
    person = somebody("provider")
    ours = case(brought_in(person, "provider", "whereabouts"))
    check_can_record(person, ours, "missing_reported", "protection", NOW)


def test_a_shelter_does_not_decide_on_a_durable_solution() -> None:
    person = somebody("provider")
    with refused("role_may_not_record"):
        check_can_record(
            person,
            case(brought_in(person, "provider")),
            "best_interests_decided",
            "protection",
            NOW,
        )


def test_nobody_records_on_a_case_they_are_not_on() -> None:
    with refused("not_involved"):
        check_can_record(somebody("caseworker"), case(), "contact_made", "protection", NOW)


def test_a_note_goes_only_into_a_section_that_the_role_can_have() -> None:
    person = somebody("provider")
    ours = case(brought_in(person, "provider", "whereabouts"))
    check_can_record(person, ours, "note_added", "whereabouts", NOW)
    with refused("section_not_for_role"):
        check_can_record(person, ours, "note_added", "justice", NOW)


@pytest.mark.parametrize("role", ["administrator", "analyst", "rapporteur"])
def test_roles_without_children_record_nothing(role: str) -> None:
    from amparo.journey import KINDS

    assert not any(may_record(somebody(role), kind) for kind in KINDS)


def test_a_kind_that_does_not_exist_is_recorded_by_nobody() -> None:
    assert not may_record(somebody("caseworker"), "no_such_kind")


# Doing


def test_an_administrator_looks_after_accounts_and_sees_no_case() -> None:
    allowed = ROLES["administrator"].actions
    assert allowed == {"manage_accounts", "manage_agencies", "manage_protocol"}


def test_an_analyst_sees_counts_releases_them_and_does_nothing_else() -> None:
    assert ROLES["analyst"].actions == {"see_counts", "make_release"}


def test_a_rapporteur_also_writes_the_report() -> None:
    assert ROLES["rapporteur"].actions == {"see_counts", "make_release", "write_report"}


@pytest.mark.parametrize(
    "role", ["first_responder", "helpline", "border", "police", "provider", "guardian", "lawyer"]
)
def test_everybody_at_the_front_line_reports_a_concern(role: str) -> None:
    check_can_act(somebody(role), "report_concern")


def test_only_a_supervisor_confirms_roles() -> None:
    assert [role for role in ROLES if "confirm_roles" in ROLES[role].actions] == ["supervisor"]


def test_an_identity_is_uncovered_only_by_whom_it_was_given_to() -> None:
    person = somebody("provider")
    with refused("identity_not_shared"):
        check_can_reveal_identity(person, case(brought_in(person, "provider", "health")), NOW)
    check_can_reveal_identity(person, case(brought_in(person, "provider", "identity")), NOW)


def test_an_action_on_a_case_needs_a_role_on_that_case() -> None:
    person = somebody("guardian")
    with refused("role_may_not_act"):
        check_can_act_on(person, case(brought_in(person, "guardian")), "close_case", NOW)
    with refused("not_involved"):
        check_can_act_on(person, case(), "close_case", NOW)


# Sharing


def test_nobody_shares_what_they_cannot_read() -> None:
    person = somebody("caseworker")
    ours = case(brought_in(person, "caseworker", "protection"))
    with refused("section_not_yours"):
        check_can_share(person, ours, "provider", "ngo", frozenset({"health"}), NOW)
    check_can_share(person, ours, "provider", "ngo", frozenset({"protection"}), NOW)


def test_a_caseworker_cannot_share_the_legal_section_with_the_police_but_the_lawyer_can() -> None:
    caseworker, lawyer = somebody("caseworker"), somebody("lawyer", number=12)
    ours = case(brought_in(caseworker, "caseworker"), brought_in(lawyer, "lawyer"))
    legal = frozenset({"legal"})
    with refused("section_not_for_role"):
        check_can_share(caseworker, ours, "police", "police", legal, NOW)
    check_can_share(lawyer, ours, "police", "police", legal, NOW)


def test_the_lawyer_brings_in_nobody_for_anything_else() -> None:
    lawyer = somebody("lawyer")
    with refused("role_may_not_act"):
        check_can_share(
            lawyer,
            case(brought_in(lawyer, "lawyer")),
            "police",
            "police",
            frozenset({"legal", "health"}),
            NOW,
        )


@pytest.mark.parametrize("role", ["administrator", "analyst", "rapporteur", "first_responder"])
def test_nobody_is_brought_in_as_somebody_who_sees_no_case(role: str) -> None:
    person = somebody("caseworker")
    with refused("not_a_case_role"):
        check_can_share(
            person, case(brought_in(person, "caseworker")), role, "other", frozenset(), NOW
        )


def test_a_second_person_is_another_person_on_the_case() -> None:
    first, second = somebody("caseworker"), somebody("supervisor", number=12)
    ours = case(brought_in(first, "caseworker"))
    check_second_person(first.id, second, ours, NOW)
    with refused("second_person_needed"):
        check_second_person(first.id, first, ours, NOW)
    with refused("not_involved"):
        check_second_person(first.id, somebody("supervisor", number=13, agency=THEIRS), ours, NOW)
