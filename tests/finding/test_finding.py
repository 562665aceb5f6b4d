"""A child is found by name by those who may know the name; nobody else learns that there is one."""

import random
from contextlib import suppress
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from amparo.access import NotFound, Refused, can_reveal_identity, can_search_names
from amparo.audit.models import Line
from amparo.casefile import actions, actions_looking
from amparo.casefile.accessing import cases_access
from amparo.casefile.actions_concern import join_concern
from amparo.casefile.reference import ALPHABET, from_number
from amparo.finding import names
from amparo.finding.cards import Asked
from amparo.finding.kept.keeping import KEPT
from amparo.finding.search import reach
from amparo.finding.search.queries import find, meant_by
from amparo.finding.search.reach import REACH
from amparo.finding.search.searching import settle, while_typing
from amparo.finding.search.typed import one_away, read
from amparo.people.queries import person_for
from tests.casefile.conftest import the_cast
from tests.casefile.making import a_case, a_concern, record, unguarded
from tests.cast import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    KEPT.forget()
    REACH.forget()
    return the_cast()


def a_child(cast, *written):
    return a_case(cast, identity={"names": [{"name": name} for name in written]})


def found(user, text):
    return [one.head.reference for one in find(user, read(text, 2026).asked).found]


# Names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("José Núñez", "jose nunez"),
        ("AMINA", "amina"),
        ("أمينة", "امينه"),
        ("مُحَمَّد", "محمد"),
        ("Анна-Мария", "анна мария"),
        ("O'Brien", "o brien"),
    ],
)
def test_spellings_that_mean_the_same_are_the_same(one, other):
    assert names.words(one) == names.words(other)


@pytest.mark.parametrize(("one", "other"), [("সুমি", "সোমা"), ("សុខា", "សូខា"), ("Ana", "Anna")])
def test_names_that_differ_stay_different_in_every_script(one, other):
    assert names.words(one) != names.words(other)


# Searching


def test_a_child_is_found_by_any_of_their_names_in_any_script(cast):
    case = a_child(cast, "Amina Ndiaye", "أمينة")
    for text in ("Amina", "amin", "NDIAYE amina", "امينه"):
        assert found(cast.caseworker, text) == [case.reference]
    assert found(cast.caseworker, "Binta") == []


def test_one_letter_or_nothing_lists_nobody(cast):
    a_child(cast, "Amina")
    for text in ("", "a", "  ", "?"):
        assert found(cast.caseworker, text) == []


def test_the_index_follows_appends_corrections_and_retractions(
    cast, django_capture_on_commit_callbacks
):
    case = a_child(cast, "Amina")
    assert found(cast.caseworker, "Amina")
    entry = case.entries.get(kind="identity_recorded")
    with django_capture_on_commit_callbacks(execute=True):
        actions.append(
            by=cast.caseworker,
            case=case,
            kind="identity_recorded",
            body={"names": [{"name": "Binta"}]},
            supersedes=entry.id,
        )
    assert found(cast.caseworker, "Binta") == [case.reference]
    assert found(cast.caseworker, "Amina") == []


def test_what_another_process_wrote_is_caught_up_with(cast):
    assert found(cast.caseworker, "Amina") == []
    case = a_child(cast, "Amina")  # its callbacks do not run here, as in another process
    assert found(cast.caseworker, "Amina") == [case.reference]


def test_a_joined_concern_is_found_as_its_case(cast):
    case = a_child(cast, "Amina")
    concern = a_concern(cast, identity={"names": [{"name": "Mina"}]})
    join_concern(by=cast.caseworker, concern=concern, case=case)
    assert found(cast.caseworker, "Mina") == [case.reference]


@pytest.mark.parametrize("name", ["outsider", "outside_supervisor", "colleague"])
def test_nobody_finds_a_case_they_are_not_on(cast, name):
    a_child(cast, "Amina")
    assert found(getattr(cast, name), "Amina") == []


@pytest.mark.parametrize(
    "name", ["teacher", "provider", "police", "guardian", "analyst", "administrator"]
)
def test_roles_that_do_not_search_are_refused(cast, name):
    with pytest.raises(Refused):
        found(getattr(cast, name), "Amina")


def test_a_case_whose_identity_was_not_shared_is_not_found_by_its_name(cast):
    case = a_child(cast, "Amina")
    actions.involve(
        by=cast.caseworker,
        case=case,
        role="caseworker",
        sections=["protection"],
        ground="best_interests",
        person=cast.outsider,
    )
    assert found(cast.outsider, "Amina") == []


