"""Entries alone decide which duties are open; time only turns open into overdue."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from amparo.journey.history import PARENTS_ASKED
from amparo.protocol import default_protocol, duties, open_duties
from amparo.protocol.model import Protocol
from tests.journey.making import at, entry, timeline

START = at("2026-01-01T00:00")
CANDIDATES = [
    ("concern_reported", {"channel": "school", "account": "x", "urgent": True}),
    ("case_opened", {}),
    ("case_closed", {"reason": "goals_met"}),
    ("case_reopened", {}),
    ("standing_decided", {"standing": "suspected", "authority": "police"}),
    ("standing_decided", {"standing": "presumed", "authority": "ngo", "movement": "cross_border"}),
    (
        "standing_decided",
        {
            "standing": "not_trafficked",
            "authority": "competent_authority",
            "appeal_until": "2026-03-01",
        },
    ),
    ("guardian_appointed", {"guardian": "g"}),
    ("guardian_ended", {"reason": "x"}),
    ("placement_started", {"care": "residential_closed"}),
    ("placement_ended", {"reason": "x"}),
    ("risk_assessed", {"trigger": "after_missing", "level": "high", "restricts_phone": True}),
    ("risk_assessed", {"trigger": "periodic", "level": "low"}),
    ("missing_reported", {"police_told_at": "2026-01-20"}),
    ("missing_found", {}),
    ("conference_held", {}),
    ("plan_made", {}),
    ("plan_reviewed", {}),
    ("stay_regularised", {"permit": "temporary", "until": "2026-04-15"}),
    ("removal_threatened", {}),
    ("liberty_taken", {"ground": "migration"}),
    ("liberty_restored", {}),
    ("parents_assessed", dict.fromkeys(PARENTS_ASKED, True)),
    ("solution_started", {"solution": "local_integration"}),
    ("followed_up", {"month": 1}),
    ("duty_not_possible", {"duty": "learning", "why": "x", "agreed_by": "s"}),
    (
        "best_interests_decided",
        {"level": "determination", "chosen": "none_yet", "review_by": "2026-03-10"},
    ),
    ("identity_recorded", {"names": [{"name": "A"}], "birth": {"year": 2008}}),
]


@st.composite
def lives(draw):
    """A case with any entries in any order, over two months."""
    entries = []
    for number in range(1, draw(st.integers(1, 14)) + 1):
        kind, body = draw(st.sampled_from(CANDIDATES))
        occurred = START + timedelta(hours=draw(st.integers(0, 60 * 24)))
        moment = occurred.date().isoformat() if draw(st.booleans()) else occurred.isoformat()
        entries.append(entry(kind, moment, number, **body))
    return entries


def current(entries, moment, protocols):
    """The open duties that a list of them shows at a moment."""
    return {
        (duty.code, duty.starts_at, duty.due_at, duty.section)
        for duty in open_duties(timeline(*entries), protocols)
        if duty.starts_at <= moment and (duty.ends_at is None or moment < duty.ends_at)
    }


def owed_now(entries, moment, protocols):
    """The same, worked out with the clock."""
    return {
        (duty.code, duty.starts_at, duty.due_at, duty.section)
        for duty in duties(timeline(*entries), protocols, moment)
        if duty.state in ("open", "overdue")
    }


@given(lives(), st.integers(0, 200 * 24))
def test_the_stored_duties_are_those_owed_at_every_later_moment(entries, hours):
    moment = max(one.occurred.earliest for one in entries) + timedelta(hours=hours)
    assert current(entries, moment, [default_protocol()]) == owed_now(
        entries, moment, [default_protocol()]
    )


@given(lives())
def test_no_duty_is_due_before_it_starts_and_none_is_met_before(entries):
    for duty in duties(timeline(*entries), [default_protocol()], at("2027-01-01")):
        assert duty.due_at >= duty.starts_at
        assert duty.met_at is None or duty.met_at >= duty.starts_at
        assert (duty.met_at is not None) == (duty.state in ("met", "met_late"))


def test_a_duty_is_judged_by_the_version_in_force_when_its_clock_started():
    default = default_protocol()
    slower = {**default.duties}
    from dataclasses import replace

    slower["guardian"] = replace(
        slower["guardian"], within=replace(slower["guardian"].within, hours=72)
    )
    later = Protocol(default.name, default.country, "2", date(2026, 2, 1), slower, default.gates)
    noticed = entry(
        "standing_decided", "2026-01-20T12:00:00Z", standing="presumed", authority="ngo"
    )
    ended = entry("guardian_ended", "2026-02-10T12:00:00Z", reason="x")
    appointed = entry("guardian_appointed", "2026-01-20T13:00:00Z", guardian="g")
    found = [
        (duty.protocol_version, duty.due_at - duty.starts_at)
        for duty in duties(timeline(noticed, appointed, ended), [default, later], at("2026-03-01"))
        if duty.code == "guardian"
    ]
    assert found == [("1", timedelta(hours=24)), ("2", timedelta(hours=72))]
