"""The child's voice, and those who speak for the child: guardian, parents, interviews, consent.

What the child said is kept in the child's words. A guardian hears of every decision before it is
final.
"""

from amparo.journey.fields import Field
from amparo.journey.kinds import Kind
from amparo.journey.steps.declaring import (
    OPERATIONAL,
    code,
    codes,
    entry,
    group,
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
    LAW_ENFORCEMENT,
    WHO_HEAR_THE_CHILD,
)
from amparo.terms.messages import N_

STEP = "voice"

GUARDIAN_APPOINTED = Kind(
    code="guardian_appointed",
    label=N_("Guardian appointed"),
    help=N_("Somebody independent of whoever runs the placement or decides on the stay."),
    section="protection",
    step=STEP,
    records=CASE_TEAM | {"competent_authority", "coordinator"},
    fields=(
        text("guardian", N_("Guardian"), required=True, privacy=OPERATIONAL),
        text("appointing_body", N_("Appointed by"), privacy=OPERATIONAL),
        code("mandate", "mandate", N_("For how long"), privacy=OPERATIONAL),
        yes_no("conflict_checked", N_("Was it checked that they have no other interest?")),
    ),
)

GUARDIAN_ENDED = Kind(
    code="guardian_ended",
    label=N_("Guardianship ended"),
    help=N_("If nobody follows, a guardian is owed again."),
    section="protection",
    step=STEP,
    records=CASE_TEAM | {"competent_authority", "coordinator", "guardian"},
    fields=(
        text("guardian", N_("Which guardian"), privacy=OPERATIONAL),
        long_text("reason", N_("Why it ended")),
    ),
)

GUARDIAN_CONSULTED = Kind(
    code="guardian_consulted",
    label=N_("Guardian asked"),
    help=N_("Before the decision, and with its reasons."),
    section="protection",
    step=STEP,
    records=CASE_TEAM | {"guardian"},
    fields=(
        text("about", N_("About what"), required=True),
        entry("planned", N_("Which planned step")),
        code("view", "guardian_view", N_("The guardian")),
        long_text("text", N_("What the guardian said")),
        yes_no("answered", N_("Was the guardian's question or objection answered?")),
    ),
)

PARENTS_ASSESSED = Kind(
    code="parents_assessed",
    label=N_("Parents assessed"),
    help=N_(
        "Only five times yes means that the parents can look after the child; not known is no yes."
    ),
    section="protection",
    step=STEP,
    records=CASE_TEAM | {"competent_authority"},
    fields=(
        yes_no("present", N_("Is a parent here?"), required=True),
        yes_no("willing", N_("Are they willing to care for the child?"), required=True),
        yes_no("able_to_protect", N_("Are they able to protect the child?"), required=True),
        yes_no("safe_to_contact", N_("Is it safe to contact them?"), required=True),
        yes_no("involvement_excluded", N_("Is it excluded that they took part?"), required=True),
        remarks(),
    ),
)

INFORMATION_GIVEN = Kind(
    code="information_given",
    label=N_("Child informed"),
    help=N_("In a language and a way that the child understands."),
    section="protection",
    step=STEP,
    records=CASE_TEAM
    | AT_THE_CHILDS_SIDE
    | EVERYONE_AT_THE_FRONT
    | {"panel", "competent_authority"},
    fields=(
        code("about", "information_about", N_("About what"), required=True),
        code("language", "language", N_("In which language"), or_text=True),
        code("form", "information_form", N_("In which form"), privacy=OPERATIONAL),
        yes_no("understood", N_("Did the child understand?")),
        remarks(),
    ),
)

STEP_PLANNED = Kind(
    code="step_planned",
    label=N_("Step planned"),
    help=N_("Say it beforehand, so that what is still missing shows in time."),
    section="protection",
    step=STEP,
    records=CASE_TEAM | AT_THE_CHILDS_SIDE | {"coordinator", "police", "prosecutor", "panel"},
    fields=(
        code("step", "step", N_("Which step"), required=True, privacy=OPERATIONAL),
        moment("on", N_("When"), privacy=OPERATIONAL),
        text("by", N_("By whom"), privacy=OPERATIONAL),
        remarks(),
    ),
)

