"""Who the child is, who is around the child, and what was done to them, as codes."""

from amparo.demo.country import data
from amparo.demo.life.diary import Body, Diary, day
from amparo.demo.profiles import Name
from amparo.terms import code_list


def identified_by_name(d: Diary) -> None:
    """The child is registered: names in their script, birth, languages, documents."""
    taken = d.chance.done(70)
    if taken is None:
        return
    at = d.mark("identity", d.moment("noticed") + taken)
    child = d.child
    names = [*_written(child.given, child.family, "own")]
    if d.chance.happens(0.15):
        names.append({"name": child.nickname, "kind": "given_by_trafficker", "script": "latin"})
    body: Body = {
        "names": names,
        "birth": _birth(d),
        "sex": child.sex,
        "languages": list(child.languages),
        "birth_registered": d.chance.one([True, True, True, False, None]),
    }
    if child.abroad:
        body["citizenships"] = [child.origin]
    if d.chance.happens(0.35):
        body["documents"] = [_document(d)]
    d.write("identity_recorded", at, body)
    if d.chance.happens(0.3):
        kind = d.chance.one(["birth_certificate", "passport", "school_record", "false_document"])
        held = {"kind": kind, "held_by": d.say("document_held_by"), "section": "identity"}
        d.write("document_recorded", at + d.chance.days(1, 30), held)


def _written(given: Name, family: Name, kind: str) -> list[Body]:
    rows = [{"name": f"{given.written} {family.written}", "kind": kind, "script": given.script}]
    if given.script != "latin":
        latin = f"{given.spellings[0]} {family.spellings[-1]}"
        rows.append({"name": latin, "kind": "document", "script": "latin"})
    return rows


def _birth(d: Diary) -> Body:
    born = d.child.born
    if d.chance.happens(0.55):
        return {"year": born.year, "month": born.month, "day": born.day, "estimated": False}
    return {"year": born.year, "estimated": True}


def _document(d: Diary) -> Body:
    kind = d.chance.one(["passport", "birth_certificate", "identity_card"])
    number = f"{d.chance.one('ABCDEFGH')}{d.chance.count(1000000, 9999999)}"
    genuine = d.chance.one([True, True, False, None])
    body: Body = {"kind": kind, "number": number, "genuine": genuine}
    if d.child.abroad and d.child.origin != "stateless":
        body["country"] = d.child.origin
    return body


def linked(d: Diary) -> None:
    """The people around the child, and brothers and sisters who are here."""
    at = d.moment("noticed") + d.chance.days(0.5, 6)
    for relation in d.chance.some(["mother", "father", "grandparent", "relative"], 0, 2):
        d.write("person_linked", at, _relative(d, relation))
    if d.facts.get("siblings"):
        for name in d.facts["siblings"].split("|"):
            body = {
                "relation": "sibling",
                "name": name,
                "relation_verified": True,
                "how_verified": "both children, separately",
                "risk_to_child": "none",
                "may_be_contacted": True,
            }
            d.write("person_linked", at + d.chance.hours(1, 20), body)


def _relative(d: Diary, relation: str) -> Body:
    child, involved = d.child, d.child.family_involvement
    risk = {"none": "none", "suspected": "suspected", "confirmed": "confirmed"}.get(
        involved, "unknown"
    )
    body: Body = {
        "relation": relation,
        "name": child.family.written,
        "relation_verified": d.chance.one([True, True, None, False]),
        "risk_to_child": risk,
        "may_be_contacted": risk == "none" and d.chance.happens(0.7),
    }
    if body["relation_verified"]:
        body["how_verified"] = d.chance.one(["register", "photographs and questions", "home visit"])
    if risk == "none" and d.chance.happens(0.5):
        body["contact"] = f"telephone 0{d.chance.count(10, 99)} 555 {d.chance.count(1000, 9999)}"
    return body


def facts_coded(d: Diary) -> None:
    """What was done to the child, as codes without identity."""
    at = d.moment("presumed") + d.chance.days(2, 12)
    d.write("exploitation_described", at, exploitation(d))
    for _one in range(d.chance.count(0, 2)):
        d.write("alleged_trafficker_described", at, _exploiter(d))


def exploitation(d: Diary) -> Body:
    lists, child = data("profiles"), d.child
    began = d.begun - d.chance.days(20, 700)
    body: Body = {
        "forms": [child.form],
        "began": began.strftime("%Y-%m"),
        "age_at_start": max(0, child.age - (d.begun - began).days // 365),
        "recruiter_relation": d.chance.weighed(lists["recruiter"]),
        "recruitment_channel": d.chance.weighed(lists["recruitment"]),
        "controls": d.chance.some(list(code_list("control").codes)[:20], 1, 4),
        "online": d.chance.one([True, False, False, None]),
        "debt": d.chance.one([True, False, None]),
        "certainty": d.chance.one(["confirmed", "likely", "likely", "possible"]),
        "exploited_at": {"area": child.province},
    }
    if child.form in lists["sub_forms"]:
        body["sub_forms"] = d.chance.some(lists["sub_forms"][child.form], 1, 2)
    if child.form in lists["sectors"]:
        body["sector"] = d.chance.one(lists["sectors"][child.form])
    if child.abroad and child.origin != "stateless":
        body["recruited_at"] = {"country": child.origin}
        body["transit"] = [{"area": d.chance.one(d.country.neighbours)}]
    if d.has("withdrawn"):
        body["ended"] = day(d.moment("withdrawn"))[:7]
    return body


def _exploiter(d: Diary) -> Body:
    return {
        "role": d.chance.one(
            ["recruiter", "transporter", "harboured", "exploiter", "controlled", "broker"]
        ),
        "sex": d.chance.weighed({"male": 6, "female": 3, "unknown": 1}),
        "age_band": d.chance.one(
            ["from_18_to_29", "from_30_to_38", "from_39_to_47", "from_48", "unknown"]
        ),
        "relation": d.chance.one(
            ["stranger", "relative", "friend", "employer", "intimate_partner"]
        ),
        "in_group": d.chance.one([True, False, None]),
    }
