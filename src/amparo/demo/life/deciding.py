"""Advice, stay, identification, family, and what is decided in the child's best interests."""

from datetime import datetime, timedelta

from amparo.demo.life.diary import AT_ONCE, Body, Diary, day
from amparo.demo.life.noticing import EVERYTHING
from amparo.demo.life.protecting import risk

PERMITS = {"reflection": (60, 90), "temporary": (180, 180), "residence": (365, 365), "protection": (730, 730)}
DAY = timedelta(days=1)


# The child's lawyer


def advised(d: Diary) -> None:
    """A lawyer for the child alone, with the whole file."""
    taken = d.chance.done(24 * 14, sure=d.child.abroad)
    if taken is not None:
        lawyer(d, d.moment("presumed") + taken, d.say("legal_for"))


def lawyer(d: Diary, at: datetime, why: str) -> None:
    """The lawyer is brought in, if not there yet, and gives advice."""
    who = d.person("lawyer")
    d.involve("lawyer", EVERYTHING, at - timedelta(minutes=30), person=who)
    d.known.setdefault("lawyer", at)
    d.known["lawyer"] = min(d.known["lawyer"], at)
    occurred = day(at) if d.chance.happens(0.1) else None
    d.write("legal_aid_given", at, {"by": "Open Line", "for": why}, by=who, occurred=occurred,
            lag=timedelta(hours=1))  # fmt: skip


def protection_asked(d: Diary) -> None:
    """International protection: asked with advice; a claim where the child wants one."""
    if not d.child.abroad:
        return
    taken = d.chance.done(24 * 7)
    if taken is None:
        return
    at = d.moment("presumed") + taken
    if "lawyer" not in d.known or d.moment("lawyer") > at:
        lawyer(d, at - timedelta(hours=1), "stay")
    wish = d.chance.weighed({"no": 52, "yes": 33, "undecided": 15})
    d.facts["protection_wish"] = wish
    body: Body = {"wish": wish, "advised_by": "Open Line"}
    if wish == "yes":
        body["lodged_at"] = day(at + 2 * DAY) if at + 2 * DAY <= d.until else day(at)
    d.mark("protection_asked", at)
    d.write("protection_need_asked", at, body, by=d.person("lawyer"), lag=timedelta(hours=1))
    if wish == "yes":
        decided = d.mark("claim_decided", at + d.chance.days(90, 240))
        outcome = "protection granted" if d.chance.happens(0.7) else "refused"
        d.write("protection_need_asked", decided, body | {"outcome": outcome}, by=d.person("lawyer"))
        if outcome == "protection granted":
            d.facts["granted"] = "yes"


def stay(d: Diary) -> None:
    """The right to stay: time to reflect, then a permit, renewed before it ends."""
    if not d.child.abroad:
        return
    taken = d.chance.done(24 * 30)
    if taken is None:
        return
    at = d.moment("presumed") + taken
    permit = "reflection" if d.chance.happens(0.7) else "temporary"
    while at <= d.until and at < d.moment("ends"):
        if "lawyer" not in d.known or d.moment("lawyer") > at:
            lawyer(d, at - timedelta(hours=2), "stay")
        ends = at + timedelta(days=d.chance.count(*PERMITS[permit]))
        d.write("stay_regularised", at, {"permit": permit, "until": day(ends)}, by=d.person("lawyer"),
                lag=timedelta(hours=3))  # fmt: skip
        d.known.setdefault("stay", at)
        late = d.chance.days(2, 20) if d.chance.happens(0.08) else -d.chance.days(3, 25)
        at = ends + late
        if "claim_decided" in d.known and d.facts.get("granted") and at > d.moment("claim_decided"):
            permit = "protection"
        else:
            permit = "temporary" if permit == "reflection" else "residence"


# The competent authority


def identified(d: Diary) -> None:
    """The competent authority decides whether the child was trafficked."""
    officer, presumed = d.person("authority"), d.moment("presumed")
    asked = presumed + d.chance.days(0.5, 4)
    d.involve("competent_authority", ["protection", "coded", "identity"], asked, agency="authority")
    taken = d.chance.done(24 * 30)
    if taken is None:
        return
    at = max(presumed + taken, asked + 2 * DAY)
    guardian = d.known.get("guardian")
    rejected = d.chance.happens(0.08)
    if rejected and guardian:
        at = max(at, guardian + 3 * DAY)
        heard(d, at - DAY, "identification")
    body: Body = {
        "standing": "not_trafficked" if rejected else "identified",
        "authority": "competent_authority",
        "acts": [] if rejected else ["recruitment", "harbouring"],
        "purposes": [] if rejected else [d.child.form],
        "movement": d.child.movement,
        "grounds": d.say("grounds_not_trafficked" if rejected else "grounds_identified"),
        "child_told": d.chance.happens(0.92),
        "appeal_until": day(at + 30 * DAY),
    }
    d.mark("rejected" if rejected else "identified", at)
    d.write("standing_decided", at, body, by=officer, lag=timedelta(hours=3))
    if rejected and d.chance.happens(0.35):
        _appealed(d, at, body)


