"""A table as CSV with HXL tags and as JSON, and the codebook of a release as both.

One file serves all languages: codes, beside them the words in English; JSON has the words of all.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.utils.translation import override

from amparo.release.made import TOTAL, Release, ReleasedTable
from amparo.release.site import saying
from amparo.release.site.codebook import ExplainedAxis, as_data
from amparo.release.site.published import About
from amparo.statistics.figures.carrying import meaning_to_data
from amparo.terms import LANGUAGES

TABLE_FORMAT: Final = "amparo-released-table/1"
NOISY_TABLE_FORMAT: Final = "amparo-released-table/2"
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
Words = dict[tuple[str, str], str]

_COUNTRIES: Final = {
    "recruited_country": "+origin",
    "exploited_country": "+exploitation",
    "transit_countries": "+transit",
    "citizenships": "+citizenship",
}
_AREAS: Final = {"recruited_area": "+origin", "exploited_area": "+exploitation"}


def as_csv(rows: Iterable[Sequence[str | int]]) -> str:
    """Rows as text. A spreadsheet must not take a word for a formula."""
    written = io.StringIO()
    csv.writer(written).writerows([_safe(cell) for cell in row] for row in rows)
    return written.getvalue()


def _safe(cell: str | int) -> str | int:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def as_json(data: object) -> str:
    """Plain data as text, the same for the same."""
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def words(book: list[ExplainedAxis], language: str = "en") -> Words:
    """What each code of each axis is called; under an empty code, what the axis is."""
    found = {(one.axis.code, ""): one.axis.label(language) for one in book}
    for one in book:
        found |= {(one.axis.code, code.code): code.label(language) for code in one.codes}
    return found


def table_rows(
    release: Release, table: ReleasedTable, about: About, named: Words
) -> list[list[str | int]]:
    """The heading, the HXL tags, then a row for each number. What is hidden is an empty count.

    Noisy numbers stand under another heading, so that no program takes them for counts.
    """
    count_head, missing_head, noisy_tag = _heads(release)
    meaning = saying.meaning(release, about)
    head, tags = ["date_start", "date_end", "country"], ["#date+start", "#date+end"]
    tags.append("#country+code+v_iso3")
    for axis in table.axes:
        head += [axis, f"{axis}_label"]
        tags += hxl(axis)
    head += [count_head, missing_head]
    tags += [_counted(meaning.unit, meaning.detected) + noisy_tag, f"#meta+{missing_head}"]
    always = [meaning.start.isoformat(), meaning.end.isoformat(), about.country]
    rows: list[list[str | int]] = [[*head], [*tags]]
    for codes, count in table.counts.items():
        row: list[str | int] = [*always]
        for axis, code in zip(table.axes, codes, strict=True):
            row += [code, "All" if code == TOTAL else named.get((axis, code), code)]
        rows.append([*row, "" if count is None else count, "true" if count is None else "false"])
    return rows


def _heads(release: Release) -> tuple[str, str, str]:
    """Of the numbers, of what says that there is none, and what a tag says more."""
    return ("noisy_count", "few_or_none", "+noisy") if release.noise else ("count", "hidden", "")


def hxl(axis: str) -> tuple[str, str]:
    """The tags of an axis' codes and of their words."""
    if axis in _COUNTRIES:
        kind = _COUNTRIES[axis]
        return f"#country+code+v_iso3{kind}", f"#country+name{kind}+i_en"
    if axis in _AREAS:
        return f"#adm1+code{_AREAS[axis]}", f"#adm1+name{_AREAS[axis]}+i_en"
    kind = re.sub(r"[^a-z0-9_]", "_", axis.lower())
    return f"#indicator+code+{kind}", f"#indicator+name+{kind}+i_en"


def _counted(unit: str, detected: bool) -> str:
    if unit != "child":
        return "#indicator+value+num"
    return "#affected+ind+children+detected" if detected else "#affected+ind+children"


def table_data(
    release: Release, table: ReleasedTable, about: About, book: list[ExplainedAxis]
) -> dict[str, Any]:
    """A table with what it counts and the words of its codes, in every language."""
    of_table = {axis: {key[place] for key in table.counts} for place, axis in enumerate(table.axes)}
    axes = {one["axis"]: one for one in as_data(book) if one["axis"] in of_table}
    return _noise(release) | {
        "format": NOISY_TABLE_FORMAT if release.noise else TABLE_FORMAT,
        "release": release.name,
        "version": release.version,
        "table": table.name,
        "licence": release.licence,
        "threshold": release.threshold,
        "rounded_to": release.base,
        "country": about.country,
        "meaning": meaning_to_data(release.meaning),
        "sum": TOTAL,
        "said": {language: _said(release, table, about, language) for language in LANGUAGES},
        "axes": [
            axes[axis]
            | {"codes": [one for one in axes[axis]["codes"] if one["code"] in of_table[axis]]}
            for axis in table.axes
        ],
        "columns": [*table.axes, _heads(release)[0]],
        "rows": [[*codes, count] for codes, count in table.counts.items()],
    }


def _noise(release: Release) -> dict[str, Any]:
    """By how much the numbers of a table may be off, and what is promised."""
    noisy = release.noise
    if noisy is None:
        return {}
    return {
        "noise": {
            "epsilon": noisy.epsilon,
            "delta": noisy.delta,
            "promise": noisy.strength,
            "moves_95_of_100_by_less_than": noisy.width,
            "null": "few or none",
        }
    }


def _said(
    release: Release, table: ReleasedTable, about: About, language: str
) -> dict[str, str | list[str]]:
    with override(language):
        return {
            "title": saying.title(release),
            "table": saying.table_title(table),
            "sentence": saying.sentence(release, about),
            "meaning": list(saying.full(release, about)),
            "notes": [saying.detected(), *saying.notes(release, table)],
        }
