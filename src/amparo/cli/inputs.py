"""What the commands take and give: arguments and files read with clear refusals, and progress."""

import json
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class BadInput(Exception):
    """Something wrong in what was given; the message is one line, fit to show."""


def zone_of(name: str) -> tzinfo:
    if name == "UTC":
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadInput(f"no such time zone: {name[:60]!r}") from error


def moment_of(text: str | None, zone: tzinfo) -> datetime:
    from amparo.journey import MomentError, parse_moment

    if text is None:
        return datetime.now(UTC)
    try:
        return parse_moment(text, zone).latest
    except MomentError as error:
        raise BadInput(f"--at: {error}") from error


def protocol_of(path: str | None) -> Any:
    from amparo.protocol import ProtocolError, default_protocol, load_protocol

    if path is None:
        return default_protocol()
    try:
        return load_protocol(Path(path))
    except ProtocolError as error:
        raise BadInput(f"{path}: {error}") from error


def print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def checked(path: str, check: Callable[[str], Sequence[Any]]) -> int:
    """Every problem of a file on standard output, the first again on standard error."""
    from amparo.terms.lines import FileError, read_file

    try:
        problems = check(read_file(Path(path)))
    except FileError as error:
        raise BadInput(f"{path}: {error}") from error
    if problems:
        first, others = problems[0], len(problems) - 1
        for problem in problems:
            print(f"{path}: line {problem.line}: {problem.message}")
        more = f" (and {others} more)" if others else ""
        raise BadInput(f"{path}: line {first.line}: {first.message}{more}")
    print(f"{path}: no problem found")
    return 0


def progress(what: str) -> Callable[[int, int], None]:
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
