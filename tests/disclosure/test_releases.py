"""Several tables of a release, and a release after others, are protected as one table."""

from dataclasses import replace

import numpy as np
import pytest

from amparo.statistics.disclosure import attack
from amparo.statistics.disclosure.published import Published
from amparo.statistics.disclosure.refused import NotProtectable
from amparo.statistics.disclosure.suppress import Protected, protect
from amparo.statistics.disclosure.tables import TOTAL, Table, table_of

SEXES = ("girl", "boy")
YEARS = ("2024", "2025")


def giving(table: Table, wanted) -> Table:
    """Only these of its numbers, by their codes."""
    given = np.zeros_like(table.given)
    for place in np.ndindex(given.shape):
        given[place] = wanted(table.codes_at(place))
    return replace(table, given=given)


def told(name: str, done: Protected, wanted, dimensions, **about) -> Published:
    """One of the tables: the numbers with these codes, without the codes that all share."""
    shown, hidden = {}, {}
    for place in map(tuple, np.argwhere(done.table.given)):
        codes = done.table.codes_at(place)
        if not wanted(codes):
            continue
        at = tuple(code for code, name_ in zip(codes, done.table.dimensions, strict=True)
                   if name_ in dimensions)  # fmt: skip
        number = int(done.table.numbers[place])
        if done.hidden[place]:
            hidden[at] = number
        else:
            shown[at] = (number, number)
    return Published(name, dimensions, shown, hidden, **about)


def test_two_tables_of_one_release_are_protected_together() -> None:
    chance = np.random.default_rng(3)
    rows = [((f"r{r}", sex, f"f{f}"), int(chance.poisson(2 * (1 + r) * (1 + f) ** 2)))
            for r in range(4) for sex in SEXES for f in range(3)]  # fmt: skip
    first, second = (lambda codes: codes[2] == TOTAL), (lambda codes: codes[1] == TOTAL)
    table = giving(table_of(["region", "sex", "form"], rows),
                   lambda codes: first(codes) or second(codes))  # fmt: skip
    together = protect(table, about=table.given)
    tables = [told("by sex", together, first, ("region", "sex")),
              told("by form", together, second, ("region", "form"))]  # fmt: skip
    assert attack.check(tables) == []
    assert 0 < int(together.hidden.sum()) < int(table.given.sum())


GREW = [(("north", "2024"), 40), (("north", "2025"), 3), (("south", "2024"), 70),
        (("south", "2025"), 30), (("west", "2024"), 50), (("west", "2025"), 60)]  # fmt: skip


def test_a_release_is_protected_beside_an_earlier_one() -> None:
    """43 in the north would tell that three came since; what was published stays published."""
    before, after = (lambda codes: codes[1] == "2024"), (lambda codes: codes[1] == TOTAL)
    table = giving(table_of(["region", "release"], GREW),
                   lambda codes: before(codes) or after(codes))  # fmt: skip
    published = giving(table, before).given
    done = protect(table, published=published)
    assert not (done.hidden & published).any()
    assert done.hidden[table.place(("north", TOTAL))]
    tables = [told("first", done, before, ("region",), release="2024"),
              told("second", done, after, ("region",), release="2025")]  # fmt: skip
    assert attack.check(tables, releases=YEARS) == []
    unprotected = replace(done, hidden=np.zeros_like(done.hidden))
    leaky = [told("first", unprotected, before, ("region",), release="2024"),
             told("second", unprotected, after, ("region",), release="2025")]  # fmt: skip
    assert ("first", ("north",), 3) in {
        (one.table, one.codes, one.least) for one in attack.check(leaky, releases=YEARS)
    }


def test_what_was_published_too_much_before_is_refused_in_one_line() -> None:
    table = table_of(["region"], [(("north",), 3), (("south",), 30), ((TOTAL,), 33)])
    published = table.given & (table.numbers >= 11)
    with pytest.raises(NotProtectable, match="no way was found to hide north") as refused:
        protect(table, published=published)
    assert "\n" not in str(refused.value)
