import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.statistics.prevalence import existing
from amparo.statistics.prevalence.existing import Existence, largest_least
from amparo.statistics.prevalence.fitting import fit, possible, sufficient
from amparo.statistics.prevalence.models import hierarchical
from amparo.statistics.prevalence.ranking import rank
from tests.prevalence.making import counted, model, published

THREE = hierarchical(3, 2)
FOUR = hierarchical(4, 3)


def least(table, terms):
    allowed = possible(table.counts[None], np.array([terms]))[0]
    return largest_least(table.counts > 0, allowed, terms)


def identifiable(table, terms):
    """By the rank of the design that is left, the plain way."""
    allowed = possible(table.counts[None], np.array([terms]))[0]
    left = [term for term in terms if sufficient(table.counts[None])[0, term] > 0]
    patterns = np.flatnonzero(allowed)
    design = ((patterns[:, None] & np.array(left)) == np.array(left)).astype(float)
    return np.linalg.matrix_rank(design) == len(left)


def by_direction(table, terms):
    """Whether no direction exists in which the likelihood never falls: the dual question, asked of
    every small whole-numbered direction."""
    allowed = possible(table.counts[None], np.array([terms]))[0]
    left = [term for term in terms if sufficient(table.counts[None])[0, term] > 0]
    patterns = np.flatnonzero(allowed)
    design = ((patterns[:, None] & np.array(left)) == np.array(left)).astype(int)
    seen = table.counts[patterns] > 0
    grid = np.stack(np.meshgrid(*[[-2, -1, 0, 1, 2]] * len(left)), -1).reshape(-1, len(left))
    moved = grid @ design.T
    ways = (moved >= 0).all(axis=1) & (moved[:, seen] == 0).all(axis=1) & (moved > 0).any(axis=1)
    return not ways.any()


@pytest.mark.slow
@given(counted(3, most=4), st.sampled_from(THREE))
def test_on_three_lists_the_programme_agrees_with_trying_every_direction(table, terms):
    if identifiable(table, terms):
        assert (least(table, terms) > existing.ABOVE_ZERO) == by_direction(table, terms)


@pytest.mark.slow
@given(counted(4, most=3), st.sampled_from(FOUR))
def test_what_a_fit_proves_is_what_the_programme_says(table, terms):
    counts, row = table.counts[None], np.array([terms])
    assert Existence().identifiable(counts, row)[0] == identifiable(table, terms)
    if identifiable(table, terms):
        found = fit(counts, row)
        exists = least(table, terms) > existing.ABOVE_ZERO
        assert not (found.closed[0] and found.lost[0])
        if found.closed[0]:
            assert exists
        if found.lost[0]:
            assert not exists
        assert Existence().exists(table.counts, terms) == exists


def test_the_programme_is_hardly_ever_needed(monkeypatch):
    asked = []
    monkeypatch.setattr(
        existing, "largest_least", lambda *args: asked.append(args) or largest_least(*args)
    )
    rank(published("UKdat_5"), 2)

    assert len(asked) < 10


def test_what_was_asked_is_not_asked_again(monkeypatch):
    table, existence = published("Artificial_3"), Existence()
    first = existence.exists(table.counts, model(table, "A B"))
    monkeypatch.setattr(existing, "largest_least", lambda *args: pytest.fail("asked again"))

    assert existence.exists(table.counts * 3, model(table, "A B")) is first is False


def test_a_list_without_cases_is_in_no_ones_way():
    table = published("Korea")
    counts = table.counts.copy()
    counts[[one for one in table.patterns if one & 0b100]] = 0
    found = fit(counts[None], np.array([model(table)]))

    # The other two are then all there is: the estimate of Lincoln and Petersen.
    assert counts.sum() + found.unseen[0] == pytest.approx(59 * 59 / 54)
