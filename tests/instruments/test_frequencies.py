"""How often a result is wrong, as people can picture it."""

import pytest

from amparo.instruments import frequencies, shipped

STUDIES = {study.code: study for study in shipped()["external_score"].studies}


def test_most_alarms_are_false_where_few_are_trafficked() -> None:
    study = STUDIES["short_screen_2018"]
    found = frequencies(study, 0.111)
    assert round(found.right_of_positive) == 20
    assert round(100 - found.missed_of_negative) == 97
    assert round(frequencies(study, 0.01).right_of_positive) == 2


@pytest.mark.parametrize("study", STUDIES.values(), ids=lambda study: study.code)
def test_a_screen_that_is_not_alarmed_misses_some_all_the_same(study) -> None:
    before = 0.0
    for prevalence in (0.01, 0.05, 0.2, 0.5, 0.9):
        found = frequencies(study, prevalence)
        assert 0 < found.missed_of_negative < 100
        assert before < found.right_of_positive < 100
        before = found.right_of_positive


@pytest.mark.parametrize("prevalence", [0, 1, -0.1, 1.5])
def test_a_prevalence_is_a_share_of_those_who_are_screened(prevalence: float) -> None:
    with pytest.raises(ValueError, match="prevalence"):
        frequencies(STUDIES["qyit_2019"], prevalence)
