"""The first worry: what somebody at the front line saw, and what became of it.

A concern is a case in state `to_triage`. `record` holds how a case is opened and closed;
`identification` what is decided about the child.
"""

from amparo.journey.kinds import Kind
from amparo.journey.steps.declaring import (
    OPERATIONAL,
    code,
    codes,
    group,
    long_text,
    number,
    person,
    remarks,
    text,
    yes_no,
)
from amparo.journey.steps.recorders import CASE_TEAM, COORDINATION, EVERYONE_WITH_A_CASE
from amparo.terms.messages import N_

STEP = "concern"

NO_NAMES = N_("No names here: write what you saw and why you worry.")

_INTERCEPTED = group(
    "intercepted",
    N_("Was the journey stopped?"),
    code("by", "authority", N_("Who stopped it"), or_text=True, privacy=OPERATIONAL),
    long_text(
        "grounds", N_("On what grounds"), N_("Age, sex, origin or group alone are no grounds.")
    ),
    yes_no("child_consulted", N_("Was the child asked?")),
    hint=N_("Only where somebody kept the child from travelling on."),
)

CONCERN_REPORTED = Kind(
    code="concern_reported",
    label=N_("Concern reported"),
    help=N_("Report a worry about a child. You need no proof, and you need not give your name."),
    section="protection",
    step=STEP,
    records=EVERYONE_WITH_A_CASE,
    fields=(
        code("channel", "channel", N_("How the worry came up"), required=True, privacy=OPERATIONAL),
        long_text("account", N_("What happened"), NO_NAMES, required=True),
        yes_no(
            "in_danger_now",
            N_("Is the child in danger now?"),
            N_("If so, call the emergency number first."),
        ),
        yes_no("urgent", N_("Is it urgent?"), privacy=OPERATIONAL),
        number("how_many", N_("How many children"), 1, 1000),
        text("guesses", N_("How many and how old, in words")),
        codes("signs", "child_sign", N_("Signs that you noticed")),
        yes_no("recent_harm", N_("Was the child harmed in the last days?")),
        yes_no(
            "lives_in_institution",
            N_("Does the child live in a home, a hostel or another institution?"),
        ),
        text(
            "travelling_with",
            N_("With whom the child travels"),
            N_("A relation, such as aunt or employer; no names."),
        ),
        _INTERCEPTED,
        yes_no("on_paper", N_("Was it written on paper first?"), privacy=OPERATIONAL),
    ),
)

CONCERN_JOINED = Kind(
    code="concern_joined",
    label=N_("Concern joined to a case"),
    help=N_("The concern is about a child whose case is already open."),
    section="protection",
    step=STEP,
    records=CASE_TEAM | COORDINATION,
    fields=(
        text("case", N_("Reference of the case"), privacy=OPERATIONAL),
        remarks(),
    ),
)

CONCERN_CLOSED = Kind(
    code="concern_closed",
    label=N_("Concern closed"),
    help=N_("Nothing more is to be done. It is kept, and another concern may follow."),
    section="protection",
    step=STEP,
    records=CASE_TEAM | COORDINATION,
    fields=(
        long_text("reason", N_("Why it is closed"), required=True),
        person("agreed_by", N_("Who agreed")),
    ),
)

KINDS: tuple[Kind, ...] = (CONCERN_REPORTED, CONCERN_JOINED, CONCERN_CLOSED)
