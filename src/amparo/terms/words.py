"""Amparo's own words, the same in code, on screens and in the documents, and what each means.

The help pages and the glossary are made from these. The words of the trade (acts, means, forms of
exploitation) are code lists, read by `reading`.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from amparo.terms.codes import Text

_WORDS = files("amparo.terms") / "words.toml"


@dataclass(frozen=True, slots=True)
class Word:
    """A word, how it is written on screens, and what it means; each in four languages."""

    word: str
    label: Text
    definition: Text


@cache
def words() -> dict[str, Word]:
    """The glossary, word to Word, in the order in which it reads best."""
    rows = tomllib.loads(_WORDS.read_text(encoding="utf-8"))["words"]
    return {word: Word(word, row["label"], row["definition"]) for word, row in rows.items()}
