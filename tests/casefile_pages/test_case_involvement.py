"""Who works on a case: brought in, ended, barred; and cases opened in an emergency."""

import re

import pytest
from django.urls import reverse

from amparo.casefile.models import BreakGlass, Case
from amparo.people.models import User
from tests.casefile_pages.case_world import HEALTH, LEGAL, PLACE, a_lived_case, say, signed_in
from tests.cast import Cast

pytestmark = pytest.mark.slow

WHY = "Her brother called: she is to be sent away tonight and nobody answers."


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_lived_case(cast)


def there(case: Case, name: str = "case", *more: object) -> str:
    return reverse(f"casefile:{name}", args=[case.reference, *more])


def involve(cast: Cast, case: Case, by: User, **sent: object) -> int:
    asked = {"role": "panel", "sections": ["protection"], "ground": "best_interests", **sent}
    return signed_in(by).post(there(case, "involve"), asked).status_code


def test_an_agency_is_brought_in_for_the_sections_chosen(cast: Cast, case: Case) -> None:
    assert signed_in(cast.panel).get(there(case)).status_code == 404
    party = f"agency:{cast.agencies['panel'].id}"
    assert involve(cast, case, cast.caseworker, party=party) == 302
    shown = signed_in(cast.panel).get(there(case, "case_timeline")).content.decode()
    assert "Identification status decided" in shown
    assert HEALTH not in shown


def test_what_a_role_may_not_have_is_refused_with_the_reason(cast: Cast, case: Case) -> None:
    sent = {
        "party": f"person:{cast.prosecutor.id}",
        "role": "prosecutor",
        "sections": ["health"],
        "ground": "legal_duty",
    }
    answer = signed_in(cast.caseworker).post(there(case, "involve"), sent)
    assert answer.status_code == 422
    assert "may not be given one of these sections" in answer.content.decode()
    assert signed_in(cast.prosecutor).get(there(case)).status_code == 404


def test_an_involvement_rests_on_a_consent_and_ends_with_it(cast: Cast, case: Case) -> None:
    consent = say(cast, case, "consent_recorded", purpose="sharing", by="child")
    party = f"person:{cast.panel.id}"
    assert involve(cast, case, cast.caseworker, party=party, ground=str(consent.id)) == 302
    assert signed_in(cast.panel).get(there(case)).status_code == 200
    caseworker = signed_in(cast.caseworker)
    sent = {"occurred_at_how": "now", "purpose": "sharing", "consent": str(consent.id)}
    assert caseworker.post(there(case, "record_kind", "consent_withdrawn"), sent).status_code == 302
    assert signed_in(cast.panel).get(there(case)).status_code == 404


def test_the_table_keeps_what_anybody_was_ever_given(cast: Cast, case: Case) -> None:
    caseworker = signed_in(cast.caseworker)
    row = case.involvements.get(role="provider")
    end = there(case, "end_involvement", row.id)
    assert caseworker.get(end).status_code == 200
    assert caseworker.post(end, {"reason": "another place"}).status_code == 302
    shown = caseworker.get(there(case, "case_involvement")).content.decode()
    assert "Service provider" in shown
    assert "ended" in shown
    assert caseworker.get(end).status_code == 404


def test_only_who_may_bring_somebody_in_has_the_form(cast: Cast, case: Case) -> None:
    for who in (cast.guardian, cast.provider, cast.police):
        for name in ("involve", "bar"):
            assert signed_in(who).get(there(case, name)).status_code == 403, (
                who.display_name,
                name,
            )
    assert signed_in(cast.outsider).get(there(case, "involve")).status_code == 404


def test_the_lawyer_shares_the_legal_section_and_nothing_else(cast: Cast, case: Case) -> None:
    lawyer, police = signed_in(cast.lawyer), signed_in(cast.police)
    sent = {
        "party": f"person:{cast.police.id}",
        "role": "police",
        "sections": ["legal"],
        "ground": "best_interests",
    }
    assert LEGAL not in police.get(there(case, "case_timeline")).content.decode()
    assert lawyer.post(there(case, "involve"), sent).status_code == 302
    assert LEGAL in police.get(there(case, "case_timeline")).content.decode()


