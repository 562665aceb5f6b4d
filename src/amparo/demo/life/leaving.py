"""The way out: a solution begins, the child is followed up, the case closed, sometimes reopened."""

from datetime import datetime, timedelta

from amparo.demo.life.diary import AT_ONCE, DAY, Body, Diary, day, stamp
from amparo.demo.life.listening import child_said, heard, lawyer
from amparo.demo.life.protecting import PROVIDERS, risk

WHERE = {
    "return": "country_of_origin",
    "reunification": "place_of_origin",
    "third_country": "third_country",
}
WITH = {
    "return": "parents",
    "reunification": "parents",
    "semi_independent": "semi_independent",
    "alternative_care": "foster",
    "local_integration": "small_group",
    "third_country": "kin",
}
LATELY = 38 * DAY
FOLLOW_UPS = {1: 31, 3: 91, 6: 183, 12: 365}


def solved(d: Diary) -> None:
    """What the panel chose begins, where somebody receives the child."""
    chosen = d.facts["chosen"]
    at = d.mark("solved", d.moment("determined") + d.chance.days(16, 45))
    if d.chance.happens(0.07):
        at = d.mark("solved", d.moment("determined") + d.chance.days(3, 12))
    trigger = chosen if chosen in ("return", "reunification") else "placement"
    risk(d, at - d.chance.days(2, 11), trigger, "low" if d.chance.happens(0.7) else "medium")
    heard(d, at - d.chance.days(1, 6), chosen.replace("_", " "), "agrees")
    if chosen in ("return", "reunification") and d.chance.happens(0.7):
        child_said(d, at - d.chance.days(8, 14), "return", "for")
        plan = {"step": chosen, "on": day(at), "by": "caseworker and guardian"}
        d.write("step_planned", at - DAY, plan)
    body: Body = {
        "solution": chosen,
        "where": WHERE.get(chosen, "stays_here"),
        "care": WITH[chosen],
        "place_same_as_before": chosen == "reunification" and d.chance.happens(0.3),
        "received_by": d.say("received_by"),
        "received_at": stamp(at),
    }
    if chosen == "return":
        body["escort"] = "guardian and a nurse"
    d.write("solution_started", at, body)
    if (
        chosen in ("return", "reunification")
        and d.facts.get("care")
        and d.facts["care"] != "family_of_origin"
    ):
        d.write("placement_ended", at, {"reason": "goes home"}, lag=AT_ONCE)
        body = {"care": "family_of_origin", "provider": PROVIDERS["family_of_origin"]}
        d.write("placement_started", at, body, lag=timedelta(hours=1))
    _followed_up(d, at)


def _followed_up(d: Diary, begun: datetime) -> None:
    """Seen within a week, then after 1, 3, 6 and 12 months, each with two weeks of leeway."""
    if d.chance.happens(0.95):
        seen = begun + d.chance.days(1, 6.5)
        d.write(
            "contact_made",
            seen,
            {"with": "child and carer", "how": d.say("contact_how"), "child_seen": True},
        )
    for month, after in FOLLOW_UPS.items():
        draw = d.chance.between(0, 1)
        late = d.chance.days(16, 40) if draw < 0.09 else d.chance.days(-4, 11)
        if draw > 0.985:
            continue
        d.write("followed_up", begun + after * DAY + late, _visit(d, month))


def _visit(d: Diary, month: int) -> Body:
    body: Body = {
        "month": month,
        "seen_in_person": d.chance.happens(0.8),
        "safe": True if d.chance.happens(0.94) else None,
        "housed": True,
        "learning_or_working": d.chance.one([True, True, True, False]),
        "contact_with_exploiter": d.chance.one([False, False, False, None]),
        "free_to_choose": d.chance.one([True, True, None]),
        "stigma": d.chance.one([False, False, True, None]),
        "wellbeing": d.say("followed_wellbeing"),
        "safe_to_visit": True,
    }
    if d.chance.happens(0.5):
        body["needs"] = d.say("followed_needs")
    return body


