"""What agencies did in a case: reported, identified, referred, assisted, … Pure."""

from collections.abc import Mapping

from amparo.journey import Entry, Timeline
from amparo.journey.history import PROTECTIVE

_BY_KIND = {
    "concern_reported": ("reported",),
    "concern_joined": ("referred",),
    "involvement_started": ("referred",),
    "focal_point_contacted": ("referred",),
    "service_given": ("assisted",),
    "placement_started": ("assisted",),
    "health_checked": ("assisted",),
    "legal_aid_given": ("assisted",),
    "followed_up": ("assisted",),
    "case_reported_to_police": ("reported",),
    "charge_brought": ("prosecuted",),
    "judgment_given": ("prosecuted",),
    "best_interests_decided": ("decided",),
}
_INVESTIGATE = frozenset({"police", "prosecution", "labour_inspection", "border"})
_OF_INVESTIGATION = frozenset({"alleged_trafficker_described", "case_reported_to_police"})
COMPETENT = "competent_authority"

# Which kinds show what an agency did.
SHOWN_BY = frozenset({*_BY_KIND, *_OF_INVESTIGATION, "standing_decided"})


def first_of_each(timeline: Timeline, agencies: Mapping[str, str]) -> dict[tuple[str, str], Entry]:
    """For each agency (its id) and part the first entry that shows it, in order of time."""
    found: dict[tuple[str, str], Entry] = {}
    for entry in timeline.live:
        agency = agencies.get(entry.id)
        for part in _parts(entry) if agency else ():
            found.setdefault((str(agency), part), entry)
    return found


def _parts(entry: Entry) -> tuple[str, ...]:
    if entry.kind == "standing_decided":
        decided = ("decided",) if entry.says("authority") == COMPETENT else ()
        return ("identified", *decided) if entry.says("standing") in PROTECTIVE else decided
    if entry.kind in _OF_INVESTIGATION and entry.agency in _INVESTIGATE:
        return ("investigated",)
    return _BY_KIND.get(entry.kind, ())
