"""Whoever takes up a concern is shown what may be the same child, and why; nobody else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.audit.models import Line
from amparo.casefile import actions
from amparo.casefile.actions_concern import join_concern
from amparo.finding.kept.keeping import KEPT
from amparo.finding.names import words
from amparo.finding.same.doubles import (
    BY_NAME,
    DIFFERENCES,
    REASONS,
    Known,
    compare,
    contacts_in,
    place_words,
)
from amparo.finding.same.likely import like_concern
from amparo.people.models import User
from tests.casefile.conftest import the_cast
from tests.casefile.making import CONCERN, a_case, a_concern
from tests.casefile_pages.conftest import sign_in as sign_in
from tests.cast import Cast

FATOU = {"names": [{"name": "Fatou Diallo"}], "sex": "female", "apparent_age": 13}
UNNAMED = {"names": [{"name": "?"}], "sex": "female", "apparent_age": 13}
MARKET = {"place": "behind the old market hall, third stall"}
CALL = {"relation": "other", "may_be_contacted": True, "contact": "call 070 123 45 67 after six"}


@pytest.fixture
def cast(db: None) -> Cast:
    KEPT.forget()
    return the_cast()


def named(name: str, **more: object) -> dict[str, object]:
    return {**FATOU, "names": [{"name": name}], **more}


def nobody(cast: Cast, **more: object):
    """A concern without a name or a place."""
    return a_concern(cast, **{"identity": UNNAMED, "whereabouts": None, **more})


def shown(user: User, concern):
    """What is shown to somebody, by reference."""
    looked = like_concern(user, concern)
    return {double.reference: double.likeness for double in looked.found} if looked else None


# Which, and why


def test_a_concern_of_the_same_name_is_shown_with_the_reasons(cast):
    first = a_concern(cast, identity=FATOU, whereabouts=None)
    second = a_concern(cast, identity=named("Fatou Diallo", apparent_age=15), whereabouts=None)
    found = shown(cast.caseworker, second)
    assert list(found) == [first.reference]
    assert found[first.reference].reasons == ("same_name", "sex", "age", "time")
    assert found[first.reference].differences == ()


@pytest.mark.parametrize(
    ("heard", "reason"),
    [
        ("diallo FATOU", "same_name"),
        ("Fattou Diallo", "spelled_name"),
        ("Fatou", "longer_name"),
        ("Fatoumata Diallo", "begins_name"),
        ("Fatou Sow", "part_of_name"),
    ],
)
def test_names_need_not_be_heard_alike(cast, heard, reason):
    case = a_case(cast, identity=FATOU)
    concern = a_concern(cast, identity=named(heard), whereabouts=None)
    assert shown(cast.caseworker, concern)[case.reference].reasons[0] == reason


def test_what_speaks_against_it_is_told_as_well(cast):
    case = a_case(cast, identity=named("Fatou Diallo", sex="male"))
    concern = a_concern(cast, identity=FATOU, whereabouts=None)
    assert shown(cast.caseworker, concern)[case.reference].differences == ("other_sex",)


def test_without_a_name_the_place_and_the_number_to_call_speak(cast):
    by_place = nobody(cast, whereabouts={"place": "old market hall, near the third stall"})
    by_number = nobody(cast, reporter={**CALL, "contact": "+221 70 123 45 67"})
    concern = nobody(cast, whereabouts=MARKET, reporter=CALL)
    found = shown(cast.caseworker, concern)
    assert found[by_place.reference].reasons == ("place", "sex", "age", "time")
    assert found[by_number.reference].reasons == ("contact", "sex", "age", "time")


def test_a_girl_of_that_age_reported_today_is_no_double_of_another(cast):
    nobody(cast)
    concern = nobody(cast, whereabouts=MARKET)
    assert shown(cast.caseworker, concern) == {}


@pytest.mark.parametrize("sex", ["female", "male"])
def test_a_twin_may_be_a_brother_or_sister_and_is_no_double(cast, sex):
    case = a_case(cast, identity=FATOU)
    concern = a_concern(cast, identity=named("Awa Diallo", sex=sex), whereabouts=None)
    likeness = shown(cast.caseworker, concern)[case.reference]
    assert likeness.sibling
    assert likeness.reasons[0] == "family_name"


def test_at_most_five_are_shown_the_likeliest_first_and_siblings_last(cast):
    sisters = [
        a_case(cast, identity=named(f"{name} Diallo")) for name in ("Awa", "Bineta", "Coumba")
    ]
    for heard in (
        "Fatou",
        "Fatou Diallo",
        "Fatou Diallo",
        "Fattou Diallo",
        "Fatoumata Diallo",
        "Fatou B Diallo",
    ):
        a_concern(cast, identity=named(heard), whereabouts=None)
    concern = a_concern(cast, identity=FATOU, whereabouts=None)
    found = shown(cast.caseworker, concern)
    assert len(found) == 5
    assert [one.weight for one in found.values()] == sorted(
        (one.weight for one in found.values()), reverse=True
    )
    assert not {sister.reference for sister in sisters} & set(found)


def test_a_concern_is_not_its_own_double(cast):
    concern = a_concern(cast, identity=FATOU, whereabouts=MARKET, reporter=CALL)
    assert shown(cast.caseworker, concern) == {}


def test_a_joined_concern_is_shown_once_as_its_case(cast):
    case = a_case(cast, identity=named("Mariam Sow"))
    joined = a_concern(cast, identity=FATOU, whereabouts=None)
    join_concern(by=cast.caseworker, concern=joined, case=case)
    concern = a_concern(cast, identity=FATOU, whereabouts=None)
    found = shown(cast.caseworker, concern)
    assert list(found) == [case.reference]
    assert found[case.reference].reasons[0] == "same_name"


def test_a_corrected_name_no_longer_counts(cast):
    case = a_case(cast, identity=FATOU)
    entry = case.entries.get(kind="identity_recorded")
    other = {"names": [{"name": "Mariam Sow"}]}
    actions.append(
        by=cast.caseworker, case=case, kind="identity_recorded", body=other, supersedes=entry.id
    )
    assert shown(cast.caseworker, a_concern(cast, identity=FATOU, whereabouts=None)) == {}


# Who


def test_nothing_is_told_of_cases_that_one_may_not_see(cast):
    case = a_case(cast, identity=FATOU)
    concern = a_concern(cast, identity=FATOU)
    assert case.reference in shown(cast.caseworker, concern)
    assert shown(cast.colleague, concern) == {}
    elsewhere = a_concern(cast, identity=FATOU, agency=cast.agencies["other_agency"])
    assert shown(cast.outsider, elsewhere) == {}
    assert shown(cast.outsider, concern) is None


def test_a_case_whose_identity_was_not_shared_is_not_told(cast):
    case = a_case(cast, identity=FATOU)
    actions.involve(
        by=cast.caseworker,
        case=case,
        role="caseworker",
        sections=["protection", "whereabouts"],
        ground="best_interests",
        person=cast.outsider,
    )
    concern = a_concern(cast, identity=FATOU, agency=cast.agencies["other_agency"])
    assert shown(cast.outsider, concern) == {}


def test_a_supervisor_of_police_compares_by_name_and_never_by_place(cast):
    police = User.objects.get(email__startswith="supervisor-of-police")
    at_police = {"agency": cast.agencies["police"]}
    first = a_concern(cast, identity=FATOU, whereabouts=MARKET, **at_police)
    second = a_concern(cast, identity=FATOU, whereabouts=MARKET, **at_police)
    assert shown(police, second)[first.reference].reasons == ("same_name", "sex", "age", "time")
    unnamed = nobody(cast, whereabouts=MARKET, **at_police)
    assert shown(police, unnamed) == {}


def test_where_a_place_was_not_shared_it_is_not_compared(cast):
    case = a_case(cast, identity=UNNAMED, whereabouts=MARKET)
    actions.involve(
        by=cast.caseworker,
        case=case,
        role="caseworker",
        sections=["identity"],
        ground="best_interests",
        person=cast.outsider,
    )
    concern = nobody(cast, whereabouts=MARKET, agency=cast.agencies["other_agency"])
    assert shown(cast.outsider, concern) == {}


def test_somebody_barred_is_told_nothing(cast):
    case = a_case(cast, identity=FATOU)
    actions.bar(by=cast.supervisor, case=case, person=cast.caseworker, reason="A cousin of hers.")
    assert shown(cast.caseworker, a_concern(cast, identity=FATOU, whereabouts=None)) == {}


# On the page


def page(client, concern, query: str = "") -> str:
    return client.get(f"/concerns/{concern.reference}/{query}").content.decode()


def test_the_page_says_why_and_never_the_name(cast, sign_in):
    case = a_case(cast, identity=FATOU)
    concern = a_concern(cast, identity=FATOU)
    said = page(sign_in(cast.caseworker), concern)
    assert "Is this child known already?" in said
    assert f'href="/cases/{case.reference}/"' in said
    assert "the same name" in said
    assert "Diallo" not in said


def test_a_case_is_written_into_the_form_and_joined_only_when_told(cast, sign_in):
    case = a_case(cast, identity=FATOU)
    concern = a_concern(cast, identity=FATOU)
    client = sign_in(cast.caseworker)
    assert f'href="/concerns/{concern.reference}/?case={case.reference}#join-case"' in page(
        client, concern
    )
    assert f'value="{case.reference}"' in page(client, concern, f"?case={case.reference}")
    concern.refresh_from_db()
    assert concern.state == "to_triage"


def test_two_that_wait_are_not_offered_to_be_joined(cast, sign_in):
    a_concern(cast, identity=FATOU)
    concern = a_concern(cast, identity=FATOU)
    said = page(sign_in(cast.caseworker), concern)
    assert "Both wait" in said
    assert "?case=" not in said


def test_nothing_found_is_said_only_where_something_was_compared(cast, sign_in):
    client = sign_in(cast.caseworker)
    assert "No other report or case" in page(client, a_concern(cast, identity=FATOU))
    assert "Nothing is known yet" in page(client, nobody(cast))


def test_a_coordinator_who_may_not_know_the_name_is_shown_nothing(cast, sign_in):
    a_case(cast, identity=FATOU)
    concern = a_concern(cast, identity=FATOU, agency=cast.coordinator.agency)
    said = page(sign_in(cast.coordinator), concern)
    assert concern.reference in said
    assert "known already" not in said


def test_what_is_taken_up_already_is_not_compared_again(cast, sign_in):
    a_case(cast, identity=FATOU)
    assert "known already" not in page(sign_in(cast.caseworker), a_case(cast, identity=FATOU))


def test_the_page_does_not_wait_while_the_names_are_opened(cast, sign_in, monkeypatch):
    a_case(cast, identity=FATOU)
    monkeypatch.setattr(KEPT, "at_hand", lambda: None)
    assert "look again in a minute" in page(
        sign_in(cast.caseworker), a_concern(cast, identity=FATOU)
    )


def test_what_was_shown_is_logged_once_an_hour_and_never_why(cast):
    case = a_case(cast, identity=FATOU)
    concern = a_concern(cast, identity=FATOU, concern=CONCERN)
    for _again in range(2):
        shown(cast.caseworker, concern)
    [line] = Line.objects.filter(verb="doubles_shown")
    assert (line.case_id, line.actor_id) == (case.id, cast.caseworker.id)
    assert line.detail == {"concern": str(concern.id)}


# The comparison alone


def test_a_place_is_more_than_the_words_around_it():
    assert place_words("near the market") == place_words("behind the Market")
    one = Known(places=frozenset({place_words("near the market")}))
    other = Known(places=frozenset({place_words("near the station")}))
    assert compare(one, other).reasons == ()


def test_numbers_and_mail_are_contacts_and_hours_are_not():
    assert contacts_in("+221 70 123 45 67, after six") == contacts_in("(070) 123-4567")
    assert contacts_in("٠٧٠١٢٣٤٥٦٧") == contacts_in("0701234567")
    assert contacts_in("write to Her.Aunt@example.org") == {"her.aunt@example.org"}
    assert contacts_in("call at 18:00, ask for the aunt") == frozenset()


NAMES = st.sampled_from(
    ["Fatou Diallo", "Fattou Diallo", "Fatoumata", "Awa Diallo", "أمينة", "Li Wei", "সুমি", "A"]
)
PLACES = st.sampled_from(["the old market", "market hall", "river", "خلف السوق", "12"])
KNOWN = st.builds(
    Known,
    names=st.frozensets(NAMES.map(words), max_size=3),
    sexes=st.frozensets(st.sampled_from(["", "female", "male", "unknown"]), max_size=2),
    born=st.frozensets(st.integers(2005, 2020), max_size=2),
    places=st.frozensets(PLACES.map(place_words).filter(bool), max_size=2),
    contacts=st.frozensets(st.sampled_from(["70123456", "a@example.org"]), max_size=2),
    reported_at=st.none() | st.datetimes(),
)
NEEDS = {
    "names": {*BY_NAME, "other_name"},
    "sexes": {"sex", "other_sex"},
    "born": {"age", "other_age"},
    "places": {"place"},
    "contacts": {"contact"},
    "reported_at": {"time"},
}  # fmt: skip


@given(one=KNOWN, other=KNOWN)
def test_it_makes_no_difference_who_is_compared_with_whom(one, other):
    assert compare(one, other) == compare(other, one)


@given(one=KNOWN, other=KNOWN)
def test_only_what_is_there_on_both_sides_is_a_reason(one, other):
    likeness = compare(one, other)
    said = {*likeness.reasons, *likeness.differences}
    for field, codes in NEEDS.items():
        if not getattr(one, field) or not getattr(other, field):
            assert not said & codes
    assert set(likeness.reasons) <= set(REASONS)
    assert set(likeness.differences) <= set(DIFFERENCES)


@given(one=KNOWN)
def test_whoever_is_compared_with_themselves_differs_in_nothing(one):
    assert compare(one, one).differences == ()
