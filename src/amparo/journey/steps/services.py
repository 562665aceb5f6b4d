"""What the child needs and gets: health, functioning, services, and what made them vulnerable."""

from collections.abc import Mapping
from typing import Any

from amparo.journey.kinds import Kind
from amparo.journey.steps.declaring import (
    OPERATIONAL,
    answers,
    code,
    long_text,
    remarks,
    text,
    yes_no,
)
from amparo.journey.steps.recorders import AT_THE_CHILDS_SIDE, CASE_TEAM, WHO_CARE
from amparo.terms.messages import N_

STEP = "services"

IN_HEALTH = frozenset({"health", "psychosocial"})


def _section_of_service(body: Mapping[str, Any]) -> str:
    return "health" if body.get("service") in IN_HEALTH else "protection"


HEALTH_CHECKED = Kind(
    code="health_checked",
    label=N_("Health checked"),
    help=N_("What was found stays with whoever treats the child."),
    section="health",
    step=STEP,
    records=WHO_CARE,
    fields=(
        yes_no("urgent_care_given", N_("Was urgent care given?")),
        yes_no("assent", N_("Did the child agree?")),
        long_text("follow_up", N_("What follows")),
    ),
)

FUNCTIONING_ASSESSED = Kind(
    code="functioning_assessed",
    label=N_("Functioning assessed"),
    help=N_("The Child Functioning Module, so that no disability goes unseen."),
    section="health",
    step=STEP,
    records=WHO_CARE,
    fields=(
        text(
            "age_set",
            N_("Questions for which age"),
            N_("2 to 4 or 5 to 17 years."),
            privacy=OPERATIONAL,
        ),
        answers("answers", N_("Answers")),
        remarks(),
    ),
)

NEED_FOUND = Kind(
    code="need_found",
    label=N_("Need found"),
    help=N_("What the child needs, not its cause."),
    section="protection",
    section_from=_section_of_service,
    step=STEP,
    records=WHO_CARE | AT_THE_CHILDS_SIDE | {"helpline", "first_responder"},
    fields=(
        code("service", "service", N_("What is needed"), required=True),
        yes_no("urgent", N_("Is it urgent?"), privacy=OPERATIONAL),
        remarks(),
    ),
)

SERVICE_GIVEN = Kind(
    code="service_given",
    label=N_("Service given"),
    help="",
    section="protection",
    section_from=_section_of_service,
    step=STEP,
    records=WHO_CARE | AT_THE_CHILDS_SIDE | {"helpline", "first_responder"},
    fields=(
        code("service", "service", N_("What was given"), required=True),
        yes_no("urgent", N_("Was it urgent?"), privacy=OPERATIONAL),
        text("provider", N_("By whom"), privacy=OPERATIONAL),
        long_text("what", N_("More exactly")),
        long_text("outcome", N_("What came of it")),
    ),
)

FACTOR_RECORDED = Kind(
    code="factor_recorded",
    label=N_("Vulnerability found"),
    help=N_("What made exploitation possible, so that the solution does not lead back into it."),
    section="protection",
    step=STEP,
    records=CASE_TEAM | AT_THE_CHILDS_SIDE | {"competent_authority"},
    fields=(
        code("factor", "factor", N_("Which"), required=True),
        long_text("what", N_("More exactly")),
    ),
)

FACTOR_ADDRESSED = Kind(
    code="factor_addressed",
    label=N_("Vulnerability addressed"),
    help=N_("What has changed, not what was promised."),
    section="protection",
    step=STEP,
    records=CASE_TEAM | AT_THE_CHILDS_SIDE | {"competent_authority"},
    fields=(
        code("factor", "factor", N_("Which"), required=True),
        long_text("what", N_("What was done")),
    ),
)

KINDS: tuple[Kind, ...] = (
    HEALTH_CHECKED,
    FUNCTIONING_ASSESSED,
    NEED_FOUND,
    SERVICE_GIVEN,
    FACTOR_RECORDED,
    FACTOR_ADDRESSED,
)
