"""A sentence is found whole, whatever the page puts between its parts."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.statistics.ledger.sentences import LONGEST, pieces, sentences


def of(text: str) -> list[str]:
    return list(sentences(text.splitlines(keepends=True)))


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("One line\nand its end. Two.", ["One line and its end.", "Two."]),
        ("Children are traf-\nficked here.", ["Children are trafficked here."]),
        ("every year.1\n\nNext", ["every year.", "Next"]),
        ("every year.[12] Next one.", ["every year.", "Next one."]),
        ("every year.<sup>12</sup> Next.", ["every year.", "Next."]),
        ("every year.¹ Next.", ["every year.", "Next."]),
        ("“every year”.12 Next.", ["“every year”.", "Next."]),
        ("in 2002.37 The estimate", ["in 2002.", "The estimate"]),
        ("some 1.2 Million", ["some 1.2 Million"]),
        ("e.g. this, i.e. that, No. 182 of the U.S. House.", None),
        ("Dr. Who came. Then he left.", ["Dr. Who came.", "Then he left."]),
        ("A heading\n\nA text.", ["A heading", "A text."]),
        ("# A heading\nA text.", ["A heading", "A text."]),
        ("The page ends in the middle\n\n12\n\nof a sentence.", None),
        ("It is\nChild Trafficking for Sexual Purposes |5\nhere.", ["It is here."]),
        ("40|Child Trafficking for Sexual Purposes\nIt is.", ["It is."]),
        ("Jockeys – mostly from Pakistan\n– have been sent home.", None),
        ("They are:\n• girls\n• boys", ["They are:", "girls", "boys"]),
        ("worth \\$12 billion and **bold** [link](https://x.org).", None),
        ("First!\fSecond?", ["First!", "Second?"]),
        ("هل هذا؟ نعم هو.", ["هل هذا؟", "نعم هو."]),
        ("\ufeffIt&nbsp;is &amp; was.", ["It is & was."]),
        ("", []),
        ("\n \n\t\n", []),
    ],
)  # fmt: skip
def test_sentences(text: str, whole: list[str] | None) -> None:
    found = of(text)
    assert len(found) == 1 if whole is None else found == whole


def test_a_page_number_between_two_halves_is_gone() -> None:
    assert of("It ends in the middle\n\n12\n\nof a line.") == ["It ends in the middle of a line."]


def test_a_sentence_without_an_end_is_cut_and_nothing_of_it_is_lost() -> None:
    text = "word " * 50_000
    found = list(sentences(pieces(io.StringIO(text))))
    assert max(map(len, found)) <= LONGEST
    assert sum(len(one.split()) for one in found) == 50_000


def test_a_word_without_an_end_is_cut_too() -> None:
    found = list(sentences(pieces(io.StringIO("x" * 200_000))))
    assert max(map(len, found)) <= LONGEST
    assert sum(map(len, found)) == 200_000


@given(st.lists(st.sampled_from(["word", "Word", "1.2", "end.", "\n", "\n\n", "• ", "|5", "a-\n"])))
def test_however_a_text_comes_it_reads_the_same(parts: list[str]) -> None:
    text = " ".join(parts)
    assert of(text) == list(sentences(pieces(io.StringIO(text))))
