"""Which commands there are, and what each takes."""

import argparse
from collections.abc import Callable
from typing import Any, NoReturn

from amparo.cli import (
    captures,
    deployment,
    exchange,
    facts,
    figures,
    figures_made,
    files,
    linkage,
    lists,
    prevalence,
    protect,
    release,
    reports,
    synthesise,
    tracing,
)
from amparo.cli.inputs import BadInput

MOST_PROCESSES = 64
LANGUAGES = ("en", "fr", "es", "ar")


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line instead of a page of usage."""

    def error(self, message: str) -> NoReturn:
        raise BadInput(f"{message} (see `{self.prog} --help`)")


def _processes(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_PROCESSES):
        raise argparse.ArgumentTypeError(f"must be a whole number from 1 to {MOST_PROCESSES}")
    return int(text)


Add = Callable[..., Any]


def parser() -> Parser:
    """Every command, with its arguments and what runs it."""
    from amparo import __version__

    whole = Parser(prog="amparo", description="The information system of a referral mechanism.")
    whole.add_argument("--version", action="version", version=f"amparo {__version__}")
    commands = whole.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def add(name: str, run: Callable[[argparse.Namespace], int], to: Any = commands) -> Any:
        text = (run.__doc__ or "").strip()
        command = to.add_parser(name, help=text, description=text)
        command.set_defaults(run=run)
        return command

    def group(name: str, about: str) -> Any:
        below = commands.add_parser(name, help=about)
        return below.add_subparsers(dest="subcommand", metavar="COMMAND", required=True)

    _add_files(add, group)
    _add_figures(add, group)
    _add_protect(add)
    _add_reports(add, group)
    release.add_arguments(add, group("release", "Publish fixed tables that point to no child."))
    synthesise.add_arguments(add("synthesise", synthesise.synthesise))
    _add_lists(add, group)
    _add_deployment(add, group)
    _add_facts(add, group)
    _add_exchange(add, group)
    return whole


def _add_files(add: Add, group: Add) -> None:
    add("kinds", files.kinds).add_argument("--json", action="store_true", help="as JSON")
    for name, run in (("duties", files.duties), ("gates", files.gates)):
        command = add(name, run)
        command.add_argument("timeline", metavar="TIMELINE.json")
        command.add_argument("--protocol", metavar="FILE", help="instead of the default protocol")
        command.add_argument("--zone", default="UTC", help="the zone of dates without a time")
        command.add_argument("--json", action="store_true", help="as JSON")
        if name == "duties":
            command.add_argument("--at", metavar="TIME", help="as it stood then (default: now)")
        else:
            command.add_argument("--next", metavar="ENTRY.json", required=True)
    inside = group("protocol", "Look at a protocol file.")
    add("check", files.protocol_check, inside).add_argument("file", metavar="FILE")
    inside = group("instrument", "Look at the file of an instrument.")
    add("check", files.instrument_check, inside).add_argument("file", metavar="FILE")
    command = add("screen", files.screen)
    command.add_argument("set", metavar="SET", help="the code of a set, or its file (.toml)")
    command.add_argument("answers", metavar="ANSWERS.json")
    command.add_argument("--json", action="store_true", help="as JSON")
    command.add_argument(
        "--even-unverified", action="store_true", help="also a set that is switched off"
    )


def _add_figures(add: Add, group: Add) -> None:
    inside = group("figures", "Make figures; look at the figures of a text.")
    command = add("check", figures.check, inside)
    command.add_argument("file", metavar="FILE", help="a text; - reads standard input")
    command.add_argument("--json", action="store_true", help="as JSON")
    command.add_argument("--encoding", metavar="NAME", help="of the text (default: UTF-8)")
    command.add_argument("--language", choices=LANGUAGES, default="en", help="of the explanations")

    _add_table(add("table", figures_made.table, inside))
    command = add("report", figures_made.report, inside)
    command.add_argument("--year", type=figures_made.year, required=True)
    command.add_argument("--out", metavar="DIR", required=True, help="a new folder")
    command.add_argument(
        "--as", dest="user", required=True, metavar="USER",
        help="the address of who answers for it",
    )  # fmt: skip
    command.add_argument(
        "--language", choices=LANGUAGES, help="of the report (default: that of USER)"
    )


def _add_table(command: Any) -> None:
    command.add_argument(
        "--rows", metavar="AXIS", default="",
        help="what stands in the rows, as forms or sex; a wrong one lists all that there are",
    )  # fmt: skip
    command.add_argument("--columns", metavar="AXIS", default="", help="and in the columns")
    command.add_argument(
        "--from", dest="first", type=figures_made.year, metavar="YEAR",
        help="children who were registered in this year; needed, with --to, where there is no --on",
    )  # fmt: skip
    command.add_argument(
        "--to", dest="last", type=figures_made.year, metavar="YEAR",
        help="up to this year, with it; needed, with --from, where there is no --on",
    )  # fmt: skip
    command.add_argument(
        "--on", type=figures_made.day, metavar="DAY", help="a stock on one day, not over years"
    )
    command.add_argument(
        "--stock", choices=figures_made.STOCKS,
        help="who was in exploitation on that day, or all who were known (default: the first)",
    )  # fmt: skip
    command.add_argument(
        "--measure", default="count",
        help="count, share, median, cumulative_incidence, in_time (default: count); the last three"
        " are of waiting times and need --clock",
    )  # fmt: skip
    command.add_argument(
        "--clock",
        default="",
        help="what is waited for: guardian, decision, identification, solution; from being noticed",
    )
    command.add_argument(
        "--within", type=figures_made.days, default=365, metavar="DAYS",
        help="waiting times are looked at for so many days (default: 365)",
    )  # fmt: skip
    command.add_argument(
        "--definition", default="un_protocol",
        help="un_protocol, with_movement, national_law (default: un_protocol)",
    )  # fmt: skip
    command.add_argument(
        "--counting", default="once",
        help="each child once, once_a_year, or each_episode (default: once)",
    )  # fmt: skip
    command.add_argument(
        "--standing", action="append", default=[],
        choices=("suspected", "presumed", "identified"),
        help="identification status that counts; as often as there are some (default: presumed and"
        " identified)",
    )  # fmt: skip
    command.add_argument(
        "--only", default="", metavar="AXIS:CODE", help="only those, as sex:female"
    )
    command.add_argument("--language", choices=LANGUAGES, default="en", help="of the words")
    form = command.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="as CSV")
    form.add_argument("--json", action="store_true", help="as JSON")


def _add_protect(add: Add) -> None:
    command = add("protect", protect.protect)
    command.add_argument(
        "table", metavar="TABLE.csv", help="columns of codes, then the count; sums are called Total"
    )
    command.add_argument(
        "--threshold", type=protect.threshold, default=11, metavar="N",
        help="smaller counts are hidden, 0 too (default: 11)",
    )  # fmt: skip
    command.add_argument("--out", metavar="FILE", required=True, help="a new file")
    command.add_argument(
        "--total", metavar="WORD", default="Total", help="what sums are called (default: Total)"
    )
    command.add_argument(
        "--impossible", action="store_true",
        help="combinations without a row cannot be, and all know; else they are hidden zeros",
    )  # fmt: skip
    command.add_argument(
        "--round", type=int, choices=(5, 10), default=1, help="also round what is shown"
    )


def _add_reports(add: Add, group: Add) -> None:
    inside = group("report", "Write reports for publication.")
    command = add("rapporteur", reports.rapporteur, inside)
    command.add_argument("--year", type=figures_made.year, required=True)
    command.add_argument("--out", metavar="DIR", required=True, help="a new folder")
    command.add_argument(
        "--as", "--user", dest="user", required=True, metavar="USER",
        help="the address of the rapporteur",
    )  # fmt: skip
    command.add_argument(
        "--language", choices=LANGUAGES, help="of the report (default: that of the rapporteur)"
    )


def _add_lists(add: Add, group: Add) -> None:
    command = add("link", lists.link)
    _lists_to_link(command)
    command.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb")
    command.add_argument("--out", metavar="DIR", required=True, help="a new folder")
    inside = group("linkage", "Make or measure the model of linking.")
    command = add("train", linkage.train, inside)
    _lists_to_link(command, threshold=False)
    command.add_argument(
        "--no-siblings", action="store_true", help="brothers and sisters are not in these lists"
    )
    command.add_argument("--out", metavar="FILE", required=True, help="the file of the model")
    command = add("evaluate", linkage.evaluate, inside)
    _lists_to_link(command)
    command.add_argument("--truth", metavar="FILE", required=True, help="record_id and cluster")
    command.add_argument("--write", metavar="FILE", help="the model with its errors")
    captures.add_arguments(add("captures", captures.captures))
    prevalence.add_arguments(add("estimate", prevalence.estimate))


def _lists_to_link(command: Any, threshold: bool = True) -> None:
    command.add_argument("files", metavar="FILE", nargs="+", help="a list: CSV or XLSX")
    if threshold:
        command.add_argument(
            "--threshold", type=lists.threshold, default=0.5, metavar="P",
            help="from which probability two records are one person (default: 0.5)",
        )  # fmt: skip
    command.add_argument("--model", metavar="FILE", help="instead of the model that comes along")
    command.add_argument("--columns", metavar="MAPPING.toml", help="what other headings mean")


def _add_deployment(add: Add, group: Add) -> None:
    command = add("serve", deployment.serve)
    command.add_argument("--host", default="127.0.0.1")
    command.add_argument("--port", type=int, default=8000)
    command = add("demo", deployment.demo)
    command.add_argument("--cases", type=int, default=300)
    command.add_argument("--seed", type=int, default=1)
    command = add("rebuild", deployment.rebuild)
    command.add_argument("--dry-run", action="store_true", help="only say what differs")
    command.add_argument(
        "--processes",
        type=_processes,
        default=0,
        metavar="N",
        help="how many share the work (default: as many as there are cores, if it is worth it)",
    )
    command = add("start", deployment.start)
    command.add_argument("--agency", required=True, help="the name of the first agency")
    command.add_argument("--authority", required=True, help="what kind of authority it is")
    for name in ("--administrator", "--coordinator"):
        command.add_argument(name, nargs=2, metavar=("EMAIL", "NAME"), required=True)
    command.add_argument("--language", default="en")
    inside = group("tracing", "Requests of families that look for a child.")
    command = add("import", tracing.read_in, inside)
    command.add_argument("file", metavar="FILE", help="CSV with a head line, or JSON")
    command.add_argument(
        "--as", dest="user", required=True, metavar="USER", help="the address of who takes them"
    )
    add("verify", deployment.audit_verify, group("audit", "Look at the audit log."))
    add("tick", deployment.tick)
    add("check", deployment.check)


def _add_facts(add: Add, group: Add) -> None:
    inside = group("facts", "Coded facts for statistics, made from every case.")
    _add_lists_of_facts(add, inside)
    command = add("rebuild", facts.rebuild, inside)
    command.add_argument(
        "--processes",
        type=_processes,
        default=0,
        metavar="N",
        help="how many share the work (default: as many as there are cores, if it is worth it)",
    )
    command.add_argument("--at", metavar="TIME", help="as they were known then (default: now)")
    command.add_argument("--as", dest="user", metavar="USER", help="the address of who runs it")
    command = add("export", facts.export, inside)
    command.add_argument(
        "--as", dest="user", required=True, metavar="USER",
        help="the address of who answers for these files",
    )  # fmt: skip
    command.add_argument("--out", metavar="DIR", required=True, help="a new folder")
    command.add_argument(
        "--with-origins",
        action="store_true",
        help="also which entries each fact comes from: the way back to a case",
    )
    command = add("columns", facts.columns, inside)
    command.add_argument("--language", choices=LANGUAGES, default="en", help="of the meanings")
    command.add_argument("--json", action="store_true", help="as JSON, in every language")


def _add_lists_of_facts(add: Add, inside: Any) -> None:
    """Lists of other sources beside the register's facts."""
    command = add("import", exchange.read_in, inside)
    command.add_argument("files", metavar="FILE", nargs="+", help="a list: CSV or XLSX")
    command.add_argument(
        "--mapping", metavar="M", action="append", required=True,
        help="a mapping that comes along, or a file (.toml); once, or once for each list",
    )  # fmt: skip
    command.add_argument(
        "--source", metavar="NAME", action="append", required=True,
        help="what each list is called from now on",
    )  # fmt: skip
    command.add_argument("--report", metavar="DIR", help="a new folder for the reports")
    command.add_argument(
        "--language", choices=LANGUAGES, default="en", help="of the pages in that folder"
    )
    command.add_argument("--again", action="store_true", help="in the place of what came before")
    command.add_argument("--dry-run", action="store_true", help="only report; nothing is kept")
    command.add_argument("--json", action="store_true", help="the reports as JSON")
    _of_folder(command)
    command = add("withdraw", exchange.withdraw, inside)
    command.add_argument("source", metavar="SOURCE")
    _of_folder(command)
    command = add("sources", exchange.sources, inside)
    command.add_argument("--json", action="store_true", help="their reports as JSON")
    _of_folder(command)


