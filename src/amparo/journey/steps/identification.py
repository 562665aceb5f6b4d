"""Who the child is in the eyes of the law: screening, status, age, and what was done to them.

An instrument gives evidence; people decide. For a child the means never matter, and consent to
exploitation is never a fact about the child. What is coded here carries no identity and feeds the
statistics.
"""

from amparo.journey.fields import Field
from amparo.journey.kinds import Kind
from amparo.journey.steps.declaring import (
    OPERATIONAL,
    answers,
    code,
    codes,
    day,
    entry,
    group,
    long_text,
    moment,
    number,
    remarks,
    text,
    yes_no,
)
from amparo.journey.steps.recorders import CASE_TEAM, EVERYONE_AT_THE_FRONT, WHO_SCREEN
from amparo.terms.messages import N_

STEP = "identification"

MEDICALLY = {"methods": ("medical",)}
NEVER_ASKED = {"instrument": ()}  # kept with the entry, but no form asks for it


def _place(name: str, label: str, *, many: bool = False) -> Field:
    return group(
        name,
        label,
        code("country", "country", N_("Country")),
        text("area", N_("Region or province"), N_("Nothing smaller than a province.")),
        many=many,
    )


SCREENING_COMPLETED = Kind(
    code="screening_completed",
    label=N_("Screening completed"),
    help=N_(
        "Somebody trained looked at the signs. No result says that a child was not trafficked."
    ),
    section="protection",
    step=STEP,
    records=WHO_SCREEN,
    fields=(
        text("instrument", N_("Which set of questions"), required=True, privacy=OPERATIONAL),
        text("version", N_("Which version"), privacy=OPERATIONAL),
        answers("answers", N_("Answers"), codes="screening_answer"),
        yes_no("act", N_("Was the child recruited, moved, handed over, housed or received?")),
        answers(
            "worst_forms",
            N_("Worst forms of child labour"),
            codes="screening_answer",
            or_number=True,
        ),
        yes_no(
            "lives_in_institution",
            N_("Does the child live in a home, a hostel or another institution?"),
            N_("Recruitment out of institutions, and exploitation inside them, is often missed."),
        ),
        yes_no("read_aloud", N_("Were the questions read aloud?"), privacy=OPERATIONAL),
        text("setting", N_("Where, and who was there"), privacy=OPERATIONAL),
        long_text("result", N_("What the answers add up to"), show_when=NEVER_ASKED),
        yes_no("on_paper", N_("Was it written on paper first?"), privacy=OPERATIONAL),
        remarks(),
    ),
)

STANDING_DECIDED = Kind(
    code="standing_decided",
    label=N_("Identification status decided"),
    help=N_(
        "Reason to believe is enough to presume. Only a competent authority can decide in the end."
    ),
    section="protection",
    step=STEP,
    records=CASE_TEAM | EVERYONE_AT_THE_FRONT | {"competent_authority", "prosecutor"},
    fields=(
        code("standing", "standing", N_("Identification status"), required=True),
        code("authority", "authority", N_("Who decided"), required=True, privacy=OPERATIONAL),
        codes(
            "acts",
            "act",
            N_("What was done to the child?"),
            N_("One is enough. Housing or receiving a child counts, and nobody need be moved."),
            explained=True,
        ),
        codes(
            "purposes",
            "purpose",
            N_("For which exploitation?"),
            N_("The purpose is enough: it need not have begun."),
        ),
        code("movement", "movement", N_("Was the child moved?")),
        yes_no(
            "smuggled",
            N_("Did somebody, for gain, bring the child across a border against the law?"),
            N_("A child may be both smuggled and trafficked."),
        ),
        codes(
            "means",
            "means",
            N_("By which means?"),
            N_("Never needed for a child, whatever the child agreed to."),
            explained=True,
        ),
        long_text("grounds", N_("Reasons")),
        group(
            "evidence",
            N_("What it rests on"),
            entry("entry", N_("Which entry of the case")),
            text("what", N_("Or what else"), N_("A paper, an observation; no names.")),
            many=True,
        ),
        yes_no("child_told", N_("Was the child told, and why?")),
        moment("appeal_until", N_("Until when the child can appeal"), privacy=OPERATIONAL),
    ),
)

