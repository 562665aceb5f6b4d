"""The commands that take lists in and give facts out."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from amparo.cli.inputs import BadInput, print_json

if TYPE_CHECKING:
    from amparo.exchange.importing import Brought
    from amparo.exchange.store.kept import Kept

MOST_FAULTS = 1000


@contextmanager
def one_line() -> Iterator[None]:
    """What the room refuses is one line."""
    from amparo.exchange import ExchangeError

    try:
        yield
    except ExchangeError as error:
        raise BadInput(str(error)) from error


def read_in(options: argparse.Namespace) -> int:
    """Take lists of other sources in as facts, linked before they are counted."""
    with one_line():
        from amparo.exchange.importing import Asked, bring
        from amparo.exchange.report.lines import lines, to_json

        asked = [Asked(Path(file), mapping, source) for file, mapping, source in _paired(options)]
        kept = _kept(options.facts)
        kept.check_free([one.source for one in asked], options.again)
        brought = bring(asked, kept.keys(), kept.today(), kept.register())
        reports = {source: to_json(one.tally) for source, one in brought.items()}
        _write_reports(options, brought, reports)
        if not options.dry_run:
            kept.add({source: (one.tables, reports[source]) for source, one in brought.items()},
                     options.again)  # fmt: skip
    if options.json:
        print_json(list(reports.values()))
        return 0
    for one in brought.values():
        print("\n".join(lines(one.tally)))
    if options.dry_run:
        print("Nothing was kept: this was a try.")
    return 0


def _paired(options: argparse.Namespace) -> list[tuple[str, str, str]]:
    files, mappings, sources = options.files, options.mapping, options.source
    if len(sources) != len(files):
        raise BadInput(f"{len(files)} files need {len(files)} --source NAME, in the same order")
    if len(mappings) == 1:
        mappings = mappings * len(files)
    if len(mappings) != len(files):
        raise BadInput(f"give --mapping once, or {len(files)} times in the order of the files")
    return list(zip(files, mappings, sources, strict=True))


def _write_reports(
    options: argparse.Namespace, brought: "dict[str, Brought]", reports: dict[str, Any]
) -> None:
    if not options.report:
        return
    from amparo.cli import deployment
    from amparo.exchange import ExchangeError
    from amparo.exchange.report.page import page

    folder = Path(options.report)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ExchangeError(f"{folder}: is there already; name a new folder")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for source, one in brought.items():
            with deployment.speaking(options.language):
                made = page(one.tally)
            (folder / f"{source}.html").write_text(made, encoding="utf-8")
            text = json.dumps(reports[source], ensure_ascii=False, indent=1)
            (folder / f"{source}.json").write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise ExchangeError(f"{folder}: {error.strerror or error}") from error


def _kept(folder: str | None) -> "Kept":
    """Where lists are kept: a folder in the clear, or the deployment's own, sealed."""
    from amparo.exchange.store.kept import InFolder

    if folder is not None:
        return InFolder(Path(folder))
    from amparo.cli import deployment

    deployment.in_use()
    from amparo.exchange.store.sealed import InDeployment

    return InDeployment()


def withdraw(options: argparse.Namespace) -> int:
    """Take the facts of a list out again, as if it had never come in."""
    with one_line():
        _kept(options.facts).withdraw(options.source)
    print(f"withdrawn: {options.source}")
    return 0


def sources(options: argparse.Namespace) -> int:
    """Which lists came in, by which mapping, and what became of them."""
    with one_line():
        kept = _kept(options.facts)
        found = [kept.report(source) for source in kept.sources()]
    if options.json:
        print_json(found)
        return 0
    for one in found:
        print(f"{one['list']}  {one['rows']['facts']} facts, by the mapping {one['mapping']}")
    return 0


def mapping(options: argparse.Namespace) -> int:
    """Make the starter of a mapping for a list: what each column may be, to be confirmed."""
    with one_line():
        from amparo.exchange.mapping.proposing import starter
        from amparo.exchange.writing import whole_file

        text = starter(Path(options.file))
        if not options.out:
            print(text, end="")
            return 0
        with whole_file(Path(options.out)) as made:
            made.write_text(text, encoding="utf-8")
    print(f"written: {options.out}. Look at each proposal; nothing comes in before.")
    return 0


def check(options: argparse.Namespace) -> int:
    """Whether a file conforms to HTCDS 2.0: every fault with its row and column."""
    with one_line():
        from itertools import islice

        from amparo.exchange.htcds.checking import faults

        found = list(islice(faults(Path(options.file)), MOST_FAULTS + 1))
    for fault in found[:MOST_FAULTS]:
        print(f"{options.file}: {fault}")
    if not found:
        print(f"{options.file}: no fault found")
        return 0
    more = "more than " if len(found) > MOST_FAULTS else ""
    number = min(len(found), MOST_FAULTS)
    print(f"{more}{number} {'fault' if number == 1 else 'faults'}", file=sys.stdout)
    return 1


def export(options: argparse.Namespace) -> int:
    """Write facts as HTCDS 2.0, CTDC or the units of IC-TIP, with what these cannot hold."""
    with one_line():
        from amparo.exchange import facts_of
        from amparo.exchange.exporting import form_of, give

        form = form_of(options.to)
        if options.facts is None:
            from amparo.cli import deployment

            deployment.in_use()
        folder = Path(options.facts) if options.facts else None
        with facts_of.opened(folder) as facts:
            report = give(facts, form, Path(options.out), not options.extended, options.source)
        if options.facts is None:
            from amparo.exchange.store.sealed import told_export

            told_export(form, report["rows"])
    beside = f"; what it cannot hold: {options.out}.report.json" if "profile" not in report else ""
    print(f"{report['rows']} children in {options.out}{beside}")
    print("One line is one child. Keep it where only those who need it can read it.")
    return 0


def figures(options: argparse.Namespace) -> int:
    """Read a table of countries: figures of others, which never become facts."""
    with one_line():
        from amparo.exchange.aggregate.reading import read

        table = read(Path(options.file), options.mapping, options.version)
    print_json(table.to_json())
    return 0
