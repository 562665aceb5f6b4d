"""The first days: risks, a guardian, a safe place, rights, health, and what the child needs."""

from datetime import datetime, timedelta

from amparo.demo.life.diary import AT_ONCE, Body, Diary, about, day
from amparo.demo.life.noticing import EVERYTHING
from amparo.terms import code_list

DOMAINS = ("traffickers", "family", "community", "self", "health", "online")
GRADES = {"high": 3, "medium": 2, "low": 1, "none": 0}
SHELTERED = ("residential_open", "residential_closed", "small_group", "semi_independent")
PROVIDERS = {
    "kin": "relative of the child",
    "foster": "foster family known to the service",
    "hospital": "Children's Clinic of Port Aldis",
    "family_of_origin": "the child's parents",
}
HOUSE = "House of the Linden Trees"
# Drawn elsewhere, or never given as a service of their own.
NOT_DRAWN = ("other", "tracing", "shelter", "psychosocial", "education", "vocational")
# A change of carer within an hour is a handover, not a night without a place.
HANDOVER = timedelta(minutes=30)


# Risks


def risk(d: Diary, at: datetime, trigger: str, level: str, body: Body | None = None) -> str:
    """A risk assessment; the latest level is kept for the reviews."""
    domains = {}
    for domain in d.chance.some(DOMAINS, 2, 5):
        domains[domain] = _grade(d, level)
    said: Body = {"trigger": trigger, "domains": domains, "level": level}
    if level != "low":
        said["measures"] = d.say("risk_measures")
    d.facts["level"] = level
    return d.write("risk_assessed", at, said | (body or {}), lag=soon(d))


def soon(d: Diary) -> timedelta:
    """What others wait for is recorded at once, most of the time."""
    return d.chance.hours(3, 30) if d.chance.happens(0.03) else timedelta(minutes=6)


def _grade(d: Diary, level: str) -> str:
    top = GRADES.get(level, 2)
    return d.chance.one([g for g, rank in GRADES.items() if rank <= top] + ["unknown"])


def first_risks(d: Diary) -> None:
    """The first assessment, before anybody moves the child."""
    taken = d.chance.done(12, sure=True)
    assert taken is not None
    noticed = d.moment("noticed")
    level = d.chance.weighed({"high": 34, "medium": 44, "low": 14, "unknown": 8})
    at = d.mark("risk", noticed + min(taken, timedelta(hours=30)))
    trigger = "before_withdrawal" if d.chance.happens(0.4) else "placement"
    d.facts["level_at_first"] = level
    risk(d, at, trigger, level)
    if trigger == "before_withdrawal":
        d.facts["withdrawal"] = "yes"
        _withdrawn(d, at + d.chance.hours(0.3, 9))


def _withdrawn(d: Diary, at: datetime) -> None:
    if d.chance.happens(0.3):
        d.write(
            "step_planned",
            at - timedelta(minutes=20),
            {"step": "withdrawal", "by": d.say("withdrawn_by")},
        )
    body: Body = {
        "how": d.say("withdrawn_how"),
        "by": d.say("withdrawn_by"),
        "others_left_behind": d.chance.one([False, False, None, True]),
        "child_protection_present": d.chance.happens(0.85),
    }
    occurred = about(at, 1.5) if d.chance.happens(0.25) else None
    d.write("withdrawn_from_exploitation", d.mark("withdrawn", at), body, occurred=occurred)
    taken = d.chance.done(6, sure=True)
    assert taken is not None
    level = "high" if d.chance.happens(0.45) else "medium"
    risk(d, d.mark("risk", at + taken), "after_withdrawal", level)


# A guardian, or parents who can


def parents_looked_at(d: Diary) -> None:
    """Whether the parents can look after the child; only five times yes counts."""
    if not d.child.parents_here or not d.chance.happens(0.6):
        return
    able = d.child.family_involvement == "none" and d.chance.happens(0.55)
    body = {
        name: True
        for name in (
            "present",
            "willing",
            "able_to_protect",
            "safe_to_contact",
            "involvement_excluded",
        )
    }
    if not able:
        body["able_to_protect"] = False
        body["involvement_excluded"] = d.child.family_involvement == "none"
    at = d.moment("noticed") + d.chance.hours(1, 5)
    d.write("parents_assessed", at, body)
    if able:
        d.mark("parents_suffice", at)


def guardian(d: Diary) -> None:
    """A guardian, most within the day, some very late; with the whole file."""
    if "parents_suffice" in d.known and d.chance.happens(0.8):
        return
    taken = d.chance.done(24, sure=True)
    assert taken is not None
    if d.chance.happens(0.07):
        taken += d.chance.days(1.5, 9)
    appoint(d, d.moment("noticed") + taken, "temporary")


