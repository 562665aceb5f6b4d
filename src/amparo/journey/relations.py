"""Relations that nobody has verified: who is said to be family, and with whom a child travels.

Girls can be hidden in families and groups, and an aunt may be none. That nobody has checked is a
reason to check, and never by itself a reason to separate a child from anybody.
"""

from dataclasses import dataclass

from amparo.journey.entry import Entry
from amparo.journey.timeline import Timeline

PERSON, COMPANY, GROUP = "person", "company", "group"
SAID_TO_BE_FAMILY = frozenset({
    "mother", "father", "step_parent", "sibling", "grandparent", "relative", "spouse",
    "intimate_partner",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unverified:
    """A relation that nobody has verified: `person` recorded as family, or with whom (`company`) or
    in what `group` the child was when the concern was reported.
    """

    entry: Entry
    what: str


def unverified(timeline: Timeline) -> list[Unverified]:
    """Every such relation, in order of time."""
    persons = timeline.of("person_linked")
    verified = [one for one in persons if one.says("relation_verified") is True]
    found = [
        Unverified(one, PERSON)
        for one in persons
        if one.says("relation") in SAID_TO_BE_FAMILY and not _is_verified(one, verified)
    ]
    if not verified:
        found += [
            Unverified(one, what)
            for one in timeline.of("concern_reported")
            if (what := _in_company(one))
        ]
    return sorted(found, key=lambda one: one.entry.order)


def _is_verified(entry: Entry, verified: list[Entry]) -> bool:
    """Whether this entry says so itself, or another about the same relation and person."""
    return any(
        one.says("relation") == entry.says("relation")
        and (not one.says("name") or not entry.says("name") or _same_name(one, entry))
        for one in verified
    )


def _same_name(one: Entry, other: Entry) -> bool:
    first, second = (str(each.says("name")).strip().casefold() for each in (one, other))
    return first == second


def _in_company(entry: Entry) -> str:
    if str(entry.says("travelling_with") or "").strip():
        return COMPANY
    return GROUP if (entry.says("how_many") or 1) > 1 else ""
