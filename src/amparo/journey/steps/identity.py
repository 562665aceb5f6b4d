"""Who the child is, sealed apart from the case: names, birth, documents, people, contacts.

A case travels by its reference; this section stays behind. Where the child is now is in `safety`.
"""

from amparo.journey.kinds import Kind
from amparo.journey.steps.declaring import (
    IDENTIFYING,
    OPERATIONAL,
    code,
    codes,
    group,
    long_text,
    names,
    number,
    person,
    remarks,
    text,
    yes_no,
)
from amparo.journey.steps.recorders import CASE_TEAM, EVERYONE_WITH_A_CASE, WHO_CARE
from amparo.terms.messages import N_

STEP = "identity"

_NAMES = names(
    "names",
    N_("Names"),
    text("name", N_("Name"), required=True, privacy=IDENTIFYING),
    code("kind", "name_kind", N_("What kind of name")),
    code("script", "script", N_("Script"), or_text=True),
    required=True,
    hint=N_("Every name the child is known by, each written as the child or a document writes it."),
)
_BIRTH = group(
    "birth",
    N_("Born"),
    number("year", N_("Year"), 1900, 2100),
    number("month", N_("Month"), 1, 12),
    number("day", N_("Day"), 1, 31),
    yes_no("estimated", N_("Is this an estimate?")),
    hint=N_("Leave out what is not known."),
    privacy=IDENTIFYING,
)
_DOCUMENTS = group(
    "documents",
    N_("Documents"),
    code("kind", "document_kind", N_("Kind of document"), or_text=True),
    text("number", N_("Number"), privacy=IDENTIFYING),
    code("country", "country", N_("Issued by which country")),
    yes_no("genuine", N_("Is it genuine?")),
    many=True,
    privacy=IDENTIFYING,
)

IDENTITY_RECORDED = Kind(
    code="identity_recorded",
    label=N_("Identity recorded"),
    help=N_("Sealed apart from the case. Every look at it is written down."),
    section="identity",
    step=STEP,
    records=EVERYONE_WITH_A_CASE,  # a reporter seals the name as heard, and cannot read it again
    fields=(
        _NAMES,
        _BIRTH,
        number("apparent_age", N_("How old the child looks"), 0, 120),
        code("sex", "sex", N_("Sex")),
        codes("citizenships", "citizenship", N_("Citizenships"), privacy=IDENTIFYING),
        yes_no("birth_registered", N_("Was the birth registered?")),
        _DOCUMENTS,
        codes("languages", "language", N_("Languages"), or_text=True),
        text(
            "photo",
            N_("Photograph"),
            N_("The reference under which it is sealed, never the picture itself."),
            privacy=IDENTIFYING,
        ),
    ),
)

PERSON_LINKED = Kind(
    code="person_linked",
    label=N_("Person around the child recorded"),
    help=N_("Family, friends, or whoever says they are. Safe to know is not safe to contact."),
    section="identity",
    step=STEP,
    records=WHO_CARE,
    fields=(
        code("relation", "relation", N_("Who they are to the child"), required=True),
        text("name", N_("Name"), privacy=IDENTIFYING),
        long_text("contact", N_("How to reach them"), privacy=IDENTIFYING),
        yes_no("relation_verified", N_("Was the relation verified?")),
        text("how_verified", N_("How it was verified"), show_when={"relation_verified": (True,)}),
        text(
            "verified_with",
            N_("With whom it was checked"),
            N_("For instance a registry, the embassy, a neighbour, or the child alone."),
            privacy=IDENTIFYING,
            show_when={"relation_verified": (True, False)},
        ),
        code("risk_to_child", "risk_to_child", N_("Are they a risk to the child?")),
        yes_no("may_be_contacted", N_("May they be contacted?"), N_("Ask the child first.")),
        remarks(),
    ),
)

CONTACT_MADE = Kind(
    code="contact_made",
    label=N_("Contact made"),
    help=N_("Also when nobody answered: say that it was an attempt."),
    section="protection",
    step=STEP,
    records=CASE_TEAM | {"guardian", "lawyer", "provider", "helpline"},
    fields=(
        text("with", N_("With whom"), N_("Their part, such as child or aunt; no names.")),
        text("how", N_("How")),
        yes_no("child_seen", N_("Was the child seen?")),
        yes_no("attempt", N_("Was it only an attempt?"), or_number=True),
        remarks(),
    ),
)

CONTACT_AGREED = Kind(
    code="contact_agreed",
    label=N_("Safe contact agreed"),
    help=N_("How the child wants to be reached, and how never."),
    section="protection",
    step=STEP,
    records=CASE_TEAM | {"guardian", "lawyer", "provider", "helpline"},
    fields=(
        text("channel", N_("By which way"), privacy=IDENTIFYING),
        text("safe_times", N_("When it is safe")),
        text(
            "never",
            N_("What must never be done"),
            N_("For instance: no messages, never call at home."),
        ),
        text("code_word", N_("Code word"), privacy=IDENTIFYING),
    ),
)

# Stands on the timelines of both cases, and is shown only to those who may know who both are: what
# one agency could not see before, it cannot see after.
SAME_CHILD_DECIDED = Kind(
    code="same_child_decided",
    label=N_("Decided whether two cases are one child"),
    help=N_("On both cases, and shown only to those who may read the identity in both."),
    section="identity",
    step=STEP,
    records=CASE_TEAM,
    fields=(
        text("case", N_("Reference of the other case"), required=True, privacy=OPERATIONAL),
        code("result", "same_child_result", N_("What was decided"), required=True),
        long_text("reason", N_("Why"), required=True),
        person("agreed_by", N_("Who agreed")),
    ),
)

KINDS: tuple[Kind, ...] = (
    IDENTITY_RECORDED,
    PERSON_LINKED,
    CONTACT_MADE,
    CONTACT_AGREED,
    SAME_CHILD_DECIDED,
)
