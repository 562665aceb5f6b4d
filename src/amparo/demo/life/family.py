"""Family and country of origin: whether they may be asked, and what came of it."""

from datetime import timedelta

from amparo.demo.life.diary import AT_ONCE, DAY, Body, Diary, day, stamp
from amparo.demo.life.listening import child_said, heard
from amparo.demo.life.protecting import soon


def traced(d: Diary) -> None:
    """Whether it is safe to look for the family, and what came of it."""
    if "parents_suffice" in d.known:
        return
    taken = d.chance.done(24 * 14)
    if taken is None or d.facts.get("set_aside") == "tracing":
        return
    at = max(
        d.moment("noticed") + max(taken, 3 * DAY), d.known.get("protection_asked", d.begun) + DAY
    )
    unsafe = d.child.family_involvement in ("suspected", "confirmed") or d.child.parents_here
    if d.facts.get("protection_wish") == "yes" or (unsafe and d.chance.happens(0.85)):
        body: Body = {"reason": d.say("tracing_ruled_out"), "review_by": day(at + 90 * DAY)}
        d.write("tracing_ruled_out", at, body)
        return
    child_said(d, at - DAY, "contact", "for")
    heard(d, at - timedelta(hours=5), "contact with the family", "agrees")
    if d.chance.happens(0.3):
        d.write("step_planned", at - timedelta(hours=2), {"step": "tracing", "by": "caseworker"})
    body = {
        "where": d.say("tracing_where"),
        "through": "Child Welfare Bureau",
        "safe_because": d.say("tracing_safe"),
    }
    d.write("tracing_opened", at, body)
    answered = at + d.chance.days(6, 50)
    result = d.chance.weighed({"found": 68, "not_found": 22, "refused": 6, "unsafe": 4})
    verified = result == "found" and d.chance.happens(0.85)
    d.write("tracing_answered", answered, {"result": result, "relation_verified": verified})
    if result == "found":
        d.mark("found_family", answered)


def looked_at(d: Diary) -> None:
    """Whether the family took part, and whether it can care."""
    if not d.child.parents_here and "found_family" not in d.known:
        return
    start = d.known.get("found_family", d.moment("presumed") + 10 * DAY)
    at = start + d.chance.days(3, 25)
    part = d.child.family_involvement
    body = {
        "involvement_in_trafficking": part,
        "by": "social worker of the district",
        "visited": d.chance.happens(0.8),
        "able_to_care": part == "none" and d.chance.happens(0.75),
        "recommendation": d.say("family_recommendation"),
    }
    d.write("family_assessed", at, body, lag=soon(d))
    d.mark("family_known", at)
    d.facts["family_able"] = "yes" if body["able_to_care"] else ""


def origin_asked(d: Diary) -> None:
    """Whether the country of origin may be asked, one question about one child."""
    if "protection_asked" not in d.known:
        return
    taken = d.chance.done(24 * 7)
    if taken is None:
        return
    at = d.moment("protection_asked") + max(taken, DAY)
    if (
        d.facts["protection_wish"] != "no"
        or d.child.origin == "stateless"
        or d.chance.happens(0.35)
    ):
        d.write("focal_point_ruled_out", at, {"reason": d.say("focal_ruled_out")})
        return
    child_said(d, at - timedelta(hours=9), "return")
    heard(d, at - timedelta(hours=4), "return", "agrees")
    body: Body = {
        "country": d.child.origin,
        "authority": "social_services",
        "asked": d.say("focal_asked"),
        "answer_by": day(at + 30 * DAY),
        "safe_because": d.say("tracing_safe"),
    }
    d.involve("focal_point", ["identity"], at - timedelta(minutes=20), agency="abroad")
    asked = d.write("focal_point_contacted", at, body)
    if d.chance.happens(0.7):
        answered = at + d.chance.days(8, 45)
        body |= {"answered_at": day(answered)}
        d.write(
            "focal_point_contacted",
            answered,
            body,
            by=d.person("focal-point"),
            lag=AT_ONCE,
            occurred=stamp(at),
            supersedes=asked,
        )
