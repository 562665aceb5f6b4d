"""A child is found by name by those who may know the name; nobody else learns that there is one."""

import pytest

from amparo.access import Refused
from amparo.audit.models import Line
from amparo.casefile import actions
from amparo.casefile.actions_concern import join_concern
from amparo.finding import names
from amparo.finding.keeping import KEPT
from amparo.finding.queries import by_name
from tests.casefile.conftest import the_cast
from tests.casefile.making import a_case, a_concern, record
from tests.cast import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    KEPT.forget()
    return the_cast()


def a_child(cast, *written):
    return a_case(cast, identity={"names": [{"name": name} for name in written]})


def found(user, text):
    return [row.head.reference for row in by_name(user, text)]


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
    assert found(cast.caseworker, "Amira") == []
    assert [row.whole for row in by_name(cast.caseworker, "amin")] == [False]
    assert [row.whole for row in by_name(cast.caseworker, "amina")] == [True]


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
        by_name(getattr(cast, name), "Amina")


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
    found(cast.caseworker, "Amina")
    found(cast.caseworker, "Unfindable")
    [line] = Line.objects.filter(verb="names_searched")
    assert (line.case_id, line.actor_id) == (case.id, cast.caseworker.id)
    assert "amina" not in str(line.detail).lower()
    record(cast, case, "missing_reported")
