"""The model that is shipped is what its command makes."""

import pytest

from amparo.finding.linkage import shipped
from benchmarks import linkage_model

pytestmark = pytest.mark.prove


def test_the_shipped_model_can_be_made_again():
    made, kept = linkage_model.measured(linkage_model.taught()), shipped()
    assert (made.kin, made.before, made.made_of) == (kept.kin, kept.before, kept.made_of)
    assert made.together == pytest.approx(kept.together, rel=0.01)
    for code, levels in kept.chances.items():
        for level, chance in levels.items():
            again = made.chances[code][level]
            assert (again.m, again.u) == pytest.approx((chance.m, chance.u), rel=0.02, abs=1e-6)
            assert (again.k is None) == (chance.k is None)
            assert again.k is None or again.k == pytest.approx(chance.k, rel=0.01)
    for again, before in zip(made.errors, kept.errors, strict=True):
        assert again.wrongly_joined == pytest.approx(before.wrongly_joined, abs=1e-3)
        assert again.left_apart == pytest.approx(before.left_apart, abs=1e-3)
