"""Decides what may be passed on when an agency or a person is brought in, and who agrees to what.

Nobody passes on what they cannot read themselves. What a role may not have is refused here, with
its reason, instead of being dropped in silence later.
"""

from datetime import datetime
from uuid import UUID

from amparo.access.decide import check_can_act_on, roles_on, sections_for
from amparo.access.refusal import Refused
from amparo.access.roles import LEGAL, NEVER_FOR_AUTHORITY, NOTHING, ROLES
from amparo.access.world import CaseAccess, Person
from amparo.terms.messages import N_

SHARE_LESS = N_("Share fewer sections: only what this task needs.")


def offered(role: str, authority: str, *, by_lawyer: bool = False) -> frozenset[str]:
    """The sections that somebody of `authority` in `role` can be given at all."""
    rule = ROLES[role]
    sections = rule.sections - NEVER_FOR_AUTHORITY.get(authority, NOTHING)
    if by_lawyer:
        sections |= rule.needs_lawyer | (rule.sections & {LEGAL})
    return sections


def is_lawyers_sharing(
    person: Person, case: CaseAccess, sections: frozenset[str], at: datetime
) -> bool:
    """Whether this is the child's own lawyer passing on the legal section, and nothing else."""
    return sections <= {LEGAL} and "lawyer" in roles_on(person, case, at)


def check_can_share(
    person: Person,
    case: CaseAccess,
    role: str,
    authority: str,
    sections: frozenset[str],
    at: datetime,
) -> None:
    """Raises Refused unless `person` may bring in somebody of `authority` in this `role`."""
    by_lawyer = is_lawyers_sharing(person, case, sections, at)
    check_can_act_on(person, case, "share_legal" if by_lawyer else "involve", at)
    if role not in ROLES or not ROLES[role].on_cases:
        raise Refused(
            N_("Nobody is brought into a case in this role."),
            N_("Choose the role in which they will work with the child."),
            code="not_a_case_role",
            values={"role": role},
        )
    if not sections <= offered(role, authority, by_lawyer=by_lawyer):
        raise Refused(
            N_("This role may not be given one of these sections."),
            SHARE_LESS,
            code="section_not_for_role",
            values={"role": role},
        )
    if not sections <= sections_for(person, case, at):
        raise Refused(
            N_("You cannot share a section that you cannot read yourself."),
            SHARE_LESS,
            code="section_not_yours",
        )


def check_second_person(first: UUID, second: Person, case: CaseAccess, at: datetime) -> None:
    """Raises Refused unless `second` is another person on the case whose role may agree."""
    if second.id == first:
        raise Refused(
            N_("This needs the agreement of a second person."),
            N_("Name somebody else who works on the case."),
            code="second_person_needed",
        )
    check_can_act_on(second, case, "agree", at)
