"""What goes wrong: a child missing, another place, harm in care, exposure, complaints.

Whether it happens is drawn for each child, and each trouble brings duties that are met here, mostly
in time. What authorities do to a child is in `contested`, the court in `justice`.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from amparo.demo.life.contested import age_disputed, charged, held, removal
from amparo.demo.life.diary import AT_ONCE, DAY, Body, Diary, about, day, stamp
from amparo.demo.life.protecting import HANDOVER, HOUSE, PROVIDERS, place, risk

MISSING_WEEK = 7 * DAY


def troubled(d: Diary) -> None:
    """Draw the troubles of this life."""
    if (
        d.chance.happens(0.1)
        and d.moment("presumed") < d.until - 3 * DAY < d.moment("ends") - 5 * DAY
    ):
        d.mark("trouble", d.until - d.chance.hours(0.5, 60))
        d.chance.one(THESE_DAYS)(d)
        return
    for probability, trouble in TROUBLES:
        if d.chance.happens(probability):
            trouble(d)


# Missing


def missing(d: Diary) -> None:
    """Gone, searched for, and mostly found: alone, by police, or after a call."""
    at = d.some_day(2, 170)
    if at > d.moment("ends") - 30 * DAY:
        return
    episodes = 2 if d.chance.happens(0.2) else 1
    for _episode in range(episodes):
        found = _gone(d, at)
        if found is None:
            d.mark("lost", at)
            return
        at = found + d.chance.days(10, 60)


def _gone(d: Diary, at: datetime) -> datetime | None:
    by = d.person("shelter") if _in_house(d, at) and d.chance.happens(0.6) else None
    body: Body = {
        "last_seen_at": stamp(at - d.chance.hours(1, 8)),
        "circumstances": d.say("missing_circumstances"),
    }
    lasts = (
        None
        if d.chance.happens(0.05)
        else timedelta(hours=4) + d.chance.days(0, 2) * d.chance.count(1, 9)
    )
    told = at + (d.chance.done(1, sure=True) or DAY)
    in_report = d.chance.happens(0.35)
    if in_report:
        body["police_told_at"] = stamp(at)
    d.write("missing_reported", at, body, by=by, lag=AT_ONCE)
    d.mark("missing", at)
    if not in_report and d.chance.happens(0.96):
        d.write("missing_step", told, {"step": "police_told"}, lag=AT_ONCE)
    for step in d.chance.some(
        ["guardian_told", "border_alert", "description_issued", "searched"], 1, 3
    ):
        d.write("missing_step", at + d.chance.hours(1, 20), {"step": step}, lag=timedelta(hours=1))
    found = None if lasts is None else at + lasts
    d.involve("police", ["justice", "coded"], at + timedelta(hours=1), agency="police")
    _searched(d, at, found)
    if found is not None:
        _found(d, found)
    return found


def _searched(d: Diary, at: datetime, found: datetime | None) -> None:
    meet = at + (d.chance.done(24, sure=True) or DAY)
    if found is None or found > at + 4 * DAY:
        d.involve("coordinator", ["protection"], at + 3 * DAY, agency="office")
    while meet < (found or d.until) and meet <= d.until:
        agencies = [d.country.agencies[key].id for key in (d.team.agency, "police", "guardians")]
        body = {
            "agencies": agencies,
            "decisions": d.say("missing_conference"),
            "next_by": day(meet + MISSING_WEEK),
        }
        d.write("conference_held", meet, body, by=d.team.supervisor, lag=timedelta(hours=2))
        meet += MISSING_WEEK * d.chance.between(0.85, 1.03)


def _found(d: Diary, found: datetime) -> None:
    body: Body = {
        "found_how": d.say("found_how"),
        "harmed": d.chance.one([False, False, None, True]),
    }
    by = d.person("police") if d.chance.happens(0.3) else None
    occurred = about(found, 1) if d.chance.happens(0.2) else None
    d.write("missing_found", found, body, by=by, lag=AT_ONCE, occurred=occurred)
    d.mark("found", found)
    assessed = d.chance.done(24)
    if assessed is not None:
        risk(d, found + assessed, "after_missing", "high" if d.chance.happens(0.5) else "medium")
    asked = d.chance.done(72)
    if asked is not None:
        body = {
            "purpose": "return_from_missing",
            "asked_about": ["identity_safety"],
            "guardian_present": d.chance.happens(0.5),
            "child_friendly_place": True,
        }
        d.write("interview_held", found + asked, body)
    if d.chance.happens(0.4):
        d.write("missing_step", found + d.chance.hours(1, 9), {"step": "description_withdrawn"})
    if d.chance.happens(0.12):
        d.write(
            "returned_to_exploitation",
            found - timedelta(hours=2),
            {"known_how": d.say("returned_known")},
            lag=timedelta(hours=4),
        )
        back = found + d.chance.hours(2, 20)
        d.write(
            "withdrawn_from_exploitation",
            back,
            {"how": d.say("withdrawn_how"), "by": d.say("withdrawn_by")},
        )
        taken = d.chance.done(6, sure=True) or DAY
        risk(d, back + taken, "after_withdrawal", "high")


def _in_house(d: Diary, at: datetime) -> bool:
    return "house" in d.known and d.moment("house") < at and not d.facts.get("house_left")


# Care


def moved(d: Diary) -> None:
    """Another placement: the house is left, and what its involvement rested on ends."""
    if "placed" not in d.known or d.facts.get("care") == "family_of_origin":
        return
    at = d.some_day(25, 120)
    if at > d.moment("ends") - 20 * DAY:
        return
    in_house = _in_house(d, at)
    d.write("placement_ended", at, {"reason": d.say("placement_ended")}, lag=AT_ONCE)
    risk(d, at - d.chance.days(1, 9), "placement", "medium")
    gap = HANDOVER if d.chance.happens(0.93) else d.chance.hours(5, 14)
    new = d.chance.one([care for care in ("foster", "kin", "other") if care != d.facts["care"]])
    if new == "kin":
        d.facts["kin_family"] = "yes"
    place(d, at + gap, new if new in PROVIDERS else "foster", again=True)
    if in_house:
        d.facts["house_left"] = "yes"
        gone = at + d.chance.hours(1, 30)
        body = {
            "consent": d.facts["house_consent"],
            "purpose": "placement",
            "by": "child",
            "remarks": d.say("consent_withdrawn"),
        }
        d.write("consent_withdrawn", gone, body, lag=AT_ONCE)
        d.hand_back(d.person("shelter"), gone)


def incident(d: Diary) -> None:
    """Something happened where the child should be safe."""
    if "placed" not in d.known:
        return
    at = max(d.moment("placed"), d.some_day(3, 140)) + timedelta(hours=1)
    by = d.person("shelter") if _in_house(d, at) and d.chance.happens(0.7) else None
    body: Body = {
        "what": d.say("incident"),
        "by": d.chance.one(["visitor", "child", "staff", "outsider", "unknown"]),
        "reported_to": "service, by the child" if by is None else "service, the same day",
    }
    d.write("incident_in_care", at, body, by=by, lag=timedelta(hours=1))
    _assessed_again(d, at, "incident")


def _assessed_again(d: Diary, at: datetime, trigger: str) -> None:
    taken = d.chance.done(24)
    if taken is None:
        return
    body: Body = {}
    if d.chance.happens(0.22):
        body = {
            "restricts_phone": True,
            "why_proportionate": d.say("proportionate"),
            "authorised_by": "supervisor and guardian",
        }
        if d.chance.happens(0.85):
            body["review_by"] = day(at + 7 * DAY)
    risk(d, at + taken, trigger, "high" if d.chance.happens(0.4) else "medium", body)
    if body:
        risk(d, at + taken + d.chance.days(5, 7.5), "periodic", "medium")


def exposed(d: Diary) -> None:
    """The child could be recognised from what was published."""
    at = d.some_day(4, 200)
    by = d.chance.one([d.team.guardian if "guardian" in d.known else None, None])
    if by and d.moment("guardian") > at - DAY:
        by = None
    body = {"where": d.say("exposed_where"), "by": "unknown", "response": d.say("exposed_response")}
    d.write("identity_exposed", at, body, by=by, lag=timedelta(hours=1))
    _assessed_again(d, at, "incident")


# Voice


def complained(d: Diary) -> None:
    """The child complains, and the complaints office answers."""
    if "guardian" not in d.known:
        return
    at = max(d.some_day(10, 120), d.moment("guardian") + DAY)
    d.involve("complaints", ["protection"], at, agency="office")
    against = d.say("complaint_against")
    body = {"against": against, "grounds": d.say("complaint_grounds")}
    d.write(
        "complaint_made",
        at + timedelta(minutes=30),
        body,
        by=d.team.guardian,
        lag=timedelta(hours=1),
    )
    answer = body | {"outcome": d.say("complaint_outcome")}
    d.write(
        "complaint_answered",
        at + d.chance.days(4, 18),
        answer,
        by=d.person("complaints"),
        lag=AT_ONCE,
    )


def barred(d: Diary) -> None:
    """Somebody of the mechanism is under suspicion, and is kept out of this case."""
    at = d.some_day(5, 90)
    working = {d.team.worker, *(change.to for change in d.changes.values())}
    others = [p for p in d.country.team_of(d.team.agency, "caseworker") if p not in working]
    body = {"reason": d.say("barred_reason"), "person": (others or [d.person("nurse")])[0].id}
    d.write("access_barred", at, body, by=d.team.supervisor, lag=AT_ONCE)


def consent_refused(d: Diary) -> None:
    """The child says no to sharing; no door to care closes."""
    body = {
        "purpose": d.chance.one(
            ["contact_abroad", "research", "photograph", "medical_examination"]
        ),
        "recipients": [d.chance.one(["consulate", "university", HOUSE])],
        "by": "child",
        "basis": "assent",
    }
    d.write("consent_refused", d.some_day(2, 60), body)


TROUBLES: tuple[tuple[float, Callable[[Diary], None]], ...] = (
    (0.16, missing),
    (0.14, moved),
    (0.09, incident),
    (0.045, exposed),
    (0.07, held),
    (0.05, charged),
    (0.09, removal),
    (0.13, age_disputed),
    (0.05, complained),
    (0.012, barred),
    (0.06, consent_refused),
)
THESE_DAYS = (missing, missing, held, held, removal, removal, removal, incident, exposed, moved)
