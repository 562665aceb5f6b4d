"""What a mapping says: for each column of a list, what becomes of it."""

from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field
from typing import Final

MISSING: Final = ("not_asked", "not_known", "refused", "not_applicable")
"""The four ways in which something is missing, kept apart in every fact."""

KINDS: Final = ("values", "flag", "number", "date", "year", "country", "nothing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that a column of the list says. A column may have several rules.

    `to`: the column of the facts, `table.name`; empty where nothing is kept, and then `why` says
    why, or `identity` names the column of linking that it serves. `values`: the list's value to our
    codes. `missing`: the list's value to one of MISSING. `guess`: why this is a judgement and no
    translation; each cell of it is counted as guessed. `guesses`: the same for single values.
    `loses`: what the list says and the facts do not. `proposed`: made by a machine and not looked
    at yet; nothing comes in while there is one. `refuse`: values that are known and not kept, with
    the reason.
    """

    source: str
    called: tuple[str, ...] = ()
    to: str = ""
    kind: str = "values"
    values: AnyMapping[str, tuple[str, ...]] = field(default_factory=dict)
    missing: AnyMapping[str, str] = field(default_factory=dict)
    refuse: AnyMapping[str, str] = field(default_factory=dict)
    guess: str = ""
    guesses: AnyMapping[str, str] = field(default_factory=dict)
    loses: str = ""
    why: str = ""
    identity: str = ""
    split: str = ""
    form: str = ""
    optional: bool = False
    proposed: bool = False

    @property
    def headings(self) -> tuple[str, ...]:
        return (self.source, *self.called)


@dataclass(frozen=True, slots=True, kw_only=True)
class Always:
    """What holds for every row of the list, and on whose word."""

    to: str
    codes: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """One file of `mappings`, or one that a user wrote. `name` goes into the report. `key`: the
    heading that tells the rows apart, empty where the list has none (`key_optional`: where it may
    have none); `first`: why the first column is left out whatever it is called."""

    name: str
    title: str
    key: str = ""
    key_optional: bool = False
    key_called: tuple[str, ...] = ()
    first: str = ""
    standard: str = ""
    claim: str = ""
    rules: tuple[Rule, ...] = ()
    always: tuple[Always, ...] = ()
    missing: AnyMapping[str, str] = field(default_factory=dict)

    def proposed(self) -> tuple[Rule, ...]:
        """What a machine proposed and nobody confirmed."""
        return tuple(rule for rule in self.rules if rule.proposed)
