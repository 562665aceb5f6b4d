"""Facts as the tables of facts have them: whole rows, nothing left NULL without its reason."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from amparo.exchange.keys import Keys
from amparo.exchange.mapping.applying import Fact, Said
from amparo.exchange.mapping.values import Value
from amparo.statistics.facts.bands import age_band_ctdc, months_ctdc
from amparo.statistics.facts.columns import NOT_ASKED, Column, columns_of

Row = dict[str, Any]
LAST_CHILD_YEAR = 17
BANDS = ((4, "0_4"), (11, "5_11"), (14, "12_14"), (17, "15_17"))
CASE, GUESS = "list", "list_guess"
"""The kind of an origin: the list says so, or it says something from which this was guessed."""


@dataclass(frozen=True, slots=True)
class Named:
    """What is the same for all rows of one import. `on`: the day of it."""

    source: str
    on: date
    keys: Keys

    def case(self, fact: Fact) -> str:
        return self.keys.of("case", self.source, fact.key)


@dataclass(slots=True)
class Made:
    """The rows of one fact, by table."""

    victim: Row
    perpetrator: Row | None
    origins: list[Row]


def band_of(age: int) -> str:
    return next((band for most, band in BANDS if age <= most), "adult")


def work_out(said: Said, identity: Mapping[str, str], counted: Counter[str]) -> None:
    """What follows from what the list says, where the list does not say it itself. The day of birth
    gives the age and is not kept."""

    def one(name: str) -> Value | None:
        found = said.get(f"victims.{name}")
        return found[0] if isinstance(found, tuple) and found else None

    def follow(name: str, value: Value) -> None:
        if one(name) is None:
            said[f"victims.{name}"] = (value,)
            counted[name] += 1

    registered = one("registered")
    if isinstance(registered, date):
        follow("registered_year", registered.year)
        born = _day(identity.get("birth_date", ""))
        if born is not None and born <= registered:
            before = (registered.month, registered.day) < (born.month, born.day)
            follow("age_at_registration", registered.year - born.year - before)
    age = one("age_at_registration")
    if isinstance(age, int):
        follow("age_band", band_of(age))
        follow("age_band_ctdc", age_band_ctdc(age))
        follow("counted_as_child", "true" if age <= LAST_CHILD_YEAR else "false")
    days = one("duration_days")
    if isinstance(days, int):
        follow("months_ctdc", months_ctdc(days))
    at_start = one("age_at_start")
    if isinstance(at_start, int):
        follow("age_band_at_start", band_of(at_start))


def _day(text: str) -> date | None:
    """A whole day of birth; one that is partial, or written otherwise, gives no age."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def made_of(fact: Fact, named: Named, child: str, episode: int = 1) -> Made:
    """The rows of one fact. `child`: the key of the child, shared by rows about the same one."""
    case = named.case(fact)
    own: Row = {"case": case, "child": child, "episode": episode, "episodes": 1,
                "source": named.source, "known_on": named.on}  # fmt: skip
    victim = _row("victims", fact.said, own)
    perpetrator = None
    if any(name.startswith("perpetrators.") and isinstance(found, tuple)
           for name, found in fact.said.items()):  # fmt: skip
        own = {"perpetrator": named.keys.of("perpetrator", case), "case": case,
               "source": named.source}  # fmt: skip
        perpetrator = _row("perpetrators", fact.said, own)
    return Made(victim, perpetrator, list(_origins(fact, named, victim, perpetrator)))


def _row(table: str, said: Said, own: Row) -> Row:
    row: Row = {}
    for name, column in columns_of(table).items():
        if column.companion_of:
            continue
        if name in own:
            row[name] = own[name]
            continue
        found = said.get(f"{table}.{name}", NOT_ASKED)
        row |= _put(column, found)
    return {name: row[name] for name in columns_of(table)}


def _put(column: Column, found: tuple[Value, ...] | str) -> Row:
    if isinstance(found, str):
        if column.type in ("integer", "date"):
            return {column.name: None} | ({column.companion: found} if column.companion else {})
        return {column.name: [found] if column.type == "codes" else found}
    value = list(found) if column.type == "codes" else found[0]
    return {column.name: value} | ({column.companion: ""} if column.companion else {})


def _origins(fact: Fact, named: Named, victim: Row, perpetrator: Row | None) -> Iterator[Row]:
    entry = named.keys.of("row", named.source, fact.key)
    registered = fact.said.get("victims.registered")
    occurred = registered[0] if isinstance(registered, tuple) else named.on
    for name, found in fact.said.items():
        if isinstance(found, str):
            continue
        table, _, short = name.partition(".")
        key = victim["case"] if table == "victims" else (perpetrator or {}).get("perpetrator", "")
        yield {
            "unit": "victim" if table == "victims" else "perpetrator", "key": key,
            "column": short, "entry": entry, "kind": GUESS if name in fact.guessed else CASE,
            "authority": NOT_ASKED, "role": NOT_ASKED, "standing": NOT_ASKED,
            "occurred": occurred, "recorded": named.on,
        }  # fmt: skip


def tables_of(made: Iterable[Made]) -> dict[str, list[Row]]:
    """The rows by table; the order of the list is not kept, because it may say who is who."""
    tables: dict[str, list[Row]] = {"victims": [], "events": [], "perpetrators": [],
                                    "entities": [], "origins": []}  # fmt: skip
    for one in made:
        tables["victims"].append(one.victim)
        if one.perpetrator is not None:
            tables["perpetrators"].append(one.perpetrator)
        tables["origins"].extend(one.origins)
    for table, by in (("victims", "case"), ("perpetrators", "case"), ("origins", "key")):
        tables[table].sort(key=itemgetter(by))
    return tables
