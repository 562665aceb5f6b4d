"""Tables of one release hold together, whatever they share, beside what was public before."""

from itertools import combinations, product
from random import Random

import numpy as np
import pytest

from amparo.statistics.disclosure import attack
from amparo.statistics.disclosure.cliques import cliques
from amparo.statistics.disclosure.published import OTHERS, Published
from amparo.statistics.disclosure.tables import TOTAL
from amparo.statistics.disclosure.together import Counted, protect_together
from tests.disclosure.attacker import counted, furthest

CODES = {"sex": 2, "age": 3, "move": 3, "noticed": 4}


def people(seed: int) -> list[dict[str, str]]:
    """Children with a code of each dimension, and perhaps with a form of exploitation."""
    chance = Random(seed)
    weights = {name: [chance.expovariate(1) for _ in range(size)] for name, size in CODES.items()}
    return [
        {name: f"{name}{chance.choices(range(size), weights[name])[0]}"
         for name, size in CODES.items()} | {"begging": chance.choice(("yes", "no", "no", "no"))}
        for _ in range(chance.choice((40, 120, 400)))
    ]  # fmt: skip


def count(children, dimensions: tuple[str, ...]) -> dict[tuple[str, ...], int]:
    every = [[TOTAL, *(f"{name}{n}" for n in range(CODES[name]))] for name in dimensions]
    return {
        codes: sum(all(code in (TOTAL, child[name])
                       for name, code in zip(dimensions, codes, strict=True)) for child in children)
        for codes in product(*every)
    }  # fmt: skip


def release(seed: int) -> list[Counted]:
    """A few tables that share dimensions, in a ring or a star, and one of those with a form."""
    chance, children = Random(seed), people(seed)
    pairs = chance.sample(list(combinations(CODES, 2)), chance.choice((2, 3, 4)))
    tables = [Counted("-".join(pair), pair, count(children, pair)) for pair in pairs]
    begging = [child for child in children if child["begging"] == "yes"]
    of_one = Counted(
        "begging", ("sex",), count(begging, ("sex",)), ("begging", "yes"), count(children, ("sex",))
    )
    return [*tables, of_one]


def crossed(tables: list[Published]) -> tuple[list[tuple[str, ...]], list[str]]:
    """Every dimension crossed with every other: what the release itself avoids."""
    names = sorted({name for table in tables for name in (*table.dimensions, *table.where)})
    codes = {name: [f"{name}{n}" for n in range(CODES[name])] if name in CODES else ["yes", OTHERS]
             for name in names}  # fmt: skip
    return list(product(*(codes[name] for name in names))), names


def row(names: list[str], cells, table: Published, codes: tuple[str, ...]) -> np.ndarray:
    said = dict(zip(table.dimensions, codes, strict=True)) | dict(table.where)
    return counted(tuple(said.get(name, TOTAL) for name in names), cells)


def leaks(tables: list[Published], children, threshold: int) -> list[str]:
    """Of every number below the threshold, whether all tables crossed leave it open."""
    cells, names = crossed(tables)
    true = np.zeros(len(cells))
    for child in children:
        child = child | {"begging": "yes" if child["begging"] == "yes" else OTHERS}
        true[cells.index(tuple(child[name] for name in names))] += 1
    shown = [(row(names, cells, table, codes), least)
             for table in tables for codes, (least, _most) in table.shown.items()]  # fmt: skip
    matrix, numbers = np.array([one for one, _ in shown]), np.array([n for _, n in shown], float)
    assert (matrix @ true == numbers).all(), "what is shown is not true"
    found = []
    for table in tables:
        for codes in table.hidden:
            asked = row(names, cells, table, codes)
            if asked @ true >= threshold:
                continue
            ends = [asked @ furthest(sign * asked, matrix, numbers, true) for sign in (1.0, -1.0)]
            if ends[1] - ends[0] < threshold - 1e-6:
                found.append(f"{table.name}: {codes} between {ends}")
    return found


