"""Children of the made-up country who are met twice: reported again under another spelling, and
looked for by a family. Like the emergencies, this happens now, through the actions of everybody.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.utils import timezone

from amparo.casefile import actions_concern, timelines
from amparo.casefile.models import OPEN, Case
from amparo.demo.country import lysandra
from amparo.demo.wording import Wording
from amparo.finding.tracing import taking
from amparo.finding.tracing.content import read
from amparo.people.models import User

REPORTED_AGAIN, LOOKED_FOR = 2, 2
DOCUMENT, OWN = "document", "own"


class Known(NamedTuple):
    """A child of a case: as heard first, as written in Latin letters, and the latest identity."""

    heard: str
    latin: str
    identity: dict[str, Any]


def meet_again(users: dict[str, User], say: Wording) -> None:
    """Two children of the caseworker are reported again, two others are looked for by a family."""
    worker = users[lysandra().people["caseworker"].id]
    nurse = users[lysandra().people["nurse"].id]
    found = list(_in_two_scripts(worker))
    for known in found[:REPORTED_AGAIN]:
        _report_again(nurse, worker, known, say)
    for known in found[REPORTED_AGAIN:][:LOOKED_FOR]:
        _look_for(worker, known, say)


def _in_two_scripts(worker: User) -> Iterator[Known]:
    """Children whose name stands in their own script and, from a document, in Latin letters."""
    for case in Case.objects.filter(state=OPEN, assigned_to=worker).order_by("reference"):
        identities = timelines.open_case(case.id).timeline().of("identity_recorded")
        names = [name for entry in identities for name in entry.says("names") or ()]
        named = {name["kind"]: str(name["name"]) for name in names}
        if {OWN, DOCUMENT} <= set(named) and len(identities) > 1:
            heard = str(names[0]["name"]).split()[0]
            yield Known(heard, named[DOCUMENT], dict(identities[-1].body))


def _report_again(nurse: User, worker: User, known: Known, say: Wording) -> None:
    """As the nurse heard it: the name that the child is called by, and the family name."""
    family = known.latin.split()[-1]
    identity = {
        "names": [{"name": f"{known.heard} {family}", "kind": OWN}],
        **{name: known.identity[name] for name in ("birth", "sex") if known.identity.get(name)},
    }
    concern = actions_concern.report_concern(
        by=nurse,
        concern={"channel": "health", "account": say("met_again")},
        identity=identity,
        agency=worker.agency,
    )
    actions_concern.open_case(by=worker, case=concern, caseworker=worker)


def _look_for(worker: User, known: Known, say: Wording) -> None:
    row = {
        "seeker_name": f"{say('seeker')} {known.latin.split()[-1]}",
        "relation": "relative",
        "may_be_contacted": "yes",
        "channel": say("seeker_channel"),
        "child_names": next(n["name"] for n in known.identity["names"]),
        "sex": str(known.identity.get("sex") or ""),
        "circumstances": say("lost"),
    }
    taking.take(by=worker, content=read(row, timezone.localdate()))