def closed(d: Diary) -> None:
    """The case is closed with a reason and a second person; follow-up goes on."""
    at = d.moment("ends")
    reason = "lost_contact" if "lost" in d.known else _reason(d)
    if d.chance.happens(0.3):
        d.write("step_planned", at - 3 * DAY, {"step": "closure", "by": "caseworker"})
    heard(d, at - DAY, "closing the case", "agrees")
    body = {"reason": reason, "agreed_by": d.team.supervisor.id, "remarks": d.say("case_closed")}
    d.write("case_closed", at, body, agreed_by=d.team.supervisor, lag=AT_ONCE)
    d.mark("closed", at)
    again = at + d.chance.days(15, 110)
    if d.until - LATELY < again <= d.until and d.chance.happens(0.3):
        _reopened(d, d.mark("reopened", again))


def _reopened(d: Diary, at: datetime) -> None:
    """The child comes back: everything is owed afresh, and is done afresh."""
    body = {"reason": d.say("reopened"), "agreed_by": d.team.supervisor.id}
    d.write("case_reopened", at, body, agreed_by=d.team.supervisor, lag=AT_ONCE)
    risk(d, at + d.chance.hours(2, 20), "periodic", "medium")
    told = {
        "about": "rights",
        "language": d.child.languages[0],
        "form": "spoken",
        "understood": True,
    }
    assessment = {"level": "assessment", "chosen": "none_yet", "child_told_at": day(at + 5 * DAY)}
    again: tuple[tuple[float, str, Body], ...] = (
        (1, "information_given", told),
        (2, "health_checked", {"assent": True, "follow_up": d.say("health_follow_up")}),
        (7, "best_interests_decided", assessment),
        (7, "service_given", {"service": "psychosocial", "what": d.say("service_what")}),
        (14, "tracing_ruled_out", {"reason": d.say("tracing_ruled_out")}),
        (30, "service_given", {"service": "education", "what": d.say("service_what")}),
    )
    for days, kind, said in again:
        taken = d.chance.done(24 * days)
        if taken is not None:
            d.write(kind, at + taken, said)
    lawyer(d, at + d.chance.days(2, 13), "what has changed")
    if d.child.abroad:
        asked = {"wish": "no", "advised_by": "Open Line"}
        d.write("protection_need_asked", at + d.chance.days(2, 6.5), asked, by=d.person("lawyer"))
        d.write(
            "focal_point_ruled_out", at + d.chance.days(7, 9), {"reason": d.say("focal_ruled_out")}
        )
    compensation = {"reason_if_none": d.say("compensation_none")}
    d.write(
        "compensation_considered", at + d.chance.days(20, 80), compensation, by=d.person("lawyer")
    )


def settled(d: Diary) -> None:
    """When casework ends: nothing else is to come by then."""
    last = d.latest or d.begun
    planned = d.after("solved", "claim_decided") + d.chance.days(20, 120)
    d.mark("ends", max(planned, last + d.chance.days(4, 20)))


def _reason(d: Diary) -> str:
    if "rejected" in d.known:
        return "not_trafficked_and_safe"
    if d.facts.get("chosen") == "return":
        return "handed_over_abroad"
    adult = d.child.born.replace(year=d.child.born.year + 18) < d.moment("ends")
    if adult and d.chance.happens(0.6):
        return "adult_and_settled"
    return "declined_and_safe" if d.chance.happens(0.06) else "goals_met"


def given_up(d: Diary) -> None:
    """A child who was not found: three attempts at least before contact counts as lost."""
    at = d.moment("lost") + 40 * DAY
    for _attempt in range(d.chance.count(3, 4)):
        body = {"with": "child", "how": d.say("contact_how"), "child_seen": False, "attempt": True}
        d.write("contact_made", at, body)
        at += d.chance.days(12, 40)
    d.mark("ends", max(at, d.latest or at) + 30 * DAY)
