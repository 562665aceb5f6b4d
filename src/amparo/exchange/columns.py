"""Where an imported value may go: the columns of the facts, as room `statistics` names them.

What tells cases apart is made here and never taken from a list: keys, source, days of the import.
"""

from functools import cache

from amparo.statistics.facts.columns import BadColumns, Column, column

TABLES = ("victims", "perpetrators")
OWN = frozenset({
    "victims.case", "victims.child", "victims.episode", "victims.episodes", "victims.source",
    "victims.known_on", "perpetrators.perpetrator", "perpetrators.case", "perpetrators.event",
    "perpetrators.source",
})  # fmt: skip
Target = Column


def path_of(name: str) -> str:
    """`sex` is short for `victims.sex`."""
    return name if "." in name else f"victims.{name}"


@cache
def target_of(name: str) -> Target:
    """Raises KeyError where the facts have no such column that a list may fill."""
    path = path_of(name)
    table, _, short = path.partition(".")
    if table not in TABLES or path in OWN:
        raise KeyError(name)
    try:
        found = column(table, short)
    except BadColumns as error:
        raise KeyError(name) from error
    if found.companion_of:
        raise KeyError(name)
    return found
