"""Which axes and codes a release uses, and what they mean, in every language."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import override

from amparo.release.made import TOTAL, Release
from amparo.release.site.laying import axis_in_words, code_in_words, in_order
from amparo.statistics.facts.columns import UNKNOWN, Column, columns
from amparo.statistics.tables.axes import AXES
from amparo.terms import LANGUAGES, Text, code_list, in_language


@dataclass(frozen=True, slots=True)
class Explained:
    """A code, or an axis: what it is called and what it means, by language; may have no more to
    say than its words.
    """

    code: str
    labels: Text
    definitions: Text

    def label(self, language: str) -> str:
        return in_language(self.labels, language)

    def definition(self, language: str) -> str:
        return in_language(self.definitions, language)


@dataclass(frozen=True, slots=True)
class ExplainedAxis:
    """An axis and those of its codes that the release uses, in order."""

    axis: Explained
    codes: tuple[Explained, ...]
    several: bool


def codebook(release: Release) -> list[ExplainedAxis]:
    """Every axis of the release, in the order in which its tables first have it."""
    used: dict[str, list[str]] = {}
    for table in release.tables:
        for axis, codes in zip(table.axes, in_order(release, table), strict=True):
            known = used.setdefault(axis, [])
            known += [code for code in codes if code not in known]
    return [_axis(axis, codes) for axis, codes in used.items()]


def _axis(axis: str, codes: list[str]) -> ExplainedAxis:
    column = _column(axis)
    words = {language: _words(axis, codes, language) for language in LANGUAGES}
    return ExplainedAxis(
        Explained(
            axis,
            {language: said[""] for language, said in words.items()},
            dict(column.definitions) if column else {},
        ),
        tuple(
            Explained(
                code,
                {language: said[code] for language, said in words.items()},
                _definition(column, code),
            )
            for code in codes
        ),
        several=axis in AXES and AXES[axis].several,
    )


def _words(axis: str, codes: list[str], language: str) -> dict[str, str]:
    with override(language):
        return {"": axis_in_words(axis)} | {code: code_in_words(axis, code) for code in codes}


def _column(axis: str) -> Column | None:
    return columns()["victims"].get(AXES[axis].column if axis in AXES else axis)


def _definition(column: Column | None, code: str) -> Text:
    if column is None or not column.code_list:
        return {}
    known = code_list(column.code_list).codes
    found = known.get(code) or (known.get(UNKNOWN) if code == "not_known" else None)
    return dict(found.definition) if found else {}


def as_data(book: list[ExplainedAxis]) -> list[dict[str, Any]]:
    """The codebook as plain data."""
    return [
        {
            "axis": one.axis.code,
            "label": one.axis.labels,
            "definition": one.axis.definitions,
            "a_child_may_have_several": one.several,
            "codes": [
                {"code": code.code, "label": code.labels, "definition": code.definitions}
                for code in one.codes
            ],
        }
        for one in book
    ]


def as_rows(book: list[ExplainedAxis]) -> Iterator[list[str]]:
    """The codebook as rows, the heading first: one for each code, and one for each sum."""
    yield [
        "axis", "code",
        *(f"axis_{language}" for language in LANGUAGES),
        *(f"code_{language}" for language in LANGUAGES),
        *(f"definition_{language}" for language in LANGUAGES),
    ]  # fmt: skip
    for one in book:
        sums = {language: _sum(language) for language in LANGUAGES}
        for code in (*one.codes, Explained(TOTAL, sums, {})):
            yield [
                one.axis.code, code.code,
                *(one.axis.label(language) for language in LANGUAGES),
                *(code.label(language) for language in LANGUAGES),
                *(code.definitions.get(language, "") for language in LANGUAGES),
            ]  # fmt: skip


def _sum(language: str) -> str:
    with override(language):
        return code_in_words("", TOTAL)
