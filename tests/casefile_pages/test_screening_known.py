"""What is known already is filled in and shown, and nobody is asked twice."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amparo.casefile import actions, already_known, queries_case
from amparo.casefile.models import Case, Entry
from amparo.instruments import shipped
from amparo.people.actions import note_training
from tests.casefile.making import CONCERN, IDENTITY, a_case
from tests.casefile_pages.case_world import a_lived_case, bring_in, say, signed_in
from tests.casefile_pages.test_screening import (
    LABOUR,
    SIGNS,
    WHEN,
    finish,
    group,
    group_of,
    so_far,
    the_screening,
)
from tests.cast import Cast

pytestmark = pytest.mark.slow

TOLD = {
    **CONCERN, "signs": ["intimidated", "no_education"], "recent_harm": True,
    "travelling_with": "a cousin of twenty",
}  # fmt: skip


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_case(cast, concern=TOLD)


@pytest.fixture
def trained(cast: Cast) -> Client:
    note_training(by=cast.supervisor, user=cast.caseworker, trained=True)
    return signed_in(cast.caseworker)


def begin(case: Case) -> str:
    return reverse("casefile:screening", args=[case.reference])


def read(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def box(text: str) -> str:
    """What stands in the box of what is known; empty where there is none."""
    if "Already known" not in text:
        return ""
    rest = text[text.index('class="details known"') :]
    return rest[: rest.index("</details>")]


def answers_of(cast: Cast, case: Case, code: str) -> dict[str, str]:
    view = queries_case.case_view(cast.caseworker, case)
    return {item: one.answer for item, one in already_known.answers(view, shipped()[code]).items()}


def at_the_end(cast: Cast, case: Case) -> dict[str, Any]:
    return already_known.at_the_end(queries_case.case_view(cast.caseworker, case))


# The box


def test_the_box_says_what_was_reported_and_about_whom(cast: Cast, case: Case) -> None:
    client = signed_in(cast.caseworker)
    for address in (begin(case), group(case, SIGNS, 1)):
        shown = box(read(client, address))
        for said in (
            CONCERN["account"], "School", "Looks intimidated", "a cousin of twenty",
            "Was the child harmed in the last days?", "Female", "Do not ask the child again",
        ):  # fmt: skip
            assert said in shown, said


def test_the_box_is_folded_where_the_child_may_see_the_page(cast: Cast, case: Case) -> None:
    client = signed_in(cast.caseworker)
    assert '<details class="details known">' in read(client, group(case, SIGNS, 1))
    assert '<details class="details known" data-open-wide>' in read(client, begin(case))


def test_the_box_says_no_name_and_no_place(cast: Cast, case: Case) -> None:
    shown = read(signed_in(cast.caseworker), begin(case))
    assert IDENTITY["names"][0]["name"] not in shown
    assert "aunt by the river" not in shown


def test_who_may_not_read_the_concern_reads_nothing_of_it_here(cast: Cast) -> None:
    case = a_lived_case(cast)
    shown = box(read(signed_in(cast.police), begin(case)))
    assert CONCERN["account"] not in shown
    assert "Concern reported" not in shown


def test_earlier_screenings_stand_there_with_their_day(cast: Cast, case: Case) -> None:
    screened(cast, case, SIGNS, {"no_time_to_play": "yes", "leftovers": "refused"})
    shown = box(read(signed_in(cast.caseworker), begin(case)))
    assert "Screening completed, " in shown
    assert "Has no time to play" in shown


# Items


def screened(cast: Cast, case: Case, code: str, answers: dict[str, str], **more: Any) -> Entry:
    version = shipped()[code].version
    return say(
        cast, case, "screening_completed", instrument=code, version=version, answers=answers, **more
    )  # fmt: skip


def test_a_sign_answers_the_items_that_ask_the_same(cast: Cast, case: Case) -> None:
    assert answers_of(cast, case, SIGNS) == {"intimidated": "yes", "no_education": "yes"}
    assert answers_of(cast, case, LABOUR) == {"4.no_education": "yes"}
    assert answers_of(cast, case, "border_flags") == {}


def test_what_is_filled_in_says_from_where_and_can_be_changed(cast: Cast, case: Case) -> None:
    client = signed_in(cast.caseworker)
    address = group_of(client, case, SIGNS, "answer-intimidated")
    assert "Known from the concern of" in read(client, address)
    client.post(address, {"answer-intimidated": "no"})
    client.post(finish(case, SIGNS), WHEN)
    assert the_screening(case)["answers"] == {"intimidated": "no", "no_education": "yes"}


def test_how_the_child_was_controlled_answers_what_asks_the_same(cast: Cast, case: Case) -> None:
    controls = {"controls": ["withholds_documents", "intimate_images", "isolation"]}
    say(cast, case, "exploitation_described", certainty="possible", **controls)
    assert "5.isolation" not in answers_of(cast, case, LABOUR)
    say(cast, case, "exploitation_described", certainty="likely", **controls)
    found = answers_of(cast, case, LABOUR)
    assert {item for item in found if item.startswith("5.")} == {
        "5.documents_confiscated",
        "5.isolation",
    }


def test_an_answer_goes_over_to_another_set_only_where_it_asks_in_the_same_words(
    cast: Cast, case: Case
) -> None:
    screened(cast, case, "adult_labour", {"4.low_salary": "no", "5.isolation": "unknown"})
    screened(cast, case, "ilo_forced_labour", {"isolation": "yes"})
    found = answers_of(cast, case, LABOUR)
    assert found == {"4.no_education": "yes", "4.low_salary": "no"}


def test_a_correction_takes_back_what_was_known(cast: Cast, case: Case) -> None:
    entry = screened(cast, case, SIGNS, {"leftovers": "yes"})
    assert answers_of(cast, case, SIGNS)["leftovers"] == "yes"
    actions.withdraw(by=cast.caseworker, case=case, entry_id=entry.id, reason="another child")
    assert "leftovers" not in answers_of(cast, case, SIGNS)


def test_what_is_learnt_while_a_screening_waits_is_filled_in_too(cast: Cast, case: Case) -> None:
    client = signed_in(cast.caseworker)
    client.post(group(case, LABOUR, 1), {}, headers={"X-Keep": "quietly"})
    screened(cast, case, "border_flags", {"afraid": "yes"})
    screened(cast, case, SIGNS, {"leftovers": "yes"})
    address = group_of(client, case, SIGNS, "answer-leftovers")
    part = read(client, address)
    part = part[part.index('name="answer-leftovers"') :]
    assert 'value="yes" checked' in part[: part.index("</fieldset>")]


# The end


def test_the_end_is_filled_in_from_a_decision(cast: Cast, trained: Client) -> None:
    case = a_lived_case(cast)
    assert at_the_end(cast, case) == {}
    say(
        cast, case, "standing_decided", standing="presumed", authority="social_services",
        acts=["recruitment"], purposes=["begging", "forced_labour"],
    )  # fmt: skip
    assert at_the_end(cast, case) == {"act": True, "worst_forms": {"begging": True}}
    shown = read(trained, finish(case, LABOUR))
    assert "What the record says already is filled in" in shown
    assert "The answers point to exploitation" in read(trained, so_far(case, LABOUR))
    begging = shown[shown.index('name="worst_forms_begging"') :]
    assert 'value="true"' in begging[: begging.index("checked")]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("standing_decided", {"standing": "suspected", "authority": "ngo", "acts": ["receipt"],
                              "purposes": ["begging"]}),
        ("exploitation_described", {"certainty": "possible", "forms": ["begging"],
                                    "recruitment_channel": "friends"}),
    ],
)  # fmt: skip
def test_what_is_only_suspected_fills_nothing_in(
    cast: Cast, case: Case, kind: str, body: dict[str, Any]
) -> None:
    say(cast, case, kind, **body)
    assert at_the_end(cast, case) == {}


def test_what_was_exploited_how_is_known_from_its_description(cast: Cast, case: Case) -> None:
    say(
        cast, case, "exploitation_described", certainty="confirmed",
        forms=["sexual_exploitation"], sub_forms=["live_streaming", "theft"],
        recruited_at={"country": "KHM"},
    )  # fmt: skip
    forms = {"commercial_sexual": True, "illicit_activities": True}
    assert at_the_end(cast, case) == {"act": True, "worst_forms": forms}


def test_the_last_screening_has_the_last_word(cast: Cast, case: Case) -> None:
    screened(cast, case, SIGNS, {}, act=True, worst_forms={"begging": "yes"})
    screened(cast, case, SIGNS, {}, act=False, worst_forms={"begging": "no"})
    assert at_the_end(cast, case) == {"act": False, "worst_forms": {"begging": False}}


def test_an_ended_screening_is_one_entry_and_refers_the_child_nowhere(
    cast: Cast, trained: Client
) -> None:
    case = a_lived_case(cast)
    before = set(case.involvements.values_list("id", flat=True))
    entries = Entry.objects.filter(case=case).count()
    sent = {**WHEN, "act": "true", "worst_forms_begging": "true"}
    assert trained.post(finish(case, LABOUR), sent).status_code == 302
    assert Entry.objects.filter(case=case).count() == entries + 1
    assert set(case.involvements.values_list("id", flat=True)) == before


def test_a_lawyer_brought_in_reads_their_sections_and_no_more(cast: Cast, case: Case) -> None:
    bring_in(cast, case, "lawyer", ["legal"])
    view = queries_case.case_view(cast.lawyer, case)
    assert already_known.parts(view) == []
    assert already_known.at_the_end(view) == {}
