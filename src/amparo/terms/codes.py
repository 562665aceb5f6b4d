"""What a code list is: codes in order, each with its labels, meaning and names elsewhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

LANGUAGES: Final = ("en", "fr", "es", "ar")
"""The languages in which every label is given, English first because it is the fallback."""

Text = dict[str, str]
"""One text in several languages: language code to text."""


class UnknownCodeList(KeyError):
    """There is no code list of that name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return f"There is no code list named {self.name!r}."


class UnknownCode(KeyError):
    """The list exists, the code does not belong to it."""

    def __init__(self, code: str, list_name: str) -> None:
        super().__init__(code)
        self.code = code
        self.list_name = list_name

    def __str__(self) -> str:
        return f"{self.code!r} is not a code of the list {self.list_name!r}."


def in_language(text: Mapping[str, str], language: str) -> str:
    """`text` in `language` (a tag such as `fr-CA` counts as `fr`), else in English, else empty."""
    return text.get(language) or text.get(language.split("-")[0]) or text.get("en", "")


@dataclass(frozen=True, slots=True)
class Code:
    """One thing that a coded field may say.

    `definition` is empty where the label says enough. `htcds` is the value name in the HTCDS 2.0
    field that the list gives as `htcds_field`. `ctdc` are the columns of the CTDC datasets that the
    code sets to 1: those of the 2024 schema first, then those of the k-anonymised file of 2020
    where it is finer. Both are None where the standard has no true equivalent; an exporter then
    says so or uses `Other`.
    """

    code: str
    labels: Text
    definition: Text = field(default_factory=dict)
    htcds: str | None = None
    ctdc: tuple[str, ...] | None = None

    def label(self, language: str = "en") -> str:
        """The label in `language`, else in English, else the code itself."""
        return in_language(self.labels, language) or self.code


@dataclass(frozen=True, slots=True)
class CodeList:
    """Codes in the order in which they are offered. Iterating gives the codes' names.

    `htcds_field` is the HTCDS 2.0 field whose values the codes' `htcds` are. An `alphabetical` list
    has no order of its own and is offered by label.
    """

    name: str
    definition: Text
    codes: dict[str, Code]
    htcds_field: str | None = None
    alphabetical: bool = False

    def __getitem__(self, code: str) -> Code:
        """The code; raises UnknownCode, which names the list."""
        try:
            return self.codes[code]
        except KeyError:
            raise UnknownCode(code, self.name) from None

    def __contains__(self, code: object) -> bool:
        return code in self.codes

    def __iter__(self) -> Iterator[str]:
        return iter(self.codes)

    def __len__(self) -> int:
        return len(self.codes)
