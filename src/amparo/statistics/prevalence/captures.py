"""From linked lists to a table of captures, where only what an agency found itself counts.

A child whom the police told the shelter about is on both lists because of the telephone call, not
because two agencies came upon the child apart from each other. Such a record is no capture: it is
left out, and so its overlap. What is not said of a record is not guessed.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from amparo.statistics.prevalence.refused import NotEstimable
from amparo.statistics.prevalence.tables import MOST_LISTS, TOO_MANY_LISTS, Table, table_of

NEEDED: Final = ("record_id", "file", "cluster")
REFERRED: Final = "referred_from"
Record = tuple[str, str]
"""List (`file`) and `record_id`."""


@dataclass(frozen=True, slots=True)
class Captured:
    """The table, and what is not in it: `referred` records, and `people` known by referral alone.

    `again`: records of one list about somebody who is on it already.
    """

    table: Table
    referred: int
    people: int
    again: int


def captures(
    rows: Iterable[Mapping[str, str]], own_initiative: Collection[Record] | None = None
) -> Captured:
    """The captures among linked records (`record_id`, `file`, `cluster` of `amparo link`).

    A record is a capture if it is among `own_initiative`, or, where that is None, if its column
    `referred_from` is there and empty. Raises NotEstimable where neither is said.
    """
    on: dict[str, set[str]] = {}
    lists: dict[str, None] = {}
    counted: Counter[str] = Counter()
    seen: set[Record] = set()
    for number, row in enumerate(rows, 1):
        record, file, cluster = (_cell(row, name, number) for name in NEEDED)
        if (file, record) in seen:
            raise NotEstimable(f"record {number}: {record[:40]!r} of {file} is there twice")
        seen.add((file, record))
        lists.setdefault(file)
        there = on.setdefault(cluster, set())
        if not _found_by_itself(row, (file, record), own_initiative):
            counted["referred"] += 1
        elif file in there:
            counted["again"] += 1
        else:
            there.add(file)
    _check_known(own_initiative, seen)
    people = sum(not there for there in on.values())
    return Captured(
        _table(tuple(lists), on.values()), counted["referred"], people, counted["again"]
    )


def _cell(row: Mapping[str, str], name: str, number: int) -> str:
    value = (row.get(name) or "").removeprefix("'").strip()  # as no spreadsheet takes for a formula
    if not value:
        raise NotEstimable(f"record {number}: {name} is missing")
    return value


def _found_by_itself(
    row: Mapping[str, str], record: Record, own_initiative: Collection[Record] | None
) -> bool:
    if own_initiative is not None:
        return record in own_initiative
    if REFERRED not in row:
        raise NotEstimable(
            f"no record says who found the child: add the column {REFERRED} (empty where the agency"
            " found the child itself), or name the records found on own initiative"
        )
    return not (row[REFERRED] or "").strip()


def _check_known(own_initiative: Collection[Record] | None, seen: set[Record]) -> None:
    unknown = [one for one in own_initiative or () if one not in seen]
    if unknown:
        file, record = unknown[0]
        raise NotEstimable(f"{record[:40]!r} of {file} is in no cluster")


def _table(lists: tuple[str, ...], on: Iterable[set[str]]) -> Table:
    if len(lists) > MOST_LISTS:
        raise NotEstimable(TOO_MANY_LISTS, {"number": len(lists), "most": MOST_LISTS})
    places = {name: 1 << place for place, name in enumerate(lists)}
    counted = Counter(sum(places[name] for name in there) for there in on)
    return table_of(lists, {pattern: number for pattern, number in counted.items() if pattern})
