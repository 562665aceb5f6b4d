"""Releases made by hand: a small one, one as large as they come, one with names of every kind."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

from amparo.release.made import TOTAL, Codes, Release, ReleasedTable
from amparo.release.site.making import About, Published, build
from amparo.statistics.figures.parts import HERE
from tests.figures.making import DETECTED, year

KENYA = About(
    mechanism={
        "en": "National referral mechanism",
        "fr": "Mécanisme national d'orientation",
        "es": "Mecanismo nacional de derivación",
        "ar": "آلية الإحالة الوطنية",
    },
    country="KEN",
    contact="figures@mechanism.example",
)
DAY = date(2026, 12, 1)
LANGUAGES = ("en", "fr", "es", "ar")
BY_SEX: dict[Codes, int | None] = {
    ("12_14", "female"): 4219,
    ("12_14", "male"): None,
    ("15_17", "female"): None,
    ("15_17", "male"): 3307,
    ("12_14", TOTAL): 5086,
    ("15_17", TOTAL): 4051,
    (TOTAL, "female"): None,
    (TOTAL, "male"): None,
    (TOTAL, TOTAL): 9137,
}
SHOWN = {4219, 3307, 5086, 4051, 9137, 8023}
HIDDEN = {5086 - 4219, 4051 - 3307, 4219 + 744, 867 + 3307}
"""What the numbers that are shown would give away: the rows of 12 to 14, of 15 to 17, the sums."""
FORMS: dict[Codes, int | None] = {
    ("begging",): 8023,
    ("sexual_exploitation",): None,
    (TOTAL,): 9137,
}


def released(
    *tables: ReleasedTable, name: str = "children", version: int = 1, because: str = ""
) -> Release:
    return Release(
        name=name,
        version=version,
        title={"en": "Detected children, 2025", "ar": "الأطفال الذين اكتُشفوا، 2025"},
        licence="CC BY 4.0",
        threshold=11,
        base=1,
        meaning=replace(DETECTED, **year(2025), known_on=date(2026, 3, 1), place=HERE),
        tables=tables,
        because=because,
    )


def small(version: int = 1, because: str = "") -> Release:
    return released(
        ReleasedTable(name="age-and-sex", axes=("age_band", "sex"), counts=BY_SEX),
        ReleasedTable(name="forms", axes=("forms",), counts=FORMS),
        version=version,
        because=because,
    )


def large(places: int = 50) -> Release:
    """A table of three axes with every sum, and one with more rows than a page has."""
    areas = [f"KEN-{number:04}" for number in range(places)]
    countries = ["KEN", "UGA", "TZA", "ETH", "SOM", "SDN", "RWA", "BDI", "COD", "YEM"]
    bands = ["0_4", "5_11", "12_14", "15_17", "adult", "not_known", "not_asked", "refused"]
    bands += ["not_applicable", "other_band"]
    counts: dict[Codes, int | None] = {
        codes: None if at % 3 else 100 + at
        for at, codes in enumerate(product([*areas, TOTAL], [*countries, TOTAL], [*bands, TOTAL]))
    }
    axes = ("exploited_area", "exploited_country", "age_band")
    many = {(f"KEN-{number:04}",): 40 + number for number in range(450)}
    return released(
        ReleasedTable(name="everything", axes=axes, counts=counts),
        ReleasedTable(name="areas", axes=("exploited_area",), counts=many),
        name="large",
    )


def published(release: Release, **more: object) -> Published:
    return Published(release=release, published_on=DAY, signed=("Rapporteur",), **more)  # type: ignore[arg-type]


def built(out: Path, releases: Iterable[Published], about: About = KENYA) -> Path:
    build(list(releases), out, about=about)
    return out


def files(folder: Path, *endings: str) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and (not endings or path.suffix in endings)
    }
