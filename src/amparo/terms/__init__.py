"""Code lists and their meaning: what may be written in a coded field, and how it is said.

Every list is one file in `data/`, named as the list, with a definition and labels in four
languages and, where there is a true equivalent, names in HTCDS 2.0 and columns in CTDC. `codes`
says what a list is, `reading` turns a file into one, `words` holds Amparo's own words. Nothing here
knows who uses a list: room `journey` names the list of each field, room `exchange` uses the
mappings.
"""

from amparo.terms.codes import (
    LANGUAGES,
    Code,
    CodeList,
    Text,
    UnknownCode,
    UnknownCodeList,
    in_language,
)
from amparo.terms.messages import N_
from amparo.terms.reading import choices, code_list, definitions, label, list_names
from amparo.terms.words import Word, words

__all__ = [
    "LANGUAGES",
    "N_",
    "Code",
    "CodeList",
    "Text",
    "UnknownCode",
    "UnknownCodeList",
    "Word",
    "choices",
    "code_list",
    "definitions",
    "in_language",
    "label",
    "list_names",
    "words",
]
