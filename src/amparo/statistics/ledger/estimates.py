"""The estimates that others made: what each counts, who quotes it, and where issuers disagree.

All of it is data: `data/estimates.toml`, `quotations.toml`, `issuers.toml`. Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from amparo.statistics.ledger.checking import Rule, rules
from amparo.statistics.ledger.reading import Text, data_of
from amparo.terms import LANGUAGES


class UnknownEstimate(KeyError):
    """The ledger has no estimate of that code."""


@dataclass(frozen=True, slots=True)
class Quote:
    """One text that quotes an estimate. `after`: the code of the one that it follows, or empty.

    `use`: sound, wrong, contested, corrects.
    """

    code: str
    by: Text
    year: int
    use: str
    how: Text
    verified: str
    after: str = ""

    @property
    def use_said(self) -> Text:
        return named("use", self.use)


@dataclass(frozen=True, slots=True)
class Statement:
    """What one issuer says where issuers disagree."""

    by: Text
    year: int
    measure: str
    says: Text
    verified: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """One figure that others made. `low` and `high` are 0 where it is none (a rank).

    `measure`: stock, flow, share, contested (issuers say both) or unknown. `verified`: source,
    part or unverified; `unverified` says what was not read.
    """

    code: str
    group: str
    low: int
    high: int
    shown: Text | None
    issuer: Text
    title: str
    published: int | None
    period: Text | None
    unit: str
    measure: str
    verified: str
    name: Text
    counts: Text
    definition: Text
    method: Text
    unverified: Text | None
    replaces: str
    apart: Mapping[str, Text] = field(default_factory=dict)

    @property
    def is_usable(self) -> bool:
        """Whether anybody may quote it at all: it has an issuer and a method."""
        return self.group != "unsourced"

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Who quotes it, each after the one that it follows."""
        return _quotes().get(self.code, ())

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Where issuers disagree on it, what each says, the oldest first."""
        return _statements().get(self.code, ())

    @property
    def misquoted(self) -> tuple[Rule, ...]:
        """The ways of misquoting it that `checking` knows."""
        return tuple(rule for rule in rules() if rule.estimate == self.code)

    @property
    def replaced_by(self) -> str:
        """The code of the estimate that its issuer made instead, or empty."""
        return next((one.code for one in estimates() if one.replaces == self.code), "")


def named(table: str, code: str) -> Text:
    """How an issuer, group, unit, measure, use or degree of verification is called."""
    return Text(data_of("issuers")[table][code])


@cache
def estimates() -> tuple[Estimate, ...]:
    """Every estimate, in the order of the pages."""
    return tuple(_estimate(code, row) for code, row in data_of("estimates").items())


@cache
def groups() -> tuple[str, ...]:
    """The groups of the list, in their order."""
    return tuple(data_of("issuers")["group"])


def estimate(code: str) -> Estimate:
    """One estimate. Raises UnknownEstimate."""
    for one in estimates():
        if one.code == code:
            return one
    raise UnknownEstimate(code)


def _estimate(code: str, row: dict[str, Any]) -> Estimate:
    return Estimate(
        code=code,
        group=row["group"],
        low=row.get("low", 0),
        high=row.get("high", 0),
        shown=Text(row["shown"]) if "shown" in row else None,
        issuer=named("issuer", row["issuer"]),
        title=row["title"],
        published=row.get("published"),
        period=Text(_in_all(row["period"])) if row["period"] else None,
        unit=row["unit"],
        measure=row["measure"],
        verified=row["verified"],
        name=Text(row["name"]),
        counts=Text(row["counts"]),
        definition=Text(row["definition"]),
        method=Text(row["method"]),
        unverified=Text(row["unverified"]) if "unverified" in row else None,
        replaces=row.get("replaces", ""),
        apart={other: Text(why) for other, why in row.get("apart", {}).items()},
    )


def _in_all(written: str | dict[str, str]) -> dict[str, str]:
    """Years alone are the same in every language."""
    return dict.fromkeys(LANGUAGES, written) if isinstance(written, str) else written


@cache
def _quotes() -> dict[str, tuple[Quote, ...]]:
    found: dict[str, list[Quote]] = {}
    for row in data_of("quotations")["quote"]:
        one = Quote(
            row["code"], named("issuer", row["by"]), row["year"], row["use"], Text(row["how"]),
            row["verified"], row.get("after", ""),
        )  # fmt: skip
        found.setdefault(row["of"], []).append(one)
    return {of: _in_order(quotes) for of, quotes in found.items()}


def _in_order(quotes: list[Quote], after: str = "") -> tuple[Quote, ...]:
    """By year, and whoever follows another right behind it: as the chain is drawn and read."""
    following = sorted((one for one in quotes if one.after == after), key=lambda one: one.year)
    return tuple(each for one in following for each in (one, *_in_order(quotes, one.code)))


@cache
def _statements() -> dict[str, tuple[Statement, ...]]:
    found: dict[str, tuple[Statement, ...]] = {}
    for row in data_of("quotations")["statement"]:
        one = Statement(
            named("issuer", row["by"]), row["year"], row["measure"], Text(row["says"]),
            row["verified"],
        )  # fmt: skip
        found[row["of"]] = (*found.get(row["of"], ()), one)
    return found
