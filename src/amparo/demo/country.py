"""Lysandra: its provinces, agencies and people, read from `country.toml`. Pure.

Ids are worked out from the keys, so that a person has the same id in every copy of the country.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from uuid import UUID, uuid5

NAMESPACE = UUID("6c797361-6e64-5261-8d61-64655f75705f")


@dataclass(frozen=True, slots=True)
class MadeUpAgency:
    """An agency. `neutral` is the name that the outside is shown."""

    key: str
    id: str
    name: str
    authority: str
    province: str
    neutral: str


@dataclass(frozen=True, slots=True)
class MadeUpPerson:
    """Somebody who works in the country, in one role."""

    key: str
    id: str
    email: str
    name: str
    agency: MadeUpAgency
    role: str
    language: str


@dataclass(frozen=True, slots=True)
class Province:
    """Where children are noticed: `share` of them here, in these towns."""

    name: str
    share: int
    towns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Country:
    """The whole country by key, in the order of the file."""

    name: str
    neighbours: tuple[str, ...]
    languages: tuple[str, ...]
    provinces: dict[str, Province]
    agencies: dict[str, MadeUpAgency]
    people: dict[str, MadeUpPerson]

    def team_of(self, agency: str, role: str) -> list[MadeUpPerson]:
        """Those who hold `role` in the agency with this key."""
        return [p for p in self.people.values() if p.agency.key == agency and p.role == role]


@cache
def lysandra() -> Country:
    """The country of the file."""
    read = data("country")
    agencies = {key: _agency(key, **values) for key, values in read["agencies"].items()}
    people = {
        key: _person(key, *values, agencies=agencies, domain=read["domain"])
        for key, values in read["people"].items()
    }
    provinces = {
        name: Province(name, values["share"], tuple(values["towns"]))
        for name, values in read["provinces"].items()
    }
    neighbours, languages = tuple(read["neighbours"]), tuple(read["languages"])
    return Country(read["name"], neighbours, languages, provinces, agencies, people)


def _agency(key: str, name: str, authority: str, province: str, neutral: str) -> MadeUpAgency:
    return MadeUpAgency(key, _id("agency", key), name, authority, province, neutral)


def _person(
    key: str,
    name: str,
    agency: str,
    role: str,
    language: str,
    *,
    agencies: dict[str, MadeUpAgency],
    domain: str,
) -> MadeUpPerson:
    email = f"{key}@{domain}"
    return MadeUpPerson(key, _id("person", key), email, name, agencies[agency], role, language)


def _id(what: str, key: str) -> str:
    return str(uuid5(NAMESPACE, f"{what}:{key}"))


@cache
def data(name: str) -> dict[str, Any]:
    """A data file of this room."""
    return tomllib.loads((files("amparo.demo") / f"{name}.toml").read_text("utf-8"))