def _of_folder(command: Any) -> None:
    command.add_argument(
        "--facts", metavar="DIR", help="a folder of facts in the clear, instead of the deployment's"
    )


def _add_exchange(add: Add, group: Add) -> None:
    inside = group("exchange", "Take lists of others in, give facts in the form of others.")
    command = add("mapping", exchange.mapping, inside)
    command.add_argument("file", metavar="FILE", help="a list: CSV or XLSX")
    command.add_argument("--out", metavar="M.toml", help="a new file")
    add("check", exchange.check, inside).add_argument("file", metavar="FILE")
    command = add("export", exchange.export, inside)
    command.add_argument(
        "--to", metavar="FORM", required=True, help="htcds-2.0, ctdc-2024, ic-tip:unverified"
    )
    command.add_argument(
        "--out", metavar="FILE", required=True, help="a new .csv or .xlsx, or folder"
    )
    command.add_argument(
        "--source", metavar="NAME", default="", help="only the facts of one source"
    )
    command.add_argument(
        "--extended", action="store_true",
        help="also codes that HTCDS defines and has not in its list",
    )  # fmt: skip
    _of_folder(command)
    command = add("figures", exchange.figures, inside)
    command.add_argument("file", metavar="FILE", help="a table of countries: CSV or XLSX")
    command.add_argument("--mapping", metavar="M", default="glotip", help="which columns it has")
    command.add_argument("--version", metavar="TEXT", required=True, help="which edition it is")
