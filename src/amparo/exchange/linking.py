"""Which rows of lists are about the same child, before anybody counts.

The columns that identify a person go to room `finding` in memory; what comes back is only which
rows belong together. Nothing of them is written, and nobody becomes a case.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from amparo.exchange.mapping.applying import Fact
from amparo.finding.linkage.records import COLUMNS

THRESHOLD = 0.5
IDENTITY = COLUMNS[1:]
TELLING = frozenset({"given_name", "family_name", "other_names", "document", "phone"})
"""Without one of these nothing tells two people apart."""


@dataclass(frozen=True, slots=True)
class Someone:
    """A row of a list, or a case of the register, as it is compared. `case`: its key; `child`: the
    key of the child where the register knows it already."""

    source: str
    case: str
    identity: Mapping[str, str]
    child: str = ""

    def tells(self) -> bool:
        return any(self.identity.get(name) for name in TELLING)

    def compared(self) -> tuple[str, ...]:
        return (self.source, self.case, *(self.identity.get(name, "") for name in IDENTITY))


def someone(source: str, case: str, fact: Fact) -> Someone:
    return Someone(source, case, fact.identity)


def groups(people: Iterable[Someone], threshold: float = THRESHOLD) -> list[list[Someone]]:
    """Those who are likely one child, together; who is alone is not among them."""
    from amparo.finding.linkage import table
    from amparo.finding.linkage.engine import OnDuckDB
    from amparo.finding.linkage.linking import link
    from amparo.finding.linkage.model import shipped
    from amparo.finding.linkage.table import FOLDED

    known = {(one.source, one.case): one for one in people if one.tells()}
    if len(known) < 2:
        return []
    con = table.connect()
    try:
        table.load(con, (one.compared() for one in known.values()))
        table.fold(con)
        linked = link(con, OnDuckDB(con), shipped().comparing(()), threshold)
        rows = con.execute(f"select number, file, record_id from {FOLDED}").fetchall()
    finally:
        con.close()
    found: dict[int, list[Someone]] = {}
    for number, source, case in rows:
        if number in linked.group:
            found.setdefault(linked.group[number], []).append(known[source, case])
    return [group for _, group in sorted(found.items()) if len(group) > 1]


def children(found: Sequence[Sequence[Someone]]) -> dict[tuple[str, str], str]:
    """The child of each row that belongs to a group: the register's where one of its cases is among
    them, else the smallest case, which names nobody."""
    child: dict[tuple[str, str], str] = {}
    for group in found:
        of_register = sorted({one.child for one in group if one.child})
        key = of_register[0] if of_register else min(one.case for one in group)
        child.update({(one.source, one.case): key for one in group if not one.child})
    return child
