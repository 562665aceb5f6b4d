"""Files of releases, as an analyst writes them."""

from tests.figure_pages.facts import YEAR

HEAD = f"""\
name = "children-found"
from = {YEAR}
[title]
en = "Children found to be trafficked"
"""


def spec(*tables: str, head: str = HEAD) -> str:
    """Each table as `name: axis axis`, perhaps with `| keep …` as TOML."""
    found = [head]
    for table in tables:
        name, _colon, rest = table.partition(":")
        axes, _bar, more = rest.partition("|")
        listed = ", ".join(f'"{axis}"' for axis in axes.split())
        found.append(f'[[table]]\nname = "{name}"\naxes = [{listed}]\n{more.strip()}\n')
    return "".join(found)


USUAL = spec(
    "sex-and-age: age_band sex",
    "forms: forms sex",
    "movement: movement",
    "countries: exploited_country",
)
