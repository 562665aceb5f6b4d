"""What asks to look for exploitation before anything else: a child found in begging, in crime, or
without papers may have been made to, and is not punished for it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

BEGGING, CRIME, PAPERS, STOPPED = "begging", "crime", "papers", "stopped"
_IN_ORDER = (BEGGING, CRIME, PAPERS, STOPPED)
_FORMS = {"begging": BEGGING, "forced_criminality": CRIME}
_OFFENCES = {
    "begging_or_vagrancy": BEGGING,
    "entry_or_stay": PAPERS,
    "false_documents": PAPERS,
    "work_without_permit": PAPERS,
}
_GROUNDS = {"migration": PAPERS, "offence": CRIME}
_WITHOUT_PAPERS = frozenset({"no_birth_registration", "statelessness"})
_CHANNELS = {"detention": CRIME, "court": CRIME}


def look_first(said: Iterable[tuple[str, Mapping[str, Any]]]) -> list[str]:
    """Why exploitation is looked for first, by the kinds and bodies of entries: codes of
    `begging crime papers stopped`; empty for no reason.
    """
    found = {reason for kind, body in said for reason in _reasons(kind, body)}
    return [reason for reason in _IN_ORDER if reason in found]


def _reasons(kind: str, body: Mapping[str, Any]) -> list[str]:
    named = [
        *(_FORMS.get(form, "") for form in body.get(_LISTS.get(kind, "")) or ()),
        *_of_the_kind(kind, body),
    ]
    return [reason for reason in named if reason]


_LISTS = {"exploitation_described": "forms", "standing_decided": "purposes"}


def _of_the_kind(kind: str, body: Mapping[str, Any]) -> list[str]:
    if kind == "concern_reported":
        stopped = STOPPED if body.get("intercepted") else ""
        return [stopped, _CHANNELS.get(str(body.get("channel")), "")]
    if kind == "child_charged":
        immigration = body.get("measure") == "immigration_offence"
        return [PAPERS if immigration else _OFFENCES.get(str(body.get("offence")), CRIME)]
    if kind == "liberty_taken":
        return [_GROUNDS.get(str(body.get("ground")), "")]
    without = body.get("factor") in _WITHOUT_PAPERS or body.get("birth_registered") is False
    return [PAPERS if without or kind == "removal_threatened" else ""]
