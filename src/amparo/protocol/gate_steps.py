"""Which entries a gate looks at: named predicates over a step and the history before it.

`step_planned` counts as the step it plans, so that a gate speaks while there is time. See
docs/protocol.md.
"""

from collections.abc import Callable

from amparo.journey import Entry, History

PLANNED = "step_planned"
STEP_OF_SOLUTION = {"return": "return", "reunification": "reunification"}


def _plans(entry: Entry, *steps: str) -> bool:
    return entry.kind == PLANNED and entry.body["step"] in steps


def _determination(entry: Entry) -> bool:
    return entry.kind == "best_interests_decided" and entry.says("level") == "determination"


def _chosen(entry: Entry, *solutions: str) -> bool:
    """A solution begun or determined, or planned, that is one of these."""
    if entry.kind == PLANNED:
        return STEP_OF_SOLUTION.get(entry.body["step"]) in solutions
    if entry.kind == "solution_started":
        return entry.says("solution") in solutions
    return _determination(entry) and entry.says("chosen") in solutions


def _placement(entry: Entry, *care: str) -> bool:
    return entry.kind == "placement_started" and entry.says("care") in care


def _restricts(_history: History, entry: Entry) -> bool:
    restricts = entry.says("restricts_movement") is True or entry.says("restricts_phone") is True
    return _placement(entry, "residential_closed") or (entry.kind == "risk_assessed" and restricts)


def _move(_history: History, entry: Entry) -> bool:
    kinds = ("placement_started", "solution_started", "testimony_given")
    planned = _plans(entry, "placement", "return", "reunification", "testimony")
    return entry.kind in kinds or _determination(entry) or planned


def _guardian_must_be_heard(_history: History, entry: Entry) -> bool:
    adult = entry.kind == "age_considered" and entry.says("outcome") == "adult"
    ends = entry.kind in ("solution_started", "case_closed")
    return (
        adult
        or ends
        or _determination(entry)
        or _plans(entry, "return", "reunification", "closure")
    )


def _asks_again(history: History, entry: Entry) -> bool:
    if entry.kind == "interview_held" and "exploitation" not in (entry.says("asked_about") or []):
        return False
    asked = [
        one
        for one in history.timeline.of("interview_held")
        if one.id != entry.id and "exploitation" in (one.says("asked_about") or [])
    ]
    return bool(asked) and (entry.kind == "interview_held" or _plans(entry, "interview"))


def _back_to_the_same(_history: History, entry: Entry) -> bool:
    same = entry.kind == "solution_started" and entry.says("place_same_as_before") is True
    return (
        same or _chosen(entry, "reunification", "return") or _placement(entry, "family_of_origin")
    )


def _removal(history: History, entry: Entry) -> bool:
    return history.movement_cross_border is not None and _chosen(entry, "return", "third_country")


BEFORE: dict[str, Callable[[History, Entry], bool]] = {
    "age_adult": lambda _h, e: e.kind == "age_considered" and e.says("outcome") == "adult",
    "not_trafficked": lambda _h, e: (
        e.kind == "standing_decided" and e.says("standing") == "not_trafficked"
    ),
    "intercepted": lambda _h, e: e.kind == "concern_reported" and bool(e.says("intercepted")),
    "separation": lambda _h, e: (
        e.kind == "placement_started" and e.says("separated_from_carer") is True
    ),
    "placement_needing_vetting": lambda _h, e: (
        e.kind == "placement_started" and e.says("care") not in ("family_of_origin", "hospital")
    ),
    "restriction": _restricts,
    "criminal_interview": lambda _h, e: (
        (e.kind == "interview_held" and e.says("purpose") == "criminal") or _plans(e, "interview")
    ),
    "interview_about_exploitation_again": _asks_again,
    "move": _move,
    "contact_with_family_or_origin": lambda _h, e: (
        e.kind in ("tracing_opened", "focal_point_contacted") or _plans(e, "tracing")
    ),
    "determination": lambda _h, e: _determination(e),
    "decision_guardian_must_be_heard_on": _guardian_must_be_heard,
    "to_family": lambda _h, e: (
        _chosen(e, "reunification", "return") or _placement(e, "family_of_origin", "kin")
    ),
    "solution_started": lambda _h, e: (
        e.kind == "solution_started" or _plans(e, "return", "reunification")
    ),
    "back_to_the_same": _back_to_the_same,
    "removal": _removal,
    "testimony": lambda _h, e: (
        e.kind in ("testimony_planned", "testimony_given") or _plans(e, "testimony")
    ),
    "case_closed": lambda _h, e: e.kind == "case_closed" or _plans(e, "closure"),
}
