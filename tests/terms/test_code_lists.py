"""Every code list is whole, keeps its codes, and can be read in every language."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from amparo.terms import (
    LANGUAGES,
    UnknownCode,
    UnknownCodeList,
    choices,
    code_list,
    in_language,
    label,
    list_names,
    words,
)
from amparo.terms import reading as reading_of_lists

HERE = Path(__file__).parent
FIXED = tomllib.loads((HERE / "data" / "fixed_codes.toml").read_text(encoding="utf-8"))
SNAKE_CASE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
ARABIC_LETTER = re.compile(r"[\u0621-\u064a]")
STANDARD_CODES = {"country": r"[A-Z]{3}", "language": r"[a-z]{3}"}


def texts_of(name: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Every text of a list with the place where it stands."""
    found = code_list(name)
    yield f"{name}: definition", found.definition
    for code in found.codes.values():
        yield f"{name}.{code.code}: label", code.labels
        if code.definition:
            yield f"{name}.{code.code}: definition", code.definition


@pytest.mark.parametrize("name", list_names())
def test_every_text_of_a_list_is_given_in_all_four_languages(name: str) -> None:
    for place, text in texts_of(name):
        assert set(text) == set(LANGUAGES), place
        assert all(said.strip() == said != "" for said in text.values()), place


@pytest.mark.parametrize("name", list_names())
def test_the_arabic_texts_are_written_in_arabic_letters(name: str) -> None:
    for place, text in texts_of(name):
        assert ARABIC_LETTER.search(text["ar"]), place


@pytest.mark.parametrize("name", list_names())
def test_no_two_codes_of_a_list_are_offered_under_the_same_label(name: str) -> None:
    for language in LANGUAGES:
        labels = [shown for _, shown in choices(name, language)]
        assert sorted(set(labels)) == sorted(labels)


@pytest.mark.parametrize("name", sorted(set(list_names()) - {"citizenship"}))
def test_codes_are_lower_snake_case_or_those_of_the_iso_standard(name: str) -> None:
    pattern = re.compile(STANDARD_CODES.get(name, SNAKE_CASE.pattern))
    assert [code for code in code_list(name) if not pattern.fullmatch(code)] == []


@pytest.mark.parametrize("name", sorted(FIXED))
def test_a_list_has_exactly_the_codes_that_other_systems_rely_on(name: str) -> None:
    assert list(code_list(name)) == FIXED[name].split()


@pytest.mark.parametrize("name", list_names())
def test_every_file_says_where_its_codes_come_from(name: str) -> None:
    file = reading_of_lists._LISTS / f"{name}.toml"
    assert file.read_text(encoding="utf-8").startswith("# Origin: ")


def test_all_249_countries_of_iso_3166_are_there() -> None:
    assert len(code_list("country")) == 249
    assert label("country", "KHM", "fr") == "Cambodge"


def test_a_citizenship_is_a_country_or_stateless_or_not_known() -> None:
    countries = list(code_list("country"))
    assert list(code_list("citizenship")) == [*countries, "stateless", "unknown"]


def test_countries_are_offered_by_name_with_the_answers_that_are_no_country_last() -> None:
    offered = [shown for _, shown in choices("citizenship", "es")]
    assert offered[:2] == ["Afganistán", "Albania"]
    assert offered[-2:] == ["Apátrida", "No se sabe"]


def test_a_form_offers_the_codes_of_other_lists_in_their_own_order() -> None:
    assert choices("risk_level", "fr") == [
        ("low", "Faible"),
        ("medium", "Moyen"),
        ("high", "Élevé"),
        ("unknown", "Inconnu"),
    ]


def test_reading_a_short_list_does_not_read_the_countries() -> None:
    reading_of_lists.code_list.cache_clear()
    code_list("act")
    assert reading_of_lists.code_list.cache_info().currsize == 1


def test_a_list_is_read_once() -> None:
    assert code_list("act") is code_list("act")


def test_an_unknown_list_is_refused_by_name() -> None:
    with pytest.raises(UnknownCodeList, match="There is no code list named 'acts'"):
        code_list("acts")
    with pytest.raises(UnknownCodeList):
        code_list("../words")


def test_an_unknown_code_is_refused_by_code_and_list() -> None:
    with pytest.raises(UnknownCode, match=r"'smile' is not a code of the list 'act'"):
        code_list("act")["smile"]
    assert "smile" not in code_list("act")


def test_a_label_falls_back_to_english_and_then_to_the_code() -> None:
    assert label("act", "recruitment", "fr") == "Recrutement"
    assert label("act", "recruitment", "es-MX") == "Captación"
    assert label("act", "recruitment", "xx") == "Recruitment"
    assert label("act", "a_code_of_long_ago", "fr") == "a_code_of_long_ago"
    assert in_language({}, "fr") == ""


def test_the_words_of_the_house_are_defined_in_all_four_languages() -> None:
    expected = (
        "child case concern reference entry kind section standing situation protocol duty gate "
        "involvement fact release"
    )
    assert list(words()) == expected.split()
    for word in words().values():
        for text in (word.label, word.definition):
            assert set(text) == set(LANGUAGES), word.word
            assert ARABIC_LETTER.search(text["ar"]), word.word


def test_a_standing_is_called_identification_status_on_screens() -> None:
    assert words()["standing"].label["en"] == "identification status"