def appoint(d: Diary, at: datetime, mandate: str) -> None:
    """A guardian is appointed and brought in."""
    d.mark("guardian", at)
    appointed = d.team.guardian
    body = {
        "guardian": appointed.name,
        "appointing_body": "Family Court of Lysandra",
        "mandate": mandate,
        "conflict_checked": d.chance.one([True, True, True, None]),
    }
    d.write("guardian_appointed", at, body, by=d.team.supervisor, lag=AT_ONCE)
    d.involve(
        "guardian", EVERYTHING, at, person=appointed, ground="legal_duty", by=d.team.supervisor
    )


# A safe place


def placed(d: Diary) -> None:
    """The first placement. With parents who can, the child stays at home."""
    if "parents_suffice" in d.known:
        care = "family_of_origin" if d.chance.happens(0.3) else ""
    else:
        care = d.child.care
    if not care:
        d.facts["home"] = "yes"
        return
    taken = d.chance.done(6, sure=True)
    assert taken is not None
    at = max(d.moment("noticed") + taken, d.moment("noticed") + timedelta(minutes=40))
    if not d.chance.happens(0.05):
        at = (
            max(at, d.moment("risk") + timedelta(minutes=20)) if taken < timedelta(hours=30) else at
        )
    place(d, at, care)


def place(d: Diary, at: datetime, care: str, *, again: bool = False) -> None:
    """A placement with what goes with it: consent and involvement of the house, whereabouts."""
    d.mark("placed", at)
    d.facts["care"] = care
    body: Body = {
        "care": care,
        "provider": PROVIDERS.get(care, HOUSE),
        "safeguarding_checked": True if d.chance.happens(0.95) else d.chance.one([None, False]),
    }
    if d.facts.get("siblings") or d.kin:
        body["with_siblings"] = d.chance.happens(0.9)
    if care == "residential_closed":
        body |= {
            "authorised_by": "Family Court of Lysandra",
            "why_proportionate": d.say("proportionate"),
            "review_by": day(at + timedelta(days=7)),
        }
    if (
        d.child.parents_here
        and not again
        and "parents_suffice" not in d.known
        and d.chance.happens(0.4)
    ):
        body |= _separated(d, at)
    if care == "kin":
        _kin_known(d, at)
    if d.chance.happens(0.2):
        body["remarks"] = d.say("care_remarks")
    d.write("placement_started", at, body)
    if care in SHELTERED:
        _house_brought_in(d, at + timedelta(minutes=10))


def _separated(d: Diary, at: datetime) -> Body:
    if d.chance.happens(0.7):
        mother = {
            "relation": "mother",
            "relation_verified": True,
            "how_verified": "identity card",
            "risk_to_child": "suspected",
            "may_be_contacted": False,
        }
        d.write("person_linked", at - timedelta(minutes=15), mother, lag=AT_ONCE)
    body: Body = {
        "separated_from_carer": True,
        "why_proportionate": "No safe person at home tonight.",
    }
    return body | {"review_by": day(at + timedelta(days=2 if d.chance.happens(0.8) else 6))}


def _kin_known(d: Diary, at: datetime) -> None:
    """Somebody looks at the relatives before the child goes to them, most of the time."""
    if d.chance.happens(0.75):
        body = {
            "involvement_in_trafficking": "none",
            "by": "caseworker",
            "visited": d.chance.happens(0.6),
            "able_to_care": True,
            "recommendation": d.say("family_recommendation"),
        }
        d.write("family_assessed", at - timedelta(minutes=15), body, lag=AT_ONCE)


def _house_brought_in(d: Diary, at: datetime) -> None:
    consent = {
        "purpose": "placement",
        "recipients": [HOUSE],
        "sections": ["whereabouts", "health"],
        "by": d.chance.one(["child", "both", "both", "guardian"]),
        "basis": d.chance.one(["consent", "assent"]),
    }
    given = d.write("consent_recorded", at, consent, lag=AT_ONCE)
    if d.involve("provider", ["whereabouts", "health"], at, agency="shelter", ground=given):
        d.facts["house_consent"] = given
        d.mark("house", at + timedelta(minutes=10))


# Rights, health, needs


