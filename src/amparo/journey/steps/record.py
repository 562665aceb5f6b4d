"""The file itself: opened, assigned, closed; who is involved; documents, notes, corrections.

What an involvement lets a person see is decided in room `access`; how entries correct each other in
`journey.timeline`.
"""

import uuid
from collections.abc import Mapping
from typing import Any

from amparo.journey.fields import Field, Problems
from amparo.journey.kinds import AS_CHOSEN, Kind
from amparo.journey.steps.declaring import (
    OPERATIONAL,
    agency,
    code,
    codes,
    entry,
    long_text,
    moment,
    person,
    remarks,
    text,
    yes_no,
)
from amparo.journey.steps.recorders import (
    AT_THE_CHILDS_SIDE,
    CASE_TEAM,
    COORDINATION,
    EVERYONE_WITH_A_CASE,
)
from amparo.terms import code_list
from amparo.terms.messages import N_

STEP = "record"

# These are owed whatever happens, and no one can agree to set them aside.
NEVER_SET_ASIDE = frozenset(
    {"guardian", "liberty", "rights_told", "defence", "police_told", "removal_stopped"}
)

WHO = N_("name the agency or the person")
NO_GROUND = N_("name the consent it rests on, or one of the grounds")
OWED_ALWAYS = N_("this duty can never be set aside")


def _names_somebody(body: Mapping[str, Any]) -> Problems:
    return {} if _said(body, "agency") or _said(body, "person") else {"agency": WHO}


def _names_what_ends(body: Mapping[str, Any]) -> Problems:
    return {} if _said(body, "involvement") else _names_somebody(body)


def _said(body: Mapping[str, Any], name: str) -> bool:
    return bool(str(body.get(name) or "").strip())


def _rests_on_something(body: Mapping[str, Any]) -> Problems:
    ground = str(body.get("ground") or "").strip()
    if not ground or ground in code_list("involvement_ground").codes or _is_uuid(ground):
        return _names_somebody(body)
    return {"ground": NO_GROUND} | _names_somebody(body)


def _is_uuid(value: str) -> bool:
    try:
        uuid.UUID(value)
    except ValueError:
        return False
    return True


def _can_be_set_aside(body: Mapping[str, Any]) -> Problems:
    duty = str(body.get("duty") or "").strip()
    return {"duty": OWED_ALWAYS} if duty in NEVER_SET_ASIDE else {}


CASE_OPENED = Kind(
    code="case_opened",
    label=N_("Case opened"),
    help=N_("From now on one worker is responsible."),
    section="protection",
    step=STEP,
    records=CASE_TEAM | COORDINATION,
    fields=(remarks(),),
)

CASE_ASSIGNED = Kind(
    code="case_assigned",
    label=N_("Responsible worker named"),
    help="",
    section="protection",
    step=STEP,
    records=CASE_TEAM | COORDINATION,
    fields=(person("to", N_("Responsible worker")), remarks()),
)

CASE_CLOSED = Kind(
    code="case_closed",
    label=N_("Case closed"),
    help=N_("Follow-up goes on. A closed case can be opened again at any time."),
    section="protection",
    step=STEP,
    records=CASE_TEAM | COORDINATION,
    fields=(
        code("reason", "closing_reason", N_("Why"), privacy=OPERATIONAL),
        person("agreed_by", N_("Who agreed")),
        remarks(),
    ),
)

CASE_REOPENED = Kind(
    code="case_reopened",
    label=N_("Case opened again"),
    help=N_("All that is owed is owed afresh."),
    section="protection",
    step=STEP,
    records=CASE_TEAM | COORDINATION,
    fields=(
        long_text("reason", N_("Why")),
        person("agreed_by", N_("Who agreed")),
        remarks(),
    ),
)

_WHO_IS_INVOLVED: tuple[Field, ...] = (
    agency("agency", N_("Agency")),
    person("person", N_("Person")),
)
_ON_GROUND: tuple[Field, ...] = (
    text(
        "ground",
        N_("On what ground"),
        N_("The consent it rests on, or legal_duty, vital_interests, best_interests."),
        privacy=OPERATIONAL,
    ),
    moment("until", N_("Until when"), privacy=OPERATIONAL),
)
_WHO_INVOLVES = CASE_TEAM | {"coordinator", "lawyer"}  # the lawyer: to share the legal section

INVOLVEMENT_STARTED = Kind(
    code="involvement_started",
    label=N_("Involved in the case"),
    help=N_("An agency or a person, for the sections they need and no more."),
    section="protection",
    step=STEP,
    records=_WHO_INVOLVES,
    check=_rests_on_something,
    fields=(
        *_WHO_IS_INVOLVED,
        code("role", "role", N_("In which role"), required=True, privacy=OPERATIONAL),
        codes("sections", "section", N_("Which sections"), required=True, privacy=OPERATIONAL),
        *_ON_GROUND,
        yes_no(
            "shared_by_lawyer",
            N_("Does the child's own lawyer share the legal section?"),
            show_when={"role": ("police", "prosecutor", "border")},
            privacy=OPERATIONAL,
        ),
    ),
)

