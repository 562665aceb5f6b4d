"""Turning 18 on the page of a case: when, whether there is a plan for the time after, and the way
to make one. Nothing ends by itself; the duty `adulthood_plan` asks for the plan half a year before.
"""

from dataclasses import dataclass

from amparo.casefile import addresses, ages_shown, screen
from amparo.casefile.views import CaseView

DUTY = "adulthood_plan"


@dataclass(frozen=True, slots=True)
class Turning:
    """Coming of age, by months. `duty`: the plan is still owed; `planned`: there is one."""

    earliest: str
    latest: str
    duty: screen.DutyCard | None
    planned: bool
    href: str


def turning(view: CaseView) -> Turning | None:
    """From half a year before the first day on which the child may be 18; None before, and for
    whoever may not know the age.
    """
    if not ages_shown.is_soon_adult(view) or view.head.state == "to_triage":
        return None
    owed = next((card for card in screen.duty_cards(view) if card.view.code == DUTY), None)
    may = "plan_made" in view.records
    earliest, latest = ages_shown.adulthood(view)
    planned = any(
        one.kind == "plan_made" and one.holds and bool((one.body or {}).get("transition"))
        for one in view.entries
    )
    lacks = owed is not None or not planned
    return Turning(
        earliest=earliest,
        latest=latest,
        duty=owed,
        planned=planned,
        href=addresses.record(view.head.reference, "plan_made", DUTY) if may and lacks else "",
    )