INTERVIEW_HELD = Kind(
    code="interview_held",
    label=N_("Interview held"),
    help=N_("What was asked and how. What the child said belongs where it is needed, not here."),
    section="protection",
    step=STEP,
    records=CASE_TEAM
    | AT_THE_CHILDS_SIDE
    | LAW_ENFORCEMENT
    | EVERYONE_AT_THE_FRONT
    | {"competent_authority", "focal_point"},
    fields=(
        code("purpose", "interview_purpose", N_("What for"), required=True, privacy=OPERATIONAL),
        codes("asked_about", "asked_about", N_("What was asked about")),
        yes_no("guardian_present", N_("Was the guardian there?")),
        group(
            "interpreter",
            N_("Interpreter"),
            code("language", "language", N_("Language"), or_text=True),
            yes_no(
                "independence_checked",
                N_("Was it checked that they are independent?"),
                N_("Not a relative, an employer, or anyone who came with the child."),
            ),
        ),
        yes_no("child_friendly_place", N_("Was the place friendly to a child?")),
        yes_no("recorded", N_("Was it recorded, so that it need not be repeated?")),
        long_text(
            "reason_to_ask_again",
            N_("Why the child was asked again"),
            show_when={"asked_about": ("exploitation",)},
        ),
    ),
)

_CONSENT: tuple[Field, ...] = (
    code("purpose", "consent_purpose", N_("What for"), required=True, or_text=True),
    text("recipients", N_("Who may know"), many=True, privacy=OPERATIONAL),
    codes("sections", "section", N_("Which sections"), privacy=OPERATIONAL),
    code("by", "consent_by", N_("Who said so")),
    code("basis", "consent_basis", N_("On what basis"), privacy=OPERATIONAL),
    moment("until", N_("Until when"), privacy=OPERATIONAL),
)
_WHO_RECORD_CONSENT = WHO_HEAR_THE_CHILD | {"helpline"}

CONSENT_RECORDED = Kind(
    code="consent_recorded",
    label=N_("Consent given"),
    help=N_("To sharing or to a step; never to exploitation, which no child can consent to."),
    section="protection",
    step=STEP,
    records=_WHO_RECORD_CONSENT,
    fields=_CONSENT,
)

CONSENT_REFUSED = Kind(
    code="consent_refused",
    label=N_("Consent refused"),
    help=N_("Refusing closes no door to care."),
    section="protection",
    step=STEP,
    records=_WHO_RECORD_CONSENT,
    fields=(*_CONSENT, remarks()),
)

CONSENT_WITHDRAWN = Kind(
    code="consent_withdrawn",
    label=N_("Consent withdrawn"),
    help=N_("What rests on this consent ends at once."),
    section="protection",
    step=STEP,
    records=_WHO_RECORD_CONSENT,
    fields=(entry("consent", N_("Which consent")), *_CONSENT, remarks()),
)

VIEW_RECORDED = Kind(
    code="view_recorded",
    label=N_("The child's view"),
    help=N_("In the child's own words, as far as possible."),
    section="protection",
    step=STEP,
    records=WHO_HEAR_THE_CHILD | {"competent_authority", "focal_point"},
    fields=(
        code("topic", "view_topic", N_("About what"), required=True),
        long_text("words", N_("What the child said")),
        code("wish", "wish", N_("The child is")),
        yes_no("heard_apart", N_("Was the child heard apart from family and carers?")),
        long_text("weight_given", N_("What weight it was given")),
        long_text("why_if_not_followed", N_("Why it was not followed, if it was not")),
    ),
)

KINDS: tuple[Kind, ...] = (
    GUARDIAN_APPOINTED,
    GUARDIAN_ENDED,
    GUARDIAN_CONSULTED,
    PARENTS_ASSESSED,
    INFORMATION_GIVEN,
    STEP_PLANNED,
    INTERVIEW_HELD,
    CONSENT_RECORDED,
    CONSENT_REFUSED,
    CONSENT_WITHDRAWN,
    VIEW_RECORDED,
)
