"""The law: the child's own side, section `legal`, and the case against the exploiters, `justice`.

A child is never charged for what exploitation made them do, and testimony is the child's free
choice. Police and prosecutors may say what they did to the child (a charge brought, dropped,
reviewed) without reading the child's defence.
"""

from amparo.journey.fields import Field
from amparo.journey.kinds import Kind
from amparo.journey.steps.declaring import (
    IDENTIFYING,
    OPERATIONAL,
    code,
    codes,
    long_text,
    moment,
    money,
    remarks,
    text,
    yes_no,
)
from amparo.journey.steps.recorders import (
    AT_THE_CHILDS_SIDE,
    CASE_TEAM,
    CHARGING,
    JUSTICE,
    LEGAL,
)
from amparo.terms.messages import N_

STEP = "justice"

NEVER_ASKED = {"against": ()}  # kept where another system sends it; the decision has an entry here

CHILD_CHARGED = Kind(
    code="child_charged",
    label=N_("Child charged"),
    help=N_(
        "Also a fine, or an offence of entry or stay. A lawyer is owed, and a review of the charge."
    ),
    section="legal",
    step=STEP,
    records=CHARGING,
    fields=(
        code("offence", "offence", N_("With what"), required=True, or_text=True),
        code("measure", "charge_measure", N_("What was done to the child")),
        yes_no("linked_to_exploitation", N_("Is it linked to the exploitation?")),
        remarks(),
    ),
)

_CHARGE_DECISION: tuple[Field, ...] = (
    text("decision", N_("Decision")),
    long_text("reason", N_("Why")),
)

CHARGE_DROPPED = Kind(
    code="charge_dropped",
    label=N_("Charge against the child dropped"),
    help="",
    section="legal",
    step=STEP,
    records=CHARGING,
    fields=_CHARGE_DECISION,
)

CHARGE_REVIEWED = Kind(
    code="charge_reviewed",
    label=N_("Charge against the child reviewed"),
    help=N_("Was the child made to do it?"),
    section="legal",
    step=STEP,
    records=CHARGING,
    fields=_CHARGE_DECISION,
)

LEGAL_AID_GIVEN = Kind(
    code="legal_aid_given",
    label=N_("Legal advice given"),
    help=N_("A lawyer for the child alone, free of charge."),
    section="legal",
    step=STEP,
    records=LEGAL,
    fields=(
        text("by", N_("By whom"), privacy=OPERATIONAL),
        text("for", N_("For what"), N_("For instance defence, stay, or compensation.")),
        remarks(),
    ),
)

APPEAL_LODGED = Kind(
    code="appeal_lodged",
    label=N_("Appeal lodged"),
    help="",
    section="legal",
    step=STEP,
    records=LEGAL,
    fields=(
        text("against", N_("Against what")),
        long_text("grounds", N_("Grounds")),
        text("outcome", N_("Outcome"), show_when=NEVER_ASKED),
    ),
)

APPEAL_DECIDED = Kind(
    code="appeal_decided",
    label=N_("Appeal decided"),
    help="",
    section="legal",
    step=STEP,
    records=LEGAL,
    fields=(
        text("against", N_("Against what")),
        long_text("grounds", N_("Reasons")),
        text("outcome", N_("Outcome")),
    ),
)

COMPLAINT_MADE = Kind(
    code="complaint_made",
    label=N_("Complaint made"),
    help=N_("Whoever is complained about neither answers nor reads it alone."),
    section="protection",
    step=STEP,
    records=CASE_TEAM | AT_THE_CHILDS_SIDE | {"complaints", "child", "helpline", "provider"},
    fields=(
        text("against", N_("About whom or what"), privacy=IDENTIFYING),
        long_text("grounds", N_("What is wrong")),
        long_text("outcome", N_("Outcome"), show_when=NEVER_ASKED),
    ),
)

COMPLAINT_ANSWERED = Kind(
    code="complaint_answered",
    label=N_("Complaint answered"),
    help="",
    section="protection",
    step=STEP,
    records=frozenset({"complaints", "supervisor", "coordinator"}),
    fields=(
        text("against", N_("About whom or what"), privacy=IDENTIFYING),
        long_text("grounds", N_("Reasons")),
        long_text("outcome", N_("Outcome")),
    ),
)

_OFFENCE: tuple[Field, ...] = (
    code("offence", "offence", N_("Which offence"), or_text=True),
    yes_no("trafficking", N_("As trafficking?"), N_("No means as a lesser offence.")),
)
_MEASURES = codes("measures", "testimony_measure", N_("How the child is protected"))

