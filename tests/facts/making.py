"""Timelines of the tests of facts: short ones by name, and made-up ones full of what must not leak.

Every text of a made-up timeline holds PLANTED, so that one look at the facts shows whether any came
through.
"""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from amparo.journey import Entry, Timeline
from amparo.journey.history import PARENTS_ASKED
from amparo.protocol import default_protocol
from amparo.statistics.facts.extracting import Beside, Tables, Told, extract
from tests.journey.making import at, entry, presumed, timeline

KNOWN_ON = at("2026-06-01T00:00")
PROVINCE = "Marenne"
PLANTED = "Zqplantedqz"
REFERENCE = "7K3Q-9M2X-4"


def key(what: str, identifier: str) -> str:
    """Keys that can be told apart in a failing test."""
    return f"{what[0]}{sum(identifier.encode()) * 7919 % 10**12:012}"


def beside(**more: Any) -> Beside:
    said: dict[str, Any] = {
        "at": KNOWN_ON,
        "key": key,
        "country": "KHM",
        "definitions": default_protocol().definitions,
        "areas": frozenset({PROVINCE}),
        **more,
    }
    return Beside(**said)


def facts(*entries: Entry, agencies: dict[str, str] | None = None, **more: Any) -> Tables:
    """The tables of one case."""
    return extract(Told("case", "child", timeline(*entries), agencies or {}), beside(**more))


def victim(*entries: Entry, **more: Any) -> dict[str, Any]:
    """The row of the child."""
    (row,) = facts(*entries, **more)["victims"]
    return row


def reported(occurred: str = "2026-01-01T10:00:00Z", number: int = 1, **body: Any) -> Entry:
    return entry("concern_reported", occurred, number, channel="school", account="x", **body)


def described(occurred: str = "2026-01-11", number: int = 0, **body: Any) -> Entry:
    return entry("exploitation_described", occurred, number, **body)


def identity(number: int = 0, **body: Any) -> Entry:
    return entry(
        "identity_recorded", "2026-01-02T10:00:00Z", number, names=[{"name": PLANTED}], **body
    )


NOTICED = presumed()  # 2026-01-10T12:00Z, by social services

_TEXT = PLANTED
CANDIDATES: list[tuple[str, dict[str, Any]]] = [
    ("concern_reported", {"channel": "school", "account": _TEXT, "travelling_with": _TEXT}),
    ("case_opened", {"remarks": _TEXT}),
    ("case_closed", {"reason": "handed_over_abroad", "remarks": _TEXT}),
    ("case_closed", {"reason": "lost_contact"}),
    ("case_closed", {"reason": "died"}),
    ("case_reopened", {"reason": _TEXT}),
    ("standing_decided", {"standing": "suspected", "authority": "police", "grounds": _TEXT}),
    (
        "standing_decided",
        {
            "standing": "presumed",
            "authority": "ngo",
            "movement": "unknown",
            "acts": ["harbouring"],
            "purposes": ["unknown"],
        },
    ),
    (
        "standing_decided",
        {
            "standing": "not_trafficked",
            "authority": "competent_authority",
            "appeal_until": "2026-02-20",
        },
    ),
    ("standing_decided", {"standing": "identified", "authority": "competent_authority"}),
    ("age_considered", {"methods": ["social"], "outcome": "child", "estimated_low": 13}),
    ("age_considered", {"methods": ["medical"], "outcome": "adult", "reasons": _TEXT}),
    ("identity_recorded", {"names": [{"name": _TEXT}], "birth": {"year": 2008}, "sex": "female"}),
    (
        "identity_recorded",
        {
            "names": [{"name": _TEXT}],
            "birth": {"year": 2012, "month": 7, "day": 23},
            "sex": "unknown",
            "citizenships": ["KHM", "stateless"],
            "documents": [{"kind": _TEXT, "number": _TEXT}],
        },
    ),
    (
        "exploitation_described",
        {
            "forms": ["begging", "unknown"],
            "began": "2025-03",
            "ended": "2025-11",
            "exploited_at": {"country": "KHM", "area": _TEXT},
            "recruited_at": {"area": PROVINCE},
            "transit": [{"country": "THA", "area": _TEXT}, {"country": None}],
            "online": None,
            "debt": True,
            "cared_for_before": "kin",
        },
    ),
    ("exploitation_described", {"age_at_start": 9, "sector": "fishing", "certainty": "unknown"}),
    ("alleged_trafficker_described", {"role": "recruiter", "sex": "unknown", "in_group": None}),
    ("functioning_assessed", {"answers": {"seeing": "a_lot"}, "remarks": _TEXT}),
    ("functioning_assessed", {"answers": {"seeing": "refused"}}),
    ("screening_completed", {"instrument": _TEXT, "worst_forms": {"begging": "refused"}}),
    ("guardian_appointed", {"guardian": _TEXT}),
    ("guardian_ended", {"reason": _TEXT}),
    ("parents_assessed", dict.fromkeys(PARENTS_ASKED, True)),
    ("missing_reported", {"circumstances": _TEXT}),
    ("missing_found", {"found_how": _TEXT}),
    ("liberty_taken", {"ground": "migration", "place_type": _TEXT, "by": _TEXT}),
    ("child_charged", {"offence": _TEXT}),
    ("factor_recorded", {"factor": "debt", "what": _TEXT}),
    ("factor_addressed", {"factor": "debt", "what": _TEXT}),
    ("family_assessed", {"involvement_in_trafficking": "unknown", "by": _TEXT}),
    (
        "best_interests_decided",
        {"level": "determination", "chosen": "none_yet", "dissent": _TEXT},
    ),
    ("solution_started", {"solution": "local_integration", "received_by": _TEXT}),
    ("followed_up", {"month": 12, "safe": True, "wellbeing": _TEXT}),
    ("charge_brought", {"offence": _TEXT, "trafficking": True}),
    ("judgment_given", {"outcome": "convicted_other", "sentence": _TEXT}),
    ("service_given", {"service": "education", "provider": _TEXT}),
    ("note_added", {"text": _TEXT}),
    ("concern_joined", {"case": REFERENCE}),
]


@st.composite
def lives(draw: st.DrawFn) -> list[Entry]:
    """A case with any entries in any order, written down at once or later, some corrected."""
    found: list[Entry] = []
    for number in range(1, draw(st.integers(1, 16)) + 1):
        kind, body = draw(st.sampled_from(CANDIDATES))
        occurred = at("2026-01-01T00:00") + timedelta(hours=draw(st.integers(0, 100 * 24)))
        recorded = occurred + timedelta(hours=draw(st.sampled_from([0, 2, 23, 25, 300])))
        moment = occurred.date().isoformat() if draw(st.booleans()) else occurred.isoformat()
        own = {"_recorded_at": recorded.isoformat(), "_agency": draw(st.sampled_from(["ngo"]))}
        if found and draw(st.integers(0, 9)) == 0:
            own["_supersedes"] = draw(st.sampled_from(found)).id
        found.append(entry(kind, moment, number, **body, **own))
    return found


def told(entries: list[Entry]) -> Told:
    agencies = {one.id: f"agency-{number % 3}" for number, one in enumerate(entries)}
    return Told("case", "child", Timeline(entries), agencies)
