"""The 84 fields of HTCDS 2.0, as the standard gives them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

KEY, CHILD = "amp_Key", "amp_Child"
"""Columns of our own: the standard has no record id. `amp_` is a prefix that it does not use."""
BETWEEN = ";"
PREFIXES = ("org_", "prs_", "vic_", "per_", "cas_", "cco_", "hte_", "spl_", "con_")
EXTENSION = {"vic_MethodsOfControl": ("RestrictsMovement", "UsesChildren")}
"""Codes that the standard defines in its text and left out of the list: kept here, and `Other` in a
file that must conform."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """`several`: a multiselect picklist. `related`: one for each related record, so a flat file has
    room for one. `list_name`: codes by a list outside the standard. One field has no type."""

    name: str
    label: str
    section: str
    type: str
    definition: str
    core: bool = False
    deprecated: bool = False
    several: bool = False
    related: bool = False
    list_name: str = ""
    codes: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


@cache
def fields() -> Mapping[str, Field]:
    """By name, in the order of the standard."""
    text = (files("amparo.exchange.htcds") / "fields.toml").read_text(encoding="utf-8")
    made = (_field(row) for row in tomllib.loads(text)["fields"])
    return {one.name: one for one in made}


def living() -> tuple[str, ...]:
    """The names of the fields that are still part of the standard."""
    return tuple(name for name, field in fields().items() if not field.deprecated)


def _field(row: dict[str, Any]) -> Field:
    made: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in row.items()
    }
    return Field(**made)


@cache
def industries() -> Mapping[str, str]:
    """Each industry below the sections, folded, with the section that it belongs to."""
    text = (files("amparo.exchange.htcds") / "industries.toml").read_text(encoding="utf-8")
    below: dict[str, str] = tomllib.loads(text)["below"]
    known = fields()["vic_ForcedLabourIndustry"]
    # The standard's table of industries says the longer name of section N.
    section = {fold(label): code for code, label in zip(known.codes, known.labels, strict=True)}
    return {fold(name): _section(parent, below, section) for name, parent in below.items()}


def _section(parent: str, below: Mapping[str, str], section: Mapping[str, str]) -> str:
    while parent in below:
        parent = below[parent]
    folded = fold(parent)
    return section.get(folded) or next(
        code for label, code in section.items() if folded.startswith(label)
    )


def fold(text: str) -> str:
    """Letters and digits only, small: how names are compared where spelling is not trusted."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())
