"""The report of an import as text and as JSON."""

from collections.abc import Iterator
from typing import Any

from amparo.exchange.mapping.values import NOT_NAMED, Fate
from amparo.exchange.report.tally import ColumnTally, Tally

MOST_SHOWN = 5
FATES = (Fate.MAPPED, Fate.GUESSED, Fate.DROPPED, Fate.EMPTY)


def to_json(tally: Tally) -> dict[str, Any]:
    """Everything that was counted. `adds_up` says that every row and cell is in it once."""
    return {
        "list": tally.list_name,
        "mapping": tally.mapping,
        "claim": tally.claim,
        "adds_up": tally.adds_up(),
        "rows": {"read": tally.read, "facts": tally.made, "dropped": dict(tally.dropped),
                 "of_a_child_already_there": tally.linked},
        "cells": _fates(tally.cells()) | {"all": tally.cells().total()},
        "columns": [_column(one) for one in tally.columns],
        "not_in_the_file": list(tally.absent),
        "always": [{"to": to, "code": code, "why": why} for to, code, why in tally.always],
        "tolerated": [{"what": what, "times": times} for what, times in tally.tolerated.items()],
        "worked_out": dict(tally.worked_out),
        "said": tally.said,
    }  # fmt: skip


def _fates(counted: Any) -> dict[str, int]:
    return {fate.value: counted[fate] for fate in FATES}


def _column(one: ColumnTally) -> dict[str, Any]:
    return {
        "column": one.heading,
        "to": list(one.to),
        "cells": _fates(one.fates),
        "reasons": [{"what": fate.value, "why": why, "cells": count}
                    for (fate, why), count in one.reasons.most_common()],
        "values": [{"value": value, "what": fate.value, "became": became, "cells": count}
                   for (value, fate, became), count in one.values.most_common()],
        "not_kept": list(one.loses),
    }  # fmt: skip


def lines(tally: Tally) -> Iterator[str]:
    """What a person reads at the end of an import."""
    cells = tally.cells()
    dropped = sum(tally.dropped.values())
    yield f"{tally.list_name}, by the mapping {tally.mapping}:"
    yield f"  rows: {tally.read} read = {tally.made} facts + {dropped} dropped"
    for why, count in tally.dropped.most_common():
        yield f"    {count} dropped: {why}"
    if tally.linked is not None:
        yield f"    {tally.linked} of them are of a child who is in another row or list as well"
    parts = " + ".join(f"{cells[fate]} {fate.value}" for fate in FATES)
    yield f"  cells: {cells.total()} = {parts}"
    for fate, title in ((Fate.GUESSED, "guessed"), (Fate.DROPPED, "dropped")):
        for column in tally.columns:
            for (found, why), count in column.reasons.most_common():
                if found is fate:
                    said = f"{count} cells: {why}{_which(column, why)}"
                    yield f"    {title}: {column.heading}: {said}"
    yield from _rest(tally)


def _which(column: ColumnTally, why: str) -> str:
    """The first values that a mapping does not name, so that its author can add them."""
    if why != NOT_NAMED:
        return ""
    found = [repr(value) for value, fate, _ in column.values if fate is Fate.DROPPED]
    return f": {', '.join(found[:MOST_SHOWN])}{' …' if len(found) > MOST_SHOWN else ''}"


def _rest(tally: Tally) -> Iterator[str]:
    for column in tally.columns:
        for lost in column.loses:
            yield f"    not kept: {column.heading}: {lost}"
    for to, code, why in tally.always:
        yield f"  for every row: {to} = {code}: {why}"
    for name, count in sorted(tally.worked_out.items()):
        yield f"  worked out: {name} for {count} rows"
    for what, times in tally.tolerated.items():
        yield f"  read all the same: {what} ({times})"
    if tally.absent:
        yield f"  not in the file: {', '.join(tally.absent)}"
    for one in tally.said:
        yield f"  {one}"
