"""Rows of a list become facts, and every cell is counted.

`Applied.rows` is read once, as it comes; the tally is whole when the last row is through.
"""

from collections.abc import Iterator
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field

from amparo.exchange.columns import Target, path_of, target_of
from amparo.exchange.mapping.model import MISSING, Mapping, Rule
from amparo.exchange.mapping.values import Fate, Outcome, Reader, Value
from amparo.exchange.opening import Sheet
from amparo.exchange.refused import ExchangeError
from amparo.exchange.report.tally import ColumnTally, Tally
from amparo.terms.messages import N_, Reason

ORDER = {fate: at for at, fate in enumerate(Fate)}
# What says most about why there is nothing, where several columns of a list are silent.
SILENCE = {code: at for at, code in enumerate(("refused", "not_known", "not_applicable",
                                               "not_asked"))}  # fmt: skip
NOT_IN_MAPPING = Outcome(Fate.DROPPED, why=Reason(N_("not in the mapping")))
SAID_OTHERWISE = Reason(
    N_("another column of the row had already said otherwise; what came first is kept")
)
SAYS_SEVERAL = Reason(N_("says several, and our column holds one"))
IS_THE_KEY = Reason(N_("tells the rows apart; a key is made of it that leads back to nothing"))
Said = dict[str, tuple[Value, ...] | str]


@dataclass(slots=True)
class Fact:
    """One row: for each column of the facts that the list speaks of the values, or the code of what
    is missing. `guessed`: columns that rest on a guess. `identity`: for linking, then forgotten."""

    number: int
    line: int
    key: str
    said: Said
    guessed: frozenset[str] = frozenset()
    identity: AnyMapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Place:
    """One column of the list with the rules that read it."""

    at: int
    tally: ColumnTally
    readers: list[tuple[Reader, Target | None]]
    coded: bool


class Applied:
    """A mapping laid over a sheet. Raises ExchangeError where they do not fit."""

    def __init__(self, sheet: Sheet, mapping: Mapping, list_name: str) -> None:
        refuse_proposals(mapping)
        self.sheet, self.mapping = sheet, mapping
        self.tally = Tally(list_name, mapping.name, mapping.claim, said=sheet.said)
        self._at = _headings(sheet)
        self._key = self._key_place()
        self._places = self._all_places()
        self.targets = self._targets()
        self.tally.columns = [place.tally for place in self._places]
        self.tally.always = tuple(
            (path_of(one.to), ", ".join(one.codes), one.why) for one in mapping.always
        )
        self._always: Said = {path_of(one.to): one.codes for one in mapping.always}

    def has_identity(self) -> bool:
        return any(reader.rule.identity for place in self._places for reader, _ in place.readers)

    def rows(self) -> Iterator[Fact]:
        """Raises ExchangeError on the first thing that makes the list useless."""
        seen: set[str] = set()
        for line, cells in self.sheet.rows:
            self.tally.read += 1
            fact = self._fact(line, cells)
            if fact.key in seen:
                raise ExchangeError(
                    f"{self.sheet.path}: line {line}: the same {self.mapping.key} is there twice"
                )
            seen.add(fact.key)
            self.tally.made += 1
            yield fact
        if not self.tally.read:
            raise ExchangeError(f"{self.sheet.path}: there is no row in it")

    def _fact(self, line: int, cells: list[str]) -> Fact:
        said: Said = dict(self._always)
        guessed: set[str] = set()
        identity: dict[str, str] = {}
        for place in self._places:
            cell = cells[place.at]
            best: Outcome | None = None
            for reader, target in place.readers:
                outcome = reader.read(cell)
                if target is not None:
                    outcome = _into(said, target, outcome)
                    if outcome.fate is Fate.GUESSED:
                        guessed.add(f"{target.table}.{target.name}")
                elif reader.rule.identity and outcome.fate is Fate.DROPPED:
                    _add_words(identity, reader.rule.identity, cell)
                if best is None or ORDER[outcome.fate] < ORDER[best.fate]:
                    best = outcome
            place.tally.count(best or NOT_IN_MAPPING, cell, place.coded)
        return Fact(self.tally.read, line, self._key_of(line, cells), said, frozenset(guessed),
                    identity)  # fmt: skip

    def _key_of(self, line: int, cells: list[str]) -> str:
        if self._key is None:
            return f"row {self.tally.read}"
        if not cells[self._key]:
            raise ExchangeError(f"{self.sheet.path}: line {line} has no {self.mapping.key}")
        return cells[self._key]

    def _key_place(self) -> int | None:
        if not self.mapping.key:
            return None
        names = (self.mapping.key, *self.mapping.key_called)
        found = next((self._at[name] for name in names if name in self._at), None)
        if found is None and not self.mapping.key_optional:
            raise ExchangeError(f"{self.sheet.path}: there is no column {self.mapping.key!r}")
        return found

    def _all_places(self) -> list[Place]:
        by_place: dict[int, list[Rule]] = {}
        absent: dict[str, None] = {}
        for rule in self.mapping.rules:
            at = next((self._at[name] for name in rule.headings if name in self._at), None)
            if at is not None:
                by_place.setdefault(at, []).append(rule)
            elif rule.optional:
                absent[rule.source] = None
            else:
                raise ExchangeError(f"{self.sheet.path}: there is no column {rule.source!r}")
        self.tally.absent = tuple(absent)
        return [self._place(at, name, by_place.get(at, []))
                for at, name in enumerate(self.sheet.heading)]  # fmt: skip

    def _place(self, at: int, heading: str, rules: list[Rule]) -> Place:
        if at == self._key:
            rules = [*rules, Rule(source=heading, why=IS_THE_KEY)]
        elif at == 0 and self.mapping.first and not rules:
            rules = [Rule(source=heading, why=self.mapping.first, missing={"": "not_asked"})]
        readers = [
            (Reader(rule), target_of(rule.to) if rule.to else None)
            for rule in rules or [Rule(source=heading, why=NOT_IN_MAPPING.why)]
        ]
        to = tuple(f"{target.table}.{target.name}" for _, target in readers if target is not None)
        loses = tuple(rule.loses for rule in rules if rule.loses)
        coded = any(rule.kind in ("values", "flag") and rule.to for rule in rules)
        called = heading or Reason(N_("column %(number)s"), number=at + 1)
        tally = ColumnTally(called, tuple(dict.fromkeys(to)), loses=loses)
        return Place(at, tally, readers, coded)

    def _targets(self) -> frozenset[str]:
        return frozenset(
            name for place in self._places for name in place.tally.to
        ) | {path_of(one.to) for one in self.mapping.always}  # fmt: skip


