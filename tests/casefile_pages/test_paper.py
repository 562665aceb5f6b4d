"""Paper: printed in every language for whoever may, and its code leads to the right form."""

import re
from urllib.parse import urlencode

import pytest
import segno
from django.test import Client
from django.urls import reverse

from amparo.casefile import paper
from amparo.casefile.models import Case
from amparo.casefile.paper import NoSuchSheet, number_of, read_number, sheets_of
from amparo.instruments import shipped
from amparo.people.actions import note_training
from tests.casefile.making import a_case
from tests.casefile_pages.case_world import NAME, PLACE, a_lived_case, signed_in
from tests.casefile_pages.on_paper import LABOUR, SIGNS, days_ago, of_case, sheet, shown, typing
from tests.cast import Cast

pytestmark = pytest.mark.slow

LANGUAGES = ("en", "fr", "es", "ar")
INTIMIDATED = "answer-intimidated"


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_lived_case(cast)


@pytest.fixture
def trained(cast: Cast) -> Client:
    note_training(by=cast.supervisor, user=cast.caseworker, trained=True)
    return signed_in(cast.caseworker)


def drawn(text: str) -> str:
    """The code as a camera would read `text` from it."""
    return segno.make(text, error="m", micro=False).svg_inline(
        border=2, omitsize=True, light="#fff"
    )


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


@pytest.mark.parametrize("version", ["she said", "x" * 21, "<b>", "é"])
def test_a_version_is_no_place_for_words(version: str) -> None:
    assert version.upper() not in str(paper.SheetNumber(SIGNS, version, "fr"))
    said = f"UC-{version}-FR".upper()
    with pytest.raises(NoSuchSheet):
        read_number(f"{said}-{paper._check(said)}", LANGUAGES)


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
