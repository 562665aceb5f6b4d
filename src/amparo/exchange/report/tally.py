"""Counts what became of a list. It must add up: rows read are facts made and rows dropped; the
cells of each column are mapped, guessed, dropped and empty."""

from collections import Counter
from dataclasses import dataclass, field

from amparo.exchange.mapping.values import Fate, Outcome, shown

MOST_VALUES = 60


@dataclass(slots=True)
class ColumnTally:
    """One column of the list. `to`: where it went; `values`: of coded columns, what became of each
    value; `reasons`: why cells were guessed or dropped; `loses`: what the facts cannot hold."""

    heading: str
    to: tuple[str, ...] = ()
    fates: Counter[Fate] = field(default_factory=Counter)
    reasons: Counter[tuple[Fate, str]] = field(default_factory=Counter)
    values: Counter[tuple[str, Fate, str]] = field(default_factory=Counter)
    loses: tuple[str, ...] = ()

    def count(self, outcome: Outcome, cell: str, coded: bool) -> None:
        self.fates[outcome.fate] += 1
        if outcome.why:
            self.reasons[outcome.fate, outcome.why] += 1
        if coded and (len(self.values) < MOST_VALUES):
            self.values[shown(cell), outcome.fate, _said(outcome)] += 1


def _said(outcome: Outcome) -> str:
    return ", ".join(map(str, outcome.gives)) or outcome.missing


@dataclass(slots=True)
class Tally:
    """`tolerated`: what was wrong in the file and read all the same, with how often; `worked_out`:
    facts that follow from others; `linked`: how many rows are of a child that is there already."""

    list_name: str
    mapping: str
    claim: str = ""
    read: int = 0
    made: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    columns: list[ColumnTally] = field(default_factory=list)
    tolerated: Counter[str] = field(default_factory=Counter)
    worked_out: Counter[str] = field(default_factory=Counter)
    always: tuple[tuple[str, str, str], ...] = ()
    absent: tuple[str, ...] = ()
    said: list[str] = field(default_factory=list)
    linked: int | None = None

    def cells(self) -> Counter[Fate]:
        return sum((column.fates for column in self.columns), Counter())

    def adds_up(self) -> bool:
        """Rows and cells, each accounted for exactly once."""
        rows = self.read == self.made + sum(self.dropped.values())
        return rows and all(column.fates.total() == self.read for column in self.columns)

    def check(self) -> None:
        """Raises AssertionError: then something is wrong here and nothing may come in."""
        if not self.adds_up():
            raise AssertionError("the report of an import does not add up")