def refuse_proposals(mapping: Mapping) -> None:
    """Nothing comes in by what a machine proposed and nobody looked at."""
    if open_ones := mapping.proposed():
        names = ", ".join(repr(rule.source[:40]) for rule in open_ones[:5])
        more = f" and {len(open_ones) - 5} more" if len(open_ones) > 5 else ""
        raise ExchangeError(
            f"{mapping.name}: proposed by a machine and not confirmed: {names}{more}; look at each"
            " and take away its line proposed = true"
        )


def _headings(sheet: Sheet) -> dict[str, int]:
    at: dict[str, int] = {}
    for place, name in enumerate(sheet.heading):
        if name and name in at:
            raise ExchangeError(f"{sheet.path}: the column {name[:40]!r} is there twice")
        if name:
            at[name] = place
    return at


def _into(said: Said, target: Target, outcome: Outcome) -> Outcome:
    """Puts what a cell says to what the row has said so far."""
    path = f"{target.table}.{target.name}"
    before = said.get(path)
    if outcome.gives:
        if target.type == "codes" and isinstance(before, tuple):
            said[path] = tuple(dict.fromkeys((*before, *outcome.gives)))
        elif not isinstance(before, tuple):
            said[path] = outcome.gives if target.type == "codes" else outcome.gives[:1]
            if target.type != "codes" and len(outcome.gives) > 1:
                said[path] = "not_known"
                return Outcome(Fate.DROPPED, why=SAYS_SEVERAL)
        elif before != outcome.gives:
            return Outcome(Fate.DROPPED, why=SAID_OTHERWISE)
    elif not isinstance(before, tuple):
        silence = outcome.missing or "not_known"
        if before is None or SILENCE[silence] < SILENCE[before]:
            said[path] = silence
    return outcome


def _add_words(identity: dict[str, str], name: str, cell: str) -> None:
    identity[name] = f"{identity[name]} {cell}" if name in identity else cell


__all__ = ["MISSING", "Applied", "Fact", "refuse_proposals"]
