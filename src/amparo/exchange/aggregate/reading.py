"""Reads a table of countries into figures, each with its meaning. What a row does not say clearly
is not made into a figure, and the account says how often and why."""

import tomllib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from amparo.exchange.countries import alpha3_of
from amparo.exchange.opening import Sheet, open_sheet
from amparo.exchange.refused import ExchangeError
from amparo.statistics.figures.meaning import Figure
from amparo.statistics.figures.parts import Coverage, Meaning, MeaningMissing, Stock

LARGEST = 1 << 16
NEEDED = ("country", "year", "count")
PARTS = ("country", "year", "sex", "age", "count")
FIRST, LAST = 1990, 2100
_KEYS = {"sex": "sex", "age": "age_group"}
# Words that say sex and age at once, in whichever of the two columns they stand.
_BOTH = {
    "girls": (("sex", "female"), ("age", "child")), "boys": (("sex", "male"), ("age", "child")),
    "women": (("sex", "female"), ("age", "adult")), "men": (("sex", "male"), ("age", "adult")),
}  # fmt: skip


@dataclass(slots=True)
class Table:
    """`figures`: one for each row that says enough; `dropped`: why rows became none, how often;
    `not_used`: headings of which nothing was read."""

    name: str
    figures: list[Figure] = field(default_factory=list)
    read: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    not_used: tuple[str, ...] = ()

    def adds_up(self) -> bool:
        return self.read == len(self.figures) + sum(self.dropped.values())

    def to_json(self) -> dict[str, Any]:
        return {
            "table": self.name, "adds_up": self.adds_up(), "rows": self.read,
            "dropped": dict(self.dropped), "not_used": list(self.not_used),
            "figures": [_said(one) for one in self.figures],
        }  # fmt: skip


def _said(figure: Figure) -> dict[str, Any]:
    meaning = figure.meaning
    return {
        "value": figure.value, "measure": figure.measure, "detected": meaning.detected,
        "unit": meaning.unit, "stock_or_flow": meaning.stock.value, "counting": meaning.counting,
        "place": meaning.place, "start": meaning.start.isoformat(), "end": meaning.end.isoformat(),
        "restrictions": list(meaning.restrictions), "definition": meaning.definition,
        "source": meaning.source, "method": meaning.method, "version": meaning.version,
        "known_on": meaning.known_on.isoformat(),
        "coverage": {"reported": list(meaning.coverage.reported)},
    }  # fmt: skip


def read(path: Path, mapping: str, version: str, known_on: date | None = None) -> Table:
    """The figures of a table. `mapping`: the name of one that comes along, or a file; `version`:
    which edition it is. Raises ExchangeError."""
    said = _mapping(mapping)
    sheet = open_sheet(path)
    at, unused = _places(sheet, said)
    table = Table(str(said["name"]), not_used=unused)
    seen: set[Meaning] = set()
    for line, cells in sheet.rows:
        table.read += 1
        row = {part: cells[place] for part, place in at.items()}
        made = _figure(row, said, version, known_on or date.today())
        if isinstance(made, str):
            table.dropped[made] += 1
        elif made.meaning in seen:
            raise ExchangeError(f"{path}: line {line}: the same country, year, sex and age again")
        else:
            seen.add(made.meaning)
            table.figures.append(made)
    if not table.read:
        raise ExchangeError(f"{path}: there is no row in it")
    return table


def _places(sheet: Sheet, said: dict[str, Any]) -> tuple[dict[str, int], tuple[str, ...]]:
    at: dict[str, int] = {}
    for place, name in enumerate(sheet.heading):
        part = next((one for one, names in said["columns"].items() if name.casefold() in names), "")
        if part == "restriction":
            raise ExchangeError(
                f"{sheet.path}: the column {name[:40]!r} narrows down what is counted; the mapping"
                " does not say how: leave only its total rows and take the column away"
            )
        if part and part in at:
            raise ExchangeError(f"{sheet.path}: two columns are {part}: {name[:40]!r} is one")
        if part:
            at[part] = place
    for part in NEEDED:
        if part not in at:
            raise ExchangeError(f"{sheet.path}: there is no column for {part}")
    return at, tuple(name for place, name in enumerate(sheet.heading) if place not in at.values())


def _figure(row: dict[str, str], said: dict[str, Any], version: str, on: date) -> Figure | str:
    """The figure of a row, or why there is none."""
    if row["count"].casefold() in said["missing"]["values"]:
        return "no number: the State did not report, which is no zero"
    value = row["count"].replace(" ", "").removesuffix(".0")
    if not (value.isascii() and value.isdigit() and len(value) < 12):
        return "not a whole number"
    place = alpha3_of(row["country"], "alpha3") or alpha3_of(row["country"], "name")
    if not place:
        return "not a country"
    year = row["year"].removesuffix(".0")
    if not (year.isascii() and year.isdigit() and FIRST <= int(year[:5]) <= LAST):
        return "not one year"
    narrowed: dict[str, str] = {}
    for part in ("sex", "age"):
        word = row.get(part, "").strip().casefold()
        code = _code(said, part, word)
        if code is None:
            return f"the mapping does not know this {part}"
        for name, found in ((part, code), *_BOTH.get(word, ())):
            if found and narrowed.setdefault(name, found) != found:
                return "its sex and its age contradict each other"
    restrictions = tuple(f"{_KEYS[part]}={code}" for part, code in narrowed.items())
    return _made(int(value), int(year), place, restrictions, said, version, on)


def _made(
    value: int, year: int, place: str, restrictions: tuple[str, ...], said: dict[str, Any],
    version: str, on: date,
) -> Figure | str:  # fmt: skip
    try:
        meaning = Meaning(
            unit=said["unit"], counting="each_time", stock=Stock.FLOW, start=date(year, 1, 1),
            end=date(year, 12, 31), place=place, definition=said["definition"],
            standings=("as_reported_by_states",), identified_by=(), source=said["source"],
            method=said["method"], coverage=Coverage(reported=(place,), of="country"),
            version=version, known_on=on, population="trafficked persons detected by the State",
            detected=True, restrictions=restrictions,
        )  # fmt: skip
        return Figure(value=value, measure="count", meaning=meaning)
    except MeaningMissing as error:
        raise ExchangeError(f"the table says too little for a figure: {error}") from error


def _code(said: dict[str, Any], part: str, word: str) -> str | None:
    found = [code for code, words in said["values"][part].items() if word in words]
    return found[0] if found else None


@cache
def _shipped(name: str) -> dict[str, Any]:
    text = (files("amparo.exchange.aggregate") / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _mapping(name: str) -> dict[str, Any]:
    if name == "glotip":
        return _shipped(name)
    try:
        with Path(name).open("rb") as file:
            said = tomllib.loads(file.read(LARGEST).decode("utf-8"))
    except OSError as error:
        raise ExchangeError(f"{name}: {error.strerror}: glotip comes along") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ExchangeError(f"{name}: not TOML: {error}") from error
    known = _shipped("glotip")
    for part in known:
        if part not in said or type(said[part]) is not type(known[part]):
            raise ExchangeError(f"{name}: {part} is missing")
    return said
