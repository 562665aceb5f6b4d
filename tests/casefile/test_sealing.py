"""A sealed value opens in its own place with its own key, and nowhere else."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.casefile import sealing
from amparo.casefile.sealing import NotOpened, Place

HERE = Place("casefile_entry", "sealed", UUID(int=1), UUID(int=2), UUID(int=3))
ELSEWHERE = {
    "table": "casefile_draft",
    "column": "review",
    "case": UUID(int=9),
    "entry": UUID(int=9),
    "key": UUID(int=9),
}


@given(st.binary(max_size=300))
def test_what_was_sealed_opens_again(plain):
    key = sealing.new_key()
    assert sealing.open_sealed(key, HERE, sealing.seal(key, HERE, plain)) == plain


@pytest.mark.parametrize("name", ELSEWHERE)
def test_a_sealed_value_copied_elsewhere_does_not_open(name):
    key = sealing.new_key()
    sealed = sealing.seal(key, HERE, b"a name")
    with pytest.raises(NotOpened):
        sealing.open_sealed(key, HERE._replace(**{name: ELSEWHERE[name]}), sealed)


def test_another_key_does_not_open_it():
    sealed = sealing.seal(sealing.new_key(), HERE, b"a name")
    with pytest.raises(NotOpened):
        sealing.open_sealed(sealing.new_key(), HERE, sealed)


@given(st.data())
def test_a_flipped_bit_anywhere_keeps_it_shut(data):
    key = sealing.new_key()
    sealed = bytearray(sealing.seal(key, HERE, b"a name that nobody may change"))
    place = data.draw(st.integers(0, len(sealed) - 1))
    sealed[place] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(NotOpened):
        sealing.open_sealed(key, HERE, bytes(sealed))


def test_the_same_words_sealed_twice_look_different():
    key = sealing.new_key()
    assert sealing.seal(key, HERE, b"Amina") != sealing.seal(key, HERE, b"Amina")


def test_no_two_places_are_bound_alike():
    places = [
        Place("a", "b", uuid4(), None, UUID(int=3)),
        Place("a", "b", None, uuid4(), UUID(int=3)),
        HERE,
    ]
    assert len({place.bound() for place in places}) == len(places)


def test_canonical_json_does_not_depend_on_the_order_of_keys():
    assert sealing.canonical({"b": 1, "a": "é"}) == sealing.canonical({"a": "é", "b": 1})
