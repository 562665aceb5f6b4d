"""Decides what each status looks like: a tone and a sign beside its words, never the tone alone."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Look:
    """A tone of the sheet, a sign of `icons`, and a label where the code list has none."""

    tone: str
    sign: str
    label: Any = ""


STANDING = {
    "suspected": Look("caution", "question"),
    "presumed": Look("calm", "shield"),
    "identified": Look("lead", "check"),
    "not_trafficked": Look("", "minus"),
}

RISK = {
    "low": Look("good", "down"),
    "medium": Look("caution", "half"),
    "high": Look("danger", "alert"),
    "unknown": Look("caution", "question"),
}

CASE_STATE = {
    "to_triage": Look("caution", "bell"),
    "open": Look("lead", "folder"),
    "closed": Look("", "lock"),
    "joined": Look("", "arrow"),
    "concern_closed": Look("", "lock"),
}

FLAGS = {
    "missing": Look("alarm", "search", _("Missing")),
    "detained": Look("alarm", "bars", _("Detained")),
    "removal": Look("alarm", "plane", _("Removal threatened")),
    "charged": Look("alarm", "alert", _("Charged or fined")),
    "danger": Look("alarm", "alert", _("In danger now")),
    "urgent": Look("danger", "bell", _("Urgent")),
    "no_guardian": Look("danger", "person", _("No guardian")),
    "barred": Look("danger", "lock", _("Access barred")),
    "demo": Look("caution", "info", _("Made up")),
}
