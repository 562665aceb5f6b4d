"""An estimate in words, in any language: what is uncertain first, the whole ranking last.

The command prints it and a page lays it out. No number of one model stands alone in it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from amparo.statistics.prevalence.answers import (
    BAYES,
    BIC,
    LISTS_TO_LEAVE_OUT,
    STEPWISE,
    Estimate,
    Interval,
    Spread,
    Tried,
)
from amparo.statistics.prevalence.refused import Note, NotEstimable
from amparo.terms import N_

METHOD: Final = {
    BIC: N_("all hierarchical models, the lowest BIC chosen"),
    STEPWISE: N_("stepwise: pair by pair, the most improbable overlap first"),
    BAYES: N_("all decomposable graphs, weighed by their posterior probability"),
}
OBSERVED: Final = N_("%(observed)s cases observed on %(lists)s lists")
WIDEST: Final = N_(
    "A range of models, not a count: with chance, these data allow %(low)s to %(high)s in total"
)
WITHOUT_CHANCE: Final = N_(
    "A range of models, not a count: %(low)s to %(high)s in total, and nothing here says what"
    " chance adds to it"
)
BETWEEN: Final = N_("%(low)s to %(high)s")
NOT_TOLD_APART: Final = N_("models that the data do not tell apart: %(number)s")
GRAPHS: Final = N_("graphs of some weight: %(number)s")
CHANCE: Final = N_("interval, %(level)s %%: chance, and which model")
CHOSEN: Final = N_("the model chosen, never to be given alone")
MEDIAN: Final = N_("median over all graphs, never to be given alone")
NOT_COMPUTED: Final = N_("none computed")
THRESHOLDS: Final = N_("Linked at other thresholds: the models chosen lie from %(low)s to %(high)s")
OF_TABLE: Final = N_(
    "observed %(observed)s, chosen %(chosen)s, range %(low)s to %(high)s, 95 %%: %(interval)s"
)
LEFT_OUT: Final = N_("If one list had never been kept:")
NEEDS_FOUR: Final = N_(
    "No list was left out in turn: that needs four lists, since with two nothing can be checked."
)
BEFORE: Final = N_("Before this is used:")
RANKED: Final = {
    BIC: N_("All models that have an estimate, the best first: BIC, total, lists that depend"),
    STEPWISE: N_("The models on the way, the chosen one first: BIC, total, lists that depend"),
    BAYES: N_("All graphs, the most probable first: probability, total, lists that depend"),
}
NONE_DEPEND: Final = N_("none, all independent")
NOT_TRAFFICKED: Final = N_(
    "%(observed)s were found. That is how many were found, not how many were trafficked; and no"
    " number here is a count of those."
)
QUOTE: Final = N_(
    "Estimated, not counted: %(observed)s cases are on %(lists)s lists (%(names)s); by multiple"
    " systems estimation a range of models and of chance allows %(low)s to %(high)s in total, if"
    " the lists were linked without error, referred cases are no overlap, and every case could come"
    " onto a list."
)
QUOTE_ALONE: Final = N_(
    "Estimated, not counted: %(observed)s cases are on %(lists)s lists (%(names)s); by multiple"
    " systems estimation a range of models allows %(low)s to %(high)s in total, chance not"
    " included, if the lists were linked without error, referred cases are no overlap, and every"
    " case could come onto a list."
)


def whole(number: float) -> str:
    return f"{number:,.0f}"


def decimal(number: float, digits: int) -> str:
    return f"{number:,.{digits}f}"


@dataclass(frozen=True, slots=True)
class Words:
    """A language: `say` translates a message id, `number` writes a number of cases, `decimal` one
    with so many digits behind the point."""

    say: Callable[[str], str] = lambda text: text
    number: Callable[[float], str] = whole
    decimal: Callable[[float, int], str] = decimal

    def __call__(self, text: str, **values: object) -> str:
        said = self.say(text)
        return said % values if values else said

    def note(self, note: Note) -> str:
        """A warning or a reason in this language."""
        return self(note.text, **{name: self._value(one) for name, one in note.values.items()})

    def _value(self, value: object) -> object:
        if isinstance(value, float):
            return self.decimal(value, 1 if value >= 1 else 2)
        return self.number(value) if isinstance(value, int) else value

    def refused(self, refusal: NotEstimable) -> str:
        """Why nothing is estimated, with the table it is about."""
        said = self.note(refusal.note)
        return f"{refusal.where}: {said}" if refusal.where else said

    def between(self, ends: Interval | None) -> str:
        if ends is None:
            return self(NOT_COMPUTED)
        low, high = map(self.number, ends)
        return low if low == high else self(BETWEEN, low=low, high=high)


ENGLISH: Final = Words()
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Account:
    """What is said of an estimate, in words of one language."""

    name: str
    observed: str
    method: str
    range: str
    parts: tuple[Pair, ...]
    thresholds: str
    tables: tuple[Pair, ...]
    without: tuple[Pair, ...]
    needs_four: str
    warnings: tuple[str, ...]
    found: str
    quote: str
    ranked: str
    ranking: tuple[tuple[str, str, str], ...]


def account(spread: Spread, words: Words = ENGLISH) -> Account:
    """The account of the first table, beside the others where there are some."""
    name, found = spread.estimates[0]
    several = len(spread.estimates) > 1
    return Account(
        name=name,
        observed=_of(OBSERVED, found, words),
        method=words(METHOD[found.method]),
        range=_range(spread, words),
        parts=tuple(_parts(found, words)),
        thresholds=_ends(THRESHOLDS, (spread.low, spread.high), words) if several else "",
        tables=tuple(_over_tables(spread, words)) if several else (),
        without=tuple(_without(found, words)),
        needs_four=words(NEEDS_FOUR) if len(found.lists) < LISTS_TO_LEAVE_OUT else "",
        warnings=tuple(map(words.note, found.warnings)),
        found=words(NOT_TRAFFICKED, observed=words.number(found.observed)),
        quote=_quote(spread, words),
        ranked=words(RANKED[found.method]),
        ranking=tuple(_row(one, words) for one in found.models),
    )


def lines(spread: Spread, words: Words = ENGLISH) -> Iterator[str]:
    """The same as a text to be read."""
    yield from written(account(spread, words), words)


def written(said: Account, words: Words) -> Iterator[str]:
    """An account as lines."""
    yield f"{said.name}: {said.observed}"
    yield said.method
    yield ""
    yield said.range
    yield from _columns(said.parts)
    yield said.found
    if said.tables:
        yield from ("", said.thresholds, *_columns(said.tables))
    if said.without:
        yield from ("", words(LEFT_OUT), *_columns(said.without))
    if said.needs_four:
        yield from ("", said.needs_four)
    yield from ("", words(BEFORE), *(f"  - {warning}" for warning in said.warnings))
    yield from ("", said.quote, "", said.ranked)
    for weight, total, together in said.ranking:
        yield f"{weight:>10} {total:>14}  {together}"


def _columns(rows: tuple[Pair, ...]) -> Iterator[str]:
    wide = max(len(name) for name, _said in rows)
    yield from (f"  {name:{wide}}  {said}" for name, said in rows)


def _of(text: str, found: Estimate, words: Words, **more: object) -> str:
    return words(
        text, observed=words.number(found.observed), lists=words.number(len(found.lists)), **more
    )


def _ends(text: str, ends: Interval, words: Words) -> str:
    return words(text, low=words.number(ends[0]), high=words.number(ends[1]))


def _with_chance(spread: Spread) -> bool:
    return all(found.interval95 for _name, found in spread.estimates)


def _range(spread: Spread, words: Words) -> str:
    text = WIDEST if _with_chance(spread) else WITHOUT_CHANCE
    return _ends(text, spread.widest, words)


def _quote(spread: Spread, words: Words) -> str:
    found = spread.estimates[0][1]
    low, high = map(words.number, spread.widest)
    text = QUOTE if _with_chance(spread) else QUOTE_ALONE
    return _of(text, found, words, names=", ".join(found.lists), low=low, high=high)


def _parts(found: Estimate, words: Words) -> Iterator[Pair]:
    graphs = found.method == BAYES
    near = words(GRAPHS if graphs else NOT_TOLD_APART, number=words.number(found.near))
    yield near, words.between((found.low, found.high))
    for level, interval in (("95", found.interval95), ("80", found.interval80)):
        yield words(CHANCE, level=level), words.between(interval)
    yield words(MEDIAN if graphs else CHOSEN), words.number(found.estimate)


def _over_tables(spread: Spread, words: Words) -> Iterator[Pair]:
    for name, found in spread.estimates:
        yield name, _of(
            OF_TABLE, found, words, chosen=words.number(found.estimate),
            low=words.number(found.low), high=words.number(found.high),
            interval=words.between(found.interval95),
        )  # fmt: skip


def _without(found: Estimate, words: Words) -> Iterator[Pair]:
    for one in found.without:
        said = words.note(one.why_not) if one.why_not else words.number(one.estimate or 0)
        yield one.left_out, said


def _row(one: Tried, words: Words) -> tuple[str, str, str]:
    weighed = (one.probability or 0.0, 4) if one.bic is None else (one.bic, 2)
    together = [" & ".join(names) for names in one.terms if len(names) > 1]
    return (
        words.decimal(*weighed),
        words.number(one.estimate),
        ", ".join(together) or words(NONE_DEPEND),
    )
