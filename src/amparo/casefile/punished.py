"""A child who may be a victim and is charged, fined or accused: the alarm on the page of the case;
and the sentence that asks to look for exploitation first.

What a reader learns of it comes from entries they may read (section `legal`), as everywhere.
"""

from typing import Any

from django.utils.translation import gettext as _

from amparo.casefile import wording
from amparo.casefile.views import CaseView, EntryView
from amparo.journey import PROTECTIVE, look_first
from amparo.terms.messages import N_

DROPPED = "charge_dropped"
LOOKED_FOR = {
    "begging": N_("begging"),
    "crime": N_("a crime"),
    "papers": N_("no papers"),
    "stopped": N_("a journey that was stopped"),
}


def standing_charge(view: CaseView) -> EntryView | None:
    """The latest charge, fine or offence against the child that nobody has dropped since."""
    held = [one for one in view.entries if one.holds and one.kind in ("child_charged", DROPPED)]
    return held[-1] if held and held[-1].kind == "child_charged" else None


def what_for(charge: EntryView) -> str:
    """What was done to the child, and for what."""
    body: Any = charge.body or {}
    words = [wording.label("charge_measure", body.get("measure")), _offence(body.get("offence"))]
    return ": ".join(filter(None, words))


def _offence(said: str | None) -> str:
    try:
        return wording.label("offence", said)
    except LookupError:
        return said or ""


def may_be_a_victim(view: CaseView) -> bool:
    return (view.head.standing or "") in PROTECTIVE


def looked_for_first(view: CaseView) -> list[str]:
    """In words, why exploitation is looked for before anything else; empty for no reason, and once
    it was decided that the child is a victim.
    """
    if view.head.standing in ("identified", "not_trafficked"):
        return []
    said = ((one.kind, one.body) for one in view.entries if one.holds and one.body)
    return [_(LOOKED_FOR[reason]) for reason in look_first(said)]
