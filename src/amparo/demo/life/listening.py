"""The voices that must be heard: the child's wish, the guardian's answer, a lawyer's advice."""

from datetime import datetime, timedelta

from amparo.demo.life.diary import Body, Diary, day
from amparo.demo.life.noticing import EVERYTHING
from amparo.demo.life.protecting import soon


def heard(d: Diary, at: datetime, about: str, view: str = "") -> None:
    """The guardian is asked, and answers."""
    if "guardian" not in d.known or d.moment("guardian") > at - timedelta(minutes=15):
        return
    view = view or d.chance.weighed({"agrees": 80, "objects": 8, "asks": 12})
    body: Body = {"about": about, "view": view, "answered": True}
    if view != "agrees" or d.chance.happens(0.4):
        body["text"] = d.say("guardian_text")
    by = d.team.guardian if d.chance.happens(0.7) else None
    d.write("guardian_consulted", at, body, by=by, lag=soon(d))


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
    d.write("view_recorded", at, body, lag=soon(d))


def lawyer(d: Diary, at: datetime, why: str) -> None:
    """The lawyer is brought in, if not there yet, and gives advice."""
    who = d.person("lawyer")
    d.involve("lawyer", EVERYTHING, at - timedelta(minutes=30), person=who)
    d.known.setdefault("lawyer", at)
    d.known["lawyer"] = min(d.known["lawyer"], at)
    occurred = day(at) if d.chance.happens(0.1) else None
    d.write(
        "legal_aid_given",
        at,
        {"by": "Open Line", "for": why},
        by=who,
        occurred=occurred,
        lag=timedelta(hours=1),
    )
