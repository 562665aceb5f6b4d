"""Two cases and what their timelines say about each other: who decided what, when, and why.

A concern that was joined to a case is read as that case, with what was decided about it before.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amparo.access import NotFound
from amparo.casefile import timelines
from amparo.casefile.models import Case, CaseLink
from amparo.casefile.timelines import Opened, Read
from amparo.journey import Entry, Timeline
from amparo.people.queries import agency_names, names_of

KIND = "same_child_decided"
SAME, DIFFERENT, RELATED, ASK_LATER = "same", "different", "related", "ask_later"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision about two cases, as the page tells it. `undone`: why it no longer holds."""

    result: str
    reason: str
    at: datetime
    by: str
    agency: str
    agreed_by: str
    holds: bool
    undone: str = ""
    undone_at: datetime | None = None
    undone_by: str = ""


def in_order(one: Case, other: Case) -> tuple[Case, Case]:
    """A pair in the order in which tables keep it."""
    if one.id == other.id:
        raise NotFound
    return (one, other) if one.id < other.id else (other, one)


def read_as(case_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Concerns that were joined to a case, each with the case it is read as."""
    links = CaseLink.objects.filter(concern_id__in=list(case_ids), whole=True)
    return dict(links.values_list("concern_id", "case_id"))


def references(case: Case, opened: Opened) -> frozenset[str]:
    """The references that mean this case: its own, and those of the concerns it reads."""
    return frozenset({case.reference, *(read.joined_from for read in opened.reads)}) - {""}


def holding(opened: Opened, about: frozenset[str]) -> list[Read]:
    """The decisions that hold on one timeline about the case of these references."""
    live = {entry.id for entry in _timeline(opened).live if _is_about(entry, about)}
    return [read for read in opened.of_two if str(read.row.id) in live]


def _timeline(opened: Opened) -> Timeline:
    return Timeline(read.entry for read in opened.of_two if read.entry is not None)


def _is_about(entry: Entry, about: frozenset[str]) -> bool:
    return entry.kind == KIND and str(entry.says("case")) in about


def history(one: Case, other: Case) -> list[Decision]:
    """Everything that was decided about two cases, the latest first."""
    opened, theirs = timelines.open_case(one.id, timelines.WHOLE), timelines.open_case(other.id)
    about = references(other, theirs)
    timeline = _timeline(opened)
    rows = {str(read.row.id): read.row for read in opened.of_two}
    people = names_of(row.author_id for row in rows.values())
    agencies = agency_names(row.agency_id for row in rows.values())
    agreed = names_of(
        UUID(entry.agreed_by) for entry in timeline.entries if _is_id(entry.agreed_by)
    )
    live = {entry.id for entry in timeline.live}

    def told(entry: Entry) -> Decision:
        row = rows[entry.id]
        undone = next(
            (
                one
                for one in timeline.corrections_of(entry.id)
                if one.kind != KIND and entry.id not in live
            ),
            None,
        )
        return Decision(
            result=str(entry.says("result")),
            reason=str(entry.says("reason") or ""),
            at=entry.recorded_at,
            by=people.get(row.author_id, ""),
            agency=agencies.get(row.agency_id, ""),
            agreed_by=agreed.get(UUID(entry.agreed_by), "") if _is_id(entry.agreed_by) else "",
            holds=entry.id in live,
            undone=str(undone.says("reason") or "") if undone else "",
            undone_at=undone.recorded_at if undone else None,
            undone_by=people.get(rows[undone.id].author_id, "") if undone else "",
        )

    found = [told(entry) for entry in timeline.entries if _is_about(entry, about)]
    return sorted(found, key=lambda decision: decision.at, reverse=True)


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
