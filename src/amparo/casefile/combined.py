"""Forms that write several entries at once, because they happen at once. Pure data.

What happened is asked once; each part becomes an entry of its own, and all are recorded or none.
What a part asks and accepts stands with its kind.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from amparo.terms.messages import N_


@dataclass(frozen=True, slots=True)
class Part:
    """One entry of a form: its kind, its heading, and what its answers are at first.

    An `optional` part is left out when nothing was answered in it beyond what it began with.
    """

    kind: str
    heading: str = ""
    initial: Mapping[str, Any] = field(default_factory=dict)
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Together:
    """A form of several parts. `brings_in`: the role of somebody to choose who joins the case.

    `assigns`: the person chosen becomes the responsible worker; then there are no parts.
    """

    code: str
    label: str
    help: str
    parts: tuple[Part, ...]
    brings_in: str = ""
    assigns: bool = False

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds it writes."""
        own = tuple(part.kind for part in self.parts)
        return ("case_assigned",) if self.assigns else own


TOGETHER: dict[str, Together] = {
    one.code: one
    for one in (
        Together(
            "responsible_worker",
            N_("Name the responsible worker"),
            N_("The worker named here is brought into the case at once."),
            (),
            brings_in="caseworker",
            assigns=True,
        ),
        Together(
            "guardian",
            N_("Guardian appointed"),
            N_("The appointment is recorded, and the guardian can read the case from now on."),
            (Part("guardian_appointed"),),
            brings_in="guardian",
        ),
        Together(
            "placement",
            N_("Placement begun"),
            N_("Where the child lives now, and where that is."),
            (
                Part("placement_started"),
                Part("whereabouts_noted", N_("Where that is"), optional=True),
            ),
        ),
        Together(
            "missing",
            N_("Child missing"),
            N_("There is no waiting time. Say it as soon as you worry."),
            (
                Part("missing_reported"),
                Part("missing_step", N_("What was done at once"), optional=True),
            ),
        ),
        Together(
            "found",
            N_("Child found"),
            N_("The risks are looked at again within a day: do it here if you can."),
            (
                Part("missing_found"),
                Part(
                    "risk_assessed",
                    N_("The risks now"),
                    initial={"trigger": "after_missing"},
                    optional=True,
                ),
            ),
        ),
        Together(
            "withdrawn",
            N_("Out of exploitation"),
            N_("The risks are looked at again at once: do it here if you can."),
            (
                Part("withdrawn_from_exploitation"),
                Part(
                    "risk_assessed",
                    N_("The risks now"),
                    initial={"trigger": "after_withdrawal"},
                    optional=True,
                ),
            ),
        ),
    )
}

# The form that is offered in the place of the kind that leads it.
LED_BY: dict[str, str] = {
    "case_assigned": "responsible_worker",
    **{one.parts[0].kind: one.code for one in TOGETHER.values() if one.parts},
}
