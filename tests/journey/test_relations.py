"""Which relations nobody has verified."""

import pytest

from amparo.journey import unverified
from tests.journey.making import entry, timeline

DAY = "2026-05-10"
CONCERN = {"channel": "street_work", "account": "She walks with a group."}


def found(*entries):
    return [one.what for one in unverified(timeline(*entries))]


def linked(number=0, **body):
    return entry("person_linked", DAY, number, **{"relation": "relative", **body})


@pytest.mark.parametrize("answer", [None, False])
def test_whoever_is_said_to_be_family_is_unverified_until_somebody_checked(answer):
    assert found(linked(relation_verified=answer)) == ["person"]
    assert found(linked()) == ["person"]
    assert found(linked(relation_verified=True)) == []


@pytest.mark.parametrize("relation", ["friend", "neighbour", "employer", "recruiter", "stranger"])
def test_who_is_not_said_to_be_family_needs_no_check_of_kinship(relation):
    assert found(linked(relation=relation)) == []


def test_a_later_check_of_the_same_person_counts_and_that_of_another_does_not():
    unnamed = linked(1)
    aunt = linked(2, name="Aunt A")
    checked = linked(3, name="aunt a ", relation_verified=True)
    other = linked(4, name="Aunt B", relation_verified=True)
    mother = linked(5, relation="mother", relation_verified=True)
    assert found(aunt, checked) == []
    assert found(unnamed, checked) == []
    assert found(aunt, other) == ["person"]
    assert found(aunt, mother) == ["person"]


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ({"travelling_with": "aunt"}, ["company"]),
        ({"travelling_with": "  "}, []),
        ({"how_many": 3}, ["group"]),
        ({"how_many": 1}, []),
        ({}, []),
    ],
)
def test_with_whom_a_child_travels_is_unverified_as_long_as_no_relation_is(said, what):
    concern = entry("concern_reported", DAY, **CONCERN, **said)
    assert found(concern) == what
    assert found(concern, linked(relation_verified=True)) == []


def test_a_relation_that_was_withdrawn_is_none():
    person = linked(1)
    gone = entry("entry_withdrawn", DAY, entry=person.id, reason="another child")
    assert found(person, gone) == []
