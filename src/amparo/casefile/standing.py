"""What is shown of a child's identification: who decided what, and what the facts amount to.

A presumption by those who protect and a decision of the competent authority are two facts and stand
apart. Nothing is decided here: `journey.standing_at` says what holds, `protocol.definitions` what
the facts amount to. Pages: `pages_standing`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from amparo.casefile import protocols, saying, wording
from amparo.casefile.saying import Line
from amparo.casefile.screen import DECIDES, EntryCard
from amparo.casefile.views import CaseView, EntryView
from amparo.journey import kind
from amparo.journey.moments import parse_moment
from amparo.protocol import Facts, Reading, amounts_to, facts_from
from amparo.protocol.definitions import ACT, CROSSING, MEANS, MOVEMENT, PURPOSE, THERE, Element
from amparo.terms.messages import N_

KIND = "standing_decided"
NATIONAL_LAW = "national_law"
NOT_TRAFFICKED = "not_trafficked"
ON_THE_HEAD = ("standing", "authority", "appeal_until")

ELEMENTS = {
    ACT: N_("An act"),
    PURPOSE: N_("A purpose"),
    MOVEMENT: N_("Movement"),
    MEANS: N_("A means"),
    CROSSING: N_("Brought across a border unlawfully, for gain"),
}
SAYS = {
    "fits": (N_("the facts fit"), "caution", "check"),
    "not_known_yet": (N_("not known yet"), "", "question"),
    "does_not_fit": (N_("not as known now"), "calm", "minus"),
}


@dataclass(frozen=True, slots=True)
class ElementShown:
    """One thing asked for: `there`, `missing` or `not_so`, and the facts that are there."""

    label: str
    state: str
    facts: str


@dataclass(frozen=True, slots=True)
class ReadingShown:
    """What the facts amount to under one definition, in words."""

    code: str
    name: Mapping[str, str]
    follows: Mapping[str, str]
    says: str
    tone: str
    sign: str
    fits: bool
    elements: list[ElementShown]
    source: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """The facts under every definition; `without_law`: the protocol holds no law of the country."""

    readings: list[ReadingShown]
    without_law: bool

    @property
    def fitting(self) -> list[ReadingShown]:
        """Those under which the facts fit."""
        return [reading for reading in self.readings if reading.fits]


def weigh(view: CaseView, more: Mapping[str, Any] | None = None) -> Weighed:
    """What the facts that this reader sees amount to; `more` is a decision being written."""
    said = ((e.kind, e.body) for e in view.entries if e.holds and e.body is not None)
    facts = facts_from(said, child=bool(view.situation.get("counted_as_child", True)))
    facts = facts.with_more(more or {})
    definitions = protocols.in_force()[-1].definitions
    readings = amounts_to(facts, definitions.values())
    return Weighed([_shown(one, facts) for one in readings], NATIONAL_LAW not in definitions)


def _shown(reading: Reading, facts: Facts) -> ReadingShown:
    words, tone, sign = SAYS[reading.says]
    return ReadingShown(
        code=reading.definition.code,
        name=reading.definition.name,
        follows=reading.definition.follows,
        says=_(words),
        tone=tone,
        sign=sign,
        fits=reading.says == "fits",
        elements=[
            ElementShown(_label(reading, one), one.state, _facts(one.name, one.state, facts))
            for one in reading.elements
        ],
        source=reading.definition.source,
    )


def _label(reading: Reading, element: Element) -> str:
    if element.name == ACT and reading.definition.act == "none_known":
        return _("No act is known") if element.state == THERE else _("An act is known")
    return _(ELEMENTS[element.name])


def _facts(element: str, state: str, facts: Facts) -> str:
    """The facts of one element, as the record says them."""
    if element == ACT and state == THERE and not facts.acts:
        return _("so far")
    found = {
        ACT: (("act", code) for code in sorted(facts.acts)),
        PURPOSE: (("purpose", code) for code in sorted(facts.purposes)),
        MEANS: (("means", code) for code in sorted(facts.means)),
        MOVEMENT: (("movement", facts.movement),) if facts.movement else (),
        CROSSING: (),
    }[element]
    return saying.listed(wording.label(name, code) for name, code in found)


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. `challenge`: `open`, `over` or `unknown`, with the day where it is known.
    `lines` are its answers but for those that stand on its head.
    """

    card: EntryCard
    standing: str
    authority: str
    challenge: str
    until: datetime | None
    lines: list[Line]


def decision(card: EntryCard, now: datetime) -> Decision:
    """A decision as the page shows it."""
    body = card.view.body or {}
    until = _until(card.view)
    challenge = "unknown" if until is None else ("open" if now <= until else "over")
    on_head = {_(field.label) for field in kind(KIND).fields if field.name in ON_THE_HEAD}
    return Decision(
        card=card,
        standing=str(body.get("standing", "")),
        authority=str(body.get("authority", "")),
        challenge=challenge,
        until=until,
        lines=[line for line in card.lines if line.label not in on_head],
    )


def _until(entry: EntryView) -> datetime | None:
    said = (entry.body or {}).get("appeal_until")
    return parse_moment(said, protocols.zone()).latest if said else None


def is_of_competent_authority(one: Decision) -> bool:
    """Whether whoever decided can decide in the end."""
    return one.authority == DECIDES
