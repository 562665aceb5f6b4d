"""A table for the ministry: DHIS2 `dataValueSets`, by codes that follow from the table.

Every way in which a table sums is a data element of its own, with a category option combination for
each cell: sums are sent and never made there, since what is hidden, and children with several
codes, would make them wrong. What is hidden is left out; it is never 0.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from amparo.release.made import TOTAL, Codes, Release, ReleasedTable
from amparo.release.site.data import Words
from amparo.release.site.published import About
from amparo.statistics.figures.parts import Meaning

LONGEST_CODE = 50
_DIGEST = 8
ANYWHERE = "ORG_UNIT"


@dataclass(frozen=True, slots=True)
class Value:
    """A number, or None where it is hidden, and where DHIS2 keeps it. `combination` is empty for a
    sum of all.
    """

    codes: Codes
    element: str
    combination: str
    count: int | None


def period(meaning: Meaning) -> str:
    """A year, a quarter or a month as DHIS2 writes it; empty for any other time."""
    unit, months = meaning.length
    year, month = meaning.start.year, meaning.start.month
    if unit != "months":
        return ""
    if months == 12 and month == 1:
        return f"{year:04}"
    if months == 3 and month % 3 == 1:
        return f"{year:04}Q{month // 3 + 1}"
    return f"{year:04}{month:02}" if months == 1 else ""


def values(release: Release, table: ReleasedTable) -> Iterator[Value]:
    for codes, count in table.counts.items():
        kept = [(axis, code) for axis, code in zip(table.axes, codes, strict=True) if code != TOTAL]
        by = "-".join(axis for axis, _code in kept) or "all"
        combination = _code("|".join(f"{axis}={code}" for axis, code in kept)) if kept else ""
        element = _code(f"AMPARO.{release.name}.{table.name}.{by}")
        yield Value(codes, element, combination, count)


def data_value_set(release: Release, table: ReleasedTable, about: About) -> dict[str, Any]:
    """What is sent to `/api/dataValueSets`."""
    sent = []
    for value in values(release, table):
        if value.count is None:
            continue
        one = {"dataElement": value.element, "value": str(value.count)}
        if value.combination:
            one["categoryOptionCombo"] = value.combination
        sent.append(one)
    return {
        "dataSet": _code(f"AMPARO.{release.name}"),
        "period": period(release.meaning),
        "orgUnit": about.country or ANYWHERE,
        "dataValues": sent,
    }


def code_rows(release: Release, tables: list[ReleasedTable], named: Words) -> Iterator[list[str]]:
    """Every code that is used and what it means: what has to be made in DHIS2 first."""
    yield ["table", "dataElement", "categoryOptionCombo", "meaning"]
    for table in tables:
        for value in values(release, table):
            said = [
                f"{named.get((axis, ''), axis)}: {named.get((axis, code), code)}"
                for axis, code in zip(table.axes, value.codes, strict=True)
                if code != TOTAL
            ]
            yield [table.name, value.element, value.combination, "; ".join(said) or "All"]


def _code(name: str) -> str:
    """A code of at most 50 characters; what is cut off is told apart by a digest of the whole."""
    plain = re.sub(r"[^A-Za-z0-9_.=|-]", "_", name)
    if plain == name and len(plain) <= LONGEST_CODE:
        return plain
    digest = sha256(name.encode()).hexdigest()[:_DIGEST]
    return f"{plain[: LONGEST_CODE - _DIGEST - 1]}~{digest}"


def readme(release: Release, about: About) -> str:
    """How to bring the files into DHIS2. In English, as DHIS2's own words are."""
    when = period(release.meaning)
    return README.format(
        release=release.name,
        version=release.version,
        data_set=_code(f"AMPARO.{release.name}"),
        period=when or NO_PERIOD,
        org_unit=about.country or ANYWHERE,
    )


NO_PERIOD = "none: the time of this release is no calendar year, quarter or month; fill it in"
README = """\
{release}, version {version}: detected children, for DHIS2
==================================================

Each JSON file is one table, to be posted to /api/dataValueSets.
    data set   {data_set}
    period     {period}
    org unit   {org_unit} (put the code of your own organisation unit)

First make in DHIS2 what codes.csv lists: data elements, and category option combinations, each with
the code that stands there. Set the aggregation type of the data elements to NONE.

Try first, and read the answer:
    POST /api/dataValueSets?dataElementIdScheme=CODE&categoryOptionComboIdScheme=CODE
        &orgUnitIdScheme=CODE&dataSetIdScheme=CODE&importStrategy=CREATE_AND_UPDATE&dryRun=true
Then the same without dryRun.

A number that is hidden is not in the file. It is not 0. Do not fill it in.
Do not add numbers up: a child may have several codes of one axis, and hidden numbers are missing.
Sums that were published are data elements of their own.

Before a later version is sent, take the earlier one out: post its files with
importStrategy=DELETE. A number that the later version hides would stay otherwise.

The numbers count children who were detected. They are not all the children who were trafficked.
"""
