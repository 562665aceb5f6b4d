"""From the first worry to the first status: who reported, who took it up, what the signs say."""

from datetime import datetime, timedelta

from amparo.demo.country import MadeUpPerson
from amparo.demo.life.diary import AT_ONCE, Body, Diary, about, stamp
from amparo.terms import code_list

NO_TIME = timedelta(0)
EVERYTHING = ["identity", "protection", "whereabouts", "health", "legal", "justice", "coded"]
# Who reports what comes up where; a caseworker writes down what nobody else does.
REPORTERS = {
    "school": "teacher",
    "health": "nurse",
    "helpline": "helpline",
    "self": "helpline",
    "relative": "helpline",
    "community": "helpline",
    "online": "helpline",
    "street_work": "street",
    "humanitarian": "street",
    "police": "police",
    "border": "border",
    "immigration": "border",
    "asylum_authority": "border",
    "residential_care": "shelter",
}
INSTRUMENT, VERSION = "unodc_child", "2008"


def reported(d: Diary, *, again: bool = False) -> None:
    """The report, with the name as heard and where the child is now."""
    at, child, by = d.begun, d.child, d.team.reporter
    urgent = d.chance.happens(0.28)
    account = d.say("second_concern") if again else d.say("account", child.form)
    body: Body = {"channel": child.channel, "account": account}
    if urgent or d.chance.happens(0.5):
        body["urgent"] = urgent
    body["in_danger_now"] = urgent and d.chance.happens(0.4)
    if d.chance.happens(0.7):
        body["signs"] = d.chance.some(list(code_list("child_sign").codes), 1, 4)
    if d.chance.happens(0.35):
        body["how_many"] = d.chance.count(1, 4)
    body["recent_harm"] = True if d.chance.happens(0.06) else d.chance.one([False, None])
    if child.abroad and d.chance.happens(0.5):
        body["travelling_with"] = d.say("travelling_with")
    if by.role in ("police", "border") and d.chance.happens(0.15):
        body["intercepted"] = _intercepted(d, by)
    report = d.write("concern_reported", at, body, by=by, lag=NO_TIME)
    if d.chance.happens(0.72):
        d.write("identity_recorded", at, _as_heard(d), by=by, lag=NO_TIME)
    if d.chance.happens(0.6):
        where = {"place": d.say("whereabouts"), "with_whom": d.say("with_whom")}
        occurred = about(at, 3) if d.chance.happens(0.2) else None
        d.write("whereabouts_noted", at, where, by=by, lag=NO_TIME, occurred=occurred)
    d.mark("reported", at)
    d.facts["urgent"] = "yes" if urgent else ""
    if d.chance.happens(0.05):
        corrected = {**body, "account": d.say("corrected_account")}
        later = at + d.chance.hours(0.2, 1.5)
        d.write(
            "concern_reported",
            later,
            corrected,
            by=by,
            lag=NO_TIME,
            supersedes=report,
            occurred=stamp(at),
        )


def _intercepted(d: Diary, by: MadeUpPerson) -> Body:
    weak = d.chance.happens(0.25)
    grounds = d.say("intercept_weak" if weak else "intercept_grounds")
    return {"by": by.agency.authority, "grounds": grounds, "child_consulted": d.chance.happens(0.6)}


def _as_heard(d: Diary) -> Body:
    child = d.child
    name = d.chance.one(child.given.spellings)
    row = {"name": name, "kind": "own"}
    if d.chance.happens(0.25):
        row = {"name": child.nickname, "kind": "nickname"}
    body: Body = {"names": [row | {"script": "latin"}]}
    body["apparent_age"] = max(0, child.age + d.chance.count(-2, 2))
    body["sex"] = child.sex
    return body


# Triage


def _triaged_at(d: Diary, at: datetime) -> datetime:
    taken = d.chance.done(1 if d.facts["urgent"] else 3, sure=True)
    assert taken is not None
    return at + taken


