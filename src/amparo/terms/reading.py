"""Reads a code list from its file, once, when it is first asked for.

A file of `data/` holds `definition` (language to text) and `codes`, one table a code with `label`
and, where needed, `definition`, `htcds`, `ctdc`. `extends` names a list whose codes come first, so
that the 249 countries are written down once. What a list is stands in `codes`.
"""

import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

from amparo.terms.codes import Code, CodeList, UnknownCodeList, in_language

_LISTS = files("amparo.terms") / "data"
_NO_PARTICULAR = {"stateless", "mis", "und", "unknown"}
"""Codes of the alphabetical lists that stand for no country or language, and are offered last."""


@cache
def list_names() -> tuple[str, ...]:
    """The names of all code lists, in alphabetical order."""
    entries = (entry.name for entry in _LISTS.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in entries if name.endswith(".toml")))


@cache
def code_list(name: str) -> CodeList:
    """The code list of that name; raises UnknownCodeList. Only the files it needs are read."""
    if name not in list_names():
        raise UnknownCodeList(name)
    data = tomllib.loads((_LISTS / f"{name}.toml").read_text(encoding="utf-8"))
    inherited = code_list(data["extends"]).codes if "extends" in data else {}
    own = {code: _code(code, row) for code, row in data.get("codes", {}).items()}
    return CodeList(
        name,
        data["definition"],
        inherited | own,
        data.get("htcds_field"),
        data.get("alphabetical", False),
    )


def label(name: str, code: str, language: str = "en") -> str:
    """How `code` of the list `name` is said in `language`.

    Falls back to English, then to the code itself, so that an entry made under an older list can
    always be shown. Raises UnknownCodeList; to refuse a wrong code, ask `code_list(name)[code]`.
    """
    codes = code_list(name).codes
    return codes[code].label(language) if code in codes else code


def choices(name: str, language: str = "en") -> list[tuple[str, str]]:
    """The list as (code, label) pairs in the order in which a form offers them."""
    return list(_choices(name, language))


@cache
def _choices(name: str, language: str) -> tuple[tuple[str, str], ...]:
    found = code_list(name)
    pairs = tuple((code.code, code.label(language)) for code in found.codes.values())
    return tuple(sorted(pairs, key=_by_label)) if found.alphabetical else pairs


def definitions(name: str, language: str = "en") -> dict[str, str]:
    """What the codes of a list mean, by code; those without a definition are left out."""
    codes = code_list(name).codes.values()
    return {one.code: in_language(one.definition, language) for one in codes if one.definition}


def _by_label(pair: tuple[str, str]) -> tuple[bool, str]:
    code, label = pair
    letters = unicodedata.normalize("NFD", label.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return code in _NO_PARTICULAR, plain


def _code(code: str, row: dict[str, Any]) -> Code:
    ctdc = tuple(row["ctdc"]) if "ctdc" in row else None
    return Code(code, row["label"], row.get("definition", {}), row.get("htcds"), ctdc)
