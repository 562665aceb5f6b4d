"""The `amparo` command.

The commands over files (kinds, duties, gates, protocol) need no database and start fast; the others
load the deployment first. Bad input is one line on standard error and exit 2, with nothing half
done; nothing goes to standard error otherwise.
"""

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

BAD_INPUT = 2
MOST_PROCESSES = 64


class BadInput(Exception):
    """Something wrong in what was given; the message is one line, fit to show."""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line instead of a page of usage."""

    def error(self, message: str) -> NoReturn:
        raise BadInput(f"{message} (see `{self.prog} --help`)")


def _zone(name: str) -> tzinfo:
    if name == "UTC":
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadInput(f"no such time zone: {name[:60]!r}") from error


def _at(text: str | None, zone: tzinfo) -> datetime:
    from amparo.journey import MomentError, parse_moment

    if text is None:
        return datetime.now(UTC)
    try:
        return parse_moment(text, zone).latest
    except MomentError as error:
        raise BadInput(f"--at: {error}") from error


def _protocol(path: str | None) -> Any:
    from amparo.protocol import ProtocolError, default_protocol, load_protocol

    if path is None:
        return default_protocol()
    try:
        return load_protocol(Path(path))
    except ProtocolError as error:
        raise BadInput(f"{path}: {error}") from error


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


# over files


def kinds(options: argparse.Namespace) -> int:
    """Every kind of entry with its section, who may record it, and its fields."""
    from amparo.journey import kinds_table

    table = kinds_table()
    if options.json:
        _print_json(table)
        return 0
    for row in table:
        print(f"{row['code']}  [{row['section']}]  {row['label']}")
        required = set(row["fields"].get("required", ()))
        names = [name + ("*" if name in required else "") for name in row["fields"]["properties"]]
        print(f"    fields: {', '.join(names)}")
        print(f"    recorded by: {', '.join(row['records'])}")
    return 0


def duties(options: argparse.Namespace) -> int:
    """What is owed to one child, by a timeline file."""
    from amparo.journey import read_timeline
    from amparo.protocol import duties as owed

    zone = _zone(options.zone)
    at = _at(options.at, zone)
    protocol = _protocol(options.protocol)
    timeline = read_timeline(options.timeline, zone).timeline
    found = owed(timeline, [protocol], at, zone)
    if options.json:
        _print_json([duty.to_json() for duty in found])
        return 0
    for duty in found:
        met = f", met {duty.met_at.isoformat()}" if duty.met_at else ""
        print(f"{duty.state:12} {duty.code:24} due {duty.due_at.isoformat()}  by {duty.by}{met}")
        print(f"{'':12} {duty.owed['en']}  ({duty.source})")
    return 0


def gates(options: argparse.Namespace) -> int:
    """Which gates speak before a next entry."""
    from amparo.journey import read_step, read_timeline
    from amparo.protocol import gates as speaking

    zone = _zone(options.zone)
    protocol = _protocol(options.protocol)
    timeline = read_timeline(options.timeline, zone).timeline
    found = speaking(timeline, read_step(options.next, timeline, zone), [protocol], zone)
    if options.json:
        _print_json([gate.to_json() for gate in found])
        return 0
    for gate in found:
        print(f"{gate.code}: {gate.asks['en']}  ({gate.source})")
        for missing in gate.missing:
            print(f"    missing: {missing}")
    return 0


def protocol_check(options: argparse.Namespace) -> int:
    """Whether a protocol file can be used; every problem with its line."""
    from amparo.protocol import ProtocolError, check_protocol
    from amparo.protocol.loading import read_file

    try:
        problems = check_protocol(read_file(Path(options.file)))
    except ProtocolError as error:
        raise BadInput(f"{options.file}: {error}") from error
    if problems:
        first, others = problems[0], len(problems) - 1
        for problem in problems:
            print(f"{options.file}: line {problem.line}: {problem.message}")
        more = f" (and {others} more)" if others else ""
        raise BadInput(f"{options.file}: line {first.line}: {first.message}{more}")
    print(f"{options.file}: no problem found")
    return 0


# over a deployment


def _deployed(mode: str | None = None) -> None:
    """Load the deployment, so that the rooms with a database can be used."""
    from amparo.web import commands

    commands.set_up(mode)


def _in_use() -> None:
    """Load a deployment that has been made. Raises NotReady where there is none, or another's."""
    _deployed()
    from django.conf import settings

    from amparo.web import ground

    ground.refuse_other_mode()
    if ground.read_mark("default") is None:
        raise ground.NotReady(
            f"There is no deployment in {settings.AMPARO_HOME}: make one with `amparo demo`"
            " (a made-up country) or `amparo start`."
        )


def serve(options: argparse.Namespace) -> int:
    """Serve the pages; runs `tick` every minute."""
    _deployed()
    from amparo.web import commands

    commands.serve(options.host, options.port)
    return 0


def demo(options: argparse.Namespace) -> int:
    """Make the made-up country."""
    if options.cases < 0:
        raise BadInput("--cases must not be negative")
    _deployed("demo")
    from amparo.web import commands

    commands.prepare()
    from amparo.demo.actions import make_country

    for line in make_country(cases=options.cases, seed=options.seed, progress=_progress("cases")):
        print(line)
    return 0


def rebuild(options: argparse.Namespace) -> int:
    """Work out situations, duties and involvements again; says every difference it found."""
    _in_use()
    from amparo.casefile import rebuilding

    total, differing = rebuilding.how_many(), 0
    show = _progress("cases")
    found = rebuilding.rebuild(write=not options.dry_run, processes=options.processes)
    for done, rebuilt in enumerate(found, start=1):
        for difference in rebuilt.differences:
            print(f"{rebuilt.reference}: {difference}")
        differing += bool(rebuilt.differences)
        show(done, total)
    put_right = "found" if options.dry_run else "put right"
    print(
        f"{total} cases; "
        + (f"{differing} with differences, {put_right}" if differing else "no difference")
    )
    return 0


