"""What a case says already of what a screening asks, so that nobody is asked twice.

All of it from what one reader may see (`views`). An answer is carried over only where the question
is the same: by what an item says of itself (`known_from`), or because another set asks it in the
same words. It is a beginning, which whoever screens can change.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from amparo.casefile import instruments_here, saying, wording
from amparo.casefile.views import CaseView, EntryView
from amparo.instruments import Instrument, Item
from amparo.instruments.answers import NO, WORST_FORM_OF, YES
from amparo.terms.messages import N_

CONCERN, SCREENING = "concern_reported", "screening_completed"
STANDING, EXPLOITATION = "standing_decided", "exploitation_described"
MORE_THAN_SUSPECTED = frozenset({"presumed", "identified"})
SURE_ENOUGH = frozenset({"confirmed", "likely"})
RESIDENTIAL = frozenset({"small_group", "residential_open", "residential_closed"})
FROM = {
    CONCERN: N_("Known from the concern of %(day)s. You can change it."),
    SCREENING: N_("Known from the screening of %(day)s. You can change it."),
    EXPLOITATION: N_("Known from the exploitation described on %(day)s. You can change it."),
}
# What a screener reads of a concern, in the words of its form.
OF_A_CONCERN = (
    "channel",
    "account",
    "signs",
    "recent_harm",
    "travelling_with",
    "lives_in_institution",
    "how_many",
)


@dataclass(frozen=True, slots=True)
class Known:
    """One answer that is there already, and the entry that gave it."""

    answer: str
    kind: str
    at: datetime

    @property
    def words(self) -> str:
        """Where it is known from, as the page says it beside the item."""
        return _(FROM[self.kind]) % {"day": wording.day(self.at)}


def answers(view: CaseView, instrument: Instrument) -> dict[str, Known]:
    """What the case says already of the items of an instrument; the latest word holds."""
    by_source = {
        source: item.code for item in instrument.items.values() for source in item.known_from
    }
    found: dict[str, Known] = {}
    for entry, body in _holding(view):
        if entry.kind == SCREENING:
            said = dict(_screened(body, instrument))
        else:
            said = {
                by_source[source]: YES for source in _sources(entry, body) if source in by_source
            }
        for item, answer in said.items():
            found[item] = Known(answer, entry.kind, entry.occurred.earliest)
    return found


def _holding(view: CaseView) -> Iterator[tuple[EntryView, Mapping[str, Any]]]:
    return ((entry, entry.body) for entry in view.entries if entry.holds and entry.body is not None)


def _sources(entry: EntryView, body: Mapping[str, Any]) -> Iterator[str]:
    """What an entry says with a yes, as `known_from` of an item names it."""
    if entry.kind == CONCERN:
        yield from (f"child_sign.{sign}" for sign in body.get("signs") or ())
    if entry.kind == EXPLOITATION and body.get("certainty") in SURE_ENOUGH:
        yield from (f"control.{control}" for control in body.get("controls") or ())


def _screened(body: Mapping[str, Any], instrument: Instrument) -> Iterator[tuple[str, str]]:
    """What an earlier screening answered with yes or no to the same questions."""
    with_what = str(body.get("instrument") or "")
    asked = instruments_here.recorded_with(with_what, str(body.get("version") or ""))
    for item, answer in (body.get("answers") or {}).items():
        ours = instrument.items.get(item)
        if ours is None or answer not in (YES, NO):
            continue
        if _is_same(ours, asked.items.get(item) if asked else None):
            yield item, answer


def _is_same(item: Item, other: Item | None) -> bool:
    return other is not None and item.text == other.text


# What the end of a screening asks


def at_the_end(view: CaseView) -> dict[str, Any]:
    """The act, the worst forms and the institution, as far as the record says them, as a body."""
    said: dict[str, Any] = {}
    forms: dict[str, bool] = {}
    for entry, body in _holding(view):
        if entry.kind in (CONCERN, SCREENING):
            _take_over(said, forms, body)
        elif _is_sure(entry, body):
            if _says_an_act(body):
                said["act"] = True
            forms |= dict.fromkeys(_worst_forms(body), True)
    if forms:
        said["worst_forms"] = forms
    if "lives_in_institution" not in said and _came_up_in_an_institution(view):
        said["lives_in_institution"] = True
    return said


def _take_over(said: dict[str, Any], forms: dict[str, bool], body: Mapping[str, Any]) -> None:
    for name in ("act", "lives_in_institution"):
        if isinstance(body.get(name), bool):
            said[name] = body[name]
    given = body.get("worst_forms") or {}
    forms |= {form: answer == YES for form, answer in given.items() if answer in (YES, NO)}


def _is_sure(entry: EntryView, body: Mapping[str, Any]) -> bool:
    """Whether an entry says what happened: not what is only suspected, or possible."""
    if entry.kind == STANDING:
        return body.get("standing") in MORE_THAN_SUSPECTED
    return entry.kind == EXPLOITATION and body.get("certainty") in SURE_ENOUGH


def _says_an_act(body: Mapping[str, Any]) -> bool:
    """Whether an entry says that the child was recruited, moved, handed over or received."""
    channel = body.get("recruitment_channel")
    recruited = bool(body.get("recruited_at")) or channel not in (None, "", "unknown")
    return bool(body.get("acts")) or recruited


def _worst_forms(body: Mapping[str, Any]) -> Iterator[str]:
    said = (
        ("purpose", [*(body.get("purposes") or ()), *(body.get("forms") or ())]),
        ("sub_form", body.get("sub_forms") or ()),
    )
    for code_list, codes in said:
        yield from (WORST_FORM_OF[code_list][c] for c in codes if c in WORST_FORM_OF[code_list])


# Children in institutions are missed as such


def lives_in_institution(view: CaseView) -> bool:
    """Whether the child lives in an institution, as far as this reader may know.

    Said only to who reads the protection of the child: not to the institution's own people.
    """
    if "protection" not in view.sections:
        return False
    if (view.situation.get("placement") or {}).get("care") in RESIDENTIAL:
        return True
    # A placement is whereabouts, and says nothing at the end of a screening, which more may read.
    return at_the_end(view).get("lives_in_institution") is True


def _came_up_in_an_institution(view: CaseView) -> bool:
    return any(
        entry.kind == CONCERN and body.get("channel") == "residential_care"
        for entry, body in _holding(view)
    )


# What is shown on top


@dataclass(frozen=True, slots=True)
class Part:
    """What one entry says already: its heading with the day, and its answers in words."""

    heading: str
    lines: list[saying.Line]


def parts(view: CaseView) -> list[Part]:
    """What the reader may see of concerns and earlier screenings, and the child's age and sex."""
    found = [_about_the_child(view)]
    for entry, body in _holding(view):
        if entry.kind == CONCERN:
            told = {name: body[name] for name in OF_A_CONCERN if name in body}
            found.append(_part(entry, saying.lines(CONCERN, told, {})))
        elif entry.kind == SCREENING:
            told = {
                name: body[name] for name in ("instrument", "version", "answers") if name in body
            }
            found.append(_part(entry, saying.lines(SCREENING, told, {})))
    return [part for part in found if part.lines]


def _part(entry: EntryView, lines: list[saying.Line]) -> Part:
    label = wording.kind_label(entry.kind)
    return Part(f"{label}, {wording.day(entry.occurred.earliest)}", lines)


def _about_the_child(view: CaseView) -> Part:
    known = (
        (_("Age"), wording.label("age_band_of_child", view.head.age_band)),
        (_("Sex"), wording.label("sex", view.head.sex)),
    )
    return Part(_("The child"), [saying.Line(label, words) for label, words in known if words])
