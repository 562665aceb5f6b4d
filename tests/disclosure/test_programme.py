"""The quick way to the least and the most of many sums finds what the slow one finds."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from scipy.sparse import csr_array

from amparo.statistics.disclosure import again, attack, solving
from amparo.statistics.disclosure.programme import Binding, bounds
from amparo.statistics.disclosure.published import Published
from amparo.statistics.disclosure.refused import NotProtectable
from amparo.statistics.disclosure.solving import Unknown, solver
from amparo.statistics.disclosure.together import Counted, protect_together
from tests.disclosure.test_together import count, people, release

WIDE = 11


def slowly(unknown: Unknown, asked: csr_array) -> np.ndarray:
    """Each end of each sum by a programme of its own."""
    solve = solver(unknown, WIDE)
    rows = asked.toarray()
    ends = np.array([[row @ solve(row), row @ solve(-row)] for row in rows]).reshape(-1, 2)
    return np.stack([np.ceil(ends[:, 0] - 1e-6), np.floor(ends[:, 1] + 1e-6)], axis=1)


def by_chance(seed: int) -> tuple[Unknown, csr_array]:
    """Sums of unknown counts that are known, some of them rounded, and others that are asked for.

    Few are open: most of the counts are 0, and of many sums the parts are known.
    """
    chance = np.random.default_rng(seed)
    size = int(chance.integers(4, 40))
    true = chance.poisson(chance.choice((0.3, 3.0, 30.0)), size).astype(float)
    rows = csr_array((chance.random((int(chance.integers(1, size)), size)) < 0.25).astype(float))
    slack = np.where(chance.random(rows.shape[0]) < 0.2, chance.integers(1, 9, rows.shape[0]), 0)
    asked = csr_array((chance.random((30, size)) < 0.2).astype(float))
    known = rows @ true
    return Unknown(rows, known - np.minimum(slack, known), known + slack), asked


def said(ends: np.ndarray) -> list[tuple[int, int] | None]:
    """What is told: both ends of what is closely known, else only that it is open."""
    return [None if most - least >= WIDE else (int(least), int(max(least, most)))
            for least, most in ends.tolist()]  # fmt: skip


@pytest.mark.parametrize(
    "seed", [*range(40), *(pytest.param(n, marks=pytest.mark.prove) for n in range(40, 1000))]
)
def test_many_at_once_are_as_each_by_itself(seed: int) -> None:
    unknown, asked = by_chance(seed)
    assert said(bounds(unknown, asked, WIDE)) == said(slowly(unknown, asked))


@pytest.mark.parametrize("seed", range(10))
def test_without_what_is_inside_scipy_it_finds_the_same(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    unknown, asked = by_chance(seed)
    quickly = said(bounds(unknown, asked, WIDE))
    monkeypatch.setattr(solving, "Again", _not_there)
    assert said(bounds(unknown, asked, WIDE)) == quickly


def _not_there(*_args: object) -> None:
    raise again.NoAnswer


@pytest.mark.parametrize("seed", range(10))
def test_where_it_stops_answering_it_finds_the_same(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    unknown, asked = by_chance(seed)
    quickly = said(bounds(unknown, asked, WIDE))
    monkeypatch.setattr(again, "MOST_STEPS", 0)
    assert said(bounds(unknown, asked, WIDE)) == quickly


def test_it_is_there() -> None:
    """Another scipy may have moved what is used from inside it: then all takes fifty times longer.

    `amparo.statistics.disclosure.again` is where to mend it.
    """
    rows = csr_array(np.ones((1, 2)))
    one = again.Again(rows, np.array([3.0]), np.array([3.0]), 9.0)
    counts, holds = one.least(np.array([1.0, 2.0]))
    assert counts.tolist() == [3, 0]
    assert abs(holds).tolist() == [1]
    assert one.least(np.array([2.0, 1.0]))[0].tolist() == [0, 3]


def test_what_holds_a_sum_is_the_same_as_by_one_programme(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = csr_array(np.array([[1.0, 1, 0, 0], [0, 1, 1, 0], [0, 0, 0, 1]]))
    numbers = np.array([4.0, 9.0, 7.0])
    unknown, asked = Unknown(rows, numbers, numbers), csr_array(np.array([[1.0, 0, 0, 0]]))
    assert Binding(unknown)(asked) == [0]
    monkeypatch.setattr(solving, "Again", _not_there)
    assert Binding(unknown)(asked) == [0]


def test_what_contradicts_itself_is_refused() -> None:
    rows = csr_array(np.array([[1.0, 1, 0], [0, 1, 1], [1, 0, -1]]))
    numbers = np.array([4.0, 9.0, 7.0])
    with pytest.raises(NotProtectable, match="contradict"):
        bounds(Unknown(rows, numbers, numbers), csr_array(np.eye(3)), WIDE)


# Releases beside each other


def beside(seed: int) -> tuple[list[Published], list[str]]:
    """A release, and one of more children whose numbers were hidden without a look at the first."""
    first = protect_together(release(seed), WIDE, release="first").tables
    tables = [Counted(one.name, one.dimensions, _more(one, seed), one.only, one.everybody)
              for one in release(seed) if one.only is None]  # fmt: skip
    later = protect_together(tables, WIDE, release="later").tables
    named = [replace(one, name=f"{one.release}: {one.name}") for one in (*first, *later)]
    return named, ["first", "later"]


def _more(one: Counted, seed: int) -> dict[tuple[str, ...], int]:
    children = people(seed)
    chance = Random(seed)
    return count([*children, *chance.sample(children, 15)], one.dimensions)


@pytest.mark.slow
@pytest.mark.parametrize(
    "seed", [*range(6), *(pytest.param(n, marks=pytest.mark.prove) for n in range(6, 60))]
)
def test_an_attack_finds_what_the_slow_one_finds(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables, releases = beside(seed)
    found = attack.check(tables, WIDE, releases=releases)
    monkeypatch.setattr(attack, "bounds", lambda unknown, asked, _wide: np.array(
        [[least, max(least, most)] for least, most in slowly(unknown, asked)], dtype=np.int64
    ).reshape(-1, 2))  # fmt: skip
    assert attack.check(tables, WIDE, releases=releases) == found


@pytest.mark.parametrize("seed", range(4))
def test_an_attack_finds_the_same_whatever_the_order_of_rows(seed: int) -> None:
    tables, releases = beside(seed)
    chance = Random(seed)

    def shuffled(numbers):
        rows = list(numbers.items())
        chance.shuffle(rows)
        return dict(rows)

    mixed = [replace(one, shown=shuffled(one.shown), hidden=shuffled(one.hidden)) for one in tables]
    assert attack.check(mixed, releases=releases) == attack.check(tables, releases=releases)


def test_what_is_open_enough_is_not_asked_again() -> None:
    made = attack.attack(release_told(3))
    wide: set[attack.Key] = set()
    found = attack.findings(made, WIDE, wide)
    assert wide
    assert attack.findings(made, WIDE, wide) == found


def release_told(seed: int) -> list[Published]:
    return list(protect_together(release(seed), WIDE).tables)


def test_tables_that_cannot_be_true_together_do_not_fit() -> None:
    def table(whole: int) -> Published:
        return Published(
            "t", ("x",), {("a",): (20, 20), ("Total",): (whole, whole)}, {("b",): None}
        )

    assert attack.fit([table(30)])
    assert not attack.fit([table(19)])
