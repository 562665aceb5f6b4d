"""Who may open a case, and which sections of it: the policy, sentence by sentence."""

from datetime import datetime, timedelta

import pytest

from amparo.access import (
    ROLES,
    BreakGlass,
    CaseAccess,
    Involvement,
    can_act,
    can_act_on,
    can_correct_concern,
    can_open,
    can_read_entry,
    can_record,
    check_can_correct_concern,
    check_can_open,
    roles_on,
    sections_for,
)
from tests.access.standing import (
    EVERYTHING,
    NOW,
    OURS,
    THEIRS,
    brought_in,
    case,
    refused,
    seen_by,
    somebody,
)

# Sections


@pytest.mark.parametrize("role", ["police", "prosecutor", "border"])
@pytest.mark.parametrize("section", ["legal", "health", "whereabouts"])
def test_police_prosecutor_and_border_never_read_defence_health_or_whereabouts(
    role: str, section: str
) -> None:
    assert section not in seen_by(role)
    assert section not in seen_by(role, section)


@pytest.mark.parametrize("role", ["police", "prosecutor", "border"])
def test_they_read_the_legal_section_only_when_the_childs_lawyer_shares_it(role: str) -> None:
    assert seen_by(role, "legal", shared_by_lawyer=True) == {"legal"}


@pytest.mark.parametrize("authority", ["police", "border", "immigration", "prosecution"])
@pytest.mark.parametrize("role", sorted(ROLES))
def test_no_second_role_opens_to_an_authority_what_it_never_reads(
    authority: str, role: str
) -> None:
    person = somebody(role, "supervisor", authority=authority)
    seen = sections_for(person, case(brought_in(person, role)), NOW)
    assert not seen & {"legal", "health", "whereabouts"}


def test_police_see_the_identity_only_where_it_was_given_for_this_child() -> None:
    assert "identity" not in seen_by("police", "justice", "coded")
    assert "identity" in seen_by("police", "identity")
    assert "identity" not in ROLES["police"].usual


def test_a_shelter_cannot_open_the_justice_section() -> None:
    assert seen_by("provider", "justice", "whereabouts") == {"whereabouts"}


def test_a_shelter_is_offered_nothing_unless_somebody_chooses_it() -> None:
    assert ROLES["provider"].usual == frozenset()
    assert not seen_by("provider") & {"legal", "justice", "coded"}


def test_a_guardian_reads_everything_about_the_child() -> None:
    assert seen_by("guardian") == EVERYTHING


def test_a_lawyer_reads_the_whole_file() -> None:
    assert seen_by("lawyer") == EVERYTHING


def test_nobody_reads_more_than_was_given_to_them() -> None:
    assert seen_by("caseworker", "protection") == {"protection"}
    assert seen_by("guardian", "health") == {"health"}


@pytest.mark.parametrize("role", ["first_responder", "administrator", "analyst", "rapporteur"])
def test_these_roles_never_open_a_case(role: str) -> None:
    person = somebody(role)
    assert not can_open(person, case(brought_in(person, role)), NOW)


def test_a_border_officer_reads_nothing_after_handing_over() -> None:
    assert seen_by("border") == set()


def test_a_focal_point_abroad_reads_one_child_and_one_question() -> None:
    person = somebody("focal_point", agency=THEIRS)
    abroad = case(brought_in(person, "focal_point"))
    assert sections_for(person, abroad, NOW) == {"identity"}
    asked = "focal_point_contacted"
    assert can_read_entry(person, abroad, asked, "protection", None, NOW)
    assert not can_read_entry(person, abroad, "risk_assessed", "protection", None, NOW)


def test_police_who_look_for_a_missing_child_read_that_the_child_is_missing() -> None:
    person = somebody("police")
    ours = case(brought_in(person, "police", "coded"))
    assert can_read_entry(person, ours, "missing_reported", "protection", None, NOW)
    assert not can_read_entry(person, ours, "note_added", "protection", None, NOW)


def test_a_person_on_the_case_reads_what_they_recorded_themselves() -> None:
    person = somebody("provider")
    ours = case(brought_in(person, "provider", "whereabouts"))
    mine = ("missing_reported", "protection", person.id, NOW)
    assert can_read_entry(person, ours, *mine)
    assert not can_read_entry(person, case(), *mine)


# Ways to a case


def test_the_outsider_has_no_way_to_a_case() -> None:
    outsider = somebody("caseworker", "supervisor", number=99, agency=THEIRS)
    ours = case(brought_in(somebody("caseworker"), "caseworker"))
    assert sections_for(outsider, ours, NOW) == set()
    with refused("not_involved") as refusal:
        check_can_open(outsider, ours, NOW)
    assert refusal.value.hidden


def test_a_colleague_does_not_see_a_case_that_was_given_to_one_person() -> None:
    colleague = somebody("caseworker", number=12)
    assert not can_open(colleague, case(brought_in(somebody("caseworker"), "caseworker")), NOW)


