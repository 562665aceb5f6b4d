"""Of whom a share of CTDC's flags may be taken.

For each of the five groups only the persons count who have at least one 1 in it: of the others
nothing was reported, which is no *no*. Within the group an empty cell counts as 0; shares add up to
more than the whole, because a person may have several.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from amparo.exchange.ctdc.columns import FLAGS, GROUPS

ONE = ("1", "1.0")


def group_of(column: str) -> str:
    """The group of a flag. Raises KeyError for what is none: it has no denominator of its own."""
    return next((name for name, columns in GROUPS.items() if column in columns), "") or _none(
        column
    )


def _none(column: str) -> str:
    raise KeyError(column)


def counted(row: Mapping[str, str], group: str) -> bool:
    """Whether a person belongs to the denominator of a group."""
    return any(row.get(column) in ONE for column in GROUPS[group])


@dataclass(slots=True)
class Shares:
    """`persons`: rows in all, of which no share is to be taken. `of`: the denominator of each
    group; `ones`: how many have a 1 in each column."""

    persons: int = 0
    of: Counter[str] = field(default_factory=Counter)
    ones: Counter[str] = field(default_factory=Counter)

    def share(self, column: str) -> Fraction | None:
        """The share of a flag among those of whom its group was reported; None where of nobody."""
        of = self.of[group_of(column)]
        return Fraction(self.ones[column], of) if of else None


def shares(rows: Iterable[Mapping[str, str]]) -> Shares:
    """Counts rows in CTDC's columns."""
    made = Shares()
    for row in rows:
        made.persons += 1
        made.of.update(group for group in GROUPS if counted(row, group))
        made.ones.update(column for column in FLAGS if row.get(column) in ONE)
    return made


def reported_sql(column: str) -> str:
    """The same for a column of several codes in the facts (`controls`, `forms`, `sectors`,
    `sub_forms`) in DuckDB: true where at least one code was reported."""
    if column not in ("controls", "forms", "sectors", "sub_forms"):
        raise KeyError(column)
    missing = "['not_asked', 'not_known', 'refused', 'not_applicable']"
    return f"not list_has_any({column}, {missing})"
