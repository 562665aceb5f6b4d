"""A reference says nothing, and a slip of the pen is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.casefile import reference
from amparo.casefile.reference import ALPHABET, Mistyped

references = st.integers(min_value=0, max_value=len(ALPHABET) ** 8 - 1).map(reference.from_number)


def test_a_reference_looks_like_the_example_and_passes_its_own_check():
    fresh = reference.new()
    assert reference.check(fresh) == fresh
    assert [len(part) for part in fresh.split("-")] == [4, 4, 1]


def test_no_reference_can_be_pronounced_or_misread():
    assert not set(ALPHABET) & set("AEIOUY01ILZS5GB"[:10] + "ZSGBU")
    assert len(ALPHABET) == len(set(ALPHABET)) == 23


def test_two_references_in_a_row_have_nothing_in_common():
    assert len({reference.new() for _ in range(500)}) == 500


@given(references)
def test_every_way_of_writing_it_is_understood(written):
    for text in (
        written.lower(),
        f"  {written} ",
        written.replace("-", ""),
        written.replace("-", " "),
    ):
        assert reference.check(text) == written


def test_letters_that_look_like_a_digit_are_read_as_it_and_digits_of_any_script():
    written = reference.from_number(2 + 6 * 23)
    assert written.startswith("48")
    assert reference.check(written.replace("8", "B")) == written
    assert reference.check(written.replace("4", "٤")) == written


@given(references, st.integers(0, 8), st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_noticed(written, place, other):
    characters = list(written.replace("-", ""))
    if characters[place] == other:
        return
    characters[place] = other
    with pytest.raises(Mistyped):
        reference.check("".join(characters))


@given(references, st.integers(0, 7))
def test_two_neighbours_that_changed_places_are_noticed_and_called_so(written, place):
    characters = list(written.replace("-", ""))
    if characters[place] == characters[place + 1]:
        return
    characters[place], characters[place + 1] = characters[place + 1], characters[place]
    with pytest.raises(Mistyped) as mistyped:
        reference.check("".join(characters))
    assert mistyped.value.reason == "swapped"
    assert mistyped.value.advice


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "length"),
        ("7K3Q-9M2X", "length"),
        ("7K3Q-9M2X-4-4", "length"),
        ("7K3O-9M2X-4", "character"),
    ],
)
def test_what_cannot_be_a_reference_says_what_is_wrong_with_it(text, reason):
    with pytest.raises(Mistyped) as mistyped:
        reference.check(text)
    assert mistyped.value.reason == reason
