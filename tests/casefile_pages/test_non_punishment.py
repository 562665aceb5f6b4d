"""A child is looked at for exploitation before anything else, and not punished for it."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from amparo.casefile import actions
from amparo.casefile.models import Case
from tests.casefile.making import CONCERN, a_case, a_concern, record
from tests.casefile_pages.case_world import bring_in, signed_in
from tests.cast import Cast

pytestmark = pytest.mark.slow

HEADING = "Charged, fined or held though they may be victims"
FIRST = "Look for exploitation before anything else"
GATE = {"intercept": "They were seen at the harbour at night."}
FINE = {"offence": "begging_or_vagrancy", "measure": "fine"}


@pytest.fixture
def case(cast: Cast) -> Case:
    """A child presumed trafficked who was fined for begging."""
    case = a_case(cast)
    presumed(cast, case)
    record(cast, case, "child_charged", **FINE)
    return case


def presumed(cast: Cast, case: Case, standing: str = "presumed") -> None:
    record(cast, case, "standing_decided", standing=standing, authority="social_services")


def home(cast: Cast, who: str) -> str:
    return signed_in(getattr(cast, who)).get("/").content.decode()


def page(cast: Cast, case: Case, who: str = "caseworker") -> str:
    address = reverse("casefile:case", args=[case.reference])
    return signed_in(getattr(cast, who)).get(address).content.decode()


def block(shown: str) -> str:
    return shown[shown.index(HEADING) :].partition("</section>")[0]


@pytest.mark.parametrize("who", ["caseworker", "supervisor"])
def test_a_fine_stands_on_the_home_pages_with_the_duties_and_their_clocks(
    cast: Cast, case: Case, who: str
) -> None:
    shown = block(home(cast, who))
    assert case.reference in shown
    assert "The charge against an exploited child reviewed" in shown
    assert "A lawyer to defend the child" in shown
    assert "left" in shown


def test_detention_and_removal_stand_there_too(cast: Cast, case: Case) -> None:
    record(cast, case, "liberty_taken", ground="migration")
    record(cast, case, "removal_threatened")
    shown = block(home(cast, "caseworker"))
    assert "The child released" in shown
    assert "removal from the country stopped" in shown
    assert "overdue" in shown


@pytest.mark.parametrize(("sections", "seen"), [(["protection", "legal"], 1), (["protection"], 0)])
def test_a_guardian_sees_it_as_far_as_the_section_was_given(
    cast: Cast, case: Case, sections: list[str], seen: int
) -> None:
    bring_in(cast, case, "guardian", sections)
    assert (HEADING in home(cast, "guardian")) == bool(seen)


def test_the_lawyer_sees_it(cast: Cast, case: Case) -> None:
    bring_in(cast, case, "lawyer", ["protection", "legal"])
    assert case.reference in block(home(cast, "lawyer"))


def test_who_may_not_read_the_status_is_not_told_it_by_the_list(cast: Cast, case: Case) -> None:
    bring_in(cast, case, "lawyer", ["legal"])
    assert HEADING not in home(cast, "lawyer")


def test_the_coordinator_sees_a_number_and_no_case(cast: Cast, case: Case) -> None:
    shown = home(cast, "coordinator")
    assert "in all agencies" in block(shown)
    assert case.reference not in shown


@pytest.mark.parametrize(
    "who", ["outsider", "outside_supervisor", "police", "prosecutor", "provider", "teacher"]
)
def test_nobody_else_sees_it(cast: Cast, case: Case, who: str) -> None:
    assert HEADING not in home(cast, who)


@pytest.mark.parametrize("standing", ["suspected", "identified"])
def test_it_begins_with_a_suspicion(cast: Cast, standing: str) -> None:
    case = a_case(cast)
    record(cast, case, "child_charged", **FINE)
    assert HEADING not in home(cast, "caseworker")
    presumed(cast, case, standing)
    assert HEADING in home(cast, "caseworker")


def test_it_ends_when_the_charge_is_dropped_and_a_lawyer_is_there(cast: Cast, case: Case) -> None:
    record(cast, case, "legal_aid_given")
    record(cast, case, "charge_dropped")
    assert HEADING not in home(cast, "caseworker")


def test_home_asks_as_many_questions_for_many_cases_as_for_one(
    cast: Cast, case: Case, django_assert_max_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from amparo.casefile import queries_watch

    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            queries_watch.watch(cast.supervisor)
            queries_watch.unverified_cases(cast.supervisor)
        return len(caught)

    before = asked()
    for _number in range(3):
        more = a_case(cast)
        presumed(cast, more)
        record(cast, more, "child_charged", **FINE)
    assert asked() == before


# The page of the case


def test_a_charge_is_an_alarm_that_says_what_was_done_and_what_is_owed(
    cast: Cast, case: Case
) -> None:
    shown = page(cast, case)
    assert "This child is charged, fined or accused" in shown
    assert "Fine: Begging or vagrancy." in shown
    assert "not punished for what exploitation made them do" in shown
    record(cast, case, "charge_dropped")
    assert "This child is charged" not in page(cast, case)


def test_who_may_not_read_the_childs_law_sees_no_alarm(cast: Cast, case: Case) -> None:
    bring_in(cast, case, "panel", ["protection"])
    assert "This child is charged" not in page(cast, case, "panel")


def test_an_offence_in_other_words_is_said_as_it_was_written(cast: Cast) -> None:
    case = a_case(cast)
    record(cast, case, "child_charged", offence="carrying <goods>", measure="criminal_charge")
    assert "Criminal charge: carrying &lt;goods&gt;." in page(cast, case)


def test_begging_crime_or_no_papers_ask_to_look_for_exploitation_first(cast: Cast) -> None:
    case = a_case(cast)
    assert FIRST not in page(cast, case)
    record(cast, case, "exploitation_described", forms=["begging"])
    assert FIRST in page(cast, case)
    presumed(cast, case, "identified")
    assert FIRST not in page(cast, case)


def test_whoever_takes_up_a_concern_of_a_stopped_journey_is_told_too(cast: Cast) -> None:
    stopped = a_concern(cast, concern={**CONCERN, "intercepted": {"by": "police"}}, despite=GATE)
    plain = a_concern(cast)
    client = signed_in(cast.supervisor)

    def shown(case: Case) -> str:
        address = reverse("casefile:concern", args=[case.reference])
        return client.get(address).content.decode()

    assert FIRST in shown(stopped)
    assert "a journey that was stopped" in shown(stopped)
    assert FIRST not in shown(plain)


# Turning 18, on the home pages


def test_children_about_to_turn_18_without_a_plan_stand_on_the_home_page(cast: Cast) -> None:
    case = a_case(cast)
    presumed(cast, case)
    soon = timezone.now() + timedelta(days=120)
    birth = {"year": soon.year - 18, "month": soon.month, "day": soon.day}
    record(cast, case, "identity_recorded", names=[{"name": "A"}], birth=birth)
    for who in ("caseworker", "supervisor"):
        assert "Turning 18, without a plan" in home(cast, who)
    bring_in(cast, case, "guardian", ["identity", "protection"])
    assert case.reference in home(cast, "guardian")
    assert "Turning 18, without a plan" in home(cast, "guardian")
    actions.append(
        by=cast.caseworker, case=case, kind="plan_made",
        body={"goals": [{"goal": "a room of her own"}], "transition": True},
    )  # fmt: skip
    assert "Turning 18, without a plan" not in home(cast, "caseworker")
