"""What each agreement is worth: a file, made by training, evaluated where truth is known.

For each level of a field: how often it holds for two records of one person (`m`) and of two people
(`u`). A model is never changed; what is known of a register gives another one.
"""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from amparo.finding.linkage.comparing import COMPARISONS, ELSE, GIVEN, Comparison, text
from amparo.finding.linkage.refused import LinkageError

FORM = "amparo-linkage-1"
SHIPPED = "model.json"
# As many records of an average list as are counted in with every list, so that a name which is
# once in ten records is not taken for a common one.
BEFORE = 2000
LEAST = 1e-9


class ModelError(LinkageError):
    """A file that is no model; the message is one line."""


@dataclass(frozen=True, slots=True)
class Chance:
    """How often a level holds: `m` for one person, `u` for two, `k` for two of one family (where
    it is not told, as for one person: brothers and sisters share it)."""

    m: float
    u: float
    k: float | None = None

    @property
    def weight(self) -> float:
        """For one person against two."""
        return math.log2(self.m / self.u)

    @property
    def weight_to_kin(self) -> float:
        """For one person against a brother or sister."""
        return 0.0 if self.k is None else math.log2(self.m / self.k)


@dataclass(frozen=True, slots=True)
class Rarity:
    """How many records of a register have a value, of all that have one."""

    counts: Mapping[str, int]
    total: int

    def share(self, value: str, average: float) -> float:
        """The share of records with the value; few records say little against the average."""
        return shared(self.counts.get(value, 0), self.total, average)


def shared(count: int, total: int, average: float) -> float:
    return (count + BEFORE * average) / (total + BEFORE)


@dataclass(frozen=True, slots=True)
class Errors:
    """What was wrong at one threshold, where truth was known: of the pairs joined, the share that
    are two people; of the pairs that are one person, the share left apart."""

    threshold: float
    wrongly_joined: float
    left_apart: float


@dataclass(frozen=True, slots=True)
class Model:
    """`before`: the probability that two records are one person, before they are compared. `kin`:
    for each pair of records of one person so many are of brothers or sisters; 0: they do not occur.
    `together`: for each level of the given name, how many times as often it holds for two people of
    one family name: names of one language go together. `made_of` and `errors` are told where people
    decide."""

    before: float
    kin: float
    chances: Mapping[str, Mapping[str, Chance]]
    made_of: str = ""
    errors: tuple[Errors, ...] = ()
    rarity: Mapping[str, Rarity] = field(default_factory=dict)
    together: Mapping[str, float] = field(default_factory=dict)

    @property
    def others(self) -> tuple[str, ...]:
        """Columns of words besides ours that the model compares."""
        known = {comparison.code for comparison in COMPARISONS}
        return tuple(code for code in self.chances if code not in known)

    def comparisons(self) -> tuple[Comparison, ...]:
        return COMPARISONS + tuple(text(code) for code in self.others)

    def comparing(self, columns: Iterable[str]) -> "Model":
        """For lists with columns of words besides ours: those it does not know count as a place
        does, and those the lists do not have are left out."""
        place = self.chances["place"]
        ours = {code: self.chances[code] for code in self.chances if code not in self.others}
        also = {code: self.chances.get(code, place) for code in columns}
        return replace(self, chances=ours | also)

    def knowing(self, rarity: Mapping[str, Rarity]) -> "Model":
        """With how often names occur in a register, by column as in `prepared`."""
        return replace(self, rarity=rarity)

    def for_register(self, records: int, doubled: float = 0.1) -> "Model":
        """For a child that is the same as one of so many records with the chance `doubled`."""
        return replace(self, before=min(0.5, doubled / max(1, records)))

    def oftener(self, comparison: str, level: str) -> float:
        """How many times as often as by chance the level holds for two people whose other names
        agree."""
        return self.together.get(level, 1.0) if comparison == GIVEN.code else 1.0

    def to_json(self) -> dict[str, Any]:
        return {
            "form": FORM,
            "made_of": self.made_of,
            "before": self.before,
            "kin": self.kin,
            "together": {level: round(times, 2) for level, times in self.together.items()},
            "chances": {
                code: {level: _written(chance) for level, chance in levels.items()}
                for code, levels in self.chances.items()
            },
            "errors": [[one.threshold, one.wrongly_joined, one.left_apart] for one in self.errors],
        }


def count_rarity(values: Iterable[str | None]) -> Rarity:
    """How often each value occurs; what is not known does not count."""
    counts: dict[str, int] = {}
    for value in values:
        if value is not None:
            counts[value] = counts.get(value, 0) + 1
    return Rarity(counts, sum(counts.values()))


@cache
def shipped() -> Model:
    """The model that comes with Amparo."""
    file = resources.files("amparo.finding.linkage") / SHIPPED
    return model_of(json.loads(file.read_text(encoding="utf-8")))


def load(path: Path) -> Model:
    """The model of a file. Raises ModelError."""
    try:
        with path.open(encoding="utf-8") as file:
            return model_of(json.loads(file.read(1 << 20)))
    except (OSError, UnicodeDecodeError, ValueError, RecursionError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise ModelError(f"no model of linkage: {why}") from error


def model_of(read: Any) -> Model:
    """The model of what was read. Raises ModelError."""
    if not isinstance(read, dict) or read.get("form") != FORM:
        raise ModelError(f"no model of linkage: its form is not {FORM!r}")
    try:
        chances = {
            code: {level: Chance(*map(_share, row)) for level, row in levels.items()}
            for code, levels in read["chances"].items()
        }
        errors = tuple(Errors(*map(float, row)) for row in read.get("errors", []))
        before, kin = _share(read["before"]), float(read["kin"])
        together = {level: float(times) for level, times in read.get("together", {}).items()}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ModelError(f"no model of linkage: {type(error).__name__} {error}") from error
    made_of = str(read.get("made_of", ""))
    model = Model(before, kin, chances, made_of, errors, together=together)
    _check(model)
    return model


def _written(chance: Chance) -> list[float]:
    found = [chance.m, chance.u] if chance.k is None else [chance.m, chance.u, chance.k]
    return [min(1 - LEAST, float(f"{value:.4g}")) for value in found]


def _share(value: Any) -> float:
    if isinstance(value, bool) or not 0 < float(value) < 1:
        raise ValueError(f"{value!r} is not between 0 and 1")
    return float(value)


def _check(model: Model) -> None:
    for code in model.others:
        if not (code.startswith("own_") and code.isidentifier() and code.isascii()):
            raise ModelError(f"no model of linkage: a column cannot be called {code[:40]!r}")
    for comparison in model.comparisons():
        wanted = {level.code for level in comparison.levels} | {ELSE}
        has = set(model.chances.get(comparison.code, {}))
        if has != wanted:
            needed = ", ".join(sorted(wanted))
            raise ModelError(f"no model of linkage: {comparison.code} needs the levels {needed}")
    if not (0 <= model.kin < math.inf and all(1 <= it < 1000 for it in model.together.values())):
        raise ModelError("no model of linkage: kin or together is not a number that can be")