def _appealed(d: Diary, at: datetime, first: Body) -> None:
    """The child's lawyer appeals; where the authority sees its mistake, a new decision corrects it."""
    lodged = at + d.chance.days(5, 25)
    against = {"against": "decision on identification"}
    if "lawyer" not in d.known or d.moment("lawyer") > lodged:
        lawyer(d, lodged - DAY, "appeal")
    d.write("appeal_lodged", lodged, against | {"grounds": d.say("appeal_grounds")}, by=d.person("lawyer"))
    decided = lodged + d.chance.days(20, 60)
    upheld = d.chance.happens(0.6)
    outcome = "upheld: identified" if upheld else "dismissed with reasons"
    body = against | {"grounds": d.say("appeal_grounds"), "outcome": outcome}
    d.write("appeal_decided", decided, body, by=d.person("lawyer"))
    if upheld:
        changed = first | {"standing": "identified", "purposes": [d.child.form], "acts": ["harbouring"],
                           "grounds": d.say("grounds_identified")}  # fmt: skip
        del d.known["rejected"]
        d.mark("identified", decided)
        d.write("standing_decided", decided + DAY, changed, by=d.person("authority"))


# Family and country of origin


def heard(d: Diary, at: datetime, about: str, view: str = "") -> None:
    """The guardian is asked, and answers."""
    if "guardian" not in d.known or d.moment("guardian") > at - timedelta(minutes=15):
        return
    view = view or d.chance.weighed({"agrees": 80, "objects": 8, "asks": 12})
    body: Body = {"about": about, "view": view, "answered": True}
    if view != "agrees" or d.chance.happens(0.4):
        body["text"] = d.say("guardian_text")
    by = d.team.guardian if d.chance.happens(0.7) else None
    d.write("guardian_consulted", at, body, by=by, lag=timedelta(hours=1))


def child_said(d: Diary, at: datetime, topic: str, wish: str = "") -> None:
    """What the child wants, in the child's words."""
    body: Body = {
        "topic": topic,
        "words": d.say("child_justice" if topic == "justice" else "child_words"),
        "wish": wish or d.chance.weighed({"for": 62, "against": 18, "unsure": 20}),
        "heard_apart": d.chance.happens(0.85),
        "weight_given": d.say("weight_given"),
    }
    if body["wish"] == "against" and d.chance.happens(0.5):
        body["why_if_not_followed"] = d.say("not_followed")
    d.write("view_recorded", at, body)


def traced(d: Diary) -> None:
    """Whether it is safe to look for the family, and what came of it."""
    if "parents_suffice" in d.known:
        return
    taken = d.chance.done(24 * 14)
    if taken is None:
        return
    at = d.moment("noticed") + max(taken, 3 * DAY)
    unsafe = d.child.family_involvement in ("suspected", "confirmed") or d.child.parents_here
    if d.facts.get("protection_wish") == "yes" or (unsafe and d.chance.happens(0.85)):
        body: Body = {"reason": d.say("tracing_ruled_out"), "review_by": day(at + 90 * DAY)}
        d.write("tracing_ruled_out", at, body)
        return
    child_said(d, at - DAY, "contact", "for")
    heard(d, at - timedelta(hours=5), "contact with the family", "agrees")
    if d.chance.happens(0.3):
        d.write("step_planned", at - timedelta(hours=2), {"step": "tracing", "by": "caseworker"})
    body = {"where": d.say("tracing_where"), "through": "Child Welfare Bureau", "safe_because": d.say("tracing_safe")}
    d.write("tracing_opened", at, body)
    answered = at + d.chance.days(6, 50)
    result = d.chance.weighed({"found": 68, "not_found": 22, "refused": 6, "unsafe": 4})
    verified = result == "found" and d.chance.happens(0.85)
    d.write("tracing_answered", answered, {"result": result, "relation_verified": verified})
    if result == "found":
        d.mark("found_family", answered)


