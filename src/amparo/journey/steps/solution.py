"""What is decided in the child's best interests, planned, begun and followed up."""

from collections.abc import Mapping
from typing import Any

from amparo.journey.fields import Field, Problems
from amparo.journey.kinds import Kind
from amparo.journey.steps.declaring import (
    OPERATIONAL,
    agency,
    code,
    group,
    long_text,
    moment,
    number,
    remarks,
    text,
    yes_no,
)
from amparo.journey.steps.recorders import AT_THE_CHILDS_SIDE, CASE_TEAM, COORDINATION, WHO_DECIDE
from amparo.terms.messages import N_

STEP = "solution"

NOTHING_BEGAN = N_("none_yet cannot begin: choose the solution that began")


def _something_began(body: Mapping[str, Any]) -> Problems:
    return {"solution": NOTHING_BEGAN} if body.get("solution") == "none_yet" else {}


BEST_INTERESTS_DECIDED = Kind(
    code="best_interests_decided",
    label=N_("Best interests decided"),
    help=N_("An assessment looks at needs; a determination chooses a durable solution."),
    section="protection",
    step=STEP,
    records=WHO_DECIDE | CASE_TEAM,
    fields=(
        code("level", "best_interests_level", N_("Assessment or determination"), required=True),
        code("chosen", "solution", N_("What was chosen"), required=True),
        group(
            "options",
            N_("What was weighed"),
            code("solution", "solution", N_("Solution")),
            long_text("for", N_("What speaks for it")),
            long_text("against", N_("What speaks against it")),
            many=True,
        ),
        text("panel", N_("Who decided"), many=True, privacy=OPERATIONAL),
        long_text("dissent", N_("Who disagreed, and why")),
        code("guardian_view", "guardian_view", N_("The guardian"), or_text=True),
        moment("child_told_at", N_("When the child was told, and why"), privacy=OPERATIONAL),
        moment("appeal_until", N_("Appeal possible until"), privacy=OPERATIONAL),
        moment("review_by", N_("Look at it again by"), privacy=OPERATIONAL),
    ),
)

SOLUTION_STARTED = Kind(
    code="solution_started",
    label=N_("Solution begun"),
    help=N_("Somebody known received the child. Follow-up is owed for a year."),
    section="protection",
    step=STEP,
    check=_something_began,
    records=CASE_TEAM | {"focal_point"},
    fields=(
        code("solution", "solution", N_("Which solution"), required=True, without=("none_yet",)),
        code("where", "solution_where", N_("Where")),
        code("care", "solution_care", N_("With whom the child lives")),
        yes_no("place_same_as_before", N_("Is it the place the child was trafficked from?")),
        text("received_by", N_("Who received the child"), privacy=OPERATIONAL),
        moment("received_at", N_("When"), privacy=OPERATIONAL),
        text("escort", N_("Who went with the child"), privacy=OPERATIONAL),
        remarks(),
    ),
)

FOLLOWED_UP = Kind(
    code="followed_up",
    label=N_("Followed up"),
    help=N_("Only as the child agreed to be reached."),
    section="protection",
    step=STEP,
    records=CASE_TEAM | {"focal_point", "guardian", "provider"},
    fields=(
        number(
            "month",
            N_("Months since the solution began"),
            0,
            120,
            required=True,
            privacy=OPERATIONAL,
        ),
        yes_no("seen_in_person", N_("Was the child seen in person?")),
        yes_no("safe", N_("Is the child safe?")),
        yes_no("housed", N_("Does the child have a home?")),
        yes_no("learning_or_working", N_("Does the child learn, or work decently?")),
        yes_no("contact_with_exploiter", N_("Is there contact with an exploiter?")),
        yes_no("free_to_choose", N_("Is the child free to choose whom to see and where to go?")),
        yes_no("stigma", N_("Is the child shunned?")),
        long_text("wellbeing", N_("How the child feels")),
        long_text("needs", N_("What is needed")),
        yes_no("safe_to_visit", N_("Is it safe to come again?")),
    ),
)

_PLAN: tuple[Field, ...] = (
    group(
        "goals",
        N_("Goals"),
        long_text("goal", N_("Goal")),
        text("responsible", N_("Who sees to it"), privacy=OPERATIONAL),
        moment("by", N_("By when"), privacy=OPERATIONAL),
        many=True,
    ),
    yes_no("transition", N_("Does it plan the time after 18?")),
)
_WHO_PLAN = CASE_TEAM | AT_THE_CHILDS_SIDE | COORDINATION

CONFERENCE_HELD = Kind(
    code="conference_held",
    label=N_("Conference held"),
    help=N_("The agencies met about the child."),
    section="protection",
    step=STEP,
    records=_WHO_PLAN,
    fields=(
        agency("agencies", N_("Who was there"), many=True),
        long_text("decisions", N_("What was decided")),
        moment("next_by", N_("Meet again by"), privacy=OPERATIONAL),
    ),
)

PLAN_MADE = Kind(
    code="plan_made",
    label=N_("Plan made"),
    help=N_("With the child."),
    section="protection",
    step=STEP,
    records=_WHO_PLAN,
    fields=(*_PLAN, remarks()),
)

PLAN_REVIEWED = Kind(
    code="plan_reviewed",
    label=N_("Plan reviewed"),
    help=N_("What was reached, what changes."),
    section="protection",
    step=STEP,
    records=_WHO_PLAN,
    fields=(*_PLAN, remarks()),
)

KINDS: tuple[Kind, ...] = (
    BEST_INTERESTS_DECIDED,
    CONFERENCE_HELD,
    PLAN_MADE,
    PLAN_REVIEWED,
    SOLUTION_STARTED,
    FOLLOWED_UP,
)