def test_what_was_found_is_logged_and_never_what_was_typed(cast):
    case = a_child(cast, "Amina")
    settle(by=cast.caseworker, typed=read("Amina", 2026))
    settle(by=cast.caseworker, typed=read("Unfindable", 2026))
    [line] = Line.objects.filter(verb="names_searched")
    assert (line.case_id, line.actor_id) == (case.id, cast.caseworker.id)
    assert "amina" not in str(line.detail).lower()


# What else people type


def test_a_document_or_a_telephone_is_found_by_its_number(cast):
    document = {"kind": "passport", "number": "AB 123456"}
    case = a_case(cast, identity={"names": [{"name": "Amina"}], "documents": [document]})
    contact = {"relation": "mother", "name": "Mariama Diallo", "contact": "+221 77 123 45 67"}
    record(cast, case, "person_linked", **contact)
    for text in ("AB 123456", "ab123456", "077 123 45 67", "٠٧٧١٢٣٤٥٦٧"):
        assert found(cast.caseworker, text) == [case.reference]
    [one] = find(cast.caseworker, read("AB123457", 2026).asked).found
    assert one.hit.reasons == ("near_number",)


def test_whose_name_it_was_is_said(cast):
    case = a_child(cast, "Amina Ndiaye")
    record(cast, case, "person_linked", relation="mother", name="Mariama Diallo")
    [one] = find(cast.caseworker, Asked(name="Mariama Diallo")).found
    assert (one.head.reference, one.is_childs_own) == (case.reference, False)
    [one] = find(cast.caseworker, Asked(name="Amina")).found
    assert one.is_childs_own


def test_at_most_25_are_shown_the_strongest_first_and_it_is_said_when_there_are_more(cast):
    exact = a_child(cast, "Amina Ndiaye")
    for _other in range(26):
        a_child(cast, "Amina Ndiayee")
    results = find(cast.caseworker, Asked(name="Amina Ndiaye"))
    assert (len(results.found), results.more) == (25, True)
    assert results.found[0].head.reference == exact.reference
    strengths = [one.hit.strength for one in results.found]
    assert strengths == sorted(strengths, reverse=True)


def test_a_place_counts_only_where_whereabouts_may_be_read(cast):
    there = {"place": "behind the old market hall"}
    case = a_case(cast, identity={"names": [{"name": "Amina"}]}, whereabouts=there)
    actions.involve(
        by=cast.caseworker,
        case=case,
        role="caseworker",
        sections=["identity"],
        ground="best_interests",
        person=cast.outsider,
    )
    asked = Asked(name="Amina", place="old market hall")
    [mine] = find(cast.caseworker, asked).found
    [theirs] = find(cast.outsider, asked).found
    assert "place" in mine.hit.reasons
    assert "place" not in theirs.hit.reasons
    assert theirs.hit == find(cast.outsider, Asked(name="Amina")).found[0].hit


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Amina Ndiaye", Asked(name="Amina Ndiaye")),
        ("  amina   ndiaye 2012 ", Asked(name="amina ndiaye", born=2012)),
        ("أمينة ٢٠١٢", Asked(name="أمينة", born=2012)),
        ("Amina 14", Asked(name="Amina", born=2012)),
        ("Amina 77", Asked(name="Amina")),
        ("2012", Asked()),
        ("+221 77 123 45 67", Asked(number="+221 77 123 45 67")),
        ("AB 123456", Asked(number="AB 123456")),
        ("Amina 0771234567", Asked(name="Amina", number="0771234567")),
        ("?", Asked()),
        ("a", Asked()),
        ("\x00", Asked()),
    ],
)
def test_one_field_is_read_as_people_write(text, asked):
    assert read(text, 2026).asked == asked


def test_nothing_longer_than_a_name_is_read():
    assert len(read("a" * 100_000, 2026).asked.name) == 200


@pytest.mark.parametrize("wrong", ["7K3Q-9M2X-8", "7K3Q-9MX2-4", "7K3Q9M2X", "7K3Q-9M2X-44"])
def test_a_mistyped_reference_is_no_name_and_no_number_of_a_telephone(wrong):
    assert read(wrong, 2026).mistyped
    for name in ("771234567", "0771234567", "A1234567X12", "Ndiaye", "Amina 2012"):
        assert not read(name, 2026).mistyped


