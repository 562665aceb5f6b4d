"""Which columns the five tables of facts have, what each means, and how it is stored.

`columns.toml` says it; here it is read once and checked. A number or a date that may be missing has
a companion, NAME_missing, which holds the missing code, or nothing where there is a value.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from amparo.terms import Text, code_list, in_language, list_names

TABLES = ("victims", "events", "perpetrators", "entities", "origins")
UNITS = {"victims": "victim", "events": "event", "perpetrators": "perpetrator",
         "entities": "entity"}  # fmt: skip
NOT_ASKED, NOT_KNOWN, REFUSED, NOT_APPLICABLE = (
    "not_asked", "not_known", "refused", "not_applicable",
)  # fmt: skip
MISSING = (NOT_ASKED, NOT_KNOWN, REFUSED, NOT_APPLICABLE)
YES, NO = "true", "false"
# What a list of `terms` calls not known; in facts all that is missing is said in one way.
UNKNOWN = "unknown"
COMPANION = "_missing"

STORED = {
    "key": "VARCHAR",
    "code": "VARCHAR",
    "codes": "VARCHAR[]",
    "three": "VARCHAR",
    "integer": "INTEGER",
    "date": "DATE",
    "text_code": "VARCHAR",
}
_BESIDE = frozenset({"integer", "date"})
_CODED = frozenset({"code", "codes"})
_KEYS = frozenset({"type", "codes", "missing", "htcds", "ctdc", "label", "definition"})


_WHY = {
    "en": "why it is missing",
    "fr": "pourquoi la valeur manque",
    "es": "por qué falta el valor",
    "ar": "سبب غياب القيمة",
}
_WHY_DEFINED = {
    "en": "Why there is no value; empty where there is one.",
    "fr": "Pourquoi il n'y a pas de valeur ; vide quand il y en a une.",
    "es": "Por qué no hay valor; vacío donde lo hay.",
    "ar": "سبب عدم وجود قيمة؛ ويُترك فارغاً حين توجد.",
}


class BadColumns(ValueError):
    """The file of columns is not as it must be; the message names table and column."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `codes` are those a value can have, in order, missing codes not among them;
    `code_list` names their list of room `terms`, if they are one.
    """

    table: str
    name: str
    type: str
    labels: Text
    definitions: Text
    codes: tuple[str, ...] = ()
    code_list: str = ""
    may_miss: bool = True
    htcds: str = ""
    ctdc: str = ""
    companion_of: str = ""

    @property
    def stored(self) -> str:
        """The type that DuckDB and Parquet have for it."""
        return STORED[self.type]

    @property
    def companion(self) -> str:
        """The column that holds the missing code of this one; empty where it stands in itself."""
        return self.name + COMPANION if self.may_miss and self.type in _BESIDE else ""

    def label(self, language: str = "en") -> str:
        return in_language(self.labels, language) or self.name

    def definition(self, language: str = "en") -> str:
        return in_language(self.definitions, language)

    def code_label(self, code: str, language: str = "en") -> str:
        """How a code of this column is said; the code itself where nothing says it."""
        if self.code_list and code in (known := code_list(self.code_list).codes):
            return known[code].label(language)
        return in_language(said().get(code, {}), language) or code


@cache
def said() -> Mapping[str, Text]:
    """How missing codes, and codes that are in no list of `terms`, are said."""
    text = (files("amparo.statistics.facts") / "said.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def columns() -> Mapping[str, Mapping[str, Column]]:
    """Every column by table and name, in order, companions behind what they go with.

    Raises BadColumns.
    """
    text = (files("amparo.statistics.facts") / "columns.toml").read_text(encoding="utf-8")
    return read(text)


def columns_of(table: str) -> Mapping[str, Column]:
    """The columns of one table by name. Raises BadColumns for a table that there is not."""
    if table not in TABLES:
        raise BadColumns(f"there is no table {table[:40]!r}; the tables are {', '.join(TABLES)}")
    return columns()[table]


def column(table: str, name: str) -> Column:
    """One column. Raises BadColumns where it does not exist."""
    found = columns_of(table).get(name)
    if found is None:
        raise BadColumns(f"{table} has no column {name[:60]!r}")
    return found


def read(text: str) -> Mapping[str, Mapping[str, Column]]:
    """The columns that a file says. Raises BadColumns naming table and column."""
    said = tomllib.loads(text)
    if tuple(said) != TABLES:
        raise BadColumns(f"the tables must be {', '.join(TABLES)}, in this order")
    return MappingProxyType(
        {
            table: MappingProxyType({one.name: one for one in _of_table(table, rows)})
            for table, rows in said.items()
        }
    )


def _of_table(table: str, rows: Mapping[str, Any]) -> Iterator[Column]:
    for name, row in rows.items():
        try:
            found = _column(table, name, row)
        except ValueError as error:
            raise BadColumns(f"{table}.{name}: {error}") from error
        if found.companion in rows:
            raise BadColumns(f"{table}.{found.companion}: made by itself; leave it out")
        yield found
        if found.companion:
            yield _companion(found)


def _column(table: str, name: str, row: Mapping[str, Any]) -> Column:
    if unknown := set(row) - _KEYS:
        raise ValueError(f"no such key: {sorted(unknown)[0]}")
    type_ = row.get("type")
    if type_ not in STORED:
        raise ValueError(f"no such type: {type_!r}")
    if not name.isidentifier() or name != name.lower():
        raise ValueError("a name is lower case letters, digits and _")
    for part in ("label", "definition"):
        if not row.get(part, {}).get("en"):
            raise ValueError(f"{part}.en is needed")
    if ("codes" in row) != (type_ in _CODED):
        raise ValueError("codes go with the types code and codes, and with no other")
    codes, named = _codes(row.get("codes", ()))
    return Column(
        table=table,
        name=name,
        type=type_,
        labels=row["label"],
        definitions={at: " ".join(text.split()) for at, text in row["definition"].items()},
        codes=(YES, NO) if type_ == "three" else codes,
        code_list=named,
        may_miss=row.get("missing", True),
        htcds=row.get("htcds") or (code_list(named).htcds_field or "" if named else ""),
        ctdc=row.get("ctdc", ""),
    )


def _codes(said: str | list[str] | tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """The codes, and the list of `terms` they are."""
    named = said if isinstance(said, str) else ""
    if named and named not in list_names():
        raise ValueError(f"no such code list: {named}")
    codes = tuple(one for one in (code_list(named) if named else said) if one != UNKNOWN)
    if clash := set(codes) & set(MISSING):
        raise ValueError(f"a missing code cannot be a code: {sorted(clash)[0]}")
    return codes, named


def _companion(of: Column) -> Column:
    return Column(
        table=of.table,
        name=of.companion,
        type="code",
        labels={at: f"{label}: {_WHY[at]}" for at, label in of.labels.items() if at in _WHY},
        definitions=_WHY_DEFINED,
        codes=("", *MISSING),
        may_miss=False,
        companion_of=of.name,
    )
