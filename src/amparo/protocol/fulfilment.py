"""What meets a duty: named predicates over a history, used by the protocol files.

Each gives every moment at which something met the duty, at the latest possible moment of its
entry. The engine picks the first at or after the clock's start. `kind:CODE` in a protocol file
means any entry of that kind.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from amparo.journey import Entry, History


@dataclass(frozen=True, slots=True)
class Met:
    """Something that meets a duty: when it was done, and the entry that says so.

    `episode_from` limits it to the clock that started then.
    """

    at: datetime
    entry: Entry
    episode_from: datetime | None = None


MetBy = Callable[[History], Iterable[Met]]


def _met(entry: Entry) -> Met:
    return Met(entry.occurred.latest, entry)


def any_of(*kinds: str) -> MetBy:
    """Any entry of these kinds."""
    return lambda history: [_met(entry) for entry in history.timeline.of(*kinds)]


def where(kind: str, holds: Callable[[Entry], bool]) -> MetBy:
    """An entry of this kind of which something holds."""
    return lambda history: [_met(entry) for entry in history.timeline.of(kind) if holds(entry)]


def says(kind: str, **values: str) -> MetBy:
    """An entry of this kind whose body says exactly this."""
    return lambda history: [_met(entry) for entry in history.timeline.of(kind, **values)]


def _decided_by_competent_authority(history: History) -> Iterable[Met]:
    return [_met(entry) for entry in history.decided_by_competent_authority]


def _rights_told(entry: Entry) -> bool:
    return about(entry, "rights") and entry.says("understood") is not False


def about(entry: Entry, subject: str) -> bool:
    """Whether `about` names this subject, whether it holds one code or several."""
    value = entry.says("about")
    return subject in value if isinstance(value, list) else value == subject


def police_told(history: History) -> Iterable[Met]:
    """The earliest time the police were told, within each episode of going missing."""
    for span in history.missing:
        for entry in history.timeline.of("missing_reported", "missing_step"):
            inside = span.start <= entry.occurred.latest and (
                span.end is None or entry.occurred.earliest <= span.end
            )
            if not inside:
                continue
            if entry.kind == "missing_step":
                if entry.says("step") == "police_told":
                    yield Met(entry.occurred.latest, entry, span.start)
            elif told := entry.moment("police_told_at", history.zone):
                yield Met(max(told.latest, span.start), entry, span.start)


def decision_told(history: History) -> Iterable[Met]:
    """The child was told of a decision: a date in the decision itself, or information given."""
    for entry in history.timeline.of("best_interests_decided"):
        if told := entry.moment("child_told_at", history.zone):
            at = max(told.latest, entry.occurred.earliest)
            yield Met(at, entry, entry.occurred.earliest)
    for entry in history.timeline.of("information_given"):
        if about(entry, "decision"):
            yield _met(entry)


def child_seen_or_followed_up(history: History) -> Iterable[Met]:
    """Somebody saw the child, or followed up."""
    for entry in history.timeline.of("contact_made", "followed_up"):
        if entry.kind == "followed_up" or entry.says("child_seen") is True:
            yield _met(entry)


def _followed_up_in(month: int) -> MetBy:
    return where("followed_up", lambda entry: entry.says("month") == month)


MET_BY: dict[str, MetBy] = {
    "standing_beyond_suspected": where(
        "standing_decided", lambda e: e.says("standing") != "suspected"
    ),
    "decided_by_competent_authority": _decided_by_competent_authority,
    "rights_told": where("information_given", _rights_told),
    "risk_after_withdrawal": says("risk_assessed", trigger="after_withdrawal"),
    "risk_after_missing": says("risk_assessed", trigger="after_missing"),
    "police_told": police_told,
    "return_interview": says("interview_held", purpose="return_from_missing"),
    "psychosocial_service": says("service_given", service="psychosocial"),
    "assessment": says("best_interests_decided", level="assessment"),
    "learning_service": where(
        "service_given", lambda e: e.says("service") in ("education", "vocational")
    ),
    "determination_with_choice": where(
        "best_interests_decided",
        lambda e: e.says("level") == "determination" and e.says("chosen") not in (None, "none_yet"),
    ),
    "decision_told": decision_told,
    "transition_plan": where("plan_made", lambda e: e.says("transition") is True),
    "child_seen_or_followed_up": child_seen_or_followed_up,
    "followed_up_month_1": _followed_up_in(1),
    "followed_up_month_3": _followed_up_in(3),
    "followed_up_month_6": _followed_up_in(6),
    "followed_up_month_12": _followed_up_in(12),
}
