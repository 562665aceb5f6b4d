"""The case against the exploiters, the child's testimony, and compensation."""

from datetime import datetime, timedelta

from amparo.demo.life.diary import AT_ONCE, DAY, Body, Diary, day
from amparo.demo.life.listening import child_said, heard, lawyer
from amparo.demo.life.protecting import risk
from amparo.terms import code_list

MEASURES = tuple(code_list("testimony_measure").codes)
CASE_SECTIONS = ["justice", "coded"]


def prosecuted(d: Diary) -> None:
    """Reported to the police in half of the cases; charges, testimony and judgment in fewer."""
    if not d.chance.happens(0.5):
        return
    at = d.moment("presumed") + d.chance.days(2, 40)
    offence: Body = {"offence": "trafficking", "trafficking": True}
    d.involve("police", CASE_SECTIONS, at, agency="police")
    d.write("case_reported_to_police", at + timedelta(minutes=20), offence)
    if d.chance.happens(0.55):
        _questioned(d, at + d.chance.days(3, 30))
    if not d.chance.happens(0.5):
        return
    d.involve("prosecutor", CASE_SECTIONS, at + DAY, agency="prosecution")
    brought = d.mark("charge_brought", at + d.chance.days(25, 120))
    if d.chance.happens(0.35):
        offence = {
            "offence": d.chance.one(["forced_labour", "sexual_offence", "child_labour"]),
            "trafficking": False,
        }
    body = offence | {"remarks": d.say("justice_remarks")}
    d.write("charge_brought", brought, body, by=d.person("prosecutor"), lag=timedelta(hours=2))
    if d.chance.happens(0.12):
        freed = brought + d.chance.days(3, 60)
        d.write("accused_released", freed, {}, by=d.person("prosecutor"), lag=timedelta(hours=2))
    if d.chance.happens(0.2):
        _reprisal(d, brought + d.chance.days(2, 90))
    if d.chance.happens(0.6):
        _testified(d, brought + d.chance.days(40, 120))
    if d.chance.happens(0.6):
        _judged(d, brought + d.chance.days(130, 220))


def _questioned(d: Diary, at: datetime) -> None:
    ready = "guardian" in d.known and d.moment("guardian") < at
    body: Body = {
        "purpose": "criminal",
        "asked_about": ["exploitation"],
        "guardian_present": ready and d.chance.happens(0.9),
        "child_friendly_place": d.chance.happens(0.8),
        "recorded": d.chance.happens(0.7),
    }
    if d.child.abroad:
        body["interpreter"] = {"language": d.child.languages[0], "independence_checked": True}
    d.write("interview_held", at, body, by=d.person("police"), lag=timedelta(hours=2))
    if d.chance.happens(0.15):
        again = body | {"purpose": "protection"}
        if d.chance.happens(0.5):
            again["reason_to_ask_again"] = "New messages were found, about another child."
        d.write("interview_held", at + d.chance.days(10, 60), again)


def _reprisal(d: Diary, at: datetime) -> None:
    body = {"against": d.say("reprisal_against"), "response": d.say("reprisal_response")}
    d.write("reprisal_reported", at, body, by=d.person("police"), lag=timedelta(hours=1))
    taken = d.chance.done(24)
    if taken is not None:
        risk(d, at + taken, "after_reprisal", "high")


def _testified(d: Diary, at: datetime) -> None:
    planned = at - d.chance.days(14, 30)
    if "lawyer" not in d.known or d.moment("lawyer") > planned:
        lawyer(d, planned - 5 * DAY, "testimony")
    free = d.chance.happens(0.9)
    child_said(d, planned - DAY, "justice", "for" if free else "unsure")
    heard(d, planned - timedelta(hours=6), "testimony", "agrees")
    measures: Body = {"measures": d.chance.some(MEASURES, 1, 3) if d.chance.happens(0.93) else []}
    d.write(
        "testimony_planned",
        planned,
        measures | {"on": day(at)},
        by=d.person("prosecutor"),
        lag=AT_ONCE,
    )
    risk(d, at - d.chance.days(2, 12), "court", "medium")
    if free:
        said = measures | {"remarks": d.say("testimony_remarks")}
        d.write("testimony_given", at, said, by=d.person("prosecutor"), lag=timedelta(hours=2))


def _judged(d: Diary, at: datetime) -> None:
    outcome = d.chance.weighed(
        {"convicted_trafficking": 40, "convicted_other": 32, "acquitted": 16, "dropped": 12}
    )
    body: Body = {"outcome": outcome}
    if outcome.startswith("convicted"):
        body["sentence"] = d.say("sentence")
    d.mark("judged", at)
    d.facts["convicted"] = "yes" if outcome.startswith("convicted") else ""
    d.write("judgment_given", at, body, by=d.person("prosecutor"), lag=timedelta(hours=3))


def compensated(d: Diary) -> None:
    """Routes and time limits considered after each step of the law; sometimes ordered, and paid."""
    for name in ("presumed", "charge_brought", "judged"):
        if name not in d.known:
            continue
        taken = d.chance.done(24 * 90)
        if taken is not None and d.facts.get("set_aside") != "compensation":
            _considered(d, d.moment(name) + taken)
    if d.facts.get("convicted") and d.chance.happens(0.5):
        ordered = d.moment("judged") + d.chance.days(5, 60)
        amount: Body = {
            "amount": str(d.chance.count(8, 90) * 100),
            "currency": "EUR",
            "from": "the offender",
        }
        d.write("compensation_ordered", ordered, amount, by=d.person("lawyer"))
        if d.chance.happens(0.45):
            paid = ordered + d.chance.days(20, 90)
            part = amount | {"amount": str(d.chance.count(3, 8) * 100)}
            d.write("compensation_paid", paid, part, by=d.person("lawyer"))


def _considered(d: Diary, at: datetime) -> None:
    if "lawyer" not in d.known or d.moment("lawyer") > at:
        lawyer(d, at - timedelta(hours=3), "compensation")
    body = {
        "from": "state fund",
        "reason_if_none": d.say("compensation_none"),
        "until": day(at + 300 * DAY),
    }
    d.write("compensation_considered", at, body, by=d.person("lawyer"), lag=timedelta(hours=2))
