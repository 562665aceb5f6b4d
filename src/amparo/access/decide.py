"""Decides who may see, record and do what. Everything asks here, and nothing else decides.

A person reaches a case in one of four ways (`ways`): brought in, supervising somebody who was
brought in, taking up a concern that waits in their agency, or breaking the glass. Being barred
stands above all four. `roles` is the table applied here; `sharing` decides what may be passed on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amparo.access.refusal import Refused
from amparo.access.roles import (
    BREAK_GLASS_ACTIONS,
    BREAK_GLASS_SECTIONS,
    IDENTITY,
    KINDS_THAT_ACT,
    LEGAL,
    NEVER_FOR_AUTHORITY,
    NOTHING,
    ROLES,
    SUPERVISED_AS_SUPERVISOR,
    TRIAGE_SECTIONS,
    WHEREABOUTS,
)
from amparo.access.world import AT_RECEIVING_AGENCY, BreakGlass, CaseAccess, Involvement, Person
from amparo.journey import KINDS
from amparo.terms.messages import N_

NO_SUCH_CASE = N_("There is no case here that you work on.")
ASK_TO_BE_BROUGHT_IN = N_("Check the reference, or ask your supervisor to have you brought in.")
ASK_SUPERVISOR = N_("Ask your supervisor, or the agency that works on the case.")


@dataclass(frozen=True, slots=True)
class Way:
    """One way to a case: acting in `role`, for `sections`, beyond them for `kinds`."""

    role: str
    sections: frozenset[str]
    kinds: frozenset[str] = NOTHING
    by: str = "involvement"  # involvement, supervision, triage or break_glass

    @property
    def actions(self) -> frozenset[str]:
        """What the person may do on the case by this way."""
        actions = ROLES[self.role].actions
        return actions & BREAK_GLASS_ACTIONS if self.by == "break_glass" else actions


def ways(person: Person, case: CaseAccess, at: datetime) -> tuple[Way, ...]:
    """Every way in which `person` reaches `case` at `at`; empty when barred or not on it."""
    if case.bars(person):
        return ()
    return (
        *_by_involvement(person, case, at),
        *_by_triage(person, case),
        *_by_break_glass(person, case, at),
    )


def _by_involvement(person: Person, case: CaseAccess, at: datetime) -> Iterator[Way]:
    for involvement in case.involvements:
        if involvement.agency_id != person.agency_id or not involvement.holds(at):
            continue
        rule = ROLES.get(involvement.role)
        if rule is None or not rule.on_cases:
            continue
        sections = _readable(person, involvement)
        if involvement.person_id in (None, person.id) and involvement.role in person.roles:
            yield Way(involvement.role, sections, rule.kinds)
        elif "supervisor" in person.roles:
            # Elsewhere than in casework a supervisor acts as their staff does, and no further.
            as_supervisor = involvement.role in SUPERVISED_AS_SUPERVISOR
            role = "supervisor" if as_supervisor else involvement.role
            yield Way(role, sections, rule.kinds, by="supervision")


def _readable(person: Person, involvement: Involvement) -> frozenset[str]:
    """What an involvement opens: granted, within the role's row, within the authority's limits."""
    rule = ROLES[involvement.role]
    never = NEVER_FOR_AUTHORITY.get(person.authority, NOTHING)
    readable = (involvement.sections & rule.sections) - never
    if involvement.shared_by_lawyer:
        readable |= involvement.sections & (rule.needs_lawyer | (rule.sections & {LEGAL}))
    return readable


def _by_triage(person: Person, case: CaseAccess) -> Iterator[Way]:
    if case.state not in AT_RECEIVING_AGENCY or case.receiving_agency_id != person.agency_id:
        return
    for role in sorted(person.roles):
        rule = ROLES.get(role)
        if rule is not None and "triage" in rule.actions:
            never = NEVER_FOR_AUTHORITY.get(person.authority, NOTHING)
            yield Way(role, (TRIAGE_SECTIONS & rule.sections) - never, by="triage")


def _by_break_glass(person: Person, case: CaseAccess, at: datetime) -> Iterator[Way]:
    role = next((r for r in ("supervisor", "caseworker") if r in person.roles), None)
    if role is None:
        return
    never = NEVER_FOR_AUTHORITY.get(person.authority, NOTHING)
    for emergency in case.break_glass:
        if emergency.person_id == person.id and emergency.holds(at):
            opened = _emergency_sections(emergency) & ROLES[role].sections
            yield Way(role, opened - never, by="break_glass")


def _emergency_sections(emergency: BreakGlass) -> frozenset[str]:
    return BREAK_GLASS_SECTIONS | ({WHEREABOUTS} if emergency.whereabouts else NOTHING)


# What may be read


def sections_for(person: Person, case: CaseAccess, at: datetime) -> frozenset[str]:
    """The sections of `case` that `person` may read at `at`: of entries, situation and duties."""
    return frozenset().union(*(way.sections for way in ways(person, case, at)))


def roles_on(person: Person, case: CaseAccess, at: datetime) -> frozenset[str]:
    """The roles in which `person` works on `case` at `at`."""
    return frozenset(way.role for way in ways(person, case, at))


def can_open(person: Person, case: CaseAccess, at: datetime) -> bool:
    return bool(ways(person, case, at))


def check_can_open(person: Person, case: CaseAccess, at: datetime) -> None:
    """Raises a hidden Refused when the person has no way to the case: it stays unsaid."""
    if not can_open(person, case, at):
        code = "barred" if case.bars(person) else "not_involved"
        raise Refused(NO_SUCH_CASE, ASK_TO_BE_BROUGHT_IN, code=code, hidden=True)


def can_read_entry(
    person: Person, case: CaseAccess, kind: str, section: str, author_id: UUID | None, at: datetime
) -> bool:
    """Whether one entry may be read: by its section, its kind, or as recorded by oneself."""
    found = ways(person, case, at)
    if any(section in way.sections or kind in way.kinds for way in found):
        return True
    return bool(found) and author_id == person.id


def can_reveal_identity(person: Person, case: CaseAccess, at: datetime) -> bool:
    return any(
        IDENTITY in way.sections and "reveal_identity" in way.actions
        for way in ways(person, case, at)
    )


def check_can_reveal_identity(person: Person, case: CaseAccess, at: datetime) -> None:
    """Raises Refused unless the person was given the identity section of this case."""
    check_can_open(person, case, at)
    if not can_reveal_identity(person, case, at):
        raise Refused(
            N_("The child's identity was not shared with you."),
            N_("If you need it for this child, ask the caseworker to share it, with its ground."),
            code="identity_not_shared",
        )


# What may be recorded


def may_record(person: Person, kind: str) -> bool:
    """Whether any role of the person may record `kind` at all, on some case."""
    return kind in KINDS and not KINDS[kind].records.isdisjoint(person.roles)


def can_record(person: Person, case: CaseAccess, kind: str, section: str, at: datetime) -> bool:
    try:
        check_can_record(person, case, kind, section, at)
    except Refused:
        return False
    return True


def check_can_record(
    person: Person, case: CaseAccess, kind: str, section: str, at: datetime
) -> None:
    """Raises Refused unless the person, as they are on this case, may record this kind there.

    What one records need not be readable to oneself afterwards: a shelter says that a child is
    missing without reading the protection section. Only where the author chooses the section must
    it be one that the role can have.
    """
    check_can_open(person, case, at)
    declared = KINDS[kind]
    roles = _recording_roles(person, case, kind, at) & declared.records
    if not roles:
        raise Refused(
            N_("Your role on this case does not record this kind of entry."),
            N_("Write what happened as a note, or tell the caseworker."),
            code="role_may_not_record",
            values={"kind": kind},
        )
    if declared.section == "as_chosen" and not any(_may_choose(r, section) for r in roles):
        raise Refused(
            N_("Your role cannot write into this section."),
            N_("Choose another section, or ask the caseworker to record it."),
            code="section_not_for_role",
            values={"section": section},
        )


def _recording_roles(person: Person, case: CaseAccess, kind: str, at: datetime) -> frozenset[str]:
    """The roles on the case that may record `kind`, as far as it is an action of the table."""
    acts = KINDS_THAT_ACT.get(kind)
    found = ways(person, case, at)
    return frozenset(way.role for way in found if acts is None or acts & way.actions)


def _may_choose(role: str, section: str) -> bool:
    return section in ROLES[role].sections


def can_correct_concern(person: Person, case: CaseAccess) -> bool:
    """Whether the person may correct their own report, which never opens the case to them."""
    return person.id in case.author_ids and not case.bars(person)


def check_can_correct_concern(person: Person, case: CaseAccess) -> None:
    """Raises a hidden Refused for anybody but the one who reported the concern."""
    if not can_correct_concern(person, case):
        raise Refused(
            N_("Only the person who reported a concern can correct it."),
            N_("Report a concern of your own, or tell the caseworker."),
            code="not_your_concern",
            hidden=True,
        )


# What may be done


def can_act(person: Person, action: str) -> bool:
    """Whether any role of the person may take `action` somewhere."""
    return any(action in ROLES[role].actions for role in person.roles if role in ROLES)


def check_can_act(person: Person, action: str) -> None:
    """Raises Refused when no role of the person may take `action`."""
    if not can_act(person, action):
        raise Refused(
            N_("Your role does not allow this."),
            ASK_SUPERVISOR,
            code="role_may_not_act",
            values={"action": action},
        )


def can_act_on(person: Person, case: CaseAccess, action: str, at: datetime) -> bool:
    """Whether a role in which the person works on this very case may take `action`."""
    return any(action in way.actions for way in ways(person, case, at))


def check_can_act_on(person: Person, case: CaseAccess, action: str, at: datetime) -> None:
    """Raises Refused: hidden when not on the case, else with the reason of the role."""
    check_can_open(person, case, at)
    if not can_act_on(person, case, action, at):
        raise Refused(
            N_("Your role on this case does not allow this."),
            ASK_SUPERVISOR,
            code="role_may_not_act",
            values={"action": action},
        )
