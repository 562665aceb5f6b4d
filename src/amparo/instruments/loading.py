"""Reads the file of an instrument, says everything that is wrong with it by line, and builds it.

Instruments that are made of the same items share a file of them (`shares`), which lies beside them
or is one of ours: what the instrument says of an item goes before what is shared.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from amparo.instruments.keys import (
    DIMENSIONS,
    KEYS,
    REQUIRED,
    SHAPE,
    WITH_STRENGTH,
    is_item,
)
from amparo.instruments.model import Dimension, External, Instrument, Item, Study
from amparo.terms.lines import (
    MOST_PROBLEMS,
    FileError,
    FileProblem,
    Row,
    Rows,
    read_file,
    read_rows,
)
from amparo.terms.values import Part, is_code, nearest, read_part, texts

SHIPPED = files("amparo.instruments") / "files"
_TABLES_WITH_CODE = ("dimension", "item", "external", "study")


class InstrumentError(FileError):
    """An instrument that cannot be used. The message is one line: `line N: what is wrong`."""


_Parts = dict[str, Part]


def load_instrument(path: Path) -> Instrument:
    """The instrument of a file. Raises InstrumentError with the first problem."""
    try:
        text = read_file(path)
    except FileError as error:
        raise InstrumentError(error.problem) from None
    return _load(text, path.parent)


def check_instrument(text: str, folder: Path | None = None) -> list[FileProblem]:
    """Everything wrong with the file of an instrument, by line; nothing if it can be used."""
    return _read(text, folder)[1]


@cache
def shipped() -> Mapping[str, Instrument]:
    """The instruments that come with Amparo, by code."""
    found = (_load(text, None) for text in _shipped_texts() if "\n[instrument]\n" in text)
    return {one.code: one for one in sorted(found, key=lambda one: one.code)}


def shared_name(text: str) -> str:
    """The name of the file, without its ending, whose items this one shares; empty for none."""
    head = read_rows(text, SHAPE).rows.get(SHAPE.head)
    said = head.values.get("shares") if head else None
    return str(said.value) if said else ""


def _shipped_texts() -> list[str]:
    return [
        one.read_text(encoding="utf-8") for one in SHIPPED.iterdir() if one.name.endswith(".toml")
    ]


def _load(text: str, folder: Path | None) -> Instrument:
    instrument, problems = _read(text, folder)
    if instrument is None:
        raise InstrumentError(problems[0])
    return instrument


def _read(text: str, folder: Path | None) -> tuple[Instrument | None, list[FileProblem]]:
    found = read_rows(text, SHAPE)
    parts = {header: _part(found, row) for header, row in found.rows.items()}
    head = parts.get("instrument")
    if head is None:
        found.add_problem(1, "the file has no [instrument] with its code, version and name")
        return None, _sorted(found)
    if missing := head.missing(REQUIRED[head.table]):
        found.add_problem(head.line, f"[instrument] lacks {', '.join(missing)}")
    shared = _shared(found, head, folder)
    whole = _laid_over(parts, shared)
    for part in whole.values():
        if missing := part.missing(REQUIRED[part.table]):
            lacks = f"[{part.table}.{part.code}] lacks {', '.join(missing)}"
            found.add_problem(part.line, lacks)
    _check_together(found, head, whole)
    problems = _sorted(found)
    return (None if problems else _build(head, whole)), problems


def _sorted(found: Rows) -> list[FileProblem]:
    return sorted(set(found.problems))[:MOST_PROBLEMS]


def _part(found: Rows, row: Row) -> Part:
    return read_part(found, row, KEYS[row.table], is_item if row.table == "item" else is_code)


def _shared(found: Rows, head: Part, folder: Path | None) -> _Parts:
    """The dimensions and items that the instrument shares with others."""
    name = head.values.get("shares")
    if name is None:
        return {}
    beside = folder / f"{name}.toml" if folder else None
    ours: Traversable = SHIPPED / f"{name}.toml"
    try:
        if beside is not None and beside.is_file():
            text = read_file(beside)
        else:
            text = ours.read_text(encoding="utf-8")
    except (FileError, OSError):
        said = f"shares: there is no {name}.toml beside this file, nor among ours"
        found.add_problem(head.lines["shares"], said)
        return {}
    rows = read_rows(text, SHAPE)
    parts = {header: _part(rows, row) for header, row in rows.rows.items()}
    if rows.problems:
        first = rows.problems[0]
        found.add_problem(head.lines["shares"], f"shares: {name}.toml, {first}")
    return parts


def _laid_over(parts: _Parts, shared: _Parts) -> _Parts:
    """Every part but the head. Of what is shared, the items named here and their dimensions."""
    own: _Parts = {}
    for part in parts.values():
        if part.table != "instrument":
            header = f"{part.table}.{part.code}"
            own[header] = _over(shared[header], part) if header in shared else part
    used = {f"dimension.{part.values.get('dimension')}" for part in own.values()}
    return {header: shared[header] for header in shared if header in used} | own


def _over(under: Part, part: Part) -> Part:
    """One part laid over another; keys taken over stand on the line of the header."""
    lines = {**dict.fromkeys(under.lines, part.line), **part.lines}
    return Part(part.table, part.code, part.line, {**under.values, **part.values}, lines)


def _check_together(found: Rows, head: Part, whole: _Parts) -> None:
    """What several keys say together."""
    scoring = head.values.get("scoring")
    of_table = {table: _codes(whole, table) for table in _TABLES_WITH_CODE}
    for part in whole.values():
        for key, table in (("dimension", "dimension"), ("of", "external")):
            said = part.values.get(key)
            if said is not None and said not in of_table[table]:
                near = nearest(said, of_table[table])
                found.add_problem(
                    part.lines[key], f"{key}: there is no [{table}.{said}] in this file{near}"
                )
        if part.table == "item":
            _check_strength(found, part, scoring)
    for code in DIMENSIONS.get(str(scoring), ()):
        if code not in of_table["dimension"]:
            found.add_problem(head.line, f"scoring {scoring} needs a dimension {code}")
    if scoring == "score" and (of_table["item"] or not of_table["external"]):
        found.add_problem(head.line, 'scoring "score" has instruments of others and no items')
    if scoring in ("ilo", "none") and not of_table["item"]:
        found.add_problem(head.line, "the instrument has no items")


def _check_strength(found: Rows, part: Part, scoring: Any) -> None:
    has = "strength" in part.lines
    if scoring in WITH_STRENGTH and not has:
        found.add_problem(part.line, f"[item.{part.code}] lacks strength, by which it is counted")
    if scoring is not None and scoring not in WITH_STRENGTH and has:
        line = part.lines["strength"]
        found.add_problem(line, f'strength says nothing where scoring is "{scoring}"')


def _codes(whole: _Parts, table: str) -> list[str]:
    return [part.code for part in whole.values() if part.table == table]


def _build(head: Part, whole: _Parts) -> Instrument:
    """The instrument of parts in which no problem was found."""
    said = head.values
    of = {table: [part for part in whole.values() if part.table == table] for table in KEYS}
    order = DIMENSIONS.get(said["scoring"]) or [part.code for part in of["dimension"]]
    names = {part.code: texts(part.values, "name") for part in of["dimension"]}
    items = [_item(part, said["verification"]) for part in of["item"]]
    return Instrument(
        dimensions=tuple(
            Dimension(code, names[code], tuple(item for item in items if item.dimension == code))
            for code in order
        ),
        externals={part.code: _external(part) for part in of["external"]},
        studies=tuple(_study(part) for part in of["study"]),
        **_head(said),
    )


def _head(said: Mapping[str, Any]) -> dict[str, Any]:
    """What the instrument says of itself, under its own names."""
    plain = {key: value for key, value in said.items() if "." not in key and key != "shares"}
    return {**plain, **{key: texts(said, key) for key in ("verified", "name", "about")}}


def _item(part: Part, verification: str) -> Item:
    said = part.values
    return Item(
        code=part.code,
        dimension=said["dimension"],
        strength=said.get("strength", ""),
        stage=said["stage"],
        mode=said["mode"],
        text=texts(said, "text"),
        help=texts(said, "help"),
        known_from=tuple(said.get("known_from", ())),
        verification=said.get("verification", verification),
    )


def _external(part: Part) -> External:
    said = part.values
    return External(
        code=part.code,
        name=texts(said, "name"),
        ages=said["ages"],
        licence=said["licence"],
        positive=texts(said, "positive"),
    )


def _study(part: Part) -> Study:
    said = part.values
    return Study(
        code=part.code,
        of=said["of"],
        reference=said["reference"],
        people=said["people"],
        ages=said["ages"],
        setting=texts(said, "setting"),
        sensitivity=said["sensitivity"],
        specificity=said["specificity"],
        prevalence=said.get("prevalence"),
    )