def closed_at_triage(d: Diary) -> None:
    """A worker looks, a second person agrees, and the concern is closed with its reason."""
    at = _triaged_at(d, d.begun)
    if d.chance.happens(0.6):
        d.write(
            "screening_completed", at - (at - d.begun) / 3, _screening(d, yes=False), lag=NO_TIME
        )
    body = {"reason": d.say("concern_closed"), "agreed_by": d.team.supervisor.id}
    d.write("concern_closed", at, body, lag=NO_TIME, agreed_by=d.team.supervisor)


def joined(d: Diary, reference: str, at: datetime) -> None:
    """The worker of the child's case recognises the child, and joins the concern to that case."""
    body = {"case": reference, "remarks": d.say("joined_remarks")}
    d.write("concern_joined", at, body, lag=NO_TIME)


def taken_up(d: Diary) -> None:
    """The supervisor opens the case and names its worker."""
    at, supervisor, worker = (
        d.mark("opened", _triaged_at(d, d.begun)),
        d.team.supervisor,
        d.team.worker,
    )
    d.write("case_opened", at, {}, by=supervisor, lag=AT_ONCE)
    d.write("case_assigned", at, {"to": worker.id}, by=supervisor, lag=AT_ONCE)
    d.involve("caseworker", EVERYTHING, at, person=worker, by=supervisor)


# Signs and status


def screened(d: Diary) -> None:
    """The screening, and from it the first identification status."""
    taken = d.chance.done(4 if d.facts["urgent"] else 20, sure=True)
    assert taken is not None
    at = d.mark("screened", max(d.begun + taken, d.moment("opened") + d.chance.hours(0.2, 3)))
    d.write("screening_completed", at, _screening(d, yes=True))
    asked: Body = {"purpose": "protection", "asked_about": ["identity_safety"]}
    if d.chance.happens(0.4):
        asked |= {"child_friendly_place": d.chance.happens(0.85), "recorded": False}
        d.write("interview_held", at, asked | _interpreter(d))
    _first_status(d, at)


def _screening(d: Diary, *, yes: bool) -> Body:
    answers = {}
    for sign in d.chance.some(list(code_list("child_sign").codes), 6, 9):
        answers[sign] = d.chance.weighed(
            {"yes": 4 if yes else 0, "no": 4, "unknown": 2, "not_asked": 1}
        )
    if yes:
        answers["intimidated"] = "yes"
    return {
        "instrument": INSTRUMENT,
        "version": VERSION,
        "answers": answers,
        "act": True if yes else d.chance.one([False, None]),
        "read_aloud": d.chance.happens(0.7),
        "setting": d.say("setting"),
    }


def _interpreter(d: Diary) -> Body:
    if not d.child.abroad:
        return {}
    checked = True if d.chance.happens(0.88) else None
    return {"interpreter": {"language": d.child.languages[0], "independence_checked": checked}}


def _first_status(d: Diary, screened_at: datetime) -> None:
    at = screened_at + d.chance.hours(0.1, 1.5)
    d.mark("noticed", at)
    if d.chance.happens(0.4):
        body = {
            "standing": "suspected",
            "authority": "social_services",
            "grounds": d.say("grounds_suspected"),
        }
        d.write("standing_decided", at, body, lag=AT_ONCE)
        taken = d.chance.done(22, sure=True)
        assert taken is not None
        at = screened_at + max(taken, timedelta(hours=2))
    d.mark("presumed", at)
    d.write("standing_decided", at, presumption(d), lag=AT_ONCE)


def presumption(d: Diary) -> Body:
    """That the child is presumed trafficked, with act, purpose and movement."""
    return {
        "standing": "presumed",
        "authority": "social_services",
        "acts": d.chance.some(list(code_list("act").codes), 1, 3),
        "purposes": [d.child.form],
        "movement": d.child.movement,
        "grounds": d.say("grounds_presumed"),
        "child_told": d.chance.happens(0.8),
    }
