"""Typing paper in: when it was answered and when it was typed are both kept, and nothing lost."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amparo.casefile import drafts, paper, timelines
from amparo.casefile.models import Case, Entry
from amparo.casefile.paper import number_of, sheets_of
from amparo.instruments import shipped
from amparo.people.actions import note_training
from tests.casefile.making import CONCERN, a_case
from tests.casefile_pages.case_world import NAME, a_lived_case, signed_in
from tests.casefile_pages.on_paper import (
    LABOUR,
    SIGNS,
    days_ago,
    shown,
    the_screening,
    typing,
)
from tests.cast import Cast

pytestmark = pytest.mark.slow

INTIMIDATED, SCHOOL = "answer-intimidated", "answer-no_education"
QUIETLY = {"X-Keep": "quietly"}
A_CONCERN = {"channel": "health", "account": "He hides.", "how_urgent": "can_wait"}


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_lived_case(cast)


@pytest.fixture
def trained(cast: Cast) -> Client:
    note_training(by=cast.supervisor, user=cast.caseworker, trained=True)
    return signed_in(cast.caseworker)


# A screening


def test_when_it_was_answered_and_when_it_was_typed_in_are_both_kept(
    cast: Cast, case: Case
) -> None:
    client = signed_in(cast.caseworker)
    sent = days_ago(3) | {INTIMIDATED: "yes", "answer-no_access_to_parents": "not_asked",
                          "setting": "clinic, K. M."}  # fmt: skip
    before = timezone.now()
    answer = client.post(typing(case, SIGNS), sent)
    assert answer.status_code == 302
    entry = Entry.objects.get(case=case, kind="screening_completed")
    assert timezone.localdate(entry.occurred_earliest) == timezone.localdate() - timedelta(days=3)
    assert entry.recorded_at >= before
    body = the_screening(case)
    assert body["answers"] == {"intimidated": "yes"}
    assert body["on_paper"] is True
    assert body["version"] == shipped()[SIGNS].version
    assert "result" in body
    said = shown(client, reverse("casefile:case_timeline", args=[case.reference]))
    assert "From paper, typed in" in said


def test_the_page_to_type_in_has_the_order_and_numbers_of_the_sheet(
    case: Case, trained: Client
) -> None:
    typed_in = shown(trained, typing(case, LABOUR))
    rows = list(sheets_of(shipped()[LABOUR]).rows())
    names = re.findall(r'name="answer-([^"]+)" value="yes"', typed_in)
    assert names == [row.item.code for row in rows]
    assert f">{rows[-1].number}. " in typed_in


def test_the_second_sheet_is_typed_in_by_somebody_trained_only(cast: Cast, case: Case) -> None:
    client = signed_in(cast.caseworker)
    text = shown(client, typing(case, SIGNS))
    assert SCHOOL not in text
    assert "The second sheet is not typed in here" in text
    client.post(typing(case, SIGNS), days_ago(1) | {SCHOOL: "yes", INTIMIDATED: "no"})
    assert the_screening(case)["answers"] == {"intimidated": "no"}


def test_with_training_and_a_guardian_both_sheets_are_typed_in(case: Case, trained: Client) -> None:
    sent = days_ago(1) | {SCHOOL: "refused", "act": "true", "worst_forms_begging": "true"}
    assert trained.post(typing(case, SIGNS), sent).status_code == 302
    body = the_screening(case)
    assert body["answers"] == {"no_education": "refused"}
    assert body["act"] is True
    assert body["worst_forms"] == {"begging": "yes"}


def test_what_the_case_knows_already_is_not_filled_into_a_sheet(cast: Cast) -> None:
    case = a_case(cast, concern={**CONCERN, "signs": ["intimidated"]})
    client = signed_in(cast.caseworker)
    client.post(typing(case, SIGNS), days_ago(1))
    assert the_screening(case)["answers"] == {}


@pytest.mark.parametrize(
    "when",
    [
        {},
        {"occurred_at_how": "now"},
        {"occurred_at_how": "at"},
        days_ago(-1),
        days_ago(-400),
        {"occurred_at_how": "at", "occurred_at_year": "31"},
    ],
)
def test_without_a_time_or_with_one_in_the_future_nothing_is_recorded_and_nothing_lost(
    cast: Cast, case: Case, when: dict[str, str]
) -> None:
    client = signed_in(cast.caseworker)
    answer = client.post(typing(case, SIGNS), when | {INTIMIDATED: "yes", "setting": "clinic"})
    assert answer.status_code == 422
    text = answer.content.decode()
    part = text[text.index(f'name="{INTIMIDATED}"') :]
    assert 'value="yes" checked' in part[: part.index("</fieldset>")]
    assert not Entry.objects.filter(case=case, kind="screening_completed").exists()
    assert 'value="clinic"' in shown(client, typing(case, SIGNS))


def test_a_year_that_is_not_over_ends_today(cast: Cast, case: Case) -> None:
    year = {"occurred_at_how": "at", "occurred_at_year": str(timezone.localdate().year)}
    assert signed_in(cast.caseworker).post(typing(case, SIGNS), year).status_code == 302
    entry = Entry.objects.get(case=case, kind="screening_completed")
    assert timezone.localdate(entry.occurred_latest) == timezone.localdate()


def test_a_sheet_sent_twice_is_one_screening(cast: Cast, case: Case) -> None:
    client = signed_in(cast.caseworker)
    text = shown(client, typing(case, SIGNS))
    [key] = re.findall(r'name="entry_id" value="([^"]+)"', text)
    sent = days_ago(2) | {"entry_id": key, INTIMIDATED: "yes"}
    for _again in range(2):
        assert client.post(typing(case, SIGNS), sent).status_code == 302
    assert Entry.objects.filter(case=case, kind="screening_completed").count() == 1


def test_a_half_typed_sheet_is_kept_and_gone_on_with(cast: Cast, case: Case) -> None:
    client = signed_in(cast.caseworker)
    sent = {INTIMIDATED: "refused", "setting": "clinic", "keep": "yes"}
    assert client.post(typing(case, SIGNS), sent, headers=QUIETLY).status_code == 204
    text = shown(client, typing(case, SIGNS))
    part = text[text.index(f'name="{INTIMIDATED}"') :]
    assert 'value="refused" checked' in part[: part.index("</fieldset>")]
    assert typing(case, SIGNS) in shown(client, reverse("casefile:home"))
    client.post(typing(case, SIGNS), days_ago(1) | {INTIMIDATED: "refused"})
    assert drafts.load_draft(by=cast.caseworker, case=case, kind=f"paper:{SIGNS}") is None


def test_an_older_sheet_is_said_and_its_version_kept(cast: Cast, case: Case) -> None:
    client = signed_in(cast.caseworker)
    old = str(paper.SheetNumber(SIGNS, "2001", "fr"))
    text = shown(client, typing(case, SIGNS, sheet=old))
    assert "This sheet is of version 2001" in text
    client.post(typing(case, SIGNS), days_ago(1) | {"sheet": old, INTIMIDATED: "yes"})
    assert the_screening(case)["version"] == "2001"


def test_the_number_of_another_sheet_is_noticed(cast: Cast, case: Case) -> None:
    other = str(number_of(LABOUR, "fr"))
    answer = signed_in(cast.caseworker).post(typing(case, SIGNS), days_ago(1) | {"sheet": other})
    assert answer.status_code == 422
    assert "number of another sheet" in answer.content.decode()


def test_what_is_no_tick_is_left_out(cast: Cast, case: Case) -> None:
    sent = days_ago(1) | {INTIMIDATED: "maybe", "answer-nothing": "yes", "answer-": "no"}
    signed_in(cast.caseworker).post(typing(case, SIGNS), sent)
    assert the_screening(case)["answers"] == {}


# A concern


def test_a_concern_from_paper_keeps_when_it_was_seen(cast: Cast) -> None:
    client = signed_in(cast.teacher)
    leads = reverse("casefile:paper_concern_in")
    answer = client.post(leads, days_ago(5) | A_CONCERN | {"child_name": NAME})
    assert answer.status_code == 302
    entry = Entry.objects.get(kind="concern_reported")
    day = timezone.localdate() - timedelta(days=5)
    assert timezone.localdate(entry.occurred_earliest) == day
    assert entry.recorded_at - entry.occurred_earliest > timedelta(days=4)
    [reported] = timelines.open_case(entry.case_id).timeline().of("concern_reported")
    assert reported.body["on_paper"] is True
    own = reverse("casefile:own_concern", args=[entry.case.reference])
    assert "From paper, typed in" in shown(client, own)


def test_a_correction_of_it_keeps_both(cast: Cast) -> None:
    client = signed_in(cast.teacher)
    client.post(reverse("casefile:paper_concern_in"), days_ago(5) | A_CONCERN)
    first = Entry.objects.get(kind="concern_reported")
    correct = reverse("casefile:correct_concern", args=[first.case.reference])
    client.post(correct, A_CONCERN | {"account": "She hides."})
    last = Entry.objects.get(kind="concern_reported", supersedes=first.id)
    assert last.occurred_earliest == first.occurred_earliest
    [reported] = timelines.open_case(first.case_id).timeline().of("concern_reported")
    assert reported.body["on_paper"] is True


@pytest.mark.parametrize("when", [{}, days_ago(-2)])
def test_a_concern_without_a_time_or_in_the_future_is_asked_again(
    cast: Cast, when: dict[str, str]
) -> None:
    client = signed_in(cast.teacher)
    leads = reverse("casefile:paper_concern_in")
    answer = client.post(leads, when | A_CONCERN)
    assert answer.status_code == 422
    assert "He hides." in shown(client, leads)
    assert not Entry.objects.filter(kind="concern_reported").exists()


def test_a_concern_on_paper_sent_twice_is_one(cast: Cast) -> None:
    client = signed_in(cast.teacher)
    leads = reverse("casefile:paper_concern_in")
    [key] = re.findall(r'name="entry_id" value="([^"]+)"', shown(client, leads))
    for _again in range(2):
        answer = client.post(leads, days_ago(5) | A_CONCERN | {"entry_id": key})
        assert answer.status_code == 302
    assert Entry.objects.filter(kind="concern_reported").count() == 1


def test_a_half_typed_concern_does_not_mix_with_one_that_is_told(cast: Cast) -> None:
    client = signed_in(cast.teacher)
    leads, told = reverse("casefile:paper_concern_in"), reverse("casefile:report")
    kept = client.post(leads, A_CONCERN | days_ago(2) | {"keep": "yes"}, headers=QUIETLY)
    assert kept.status_code == 204
    text = shown(client, leads)
    assert "He hides." in text
    assert f'value="{days_ago(2)["occurred_at_year"]}"' in text
    assert "He hides." not in shown(client, told)
    assert leads in shown(client, reverse("casefile:home"))
    client.post(reverse("casefile:report_afresh"), {"paper": "yes"})
    assert "He hides." not in shown(client, leads)


def test_the_way_to_paper_stands_where_one_looks_for_it(cast: Cast, case: Case) -> None:
    way = reverse("casefile:paper")
    assert way in shown(signed_in(cast.teacher), reverse("casefile:home"))
    assert way in shown(signed_in(cast.teacher), reverse("casefile:report"))
    chosen = shown(signed_in(cast.caseworker), reverse("casefile:screening", args=[case.reference]))
    assert reverse("casefile:screening_sheet", args=[case.reference, SIGNS]) in chosen
    assert typing(case, SIGNS) in chosen
