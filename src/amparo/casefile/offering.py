"""Which forms the page "Record what happened" offers, in the order of the journey.

Only kinds that the person may record on this case; what they type narrows the list. What changes
who is on a case, or opens and closes it, has screens of its own.
"""

import unicodedata
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.casefile import addresses, wording
from amparo.casefile.combined import LED_BY, TOGETHER
from amparo.casefile.rules import BY_ACTION_ONLY, WITHDRAWAL
from amparo.casefile.views import CaseView
from amparo.journey import KINDS

INVOLVING = {
    "involvement_started": "casefile:involve",
    "involvement_ended": "casefile:case_involvement",
    "access_barred": "casefile:bar",
}
NOT_OFFERED = BY_ACTION_ONLY | {WITHDRAWAL, "concern_reported", "concern_closed"}


@dataclass(frozen=True, slots=True)
class Offer:
    """One form: what it is called, what it is for, where it is. `words`: what a search looks at."""

    label: str
    help: str
    href: str
    words: str


@dataclass(frozen=True, slots=True)
class Group:
    """The forms of one step of the journey."""

    code: str
    label: str
    offers: list[Offer]


def groups(view: CaseView, typed: str = "") -> list[Group]:
    """The forms that this reader may open, by step of the journey; only those that fit `typed`."""
    asked = plain(typed).split()
    found = []
    for step, label in wording.STEPS.items():
        kinds = [code for code in view.records if KINDS[code].step == step]
        offers = [_offer(view, code) for code in kinds if _is_offered(code, view)]
        fitting = [offer for offer in offers if all(word in offer.words for word in asked)]
        if fitting:
            found.append(Group(step, _(label), fitting))
    return found


def _is_offered(code: str, view: CaseView) -> bool:
    if code in NOT_OFFERED:
        return False
    if code in INVOLVING:
        return view.can("bar" if code == "access_barred" else "involve") or view.can("share_legal")
    state = view.head.state
    return code != ("case_closed" if state != "open" else "case_reopened")


def _offer(view: CaseView, code: str) -> Offer:
    label, hint = wording.form_label(code), _help(code)
    reference = view.head.reference
    href = addresses.record(reference, code)
    if code in INVOLVING:
        href = reverse(INVOLVING[code], args=[reference])
    words = plain(f"{label} {_(KINDS[code].label)} {hint} {code.replace('_', ' ')}")
    return Offer(label, hint, href, words)


def _help(code: str) -> str:
    said: Any = TOGETHER[LED_BY[code]].help if code in LED_BY else KINDS[code].help
    return _(said) if said else ""


def plain(text: str) -> str:
    """Letters without their accents and in lower case: nobody types them the same way."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
