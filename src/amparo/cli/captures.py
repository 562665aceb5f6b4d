"""The command from linked lists to a table: a referred child is no overlap."""

import argparse
import csv
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from amparo.cli.inputs import BadInput
from amparo.cli.lists import one_line

if TYPE_CHECKING:
    from amparo.statistics.prevalence.captures import Captured, Record

CLUSTERS = ("record_id", "file", "cluster")
FOUND_BY = "referred_from"
FORMULA = ("=", "+", "-", "@")


def captures(options: argparse.Namespace) -> int:
    """Make the table for `amparo estimate` from linked lists; referred children are no overlap."""
    from amparo.statistics.prevalence import captures as room
    from amparo.statistics.prevalence.reading import table_in
    from amparo.statistics.prevalence.refused import NotEstimable

    out = Path(options.out)
    if out.exists() or out.is_symlink():
        raise BadInput(f"{out}: is there already; name a new file")
    with one_line():
        rows = _rows(Path(options.clusters), [Path(one) for one in options.lists], options)
    try:
        found = room.captures(rows)
        text = _text(found)
        table_in(text.encode())
    except NotEstimable as refused:
        raise BadInput(f"{options.clusters}: {refused}") from refused
    _write(text, out)
    for line in _said(found, options.out):
        print(line)
    return 0


def add_arguments(command: Any) -> None:
    command.add_argument("clusters", metavar="CLUSTERS.csv", help="what `amparo link` wrote")
    command.add_argument(
        "lists", metavar="LIST", nargs="*",
        help="the lists that were linked, each with a column that says who found the child; none:"
        " that column is in CLUSTERS.csv",
    )  # fmt: skip
    command.add_argument(
        "--found-by", metavar="COLUMN", default=FOUND_BY,
        help=f"the column that says who referred the child (default: {FOUND_BY}); empty: the agency"
        " found the child itself",
    )  # fmt: skip
    command.add_argument(
        "--own", metavar="WORD", action="append", default=[],
        help="what that column says where the agency found the child itself; then an empty cell is"
        " not known, and no capture. As often as there are such words",
    )  # fmt: skip
    command.add_argument("--out", metavar="TABLE.csv", required=True, help="a new file")


def _rows(path: Path, lists: list[Path], options: argparse.Namespace) -> list[dict[str, str]]:
    """The rows of `clusters.csv`, each with whether the child was referred."""
    heading, rows = _open(path, CLUSTERS)
    found_by = _folded(options.found_by)
    if not lists and found_by not in heading:
        raise BadInput(
            f"{path}: no record says who found the child: name the lists that were linked, with a"
            f" column {options.found_by}, or add that column"
        )
    own = _own_initiative(lists, options) if lists else None
    found = []
    for row in rows:
        said = {name: _plain(row[heading[_folded(name)]]) for name in CLUSTERS}
        if own is None:
            itself = _is_own(row[heading[found_by]], options.own)
        else:
            itself = _taken(own, path, (said["file"], said["record_id"]))
        found.append(said | {FOUND_BY: "" if itself else "referred"})
    order = [path.name for path in lists]
    found.sort(key=lambda row: order.index(row["file"]) if row["file"] in order else 0)
    if own:
        (file, record), _itself = own.popitem()
        raise BadInput(f"{file}: {record[:40]!r} is not in {path}: link these lists again")
    if found and all(row[FOUND_BY] for row in found):
        raise BadInput(_nobody(path, options))
    return found


def _nobody(path: Path, options: argparse.Namespace) -> str:
    """Why no child was found by an agency itself: perhaps other words are used for it."""
    if options.own:
        words = " or ".join(repr(word[:40]) for word in options.own)
        return f"{path}: no record says {words} in the column {options.found_by}"
    return (
        f"{path}: no record has an empty {options.found_by}: all were referred, or --own WORD says"
        " what stands there where the agency found the child itself"
    )


def _taken(own: "dict[Record, bool]", path: Path, record: "Record") -> bool:
    """Whether the list of a linked record calls it found by the agency itself."""
    if record not in own:
        file, name = record
        raise BadInput(
            f"{path}: {name[:40]!r} of {file[:80]} is not in the lists named, or is twice"
        )
    return own.pop(record)


def _own_initiative(lists: list[Path], options: argparse.Namespace) -> "dict[Record, bool]":
    """By record whether its own list calls it found by the agency itself."""
    names = [path.name for path in lists]
    found = {}
    for path in lists:
        name = path.name if names.count(path.name) == 1 else str(path)  # as `amparo link` does
        heading, rows = _open(path, ("record_id", options.found_by))
        for row in rows:
            record = _plain(row[heading[_folded("record_id")]])
            found[name, record] = _is_own(row[heading[_folded(options.found_by)]], options.own)
    return found


def _open(path: Path, needed: tuple[str, ...]) -> tuple[dict[str, int], Iterator[list[str]]]:
    """Where each heading stands, and the rows, each as wide as the heading."""
    from amparo.finding.linkage.reading import cells_of

    cells = cells_of(path, [])
    _line, head = next(cells, (0, []))
    heading = {_folded(name): place for place, name in enumerate(head)}
    lost = next((name for name in needed if _folded(name) not in heading), None)
    if lost:
        raise BadInput(f"{path}: there is no column {lost[:40]!r}")
    wide = len(head)
    return heading, (row + [""] * (wide - len(row)) for _at, row in cells if any(row))


def _folded(name: str) -> str:
    from amparo.finding.linkage.mapping import plain_heading

    return plain_heading(name)


def _plain(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    return cell.strip().removeprefix("'")


def _is_own(said: str, own: list[str]) -> bool:
    said = _plain(said).strip().casefold()
    return said in {word.strip().casefold() for word in own} if own else not said


def _text(found: "Captured") -> str:
    """A line for each pattern that occurs; lists by the names of their files."""
    table = found.table
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow([*_names(table.lists), "count"])
    for pattern in sorted(table.patterns, key=lambda one: (one.bit_count(), one)):
        on = [pattern >> place & 1 for place in range(len(table.lists))]
        rows.writerow([*on, int(table.counts[pattern])])
    return written.getvalue()


def _names(files: tuple[str, ...]) -> list[str]:
    """Without the endings, where that leaves them apart."""
    stems = [Path(file).stem for file in files]
    names = stems if len(set(stems)) == len(stems) else list(files)
    return [f"'{name}" if name.startswith(FORMULA) else name for name in names]


def _write(text: str, out: Path) -> None:
    """Readable by the owner only: small numbers are in it."""
    try:
        with open(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w",
                  encoding="utf-8", newline="") as file:  # fmt: skip
            file.write(text)
    except OSError as error:
        raise BadInput(f"{out}: {error.strerror}") from error


def _said(found: "Captured", out: str) -> Iterator[str]:
    table = found.table
    yield f"{table.observed} children found by an agency itself, on {len(table.lists)} lists"
    yield f"left out: {found.referred} records of referred children"
    yield f"not observed, known by referral alone: {found.people} children"
    yield f"on one list twice, counted once: {found.again} records"
    yield f"written: {out}"
