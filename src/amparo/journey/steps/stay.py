"""Whether the child may stay: international protection, permits, removal.

All of it belongs to the child's own legal file.
"""

from amparo.journey.kinds import Kind
from amparo.journey.steps.declaring import OPERATIONAL, code, long_text, moment, remarks, text
from amparo.journey.steps.recorders import LEGAL, REMOVING
from amparo.terms.messages import N_

STEP = "stay"

NEVER_ASKED = {"order": ()}  # kept where another system sends it; the threat itself says it here

PROTECTION_NEED_ASKED = Kind(
    code="protection_need_asked",
    label=N_("Asked about international protection"),
    help=N_("After advice from a lawyer, and before anybody asks the country of origin."),
    section="legal",
    step=STEP,
    records=LEGAL,
    fields=(
        code("wish", "protection_wish", N_("Does the child seek protection?")),
        text("advised_by", N_("Advised by"), privacy=OPERATIONAL),
        moment("lodged_at", N_("Claim lodged on"), show_when={"wish": ("yes",)}),
        text("outcome", N_("Outcome of the claim"), show_when={"wish": ("yes",)}),
    ),
)

STAY_REGULARISED = Kind(
    code="stay_regularised",
    label=N_("Right to stay settled"),
    help=N_("It never depends on the child's testimony."),
    section="legal",
    step=STEP,
    records=LEGAL,
    fields=(
        code("permit", "permit", N_("What kind")),
        moment(
            "until",
            N_("Valid until"),
            show_when={"permit": ("reflection", "temporary", "residence", "protection")},
        ),
        remarks(),
    ),
)

REMOVAL_THREATENED = Kind(
    code="removal_threatened",
    label=N_("Removal threatened"),
    help=N_("Stopping it is owed at once."),
    section="legal",
    step=STEP,
    records=REMOVING,
    fields=(
        text("order", N_("Which order"), privacy=OPERATIONAL),
        text("by", N_("By whom"), privacy=OPERATIONAL),
        moment("on", N_("Removal planned for"), privacy=OPERATIONAL),
        moment("appeal_until", N_("Appeal possible until"), privacy=OPERATIONAL),
    ),
)

REMOVAL_SUSPENDED = Kind(
    code="removal_suspended",
    label=N_("Removal stopped"),
    help="",
    section="legal",
    step=STEP,
    records=LEGAL,
    fields=(
        text("order", N_("Which order"), privacy=OPERATIONAL),
        text("by", N_("By whom"), privacy=OPERATIONAL),
        moment("until", N_("Until when"), privacy=OPERATIONAL),
        moment("on", N_("Removal planned for"), privacy=OPERATIONAL, show_when=NEVER_ASKED),
        moment(
            "appeal_until", N_("Appeal possible until"), privacy=OPERATIONAL, show_when=NEVER_ASKED
        ),
        long_text("reason", N_("Why")),
    ),
)

KINDS: tuple[Kind, ...] = (
    PROTECTION_NEED_ASKED,
    STAY_REGULARISED,
    REMOVAL_THREATENED,
    REMOVAL_SUSPENDED,
)
