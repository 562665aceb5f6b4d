"""A safe place and freedom: where the child is, leaving exploitation, risks, placement, liberty.

Losing the child again is in `missing`; care and school in `services`.
"""

from amparo.journey.kinds import Kind
from amparo.journey.steps.declaring import (
    IDENTIFYING,
    OPERATIONAL,
    answers,
    code,
    long_text,
    moment,
    remarks,
    text,
    yes_no,
)
from amparo.journey.steps.recorders import (
    AT_THE_CHILDS_SIDE,
    CASE_TEAM,
    EVERYONE_AT_THE_FRONT,
    EVERYONE_WITH_A_CASE,
    WHO_CARE,
)
from amparo.terms.messages import N_

STEP = "safety"

WHY_PROPORTIONATE = N_("Why nothing milder would do")
WANT_OF_RESOURCES = N_("Is it only because nothing else is available?")

WHEREABOUTS_NOTED = Kind(
    code="whereabouts_noted",
    label=N_("Whereabouts noted"),
    help=N_("Sealed apart. Where the child is, as far as you know."),
    section="whereabouts",
    step=STEP,
    records=EVERYONE_WITH_A_CASE,  # a reporter says where the child is now
    fields=(
        long_text("place", N_("Where the child is"), privacy=IDENTIFYING),
        text("with_whom", N_("With whom"), privacy=IDENTIFYING),
    ),
)

WITHDRAWN_FROM_EXPLOITATION = Kind(
    code="withdrawn_from_exploitation",
    label=N_("Child out of exploitation"),
    help=N_("However the child got out, by themself or with help."),
    section="protection",
    step=STEP,
    records=CASE_TEAM | EVERYONE_AT_THE_FRONT | {"guardian"},
    fields=(
        long_text("how", N_("How the child got out")),
        text("by", N_("Who helped"), privacy=OPERATIONAL),
        yes_no("others_left_behind", N_("Were other children left behind?")),
        yes_no("child_protection_present", N_("Was somebody from child protection there?")),
    ),
)

RETURNED_TO_EXPLOITATION = Kind(
    code="returned_to_exploitation",
    label=N_("Child back in exploitation"),
    help=N_("It is never the child's fault. The case stays open."),
    section="protection",
    step=STEP,
    records=CASE_TEAM | EVERYONE_AT_THE_FRONT | {"guardian", "lawyer"},
    fields=(long_text("known_how", N_("How this is known")), remarks()),
)

RISK_ASSESSED = Kind(
    code="risk_assessed",
    label=N_("Risks assessed"),
    help=N_("What could harm the child, and what is done about it."),
    section="protection",
    step=STEP,
    records=CASE_TEAM | {"competent_authority"},
    fields=(
        code("trigger", "risk_trigger", N_("Why now"), required=True, privacy=OPERATIONAL),
        answers("domains", N_("Risk from where"), keys="risk_domain", codes="risk_grade"),
        code("level", "risk_level", N_("Risk on the whole"), required=True),
        long_text("measures", N_("What is done about it")),
        yes_no("restricts_movement", N_("Is the child's movement restricted?")),
        yes_no("restricts_phone", N_("Is the child's telephone restricted?")),
        long_text("why_proportionate", WHY_PROPORTIONATE, N_("For every restriction.")),
        text("authorised_by", N_("Who authorised a restriction"), privacy=OPERATIONAL),
        yes_no(
            "for_want_of_resources", WANT_OF_RESOURCES, show_when={"restricts_movement": (True,)}
        ),
        moment("review_by", N_("Look at it again by"), privacy=OPERATIONAL),
    ),
)

PLACEMENT_STARTED = Kind(
    code="placement_started",
    label=N_("Placement started"),
    help=N_("A safe place to be, with family wherever that is safe."),
    section="whereabouts",
    step=STEP,
    records=WHO_CARE | {"competent_authority"},
    fields=(
        code("care", "care", N_("Kind of care"), required=True),
        text("provider", N_("Who provides it"), privacy=IDENTIFYING),
        yes_no(
            "safeguarding_checked", N_("Was their safeguarding checked, and is the check current?")
        ),
        yes_no("with_siblings", N_("Are brothers and sisters together?")),
        text("authorised_by", N_("Who authorised it"), privacy=OPERATIONAL),
        yes_no("separated_from_carer", N_("Was the child taken from a parent or carer?")),
        long_text(
            "why_proportionate", WHY_PROPORTIONATE, N_("For closed care and for separation.")
        ),
        yes_no(
            "for_want_of_resources", WANT_OF_RESOURCES, show_when={"care": ("residential_closed",)}
        ),
        moment("review_by", N_("Look at it again by"), privacy=OPERATIONAL),
        remarks(),
    ),
)

PLACEMENT_ENDED = Kind(
    code="placement_ended",
    label=N_("Placement ended"),
    help=N_("If no other place follows, a safe place is owed again."),
    section="whereabouts",
    step=STEP,
    records=WHO_CARE | {"competent_authority"},
    fields=(long_text("reason", N_("Why it ended")),),
)

INCIDENT_IN_CARE = Kind(
    code="incident_in_care",
    label=N_("Incident in care"),
    help=N_("Harm, abuse, or a threat where the child should be safe."),
    section="protection",
    step=STEP,
    records=WHO_CARE | {"lawyer", "complaints"},
    fields=(
        long_text("what", N_("What happened"), required=True),
        code("by", "incident_by", N_("Caused by whom")),
        text("reported_to", N_("To whom it was reported"), privacy=OPERATIONAL),
        remarks(N_("What was done")),
    ),
)

_WHO_SEE_DETENTION = WHO_CARE | AT_THE_CHILDS_SIDE | EVERYONE_AT_THE_FRONT | {"prosecutor"}

LIBERTY_TAKEN = Kind(
    code="liberty_taken",
    label=N_("Child deprived of liberty"),
    help=N_("Any place the child may not leave. Release is owed at once."),
    section="protection",
    step=STEP,
    records=_WHO_SEE_DETENTION,
    fields=(
        code("ground", "liberty_ground", N_("On what ground"), required=True),
        code("place_type", "place_type", N_("In what kind of place"), or_text=True),
        text("by", N_("By whom"), privacy=OPERATIONAL),
        yes_no("access_to_family", N_("Can the child reach their family?")),
        yes_no("access_to_lawyer", N_("Can the child reach a lawyer?")),
        remarks(),
    ),
)

LIBERTY_RESTORED = Kind(
    code="liberty_restored",
    label=N_("Child at liberty again"),
    help="",
    section="protection",
    step=STEP,
    records=_WHO_SEE_DETENTION,
    fields=(
        # Optional here: a release needs no ground, and must never wait for one.
        code("ground", "liberty_ground", N_("Which ground ended")),
        code("place_type", "place_type", N_("From what kind of place"), or_text=True),
        text("by", N_("Released by whom"), privacy=OPERATIONAL),
        yes_no("access_to_family", N_("Could the child reach their family?")),
        yes_no("access_to_lawyer", N_("Could the child reach a lawyer?")),
        remarks(),
    ),
)

KINDS: tuple[Kind, ...] = (
    WHEREABOUTS_NOTED,
    WITHDRAWN_FROM_EXPLOITATION,
    RETURNED_TO_EXPLOITATION,
    RISK_ASSESSED,
    PLACEMENT_STARTED,
    PLACEMENT_ENDED,
    INCIDENT_IN_CARE,
    LIBERTY_TAKEN,
    LIBERTY_RESTORED,
)
