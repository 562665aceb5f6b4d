"""The everyday work: plans, reviews, risks looked at again, meetings, notes, changes of worker.

What comes round again is filled in last, between what the rest of the life brought.
"""

from datetime import datetime, timedelta

from amparo.access import ROLES
from amparo.demo.life.diary import AT_ONCE, DAY, Body, Change, Diary, day
from amparo.demo.life.noticing import EVERYTHING
from amparo.demo.life.protecting import risk

REVIEW_AFTER = {"high": 7, "unknown": 7, "medium": 30, "low": 90}
CALMER = {"high": "medium", "unknown": "medium", "medium": "low", "low": "low"}
CAN_WAIT = ("psychosocial", "learning", "tracing", "plan", "compensation")
MAJORITY = 18


# Who works on it


def changes(d: Diary) -> None:
    """Draw beforehand whether another worker or guardian takes over one day."""
    for role, first, key in (
        ("caseworker", d.team.worker, d.team.agency),
        ("guardian", d.team.guardian, "guardians"),
    ):
        others = [one for one in d.country.team_of(key, role) if one.key != first.key]
        at = d.begun + d.chance.days(35, 160)
        if others and d.chance.happens(0.08) and at < d.moment("ends") - 20 * DAY:
            d.changes[first.key] = Change(at, d.chance.one(others))


def handed_over(d: Diary) -> None:
    """Successors are named and brought in; who leaves is no longer involved."""
    worker, guardian = d.team.worker, d.team.guardian
    if change := d.changes.get(worker.key):
        assigned = {"to": change.to.id, "remarks": d.say("worker_left")}
        d.write("case_assigned", change.at, assigned, by=d.team.supervisor, lag=AT_ONCE)
        d.involve("caseworker", EVERYTHING, change.at, person=change.to, by=d.team.supervisor)
        left: Body = {"person": worker.id, "role": "caseworker", "reason": d.say("worker_left")}
        d.write("involvement_ended", change.at + DAY, left, by=d.team.supervisor, lag=AT_ONCE)
    change = d.changes.get(guardian.key)
    if not change or "guardian" not in d.known or d.moment("guardian") > change.at - DAY:
        d.changes.pop(guardian.key, None)
        return
    gone = {"guardian": guardian.name, "reason": d.say("worker_left")}
    d.write("guardian_ended", change.at, gone, by=d.team.supervisor, lag=AT_ONCE)
    body = {
        "guardian": change.to.name,
        "appointing_body": "Family Court of Lysandra",
        "mandate": "long_term",
        "conflict_checked": True,
    }
    d.write("guardian_appointed", change.at, body, by=d.team.supervisor, lag=AT_ONCE)
    d.involve(
        "guardian",
        EVERYTHING,
        change.at,
        person=change.to,
        ground="legal_duty",
        by=d.team.supervisor,
    )
    left = {"person": guardian.id, "role": "guardian", "reason": d.say("worker_left")}
    d.write("involvement_ended", change.at + DAY, left, by=d.team.supervisor, lag=AT_ONCE)


def own_account(d: Diary) -> None:
    """The child gets an account, and reads what is theirs."""
    sections = sorted(ROLES["child"].usual)
    d.involve("child", sections, d.moment("presumed") + 15 * DAY, person=d.person("child"))


# Plan


def planned(d: Diary) -> None:
    """A plan with the child."""
    taken = d.chance.done(24 * 14)
    if taken is None or d.facts.get("set_aside") == "plan":
        return
    at = d.mark("plan", d.moment("assessed") + max(taken, DAY))
    d.write("plan_made", at, {"goals": _goals(d, at), "transition": False})


def plan_reviewed(d: Diary) -> None:
    """The plan is reviewed every three months until the case closes."""
    if "plan" not in d.known:
        return
    review = d.moment("plan") + d.chance.days(70, 92)
    while review < d.moment("ends") and review <= d.until:
        d.write("plan_reviewed", review, {"goals": _goals(d, review)})
        review += d.chance.days(70, 93)


def _goals(d: Diary, at: datetime) -> list[Body]:
    who = ["caseworker", "guardian", "house", "school", "lawyer"]
    return [
        {
            "goal": d.say("goals"),
            "responsible": d.chance.one(who),
            "by": day(at + d.chance.days(20, 120)),
        }
        for _goal in range(d.chance.count(1, 3))
    ]


def coming_of_age(d: Diary) -> None:
    """Half a year before the child may turn 18 a plan for the time after is owed."""
    estimated = [e for e in d.of("identity_recorded") if e.body.get("birth")]
    if not estimated or (
        "closed" in d.known and d.moment("closed") < d.until and not d.has("reopened")
    ):
        return
    birth = estimated[-1].body["birth"]
    adult = datetime(birth["year"] + MAJORITY, birth.get("month") or 1, 1, tzinfo=d.until.tzinfo)
    half_year_before, noticed = adult - 182 * DAY, d.moment("noticed")
    starts, due = max(half_year_before, noticed), half_year_before + 90 * DAY
    if noticed >= adult + 300 * DAY:
        return
    # Where little of the half year is left, the plan is made with the child's first weeks.
    taken = d.chance.days(1, 14)
    if due > starts + 14 * DAY:
        taken = d.chance.done((due - starts) / timedelta(hours=1)) or 400 * DAY
    if starts + taken < d.moment("ends"):
        goals = {"goals": _goals(d, starts + taken), "transition": True}
        d.write("plan_made", starts + taken, goals)


