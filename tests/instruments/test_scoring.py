"""Evidence that explains itself: what answers add up to, and what they never do."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.instruments import Answers, Result, is_positive, score, shipped
from amparo.instruments.answers import ANSWERS, OPEN, WORST_FORMS
from amparo.instruments.model import EXPLOITATION, ILO_DIMENSIONS
from amparo.instruments.scoring import (
    ACT_UNKNOWN,
    AGE_DOUBTED,
    AGE_UNKNOWN,
    MEANS_NEEDED,
    NO_ACT,
    NOT_VERIFIED,
    OUTSIDE_AGES,
    PROTECT,
    WORST_FORM,
)

CHILD = shipped()["child_labour"]
ADULT = shipped()["adult_labour"]
EXPLOITED = {"4.excessive_hours": "yes", "4.low_salary": "yes"}

# The rule of the ILO/EC indicators once more, written as its brochure lists it: whoever has at
# least one of these (strong, medium, weak) is positive.
ENOUGH = ((2, 0, 0), (1, 1, 0), (1, 0, 1), (0, 3, 0), (0, 2, 1))


def holds(counts: tuple[int, int, int]) -> bool:
    return any(
        all(have >= need for have, need in zip(counts, least, strict=True)) for least in ENOUGH
    )


def screened(answers: dict[str, str], **more: object) -> Result:
    return score(CHILD, Answers(answers, **more))  # type: ignore[arg-type]


def dimension(result: Result, code: str = EXPLOITATION):
    return next(one for one in result.dimensions if one.code == code)


@pytest.mark.parametrize("counts", list(product(range(7), repeat=3)))
def test_the_rule_is_the_same_written_twice(counts: tuple[int, int, int]) -> None:
    assert is_positive(*counts) == holds(counts)


@pytest.mark.parametrize("counts", [(1, 0, 0), (0, 2, 0), (0, 1, 5), (0, 0, 9), (0, 0, 0)])
def test_what_the_rule_says_is_not_enough_is_not_enough(counts: tuple[int, int, int]) -> None:
    assert not is_positive(*counts)


def test_all_six_dimensions_always_appear_in_their_order() -> None:
    assert tuple(one.code for one in screened({}).dimensions) == ILO_DIMENSIONS


def test_a_positive_dimension_says_because_of_which_answers() -> None:
    found = dimension(screened({**EXPLOITED, "4.hazardous": "no", "4.bad_living": "unknown"}))
    assert found.positive
    assert found.because == ("4.excessive_hours", "4.low_salary")
    assert (found.strong, found.medium, found.weak) == (1, 1, 0)
    assert (found.no, found.unknown, found.not_asked) == (1, 1, 4)


def test_for_a_child_an_act_and_exploitation_are_enough_and_no_means_is_needed() -> None:
    result = screened(EXPLOITED, act=True, age=15)
    assert result.finding == "indicated"
    assert [one.code for one in result.dimensions if one.positive] == [EXPLOITATION]
    assert MEANS_NEEDED not in result.warnings


def test_an_act_that_is_not_known_is_a_warning_and_not_a_no() -> None:
    result = screened(EXPLOITED, age=15)
    assert result.finding == "indicated"
    assert ACT_UNKNOWN in result.warnings


def test_exploitation_without_an_act_is_child_protection_all_the_same() -> None:
    result = screened(EXPLOITED, act=False, age=15)
    assert result.exploitation_positive
    assert result.finding == "not_indicated_yet"
    assert NO_ACT in result.warnings


@pytest.mark.parametrize("form", WORST_FORMS)
def test_any_worst_form_is_exploitation_whatever_the_other_answers_say(form: str) -> None:
    none = dict.fromkeys(CHILD.items, "no")
    result = screened(none, worst_forms={form: "yes"}, act=True, age=9)
    assert result.exploitation_positive
    assert result.finding == "indicated"
    assert WORST_FORM in result.warnings
    assert not dimension(result).positive


@pytest.mark.parametrize(("age", "holds"), [(None, True), (17, True), (18, True), (20, True),
                                            (21, False)])  # fmt: skip
def test_while_the_age_is_not_known_or_doubted_the_rules_for_children_hold(
    age: int | None, holds: bool
) -> None:
    result = score(ADULT, Answers({}, {"begging": "yes"}, True, age))
    assert (result.child_rules, result.exploitation_positive) == (holds, holds)


def test_the_age_warns_and_never_refuses() -> None:
    assert AGE_UNKNOWN in screened({}).warnings
    assert {AGE_DOUBTED, OUTSIDE_AGES} <= set(screened({}, age=19).warnings)
    assert OUTSIDE_AGES in screened({}, age=40).warnings
    assert OUTSIDE_AGES not in screened({}, age=17).warnings


def test_an_adult_is_told_that_a_means_must_be_shown() -> None:
    exploited = score(ADULT, Answers(EXPLOITED, act=True, age=30))
    assert MEANS_NEEDED in exploited.warnings
    deceived = {**EXPLOITED, "1.nature_of_job": "yes", "1.wages": "yes"}
    assert MEANS_NEEDED not in score(ADULT, Answers(deceived, act=True, age=30)).warnings


def test_nothing_known_is_insufficient_and_something_known_is_not_yet() -> None:
    assert screened({}).finding == "insufficient"
    assert screened(dict.fromkeys(CHILD.items, "unknown")).finding == "insufficient"
    assert screened(dict.fromkeys(CHILD.items, "refused")).finding == "insufficient"
    assert screened({"1.nature_of_job": "yes"}).finding == "insufficient"
    assert screened({"4.excessive_hours": "yes"}).finding == "not_indicated_yet"
    assert screened(dict.fromkeys(CHILD.items, "no")).finding == "not_indicated_yet"
    assert screened({}, worst_forms={"begging": "no"}).finding == "not_indicated_yet"


def test_every_result_asks_to_protect_and_says_how_far_its_text_is_checked() -> None:
    assert screened({}).warnings[-1] == PROTECT
    assert NOT_VERIFIED in screened({}).warnings


def test_where_nothing_is_counted_nothing_is_found() -> None:
    signs = shipped()["unodc_child"]
    result = score(signs, Answers(dict.fromkeys(signs.items, "yes"), age=12))
    assert (result.finding, result.exploitation_positive) == (None, None)
    assert {one.positive for one in result.dimensions} == {None}
    assert sum(len(one.because) for one in result.dimensions) == len(signs.items)


given_answers = st.dictionaries(st.sampled_from(sorted(CHILD.items)), st.sampled_from(ANSWERS))
given_forms = st.dictionaries(st.sampled_from(WORST_FORMS), st.sampled_from(ANSWERS))
acts = st.sampled_from([True, False, None])


@given(given_answers, given_forms, acts, st.sampled_from(sorted(CHILD.items)))
def test_one_more_yes_never_makes_less_of_what_was_found(
    answers: dict[str, str], forms: dict[str, str], act: bool | None, item: str
) -> None:
    before = screened(answers, worst_forms=forms, act=act)
    after = screened({**answers, item: "yes"}, worst_forms=forms, act=act)
    assert before.exploitation_positive <= after.exploitation_positive  # type: ignore[operator]
    for old, new in zip(before.dimensions, after.dimensions, strict=True):
        assert old.positive <= new.positive  # type: ignore[operator]


@given(given_answers)
def test_what_was_answered_no_or_refused_is_never_suggested_again(answers: dict[str, str]) -> None:
    open_now = {item for one in screened(answers).dimensions for item in one.still_open}
    assert open_now == {item for item in CHILD.items if answers.get(item, "not_asked") in OPEN}


@given(given_answers)
def test_not_known_refused_and_not_asked_count_as_nothing_and_are_kept_apart(
    answers: dict[str, str],
) -> None:
    only_yes = {item: answer for item, answer in answers.items() if answer == "yes"}
    result = screened(answers)
    for full, bare in zip(result.dimensions, screened(only_yes).dimensions, strict=True):
        assert full.positive == bare.positive
    for answer in ("unknown", "refused", "no"):
        said = sum(getattr(one, answer) for one in result.dimensions)
        assert said == list(answers.values()).count(answer)


@given(given_answers)
def test_a_dimension_is_out_of_reach_only_if_no_open_answer_could_turn_it(
    answers: dict[str, str],
) -> None:
    result = screened(answers)
    every_yes = {item: "yes" for one in result.dimensions for item in one.still_open}
    best = screened({**answers, **every_yes})
    assert [one.reachable for one in result.dimensions] == [one.positive for one in best.dimensions]


@given(given_answers, given_forms, acts, st.none() | st.integers(0, 120))
def test_no_result_says_that_a_child_was_not_trafficked(
    answers: dict[str, str], forms: dict[str, str], act: bool | None, age: int | None
) -> None:
    result = screened(answers, worst_forms=forms, act=act, age=age)
    assert result.finding in ("indicated", "not_indicated_yet", "insufficient")
    said = " ".join(result.warnings).lower()
    assert "not a victim" not in said
    assert "not trafficked" not in said
