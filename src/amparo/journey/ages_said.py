"""Every age that somebody gave, read or estimated, as whole years; and what speaks against relying
on a medical examination.

Nothing here decides how old a child is: `ages` says what the case counts with. No examination tells
an age to the year, and a paper can come from those who exploit.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from amparo.journey.ages import MAJORITY_MONTHS
from amparo.journey.moments import add_months

AGE_CLAIMED, AGE_SEEN, AGE_DOCUMENTED, AGE_ESTIMATED = "claimed", "seen", "documented", "estimated"
MEDICAL = "medical"
MAJORITY = MAJORITY_MONTHS // 12
KINDS_THAT_SAY_AGE = frozenset({"identity_recorded", "age_considered"})

# What speaks against recording a medical examination as it is, and beside which field it is said.
CONSENT_MISSING, REASONS_MISSING, NOTHING_BEFORE = "consent", "reasons", "nothing_before"


@dataclass(frozen=True, slots=True)
class AgeSaid:
    """One age as it was said at `at`: whole years, both included. `papers` are document kinds."""

    way: str
    low: int
    high: int
    at: datetime
    methods: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()

    def on(self, day: datetime) -> tuple[int, int]:
        """The same age on another day, in whole years: a birthday may have come in between."""
        months = (day.year - self.at.year) * 12 + day.month - self.at.month
        months -= day.day < self.at.day
        later = max(months, 0)
        return self.low + later // 12, self.high + -(-later // 12)

    @property
    def reaches_below_18(self) -> bool:
        return self.low < MAJORITY

    @property
    def reaches_18(self) -> bool:
        return self.high >= MAJORITY


def ages_said(kind: str, body: Mapping[str, Any], at: datetime) -> list[AgeSaid]:
    """The ages that an entry of this kind says, as of `at`; none for any other kind."""
    if kind == "identity_recorded":
        return _of_identity(body, at)
    return _of_consideration(body, at) if kind == "age_considered" else []


def _of_identity(body: Mapping[str, Any], at: datetime) -> list[AgeSaid]:
    found = []
    looks, birth = body.get("apparent_age"), body.get("birth") or {}
    if isinstance(looks, int):
        found.append(AgeSaid(AGE_SEEN, looks, looks, at))
    years = _years_since(birth, at)
    if years is not None:
        rows = body.get("documents") or []
        papers = tuple(str(row["kind"]) for row in rows if row.get("kind"))
        way = AGE_DOCUMENTED if papers else AGE_CLAIMED
        way = AGE_ESTIMATED if birth.get("estimated") else way
        found.append(AgeSaid(way, *years, at, (), papers))
    return found


def _years_since(birth: Mapping[str, Any], at: datetime) -> tuple[int, int] | None:
    """The whole years that somebody born then may be old; None for no year, or one to come."""
    year, month, day = birth.get("year"), birth.get("month"), birth.get("day")
    if not isinstance(year, int) or year > at.year:
        return None
    first = (year, month or 1, (day or 1) if month else 1)
    last = (year, month or 12, (day or 31) if month else 31)
    youngest, oldest = (_age(when, at) for when in (last, first))
    return max(youngest, 0), max(oldest, 0)


def _age(born: tuple[int, int, int], at: datetime) -> int:
    return at.year - born[0] - ((at.month, at.day) < born[1:])


def _of_consideration(body: Mapping[str, Any], at: datetime) -> list[AgeSaid]:
    methods = tuple(body.get("methods") or ())
    found = []
    stated = body.get("stated_age")
    if isinstance(stated, int):
        found.append(AgeSaid(AGE_CLAIMED, stated, stated, at))
    ends = [body.get(name) for name in ("estimated_low", "estimated_high")]
    known = [end for end in ends if isinstance(end, int)]
    if known:
        found.append(AgeSaid(AGE_ESTIMATED, min(known), max(known), at, methods))
    return found


def medical_doubts(body: Mapping[str, Any], tried: Iterable[str] = ()) -> list[str]:
    """What is missing where an age was examined medically; empty where nothing is, or none was.

    `tried` are the methods of earlier considerations. The child agrees, somebody says why, and
    something gentler came before: in this entry or an earlier one.
    """
    methods = set(body.get("methods") or ())
    if MEDICAL not in methods:
        return []
    gentler = (methods | set(tried)) - {MEDICAL}
    missing = {
        CONSENT_MISSING: body.get("consent") is not True,
        REASONS_MISSING: not _says_why(body),
        NOTHING_BEFORE: not gentler,
    }
    return [doubt for doubt, holds in missing.items() if holds]


def _says_why(body: Mapping[str, Any]) -> bool:
    return any(str(body.get(name) or "").strip() for name in ("medical_because", "reasons"))


def soon_adult(earliest: datetime, at: datetime) -> bool:
    """Whether half a year or less is left until somebody may be 18, or it has passed."""
    return at.astimezone(UTC) >= add_months(earliest.astimezone(UTC), -6)
