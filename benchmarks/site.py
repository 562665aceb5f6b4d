"""How long the public site of a release takes: 25 tables, one of 20,000 cells, in four languages.

`python -m benchmarks site`. The numbers are made up; needs no country.
"""

from collections.abc import Iterator
from datetime import date
from itertools import combinations, product
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from amparo.web import commands
from benchmarks.measuring import Line
from benchmarks.worlds import Worlds

GOAL_SECONDS = 60
AXES = {
    "sex": ("female", "male", "other", "not_known"),
    "age_band": ("0_4", "5_11", "12_14", "15_17", "not_known"),
    "movement": ("none", "internal", "cross_border", "not_asked"),
    "forms": ("sexual_exploitation", "forced_labour", "begging", "forced_marriage", "other"),
    "solution": ("return", "reunification", "local_integration", "none_yet"),
    "recruiter_relation": ("mother", "relative", "friend", "stranger", "not_asked"),
}
SMALL = 24


def measure(_worlds: Worlds) -> Iterator[Line]:
    """Seconds, files and the largest page."""
    commands.set_up("demo")
    from amparo.release.site.making import About, Published, build

    published = Published(release=release(), published_on=date(2026, 12, 1))
    with TemporaryDirectory() as folder:
        begun = perf_counter()
        made = build([published], Path(folder) / "site", about=About(country="KEN"))
        what = f"public site: {SMALL + 1} tables, one of 20,000 cells"
        yield Line(what, perf_counter() - begun, "s", GOAL_SECONDS)
        pages = [path.stat().st_size for path in made if path.suffix == ".html"]
        yield Line("public site: the largest page", max(pages) / 1000, "kB", 100)
        whole = sum(path.stat().st_size for path in made)
        yield Line(f"public site: all of its {len(made)} files", whole / 1e6, "MB")


def release():  # type: ignore[no-untyped-def]
    """Two numbers in three are hidden, as in a table of few children."""
    from amparo.release.made import TOTAL, Release, ReleasedTable
    from amparo.statistics.figures.parts import Coverage, Meaning, Stock

    def table(name: str, axes: dict[str, tuple[str, ...]]) -> ReleasedTable:
        keys = product(*((*codes, TOTAL) for codes in axes.values()))
        counts = {key: None if at % 3 else 100 + at for at, key in enumerate(keys)}
        return ReleasedTable(name=name, axes=tuple(axes), counts=counts)

    chosen = [*combinations(AXES, 1), *combinations(AXES, 2), *combinations(AXES, 3)][:SMALL]
    tables = [table("-by-".join(some), {axis: AXES[axis] for axis in some}) for some in chosen]
    areas = tuple(f"KEN-{number:04}" for number in range(250))
    countries = tuple(f"X{number:02}" for number in range(20))
    wide = {"exploited_area": areas, "exploited_country": countries, "sex": AXES["sex"]}
    meaning = Meaning(
        unit="child", counting="once", stock=Stock.FLOW, start=date(2025, 1, 1),
        end=date(2025, 12, 31), place="KEN", definition="un_protocol",
        standings=("presumed", "identified"), identified_by=(), source="register",
        method="full_count", coverage=Coverage(reported=("police",)), version="1",
        known_on=date(2026, 6, 30), population="trafficked_children", detected=True,
    )  # fmt: skip
    return Release(
        name="children", version=1, title={"en": "Detected children, 2025"}, licence="CC BY 4.0",
        threshold=11, base=1, meaning=meaning, tables=(*tables, table("wide", wide)),
    )  # fmt: skip
