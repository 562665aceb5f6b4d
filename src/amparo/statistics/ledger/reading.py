"""Reads the data of the ledger, once, when they are first asked for. Pure."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from amparo.terms.codes import in_language

_DATA = files("amparo.statistics.ledger") / "data"


@dataclass(frozen=True, slots=True)
class Text:
    """One text in the languages in which it is given; English always."""

    texts: Mapping[str, str]

    def said(self, language: str = "en") -> str:
        """In that language, else in English."""
        return in_language(self.texts, language)

    def language(self, language: str = "en") -> str:
        """In which language it is then said, for the page to say so."""
        short = language.split("-")[0]
        return short if short in self.texts else "en"


@cache
def data_of(name: str) -> dict[str, Any]:
    """The file of that name in `data/`."""
    return tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))