def audit_verify(_options: argparse.Namespace) -> int:
    """Check every chain against the audit log; names the first broken link or missing tail."""
    _in_use()
    from amparo.audit.verify import verify

    report = verify()
    for problem in report.problems:
        print(problem)
    verdict = "every chain holds" if report.whole else f"{len(report.problems)} chains do not hold"
    print(f"{report.lines} lines of the audit log and {report.cases} cases: {verdict}")
    return 0 if report.whole else 1


def start(options: argparse.Namespace) -> int:
    """Make a new deployment for real children, with its first two accounts."""
    _deployed("real")
    from amparo.web import commands

    lines = commands.start(
        agency=options.agency,
        authority=options.authority,
        administrator=tuple(options.administrator),
        coordinator=tuple(options.coordinator),
        language=options.language,
    )
    for line in lines:
        print(line)
    return 0


def tick(_options: argparse.Namespace) -> int:
    """What time asks for: drop old drafts, anchor the audit log."""
    _in_use()
    from amparo.web import commands

    return commands.tick()


def check(_options: argparse.Namespace) -> int:
    """Whether the deployment is sound: keys, modes, triggers, migrations."""
    _deployed()
    from amparo.web import health

    findings = health.check()
    for finding in findings:
        print(finding)
    if not findings:
        print("nothing wrong found")
    return 1 if findings else 0


def _processes(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_PROCESSES):
        raise argparse.ArgumentTypeError(f"must be a whole number from 1 to {MOST_PROCESSES}")
    return int(text)


def _progress(what: str) -> Callable[[int, int], None]:
    """A progress line on a terminal; nothing where the output is a file."""

    def show(done: int, total: int) -> None:
        if sys.stdout.isatty() and total:
            bar = "#" * (30 * done // total)
            print(
                f"\r[{bar:30}] {done} of {total} {what}",
                end="\n" if done >= total else "",
                flush=True,
            )

    return show


def _parser() -> _Parser:
    from amparo import __version__

    parser = _Parser(prog="amparo", description="The information system of a referral mechanism.")
    parser.add_argument("--version", action="version", version=f"amparo {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def add(name: str, run: Callable[[argparse.Namespace], int], to: Any = commands) -> Any:
        text = (run.__doc__ or "").strip()
        command = to.add_parser(name, help=text, description=text)
        command.set_defaults(run=run)
        return command

    add("kinds", kinds).add_argument("--json", action="store_true", help="as JSON")
    for name, run in (("duties", duties), ("gates", gates)):
        command = add(name, run)
        command.add_argument("timeline", metavar="TIMELINE.json")
        command.add_argument("--protocol", metavar="FILE", help="instead of the default protocol")
        command.add_argument("--zone", default="UTC", help="the zone of dates without a time")
        command.add_argument("--json", action="store_true", help="as JSON")
        if name == "duties":
            command.add_argument("--at", metavar="TIME", help="as it stood then (default: now)")
        else:
            command.add_argument("--next", metavar="ENTRY.json", required=True)
    protocol = commands.add_parser("protocol", help="Look at a protocol file.")
    inside = protocol.add_subparsers(dest="subcommand", metavar="COMMAND", required=True)
    add("check", protocol_check, inside).add_argument("file", metavar="FILE")
    command = add("serve", serve)
    command.add_argument("--host", default="127.0.0.1")
    command.add_argument("--port", type=int, default=8000)
    command = add("demo", demo)
    command.add_argument("--cases", type=int, default=300)
    command.add_argument("--seed", type=int, default=1)
    command = add("rebuild", rebuild)
    command.add_argument("--dry-run", action="store_true", help="only say what differs")
    command.add_argument(
        "--processes",
        type=_processes,
        default=0,
        metavar="N",
        help="how many share the work (default: as many as there are cores, if it is worth it)",
    )
    command = add("start", start)
    command.add_argument("--agency", required=True, help="the name of the first agency")
    command.add_argument("--authority", required=True, help="what kind of authority it is")
    for name in ("--administrator", "--coordinator"):
        command.add_argument(name, nargs=2, metavar=("EMAIL", "NAME"), required=True)
    command.add_argument("--language", default="en")
    log = commands.add_parser("audit", help="Look at the audit log.")
    add(
        "verify",
        audit_verify,
        log.add_subparsers(dest="subcommand", metavar="COMMAND", required=True),
    )
    add("tick", tick)
    add("check", check)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code."""
    from amparo.journey import JourneyError

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # whatever the terminal's language
    try:
        options = _parser().parse_args(arguments)
        return int(options.run(options))
    except (BadInput, JourneyError) as error:
        return _refuse(str(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if isinstance(error, _refusals()):
            return _refuse(str(error))
        raise


def _refusals() -> tuple[type[Exception], ...]:
    """What a deployment that cannot be used, or may not, raises in words of its own."""
    from amparo.access import Refused
    from amparo.web.environment import BadSetting

    if "django" not in sys.modules:
        return (BadSetting, Refused)
    from django.db import DatabaseError

    from amparo.casefile.keys import KeyProblem
    from amparo.protocol import ProtocolError
    from amparo.web.ground import NotReady

    return (BadSetting, Refused, NotReady, KeyProblem, ProtocolError, DatabaseError)


def _refuse(message: str) -> int:
    print("amparo: " + " ".join(message.split()), file=sys.stderr)
    return BAD_INPUT
