"""The words that name trafficking are right in every language, and no label blames a child."""

import re
from collections.abc import Iterator

import pytest

from amparo.terms import LANGUAGES, code_list, label, list_names, words

TRAFFICKING = {
    "fr": re.compile(r"\btraite\b|\btrafiquants?\b", re.IGNORECASE),
    "es": re.compile(r"\btrata\b|\btratantes?\b", re.IGNORECASE),
    "ar": re.compile(r"اتجار|متاجر"),
}
SMUGGLING = {
    "en": re.compile(r"smuggl", re.IGNORECASE),
    "fr": re.compile(r"\btrafic\b|passeur", re.IGNORECASE),
    "es": re.compile(r"tráfico|traficante|contrabando", re.IGNORECASE),
    "ar": re.compile("تهريب|مهرب"),
}
BLAME = {
    "en": re.compile(
        r"child prostitut|pornograph|\bclient|illegal|rescue|beneficiar|suspect\b", re.IGNORECASE
    ),
    "fr": re.compile(r"prostituée?s?\b|pornograph|\bclient|illégal|clandestin|sauvetage", re.I),
    "es": re.compile(r"prostitut[ao]|pornograf|\bclient|ilegal|clandestin|rescat", re.I),
    "ar": re.compile("إباحي|زبون|عميل|غير شرعي|غير قانوني|إنقاذ|عاهرة"),
}


def all_texts() -> Iterator[tuple[str, dict[str, str]]]:
    """Every text of every list and word, with the place where it stands."""
    for name in list_names():
        found = code_list(name)
        yield name, found.definition
        for code in found.codes.values():
            yield f"{name}.{code.code}", code.labels
            if code.definition:
                yield f"{name}.{code.code}", code.definition
    for word in words().values():
        yield word.word, word.label
        yield word.word, word.definition


@pytest.mark.parametrize(
    ("name", "code"),
    [("judgment_outcome", "convicted_trafficking"), ("offence", "trafficking")],
)
def test_trafficking_in_persons_is_named_as_the_protocol_names_it(name: str, code: str) -> None:
    assert "rafficking in persons" in label(name, code, "en")
    assert "raite des personnes" in label(name, code, "fr")
    assert "rata de personas" in label(name, code, "es")
    assert "الاتجار بالأشخاص" in label(name, code, "ar")


@pytest.mark.parametrize("language", sorted(TRAFFICKING))
def test_what_is_trafficking_in_english_is_trafficking_in_every_language(language: str) -> None:
    spoken_of = [(place, text) for place, text in all_texts() if "traffick" in text["en"].lower()]
    wrong = [place for place, text in spoken_of if not TRAFFICKING[language].search(text[language])]
    assert spoken_of
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_uses_a_word_for_smuggling(language: str) -> None:
    wrong = [place for place, text in all_texts() if SMUGGLING[language].search(text[language])]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_blames_or_belittles_a_child(language: str) -> None:
    wrong = [place for place, text in all_texts() if BLAME[language].search(text[language])]
    assert wrong == []


def test_sexual_exploitation_is_named_as_what_is_done_to_the_child() -> None:
    assert label("purpose", "sexual_exploitation") == "Sexual exploitation of a child"
    assert label("sub_form", "prostitution") == "Sexual exploitation in prostitution"
    assert label("sub_form", "child_sexual_abuse_material") == "Child sexual abuse material"


def test_the_list_of_means_says_that_they_are_irrelevant_for_a_child() -> None:
    assert "For a child the means are irrelevant" in code_list("means").definition["en"]