# Day by day


def met(d: Diary) -> None:
    """Meetings of the agencies, visits and calls, notes, documents."""
    presumed = d.moment("presumed")
    for _meeting in range(d.chance.count(0, 2)):
        at = presumed + d.chance.days(5, 150)
        agencies = [d.country.agencies[key].id for key in (d.team.agency, "guardians", "school")]
        body: Body = {
            "agencies": agencies,
            "decisions": d.say("conference"),
            "next_by": day(at + 45 * DAY),
        }
        d.write("conference_held", at, body, occurred=day(at) if d.chance.happens(0.2) else None)
    for _contact in range(d.chance.count(0, 3)):
        at = presumed + d.chance.days(2, 200)
        seen = d.chance.happens(0.7)
        body = {"with": d.say("contact_with"), "how": d.say("contact_how"), "child_seen": seen}
        d.write("contact_made", at, body)
    if d.child.channel in ("self", "helpline") and d.chance.happens(0.3):
        _called_back(d)
    if d.chance.happens(0.5):
        section = d.chance.one(["protection", "protection", "legal", "health"])
        note = d.write(
            "note_added",
            presumed + d.chance.days(1, 90),
            {"text": d.say("note"), "section": section},
        )
        if d.chance.happens(0.06):
            gone = {"entry": note, "reason": d.say("withdrawn_entry")}
            d.write("entry_withdrawn", presumed + d.chance.days(95, 99), gone)
    if d.chance.happens(0.25):
        kind = d.chance.one(
            ["social_report", "court_document", "residence_permit", "messages", "statement"]
        )
        body = {"kind": kind, "held_by": d.say("document_held_by")}
        d.write("document_recorded", presumed + d.chance.days(3, 90), body)


def _called_back(d: Diary) -> None:
    """The child trusts the helpline's voice and goes on calling; the helpline is brought in."""
    at = d.moment("presumed") + d.chance.days(1, 4)
    d.involve("helpline", ["protection"], at, agency="voice")
    call = {"with": "child", "how": "the child called", "child_seen": False}
    d.write("contact_made", at + d.chance.days(1, 30), call, by=d.person("helpline"))


def set_aside(d: Diary) -> None:
    """A duty that cannot be done for now, with the reason and a second person; it stays undone."""
    if not d.chance.happens(0.06):
        return
    duty = d.facts["set_aside"] = d.chance.one(CAN_WAIT)
    at = d.moment("presumed") + d.chance.days(1, 6)
    body = {
        "duty": duty,
        "why": d.say("duty_why"),
        "agreed_by": d.team.supervisor.id,
        "review_by": day(at + 30 * DAY),
    }
    d.write("duty_not_possible", at, body, agreed_by=d.team.supervisor)


# What comes round again


def risks_reviewed(d: Diary) -> None:
    """Between any two assessments, and until the case closes, risks are looked at again in time."""
    known = d.of("risk_assessed")
    waiting = [(event.at, str(event.body["level"])) for event in known]
    over = "closed" in d.known and not d.has("reopened")
    end = min(d.moment("closed"), d.until) if over else d.until
    while waiting:
        at, level = waiting.pop(0)
        due = at + REVIEW_AFTER[level] * DAY
        following = waiting[0][0] if waiting else end
        late = d.chance.happens(0.1)
        review = due + d.chance.days(0.5, 5) if late else due - d.chance.days(0.2, 2.5)
        if review >= following or (not waiting and review >= end):
            continue
        if "reopened" in d.known and d.moment("closed") <= review < d.moment("reopened"):
            continue
        calmer = CALMER[level] if d.chance.happens(0.65) else level
        risk(d, review, "periodic", calmer)
        waiting.insert(0, (review, calmer))


def closed_care_reviewed(d: Diary) -> None:
    """Closed care is justified again every week, until the child moves to an open house."""
    if d.facts.get("care") != "residential_closed" or "placed" not in d.known:
        return
    at = d.moment("placed")
    for _week in range(d.chance.count(1, 3)):
        at += d.chance.days(5.5, 7.3)
        body: Body = {"why_proportionate": d.say("proportionate")}
        risk(d, at, "periodic", "high", body)
    at += d.chance.days(3, 6)
    opened = {
        "care": "residential_open",
        "provider": "House of the Linden Trees",
        "safeguarding_checked": True,
    }
    d.write("placement_started", at, opened, lag=timedelta(hours=1))
    d.facts["care"] = "residential_open"