def told_rights(d: Diary) -> None:
    """The child's rights, in a language and a form that the child understands."""
    for hours, chance_of_it in ((24, 1.0), (24 * 20, 0.5)):
        taken = d.chance.done(hours)
        if taken is None or not d.chance.happens(chance_of_it):
            continue
        about_it = "rights" if hours == 24 else d.chance.one(["services", "procedure", "data"])
        body: Body = {
            "about": about_it,
            "language": d.chance.one(d.child.languages),
            "form": d.chance.one(["spoken", "spoken", "pictures", "written"]),
            "understood": True if d.chance.happens(0.93) else None,
        }
        if d.chance.happens(0.3):
            body["remarks"] = d.say("information_remarks")
        d.write("information_given", d.moment("noticed") + taken, body)


def health(d: Diary) -> None:
    """Urgent care where needed, the first check, functioning, and what was found to be needed."""
    noticed = d.moment("noticed")
    urgent = any(event.body.get("recent_harm") for event in d.of("concern_reported"))
    if urgent:
        taken = d.chance.done(3, sure=True)
        assert taken is not None
        body = {"urgent_care_given": True, "assent": True, "follow_up": d.say("health_follow_up")}
        d.write(
            "health_checked", max(d.begun + taken, d.moment("opened") + timedelta(hours=0.3)), body
        )
    taken = d.chance.done(48)
    if taken is not None:
        body = {
            "urgent_care_given": False,
            "assent": d.chance.one([True, True, None]),
            "follow_up": d.say("health_follow_up"),
        }
        d.write("health_checked", noticed + taken, body)
    if d.chance.happens(0.3):
        at = noticed + d.chance.days(3, 30)
        d.write("functioning_assessed", at, _functioning(d))
    for service in d.chance.some(
        ["health", "education", "documents", "cash", "interpretation"], 1, 3
    ):
        needed = {
            "service": service,
            "urgent": d.chance.happens(0.08),
            "remarks": d.say("need_remarks"),
        }
        at = noticed + d.chance.days(0.5, 8)
        d.write("need_found", at, needed)
        if service == "health" and needed["urgent"]:
            care = {"urgent_care_given": True, "follow_up": d.say("health_follow_up")}
            d.write(
                "health_checked", at + (d.chance.done(3, sure=True) or timedelta(hours=9)), care
            )


def _functioning(d: Diary) -> Body:
    young = d.child.age < 5
    items = (
        "seeing",
        "hearing",
        "walking",
        "self_care",
        "communication",
        "learning",
        "remembering",
        "concentrating",
        "accepting_change",
        "making_friends",
        "anxiety",
        "depression",
    )
    answers = {
        item: d.chance.weighed({"no_difficulty": 70, "some": 22, "a_lot": 7, "cannot": 1})
        for item in items[: 8 if young else 12]
    }
    return {"age_set": "2 to 4" if young else "5 to 17", "answers": answers}


def cared_for(d: Diary) -> None:
    """Psychosocial support, school, and other services; the house does its part."""
    presumed, aside = d.moment("presumed"), d.facts.get("set_aside")
    first = d.chance.done(24 * 7)
    if first is not None and aside != "psychosocial":
        service(d, presumed + first, "psychosocial")
    learning = d.chance.done(24 * 30)
    if learning is not None and aside != "learning":
        kind = "vocational" if d.child.age >= 16 and d.chance.happens(0.5) else "education"
        service(d, presumed + learning, kind)
    others = [code for code in code_list("service").codes if code not in NOT_DRAWN]
    for kind in d.chance.some(others, 0, 3):
        service(d, presumed + d.chance.days(5, 120), kind)


def service(d: Diary, at: datetime, kind: str) -> None:
    """A service, given by the house where the child lives in one."""
    by_house = d.has("house") and at > d.moment("house") and d.chance.happens(0.4)
    who = d.person("shelter") if by_house and not d.facts.get("house_left") else None
    given = {
        "service": kind,
        "provider": HOUSE
        if who
        else d.chance.one(["municipal service", "Lighthouse School", "clinic"]),
        "what": d.say("service_what"),
        "outcome": d.say("service_outcome"),
    }
    occurred = day(at) if d.chance.happens(0.2) else None
    d.write("service_given", at, given, by=who, occurred=occurred, lag=timedelta(hours=2))


def contact_agreed(d: Diary) -> None:
    """How the child wants to be reached, and how never."""
    if not d.chance.happens(0.75):
        return
    at = d.moment("presumed") + d.chance.days(3, 40)
    body = {
        "channel": d.chance.one(["telephone of the carer", "messages", "school counsellor"]),
        "safe_times": d.chance.one(["after school", "weekends", "any time"]),
        "never": d.chance.one(
            ["no letters home", "never call at night", "no messages with content"]
        ),
        "code_word": d.chance.one(["blue kite", "lighthouse", "tangerine", "paper boat"]),
    }
    d.write("contact_agreed", at, body)
    d.mark("contact_agreed", at)
