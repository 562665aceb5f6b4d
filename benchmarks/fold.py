"""How long it takes to work out one case: situation and duties from a timeline of 60 entries."""

from collections.abc import Iterator
from datetime import UTC, datetime

from amparo.journey import Entry, Timeline, fold, parse_entry
from amparo.protocol import default_protocol, open_duties
from benchmarks.measuring import Line, percentile, timed
from benchmarks.worlds import Worlds

GOAL_MS = 2
TIMES = 400

LIFE = [
    ("concern_reported", {"channel": "school", "account": "worried", "urgent": True}),
    ("case_opened", {}),
    ("case_assigned", {"to": "w"}),
    ("identity_recorded", {"names": [{"name": "A"}], "birth": {"year": 2011}}),
    ("screening_completed", {"instrument": "unodc_child", "answers": {"one": "yes"}}),
    ("standing_decided", {"standing": "presumed", "authority": "ngo", "movement": "cross_border"}),
    ("guardian_appointed", {"guardian": "g"}),
    ("placement_started", {"care": "foster", "safeguarding_checked": True}),
    ("risk_assessed", {"trigger": "periodic", "level": "medium", "restricts_phone": True}),
    ("information_given", {"about": "rights"}),
    ("health_checked", {}),
    ("need_found", {"service": "education"}),
    ("service_given", {"service": "psychosocial"}),
    ("plan_made", {}),
    ("missing_reported", {}),
    ("missing_found", {}),
    ("guardian_consulted", {"about": "plan", "view": "agrees"}),
    ("view_recorded", {"topic": "solution", "wish": "for"}),
    ("stay_regularised", {"permit": "temporary", "until": "2026-09-01"}),
    ("note_added", {"text": "a visit"}),
]


def sixty_entries() -> list[Entry]:
    """A timeline as a long case has it: the beginning once, then months of work."""
    entries = []
    for number in range(60):
        kind, body = LIFE[number] if number < len(LIFE) else LIFE[8 + number % 12]
        moment = datetime(2026, 1 + number // 20, 1 + number % 20, 10, tzinfo=UTC).isoformat()
        identifier = f"00000000-0000-0000-0000-{number:012d}"
        said = {"id": identifier, "kind": kind, "occurred_at": moment, "body": body}
        entries.append(parse_entry(said))
    return entries


def measure(_worlds: Worlds) -> Iterator[Line]:
    """The median and the 95th percentile, in milliseconds; needs no country."""
    entries, protocols = sixty_entries(), [default_protocol()]

    def work_out() -> None:
        timeline = Timeline(entries)
        fold(timeline)
        open_duties(timeline, protocols)

    work_out()
    took = [timed(work_out) for _ in range(TIMES)]
    what = "situation and duties of one case of 60 entries"
    yield Line(f"{what}, median", percentile(took, 0.5), "ms", GOAL_MS)
    yield Line(f"{what}, p95", percentile(took, 0.95), "ms")