INVOLVEMENT_ENDED = Kind(
    code="involvement_ended",
    label=N_("No longer involved"),
    help=N_("Without a role, every involvement of theirs ends."),
    section="protection",
    step=STEP,
    records=_WHO_INVOLVES,
    check=_names_what_ends,
    fields=(
        entry("involvement", N_("Which involvement")),
        *_WHO_IS_INVOLVED,
        # Optional here: ending must not fail because somebody forgot as what they were involved.
        code("role", "role", N_("In which role"), privacy=OPERATIONAL),
        codes("sections", "section", N_("Which sections"), privacy=OPERATIONAL),
        *_ON_GROUND,
        long_text("reason", N_("Why")),
    ),
)

ACCESS_BARRED = Kind(
    code="access_barred",
    label=N_("Access barred"),
    help=N_("Stands above every role. For when somebody who could look is under suspicion."),
    section="protection",
    step=STEP,
    records=CASE_TEAM | {"coordinator", "complaints"},
    check=_names_somebody,
    fields=(*_WHO_IS_INVOLVED, long_text("reason", N_("Why"), required=True)),
)

_SECTION = code(
    "section", "section", N_("Who needs it"), N_("The narrower, the safer."), privacy=OPERATIONAL
)

# Where the author chooses no section, nothing may leak. `legal` is read by the child's own side
# alone (child, guardian, lawyer, caseworker); the others are shared with providers or police too.
THE_CHILDS_OWN_SIDE = "legal"

DOCUMENT_RECORDED = Kind(
    code="document_recorded",
    label=N_("Document recorded"),
    help=N_(
        "Sexual images of a child are never uploaded, previewed or copied: record that they exist, "
        "who holds them, and the digest that the holder gives."
    ),
    section=AS_CHOSEN,
    default_section=THE_CHILDS_OWN_SIDE,
    step=STEP,
    records=EVERYONE_WITH_A_CASE - {"child"},
    fields=(
        code("kind", "document_kind", N_("Kind of document"), required=True, or_text=True),
        text("digest", N_("Digest"), N_("The number by which a copy can be told to be the same.")),
        text("held_by", N_("Who holds it"), privacy=OPERATIONAL),
        _SECTION,
        remarks(),
    ),
)

NOTE_ADDED = Kind(
    code="note_added",
    label=N_("Note"),
    help=N_("For what has no place of its own. What has a kind is recorded as that kind."),
    section=AS_CHOSEN,
    default_section=THE_CHILDS_OWN_SIDE,
    step=STEP,
    records=EVERYONE_WITH_A_CASE,
    fields=(long_text("text", N_("Note"), required=True), _SECTION),
)

IDENTITY_EXPOSED = Kind(
    code="identity_exposed",
    label=N_("Identity exposed"),
    help=N_("In the press, online, or by mistake. Risks are assessed again within a day."),
    section="protection",
    step=STEP,
    records=EVERYONE_WITH_A_CASE - {"child"},
    fields=(
        text("where", N_("Where")),
        text("by", N_("By whom"), privacy=OPERATIONAL),
        long_text("response", N_("What was done")),
    ),
)

DUTY_NOT_POSSIBLE = Kind(
    code="duty_not_possible",
    label=N_("Duty not possible"),
    help=N_("It still counts as unmet. Say why, so that what is missing can be seen."),
    section="protection",
    step=STEP,
    records=CASE_TEAM | AT_THE_CHILDS_SIDE | {"panel", "prosecutor", "competent_authority"},
    check=_can_be_set_aside,
    fields=(
        text("duty", N_("Which duty"), required=True, privacy=OPERATIONAL),
        long_text("why", N_("Why it is not possible"), required=True),
        person("agreed_by", N_("Who agreed"), required=True),
        moment("review_by", N_("Look at it again by"), privacy=OPERATIONAL),
    ),
)

ENTRY_WITHDRAWN = Kind(
    code="entry_withdrawn",
    label=N_("Entry withdrawn"),
    help=N_("It stays in the record, and no longer counts."),
    section=AS_CHOSEN,  # that of the entry withdrawn: the record passes it
    step=STEP,
    records=EVERYONE_WITH_A_CASE,
    fields=(
        entry("entry", N_("Which entry"), required=True),
        long_text("reason", N_("Why"), required=True),
    ),
)

OPENING: tuple[Kind, ...] = (
    CASE_OPENED,
    CASE_ASSIGNED,
    INVOLVEMENT_STARTED,
    INVOLVEMENT_ENDED,
    ACCESS_BARRED,
)
ALONG_THE_WAY: tuple[Kind, ...] = (
    DOCUMENT_RECORDED,
    NOTE_ADDED,
    IDENTITY_EXPOSED,
    DUTY_NOT_POSSIBLE,
    ENTRY_WITHDRAWN,
)
CLOSING: tuple[Kind, ...] = (CASE_CLOSED, CASE_REOPENED)

KINDS: tuple[Kind, ...] = OPENING + CLOSING + ALONG_THE_WAY
