"""What authorities do to a child: held, charged, threatened with removal, their age disputed."""

from datetime import datetime, timedelta

from amparo.demo.life.diary import AT_ONCE, DAY, Body, Diary, day, stamp
from amparo.demo.life.listening import lawyer

OFFENCE = {
    "sexual_exploitation": "prostitution_related",
    "forced_criminality": "theft",
    "begging": "begging_or_vagrancy",
    "forced_labour": "work_without_permit",
    "armed_group": "armed_group",
}


def held(d: Diary) -> None:
    """Deprived of liberty, mostly before anybody saw a child who was exploited."""
    at = d.moment("noticed") + d.chance.hours(0.5, 60)
    if "trouble" in d.known:
        at = d.known.pop("trouble")
    officer = d.person("police")
    migration = d.child.abroad and d.chance.happens(0.7)
    body: Body = {
        "ground": "migration" if migration else d.chance.one(["offence", "offence", "protection"]),
        "place_type": d.chance.one(["immigration_detention", "border_zone"])
        if migration
        else "police_station",
        "by": "Border Service" if migration else "National Police",
        "access_to_family": d.chance.one([True, False, None]),
        "access_to_lawyer": d.chance.one([True, False, True]),
    }
    d.write("liberty_taken", at, body, lag=AT_ONCE)
    d.mark("held", at)
    defended = d.chance.done(24, sure=True) or DAY
    lawyer(d, at + defended, "defence")
    free = at + d.chance.hours(3, 40) * d.chance.count(1, 4)
    d.involve("police", ["justice", "coded"], at, agency="police")
    by = officer if d.chance.happens(0.3) else None
    d.write(
        "liberty_restored",
        free,
        {"ground": body["ground"], "by": "order of the court"},
        by=by,
        lag=AT_ONCE,
    )
    if body["ground"] == "offence":
        charged(d, at)


def charged(d: Diary, at: datetime | None = None) -> None:
    """Charged for what exploitation made the child do; reviewed, and mostly dropped."""
    at = (at or d.some_day(0.5, 20)) + d.chance.hours(1, 10)
    offence = OFFENCE.get(d.child.form, "entry_or_stay" if d.child.abroad else "other")
    prosecutor = d.person("prosecutor")
    d.involve("prosecutor", ["justice", "coded"], at - timedelta(minutes=40), agency="prosecution")
    body: Body = {"offence": offence, "linked_to_exploitation": d.chance.one([True, True, None])}
    d.write("child_charged", at, body, by=prosecutor, lag=AT_ONCE)
    lawyer(d, at + (d.chance.done(24, sure=True) or DAY), "defence")
    taken = d.chance.done(24 * 7)
    if taken is None:
        return
    decision = {"decision": "dropped", "reason": d.say("charge_decision")}
    if d.chance.happens(0.72):
        d.write("charge_dropped", at + taken, decision, by=prosecutor, lag=timedelta(hours=2))
        return
    kept = {"decision": "kept for now", "reason": d.say("charge_decision")}
    d.write("charge_reviewed", at + taken, kept, by=prosecutor, lag=timedelta(hours=2))
    d.write(
        "charge_dropped", at + taken + d.chance.days(10, 60), decision, by=prosecutor, lag=AT_ONCE
    )


def removal(d: Diary) -> None:
    """An order to leave, stopped by the lawyer as soon as it is known."""
    if not d.child.abroad:
        return
    at = d.some_day(2, 60)
    body: Body = {
        "order": f"R-{d.chance.count(1000, 9999)}",
        "by": d.say("removal_by"),
        "on": day(at + 14 * DAY),
        "appeal_until": day(at + 10 * DAY),
    }
    if "lawyer" not in d.known or d.moment("lawyer") > at:
        lawyer(d, at, "stay")
    d.write("removal_threatened", at, body, by=d.person("lawyer"), lag=timedelta(hours=1))
    stopped = at + d.chance.hours(4, 70) * d.chance.count(1, 3)
    d.write(
        "removal_suspended",
        stopped,
        {"by": "Administrative Court", "reason": d.say("removal_reason")},
        by=d.person("lawyer"),
        lag=timedelta(hours=1),
    )


# Age


def age_disputed(d: Diary) -> None:
    """The age is considered; a wrong "adult" is corrected by a decision that supersedes it."""
    if d.child.age < 13:
        return
    at = d.moment("noticed") + d.chance.days(1, 25)
    officer = d.person("authority")
    d.involve(
        "competent_authority", ["protection", "coded", "identity"], at - DAY / 2, agency="authority"
    )
    age = d.child.age
    if age >= 16 and d.chance.happens(0.3):
        _held_an_adult(d, at)
        return
    body: Body = {
        "stated_age": age,
        "estimated_low": max(0, age - 1),
        "estimated_high": age + 1,
        "methods": d.chance.some(["statement", "document", "family", "social"], 2, 3),
        "outcome": "child" if d.chance.happens(0.5) else "treated_as_child",
        "reasons": d.say("age_reasons"),
        "consent": True,
        "guardian_present": "guardian" in d.known and d.moment("guardian") < at,
        "child_told": True,
        "challenge_until": day(at + 30 * DAY),
    }
    d.write("age_considered", at, body, by=officer, lag=timedelta(hours=2))


def _held_an_adult(d: Diary, at: datetime) -> None:
    wrong: Body = {
        "stated_age": d.child.age,
        "estimated_low": 18,
        "estimated_high": 20,
        "methods": ["medical"],
        "outcome": "adult",
        "reasons": d.say("age_reasons_wrong"),
        "guardian_present": d.chance.happens(0.4),
        "child_told": True,
        "challenge_until": day(at + 30 * DAY),
    }
    first = d.write("age_considered", at, wrong, by=d.person("authority"), lag=timedelta(hours=2))
    lodged = at + d.chance.days(3, 20)
    if "lawyer" not in d.known or d.moment("lawyer") > lodged:
        lawyer(d, lodged - DAY, "age")
    body = {"against": "decision on age", "grounds": d.say("appeal_grounds")}
    d.write("appeal_lodged", lodged, body, by=d.person("lawyer"), lag=timedelta(hours=1))
    right = at + d.chance.days(24, 60)
    corrected: Body = {
        "stated_age": d.child.age,
        "estimated_low": d.child.age,
        "estimated_high": d.child.age,
        "methods": ["document", "social"],
        "outcome": "child",
        "reasons": d.say("age_reasons_corrected"),
        "guardian_present": True,
        "child_told": True,
    }
    d.write(
        "appeal_decided", right - DAY, body | {"outcome": "upheld: a child"}, by=d.person("lawyer")
    )
    d.write(
        "age_considered",
        right,
        corrected,
        by=d.person("authority"),
        occurred=stamp(at),
        supersedes=first,
    )
