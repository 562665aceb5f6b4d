"""How far a request and a child agree: exact, the same in any order, and nothing when nothing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.finding.tracing.matching import compare
from amparo.finding.tracing.sides import (
    AGREES,
    DIFFERS,
    KIN,
    MISSING,
    NEARLY,
    PARTS,
    POSSIBLE,
    STRONG,
    Known,
    Person,
    Said,
    Sought,
)
from amparo.finding.tracing.spelling import LEVELS, latin_words, likeness

AMINA = Known(
    names=("Amina Bangura",),
    born=((2012, 2012),),
    sex="female",
    places=(Said("Kenema"),),
    persons=(Person("Ibrahim Bangura", "sibling"), Person("Kadiatu Sesay", "mother")),
    accounts=(Said("She was promised a school.", "protection"),),
    noticed=date(2026, 5, 1),
)
ASKED = Sought(
    names=("Amina Bangura",),
    born=(2011, 2013),
    sex="female",
    places=("Kenema",),
    siblings=("Ibrahim",),
    parents=("Kadiatu Sesay",),
    lost=(date(2026, 1, 1), date(2026, 1, 31)),
)


def level(sought: Sought, code: str, known: Known = AMINA) -> str:
    return next(part.level for part in compare(sought, known).parts if part.code == code)


def test_a_child_of_whom_everything_agrees_is_very_likely_the_one() -> None:
    fit = compare(ASKED, AMINA)
    assert fit.strength > 0.99
    assert {part.level for part in fit.parts} <= {AGREES, NEARLY, MISSING}


def test_nothing_fits_where_no_name_is_near() -> None:
    assert not compare(Sought(names=("Rosa Quispe",), sex="female"), AMINA).fits


def test_one_common_name_alone_is_not_enough() -> None:
    assert compare(Sought(names=("Amina",)), AMINA).strength < POSSIBLE


def test_the_strength_does_not_depend_on_what_else_is_there() -> None:
    assert compare(ASKED, AMINA) == compare(ASKED, AMINA, register=999)


def test_a_family_name_that_all_bear_counts_once() -> None:
    alone = compare(Sought(names=("Amina Bangura",)), AMINA)
    father = Sought(names=("Amina Bangura",), parents=("Sorie Bangura",))
    assert level(father, "parents") == DIFFERS
    assert compare(father, AMINA).strength <= alone.strength


def test_a_brother_or_sister_is_told_apart_and_said_on_a_line_of_its_own() -> None:
    sister = Sought(names=("Hawa Bangura",), born=(2014, 2016), sex="female",
                    parents=("Kadiatu Sesay",), siblings=("Amina Bangura",))  # fmt: skip
    fit = compare(sister, AMINA)
    assert not fit.fits
    assert fit.kin > 0.9
    assert {part.code: part.level for part in fit.parts}[KIN] == DIFFERS
    assert compare(ASKED, AMINA).kin < 0.05


def test_a_telephone_number_is_no_place_that_differs() -> None:
    known = Known(names=("Amina Bangura",), places=(Said("+232 76 111 222"),))
    assert level(ASKED, "place", known) == MISSING


def test_a_larger_register_and_a_common_name_make_it_weaker() -> None:
    few = compare(Sought(names=("Amina Bangura",)), AMINA)
    assert compare(Sought(names=("Amina Bangura",)), AMINA, 1_000_000).strength < few.strength
    common = compare(Sought(names=("Amina Bangura",)), AMINA, share=lambda _word: 0.05)
    assert common.strength < few.strength


@pytest.mark.parametrize(
    ("latin", "other"),
    [
        ("Amina Bangura", "أمينة بانغورا"),
        ("Fatima Diallo", "فاطمة ديالو"),
        ("Fatima", "Фатима"),
        ("Mohammed Karimov", "Мухаммед Каримов"),
        ("Sunita Gurung", "सुनिता गुरुङ"),
        ("Fatema Khatun", "ফাতেমা খাতুন"),
    ],
)
def test_a_name_in_another_script_is_the_same_name(latin: str, other: str) -> None:
    known = Known(names=(other,), born=((2012, 2012),), sex="female")
    sought = Sought(names=(latin,), born=(2011, 2013), sex="female")
    fit = compare(sought, known)
    assert fit.parts[0].level in (AGREES, NEARLY)
    assert fit.weight > compare(Sought(names=("Rosa Quispe",)), known).weight + 6


@pytest.mark.parametrize(
    ("heard", "written"),
    [("Aminata", "Aminatta"), ("Mohamed", "Muhammad"), ("Ousmane", "Usman"), ("Chewe", "Shewe")],
)
def test_a_name_that_is_heard_differently_is_near(heard: str, written: str) -> None:
    assert likeness(*(latin_words(name)[0] for name in (heard, written))) != "other"


def test_years_apart_speak_against_it_the_more_the_further() -> None:
    def weight(born: tuple[int, int]) -> float:
        return compare(Sought(names=("Amina",), born=born), AMINA).weight

    assert weight((2012, 2012)) > weight((2014, 2014)) > weight((2016, 2016))


def test_a_child_lost_after_they_were_noticed_here_is_another() -> None:
    assert level(Sought(lost=(date(2026, 8, 1), date(2026, 8, 31))), "when") == DIFFERS
    assert level(Sought(lost=(date(2026, 4, 1), date(2026, 8, 31))), "when") == AGREES


def test_another_sex_speaks_against_it_and_an_unknown_one_says_nothing() -> None:
    assert level(Sought(sex="male"), "sex") == DIFFERS
    assert level(Sought(sex="unknown"), "sex") == MISSING


def test_a_seeker_of_the_name_of_somebody_who_is_a_risk_is_pointed_out() -> None:
    known = Known(names=("Amina",), persons=(Person("Mariama Bangura", "relative", "confirmed"),))
    assert compare(Sought(seeker=Person("Mariama Bangura", "relative")), known).risk
    assert compare(Sought(seeker=Person("مريامة بانغورا", "mother")), known).risk
    assert not compare(Sought(seeker=Person("Rosa Quispe", "mother")), known).risk


def test_every_part_is_explained_even_where_nothing_is_known() -> None:
    fit = compare(Sought(), Known())
    assert {part.code for part in fit.parts} == set(PARTS) - {KIN}
    assert {part.level for part in fit.parts} == {MISSING}
    assert fit.strength < 0.001


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_two_names_can_be_compared_and_either_side_first_is_the_same(
    one: str, two: str
) -> None:
    ways = [
        compare(Sought(names=(a,)), Known(names=(b,))).weight for a, b in ((one, two), (two, one))
    ]
    assert ways[0] == ways[1]
    for word in latin_words(one):
        assert likeness(word, word) == LEVELS[0]


@given(st.permutations(["Amina", "Fatima", "Bangura", "Sesay"]))
def test_names_in_any_order_are_the_same(names: list[str]) -> None:
    said = Sought(names=tuple(names))
    assert compare(said, AMINA).weight == compare(Sought(names=tuple(sorted(names))), AMINA).weight


def test_strong_is_stronger_than_possible() -> None:
    assert 0 < POSSIBLE < STRONG < 1
