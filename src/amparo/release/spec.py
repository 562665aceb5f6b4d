"""What a release is to contain: a file of fixed tables, checked before anything is counted.

Fixed tables and no filters: whoever may choose filters can subtract one table from another. Who
wants girls alone divides by sex.
"""

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from amparo.release.families import clash
from amparo.release.made import TOTAL, Codes
from amparo.release.refused import ReleaseError
from amparo.statistics.disclosure.rounding import BASES
from amparo.statistics.disclosure.suppress import THRESHOLD
from amparo.statistics.figures.parts import ONCE, ONCE_A_YEAR
from amparo.statistics.synthesis.budget import WEAKEST
from amparo.statistics.tables.asked import DEFINITIONS, MOST_AXES, STANDINGS, VICTIMS
from amparo.statistics.tables.axes import AXES
from amparo.terms.values import nearest

LARGEST: Final = 1 << 16
MOST_TABLES: Final = 60
MOST_THRESHOLD: Final = 1000
FIRST_YEAR, LAST_YEAR = 1900, 2200
MOST_YEARS: Final = 30
LONGEST_TITLE: Final = 200
LANGUAGES: Final = ("en", "fr", "es", "ar")
LEAST_EPSILON, MOST_EPSILON = 0.1, WEAKEST
LICENCES: Final = ("CC BY 4.0", "CC BY-SA 4.0", "CC0 1.0", "ODC-BY 1.0", "PDDL 1.0")
NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_NAME: Final = 60
NEVER_PUBLISHED: Final = frozenset({"source", "state"})
"""Which list a child stands on, and how far a case is: of use at work, and of nobody's else."""
_PARTS: Final = frozenset(
    {"name", "title", "from", "to", "definition", "counting", "standings", "threshold", "round",
     "licence", "noise", "table"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One table: its name, which is also that of its files, and up to three axes.

    `keep`: codes of numbers that are to be shown whatever it costs; if that gives a small number
    away, the check stops the release.
    """

    name: str
    axes: tuple[str, ...]
    keep: tuple[Codes, ...] = ()

    @property
    def several(self) -> str:
        """The axis of which a child may have several codes; empty where there is none."""
        return next((axis for axis in self.axes if AXES[axis].several), "")


@dataclass(frozen=True, slots=True)
class NoiseSpec:
    """Numbers with noise in place of hidden ones. `records`: made-up records go with them."""

    epsilon: float
    records: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """A release, asked for. `first`, `last`: years of registration. `base`: rounding; 1: none."""

    name: str
    title: Mapping[str, str]
    first: int
    last: int
    definition: str = "un_protocol"
    counting: str = ONCE
    standings: tuple[str, ...] = VICTIMS
    threshold: int = THRESHOLD
    base: int = 1
    licence: str = LICENCES[0]
    tables: tuple[TableSpec, ...] = ()
    noise: NoiseSpec | None = None

    @property
    def length(self) -> int:
        """How many values are counted together at most, where there is noise."""
        return max(2, *(len(table.axes) for table in self.tables), 0)

    @property
    def start(self) -> date:
        return date(self.first, 1, 1)

    @property
    def end(self) -> date:
        return date(self.last, 12, 31)

    @property
    def axes(self) -> frozenset[str]:
        """Every axis that some table has."""
        return frozenset(axis for table in self.tables for axis in table.axes)


def parse(text: str) -> Spec:
    """Raises ReleaseError."""
    if len(text) > LARGEST:
        raise ReleaseError(f"longer than {LARGEST:,} characters")
    try:
        read = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also a number of thousands of digits
        raise ReleaseError(f"not TOML: {error}") from error
    _only(read, _PARTS, "the file")
    first = _year(read, "from")
    last = _year(read, "to") if "to" in read else first
    if not first <= last < first + MOST_YEARS:
        raise ReleaseError(f"from and to: at most {MOST_YEARS} years, the first one first")
    spec = Spec(
        name=_name(read.get("name"), "name"),
        title=_title(read.get("title")),
        first=first,
        last=last,
        definition=_one(read, "definition", DEFINITIONS, DEFINITIONS[0]),
        counting=_one(read, "counting", (ONCE, ONCE_A_YEAR), ONCE),
        standings=_standings(read.get("standings", list(VICTIMS))),
        threshold=_number(read, "threshold", 3, MOST_THRESHOLD, THRESHOLD),
        base=_rounding(read.get("round", 1)),
        licence=_one(read, "licence", LICENCES, LICENCES[0]),
        tables=_tables(read.get("table")),
        noise=_noise(read["noise"]) if "noise" in read else None,
    )
    _check_together(spec)
    if spec.noise is not None:
        _check_noisy(spec)
    return spec


def _check_together(spec: Spec) -> None:
    names = [table.name for table in spec.tables]
    axes = [frozenset(table.axes) for table in spec.tables]
    for number, name in enumerate(names):
        if name in names[:number]:
            raise ReleaseError(f"two tables are called {name}")
        if axes[number] in axes[:number]:
            raise ReleaseError(f"table {name}: has the same axes as another")
    both = clash(spec.axes)
    if both:
        raise ReleaseError(
            f"{both[0]} and {both[1]} say the same in other divisions: one could be subtracted "
            "from the other; choose one of them for all tables"
        )
    if "registered_year" in spec.axes and spec.first != spec.last and spec.counting == ONCE:
        raise ReleaseError(
            f'by year, children are counted once in each: write counting = "{ONCE_A_YEAR}"'
        )


def _noise(value: object) -> NoiseSpec:
    if not isinstance(value, dict):
        raise ReleaseError("noise is written as [noise], with epsilon")
    _only(value, frozenset({"epsilon", "records"}), "noise")
    epsilon, records = value.get("epsilon"), value.get("records", True)
    number = isinstance(epsilon, int | float) and not isinstance(epsilon, bool)
    if not number or not LEAST_EPSILON <= float(str(epsilon)) <= MOST_EPSILON:
        raise ReleaseError(
            f"noise.epsilon: a number from {LEAST_EPSILON:g} to {MOST_EPSILON:g}: up to 1 is a "
            "strong promise, up to 4 a fair one, above it a weak one"
        )
    if not isinstance(records, bool):
        raise ReleaseError("noise.records: true or false")
    return NoiseSpec(float(str(epsilon)), records)


def _check_noisy(spec: Spec) -> None:
    """What makes no sense with noise, or would take from its promise."""
    if spec.base > 1 or any(table.keep for table in spec.tables):
        raise ReleaseError(
            "with [noise] nothing is hidden or rounded: take round and keep out of the file"
        )
    if spec.counting != ONCE:
        raise ReleaseError(
            "with [noise] a child is counted once, or the promise is of less: take counting, and "
            "tables by registered_year over several years, out of the file"
        )
    if len(spec.axes) < 2 and not any(table.several for table in spec.tables):
        raise ReleaseError(
            "with [noise] two axes are needed: one alone is published with small numbers hidden"
        )


def _only(read: Mapping[str, Any], known: frozenset[str], where: str) -> None:
    for key in read:
        if key not in known:
            raise ReleaseError(f"{where} has no “{str(key)[:40]}”{_perhaps(str(key), known)}")


def _perhaps(word: str, known: Collection[str]) -> str:
    return nearest(word, known) or f": it has {', '.join(sorted(known))}"


def _name(value: object, where: str) -> str:
    if not isinstance(value, str) or not NAME.fullmatch(value) or len(value) > LONGEST_NAME:
        raise ReleaseError(
            f"{where}: small Latin letters, digits and hyphens, at most {LONGEST_NAME}: it is part "
            "of addresses and names of files"
        )
    return value


def _title(value: object) -> dict[str, str]:
    if not isinstance(value, dict) or not value:
        raise ReleaseError("[title] is missing: one line in each language, as en = “…”")
    _only(value, frozenset(LANGUAGES), "title")
    for language, said in value.items():
        fine = isinstance(said, str) and said.strip() and len(said) <= LONGEST_TITLE
        if not fine or not said.isprintable():
            raise ReleaseError(f"title.{language}: one line of at most {LONGEST_TITLE} characters")
    return {language: value[language].strip() for language in LANGUAGES if language in value}


def _year(read: Mapping[str, Any], key: str) -> int:
    return _number(read, key, FIRST_YEAR, LAST_YEAR, None)


def _number(read: Mapping[str, Any], key: str, least: int, most: int, usual: int | None) -> int:
    value = read.get(key, usual)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ReleaseError(f"{key}: a whole number from {least} to {most}")
    return value


def _one(read: Mapping[str, Any], key: str, known: tuple[str, ...], usual: str) -> str:
    value = read.get(key, usual)
    if value not in known:
        raise ReleaseError(f"{key}: one of {', '.join(known)}")
    return str(value)


def _rounding(value: object) -> int:
    if value not in (1, *BASES) or isinstance(value, bool):
        raise ReleaseError(f"round: one of {', '.join(map(str, BASES))}, or leave it out")
    return int(str(value))


def _standings(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not set(map(str, value)) <= set(STANDINGS):
        raise ReleaseError(f"standings: a list of some of {', '.join(STANDINGS)}")
    return tuple(one for one in STANDINGS if one in value)


def _tables(value: object) -> tuple[TableSpec, ...]:
    if not isinstance(value, list) or not value:
        raise ReleaseError("there is no [[table]]: nothing would be published")
    if len(value) > MOST_TABLES:
        raise ReleaseError(f"{len(value)} tables are more than {MOST_TABLES}")
    return tuple(_table(one) for one in value)


def _table(read: Any) -> TableSpec:
    if not isinstance(read, dict):
        raise ReleaseError("a table is written as [[table]], with name and axes")
    name = _name(read.get("name"), "table.name")
    _only(read, frozenset({"name", "axes", "keep"}), f"table {name}")
    axes = read.get("axes", [])
    if not isinstance(axes, list) or not all(isinstance(axis, str) for axis in axes):
        raise ReleaseError(f"table {name}: axes is a list of words")
    published = {code for code in AXES if code not in NEVER_PUBLISHED}
    for axis in axes:
        if axis not in published:
            raise ReleaseError(f"table {name}: no axis “{axis[:40]}”{_perhaps(axis, published)}")
    if len(axes) > MOST_AXES or len(set(axes)) < len(axes):
        raise ReleaseError(f"table {name}: at most {MOST_AXES} axes, each once")
    if sum(AXES[axis].several for axis in axes) > 1:
        raise ReleaseError(
            f"table {name}: of two of its axes a child may have several codes; such a table cannot "
            "be protected: cross each of them with axes of one code"
        )
    return TableSpec(name, tuple(axes), _keep(read.get("keep", []), name, len(axes)))


def _keep(value: object, name: str, size: int) -> tuple[Codes, ...]:
    fine = isinstance(value, list) and all(
        isinstance(codes, list)
        and len(codes) == size
        and all(isinstance(one, str) for one in codes)
        for codes in value
    )
    if not fine or not isinstance(value, list):
        raise ReleaseError(
            f"table {name}: keep is a list of lists with a code for each axis, or “{TOTAL}”"
        )
    return tuple(tuple(codes) for codes in value)
