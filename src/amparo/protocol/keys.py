"""Which keys a duty, a gate, a definition and the head of a protocol file may have, and what they
may hold.

Values are checked here one by one; what only several keys together can say wrong is checked in
`loading`. Names of predicates are looked up in the registries of the modules that hold them.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from amparo.protocol.model import ANY_KIND, VARIANTS, Duration
from amparo.terms import code_list
from amparo.terms.lines import shown
from amparo.terms.values import (
    Reader,
    in_each_language,
    nearest,
    one_of,
    read_flag,
    read_name,
    read_text,
    read_version,
)

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_MOST_ATTEMPTS = 100
_OWN_COUNTRY = re.compile(r"AA[A-Z]|Q[M-Z][A-Z]|X[A-Z][A-Z]|ZZ[A-Z]")
"""Codes that ISO 3166 leaves to users: a made-up country, or one that has no code yet."""


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The names that a protocol file may use: predicates by registry, and kinds of entry."""

    starts: Collection[str]
    met_by: Collection[str]
    states: Collection[str]
    conditions: Collection[str]
    before: Collection[str]
    asks: Collection[str]
    kinds: Collection[str]


@cache
def known_names() -> KnownNames:
    """The names in the code; those modules are imported only when a file is checked."""
    from amparo.journey import KINDS
    from amparo.protocol.conditions import CONDITIONS
    from amparo.protocol.fulfilment import MET_BY
    from amparo.protocol.gate_conditions import ASKS, BEFORE
    from amparo.protocol.starts import STARTS
    from amparo.protocol.states import STATES

    parts = (STARTS, MET_BY, STATES, CONDITIONS, BEFORE, ASKS, KINDS)
    return KnownNames(*(frozenset(part) for part in parts))


def read_duration(value: Any) -> Duration:
    """A length of time."""
    if isinstance(value, str):
        try:
            return Duration.parse(value)
        except ValueError:
            pass
    said = '"24 h", "7 d", "1 month" or "1 month + 14 d"'
    raise ValueError(f"must be a length of time such as {said}, not {shown(value)}")


def read_attempts(value: Any) -> int:
    """A number of attempts, from 1."""
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= _MOST_ATTEMPTS:
        raise ValueError(f"must be a number from 1 to {_MOST_ATTEMPTS}, not {shown(value)}")
    return value


def read_role(value: Any) -> str:
    """A role."""
    roles = code_list("role")
    if not isinstance(value, str) or value not in roles:
        near = nearest(str(value), tuple(roles))
        raise ValueError(f"must be a role: {shown(value)} is none{near}")
    return value


def read_names(value: Any) -> tuple[str, ...]:
    """One name, or a list of names on one line, none twice; not yet looked up."""
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not names or not all(isinstance(n, str) and n for n in names):
        raise ValueError(f'must be a name or a list of names, ["one", "two"], not {shown(value)}')
    if len(set(names)) < len(names):
        raise ValueError("names something twice")
    return tuple(names)


def read_protocol_name(value: Any) -> str:
    """The name of a protocol: small letters, digits and hyphens."""
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        raise ValueError(f'must be a short name such as "lysandra-2026", not {shown(value)}')
    return value


def read_country(value: Any) -> str:
    """A country by ISO 3166-1 alpha-3, a code that ISO leaves to users, or empty."""
    known = isinstance(value, str) and (value == "" or value in code_list("country"))
    if known or (isinstance(value, str) and _OWN_COUNTRY.fullmatch(value)):
        return str(value)
    said = 'must be the three letters of ISO 3166 for a country, such as "NPL"'
    raise ValueError(f"{said}, not {shown(value)}")


def read_day(value: Any) -> date:
    """A day."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError(f"must be a day without quotes such as 2026-03-01, not {shown(value)}")
    return value


def read_extends(value: Any) -> str:
    """Nothing, or the default protocol."""
    if value not in ("", "default"):
        raise ValueError(f'must be "default", or "" for a protocol of its own, not {shown(value)}')
    return str(value)


def _codes_of(code_list_name: str) -> Reader:
    """Some codes of a list in `terms`."""

    def read(value: Any) -> tuple[str, ...]:
        names, known = read_names(value), tuple(code_list(code_list_name))
        for name in names:
            if name not in known:
                said = f"must be codes of the list {code_list_name}"
                raise ValueError(f"{said}: {shown(name)} is none{nearest(name, known)}")
        return names

    return read


HEAD_KEYS: dict[str, Reader] = {
    "name": read_protocol_name,
    "country": read_country,
    "version": read_version,
    "valid_from": read_day,
    "extends": read_extends,
}
HEAD_REQUIRED = ("name", "version", "valid_from")

DUTY_KEYS: dict[str, Reader] = {
    **in_each_language("owed"),
    "starts": read_name,
    "within": read_duration,
    **{f"within_{variant}": read_duration for variant in VARIANTS},
    "by": read_role,
    "met_by": read_names,
    "state": read_flag,
    "not_owed_when": read_names,
    "missed_when": read_names,
    "repeats": read_flag,
    "repeats_within": read_duration,
    "survives_closure": read_flag,
    "once": read_flag,
    "lead": read_duration,
    "source": read_text,
    "time_from_source": read_flag,
    "removed": read_flag,
}
DUTY_REQUIRED = (*in_each_language("owed"), "starts", "within", "by", "met_by", "source")
DUTY_TIMES = ("within", *(f"within_{variant}" for variant in VARIANTS), "repeats_within", "lead")

GATE_KEYS: dict[str, Reader] = {
    **in_each_language("asks"),
    "before": read_name,
    "asks_for": read_names,
    "second_person": read_flag,
    "within": read_duration,
    "attempts": read_attempts,
    "source": read_text,
    "removed": read_flag,
}
GATE_REQUIRED = (*in_each_language("asks"), "before", "asks_for", "source")

DEFINITION_KEYS: dict[str, Reader] = {
    **in_each_language("name"),
    **in_each_language("follows"),
    "act": one_of("needed", "not_needed", "none_known"),
    "purpose": one_of("needed", "not_needed"),
    "movement": one_of("needed", "not_needed", "across_a_border"),
    "means": one_of("needed", "not_needed", "for_adults"),
    "crossing": one_of("needed", "not_needed"),
    "acts": _codes_of("act"),
    "purposes": _codes_of("purpose"),
    "source": read_text,
    "removed": read_flag,
}
DEFINITION_REQUIRED = (*in_each_language("name"), *in_each_language("follows"), "source")

KEYS = {
    "protocol": HEAD_KEYS,
    "duty": DUTY_KEYS,
    "gate": GATE_KEYS,
    "definition": DEFINITION_KEYS,
}
REQUIRED = {
    "protocol": HEAD_REQUIRED,
    "duty": DUTY_REQUIRED,
    "gate": GATE_REQUIRED,
    "definition": DEFINITION_REQUIRED,
}


def name_problem(name: str, known: Collection[str], kinds: Collection[str] | None = None) -> str:
    """What is wrong with the name of a predicate, or nothing.

    `kinds` are the kinds of entry where `kind:CODE` may stand, None where it may not.
    """
    what, among = "condition called", known
    if name.startswith(ANY_KIND) and kinds is not None:
        name, what, among = name.removeprefix(ANY_KIND), "kind of entry", kinds
    return "" if name in among else f"there is no {what} {shown(name)}{nearest(name, among)}"
