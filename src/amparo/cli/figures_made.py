"""The commands that make figures: one table, or the report of a year."""

import argparse
from datetime import date
from pathlib import Path

from amparo.cli import deployment
from amparo.cli.facts import who
from amparo.cli.inputs import BadInput

FIRST_YEAR, LAST_YEAR = 1900, 2200
MOST_DAYS = 3653
IN_EXPLOITATION = "in_exploitation"
STOCKS = (IN_EXPLOITATION, "known")


def year(text: str) -> int:
    """A year on the command line."""
    if not (text.isascii() and text.isdigit() and FIRST_YEAR <= int(text[:5]) <= LAST_YEAR):
        raise argparse.ArgumentTypeError(f"must be a year from {FIRST_YEAR} to {LAST_YEAR}")
    return int(text)


def days(text: str) -> int:
    """A number of days on the command line."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:5]) <= MOST_DAYS):
        raise argparse.ArgumentTypeError(f"must be a number of days from 1 to {MOST_DAYS}")
    return int(text)


def day(text: str) -> date:
    """A day on the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("must be a day, as 2025-03-01") from None


def table(options: argparse.Namespace) -> int:
    """Make one table of detected children, with its meaning; small numbers are hidden."""
    _check_axes(options)
    start, end = _when(options)
    deployment.in_use()
    from django.utils import translation

    from amparo.statistics import showing, taking
    from amparo.statistics.figures.comparing import NotComparable
    from amparo.statistics.figures.parts import Stock
    from amparo.statistics.report import refused
    from amparo.statistics.tables.asked import VICTIMS, Asked
    from amparo.statistics.tables.refused import NotAskable

    with translation.override(options.language):
        try:
            found = showing.for_operator(
                Asked(
                    start=start,
                    end=end,
                    stock=Stock(_stock(options)),
                    axes=tuple(one for one in (options.rows, options.columns) if one),
                    measure=options.measure,
                    clock=options.clock,
                    within_days=options.within,
                    definition=options.definition,
                    counting=options.counting,
                    standings=tuple(dict.fromkeys(options.standing)) or VICTIMS,
                    filters=_filters(options.only),
                )
            )
        except (NotAskable, NotComparable) as refusal:
            raise BadInput(" ".join(refused(refusal))) from refusal
        except showing.NoFacts as none:
            raise BadInput(str(none)) from none
        if options.json:
            print(taking.as_json(found), end="")
        elif options.csv:
            print(taking.as_csv(found), end="")
        else:
            _print(found)
    return 0


def _when(options: argparse.Namespace) -> tuple[date, date]:
    """The years, or one day twice."""
    if options.on:
        if options.first or options.last:
            raise BadInput("--on is one day, --from and --to are years: give the day or the years")
        return options.on, options.on
    if not (options.first and options.last):
        raise BadInput("say of when: --from YEAR --to YEAR, or --on DAY")
    if options.stock:
        raise BadInput("--stock is counted on one day: give it with --on")
    return date(options.first, 1, 1), date(options.last, 12, 31)


def _check_axes(options: argparse.Namespace) -> None:
    """Of an axis that is not there all that are."""
    from amparo.statistics.tables.axes import AXES

    only = options.only.partition(":")[0]
    for option, axis in (("rows", options.rows), ("columns", options.columns), ("only", only)):
        if axis and axis not in AXES:
            raise BadInput(f"--{option}: no axis {axis[:80]!r}; there are {', '.join(AXES)}")


def _stock(options: argparse.Namespace) -> str:
    return (options.stock or IN_EXPLOITATION) if options.on else "flow"


def _filters(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """AXIS:CODE; what nobody knows is refused, or the table would be empty without a word."""
    from amparo.statistics.forms import filters_of
    from amparo.statistics.tables.axes import AXES, codes_in_order

    axis, _colon, code = text.partition(":")
    if text and not (axis and code):
        raise BadInput("--only: write AXIS:CODE, as sex:female")
    known = codes_in_order(AXES[axis]) if axis in AXES else ()
    if known and code not in known:
        raise BadInput(f"--only: {axis} is one of {', '.join(known)}")
    return filters_of(text)


def _print(found: object) -> None:
    from amparo.statistics import laid_out, taking
    from amparo.statistics.figures import sentences
    from amparo.statistics.tables.table import Table

    assert isinstance(found, Table)
    grid = laid_out.grid(found)
    rows = [(*grid.heads, *grid.columns), *((*row.heads, *row.values) for row in grid.rows)]
    wide = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    first = len(grid.heads)
    for line in (laid_out.sentence(found), *laid_out.beside(found)):
        print(line)
    print()
    for row in rows:
        said = [
            cell.ljust(size) if place < first else cell.rjust(size)
            for place, (cell, size) in enumerate(zip(row, wide, strict=True))
        ]
        print("  ".join(said).rstrip())
    print()
    for line in (*sentences.full_of(found.meaning), *taking.notes(found)):
        print(line)


def report(options: argparse.Namespace) -> int:
    """Write what a rapporteur publishes of a year: tables, series, waiting times."""
    deployment.in_use()
    from django.utils import translation

    from amparo.access import Refused
    from amparo.statistics import report_written
    from amparo.statistics.facts.sealed import NoFacts
    from amparo.statistics.report import refused
    from amparo.statistics.tables.refused import NotAskable
    from amparo.statistics.whole_folder import NotThere

    user = who(options.user)
    assert user is not None  # the parser asks for it
    with translation.override(options.language or user.language):
        try:
            found = report_written.write(
                by=user, year=options.year, out=Path(options.out).absolute()
            )
        except Refused as refusal:
            raise BadInput(refusal.said()) from refusal
        except NotAskable as refusal:
            raise BadInput(" ".join(refused(refusal))) from refusal
        except (NoFacts, NotThere) as error:
            raise BadInput(str(error)) from error
    tables = sum(part.found is not None for one in found.chapters for part in one.parts)
    print(f"{tables} tables and series of {found.year} in {options.out}: report.html, CSV and JSON")
    return 0