SEEDS = [*range(12), *(pytest.param(seed, marks=pytest.mark.prove) for seed in range(12, 200))]


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_no_small_number_of_a_release_can_be_worked_out(seed: int) -> None:
    """By an attacker who crosses all dimensions and knows nothing of groups."""
    done = protect_together(release(seed), 11)
    assert done.found == ()
    shown = [least for table in done.tables for least, _most in table.shown.values()]
    assert not shown or min(shown) >= 11
    assert leaks(list(done.tables), people(seed), 11) == []


@pytest.mark.parametrize("seed", range(3))
def test_rows_and_tables_in_another_order_hide_the_same(seed: int) -> None:
    tables, chance = release(seed), Random(seed)

    def shuffled(numbers):
        rows = list(numbers.items())
        chance.shuffle(rows)
        return dict(rows)

    others = [
        Counted(one.name, one.dimensions, shuffled(one.numbers), one.only, shuffled(one.everybody))
        for one in tables
    ]
    first, second = protect_together(tables, 11), protect_together(others, 11)
    assert [set(one.hidden) for one in first.tables] == [set(one.hidden) for one in second.tables]


def test_a_number_that_is_kept_is_shown_and_what_follows_is_found() -> None:
    numbers = {("a",): 3, ("b",): 40, ("c",): 50, (TOTAL,): 93}
    keep = frozenset({frozenset({("x", "b")}), frozenset({("x", "c")}), frozenset()})
    done = protect_together([Counted("t", ("x",), numbers)], 11, keep=keep)
    assert [(one.codes, one.kind) for one in done.found] == [(("a",), attack.BOUNDS)]
    assert protect_together([Counted("t", ("x",), numbers)], 11).found == ()


def test_what_earlier_releases_give_away_by_themselves_is_told_apart() -> None:
    leaky = Published("old", ("x",), {("b",): (40, 40), (TOTAL,): (43, 43)}, {("a",): None})
    done = protect_together(
        [Counted("t", ("y",), {("p",): 20, ("q",): 23, (TOTAL,): 43})], 11, earlier=[leaky]
    )
    assert {one.table for one in done.before} == {"old"}
    assert done.found == ()


# Groups of dimensions


def test_a_star_of_tables_needs_no_crossing() -> None:
    tables = [frozenset({"sex", name}) for name in "abcdefgh"]
    groups, joined = cliques(tables, dict.fromkeys([*"abcdefgh", "sex"], 20))
    assert set(groups) == set(tables)
    assert {names for _, _, names in joined} == {frozenset({"sex"})}


def test_a_ring_of_tables_is_cut_into_triangles() -> None:
    ring = [frozenset(pair) for pair in ("ab", "bc", "cd", "da")]
    groups, joined = cliques(ring, dict.fromkeys("abcd", 3))
    assert sorted(map(len, groups)) == [3, 3]
    assert len(joined) == 1
    assert len(joined[0][2]) == 2


@pytest.mark.parametrize("seed", range(30))
def test_groups_hold_every_table_and_hang_together_like_a_tree(seed: int) -> None:
    """Where two groups share a dimension, every group on the way between them has it too."""
    chance = Random(seed)
    names = "abcdefg"
    tables = [frozenset(chance.sample(names, chance.choice((1, 2, 2, 3)))) for _ in range(8)]
    groups, joined = cliques(tables, {name: chance.randint(2, 9) for name in names})
    assert all(any(table <= group for group in groups) for table in tables)
    assert len(joined) == len(groups) - 1
    beside = {at: [] for at in range(len(groups))}
    for one, other, shared in joined:
        assert shared == groups[one] & groups[other]
        beside[one].append(other)
        beside[other].append(one)
    for name in names:
        those = {at for at, group in enumerate(groups) if name in group}
        reached, open_ones = set(), list(those)[:1]
        while open_ones:
            at = open_ones.pop()
            reached.add(at)
            open_ones += [other for other in beside[at] if other in those - reached]
        assert reached == those
