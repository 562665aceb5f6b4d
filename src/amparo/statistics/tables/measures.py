"""Counts, shares and rates: each cell's number over the denominator that is right for it.

Who was not asked, is not known, refused or is not concerned is outside a denominator and stands
apart.
"""

from dataclasses import replace
from fractions import Fraction

from amparo.statistics.figures.meaning import Figure
from amparo.statistics.figures.parts import Meaning
from amparo.statistics.tables.counting import ALL, Key, denominators
from amparo.statistics.tables.draft import Draft
from amparo.statistics.tables.populations import Population
from amparo.statistics.tables.refused import NotAskable
from amparo.statistics.tables.table import Figures, Note, Table
from amparo.terms import N_


def counts(made: Draft, _population: Population | None) -> Table:
    return made.table(Figures(made.cells, made.count))


# Shares


def shares(made: Draft, _population: Population | None) -> Table:
    """Of all who have an answer on every axis, or of those with the same code `within` some."""
    asked = made.asked
    answers = tuple(f"answered={code}" for code in asked.axes)
    under = denominators(made.units, asked.read, asked.within, made.weight)

    def of(key: Key) -> Key:
        return tuple(
            code if axis in asked.within else ALL
            for axis, code in zip(asked.axes, key, strict=True)
        )

    def share(key: Key) -> Figure:
        whole = under[of(key)]
        return Figure(
            value=Fraction(made.numbers.of[key], whole),
            measure="share",
            meaning=made.narrowed(key, *answers),
            of=made.narrowed(of(key), *answers),
            of_value=whole,
        )

    cells = {key: made.numbers.of[key] for key in made.cells}
    return made.table(Figures(cells, share), rests_on=made.rests_on(cells, under))


# Rates


def rates(made: Draft, population: Population | None) -> Table:
    if population is None:
        raise NotAskable(N_("A rate needs a population: bring one as a file."))
    whole = (ALL,) * len(made.asked.axes)
    under = {key: population.of(made.narrowed(key), _restricted(made, key)) for key in made.cells}
    found = {key: one for key, one in under.items() if one is not None}

    def rate(key: Key) -> Figure:
        return _rate(made.numbers.of[key], made.narrowed(key), found[key])

    one_year = made.meaning.start.year == made.meaning.end.year
    all_of = population.of(made.meaning, _restricted(made, whole)) if one_year else None
    overall = _rate(made.numbers.of[whole], made.meaning, all_of) if all_of else None
    table = made.table(Figures(found, rate), overall=overall)
    if len(found) == len(under):
        return table
    return replace(table, notes=(Note(N_("No rate is shown where the population has nobody.")),))


def _restricted(made: Draft, key: Key) -> dict[str, tuple[str, ...]]:
    codes = dict(made.asked.filters)
    for axis, code in zip(made.asked.axes, key, strict=True):
        if code != ALL:
            codes[axis] = (code,)
    return codes


def _rate(number: int, meaning: Meaning, under: tuple[int, Meaning]) -> Figure:
    people, reference = under
    return Figure(
        value=Fraction(number * 100_000, people),
        measure="rate",
        meaning=meaning,
        of=reference,
        of_value=people,
    )
