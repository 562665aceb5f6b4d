"""Paper: printed in every language, its code leads to the right form, both times are kept."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
import segno
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amparo.casefile import drafts, paper, timelines
from amparo.casefile.models import Case, Entry
from amparo.casefile.paper import NoSuchSheet, number_of, read_number, sheets_of
from amparo.instruments import shipped
from amparo.people.actions import note_training
from tests.casefile.making import CONCERN, a_case
from tests.casefile_pages.case_world import NAME, PLACE, a_lived_case, signed_in
from tests.cast import Cast

pytestmark = pytest.mark.slow

SIGNS, LABOUR = "unodc_child", "child_labour"
LANGUAGES = ("en", "fr", "es", "ar")
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


def sheet(code: str, language: str = "en") -> str:
    if code == paper.CONCERN:
        return f"{reverse('casefile:paper_concern')}?in={language}"
    return f"{reverse('casefile:paper_sheet', args=[code])}?in={language}"


def of_case(case: Case, code: str, language: str = "en") -> str:
    address = reverse("casefile:screening_sheet", args=[case.reference, code])
    return f"{address}?in={language}"


def typing(case: Case, code: str, **query: str) -> str:
    address = reverse("casefile:screening_paper", args=[case.reference, code])
    return f"{address}?{urlencode(query)}" if query else address


def days_ago(days: int) -> dict[str, str]:
    day = timezone.localdate() - timedelta(days=days)
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return {"occurred_at_how": "at"} | {f"occurred_at_{k}": str(v) for k, v in parts.items()}


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def drawn(text: str) -> str:
    """The code as a camera would read `text` from it."""
    return segno.make(text, error="m", micro=False).svg_inline(
        border=2, omitsize=True, light="#fff"
    )


def the_screening(case: Case) -> dict:
    return dict(timelines.open_case(case.id).timeline().of("screening_completed")[-1].body)


# The number of a sheet


def test_a_number_names_what_was_printed_its_version_and_language() -> None:
    for code in (paper.CONCERN, *shipped()):
        for language in LANGUAGES:
            number = number_of(code, language)
            assert read_number(str(number), LANGUAGES) == number
    written = {str(number_of(code, "ar")) for code in (paper.CONCERN, *shipped())}
    assert len(written) == len(shipped()) + 1


def test_a_number_is_read_however_it_was_typed() -> None:
    number = number_of(SIGNS, "ar")
    arabic = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    for typed in (str(number).lower(), str(number).translate(arabic), f" {number} ",
                  str(number).replace("-", " "), str(number).replace("-", "–")):  # fmt: skip
        assert read_number(typed, LANGUAGES) == number


@pytest.mark.parametrize("typed", ["", "-", "UC", "C-1-EN-2", "UC-2008-AR-X", "ZZ-1-EN-7",
                                   "الرقم", "UC-2008-DE-7", "U" * 60, "--A--"])  # fmt: skip
def test_what_is_no_number_is_not_read(typed: str) -> None:
    with pytest.raises(NoSuchSheet):
        read_number(typed, LANGUAGES)


def test_one_wrong_digit_is_noticed() -> None:
    written = str(number_of(LABOUR, "fr"))
    for place, sign in enumerate(written):
        if sign.isdigit():
            wrong = written[:place] + str((int(sign) + 1) % 10) + written[place + 1 :]
            with pytest.raises(NoSuchSheet):
                read_number(wrong, LANGUAGES)


def test_every_sign_stands_on_paper_once_and_what_waits_on_a_sheet_of_its_own() -> None:
    for instrument in shipped().values():
        sheets = sheets_of(instrument)
        rows = list(sheets.rows())
        assert sorted(row.item.code for row in rows) == sorted(instrument.items)
        assert [row.number for row in rows] == list(range(1, len(rows) + 1))
        first = [row.item.stage for topic in sheets.first for row in topic.rows]
        assert "after_guardian" not in first


# Printing


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_instrument_and_the_concern_form_are_printed_in_every_language(
    cast: Cast, trained: Client, language: str
) -> None:
    printed = [one for one in shipped().values() if one.on and one.items]
    for code in (paper.CONCERN, *(one.code for one in printed)):
        text = shown(trained, sheet(code, language))
        direction = "rtl" if language == "ar" else "ltr"
        assert f'<html lang="{language}" dir="{direction}">' in text
        assert str(number_of(code, language)) in text
    for one in printed:
        text = shown(trained, sheet(one.code, language))
        assert text.count('class="signs__text"') == len(one.items)


def test_the_sheet_has_its_own_language_and_the_buttons_that_of_the_page(cast: Cast) -> None:
    text = shown(signed_in(cast.teacher), sheet(paper.CONCERN, "ar"))
    assert '<header class="on-paper__bar no-print" lang="en" dir="ltr">' in text


def test_a_language_that_there_is_not_is_that_of_the_page(cast: Cast) -> None:
    assert '<html lang="en"' in shown(signed_in(cast.teacher), sheet(paper.CONCERN, "xx"))


def test_a_sheet_says_the_rules_and_never_counts(cast: Cast, trained: Client) -> None:
    text = shown(trained, sheet(LABOUR))
    assert "No question about the exploitation in a first conversation" in text
    assert "No name and no address on this sheet" in text
    assert "strong sign" not in text
    assert "medium" not in text


def test_only_the_trained_are_given_the_second_sheet(cast: Cast) -> None:
    text = shown(signed_in(cast.caseworker), sheet(LABOUR))
    first = [r for t in sheets_of(shipped()[LABOUR]).first for r in t.rows]
    assert text.count('class="signs__text"') == len(first)
    assert "This set has a second sheet." in text


def test_nobody_prints_the_second_sheet_for_a_child_without_a_guardian(
    cast: Cast, trained: Client
) -> None:
    text = shown(trained, of_case(a_case(cast), LABOUR))
    assert "This set has a second sheet." in text


def test_nothing_that_identifies_the_child_stands_on_a_sheet(case: Case, trained: Client) -> None:
    text = shown(trained, of_case(case, SIGNS))
    assert case.reference in text
    assert NAME not in text
    assert PLACE not in text


def test_a_blank_sheet_holds_no_reference(case: Case, trained: Client) -> None:
    assert not re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]\b", shown(trained, sheet(SIGNS)))


def test_who_and_where_are_on_a_sheet_of_their_own(cast: Cast) -> None:
    text = shown(signed_in(cast.teacher), sheet(paper.CONCERN))
    first, second = text.split('<article class="sheet">')[1:]
    assert "What did you see or hear?" in first
    assert "The child&#x27;s name" not in first
    assert "The child&#x27;s name" in second
    assert "Where is the child now?" in second


def test_paper_asks_what_the_form_asks_in_the_same_order(cast: Cast) -> None:
    from amparo.casefile.forms_paper import PaperConcernForm

    text = shown(signed_in(cast.teacher), sheet(paper.CONCERN))
    asked = re.findall(r'class="question__asks"><strong>(.*?)</strong>', text)
    form = PaperConcernForm()
    wanted = [*form.first(), form["signs"], *form.stopped(), *form.sealed()]
    labels = [str(one.label).replace("'", "&#x27;") for one in wanted if one.name != "occurred_at"]
    assert [one for one in asked if one != "More of what you saw or heard"] == labels
    for one in ("Health service", "Looks intimidated, or acts unlike a child of that age"):
        assert one in text


def test_who_does_not_screen_prints_concerns_and_no_instruments(cast: Cast) -> None:
    client = signed_in(cast.lawyer)
    text = shown(client, reverse("casefile:paper"))
    assert reverse("casefile:paper_sheet", args=[SIGNS]) not in text
    assert client.get(sheet(SIGNS)).status_code == 403
    assert client.get(sheet(paper.CONCERN)).status_code == 200


@pytest.mark.parametrize("who", ["analyst", "rapporteur", "administrator"])
def test_who_neither_reports_nor_screens_prints_nothing(cast: Cast, who: str) -> None:
    client = signed_in(getattr(cast, who))
    for address in (reverse("casefile:paper"), sheet(SIGNS), sheet(paper.CONCERN)):
        assert client.get(address).status_code == 403


@pytest.mark.parametrize("code", ["no_such_set", "child_sexual", "external_score"])
def test_what_is_not_in_use_is_not_printed(cast: Cast, case: Case, code: str) -> None:
    client = signed_in(cast.caseworker)
    for address in (sheet(code), of_case(case, code), typing(case, code)):
        assert client.get(address).status_code == 404


def test_for_the_outsider_the_sheets_of_a_case_are_not_there(cast: Cast, case: Case) -> None:
    client = signed_in(cast.outsider)
    assert client.get(of_case(case, SIGNS)).status_code == 404
    assert client.get(typing(case, SIGNS)).status_code == 404
    assert client.post(typing(case, SIGNS), days_ago(1)).status_code == 404


# The code


def test_the_code_of_a_blank_sheet_names_no_child_and_asks_for_the_reference(
    cast: Cast, case: Case
) -> None:
    client = signed_in(cast.caseworker)
    number = number_of(SIGNS, "ar")
    leads = reverse("casefile:paper_in", args=[str(number)])
    assert drawn(f"http://testserver{leads}") in shown(client, sheet(SIGNS, "ar"))
    assert "Reference of the case" in shown(client, leads)
    typed = case.reference.lower().replace("-", " ")
    answer = client.post(leads, {"reference": typed})
    assert answer["Location"] == typing(case, SIGNS, sheet=str(number))


def test_the_code_of_a_sheet_of_a_case_leads_straight_to_its_form(cast: Cast, case: Case) -> None:
    client = signed_in(cast.caseworker)
    leads = typing(case, SIGNS, sheet=str(number_of(SIGNS, "fr")))
    assert drawn(f"http://testserver{leads}") in shown(client, of_case(case, SIGNS, "fr"))
    assert INTIMIDATED in shown(client, leads)


def test_the_code_of_the_concern_form_leads_to_it(cast: Cast) -> None:
    client = signed_in(cast.teacher)
    leads = reverse("casefile:paper_in", args=[str(number_of(paper.CONCERN, "es"))])
    assert drawn(f"http://testserver{leads}") in shown(client, sheet(paper.CONCERN, "es"))
    answer = client.get(leads)
    assert answer["Location"].startswith(reverse("casefile:paper_concern_in"))


def test_who_is_signed_out_signs_in_and_lands_there(cast: Cast, case: Case) -> None:
    for leads in (
        typing(case, SIGNS, sheet="UC-2008-FR-8"),
        reverse("casefile:paper_in", args=["UC-2008-FR-8"]),
        reverse("casefile:paper_concern_in"),
    ):
        answer = Client().get(leads)
        assert answer["Location"] == f"/sign-in/?{urlencode({'next': leads}, safe='/')}"


def test_a_number_typed_by_hand_leads_there_too(cast: Cast) -> None:
    client = signed_in(cast.caseworker)
    number = str(number_of(LABOUR, "fr"))
    answer = client.get(reverse("casefile:paper"), {"sheet": number.lower()})
    assert answer["Location"] == reverse("casefile:paper_in", args=[number])
    wrong = client.get(reverse("casefile:paper"), {"sheet": "CL-1"})
    assert wrong.status_code == 422
    assert "No sheet has this number." in wrong.content.decode()
    assert client.get(reverse("casefile:paper_in", args=["CL-1"])).status_code == 404


@pytest.mark.parametrize("typed", ["", "7K3Q", "7K3Q-9M2X-5", "<b>", "9" * 40])
def test_a_reference_that_cannot_be_is_asked_for_again(cast: Cast, typed: str) -> None:
    leads = reverse("casefile:paper_in", args=[str(number_of(SIGNS, "en"))])
    answer = signed_in(cast.caseworker).post(leads, {"reference": typed})
    assert answer.status_code == 422


def test_a_reference_of_others_and_one_that_is_not_there_get_the_same_answer(
    cast: Cast, case: Case
) -> None:
    leads = reverse("casefile:paper_in", args=[str(number_of(SIGNS, "en"))])
    answer = signed_in(cast.outsider).post(leads, {"reference": case.reference})
    assert answer.status_code == 422
    assert "No case that you may open has this reference." in answer.content.decode()


# Typing a screening in


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


# Typing a concern in


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
