"""The history of a child's ages as one strip: claimed, documented, estimated, in order of date.

Made from what one reader may see (`views`): a birth is identity and stays covered until somebody
asks for it, and even then only whole years are shown. What is drawn is also said in words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from amparo.casefile import addresses, saying, wording
from amparo.casefile.views import CaseView, EntryView
from amparo.journey import (
    AGE_CLAIMED,
    AGE_DOCUMENTED,
    AGE_ESTIMATED,
    AGE_SEEN,
    KINDS_THAT_SAY_AGE,
    MAJORITY,
    AgeSaid,
    ages_said,
    medical_doubts,
    soon_adult,
)
from amparo.terms.messages import N_
from amparo.ui import formats

KIND = "age_considered"
READ_BY = frozenset({"protection", "identity"})
WIDE, AROUND = 240, 3  # the drawing's own units; years left free on both sides

DOUBTS = {
    "consent": N_("A medical examination needs the child's free consent, with the guardian there."),
    "reasons": N_("Say why a medical examination was needed."),
    "nothing_before": N_(
        "A medical examination comes last. What the child says, papers, family or a social "
        "assessment come first."
    ),
}
BESIDE = {"consent": "consent", "reasons": "medical_because", "nothing_before": "methods"}


@dataclass(frozen=True, slots=True)
class Bar:
    """Where an age lies on the scale of years, and where 18 does; `WIDE` units in all."""

    x: float
    width: float
    line: float


@dataclass(frozen=True, slots=True)
class AgeRow:
    """One age as it was said: then, and what it would be today. `notes` say what it does not
    prove. Without `said`, the entry is covered.
    """

    what: str
    said: str
    today: str
    how: str
    by: str
    at: datetime
    href: str
    struck: bool
    bar: Bar | None = None
    way: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Strip:
    """The strip of ages. `covered`: some of it waits for the identity to be uncovered."""

    rows: list[AgeRow]
    covered: bool
    first: str
    last: str


def may_read(view: CaseView) -> bool:
    return not READ_BY.isdisjoint(view.sections)


def strip(view: CaseView) -> Strip:
    """Every age in this case, the oldest entry first."""
    said = [(entry, _said(entry)) for entry in view.entries if entry.kind in KINDS_THAT_SAY_AGE]
    low, high = _scale((age for _entry, ages in said for age in ages), view.at)
    rows = []
    for entry, ages in said:
        if entry.covered:
            rows.append(_covered(entry, view))
        rows += [_row(entry, age, view, low, high) for age in ages]
    covered = any(entry.covered for entry, _ages in said)
    return Strip(rows, covered, formats.number(low), formats.number(high))


def _said(entry: EntryView) -> list[AgeSaid]:
    return ages_said(entry.kind, entry.body or {}, entry.occurred.earliest)


def _scale(ages: Iterable[AgeSaid], at: datetime) -> tuple[int, int]:
    """From which year to which the strip is drawn; 18 is always on it."""
    ends = [end for age in ages for end in age.on(at)]
    low, high = min([MAJORITY, *ends]) - AROUND, max([MAJORITY, *ends]) + AROUND
    return max(low, 0), high


def _covered(entry: EntryView, view: CaseView) -> AgeRow:
    return AgeRow(
        what=wording.kind_label(entry.kind),
        said="",
        today="",
        how="",
        by=_by(entry),
        at=entry.occurred.earliest,
        href=_href(entry, view),
        struck=not entry.holds,
    )


def _row(entry: EntryView, age: AgeSaid, view: CaseView, low: int, high: int) -> AgeRow:
    from_year, to_year = age.on(view.at)
    return AgeRow(
        what=_what(age),
        said=_years(age.low, age.high),
        today=_years(from_year, to_year),
        how=_how(age),
        by=_by(entry),
        at=entry.occurred.earliest,
        href=_href(entry, view),
        struck=not entry.holds,
        bar=_bar(from_year, to_year + 1, low, high),
        way=age.way,
        notes=tuple(_notes(entry, age, view)),
    )


def _what(age: AgeSaid) -> str:
    return {
        AGE_CLAIMED: _("Claimed"),
        AGE_SEEN: _("Guessed from looks"),
        AGE_DOCUMENTED: _("Documented"),
        AGE_ESTIMATED: _("Estimated"),
    }[age.way]


def _how(age: AgeSaid) -> str:
    named = [wording.label("age_method", one) for one in age.methods if age.way == AGE_ESTIMATED]
    return saying.listed([*named, *(_paper(one) for one in age.papers)])


def _paper(code: str) -> str:
    try:
        return wording.label("document_kind", code)
    except LookupError:
        return code


def _years(low: int, high: int) -> str:
    ends = [formats.number(low), formats.number(high)]
    return ends[0] if low == high else _("%(low)s to %(high)s") % {"low": ends[0], "high": ends[1]}


def _notes(entry: EntryView, age: AgeSaid, view: CaseView) -> Iterable[str]:
    if age.way == AGE_DOCUMENTED and age.reaches_18:
        yield _("A paper that says 18 may come from those who exploit: a sign, not a proof.")
    if age.way == AGE_ESTIMATED:
        for doubt in medical_doubts(entry.body or {}, methods_before(view, entry)):
            yield _(DOUBTS[doubt])


def methods_before(view: CaseView, entry: EntryView | None = None) -> set[str]:
    """How the age was considered before an entry, or so far; what was withdrawn does not count."""
    found: set[str] = set()
    for one in view.entries:
        if entry is not None and one.id == entry.id:
            break
        if one.kind == KIND and one.holds and one.body:
            found |= set(one.body.get("methods") or ())
    return found


def _by(entry: EntryView) -> str:
    if not entry.author:
        return entry.agency
    return _("%(agency)s, %(person)s") % {"agency": entry.agency, "person": entry.author}


def _href(entry: EntryView, view: CaseView) -> str:
    return f"{addresses.case(view.head.reference, 'timeline')}#entry-{entry.id}"


def _bar(start: int, end: int, low: int, high: int) -> Bar:
    """Places on the scale; where the page runs from right to left, so do the years."""
    unit = WIDE / (high - low)
    x, line, width = (start - low) * unit, (MAJORITY - low) * unit, (end - start) * unit
    if get_language_bidi():
        x, line = WIDE - x - width, WIDE - line
    return Bar(round(x, 1), round(max(width, 2), 1), round(line, 1))


# What the case counts with


@dataclass(frozen=True, slots=True)
class Counted:
    """What the case counts with now. `child`: None where this reader may not know."""

    child: bool | None
    why: str
    earliest: str
    latest: str


def counted(view: CaseView) -> Counted:
    """A birth that is covered is not told by its months either, but for whom `turning` tells them:
    somebody who may be 18 soon.
    """
    covered = any(one.covered for one in view.entries if one.kind in KINDS_THAT_SAY_AGE)
    tells = is_soon_adult(view) or not covered
    earliest, latest = adulthood(view) if tells else ("", "")
    child = view.situation.get("treated_as_child")
    return Counted(child, _why(view, child) if child is not None else "", earliest, latest)


def adulthood(view: CaseView) -> tuple[str, str]:
    """The months in which the child may turn 18 and surely will have; empty for not known."""
    if view.adulthood is None:
        return "", ""
    earliest, latest = view.adulthood
    return wording.month(earliest), wording.month(latest)


def _why(view: CaseView, child: bool) -> str:
    considered = [one for one in view.entries if one.kind == KIND and one.holds and one.body]
    last: Any = considered[-1].body if considered else None
    adult = last is not None and last.get("outcome") == "adult"
    if not child:
        return (
            _("An outcome of adult was recorded, and the time to challenge it is over.")
            if adult
            else _("By what is recorded of the birth, the 18th birthday has passed.")
        )
    if adult:
        return _(
            "An outcome of adult was recorded and can still be challenged: a child until then."
        )
    if last is not None and last.get("outcome") == "treated_as_child":
        return _("The age is uncertain, and uncertain means child.")
    if view.adulthood is None:
        return _("Nothing is recorded of the age, and uncertain means child.")
    if view.adulthood[0] <= view.at:
        return _("They may be 18 already, and may not be: uncertain means child.")
    return _("By all that is recorded, the child is under 18.")


def is_soon_adult(view: CaseView) -> bool:
    """Whether half a year or less is left until the child may be 18."""
    return view.adulthood is not None and soon_adult(view.adulthood[0], view.at)
