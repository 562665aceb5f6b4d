"""Where the screens of a case are: addresses carry the reference and codes, never more.

Used by every page that leads into a case; `urls_case` says which page answers.
"""

from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from amparo.casefile.combined import LED_BY
from amparo.casefile.views import DutyView


def case(reference: str, tab: str = "") -> str:
    """The page of a case, or one of its tabs."""
    return reverse(f"casefile:case_{tab}" if tab else "casefile:case", args=[reference])


def record(reference: str, kind: str = "", duty: str = "") -> str:
    """The form that records a kind (`duty`: the one it shall meet), or the list of kinds."""
    if not kind:
        return reverse("casefile:record", args=[reference])
    if kind in LED_BY:
        address = reverse("casefile:record_together", args=[reference, LED_BY[kind]])
    else:
        address = reverse("casefile:record_kind", args=[reference, kind])
    return f"{address}?{urlencode({'for': duty})}" if duty else address


def correct(reference: str, entry: UUID) -> str:
    """The form that corrects an entry."""
    return reverse("casefile:correct", args=[reference, entry])


def answer(reference: str, step: UUID) -> str:
    """The form with which a guardian answers a planned step: that entry."""
    return f"{record(reference, 'guardian_consulted')}?{urlencode({'step': str(step)})}"


def meeting(duty: DutyView) -> str:
    """The form that meets a duty, filled as far as the duty says; empty where no form does."""
    if duty.form is None:
        return ""
    return record(duty.case.reference, duty.form.kind, duty.code)
