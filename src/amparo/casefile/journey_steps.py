"""Where a child stands on the journey, from what one reader may see of it. Pure.

Sixteen steps from the concern to closure. A step is behind when an entry made it, owed or overdue
while one of its duties is open, and ahead otherwise. A step whose section the reader was not given
is left out: neither its entries nor its duties may show. Room `ui` draws it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from amparo.journey import Moment
from amparo.terms.messages import N_

DONE, NOW, OWED, OVERDUE, AHEAD = "done", "now", "owed", "overdue", "ahead"
NOT_OWED = "not_owed"
STILL_OWED = ("open", OVERDUE)
Situation = Mapping[str, Any]
Body = Mapping[str, Any]


class SeenEntry(Protocol):
    """What is looked at of an entry: it counts, and the reader may read it."""

    @property
    def kind(self) -> str: ...
    @property
    def body(self) -> Body | None: ...
    @property
    def occurred(self) -> Moment: ...


class SeenDuty(Protocol):
    """What is looked at of a duty that the reader may see; `state` as in room `protocol`."""

    @property
    def code(self) -> str: ...
    @property
    def due_at(self) -> datetime: ...
    @property
    def state(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Place:
    """One step: which entries make it, which duties are owed on the way, in which section it lies.

    `counts` narrows the entries; `holds` says of the situation whether the step still stands (a
    guardian may have ended); `applies` whether it is this child's step at all.
    """

    code: str
    label: str
    kinds: tuple[str, ...]
    duties: tuple[str, ...] = ()
    section: str = "protection"
    counts: Callable[[Body], bool] = lambda _body: True
    holds: Callable[[Situation], bool] = lambda _situation: True
    applies: Callable[[Situation], bool] = lambda _situation: True


@dataclass(frozen=True, slots=True)
class Reached:
    """A step as it stands: when it was made, or when its duty is due."""

    place: Place
    state: str
    at: datetime | None = None
    due_at: datetime | None = None
    duty: str = ""


def _chosen(body: Body) -> bool:
    return body.get("level") == "determination" and body.get("chosen") != "none_yet"


def _foreign(situation: Situation) -> bool:
    """Whether stay is a question: by what is known, by the movement, or because somebody acts on
    it.
    """
    known = situation.get("foreign") in ("yes", "stateless")
    crossed = situation.get("movement") == "cross_border"
    return known or crossed or bool(situation.get("stay") or situation.get("removal"))


FOLLOW_UPS = tuple(f"follow_up_{month}" for month in (0, 1, 3, 6, 12))

PLACES: tuple[Place, ...] = (
    Place("concern", N_("Concern"), ("concern_reported",)),
    Place("opened", N_("Opened"), ("case_opened",), ("triage", "assigned")),
    Place("screening", N_("Signs"), ("screening_completed",), ("screening",)),
    Place(
        "standing", N_("Status"), ("standing_decided",), ("standing", "identification"),
        counts=lambda body: body.get("standing") != "suspected",
    ),
    Place(
        "guardian", N_("Guardian"), ("guardian_appointed",), ("guardian",),
        holds=lambda situation: situation.get("guardian") is not None,
    ),
    Place(
        "safe_place", N_("Safe place"), ("placement_started",), ("safe_place",), "whereabouts",
        holds=lambda situation: situation.get("placement") is not None,
    ),
    Place(
        "risk", N_("Risks"), ("risk_assessed",),
        ("risk_first", "risk_after_withdrawal", "risk_after_missing", "risk_after_reprisal",
         "risk_after_incident", "risk_after_exposure"),
    ),
    Place(
        "rights", N_("Rights told"), ("information_given",), ("rights_told",),
        counts=lambda body: body.get("about") == "rights" and body.get("understood") is not False,
    ),
    Place("health", N_("Health"), ("health_checked",), ("health_urgent", "health"), "health"),
    Place("plan", N_("Plan"), ("plan_made",), ("assessment", "plan")),
    Place("lawyer", N_("Lawyer"), ("legal_aid_given",), ("defence", "lawyer"), "legal"),
    Place(
        "stay", N_("Stay"), ("stay_regularised",), ("removal_stopped", "stay"), "legal",
        applies=_foreign,
        holds=lambda situation: situation.get("removal") is None,
    ),
    Place("solution", N_("Solution"), ("best_interests_decided",), ("solution",), counts=_chosen),
    Place("begun", N_("Begun"), ("solution_started",)),
    Place(
        "followed_up", N_("Followed up"), ("followed_up",), FOLLOW_UPS,
        counts=lambda body: body.get("month") == 12,
    ),
    Place(
        "closed", N_("Closed"), ("case_closed",),
        holds=lambda situation: situation.get("state") in ("closed", "concern_closed"),
    ),
)  # fmt: skip


def journey_steps(
    entries: Iterable[SeenEntry],
    duties: Iterable[SeenDuty],
    situation: Situation,
    sections: Iterable[str],
) -> list[Reached]:
    """The steps that a reader of `sections` may see, in order; `entries` are those that count."""
    seen, read, of_place = list(entries), frozenset(sections), _by_place(duties)
    steps = [
        _reached(place, seen, of_place[place.code], situation)
        for place in PLACES
        if place.section in read and _is_asked(place, seen, of_place[place.code], situation)
    ]
    return _with_now(steps, situation)


def _by_place(duties: Iterable[SeenDuty]) -> dict[str, list[SeenDuty]]:
    known = list(duties)
    return {place.code: [duty for duty in known if duty.code in place.duties] for place in PLACES}


def _is_asked(
    place: Place, entries: Sequence[SeenEntry], duties: Sequence[SeenDuty], situation: Situation
) -> bool:
    """Whether it is a step of this child: not where it does not apply, or is not owed to this
    child.
    """
    if any(entry.kind in place.kinds for entry in entries):
        return True
    if any(duty.state != NOT_OWED for duty in duties):
        return True
    return not duties and place.applies(situation)


def _reached(
    place: Place, entries: Sequence[SeenEntry], duties: Sequence[SeenDuty], situation: Situation
) -> Reached:
    owed = min(
        (duty for duty in duties if duty.state in STILL_OWED),
        key=lambda duty: duty.due_at,
        default=None,
    )
    if owed is not None:
        state = OVERDUE if owed.state == OVERDUE else OWED
        return Reached(place, state, due_at=owed.due_at, duty=owed.code)
    made = [e for e in entries if e.kind in place.kinds and place.counts(e.body or {})]
    if made and place.holds(situation):
        return Reached(place, DONE, at=min(entry.occurred.earliest for entry in made))
    return Reached(place, AHEAD)


def _with_now(steps: list[Reached], situation: Situation) -> list[Reached]:
    """Where nothing is owed, the child is on the first step that still lies ahead."""
    if situation.get("state") != "open" or any(s.state in (OWED, OVERDUE) for s in steps):
        return steps
    for index, step in enumerate(steps):
        later = steps[index:]
        if step.state == AHEAD and not any(s.state == DONE for s in later):
            return [*steps[:index], Reached(step.place, NOW), *later[1:]]
    return steps
