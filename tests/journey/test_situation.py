"""What is true of a child now: the fold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.journey import KINDS, SITUATION_SECTIONS, Situation, Timeline, fold
from amparo.terms import code_list
from tests.journey.making import at, entry, presumed, timeline
from tests.journey.the_journey import SMALLEST

MARCH = at("2026-03-01")


def situation(*entries, when=MARCH, country=""):
    return fold(timeline(*entries), country, when)


def decided(standing, authority, occurred="2026-01-20T12:00:00Z", **body):
    return entry("standing_decided", occurred, standing=standing, authority=authority, **body)


def test_the_most_protective_identification_status_holds():
    assert situation(presumed(), decided("suspected", "police")).standing == "presumed"
    assert (
        situation(presumed(), decided("suspected", "police")).standings["police"]["standing"]
        == "suspected"
    )


@pytest.mark.parametrize("authority", ["police", "social_services", "border"])
def test_not_trafficked_by_anyone_but_a_competent_authority_lowers_nothing(authority):
    assert situation(presumed(), decided("not_trafficked", authority)).standing == "presumed"


def test_not_trafficked_holds_once_the_appeal_time_is_over():
    decision = decided("not_trafficked", "competent_authority", appeal_until="2026-02-10")
    assert situation(presumed(), decision, when=at("2026-02-10T12:00")).standing == "presumed"
    assert situation(presumed(), decision).standing == "not_trafficked"


def test_an_appeal_keeps_the_protective_status_until_it_is_decided():
    decision = decided("not_trafficked", "competent_authority", appeal_until="2026-02-10")
    lodged = entry("appeal_lodged", "2026-02-01T12:00:00Z")
    assert situation(presumed(), decision, lodged).standing == "presumed"
    answered = entry("appeal_decided", "2026-02-20T12:00:00Z")
    assert situation(presumed(), decision, lodged, answered).standing == "not_trafficked"


def test_new_signs_after_not_trafficked_protect_again():
    decision = decided("not_trafficked", "competent_authority")
    again = decided("suspected", "ngo", "2026-02-15T12:00:00Z")
    assert situation(presumed(), decision, again).standing == "presumed"


def born(**birth):
    return entry("identity_recorded", "2026-01-10T12:00:00Z", names=[{"name": "A"}], birth=birth)


def test_nothing_known_of_the_age_means_a_child():
    assert situation().treated_as_child
    assert situation().age_band == "unknown"


def test_a_child_known_only_by_the_year_of_birth_is_a_child_until_the_end_of_it():
    known = born(year=2008)
    assert situation(known).treated_as_child
    assert situation(known).adult_on == "2026-01-01"
    assert situation(known).age_band == "15_17"


def test_an_estimate_counts_as_the_youngest_it_may_be():
    estimate = entry(
        "age_considered",
        "2026-01-10T12:00:00Z",
        methods=["social"],
        outcome="treated_as_child",
        estimated_low=14,
        estimated_high=19,
    )
    assert situation(estimate).age_band == "12_14"
    assert situation(estimate).treated_as_child


def test_called_adult_a_person_stays_a_child_until_it_can_no_longer_be_challenged():
    adult = entry(
        "age_considered",
        "2026-01-10T12:00:00Z",
        methods=["medical"],
        outcome="adult",
        challenge_until="2026-02-01",
    )
    assert situation(adult, when=at("2026-01-20")).treated_as_child
    assert not situation(adult).treated_as_child


@pytest.mark.parametrize(
    ("citizenships", "movement", "country", "foreign"),
    [
        (["KHM"], "internal", "KHM", "no"),
        (["KHM"], "internal", "THA", "yes"),
        (["KHM", "THA"], None, "THA", "no"),
        (["KHM"], "cross_border", "KHM", "yes"),
        (["stateless"], "internal", "THA", "stateless"),
        ([], "internal", "THA", "no"),
        ([], None, "THA", "unknown"),
        (["unknown"], None, "THA", "unknown"),
        (["KHM"], None, "", "unknown"),
    ],
)
def test_foreign_is_said_only_of_what_is_known(citizenships, movement, country, foreign):
    identity = entry(
        "identity_recorded",
        "2026-01-10T12:00:00Z",
        names=[{"name": "A"}],
        citizenships=citizenships,
    )
    decision = presumed(**({"movement": movement} if movement else {}))
    assert situation(identity, decision, country=country).foreign == foreign


def test_missing_detained_and_under_removal_hold_until_they_end():
    begun = [
        entry("missing_reported", "2026-01-10T12:00:00Z"),
        entry("liberty_taken", "2026-01-10T12:00:00Z", ground="migration"),
        entry("removal_threatened", "2026-01-10T12:00:00Z"),
    ]
    held = situation(*begun)
    assert held.missing
    assert held.removal
    assert not held.at_liberty
    over = situation(
        *begun,
        entry("missing_found", "2026-01-11T12:00:00Z"),
        entry("liberty_restored", "2026-01-11T12:00:00Z"),
        entry("removal_suspended", "2026-01-11T12:00:00Z"),
    )
    assert over.missing is None
    assert over.removal is None
    assert over.at_liberty


def test_whereabouts_noted_before_the_placement_are_not_where_the_child_is_now():
    before = entry("whereabouts_noted", "2026-01-09T12:00:00Z", place="a market")
    placed = entry("placement_started", "2026-01-10T12:00:00Z", care="foster")
    after = entry("whereabouts_noted", "2026-01-11T12:00:00Z", place="at school")
    assert situation(before).whereabouts["place"] == "a market"
    assert situation(before, placed).whereabouts is None
    assert situation(before, placed, after).whereabouts["place"] == "at school"


def test_a_concern_becomes_a_case_is_closed_and_reopened():
    concern = entry("concern_reported", "2026-01-10T12:00:00Z", channel="school", account="x")
    opened = entry("case_opened", "2026-01-10T13:00:00Z")
    closed = entry("case_closed", "2026-01-20T13:00:00Z", reason="goals_met")
    reopened = entry("case_reopened", "2026-02-20T13:00:00Z")
    states = [
        situation(*[concern, opened, closed, reopened][:count]).state for count in (1, 2, 3, 4)
    ]
    assert states == ["to_triage", "open", "closed", "open"]


def test_a_concern_that_was_joined_or_closed_says_so():
    concern = entry("concern_reported", "2026-01-10T12:00:00Z", channel="school", account="x")
    assert (
        situation(concern, entry("concern_joined", "2026-01-10T13:00:00Z", case="x")).state
        == "joined"
    )
    closed = entry("concern_closed", "2026-01-10T13:00:00Z", reason="x")
    assert situation(concern, closed).state == "concern_closed"


def test_factors_stay_open_until_addressed():
    factors = [
        entry("factor_recorded", "2026-01-10T12:00:00Z", factor=f) for f in ("poverty", "debt")
    ]
    folded = situation(*factors, entry("factor_addressed", "2026-01-20T12:00:00Z", factor="debt"))
    assert (folded.factors_open, folded.factors_addressed) == (["poverty"], ["debt"])


def test_an_ended_involvement_is_kept_with_its_end():
    begun = entry(
        "involvement_started",
        "2026-01-10T12:00:00Z",
        agency="a",
        role="provider",
        sections=["health"],
    )
    ended = entry("involvement_ended", "2026-01-20T12:00:00Z", agency="a", role="provider")
    assert situation(begun, ended).involvements[0]["ended_at"] == "2026-01-20T12:00:00+00:00"


def test_a_withdrawn_consent_no_longer_counts():
    given_id = "00000000-0000-0000-0000-000000000007"
    consent = entry(
        "consent_recorded", "2026-01-10T12:00:00Z", 7, purpose="school", sections=["health"]
    )
    withdrawn = entry(
        "consent_withdrawn", "2026-01-11T12:00:00Z", purpose="school", consent=given_id
    )
    assert [row["kind"] for row in situation(consent, withdrawn).consents] == ["consent_withdrawn"]


def test_every_field_of_the_situation_has_a_section():
    assert set(SITUATION_SECTIONS) == set(Situation.__dataclass_fields__)
    assert set(SITUATION_SECTIONS.values()) <= set(code_list("section").codes)


def test_a_situation_survives_being_kept_as_json():
    folded = situation(presumed(), born(year=2010))
    assert Situation.from_json(folded.to_json()) == folded
    assert Situation.from_json({**folded.to_json(), "of_another_version": 1}) == folded


def test_an_entry_that_cannot_be_placed_is_kept_and_said():
    lost = entry(
        "note_added",
        "2026-01-10T12:00:00Z",
        text="x",
        _supersedes="00000000-0000-0000-0000-000000000009",
    )
    assert situation(lost).unplaced == [{"entry": lost.id, "why": "corrects"}]


@given(
    st.lists(st.tuples(st.sampled_from(sorted(KINDS)), st.integers(1, 28)), max_size=25),
    st.randoms(),
)
def test_any_entries_fold_in_any_order_to_the_same_situation(chosen, chance):
    entries = [
        entry(code, f"2026-01-{day:02}T10:00:00Z", number, **SMALLEST.get(code, {}))
        for number, (code, day) in enumerate(chosen, start=1)
    ]
    shuffled = list(entries)
    chance.shuffle(shuffled)
    assert fold(Timeline(shuffled), "", MARCH) == fold(Timeline(entries), "", MARCH)
