"""How what a form about a concern asks becomes the bodies of entries, and back.

Three or four entries come of it, so that the name, the place and the reporter's contact are sealed
apart from the account. The form is in `forms_concern`.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as translated

from amparo.ui.fields import EMPTY

REPORTED, IDENTITY, WHEREABOUTS, REPORTER = (
    "concern_reported",
    "identity_recorded",
    "whereabouts_noted",
    "person_linked",
)
ENTRIES = (REPORTED, IDENTITY, WHEREABOUTS, REPORTER)
Body = dict[str, Any]

# An identity needs a name; a sign without letters stands for one that nobody has heard yet.
NOT_HEARD = "?"

# How urgent it is, in one question: what it says of danger and of haste.
HOW_URGENT: dict[str, tuple[bool | None, bool | None]] = {
    "danger": (True, True),
    "urgent": (False, True),
    "can_wait": (False, False),
    "unknown": (None, None),
}
# Field of the form: the entry it becomes part of, and the path of its value there.
PLACES = {
    "channel": (REPORTED, "channel"),
    "account": (REPORTED, "account"),
    "how_many": (REPORTED, "how_many"),
    "signs": (REPORTED, "signs"),
    "recent_harm": (REPORTED, "recent_harm"),
    "lives_in_institution": (REPORTED, "lives_in_institution"),
    "travelling_with": (REPORTED, "travelling_with"),
    "stopped_by": (REPORTED, "intercepted.by"),
    "stopped_grounds": (REPORTED, "intercepted.grounds"),
    "child_consulted": (REPORTED, "intercepted.child_consulted"),
    "child_name": (IDENTITY, "names.0.name"),
    "sex": (IDENTITY, "sex"),
    "apparent_age": (IDENTITY, "apparent_age"),
    "place": (WHEREABOUTS, "place"),
    "contact": (REPORTER, "contact"),
}


def initial_from(bodies: Mapping[str, Mapping[str, Any]]) -> Body:
    """Bodies of entries as what the fields of a form begin with, for a correction."""
    found: Body = {}
    for name, (code, path) in PLACES.items():
        value = _at(bodies.get(code) or {}, path)
        if value is not EMPTY:
            found[name] = (
                {True: "true", False: "false", None: "unknown"}.get(value, value)
                if (value is None or isinstance(value, bool))
                else value
            )
    concern = bodies.get(REPORTED) or {}
    if "in_danger_now" in concern or "urgent" in concern:
        says = (concern.get("in_danger_now"), concern.get("urgent"))
        found["how_urgent"] = next((k for k, v in HOW_URGENT.items() if v == says), "")
    if found.get("child_name") == NOT_HEARD:
        del found["child_name"]
    return found


def bodies_of(cleaned: Mapping[str, Any]) -> dict[str, Body]:
    bodies: dict[str, Body] = {REPORTED: {}}
    for name, (code, path) in PLACES.items():
        value = cleaned.get(name, EMPTY)
        if value is not EMPTY:
            _put(bodies.setdefault(code, {}), path, value)
    if (how := cleaned.get("how_urgent", EMPTY)) is not EMPTY:
        danger, urgent = HOW_URGENT[how]
        bodies[REPORTED].update(in_danger_now=danger, urgent=urgent)
    if IDENTITY in bodies:
        bodies[IDENTITY].setdefault("names", [{"name": NOT_HEARD}])
    if REPORTER in bodies:
        said = {"relation": "other", "may_be_contacted": True}
        bodies[REPORTER].update(said, remarks=translated("Reported the concern."))
    return bodies


def _put(body: Body, path: str, value: Any) -> None:
    """Set the value at "field", "group.field" or "rows.0.field"."""
    first, _dot, rest = path.partition(".")
    if not rest:
        body[first] = value
    elif rest.startswith("0."):
        body.setdefault(first, [{}])[0][rest.removeprefix("0.")] = value
    else:
        body.setdefault(first, {})[rest] = value


def _at(body: Mapping[str, Any], path: str) -> Any:
    value: Any = body
    for part in path.split("."):
        if isinstance(value, list):
            value = value[0] if value else EMPTY
        elif isinstance(value, Mapping):
            value = value.get(part, EMPTY)
        if value is EMPTY:
            return EMPTY
    return value
