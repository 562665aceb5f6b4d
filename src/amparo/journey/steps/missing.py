"""A child who has gone missing, until found. The interview on return is in `voice`."""

from amparo.journey.kinds import Kind
from amparo.journey.steps.declaring import OPERATIONAL, code, long_text, moment, remarks, yes_no
from amparo.journey.steps.recorders import EVERYONE_AT_THE_FRONT, WHO_CARE
from amparo.terms.messages import N_

STEP = "missing"

_WHO_SEARCH = WHO_CARE | EVERYONE_AT_THE_FRONT | {"lawyer"}

MISSING_REPORTED = Kind(
    code="missing_reported",
    label=N_("Child missing"),
    help=N_("There is no waiting time. Say it as soon as you worry."),
    section="protection",
    step=STEP,
    records=_WHO_SEARCH,
    fields=(
        moment("last_seen_at", N_("When the child was last seen")),
        moment("police_told_at", N_("When the police were told"), privacy=OPERATIONAL),
        long_text("circumstances", N_("What is known")),
    ),
)

MISSING_STEP = Kind(
    code="missing_step",
    label=N_("Step in the search"),
    help="",
    section="protection",
    step=STEP,
    records=_WHO_SEARCH,
    fields=(
        code("step", "missing_step", N_("What was done"), required=True, privacy=OPERATIONAL),
        remarks(),
    ),
)

MISSING_FOUND = Kind(
    code="missing_found",
    label=N_("Child found"),
    help=N_("A child who comes back is not punished. Withdraw any description that was published."),
    section="protection",
    step=STEP,
    records=_WHO_SEARCH,
    fields=(
        long_text("found_how", N_("How the child was found")),
        yes_no("harmed", N_("Was the child harmed?")),
    ),
)

KINDS: tuple[Kind, ...] = (MISSING_REPORTED, MISSING_STEP, MISSING_FOUND)
