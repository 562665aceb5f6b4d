"""Advice, stay, identification, and what is decided in the child's best interests."""

from datetime import datetime, timedelta

from amparo.demo.chance import in_office
from amparo.demo.life.diary import DAY, Body, Diary, day, stamp
from amparo.demo.life.listening import child_said, heard, lawyer
from amparo.demo.life.protecting import risk, soon

PERMITS = {
    "reflection": (60, 90),
    "temporary": (180, 180),
    "residence": (365, 365),
    "protection": (730, 730),
}


# The child's lawyer


def advised(d: Diary) -> None:
    """A lawyer for the child alone, with the whole file."""
    taken = d.chance.done(24 * 14, sure=d.child.abroad)
    if taken is not None:
        lawyer(d, d.moment("presumed") + taken, d.say("legal_for"))


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
    asked = d.write(
        "protection_need_asked", at, body, by=d.person("lawyer"), lag=timedelta(hours=1)
    )
    if wish == "yes":
        decided = d.mark("claim_decided", at + d.chance.days(90, 240))
        outcome = "protection granted" if d.chance.happens(0.7) else "refused"
        d.write(
            "protection_need_asked",
            decided,
            body | {"outcome": outcome},
            by=d.person("lawyer"),
            occurred=stamp(at),
            supersedes=asked,
        )
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
        d.write(
            "stay_regularised",
            at,
            {"permit": permit, "until": day(ends)},
            by=d.person("lawyer"),
            lag=timedelta(hours=3),
        )
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
    """The child's lawyer appeals; an authority that sees its mistake decides anew."""
    lodged = at + d.chance.days(5, 25)
    against = {"against": "decision on identification"}
    if "lawyer" not in d.known or d.moment("lawyer") > lodged:
        lawyer(d, lodged - DAY, "appeal")
    d.write(
        "appeal_lodged",
        lodged,
        against | {"grounds": d.say("appeal_grounds")},
        by=d.person("lawyer"),
    )
    decided = lodged + d.chance.days(20, 60)
    upheld = d.chance.happens(0.6)
    outcome = "upheld: identified" if upheld else "dismissed with reasons"
    body = against | {"grounds": d.say("appeal_grounds"), "outcome": outcome}
    d.write("appeal_decided", decided, body, by=d.person("lawyer"))
    if upheld:
        changed = first | {
            "standing": "identified",
            "purposes": [d.child.form],
            "acts": ["harbouring"],
            "grounds": d.say("grounds_identified"),
        }
        del d.known["rejected"]
        d.mark("identified", decided)
        d.write("standing_decided", decided + DAY, changed, by=d.person("authority"))


# Best interests


def assessed(d: Diary) -> None:
    """Needs and circumstances; then what made the child vulnerable, and a plan."""
    taken = d.chance.done(24 * 7, sure=True)
    assert taken is not None
    at = d.mark("assessed", in_office(d.moment("presumed") + max(taken, timedelta(hours=20))))
    body = {"level": "assessment", "chosen": "none_yet", "panel": ["caseworker", "school", "house"]}
    body |= _told(d, at)
    d.write("best_interests_decided", at, body)
    for factor in d.child.factors:
        d.write(
            "factor_recorded",
            at + d.chance.hours(1, 60),
            {"factor": factor, "what": d.say("factor_what")},
        )
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
    body = {
        "about": "decision",
        "language": d.chance.one(d.child.languages),
        "form": "spoken",
        "understood": True,
    }
    d.write("information_given", told, body, by=by, lag=timedelta(hours=2))


def determined(d: Diary) -> None:
    """The panel chooses a durable solution, once risks are known, child and guardian heard."""
    asked = d.moment("presumed") + d.chance.days(10, 28)
    d.involve("panel", ["protection", "health", "coded"], asked, agency="office")
    taken = d.chance.done(24 * 90, sure=True)
    assert taken is not None
    at = d.moment("presumed") + max(taken, 32 * DAY)
    at = in_office(max(at, d.after("identified", "rejected", "family_known", "assessed") + 6 * DAY))
    if d.chance.happens(0.06):
        again = at + d.chance.days(40, 80)
        _determination(d, at, "none_yet", review=again)
        at = in_office(again + d.chance.days(-4, 5))
    chosen = _chosen(d)
    for factor in d.child.factors:
        if d.chance.happens(0.96):
            done = {"factor": factor, "what": d.say("factor_addressed")}
            when = (
                at - d.chance.days(1, 25) if d.chance.happens(0.95) else at + d.chance.days(1, 14)
            )
            d.write("factor_addressed", when, done, lag=soon(d))
    _determination(d, at, chosen)
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
        chosen = d.chance.weighed(
            {"local_integration": 70, "alternative_care": 26, "third_country": 4}
        )
    else:
        chosen = d.chance.weighed({"alternative_care": 78, "local_integration": 22})
    d.facts["chosen"] = chosen
    return chosen


def _determination(d: Diary, at: datetime, chosen: str, review: datetime | None = None) -> None:
    risk(d, at - d.chance.days(2, 9), "periodic", d.chance.weighed({"medium": 50, "low": 50}))
    child_said(d, at - d.chance.days(1, 8), "solution")
    if d.chance.happens(0.94):
        heard(d, at - d.chance.days(1, 4), "solution")
    others = [
        one for one in ("reunification", "alternative_care", "local_integration") if one != chosen
    ]
    weighed = [chosen, d.chance.one(others)] if chosen != "none_yet" else others[:2]
    body: Body = {
        "level": "determination",
        "chosen": chosen,
        "options": [
            {"solution": one, "for": d.say("option_for"), "against": d.say("option_against")}
            for one in weighed
        ],
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
