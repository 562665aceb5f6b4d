"""What the head of a case says at a glance: what nobody may overlook, the situation, the identity.

All of it from what one reader may see (`views`): what is not theirs is not there, and what is not
known is said to be so. Cards and lines of entries are in `screen`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from amparo.casefile import addresses, punished, saying, wording
from amparo.casefile.views import CaseView, EntryView
from amparo.journey import kind
from amparo.ui import formats


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something impossible to overlook: `flag` as room `ui` names it, and the next step."""

    flag: str
    heading: str
    words: str
    button: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the situation: what it is, what is known, since when."""

    label: str
    words: str
    since: Any = None
    more: str = ""


def alarms(view: CaseView) -> list[Alarm]:
    """Missing, detained, under removal; in this order, and only what this reader may know."""
    head = view.head
    found = []
    if head.missing:
        found.append(_alarm(view, "missing", _("This child is missing"), "missing_found"))
    if head.detained:
        found.append(_alarm(view, "detained", _("This child is detained"), "liberty_restored"))
    if head.under_removal:
        words = _("This child is to be removed from the country")
        found.append(_alarm(view, "removal", words, "removal_suspended"))
    charge = punished.standing_charge(view)
    if charge is not None:
        found.append(_charged(view, charge))
    return found


def _charged(view: CaseView, charge: EntryView) -> Alarm:
    """A charge, a fine or an immigration offence; a victim is not punished for what came of it."""
    why = (
        _("A child is not punished for what exploitation made them do: a lawyer, and a review.")
        if punished.may_be_a_victim(view)
        else _("Look for exploitation before anything else.")
    )
    ends_by = next((kind for kind in CHARGE_ENDS if kind in view.records), "")
    return Alarm(
        flag="charged",
        heading=_("This child is charged, fined or accused"),
        words=" ".join(filter(None, [punished.what_for(charge) + ".", why])),
        button=wording.form_label(ends_by) if ends_by else "",
        href=addresses.record(view.head.reference, ends_by) if ends_by else "",
    )


CHARGE_ENDS = ("charge_dropped", "charge_reviewed", "legal_aid_given")
_ALARM_FIELDS = {"missing": "missing", "detained": "detention", "removal": "removal"}


def _alarm(view: CaseView, flag: str, heading: str, ends_by: str) -> Alarm:
    row = view.situation.get(_ALARM_FIELDS[flag]) or {}
    since = row.get("last_seen_at") or row.get("at")
    may = ends_by in view.records
    return Alarm(
        flag=flag,
        heading=heading,
        words=_("Since %(when)s.") % {"when": formats.moment(since)} if since else "",
        button=wording.form_label(ends_by) if may else "",
        href=addresses.record(view.head.reference, ends_by) if may else "",
    )


def facts(view: CaseView) -> list[Fact]:
    """The situation in a few lines; a line whose section is not the reader's is left out."""
    return list(_facts(view, view.situation, view.head.assigned_to))


def _facts(view: CaseView, now: Mapping[str, Any], worker: str) -> Iterator[Fact]:
    if "standing" in now:
        yield from _protection(now, worker)
    if "placement" in now:
        placed = now["placement"] or {}
        more = str(placed.get("provider") or "")
        yield Fact(
            _("Placement"), wording.label("care", placed.get("care")), placed.get("at"), more
        )
    if now.get("whereabouts"):
        where = now["whereabouts"]
        yield Fact(_("Whereabouts"), str(where.get("place") or ""), where.get("at"))
    if "stay" in now:
        yield from _legal(view, now)


def _protection(now: Mapping[str, Any], worker: str) -> Iterator[Fact]:
    guardian = now.get("guardian") or {}
    yield Fact(_("Guardian"), str(guardian.get("guardian") or ""), guardian.get("at"))
    yield Fact(_("Responsible worker"), worker)
    risk = now.get("risk") or {}
    again = _("to be looked at again by %(day)s") % {"day": formats.moment(risk.get("review_by"))}
    more = again if risk.get("review_by") else ""
    yield Fact(_("Risk"), wording.label("risk_level", risk.get("level")), risk.get("at"), more)
    decided = now.get("decisions") or []
    if decided:
        last = decided[-1]
        yield Fact(_("Decided"), wording.label("solution", last.get("chosen")), last.get("at"))
    if now.get("solution"):
        begun = now["solution"]
        yield Fact(_("Begun"), wording.label("solution", begun.get("solution")), begun.get("at"))
    if now.get("factors_open"):
        open_ones = [wording.label("factor", code) for code in now["factors_open"]]
        yield Fact(_("Still to be addressed"), saying.listed(open_ones))


def _legal(view: CaseView, now: Mapping[str, Any]) -> Iterator[Fact]:
    stay = now.get("stay") or {}
    if stay or view.head.movement == "cross_border":
        until = _("until %(day)s") % {"day": formats.moment(stay.get("until"))}
        more = until if stay.get("until") else ""
        yield Fact(
            _("Right to stay"), wording.label("permit", stay.get("permit")), stay.get("at"), more
        )


@dataclass(frozen=True, slots=True)
class IdentityCard:
    """Who the child is: covered, or in lines. `known`: whether anything was recorded."""

    covered: bool
    may_reveal: bool
    known: bool
    names: list[str]
    lines: list[saying.Line]
    persons: list[list[saying.Line]]


def identity(view: CaseView) -> IdentityCard | None:
    """The identity of the child for somebody with that section; None for anybody else."""
    if "identity" not in view.sections:
        return None
    now = view.situation
    body = {name: now.get(name) for name in ("birth", "sex", "citizenships", "languages")}
    known = {name: value for name, value in body.items() if value}
    return IdentityCard(
        covered=view.identity_covered,
        may_reveal=view.can("reveal_identity"),
        known=any(entry.section == "identity" for entry in view.entries),
        names=[str(row.get("name", "")) for row in now.get("names") or []],
        lines=saying.lines("identity_recorded", known, {}),
        persons=[_person(row) for row in now.get("persons") or []],
    )


def _person(row: Mapping[str, Any]) -> list[saying.Line]:
    asked = {field.name for field in kind("person_linked").fields}
    return saying.lines("person_linked", {n: v for n, v in row.items() if n in asked}, {})
