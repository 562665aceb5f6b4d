"""What a release can give to indicator 16.2.2 of the Sustainable Development Goals: counts of
detected children, by sex, age and form of exploitation. The indicator itself is a rate of all ages.
"""

from collections.abc import Iterator
from typing import Final

from amparo.release.made import TOTAL, Release, ReleasedTable
from amparo.release.site.published import About

FILE: Final = "sdg-16-2-2.csv"
HEAD: Final = (
    "INDICATOR", "SERIES", "REF_AREA", "TIME_PERIOD", "SEX", "AGE", "AGE_BAND", "PURPOSE",
    "UNIT_MEASURE", "OBS_VALUE", "OBS_STATUS",
)  # fmt: skip
AXES: Final = frozenset({"sex", "age_band", "forms"})
SEX: Final = {"female": "F", "male": "M", "other": "O", TOTAL: "_T"}
"""The ways of not knowing stay apart: together they would be a sum that was not made safe."""
SERIES: Final = {
    TOTAL: "VC_HTF_DETV",
    "sexual_exploitation": "VC_HTF_DETVSX",
    "organ_removal": "VC_HTF_DETVOG",
}
"""Forms that are a series by themselves. Others belong to a series of several forms, of which one
child may have two, so that they cannot be added up to it."""
SHOWN, HIDDEN = "A", "Q"


def rows(release: Release, about: About) -> Iterator[tuple[str | int, ...]]:
    """The heading and a row for each number; none but the heading where no table can give any."""
    yield HEAD
    meaning = release.meaning
    when = str(meaning.start.year)
    if meaning.length != ("months", 12):
        when = f"{meaning.start.isoformat()}/{meaning.end.isoformat()}"
    for (sex, age, form), count in sorted(_counts(release).items()):
        if age == "adult":
            continue
        yield (
            "16.2.2", SERIES.get(form, ""), about.country, when, SEX.get(sex, f"_U:{sex}"), "Y0T17",
            "_T" if age == TOTAL else age, "_T" if form == TOTAL else form, "NUMBER",
            "" if count is None else count, HIDDEN if count is None else SHOWN,
        )  # fmt: skip


def usable(table: ReleasedTable) -> bool:
    return AXES.issuperset(table.axes)


def _counts(release: Release) -> dict[tuple[str, str, str], int | None]:
    """By sex, age band and form; a number that one table shows counts, though another hides it."""
    found: dict[tuple[str, str, str], int | None] = {}
    for table in filter(usable, release.tables):
        for codes, count in table.counts.items():
            by = dict(zip(table.axes, codes, strict=True))
            key = (by.get("sex", TOTAL), by.get("age_band", TOTAL), by.get("forms", TOTAL))
            if found.get(key) is None:
                found[key] = count
    return found


README: Final = """\
SDG indicator 16.2.2
====================

"Number of victims of human trafficking per 100,000 population, by sex, age and form of
exploitation."
The custodian is UNODC.

What sdg-16-2-2.csv has: counts of DETECTED CHILDREN. Nothing else of the indicator.
- It is no rate. A rate needs the population of the same place, time, sex and age.
- It is children only. The indicator has adults as well.
- It is the detected only. How many were not detected nobody knows, and no number here says it.
- OBS_STATUS Q (empty value): hidden, so that no child can be recognised. It is not 0.
- PURPOSE: a child may have several. Rows of different purposes are never added up.
- AGE: Y0T17 in all rows: what happened was done to a child. AGE_BAND is the age at registration;
  who was registered as an adult is in the sums and in no band.

Not verified against the official structure (SDMX) of the SDG database: names and order of columns,
the codes of SERIES, SEX, AGE and OBS_STATUS. Compare them before you send this to anybody.
REF_AREA is the country's ISO 3166 alpha-3 code; the SDG database may ask for another.
"""
