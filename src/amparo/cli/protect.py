"""`amparo protect`: anybody's table of counts, so that no small one can be computed from it."""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from amparo.cli.inputs import BadInput

if TYPE_CHECKING:
    from amparo.statistics.disclosure.lost import Lost
    from amparo.statistics.disclosure.suppress import Protected

MOST_THRESHOLD = 1_000_000
QUIET_SECONDS = 2.0
MOST_ATTACKED = 2_000


def protect(options: argparse.Namespace) -> int:
    """Hide small counts of a table, and as many others as keep them from being computed."""
    path, out = Path(options.table), Path(options.out)
    with one_line(options.table):
        from amparo.statistics.disclosure import files
        from amparo.statistics.disclosure.lost import lost
        from amparo.statistics.disclosure.suppress import protect as protected

        if out.exists() or out.is_symlink():
            raise BadInput(f"{options.out}: is there already; name a new file")
        read = files.read(path, total=options.total, impossible=options.impossible)
        done = protected(read.table, options.threshold, say=_progress())
        _attack(done)
        text = files.written(read, done, options.round)
    _write(out, text)
    print("\n".join(_said(done, lost(done), options.round)))
    print(f"written: {options.out}")
    return 0


@contextmanager
def one_line(name: str) -> Iterator[None]:
    """What the room refuses is one line."""
    from amparo.statistics.disclosure.refused import NotProtectable

    try:
        yield
    except NotProtectable as error:
        raise BadInput(f"{name}: {error}") from error


def threshold(text: str) -> int:
    """From which count on a number may be shown."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST_THRESHOLD):
        raise argparse.ArgumentTypeError(f"must be a whole number from 1 to {MOST_THRESHOLD:,}")
    return int(text)


def _attack(done: "Protected") -> None:
    """Each number is hidden with a proof; where it takes no time, an attack is tried besides."""
    from amparo.statistics.disclosure import attack
    from amparo.statistics.disclosure.published import published
    from amparo.statistics.disclosure.refused import NotProtectable

    if int(done.table.given.sum()) > MOST_ATTACKED:
        return
    found = attack.check([published("the table", done)], done.threshold)
    leaks = [one for one in found if one.kind == attack.BOUNDS]
    if leaks:
        raise NotProtectable(f"nothing is written, since the attack succeeds: {leaks[0]}")


def _write(path: Path, text: str) -> None:
    """All of the file or nothing."""
    made = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with made.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
        made.rename(path)
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror or error}") from error
    finally:
        made.unlink(missing_ok=True)


def _progress() -> Callable[[int, int], None]:
    """On a terminal, on standard error, when it takes long."""
    begun = said = time.monotonic()
    told = False

    def show(done: int, total: int) -> None:
        nonlocal said, told
        now = time.monotonic()
        if not sys.stderr.isatty() or now - begun < QUIET_SECONDS:
            return
        if now - said > 1 or (told and done == total):
            said, told = now, True
            end = "\n" if done == total else ""
            print(f"\r{done:,} of {total:,} small numbers", end=end, file=sys.stderr, flush=True)

    return show


def _said(done: "Protected", lost: "Lost", base: int) -> Iterator[str]:
    yield f"{lost.given:,} numbers; {lost.shown:,} are shown"
    yield (
        f"hidden: {lost.small:,} below {done.threshold:,} or all of a row, "
        f"and {lost.besides:,} more to protect these"
    )
    yield (
        f"lost: {lost.share:.0%} of the numbers that could be shown; "
        f"{lost.share_of_rows:.0%} if whole rows were hidden instead, which alone is not safe"
    )
    if lost.not_listed:
        yield (
            f"combinations without a row: {lost.not_listed:,}; each counts as 0 and is "
            "written among the others, hidden, all in the order of their codes"
        )
    if base > 1:
        yield f"shown numbers are rounded to {base}, each by itself: they need not add up"