AGE_CONSIDERED = Kind(
    code="age_considered",
    label=N_("Age considered"),
    help=N_("Uncertain age means child. No examination can tell an age to the year."),
    section="protection",
    step=STEP,
    records=CASE_TEAM | {"competent_authority"},
    fields=(
        number("stated_age", N_("Age that the child gives"), 0, 120),
        number("estimated_low", N_("Lowest age that is possible"), 0, 120),
        number("estimated_high", N_("Highest age that is possible"), 0, 120),
        codes(
            "methods",
            "age_method",
            N_("How the age was considered"),
            N_("A medical examination comes last, when nothing gentler has helped."),
            required=True,
        ),
        long_text(
            "medical_because",
            N_("Why a medical examination was needed"),
            N_("What was tried before, and what it left open."),
            show_when=MEDICALLY,
        ),
        yes_no(
            "consent",
            N_("Did the child agree to it?"),
            N_("Told in their language what is done and what follows, and free to say no."),
            show_when=MEDICALLY,
        ),
        code(
            "outcome",
            "age_outcome",
            N_("Outcome"),
            N_("Whoever may be under 18 is treated as a child."),
            required=True,
        ),
        long_text("reasons", N_("Reasons")),
        yes_no("guardian_present", N_("Was the guardian there?")),
        yes_no("child_told", N_("Was the child told the outcome, and how to challenge it?")),
        moment("challenge_until", N_("Until when it can be challenged"), privacy=OPERATIONAL),
    ),
)

EXPLOITATION_DESCRIBED = Kind(
    code="exploitation_described",
    label=N_("Exploitation described"),
    help=N_("Coded facts only. Do not ask the child again to fill this in."),
    section="coded",
    step=STEP,
    records=CASE_TEAM | {"competent_authority"},
    fields=(
        codes("forms", "exploitation_form", N_("Forms of exploitation")),
        codes("sub_forms", "sub_form", N_("More exactly")),
        code("sector", "sector", N_("In which kind of work")),
        day("began", N_("When it began")),
        day("ended", N_("When it ended")),
        number("age_at_start", N_("Age when it began"), 0, 120),
        _place("recruited_at", N_("Where the child was recruited")),
        _place("transit", N_("Through where"), many=True),
        _place("exploited_at", N_("Where the child was exploited")),
        code("recruiter_relation", "relation", N_("Who the recruiter was to the child")),
        code("recruitment_channel", "recruitment_channel", N_("How the child was recruited")),
        codes("controls", "control", N_("How the child was controlled")),
        yes_no("online", N_("Was the internet used?")),
        yes_no("debt", N_("Was there a debt?")),
        code("cared_for_before", "care", N_("Who cared for the child before")),
        code("certainty", "certainty", N_("How sure this is")),
    ),
)

ALLEGED_TRAFFICKER_DESCRIBED = Kind(
    code="alleged_trafficker_described",
    label=N_("Alleged trafficker described"),
    help=N_("One entry for each person. Never a name, nor anything that points to one."),
    section="coded",
    step=STEP,
    records=CASE_TEAM | {"competent_authority"},
    fields=(
        code("role", "trafficker_role", N_("What they did")),
        code("sex", "sex", N_("Sex")),
        code("age_band", "age_band", N_("Age")),
        code("relation", "relation", N_("Who they were to the child")),
        yes_no("in_group", N_("Did they act in a group?")),
    ),
)

KINDS: tuple[Kind, ...] = (
    SCREENING_COMPLETED,
    STANDING_DECIDED,
    AGE_CONSIDERED,
    EXPLOITATION_DESCRIBED,
    ALLEGED_TRAFFICKER_DESCRIBED,
)
