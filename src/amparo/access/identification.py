"""What may be looked at, and asked, on the way to identification, by whom and when.

Initial questioning holds no question on the exploitation: those wait for a guardian and for
somebody trained (UNICEF Guidelines 2006, 3.3.2). A wrong question harms the child and the evidence.
"""

from amparo.access.world import Person

OBSERVE, FIRST_CONTACT, AFTER_GUARDIAN = "observe", "first_contact", "after_guardian"


def stages_open(person: Person, *, has_guardian: bool) -> frozenset[str]:
    """The stages of an instrument whose items this person may see now."""
    if person.trained and has_guardian:
        return frozenset({OBSERVE, FIRST_CONTACT, AFTER_GUARDIAN})
    return frozenset({OBSERVE, FIRST_CONTACT})


def may_see_prompts(person: Person, *, forensic_interview_planned: bool) -> bool:
    """Whether to show what might still be asked: not shortly before an interview for court."""
    return person.trained and not forensic_interview_planned
