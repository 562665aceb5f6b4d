"""The sentences that pages of a case share: why something is owed, what a ground is called, and
such.

Bodies of entries are said in `saying`, times and references by room `ui`.
"""

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo import terms
from amparo.casefile import protocols
from amparo.casefile.combined import LED_BY, TOGETHER
from amparo.casefile.involving import identifier
from amparo.casefile.views import DutyView
from amparo.journey import KINDS
from amparo.terms.messages import N_
from amparo.ui import formats

OUR_OWN = "Amparo default"
YEAR = 330  # days; beyond, a day without its year could be taken for another

# The modules of the journey in which a kind stands, in the order in which the list shows them.
STEPS: dict[str, str] = {
    "concern": N_("The first worry"),
    "identification": N_("Signs, status, age"),
    "identity": N_("Who the child is"),
    "safety": N_("A safe place and freedom"),
    "missing": N_("Missing and found"),
    "voice": N_("The child's voice, guardian, consent"),
    "services": N_("Health, needs, services"),
    "family": N_("Family and tracing"),
    "stay": N_("Right to stay"),
    "solution": N_("Plan, decisions, solution"),
    "justice": N_("The child's defence, and justice"),
    "record": N_("The case itself"),
}


def language() -> str:
    return get_language() or "en"


def label(code_list: str, code: str | None) -> str:
    """The label of a code in the page's language; empty for none."""
    return terms.label(code_list, code, language()) if code else ""


def kind_label(kind: str) -> str:
    return _(KINDS[kind].label) if kind in KINDS else kind


def form_label(kind: str) -> str:
    """What the form is called that records a kind, alone or together with others."""
    return _(TOGETHER[LED_BY[kind]].label) if kind in LED_BY else kind_label(kind)


def why_owed(duty: DutyView) -> str:
    """Who owes it and which source says so; a time that is ours is never put under a source."""
    who = _("Owed by: %(role)s.") % {"role": label("role", duty.by).lower()}
    return f"{who} {source_of(duty)}"


def source_of(duty: DutyView) -> str:
    """Where a duty and its time come from."""
    if duty.source == OUR_OWN:
        return _("Duty and time are this project's default.")
    source = _("Source: %(source)s.") % {"source": duty.source}
    if duty.time_from_source:
        return source
    return source + " " + _("The time is this project's default.")


def gate_asks(code: str) -> str:
    """What a gate asks, as the protocol in force words it."""
    return terms.in_language(protocols.gate_asks(code), language())


def ground(code: str, consents: Mapping[str, str]) -> str:
    """On what an involvement rests: a ground of the list, or a consent by what it is for."""
    if identifier(code):
        return consents.get(code) or _("a consent of the child")
    return label("involvement_ground", code)


def day(at: datetime) -> str:
    """The day of a moment, where the deployment is."""
    return formats.day(timezone.localtime(at).date())


def month(at: datetime) -> str:
    """The month of a moment, such as May 2031."""
    return str(date_format(timezone.localtime(at).date(), "YEAR_MONTH_FORMAT"))


def short_day(at: datetime, now: datetime) -> str:
    """A day in little room: 4 May, or the month of another year."""
    then, today = timezone.localtime(at).date(), timezone.localtime(now).date()
    return str(date_format(then, "j M" if abs((today - then).days) < YEAR else "M Y"))


def step_when(done_at: datetime | None, due_at: datetime | None, now: datetime) -> str:
    """What stands under a step of the journey: when it was made, or how long is left."""
    if done_at is not None:
        return short_day(done_at, now)
    return formats.span((due_at - now).total_seconds()) if due_at else ""
