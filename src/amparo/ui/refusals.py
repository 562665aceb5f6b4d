"""Says a refusal of room `access` in the page's language: the reason, and what to do."""

from django.utils.translation import gettext as _

from amparo.access import Refused


def reason(refusal: Refused) -> str:
    """Why it was refused."""
    return _(refusal.reason) % refusal.values if refusal.reason else ""


def what_to_do(refusal: Refused) -> str:
    """What the person can do now; may be empty."""
    return _(refusal.what_to_do) % refusal.values if refusal.what_to_do else ""


def said(refusal: Refused) -> str:
    """Both, for the summary of a form."""
    return " ".join(filter(None, (reason(refusal), what_to_do(refusal))))
