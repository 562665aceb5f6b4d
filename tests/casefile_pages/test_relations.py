"""Girls hidden in families: relations that nobody has verified are asked about and listed."""

from typing import Any

import pytest
from django.urls import reverse

from amparo.casefile import actions, rebuilding
from amparo.casefile.models import Case, UnverifiedRelation
from tests.casefile.making import CONCERN, a_case, a_concern, record
from tests.casefile_pages.case_world import bring_in, signed_in
from tests.cast import Cast

pytestmark = pytest.mark.slow

AUNT = {"relation": "relative", "name": "Marked Aunt", "relation_verified": False}
HEADING = "Relations nobody has verified"


@pytest.fixture
def case(cast: Cast) -> Case:
    case = a_case(cast)
    record(cast, case, "person_linked", **AUNT)
    return case


def page(cast: Cast, case: Case, tab: str = "", who: str = "caseworker") -> str:
    address = reverse(f"casefile:case_{tab}" if tab else "casefile:case", args=[case.reference])
    response = signed_in(getattr(cast, who)).get(address)
    assert response.status_code == 200
    return response.content.decode()


def home(cast: Cast, who: str) -> str:
    return signed_in(getattr(cast, who)).get("/").content.decode()


def linked(case: Case) -> Any:
    return case.entries.filter(kind="person_linked").latest("sequence")


def test_the_case_lists_who_is_said_to_be_family_and_never_says_to_separate(
    cast: Cast, case: Case
) -> None:
    assert f'href="/cases/{case.reference}/people/#relations"' in page(cast, case)
    shown = page(cast, case, "people")
    assert HEADING in shown
    assert "never by itself a reason to separate" in shown
    assert "Marked Aunt" not in shown
    assert "who it is, is covered" in shown
    assert f"/cases/{case.reference}/entries/{linked(case).id}/correct/" in shown


def test_uncovered_the_list_says_who_it_is(cast: Cast, case: Case) -> None:
    client = signed_in(cast.caseworker)
    address = reverse("casefile:reveal", args=[case.reference])
    shown = client.post(address, {"tab": "people"}).content.decode()
    assert "Said to be: other relative." in shown


def test_once_checked_it_is_listed_no_longer_and_with_whom_is_kept(cast: Cast, case: Case) -> None:
    body = {**AUNT, "relation_verified": True, "verified_with": "the registry of births"}
    entry = linked(case)
    actions.append(
        by=cast.caseworker, case=case, kind="person_linked", body=body, supersedes=entry.id
    )
    assert HEADING not in page(cast, case)
    assert HEADING not in page(cast, case, "people")
    assert HEADING not in home(cast, "caseworker")


def test_with_whom_the_child_travels_is_asked_too(cast: Cast) -> None:
    case = a_case(cast, concern={**CONCERN, "travelling_with": "a group of dancers"})
    shown = page(cast, case, "people")
    assert "Travelled with: a group of dancers." in shown
    assert f"/cases/{case.reference}/record/person_linked/" in shown


def test_several_children_reported_together_are_asked_about(cast: Cast) -> None:
    case = a_case(cast, concern={**CONCERN, "how_many": 4})
    assert "4 children were reported together." in page(cast, case, "people")


def test_only_who_may_read_identity_learns_of_it(cast: Cast, case: Case) -> None:
    bring_in(cast, case, "guardian", ["identity", "protection"])
    bring_in(cast, case, "panel", ["protection"])
    assert HEADING in page(cast, case, who="guardian")
    assert HEADING not in page(cast, case, who="panel")
    assert HEADING not in page(cast, case, "people", "panel")
    cases = reverse("casefile:cases") + "?unverified=yes"
    assert case.reference in signed_in(cast.guardian).get(cases).content.decode()
    assert case.reference not in signed_in(cast.panel).get(cases).content.decode()


@pytest.mark.parametrize("who", ["caseworker", "supervisor"])
def test_the_home_page_counts_the_cases_and_leads_to_them(cast: Cast, case: Case, who: str) -> None:
    a_case(cast)
    shown = home(cast, who)
    assert HEADING in shown
    assert "/cases/?unverified=yes" in shown
    found = signed_in(getattr(cast, who)).get("/cases/?unverified=yes").content.decode()
    assert case.reference in found
    assert found.count('<tr role="row">') == 2  # the head of the table, and this case


@pytest.mark.parametrize("who", ["outsider", "outside_supervisor", "coordinator", "guardian"])
def test_nobody_else_counts_them(cast: Cast, case: Case, who: str) -> None:
    assert HEADING not in home(cast, who)


def test_who_is_barred_from_the_case_does_not_count_it(cast: Cast, case: Case) -> None:
    assert HEADING in home(cast, "supervisor")
    actions.bar(by=cast.caseworker, case=case, reason="a relative", person=cast.supervisor)
    assert HEADING not in home(cast, "supervisor")


# How it is kept


def differences() -> list[str]:
    return [said for one in rebuilding.rebuild() for said in one.differences]


def test_the_index_holds_no_content_and_is_rebuilt_from_the_entries(cast: Cast, case: Case) -> None:
    [row] = UnverifiedRelation.objects.all()
    assert (row.entry_id, row.section, row.assigned_to) == (
        linked(case).id,
        "identity",
        cast.caseworker,
    )
    UnverifiedRelation.objects.all().delete()
    assert len(differences()) == 1
    assert differences() == []
    UnverifiedRelation.objects.update(section="protection")
    assert len(differences()) == 2
    assert differences() == []


def test_a_concern_that_waits_and_a_case_that_is_closed_are_not_listed(cast: Cast) -> None:
    a_concern(cast, concern={**CONCERN, "travelling_with": "aunt"})
    assert not UnverifiedRelation.objects.exists()


def test_a_case_that_changes_hands_is_counted_by_whoever_has_it_now(cast: Cast, case: Case) -> None:
    actions.assign(by=cast.supervisor, case=case, caseworker=cast.colleague)
    assert UnverifiedRelation.objects.get().assigned_to == cast.colleague
