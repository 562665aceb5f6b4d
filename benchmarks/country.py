"""How long it takes to make the country: from an empty folder to all its lives written."""

from collections.abc import Iterator

from benchmarks.measuring import Line, progress
from benchmarks.worlds import Worlds

# 100,000 cases in 20 minutes; other sizes in proportion.
SECONDS_A_CASE = 20 * 60 / 100_000


def measure(worlds: Worlds) -> Iterator[Line]:
    """Seconds for each country, and cases a second."""
    for world in worlds:
        goal = world.cases * SECONDS_A_CASE
        yield Line(f"made-up country, {world.name}", world.seconds, "s", goal)
        rate = world.cases / world.seconds
        yield Line(f"cases made a second, {world.name}", rate, "a second")


def make(cases: int, seed: int) -> int:
    """Inside: keys, databases and the country; how many cases there are."""
    from amparo.casefile.models import Case
    from amparo.demo.actions import make_country
    from amparo.web import commands

    commands.prepare()
    for _line in make_country(cases=cases, seed=seed, progress=progress("cases made")):
        pass
    return Case.objects.count()


def settle() -> None:
    """Inside: what PostgreSQL does by itself some minutes after so many rows were written."""
    from django.db import connections

    for alias in ("default", "keys"):
        if connections[alias].vendor == "postgresql":
            with connections[alias].cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
