"""Hierarchical log-linear models over lists, as sets of terms.

Lists are numbered from 0; a term, like a capture pattern, is a whole number whose bits say which
lists it is about (0: the constant). A hierarchical model holds with each term all terms within it,
and always the constant and every list alone. The term of all lists together is in none: with it
there would be more parameters than patterns.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations

from amparo.statistics.prevalence.refused import NotEstimable
from amparo.terms import N_

Model = tuple[int, ...]
"""Its terms, the smaller ones first."""

MOST_MODELS = 100_000
TOO_MANY = N_(
    "%(lists)s lists have more than %(most)s models up to order %(order)s: ask for a lower order,"
    " or for the stepwise method"
)


def size(term: int) -> int:
    """How many lists a term is about."""
    return term.bit_count()


def ordered(terms: Iterable[int]) -> Model:
    """The terms as a model has them."""
    return tuple(sorted(set(terms), key=lambda term: (size(term), term)))


def independent(lists: int) -> Model:
    """The model in which being on one list says nothing about being on another."""
    return ordered([0, *(1 << one for one in range(lists))])


def terms_of(lists: int, order: int) -> list[int]:
    """All terms about exactly so many lists."""
    return [sum(1 << one for one in chosen) for chosen in combinations(range(lists), order)]


@cache
def hierarchical(lists: int, order: int) -> tuple[Model, ...]:
    """All models with terms of up to `order` lists. Raises NotEstimable where they are too many."""
    order = min(order, lists - 1)
    found: list[Model] = []
    pairs = len(terms_of(lists, 2)) if order > 1 else 0
    for model in _grown(lists, order):
        found.append(model)
        if len(found) > MOST_MODELS or 2**pairs > MOST_MODELS:
            counted = {"lists": lists, "most": MOST_MODELS, "order": order}
            raise NotEstimable(TOO_MANY, counted)
    return tuple(sorted(found, key=lambda model: (len(model), model)))


def _grown(lists: int, order: int) -> Iterator[Model]:
    """Breadth by order: which pairs, then which triples of such pairs, and so on."""

    def grow(terms: frozenset[int], level: int) -> Iterator[Model]:
        if level > order:
            yield ordered(terms)
            return
        may = [term for term in terms_of(lists, level) if set(within(term)) <= terms]
        for number in range(len(may) + 1):
            for chosen in combinations(may, number):
                yield from grow(terms | set(chosen), level + 1)

    yield from grow(frozenset(independent(lists)), 2)


def within(term: int) -> list[int]:
    """The terms about one list fewer."""
    return [term & ~(1 << one) for one in range(term.bit_length()) if term >> one & 1]


def generators(model: Model) -> tuple[int, ...]:
    """The terms that are in no other: they name the model, as [12,3] does."""
    return tuple(
        term for term in model if not any(term != other and term & other == term for other in model)
    )


def named(model: Model, lists: tuple[str, ...]) -> list[list[str]]:
    """The generators of a model by the names of their lists."""
    found = [
        [name for place, name in enumerate(lists) if term >> place & 1]
        for term in generators(model)
    ]
    return sorted(found, key=lambda names: (-len(names), [lists.index(name) for name in names]))
