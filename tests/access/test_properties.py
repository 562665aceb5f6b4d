"""What holds of every decision, whatever the world looks like."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from amparo.access import (
    ROLES,
    CaseAccess,
    Person,
    Refused,
    can_act_on,
    can_open,
    can_record,
    can_reveal_identity,
    check_can_act_on,
    check_can_open,
    check_can_record,
    check_can_reveal_identity,
    roles_on,
    sections_for,
)
from amparo.access.roles import ACTIONS, NEVER_FOR_AUTHORITY
from amparo.journey import KINDS
from tests.access.worlds import NOW, cases, involvements, people

kinds = st.sampled_from(sorted(KINDS))
actions = st.sampled_from(sorted(ACTIONS))


def allows(check: object, *args: object) -> bool:
    try:
        check(*args)  # type: ignore[operator]
    except Refused:
        return False
    return True


@given(people, cases)
def test_nobody_reads_a_section_without_having_a_way_to_the_case(
    person: Person, case: CaseAccess
) -> None:
    if sections_for(person, case, NOW):
        assert can_open(person, case, NOW)


@given(people, cases)
def test_nobody_reads_more_than_their_roles_may_at_most(person: Person, case: CaseAccess) -> None:
    if "supervisor" in person.roles:
        return
    most = frozenset().union(
        *(ROLES[role].sections | ROLES[role].needs_lawyer for role in person.roles)
    )
    assert sections_for(person, case, NOW) <= most


@given(people, cases)
def test_authorities_read_what_they_never_read_only_from_the_childs_lawyer(
    person: Person, case: CaseAccess
) -> None:
    by_others = (replace(one, shared_by_lawyer=False) for one in case.involvements)
    case = replace(case, involvements=tuple(by_others))
    never = NEVER_FOR_AUTHORITY.get(person.authority, frozenset())
    assert not sections_for(person, case, NOW) & never


@given(people, cases, st.booleans())
def test_the_barred_reach_nothing(person: Person, case: CaseAccess, whole_agency: bool) -> None:
    if whole_agency:
        case = replace(case, barred_agencies=case.barred_agencies | {person.agency_id})
    else:
        case = replace(case, barred_persons=case.barred_persons | {person.id})
    assert not can_open(person, case, NOW)
    assert sections_for(person, case, NOW) == set()


@given(people, cases, kinds, actions)
def test_every_check_agrees_with_its_answer_in_one_word(
    person: Person, case: CaseAccess, kind: str, action: str
) -> None:
    record = (person, case, kind, "protection", NOW)
    assert allows(check_can_open, person, case, NOW) == can_open(person, case, NOW)
    assert allows(check_can_record, *record) == can_record(*record)
    assert allows(check_can_act_on, person, case, action, NOW) == can_act_on(
        person, case, action, NOW
    )
    revealed = can_reveal_identity(person, case, NOW)
    assert allows(check_can_reveal_identity, person, case, NOW) == revealed


@given(people, cases, involvements)
def test_bringing_somebody_in_takes_nothing_from_anybody(
    person: Person, case: CaseAccess, more: object
) -> None:
    wider = CaseAccess(
        case.state,
        (*case.involvements, more),  # type: ignore[arg-type]
        case.barred_agencies,
        case.barred_persons,
        case.break_glass,
        case.author_ids,
        case.receiving_agency_id,
    )
    assert sections_for(person, case, NOW) <= sections_for(person, wider, NOW)
    assert roles_on(person, case, NOW) <= roles_on(person, wider, NOW)


@given(people, cases)
def test_long_after_everything_ended_nothing_is_open(person: Person, case: CaseAccess) -> None:
    ended = (
        one if one.until or one.ended_at else replace(one, ended_at=NOW)
        for one in case.involvements
    )
    state = "open" if case.state == "to_triage" else case.state
    case = replace(case, state=state, involvements=tuple(ended))
    assert not can_open(person, case, NOW + timedelta(days=30))


@given(people, cases, kinds)
def test_whoever_records_holds_a_role_that_records_this_kind(
    person: Person, case: CaseAccess, kind: str
) -> None:
    if can_record(person, case, kind, "protection", NOW):
        assert roles_on(person, case, NOW) & KINDS[kind].records