CASE_REPORTED_TO_POLICE = Kind(
    code="case_reported_to_police",
    label=N_("Exploitation reported to the police"),
    help=N_("Never automatic. The child's safety and view come first."),
    section="justice",
    step=STEP,
    records=JUSTICE | {"guardian"},
    fields=(*_OFFENCE, remarks()),
)

CHARGE_BROUGHT = Kind(
    code="charge_brought",
    label=N_("Charge brought against an exploiter"),
    help="",
    section="justice",
    step=STEP,
    records=JUSTICE,
    fields=(*_OFFENCE, remarks()),
)

TESTIMONY_PLANNED = Kind(
    code="testimony_planned",
    label=N_("Testimony planned"),
    help=N_("The child may say no, and loses nothing by it."),
    section="justice",
    step=STEP,
    records=JUSTICE | {"guardian"},
    fields=(_MEASURES, moment("on", N_("When"), privacy=OPERATIONAL), remarks()),
)

TESTIMONY_GIVEN = Kind(
    code="testimony_given",
    label=N_("Testimony given"),
    help=N_("How it was given, never what was said."),
    section="justice",
    step=STEP,
    records=JUSTICE | {"guardian"},
    fields=(_MEASURES, remarks()),
)

JUDGMENT_GIVEN = Kind(
    code="judgment_given",
    label=N_("Judgment given"),
    help=N_("Tell the child before anybody else does."),
    section="justice",
    step=STEP,
    records=JUSTICE,
    fields=(
        code("outcome", "judgment_outcome", N_("Outcome")),
        text("sentence", N_("Sentence")),
        remarks(),
    ),
)

ACCUSED_RELEASED = Kind(
    code="accused_released",
    label=N_("Accused at liberty"),
    help=N_("The child must know at once."),
    section="justice",
    step=STEP,
    records=JUSTICE | {"guardian"},
    fields=(remarks(),),
)

REPRISAL_REPORTED = Kind(
    code="reprisal_reported",
    label=N_("Threat or reprisal"),
    help=N_("Against the child, the family, or a witness. Risks are assessed again within a day."),
    section="justice",
    step=STEP,
    records=JUSTICE | {"guardian", "provider", "helpline"},
    fields=(
        text("against", N_("Against whom"), N_("Their part, such as child or mother; no names.")),
        long_text("response", N_("What was done")),
        remarks(),
    ),
)

_COMPENSATION: tuple[Field, ...] = (
    money("amount", N_("Amount")),
    text("currency", N_("Currency"), privacy=OPERATIONAL),
    text("from", N_("From whom"), N_("For instance the offender, or a state fund.")),
    long_text("reason_if_none", N_("Why there is none, if there is none")),
)

COMPENSATION_CONSIDERED = Kind(
    code="compensation_considered",
    label=N_("Compensation considered"),
    help=N_("Every route and its time limit, with a lawyer."),
    section="legal",
    step=STEP,
    records=LEGAL,
    fields=(*_COMPENSATION, moment("until", N_("Claim possible until"), privacy=OPERATIONAL)),
)

COMPENSATION_ORDERED = Kind(
    code="compensation_ordered",
    label=N_("Compensation ordered"),
    help="",
    section="legal",
    step=STEP,
    records=LEGAL,
    fields=_COMPENSATION,
)

COMPENSATION_PAID = Kind(
    code="compensation_paid",
    label=N_("Compensation paid"),
    help=N_("What reached the child, not what was promised."),
    section="legal",
    step=STEP,
    records=LEGAL,
    fields=_COMPENSATION,
)

KINDS: tuple[Kind, ...] = (
    LEGAL_AID_GIVEN,
    CHILD_CHARGED,
    CHARGE_REVIEWED,
    CHARGE_DROPPED,
    CASE_REPORTED_TO_POLICE,
    CHARGE_BROUGHT,
    TESTIMONY_PLANNED,
    TESTIMONY_GIVEN,
    JUDGMENT_GIVEN,
    ACCUSED_RELEASED,
    REPRISAL_REPORTED,
    COMPENSATION_CONSIDERED,
    COMPENSATION_ORDERED,
    COMPENSATION_PAID,
    APPEAL_LODGED,
    APPEAL_DECIDED,
    COMPLAINT_MADE,
    COMPLAINT_ANSWERED,
)