def test_whoever_is_barred_finds_the_case_gone(cast: Cast, case: Case) -> None:
    sent = {"party": f"person:{cast.lawyer.id}", "reason": "named by the child"}
    caseworker = signed_in(cast.caseworker)
    assert caseworker.post(there(case, "bar"), sent).status_code == 302
    assert signed_in(cast.lawyer).get(there(case)).status_code == 404
    assert "named by the child" in caseworker.get(there(case, "case_involvement")).content.decode()


# Emergencies


def break_glass(who: User, case: Case, why: str = WHY) -> int:
    sent = {"reference": case.reference.lower(), "reason": why}
    return signed_in(who).post(reverse("casefile:emergency"), sent).status_code


def test_a_caseworker_opens_a_case_in_an_emergency_and_the_page_says_so(
    cast: Cast, case: Case
) -> None:
    assert signed_in(cast.outsider).get(there(case)).status_code == 404
    assert break_glass(cast.outsider, case) == 302
    shown = signed_in(cast.outsider).get(there(case, "case_timeline")).content.decode()
    assert "You are here in an emergency" in shown
    for hidden in (LEGAL, PLACE):
        assert hidden not in shown


def test_a_reason_of_two_words_opens_nothing(cast: Cast, case: Case) -> None:
    assert break_glass(cast.outsider, case, "it is") == 422
    assert signed_in(cast.outsider).get(there(case)).status_code == 404


@pytest.mark.parametrize(
    "who", ["guardian", "lawyer", "police", "teacher", "analyst", "administrator"]
)
def test_nobody_else_opens_a_case_in_an_emergency(cast: Cast, case: Case, who: str) -> None:
    client = signed_in(getattr(cast, who))
    assert client.get(reverse("casefile:emergency")).status_code == 403
    assert break_glass(getattr(cast, who), case) == 403


def test_a_barred_person_and_a_wrong_reference_get_the_same_answer(cast: Cast, case: Case) -> None:
    signed_in(cast.caseworker).post(
        there(case, "bar"),
        {"party": f"person:{cast.outsider.id}", "reason": "an uncle of the child"},
    )
    answers = []
    for written in (case.reference, "7K3Q-9M2X-4"):
        sent = {"reference": written, "reason": WHY}
        answer = signed_in(cast.outsider).post(reverse("casefile:emergency"), sent)
        answers.append(
            (
                answer.status_code,
                "No case can be opened by this reference" in answer.content.decode(),
            )
        )
    assert answers[0] == (422, True)


def test_the_whereabouts_open_when_a_second_person_agrees(cast: Cast, case: Case) -> None:
    break_glass(cast.outsider, case)
    glass = BreakGlass.objects.get()
    allow = reverse("casefile:allow_whereabouts", args=[glass.id])
    assert signed_in(cast.outsider).post(allow).status_code == 404
    assert signed_in(cast.caseworker).post(allow).status_code == 404
    assert signed_in(cast.outside_supervisor).post(allow).status_code == 302
    assert PLACE in signed_in(cast.outsider).get(there(case, "case_timeline")).content.decode()


def test_the_supervisor_reviews_the_opening_and_may_end_it(cast: Cast, case: Case) -> None:
    break_glass(cast.outsider, case)
    supervisor, glass = signed_in(cast.outside_supervisor), BreakGlass.objects.get()
    listed = supervisor.get(reverse("casefile:emergencies")).content.decode()
    assert case.reference in listed
    assert re.search("to be sent away tonight", listed)
    review = reverse("casefile:review_emergency", args=[glass.id])
    assert supervisor.get(review).status_code == 200
    assert (
        supervisor.post(review, {"justified": "no", "reason": "It could wait."}).status_code == 302
    )
    assert signed_in(cast.outsider).get(there(case)).status_code == 404
    assert supervisor.get(review).status_code == 404


def test_nobody_reviews_what_is_not_of_their_agency(cast: Cast, case: Case) -> None:
    break_glass(cast.outsider, case)
    review = reverse("casefile:review_emergency", args=[BreakGlass.objects.get().id])
    assert signed_in(cast.supervisor).get(review).status_code == 404
    assert signed_in(cast.outsider).get(review).status_code == 403
    assert signed_in(cast.guardian).get(review).status_code == 403