def test_a_supervisor_sees_what_their_worker_sees_and_no_more() -> None:
    supervisor = somebody("supervisor", number=12)
    ours = case(brought_in(somebody("caseworker"), "caseworker", "protection", "health"))
    assert sections_for(supervisor, ours, NOW) == {"protection", "health"}


def test_an_agency_is_on_a_case_through_those_of_its_people_who_hold_the_role() -> None:
    whole = Involvement(OURS, "provider", EVERYTHING, NOW)
    assert can_open(somebody("provider", number=12), case(whole), NOW)
    assert not can_open(somebody("caseworker", number=13), case(whole), NOW)
    assert not can_open(somebody("provider", number=14, agency=THEIRS), case(whole), NOW)
    assert can_open(somebody("supervisor", number=15), case(whole), NOW)


def test_a_supervisor_of_a_shelter_acts_as_the_shelter_and_not_as_casework() -> None:
    supervisor = somebody("supervisor", authority="ngo")
    ours = case(Involvement(OURS, "provider", EVERYTHING, NOW))
    assert roles_on(supervisor, ours, NOW) == {"provider"}
    assert not can_act_on(supervisor, ours, "involve", NOW)
    assert not can_record(supervisor, ours, "case_closed", "protection", NOW)


def test_a_role_that_ended_opens_nothing_any_more() -> None:
    before, after = somebody("guardian"), somebody()
    ours = case(brought_in(before, "guardian"))
    assert can_open(before, ours, NOW)
    assert not can_open(after, ours, NOW)


def test_a_role_on_one_case_says_nothing_about_another() -> None:
    both = somebody("prosecutor", "caseworker", authority="other")
    ours = case(brought_in(both, "prosecutor", "justice"))
    assert not can_act_on(both, ours, "involve", NOW)
    assert can_act(both, "involve")


@pytest.mark.parametrize(
    ("begins", "until", "ended", "open_"),
    [
        (-1, None, None, True),
        (1, None, None, False),
        (0, 0, None, True),
        (-2, -1, None, False),
        (-2, None, -1, False),
        (-2, None, 0, False),
        (-2, None, 1, True),
        (-2, 5, -1, False),
    ],
)
def test_an_involvement_holds_from_its_start_until_its_end(
    begins: int, until: int | None, ended: int | None, open_: bool
) -> None:
    def at(hours: int | None) -> datetime | None:
        return None if hours is None else NOW + timedelta(hours=hours)

    person = somebody("guardian")
    begun = NOW + timedelta(hours=begins)
    involvement = Involvement(
        OURS, "guardian", EVERYTHING, begun, person.id, until=at(until), ended_at=at(ended)
    )
    assert can_open(person, case(involvement), NOW) is open_


# Concerns


def waiting(**kwargs: object) -> CaseAccess:
    return CaseAccess("to_triage", receiving_agency_id=OURS, **kwargs)  # type: ignore[arg-type]


@pytest.mark.parametrize("role", ["caseworker", "supervisor"])
def test_whoever_takes_up_a_concern_learns_who_the_child_is_and_where(role: str) -> None:
    assert {"protection", "identity", "whereabouts"} <= sections_for(somebody(role), waiting(), NOW)


def test_a_coordinator_takes_up_concerns_of_their_agency_without_name_or_place() -> None:
    assert sections_for(somebody("coordinator"), waiting(), NOW) == {"protection"}
    assert can_act_on(somebody("coordinator"), waiting(), "open_case", NOW)


def test_a_concern_waits_in_one_agency_only() -> None:
    assert not can_open(somebody("supervisor", agency=THEIRS), waiting(), NOW)


def test_a_concern_that_was_taken_up_is_a_case_like_any_other() -> None:
    taken = CaseAccess("open", receiving_agency_id=OURS)
    assert not can_open(somebody("supervisor"), taken, NOW)


def test_a_reporter_corrects_their_concern_without_seeing_the_case() -> None:
    teacher = somebody("first_responder", number=21, agency=THEIRS)
    reported = waiting(author_ids=frozenset({teacher.id}))
    assert can_correct_concern(teacher, reported)
    assert not can_open(teacher, reported, NOW)
    with refused("not_your_concern"):
        check_can_correct_concern(somebody("first_responder", number=22), reported)


# Barring


@pytest.mark.parametrize("role", sorted(ROLES))
def test_barring_stands_above_every_role_and_above_breaking_the_glass(role: str) -> None:
    person = somebody(role, "supervisor", "caseworker")
    glass = BreakGlass(person.id, NOW, NOW + timedelta(hours=1), whereabouts=True)
    for bars in (
        {"barred_persons": frozenset({person.id})},
        {"barred_agencies": frozenset({person.agency_id})},
    ):
        barred = CaseAccess(
            "to_triage",
            (brought_in(person, role),),
            break_glass=(glass,),
            author_ids=frozenset({person.id}),
            receiving_agency_id=OURS,
            **bars,
        )
        assert sections_for(person, barred, NOW) == set()
        assert not can_correct_concern(person, barred)
        with refused("barred") as refusal:
            check_can_open(person, barred, NOW)
        assert refusal.value.hidden
