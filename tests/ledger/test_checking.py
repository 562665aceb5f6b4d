"""Which sentences misquote a figure, and which must never be held against who wrote them."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.statistics.ledger.checking import check, rules
from tests.ledger.written import MISQUOTED, ORDINARY, QUOTED_RIGHT, QUOTED_WRONG, RIGHT

"""A folder with the texts that the project was begun from; they are not bundled."""
FLAGGED = {
    "ecpat-child-trafficking-for-sexual-purposes-2008.txt": [],
    "ilo-ipec-trafficking-in-children.txt": [],
    "unicef-action-against-child-trafficking-2025.txt": [
        "girls_share_rose", "own_country", "convicted_in_groups",
    ],
    "unicef-executive-board-2004-oral-report.txt": ["million_each_year", "twelve_billion"],
    "unicef-factsheet-trafficking.txt": ["million_each_year"],
}  # fmt: skip


def found(text: str) -> list[str]:
    return [one.rule.code for one in check(text.splitlines(keepends=True))]


@pytest.mark.parametrize(("sentence", "code"), QUOTED_WRONG.items())
def test_what_known_texts_misquote_is_found(sentence: str, code: str) -> None:
    assert found(sentence) == [code]


@pytest.mark.parametrize("sentence", QUOTED_RIGHT)
def test_what_known_texts_say_rightly_is_left_alone(sentence: str) -> None:
    assert found(sentence) == []


@pytest.mark.parametrize(
    ("code", "sentence"),
    [(code, sentence) for code, sentences in MISQUOTED.items() for sentence in sentences],
)
def test_a_misquotation_is_found_however_it_is_written(code: str, sentence: str) -> None:
    assert found(sentence) == [code]


@pytest.mark.parametrize("sentence", RIGHT)
def test_a_sentence_that_says_it_right_or_explains_it_is_left_alone(sentence: str) -> None:
    assert found(sentence) == []


@pytest.mark.parametrize("sentence", ORDINARY)
def test_numbers_that_only_look_like_it_are_left_alone(sentence: str) -> None:
    assert found(sentence) == []


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_how_a_rule_says_it_right_is_right_by_every_rule(rule) -> None:
    assert found(rule.say.said("en")) == []


TEXTS = os.environ.get("AMPARO_TEST_SEEDS", "")
if TEXTS:  # there is no such test where the folder is not named

    @pytest.mark.parametrize("name", FLAGGED)
    def test_in_the_whole_texts_nothing_else_is_found(name: str) -> None:
        assert found((Path(TEXTS) / name).read_text(encoding="utf-8")) == FLAGGED[name]


WORDS = [
    "child",
    "children",
    "traffick",
    "trafficking",
    "trafficked",
    "victims",
    "every",
    "year",
    "percent",
    "million",
    "1.2",
    "12",
    "billion",
    "dollars",
    "school",
    "budget",
    "of",
    "the",
    "in",
    "rose",
    "by",
    "38",
    "25",
    "per",
    "cent",
    "a",
    "is",
    "are",
    ".",
    ",",
    "detected",
]


@given(st.text(max_size=300))
def test_any_text_at_all_can_be_checked(text: str) -> None:
    for one in check(text.splitlines(keepends=True)):
        assert one.figure in one.sentence


NOT_OURS = st.integers(min_value=2, max_value=99_999)
NOUNS = ("pupils", "houses", "litres", "votes", "euros", "metres", "visitors", "trees")


@given(NOT_OURS, st.sampled_from(NOUNS), st.sampled_from(["each year", "in 2024", "rose by half"]))
def test_ordinary_sentences_with_numbers_give_nothing(number: int, noun: str, when: str) -> None:
    assert found(f"The report on trafficking in children names {number:,} {noun} {when}.") == []


@given(st.lists(st.sampled_from([word for word in WORDS if not word.startswith("traff")])))
def test_without_a_word_of_trafficking_nothing_is_misquoted(words: list[str]) -> None:
    assert found(" ".join(words)) == []


@pytest.mark.parametrize("code", MISQUOTED)
def test_no_rule_is_without_a_sentence_that_it_finds(code: str) -> None:
    assert code in {rule.code for rule in rules()}


def test_every_rule_has_sentences_that_it_finds() -> None:
    assert {rule.code for rule in rules()} == set(MISQUOTED)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [(code, sentence) for code, sentences in MISQUOTED.items() for sentence in sentences[:2]],
)
def test_the_sentence_after_it_may_take_it_back(code: str, sentence: str) -> None:
    assert found(sentence + ("" if sentence.endswith(".") else ".") + " This is wrong.") == []


@pytest.mark.slow
def test_a_large_text_is_read_at_more_than_a_megabyte_in_a_second() -> None:
    from time import process_time

    ordinary = " ".join(ORDINARY) + "\n"
    lines = (ordinary for _ in range(1_000_000 // len(ordinary)))
    began = process_time()
    assert list(check(lines)) == []
    assert process_time() - began < 20  # many times what it takes alone
