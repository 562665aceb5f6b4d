"""The family and the country of origin: tracing, assessing, asking; never before it is safe.

The people themselves are recorded in `identity`; what follows from it in `solution`.
"""

from amparo.journey.kinds import Kind
from amparo.journey.steps.declaring import (
    IDENTIFYING,
    OPERATIONAL,
    code,
    long_text,
    moment,
    remarks,
    text,
    yes_no,
)
from amparo.journey.steps.recorders import CASE_TEAM
from amparo.terms.messages import N_

STEP = "family"

_WHO_TRACE = CASE_TEAM | {"focal_point", "guardian"}
SAFE_BECAUSE = N_("Why it is safe to ask")

TRACING_OPENED = Kind(
    code="tracing_opened",
    label=N_("Tracing opened"),
    help=N_("Only if it endangers neither the child nor the family."),
    section="identity",
    step=STEP,
    records=_WHO_TRACE,
    fields=(
        text("where", N_("Where"), privacy=IDENTIFYING),
        text("through", N_("Through whom"), privacy=OPERATIONAL),
        long_text("safe_because", SAFE_BECAUSE),
    ),
)

TRACING_RULED_OUT = Kind(
    code="tracing_ruled_out",
    label=N_("Tracing ruled out"),
    help="",
    section="identity",
    step=STEP,
    records=_WHO_TRACE,
    fields=(
        long_text("reason", N_("Why")),
        moment("review_by", N_("Look at it again by"), privacy=OPERATIONAL),
    ),
)

TRACING_ANSWERED = Kind(
    code="tracing_answered",
    label=N_("Tracing answered"),
    help="",
    section="identity",
    step=STEP,
    records=_WHO_TRACE,
    fields=(
        code("result", "tracing_result", N_("Result")),
        yes_no("relation_verified", N_("Was the relation verified?")),
        remarks(),
    ),
)

FAMILY_ASSESSED = Kind(
    code="family_assessed",
    label=N_("Family assessed"),
    help=N_("In person where possible, by somebody who knows the place."),
    section="protection",
    step=STEP,
    records=CASE_TEAM | {"focal_point", "competent_authority"},
    fields=(
        code(
            "involvement_in_trafficking",
            "family_involvement",
            N_("Did the family take part in the trafficking?"),
            required=True,
        ),
        text("by", N_("Who assessed"), privacy=OPERATIONAL),
        yes_no("visited", N_("Were they visited?")),
        yes_no("able_to_care", N_("Are they able to care for the child?")),
        long_text("recommendation", N_("What is recommended")),
    ),
)

FOCAL_POINT_CONTACTED = Kind(
    code="focal_point_contacted",
    label=N_("Focal point abroad asked"),
    help=N_("One child, one question, an answer by a date. No name, and not the word trafficking."),
    section="protection",
    step=STEP,
    records=CASE_TEAM | {"coordinator", "focal_point"},
    fields=(
        code("country", "country", N_("Which country")),
        code("authority", "authority", N_("Which authority"), or_text=True, privacy=OPERATIONAL),
        long_text("asked", N_("What was asked")),
        moment("answer_by", N_("Answer expected by"), privacy=OPERATIONAL),
        moment("answered_at", N_("Answered on"), privacy=OPERATIONAL),
        long_text("safe_because", SAFE_BECAUSE),
    ),
)

FOCAL_POINT_RULED_OUT = Kind(
    code="focal_point_ruled_out",
    label=N_("Asking the country of origin ruled out"),
    help="",
    section="protection",
    step=STEP,
    records=CASE_TEAM | {"coordinator", "lawyer"},
    fields=(long_text("reason", N_("Why")),),
)

KINDS: tuple[Kind, ...] = (
    TRACING_OPENED,
    TRACING_RULED_OUT,
    TRACING_ANSWERED,
    FAMILY_ASSESSED,
    FOCAL_POINT_CONTACTED,
    FOCAL_POINT_RULED_OUT,
)
