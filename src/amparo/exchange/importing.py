"""Lists come in: read, mapped, linked, and only then kept, all of them or none."""

from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from amparo.exchange import linking, rows
from amparo.exchange.keys import Keys
from amparo.exchange.mapping.applying import Applied, Fact
from amparo.exchange.mapping.model import Mapping
from amparo.exchange.mapping.reading import read_mapping
from amparo.exchange.mapping.shipped import shipped
from amparo.exchange.opening import Sheet, open_sheet
from amparo.exchange.refused import ExchangeError
from amparo.exchange.report.tally import Tally
from amparo.exchange.store.folder import check_name


@dataclass(frozen=True, slots=True)
class Asked:
    """One list to bring in. `mapping`: the name of one that comes along, or a file."""

    path: Path
    mapping: str
    source: str


@dataclass(slots=True)
class Brought:
    """What a list became: rows by table, and the account of it."""

    tally: Tally
    tables: dict[str, list[dict[str, Any]]]


@dataclass(slots=True)
class _Read:
    asked: Asked
    applied: Applied
    facts: list[Fact]
    named: rows.Named


def mapping_of(name: str) -> Mapping:
    """A mapping that comes along by its name, or that of a file. Raises ExchangeError."""
    return read_mapping(Path(name)) if name.endswith(".toml") else shipped(name)


def bring(
    asked: Sequence[Asked], keys: Keys, on: date, register: Sequence[linking.Someone] = ()
) -> dict[str, Brought]:
    """Reads all lists and links them; nothing is kept here. `register`: the cases that are known,
    with what identifies them. Raises ExchangeError."""
    for one in asked:
        check_name(one.source)
        if [other.source for other in asked].count(one.source) > 1:
            raise ExchangeError(f"two lists are called {one.source}")
    read = [_read(one, keys, on) for one in asked]
    people = [
        linking.someone(one.asked.source, one.named.case(fact), fact)
        for one in read if one.applied.has_identity() for fact in one.facts
    ]  # fmt: skip
    child = linking.children(linking.groups((*people, *register))) if people else {}
    known = {one.child for one in register if one.child}
    episodes = _episodes(read, child, known)
    return {one.asked.source: _brought(one, child, episodes) for one in read}


def _read(asked: Asked, keys: Keys, on: date) -> _Read:
    mapping = mapping_of(asked.mapping)
    sheet, tolerated = opened_by(asked.path, mapping)
    applied = Applied(sheet, mapping, asked.source)
    applied.tally.tolerated = tolerated
    facts = list(applied.rows())
    for fact in facts:
        rows.work_out(fact.said, fact.identity, applied.tally.worked_out)
    applied.tally.check()
    return _Read(asked, applied, facts, rows.Named(asked.source, on, keys))


def opened_by(path: Path, mapping: Mapping) -> tuple[Sheet, Any]:
    """The sheet as the mapping expects it: files of HTCDS come in many almost-right forms."""
    from collections import Counter

    if mapping.standard == "htcds-2.0":
        from amparo.exchange.htcds.tolerating import opened

        return opened(path)
    return open_sheet(path), Counter()


def _episodes(
    read: Sequence[_Read], child: AnyMapping[tuple[str, str], str], known: set[str]
) -> dict[tuple[str, str], int]:
    """Which time it is that a child is in a list: the cases of one child in order of registration,
    after those of the register."""
    of_child: dict[str, list[tuple[str, str, str]]] = {}
    for one in read:
        for fact in one.facts:
            row = one.asked.source, one.named.case(fact)
            if row in child:
                registered = fact.said.get("victims.registered")
                day = str(registered[0]) if isinstance(registered, tuple) else "9999"
                of_child.setdefault(child[row], []).append((day, *row))
    return {
        (source, case): at
        for key, cases in of_child.items()
        for at, (_, source, case) in enumerate(sorted(cases), start=2 if key in known else 1)
    }


def _brought(
    one: _Read, child: AnyMapping[tuple[str, str], str], episodes: AnyMapping[tuple[str, str], int]
) -> Brought:
    tally = one.applied.tally
    made = []
    linked = 0
    for fact in one.facts:
        case = one.named.case(fact)
        row = one.asked.source, case
        linked += row in child
        made.append(rows.made_of(fact, one.named, child.get(row, case), episodes.get(row, 1)))
    if one.applied.has_identity():
        tally.linked = linked
    return Brought(tally, rows.tables_of(made))
