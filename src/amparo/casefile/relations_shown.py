"""Relations of the child that nobody has verified, as the page of the case lists them.

Only those whose entry stands in a section of the reader's. Who the person is stays covered until
the identity is uncovered; that something is unverified is never a reason by itself to separate.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amparo.casefile import addresses, screen, wording
from amparo.casefile.models import UnverifiedRelation
from amparo.casefile.views import CaseView, EntryView
from amparo.ui import formats

KIND = "person_linked"


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation to be checked: in words as far as uncovered, and the form that records it."""

    words: str
    at: datetime
    href: str


def nobody_verified(view: CaseView) -> list[Relation]:
    """What stands unverified in this case, the oldest first."""
    rows = UnverifiedRelation.objects.filter(case=view.case, section__in=sorted(view.sections))
    found = set(rows.values_list("entry_id", flat=True))
    return list(_relations(view, (one for one in view.entries if one.id in found)))


def _relations(view: CaseView, entries: Iterable[EntryView]) -> Iterable[Relation]:
    for entry in entries:
        yield Relation(_words(entry), entry.occurred.earliest, _href(view, entry))


def _words(entry: EntryView) -> str:
    if entry.body is None:
        return _("Somebody said to be family; who it is, is covered.")
    if entry.kind == KIND:
        relation = wording.label("relation", entry.body.get("relation"))
        return _("Said to be: %(relation)s.") % {"relation": relation.lower()}
    company = str(entry.body.get("travelling_with") or "").strip()
    if company:
        return _("Travelled with: %(company)s.") % {"company": company}
    number = int(entry.body.get("how_many") or 0)
    return ngettext(
        "%(number)s child was reported together.",
        "%(number)s children were reported together.",
        number,
    ) % {"number": formats.number(number)}


def _href(view: CaseView, entry: EntryView) -> str:
    """Where the check is recorded: on the entry itself, or as a person around the child."""
    if entry.kind == KIND and screen.may_change(entry, view):
        return addresses.correct(view.head.reference, entry.id)
    return addresses.record(view.head.reference, KIND) if KIND in view.records else ""
