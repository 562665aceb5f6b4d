"""A family that looks, a child of that name, and everything that has to hold before contact."""

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from amparo.casefile.effects import Ticked
from amparo.casefile.models import Case
from amparo.finding.kept.keeping import KEPT
from amparo.finding.models import TracingMatch, TracingRequest
from amparo.finding.tracing import comparing, deciding, rules, taking, verifying
from amparo.finding.tracing.content import Content, read
from amparo.finding.tracing.proposals import Proposal
from amparo.finding.tracing.waiting import WAITING
from amparo.people.models import User
from tests.casefile.conftest import the_cast
from tests.casefile.making import a_case, record
from tests.casefile_pages.conftest import sign_in as sign_in
from tests.cast import Cast

CHILD = {"names": [{"name": "Amina Bangura"}], "sex": "female", "birth": {"year": 2012}}
AUNT = {
    "seeker_name": "Mariama Bangura",
    "relation": "relative",
    "may_be_contacted": "yes",
    "channel": "The office of the Red Cross in Kenema",
    "child_names": "Amina Bangura",
    "age": "12-15",
    "sex": "female",
    "siblings": "Ibrahim Bangura",
    "places": "Kenema",
    "circumstances": "A woman promised a school in the capital.",
}
NOBODY = {**AUNT, "child_names": "Xiomara Quispe", "siblings": "", "seeker_name": "Rosa Quispe"}
QUESTIONS = (("What is she called at home?", "Mina"), ("Who slept beside her?", "Ibrahim"),
             ("What is on her knee?", "a mark from the well"))  # fmt: skip


@pytest.fixture
def cast(db: None) -> Cast:
    KEPT.forget()
    WAITING.forget()
    return the_cast()


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> None:
    """A tick also anchors the log: in a home of its own, not in that of all tests."""
    settings.AMPARO_HOME = tmp_path


def says(**more: object) -> Content:
    return read({**AUNT, **more}, timezone.localdate())


def a_child(cast: Cast, **more: Any) -> Case:
    return a_case(cast, identity={**CHILD, **more})


def a_request(by: User, **more: object) -> TracingRequest:
    return taking.take(by=by, content=says(**more))


def minutes_pass() -> None:
    """The clock runs once: what came is compared."""
    comparing.compare_what_waits(Ticked(timezone.now()))


def the_match(request: TracingRequest) -> TracingMatch:
    return TracingMatch.objects.get(request=request)


def verify(by: User, request: TracingRequest) -> None:
    """The three steps, each of which holds."""
    for step in rules.STEPS:
        asked = QUESTIONS if step == rules.RELATION else ()
        verifying.write_down(
            by=by, request_id=request.id, step=step, result=rules.SOLVED,
            how="Seen at the office, with a card.", asked=asked,
        )  # fmt: skip


def prepare(cast: Cast, case: Case) -> None:
    """The child was asked, the family and the risk were assessed, the guardian agrees."""
    record(cast, case, "view_recorded", topic="contact", wish="for", words="I miss her.")
    record(cast, case, "family_assessed", involvement_in_trafficking="none")
    record(cast, case, "risk_assessed", trigger="return", level="low")
    record(cast, case, "guardian_consulted", about="contact with the aunt", view="agrees")


PROPOSED = Proposal(
    decision=rules.CONTACT,
    reason="She knows the name at home and the mark.",
    safe_because="The child asks for her.",
    answers_fit=True,
    despite={"contact_safe": "She needs no protection from them.", "family_known": "Assessed."},
)


def decided(cast: Cast, match: TracingMatch) -> TracingMatch:
    """Two people decided that contact may begin."""
    deciding.propose(by=cast.caseworker, match_id=match.id, proposal=PROPOSED)
    return deciding.agree(by=cast.supervisor, match_id=match.id)