def family_looked_at(d: Diary) -> None:
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
    d.write("family_assessed", at, body)
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
    if d.facts["protection_wish"] != "no" or d.child.origin == "stateless" or d.chance.happens(0.35):
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
    d.write("focal_point_contacted", at, body)
    if d.chance.happens(0.7):
        answered = at + d.chance.days(8, 45)
        body |= {"answered_at": day(answered)}
        d.write("focal_point_contacted", answered, body, by=d.person("focal-point"), lag=AT_ONCE)


# Best interests


def assessed(d: Diary) -> None:
    """Needs and circumstances; then what made the child vulnerable, and a plan."""
    taken = d.chance.done(24 * 7, sure=True)
    assert taken is not None
    at = d.mark("assessed", d.moment("presumed") + max(taken, timedelta(hours=20)))
    body = {"level": "assessment", "chosen": "none_yet", "panel": ["caseworker", "school", "house"]}
    body |= _told(d, at)
    d.write("best_interests_decided", at, body)
    for factor in d.child.factors:
        d.write("factor_recorded", at + d.chance.hours(1, 60), {"factor": factor, "what": d.say("factor_what")})
    _information(d, at, body)


def _told(d: Diary, at: datetime) -> Body:
    return {"child_told_at": day(at)} if d.chance.happens(0.5) else {}


def _information(d: Diary, at: datetime, decision: Body) -> None:
    """The child is told what was decided, mostly by the guardian, within three days."""
    if "child_told_at" in decision:
        return
    taken = d.chance.done(72)
    if taken is None:
        return
    told = at + taken
    by = d.team.guardian if "guardian" in d.known and d.moment("guardian") < told - DAY else None
    body = {"about": "decision", "language": d.chance.one(d.child.languages), "form": "spoken",
            "understood": True}  # fmt: skip
    d.write("information_given", told, body, by=by, lag=timedelta(hours=2))


def determined(d: Diary) -> None:
    """The panel chooses a durable solution, after risks, child and guardian were looked at and heard."""
    taken = d.chance.done(24 * 90, sure=True)
    assert taken is not None
    at = d.moment("presumed") + max(taken, 32 * DAY)
    at = max(at, d.after("identified", "rejected", "family_known", "assessed") + 6 * DAY)
    if d.chance.happens(0.14):
        again = at + d.chance.days(40, 80)
        _determination(d, at, "none_yet", review=again)
        at = again + d.chance.days(-4, 5)
    _determination(d, at, _chosen(d))
    d.mark("determined", at)


def _chosen(d: Diary) -> str:
    able, abroad = bool(d.facts.get("family_able")), d.child.abroad
    if d.facts.get("home"):
        chosen = "reunification"
    elif able and abroad and d.facts.get("protection_wish") == "no" and d.chance.happens(0.75):
        chosen = "return"
    elif able and d.chance.happens(0.85):
        chosen = "reunification"
    elif d.child.age >= 16 and d.chance.happens(0.5):
        chosen = "semi_independent"
    elif abroad:
        chosen = d.chance.weighed({"local_integration": 70, "alternative_care": 26, "third_country": 4})
    else:
        chosen = d.chance.weighed({"alternative_care": 78, "local_integration": 22})
    d.facts["chosen"] = chosen
    return chosen


def _determination(d: Diary, at: datetime, chosen: str, review: datetime | None = None) -> None:
    d.involve("panel", ["protection", "health", "coded"], at - 5 * DAY, agency="office")
    risk(d, at - d.chance.days(2, 9), "periodic", d.chance.weighed({"medium": 50, "low": 50}))
    child_said(d, at - d.chance.days(1, 8), "solution")
    if d.chance.happens(0.94):
        heard(d, at - d.chance.days(1, 4), "solution")
    others = [one for one in ("reunification", "alternative_care", "local_integration") if one != chosen]
    weighed = [chosen, d.chance.one(others)] if chosen != "none_yet" else others[:2]
    body: Body = {
        "level": "determination",
        "chosen": chosen,
        "options": [{"solution": one, "for": d.say("option_for"), "against": d.say("option_against")}
                    for one in weighed],  # fmt: skip
        "panel": ["panel member", "guardian", "school psychologist"],
        "guardian_view": d.chance.one(["agrees", "agrees", "agrees", "asks"]),
        "appeal_until": day(at + 14 * DAY),
    }
    if d.chance.happens(0.08):
        body["dissent"] = d.say("dissent")
    if review:
        body["review_by"] = day(review)
    body |= _told(d, at)
    d.write("best_interests_decided", at, body, by=d.person("panel"), lag=timedelta(hours=2))
    _information(d, at, body)
