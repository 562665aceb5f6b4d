"""What one cell of a list becomes. Every cell is one of four things: mapped, guessed (by a reason
that the mapping gives), dropped (for a reason), or empty."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache

from amparo.exchange.countries import alpha3_of
from amparo.exchange.mapping.model import Rule
from amparo.terms.messages import N_, Reason

Value = str | int | date
OLDEST, FIRST_YEAR, LAST_YEAR = 120, 1900, 2100
SHOWN = 40
NOT_A_DAY = N_("not a day written as %(order)s")
NOT_NAMED = Reason(N_("a value that the mapping does not name"))
IDENTIFIES = Reason(N_("identifies a person: used for linking, then forgotten"))


class Fate(StrEnum):
    """The first that applies is what the report counts, where several rules read one cell."""

    GUESSED = "guessed"
    MAPPED = "mapped"
    DROPPED = "dropped"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`gives`: codes, or one number or day. `missing`: one of the four codes. `why`: the reason of
    a guess or a drop."""

    fate: Fate
    gives: tuple[Value, ...] = ()
    missing: str = ""
    why: str = ""


@dataclass(slots=True)
class Reader:
    """A rule with what it has worked out already: the same few values come again and again."""

    rule: Rule
    known: dict[str, Outcome] = field(default_factory=dict)
    most: int = 50_000

    def read(self, cell: str) -> Outcome:
        found = self.known.get(cell)
        if found is None:
            found = outcome(self.rule, cell)
            if len(self.known) < self.most:
                self.known[cell] = found
        return found


def outcome(rule: Rule, cell: str) -> Outcome:
    """What a cell becomes by a rule; `cell` has no blanks around it."""
    if cell in rule.missing:
        return Outcome(Fate.EMPTY, missing=rule.missing[cell])
    if not cell:
        return Outcome(Fate.EMPTY, missing="not_known")
    if rule.identity:
        return Outcome(Fate.DROPPED, why=IDENTIFIES)
    if not rule.to:
        return Outcome(Fate.DROPPED, why=rule.why)
    if cell in rule.refuse:
        return Outcome(Fate.DROPPED, missing="not_known", why=rule.refuse[cell])
    try:
        gives = _READ[rule.kind](rule, cell)
    except _NotKnown as error:
        return Outcome(Fate.DROPPED, missing="not_known", why=error.why)
    reason = rule.guess or next(
        (rule.guesses[part] for part in (cell, *_parts(rule, cell)) if part in rule.guesses), ""
    )
    return Outcome(Fate.GUESSED if reason else Fate.MAPPED, gives, why=reason)


class _NotKnown(ValueError):
    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def _parts(rule: Rule, cell: str) -> list[str]:
    if not rule.split:
        return [cell]
    return [part for one in cell.split(rule.split) if (part := one.strip())]


def _coded(rule: Rule, cell: str) -> tuple[Value, ...]:
    found: dict[Value, None] = {}
    for part in _parts(rule, cell):
        if part not in rule.values:
            raise _NotKnown(NOT_NAMED)
        found.update(dict.fromkeys(rule.values[part]))
    return tuple(found)


def _flagged(rule: Rule, cell: str) -> tuple[Value, ...]:
    if cell in rule.values:
        return rule.values[cell]
    if cell in ("0", "0.0"):
        raise _NotKnown(Reason(N_("says no: a list of codes holds only what there was")))
    number = cell.removesuffix(".0")  # a spreadsheet's way of writing 1
    if number in rule.values:
        return rule.values[number]
    raise _NotKnown(NOT_NAMED)


def _number(rule: Rule, cell: str) -> tuple[Value, ...]:
    text = cell.removesuffix(".0")
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise _NotKnown(Reason(N_("not a whole number")))
    if "age" in rule.to and int(text) > OLDEST:
        raise _NotKnown(Reason(N_("more than %(most)s years"), most=OLDEST))
    return (int(text),)


def _year(rule: Rule, cell: str) -> tuple[Value, ...]:
    text = cell.removesuffix(".0")
    if not (text.isascii() and text.isdigit() and FIRST_YEAR <= int(text[:5]) <= LAST_YEAR):
        raise _NotKnown(Reason(N_("not a year")))
    return (int(text),)


def _day(rule: Rule, cell: str) -> tuple[Value, ...]:
    order = rule.form or "ymd"
    parts = cell.split("T")[0].split(" ")[0].replace("/", "-").replace(".", "-").split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        raise _NotKnown(Reason(NOT_A_DAY, order=order))
    by = {name: int(part[:5]) for name, part in zip(order, parts, strict=True)}
    try:
        found = date(by["y"], by["m"], by["d"])
    except ValueError:
        raise _NotKnown(Reason(NOT_A_DAY, order=order)) from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise _NotKnown(Reason(N_("not a day of this time")))
    if found > date.today():
        raise _NotKnown(Reason(N_("a day that is still to come")))
    return (found,)


def _country(rule: Rule, cell: str) -> tuple[Value, ...]:
    found: dict[Value, None] = {}
    for part in _parts(rule, cell):
        code = rule.values.get(part, (alpha3_of(part, rule.form or "alpha3"),))
        if not all(code):
            raise _NotKnown(Reason(N_("not a country by %(form)s"), form=rule.form or "alpha3"))
        found.update(dict.fromkeys(code))
    return tuple(found)


def _nothing(rule: Rule, cell: str) -> tuple[Value, ...]:
    raise _NotKnown(rule.why or Reason(N_("nothing is kept of it")))


_READ: dict[str, Callable[[Rule, str], tuple[Value, ...]]] = {
    "values": _coded, "flag": _flagged, "number": _number, "date": _day, "year": _year,
    "country": _country, "nothing": _nothing,
}  # fmt: skip


@cache
def shown(cell: str) -> str:
    """A value as a report quotes it."""
    return cell if len(cell) <= SHOWN else cell[: SHOWN - 1] + "…"
