import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.statistics.prevalence import stepwise
from amparo.statistics.prevalence.existing import Existence
from amparo.statistics.prevalence.fitting import fit
from amparo.statistics.prevalence.models import generators, hierarchical, independent, terms_of
from amparo.statistics.prevalence.ranking import fitted, rank, rank_of
from amparo.statistics.prevalence.refused import NotEstimable
from amparo.statistics.prevalence.tables import table_of
from tests.prevalence.making import counted, model, permuted, plainly, published

FEWER = settings(max_examples=max(12, settings().max_examples // 4))


@pytest.mark.parametrize(
    ("lists", "order", "number"),
    [(3, 2, 8), (3, 9, 8), (4, 2, 64), (4, 3, 113), (5, 2, 1024)],
)
def test_how_many_models_there_are(lists, order, number):
    assert len(hierarchical(lists, order)) == number


@pytest.mark.slow
def test_five_lists_have_6893_models_and_each_holds_what_is_within_its_terms():
    models = hierarchical(5, 4)

    assert len(set(models)) == 6893
    for one in models:
        assert all(part in one for term in one for part in range(term) if part & term == part)


def test_more_models_than_can_be_gone_through_are_refused():
    with pytest.raises(NotEstimable, match="more than 100000 models"):
        hierarchical(7, 2)


def test_order_one_leaves_only_independent_lists():
    assert hierarchical(5, 1) == (independent(5),)


def test_a_model_is_named_by_the_terms_that_are_in_no_other():
    table = published("Korea")

    assert generators(model(table, "b c")) == (0b100, 0b011)


@pytest.mark.parametrize("generators", [(), ("LA NG",), ("LA NG PFNCA", "NG GP", "PFNCA GO")])
def test_a_fit_in_a_batch_is_that_of_one_model_alone(generators):
    table = published("UKdat_5")
    terms = model(table, *generators)
    total, likelihood = plainly(table, terms)
    others = [one for one in hierarchical(5, 2) if len(one) == len(terms)][:50]

    counts = np.repeat(table.counts[None], len(others) + 1, axis=0)
    # Where no pair is shared, the parameter is minus infinity: the plain way cannot do that.
    fits = fit(counts[:1], np.array([terms]))
    assert table.observed + fits.unseen[0] == pytest.approx(total, rel=1e-9)
    assert fits.likelihood[0] == pytest.approx(likelihood, abs=1e-8)

    ranked = rank_of(table, [terms, *others], Existence())
    mine = next(one for one in ranked if one.model == terms)
    assert mine.estimate == pytest.approx(total, rel=1e-9)


@pytest.mark.slow
@given(counted(4), st.sampled_from(hierarchical(4, 3)))
def test_what_is_fitted_has_as_many_on_the_lists_of_every_term_as_were_counted(table, terms):
    _rows, fits = fitted(table.counts[None], np.array([terms]), Existence())

    for means in fits.means:
        patterns = np.arange(len(means))
        for term in terms:
            on = patterns & term == term
            assert means[on].sum() == pytest.approx(table.counts[on].sum(), abs=1e-6, rel=1e-7)
        assert (means[table.counts > 0] > 0).all()


@pytest.mark.slow
@given(counted(4), st.permutations(range(4)))
@FEWER
def test_the_order_of_the_lists_changes_nothing(table, order):
    first, again = rank(table, 2), rank(permuted(table, order), 2)

    assert [one.bic for one in again] == pytest.approx([one.bic for one in first], abs=1e-6)
    assert sorted(one.estimate for one in again) == pytest.approx(
        sorted(one.estimate for one in first), rel=1e-5
    )


@pytest.mark.parametrize("order", [(1, 2, 0, 4, 3, 5), (5, 4, 3, 2, 1, 0)])
def test_stepwise_does_not_depend_on_the_order_of_the_lists(order):
    table = published("UKdat")
    estimates = [one.estimate for one in stepwise.steps(table)]

    again = [one.estimate for one in stepwise.steps(permuted(table, order))]
    assert again == pytest.approx(estimates)


def test_a_table_scaled_up_says_the_same_and_does_not_fall_over():
    table = published("Korea")
    large = table_of(
        table.lists, {one: int(table.counts[one]) * 5_000_000 for one in table.patterns}
    )

    best = rank(large, 2)[0]
    assert best.estimate / 5_000_000 == pytest.approx(157.1667, abs=1e-4)


def test_many_tables_by_one_model_are_fitted_as_one_by_one():
    table = published("UKdat_5")
    rng = np.random.default_rng(3)
    counts = rng.multinomial(2744, table.counts / 2744, size=40).astype(float)
    terms = np.array([model(table, "LA NG", "PFNCA GO")])

    together = fit(counts, terms)
    alone = [fit(one[None], terms) for one in counts]
    assert together.unseen == pytest.approx([one.unseen[0] for one in alone], rel=1e-9)


def test_stepwise_for_many_tables_is_stepwise_for_each():
    table = published("UKdat_5")
    rng = np.random.default_rng(5)
    counts = rng.multinomial(2744, table.counts / 2744, size=12).astype(float)

    together = stepwise.chosen(counts)
    for row, unseen in zip(counts, together, strict=True):
        one = table_of(table.lists, dict(enumerate(row.astype(int).tolist())))
        assert stepwise.steps(one)[0].estimate == pytest.approx(2744 + unseen, rel=1e-8)


def test_pairs_taken_in_are_pairs_once():
    table = published("UKdat")
    terms = stepwise.steps(table)[0].model

    assert len(set(terms)) == len(terms)
    assert set(terms) - set(independent(6)) <= set(terms_of(6, 2))
