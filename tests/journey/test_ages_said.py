"""Ages as they were said, and when a medical examination is asked about again."""

import pytest

from amparo.journey import adult_between, ages_said, medical_doubts, soon_adult
from tests.journey.making import at, entry, timeline

DAY = at("2026-05-10")


def said(kind: str, **body):
    return [(one.way, one.low, one.high) for one in ages_said(kind, body, DAY)]


@pytest.mark.parametrize(
    ("birth", "low", "high"),
    [
        ({"year": 2010}, 15, 16),
        ({"year": 2010, "month": 5}, 15, 16),
        ({"year": 2010, "month": 5, "day": 10}, 16, 16),
        ({"year": 2010, "month": 5, "day": 11}, 15, 15),
        ({"year": 2010, "day": 3}, 15, 16),
        ({"year": 2026}, 0, 0),
    ],
)
def test_a_birth_says_whole_years_and_no_more_than_it_knows(birth, low, high):
    assert said("identity_recorded", birth=birth) == [("claimed", low, high)]


def test_a_birth_is_documented_only_by_a_paper_and_estimated_where_it_says_so():
    papers = [{"kind": "passport"}, {"number": "1"}]
    [age] = ages_said("identity_recorded", {"birth": {"year": 2010}, "documents": papers}, DAY)
    assert (age.way, age.papers) == ("documented", ("passport",))
    guessed = {"birth": {"year": 2010, "estimated": True}, "documents": papers}
    assert said("identity_recorded", **guessed) == [("estimated", 15, 16)]


def test_looks_statement_and_estimate_are_kept_apart_with_their_range():
    assert said("identity_recorded", apparent_age=14) == [("seen", 14, 14)]
    body = {"stated_age": 16, "estimated_low": 19, "estimated_high": 15, "methods": ["social"]}
    assert said("age_considered", **body) == [("claimed", 16, 16), ("estimated", 15, 19)]
    assert said("age_considered", estimated_high=17) == [("estimated", 17, 17)]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("identity_recorded", {}),
        ("identity_recorded", {"birth": {"month": 3}}),
        ("identity_recorded", {"birth": {"year": 2027}}),
        ("age_considered", {"methods": ["family"]}),
        ("note_added", {"stated_age": 3}),
    ],
)
def test_what_says_no_age_gives_none(kind, body):
    assert said(kind, **body) == []


def test_an_age_grows_and_not_knowing_the_birthday_widens_it():
    [age] = ages_said("age_considered", {"stated_age": 16}, DAY)
    assert age.on(DAY) == (16, 16)
    assert age.on(at("2026-11-10")) == (16, 17)
    assert age.on(at("2027-05-10")) == (17, 17)
    assert age.on(at("2025-01-01")) == (16, 16)


# A medical examination

WELL = {"methods": ["social", "medical"], "consent": True, "medical_because": "A court asked."}


def test_consent_reason_and_something_gentler_before_leave_no_doubt():
    assert medical_doubts(WELL) == []
    assert medical_doubts({**WELL, "methods": ["medical"]}, tried=["family"]) == []
    assert medical_doubts({**WELL, "medical_because": "", "reasons": "A court asked."}) == []


@pytest.mark.parametrize(
    ("change", "doubt"),
    [
        ({"consent": None}, "consent"),
        ({"consent": False}, "consent"),
        ({"medical_because": "  "}, "reasons"),
        ({"methods": ["medical"]}, "nothing_before"),
        ({"methods": ["medical", "medical"]}, "nothing_before"),
    ],
)
def test_each_thing_that_is_missing_is_a_doubt(change, doubt):
    assert medical_doubts({**WELL, **change}) == [doubt]


def test_an_earlier_examination_does_not_make_the_next_one_gentler():
    body = {**WELL, "methods": ["medical"]}
    assert medical_doubts(body, tried=["medical"]) == ["nothing_before"]


def test_without_an_examination_there_is_nothing_to_doubt():
    assert medical_doubts({"methods": ["document"]}) == []
    assert medical_doubts({}) == []


# Coming of age


def test_adulthood_lies_between_the_first_and_the_last_day_by_what_one_may_read():
    birth = entry("identity_recorded", "2026-01-01", names=[{"name": "A"}], birth={"year": 2010})
    guess = entry(
        "age_considered", "2026-01-01", methods=["social"], outcome="child", estimated_low=12
    )
    both = adult_between(timeline(birth, guess), {"identity", "protection"})
    assert both == (at("2028-01-01"), at("2032-01-01"))
    assert adult_between(timeline(birth, guess), {"identity"})[1] == at("2028-12-31")
    assert adult_between(timeline(birth), {"protection"}) is None


def test_half_a_year_before_counts_as_soon():
    assert soon_adult(at("2026-11-10"), DAY)
    assert not soon_adult(at("2026-11-11"), DAY)
    assert soon_adult(at("2020-01-01"), DAY)
