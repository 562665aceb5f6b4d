"""How old the child is: the strip of ages, what it does not prove, and the form that asks again."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amparo.audit.models import Line
from amparo.casefile import timelines
from amparo.casefile.models import Case
from tests.casefile_pages.case_world import a_lived_case, bring_in, say, signed_in
from tests.cast import Cast

pytestmark = pytest.mark.slow

YEAR = timezone.now().year
MEDICAL = {"methods": ["medical"], "outcome": "treated_as_child", "occurred_at_how": "now"}


@pytest.fixture
def case(cast: Cast) -> Case:
    case = a_lived_case(cast)
    say(cast, case, "age_considered", stated_age=15, estimated_low=15, estimated_high=19,
        methods=["statement", "social"], outcome="treated_as_child")  # fmt: skip
    say(cast, case, "identity_recorded", names=[{"name": "A"}],
        birth={"year": YEAR - 20, "month": 7, "day": 23},
        documents=[{"kind": "passport"}])  # fmt: skip
    return case


def page(client: Client, case: Case, *, uncover: bool = False) -> str:
    address = reverse("casefile:case_age", args=[case.reference])
    response = client.post(address) if uncover else client.get(address)
    assert response.status_code == 200
    return response.content.decode()


# The strip


def test_the_strip_holds_what_was_claimed_and_estimated_with_who_said_so(
    cast: Cast, case: Case
) -> None:
    shown = page(signed_in(cast.caseworker), case)
    for words in ("Claimed", "Estimated", "15 to 19", "Social assessment", "caseworker"):
        assert words in shown
    assert "Uncertain means child" in shown
    assert "uncertain means child" in shown


def test_a_birth_stays_covered_until_somebody_asks_and_is_shown_in_years_only(
    cast: Cast, case: Case
) -> None:
    client = signed_in(cast.caseworker)
    covered = page(client, case)
    assert "Documented" not in covered
    assert "Covered." in covered
    before = Line.objects.filter(verb="identity_revealed").count()
    shown = page(client, case, uncover=True)
    assert Line.objects.filter(verb="identity_revealed").count() == before + 1
    assert "Documented" in shown
    assert "Passport" in shown
    assert str(YEAR - 20) not in shown
    assert "Documented" not in page(client, case)


def test_a_paper_that_says_eighteen_is_a_sign_and_no_proof(cast: Cast, case: Case) -> None:
    shown = page(signed_in(cast.caseworker), case, uncover=True)
    assert shown.count("may come from those who exploit") == 2


def test_an_age_that_was_replaced_stays_and_no_longer_counts(cast: Cast, case: Case) -> None:
    from amparo.casefile import actions

    entry = case.entries.get(kind="age_considered")
    actions.withdraw(by=cast.caseworker, case=case, entry_id=entry.id, reason="another child")
    shown = page(signed_in(cast.caseworker), case)
    assert "15 to 19" in shown
    assert "no longer counts" in shown


def test_nothing_recorded_means_child(cast: Cast) -> None:
    case = a_lived_case(cast)
    assert "uncertain means child" in page(signed_in(cast.guardian), case)


@pytest.mark.parametrize("who", ["provider", "police", "outsider", "outside_supervisor", "teacher"])
def test_for_those_without_the_section_there_is_no_page_of_ages(
    cast: Cast, case: Case, who: str
) -> None:
    address = reverse("casefile:case_age", args=[case.reference])
    assert signed_in(getattr(cast, who)).get(address).status_code == 404


def test_who_reads_no_identity_sees_no_trace_of_it_in_the_strip(cast: Cast, case: Case) -> None:
    bring_in(cast, case, "panel", ["protection", "health"])
    client = signed_in(cast.panel)
    shown = page(client, case)
    assert "15 to 19" in shown
    assert "Covered." not in shown
    assert client.post(reverse("casefile:case_age", args=[case.reference])).status_code == 403


def test_the_case_leads_to_the_strip(cast: Cast, case: Case) -> None:
    client = signed_in(cast.caseworker)
    address = reverse("casefile:case_age", args=[case.reference])
    assert address in client.get(reverse("casefile:case", args=[case.reference])).content.decode()


# The form


def form(case: Case) -> str:
    return reverse("casefile:record_kind", args=[case.reference, "age_considered"])


def send(cast: Cast, case: Case, **more: Any) -> HttpResponse:
    response: Any = signed_in(cast.caseworker).post(form(case), {**MEDICAL, **more})
    return response  # type: ignore[no-any-return]


def considered(case: Case) -> list[Any]:
    return [one.body for one in timelines.open_case(case.id).timeline().of("age_considered")]


def test_the_form_begins_with_the_presumption_and_the_ages_so_far(cast: Cast, case: Case) -> None:
    shown = signed_in(cast.caseworker).get(form(case)).content.decode()
    chosen = shown[shown.index('value="treated_as_child"') :]
    assert "checked" in chosen[: chosen.index(">")]
    assert "15 to 19" in shown
    order = [shown.index(f'value="{one}"') for one in
             ("statement", "document", "family", "social", "medical")]  # fmt: skip
    assert order == sorted(order)


def test_a_medical_examination_without_consent_is_asked_about_again_and_nothing_is_lost(
    cast: Cast, case: Case
) -> None:
    response = send(cast, case, reasons="She looks older.")
    assert response.status_code == 422
    shown = response.content.decode()
    assert "free consent" in shown
    assert "She looks older." in shown
    assert "Record it as it is" in shown
    assert len(considered(case)) == 1


def test_it_can_be_recorded_as_it_is_and_the_doubt_stays_readable(cast: Cast, case: Case) -> None:
    response = send(cast, case, as_it_is="yes", estimated_low="16", estimated_high="18")
    assert response.status_code == 302
    assert len(considered(case)) == 2
    shown = page(signed_in(cast.supervisor), case)
    assert "free consent" in shown
    assert "Say why a medical examination was needed." in shown


def test_an_examination_before_anything_gentler_is_asked_about(cast: Cast) -> None:
    case = a_lived_case(cast)
    response = send(cast, case, consent="true", medical_because="A court ordered it.")
    assert response.status_code == 422
    shown = response.content.decode()
    assert "comes last" in shown
    assert "free consent, with the guardian" not in shown


def test_with_consent_reasons_and_gentler_ways_before_nobody_is_asked_again(
    cast: Cast, case: Case
) -> None:
    response = send(cast, case, consent="true", medical_because="Nothing else told.")
    assert response.status_code == 302
    assert considered(case)[-1]["medical_because"] == "Nothing else told."


def test_other_ways_of_considering_an_age_are_never_asked_about(cast: Cast, case: Case) -> None:
    assert send(cast, case, methods=["document"]).status_code == 302


def test_asking_again_never_stands_in_for_the_gate_of_an_adult_outcome(
    cast: Cast, case: Case
) -> None:
    response = send(cast, case, outcome="adult", as_it_is="yes")
    assert response.status_code == 422
    shown = response.content.decode()
    assert "This step is advised against" in shown
    assert 'name="as_it_is" value="yes"' in shown


# Coming of age


def overview(cast: Cast, case: Case, who: str = "caseworker") -> str:
    address = reverse("casefile:case", args=[case.reference])
    return signed_in(getattr(cast, who)).get(address).content.decode()


def test_half_a_year_before_eighteen_the_case_says_what_changes_and_asks_for_a_plan(
    cast: Cast,
) -> None:
    case = a_lived_case(cast)
    soon = timezone.now() + timedelta(days=100)
    say(cast, case, "identity_recorded", names=[{"name": "A"}],
        birth={"year": soon.year - 18, "month": soon.month, "day": soon.day})  # fmt: skip
    shown = overview(cast, case)
    assert "Turning 18" in shown
    assert "Support goes on" in shown
    assert "There is no plan yet for the time after." in shown
    assert f"/cases/{case.reference}/record/plan_made/?for=adulthood_plan" in shown
    say(cast, case, "plan_made", goals=[{"goal": "a room"}], transition=True)
    assert "There is no plan yet" not in overview(cast, case)


def test_long_before_eighteen_nothing_is_said_of_it(cast: Cast) -> None:
    case = a_lived_case(cast)
    say(cast, case, "identity_recorded", names=[{"name": "A"}], birth={"year": YEAR - 12})
    assert "Turning 18" not in overview(cast, case)


def test_who_reads_no_identity_does_not_learn_of_a_birth_by_its_turning_point(cast: Cast) -> None:
    case = a_lived_case(cast)
    say(cast, case, "identity_recorded", names=[{"name": "A"}], birth={"year": YEAR - 18})
    bring_in(cast, case, "panel", ["protection"])
    assert "Turning 18" in overview(cast, case, "guardian")
    assert "Turning 18" not in overview(cast, case, "panel")


def test_the_month_of_a_birth_stays_covered_until_somebody_uncovers_it(cast: Cast) -> None:
    case = a_lived_case(cast)
    say(cast, case, "identity_recorded", names=[{"name": "A"}],
        birth={"year": YEAR - 12, "month": 3, "day": 14})  # fmt: skip
    client = signed_in(cast.guardian)
    month = f"March {YEAR + 6}"
    shown = page(client, case)
    assert month not in shown
    assert "May be 18 from" not in shown
    address = reverse("casefile:case_age", args=[case.reference])
    assert month in client.post(address).content.decode()
    assert Line.objects.filter(verb="identity_revealed", actor_id=cast.guardian.id).exists()