@given(number=st.integers(0, 23**8 - 1), place=st.integers(0, 8), other=st.sampled_from(ALPHABET))
def test_what_was_meant_by_a_mistyped_reference_is_among_those_one_character_away(
    number, place, other
):
    reference = from_number(number)
    signs = list(reference.replace("-", ""))
    signs[place] = other
    near = {one.reference: one for one in one_away("".join(signs))}
    if "".join(signs) != reference.replace("-", ""):
        assert near[reference].other in reference
        one = near[reference]
        assert one.before + one.other + one.after == reference
        assert len(one.before.replace("-", "")) == place


def test_only_ones_own_references_are_offered_for_a_mistyped_one(cast):
    case = a_child(cast, "Amina")
    wrong = case.reference[:-1] + next(one for one in ALPHABET if one != case.reference[-1])
    assert [one.reference for one in meant_by(cast.caseworker, wrong)] == [case.reference]
    assert meant_by(cast.outsider, wrong) == []


# What is written down


def lines(case):
    return Line.objects.filter(verb="names_searched", case_id=case.id).count()


def test_eight_letters_do_not_write_eight_lines(cast):
    case = a_child(cast, "Aminata Ndiaye")
    for end in range(2, 9):
        while_typing(by=cast.caseworker, typed=read("Aminata"[:end], 2026))
    settle(by=cast.caseworker, typed=read("Aminata", 2026))
    assert lines(case) == 1
    settle(by=cast.supervisor, typed=read("Aminata", 2026))
    assert lines(case) == 2


def test_what_was_shown_an_hour_ago_is_written_again(cast):
    case = a_child(cast, "Amina")
    settle(by=cast.caseworker, typed=read("Amina", 2026))
    with unguarded():
        Line.objects.update(at=timezone.now() - timedelta(minutes=61))
    settle(by=cast.caseworker, typed=read("Amina", 2026))
    assert lines(case) == 2


# Access first, in cases of every kind


def a_world(cast, chance):
    """Cases of one name, in which everybody stands differently."""
    people = [cast.outsider, cast.colleague, cast.supervisor, cast.outside_supervisor, cast.police]
    cases = []
    for _one in range(10):
        case = a_case(cast, identity={"names": [{"name": "Amina Ndiaye"}]})
        cases.append(case)
        for user in chance.sample(people, 2):
            sections = chance.sample(["identity", "protection", "whereabouts"], 2)
            role = "police" if user is cast.police else "caseworker"
            if role == "police":
                sections = ["identity"]
            actions.involve(
                by=cast.caseworker,
                case=case,
                role=role,
                sections=sections,
                ground="best_interests",
                person=user,
            )
            if chance.random() < 0.3:
                involved = case.involvements.filter(person=user).first()
                actions.end_involvement(by=cast.caseworker, case=case, involvement=involved)
        if chance.random() < 0.3:
            barred = chance.choice(people)
            actions.bar(by=cast.caseworker, case=case, person=barred, reason="A cousin.")
        if chance.random() < 0.3:
            with suppress(Refused, NotFound):
                actions_looking.break_glass(
                    by=cast.outsider,
                    reference_text=case.reference,
                    reason="He stands at the door at this moment.",
                )
    cases.extend(a_concern(cast, identity={"names": [{"name": "Amina Ndiaye"}]}) for _one in "ab")
    return cases


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("few", [1_000, 0])
@pytest.mark.parametrize("most", [20_000, 0])
def test_everybody_finds_exactly_the_cases_whose_identity_they_may_uncover(
    cast, monkeypatch, seed, few, most
):
    monkeypatch.setattr(reach, "FEW", few)
    monkeypatch.setattr(reach, "MOST", most)
    for name in ("caseworker", "outsider", "supervisor"):
        found(getattr(cast, name), "Amina Ndiaye")  # what is kept is older than all that follows
    cases = a_world(cast, random.Random(seed))
    KEPT.up_to_date()
    for name, user in cast.everybody().items():
        person = person_for(user)
        if not can_search_names(person):
            continue
        access, now = cases_access(cases), timezone.now()
        may = {
            case.reference for case in cases if can_reveal_identity(person, access[case.id], now)
        }
        assert set(found(user, "Amina Ndiaye")) == may, name
