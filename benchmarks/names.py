"""How fast and how well a name is found among a register of made-up ones, in many scripts.

Recall is the share of planted children who are among the first fifty. What is planted and typed
says `register`: each spelling of the list stands in the register with a family name drawn by its
frequency, and its group's first spelling is typed with it; for the native scripts the first
spelling stands there and the other is typed. Nothing but the name is asked for. Side by side, on
the same names unsealed: PostgreSQL's trigrams and those of SQLite, both ranked again by RapidFuzz.

`python -m benchmarks.names [--size N] [--set-aside FILE] [--alone]`, or with the others by
`python -m benchmarks names`, whose largest size of a country is the size of the register.
"""

import argparse
import resource
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from uuid import UUID

from amparo.finding.cards import Asked, Card, Name
from amparo.finding.index import NameIndex
from amparo.finding.index.columns import folded
from benchmarks.measuring import Line, Missing, machine, median_and_p95, percentile, timed
from benchmarks.names_elsewhere import Elsewhere, InPostgres, InSqlite
from benchmarks.register import SET_ASIDE, Planted, Register, mistyped, spellings
from benchmarks.worlds import Worlds
from tools.postgres_for_tests import NoPostgres

SMALL, WHOLE = 3_000, 1_000_000
SEARCHING, LIMIT, TYPED_WRONG = 4, 50, 1_000
COMPARED = 300  # queries that are put to the others as well
GOAL_MS, GOAL_PUT, GOAL_GIB = 100, 12, 1.5
GOAL_SEEN, GOAL_SET_ASIDE, GOAL_TYPED = 96, 90, 99  # in a hundred
PUT_PAUSE = 0.02  # seconds between two that are put while others search
Search = Callable[[str], list[int]]


def measure(worlds: Worlds) -> Iterator[Line | Missing]:
    """All of it, on a register as large as the largest country."""
    yield from measured(max(worlds.sizes))


def measured(size: int, set_aside: Path = SET_ASIDE, *, alone: bool = False
             ) -> Iterator[Line | Missing]:  # fmt: skip
    """`alone`: without PostgreSQL and SQLite beside it."""
    known = {one.group for one in spellings()}
    listed = spellings()
    others = spellings(set_aside) if set_aside.exists() else []
    register = Register(size, [*listed, *others])
    index = NameIndex()
    yield from _filled(index, register)
    search = _searcher(index)
    planted = [one for one in register.planted if one.spelling.group in known]
    native = [one for one in register.planted_native if one.spelling.group in known]
    yield from _together(index, [one.asked for one in (*planted, *native)])
    yield _recall("seen", search, planted, GOAL_SEEN)
    yield _recall("seen, another script typed", search, native, GOAL_SEEN)
    yield from _by_kind(search, planted)
    if others:
        apart = [one for one in register.planted if one.spelling.group not in known]
        apart_native = [one for one in register.planted_native if one.spelling.group not in known]
        yield _recall("set aside", search, apart, GOAL_SET_ASIDE)
        yield _recall("set aside, another script typed", search, apart_native, GOAL_SET_ASIDE)
        yield from _by_kind(search, apart)
    else:
        yield Missing("recall at 50, set aside", f"there is no {set_aside.name}")
    yield _typed_wrong(search, register)
    if not alone:
        yield from _side_by_side(register, search, planted)


def _filled(index: NameIndex, register: Register) -> Iterator[Line]:
    cards = list(register.cards())
    before = _memory()
    took = timed(lambda: index.put_many(cards)) / 1000
    what = f"names, {len(index):,} of them with {len(index.words):,} words"
    yield Line(f"{what}: put at once", took, "s", GOAL_PUT * max(len(index) / WHOLE, 0.1))
    yield Line("names: memory that the index added at its peak", _memory() - before, "GiB")
    portions = list(folded(cards))
    handed = NameIndex()
    took = timed(lambda: handed.put_portions(portions)) / 1000
    yield Line("names: put at once, folded before by others", took, "s")
    yield Line("names: memory of the process, the register among it", _memory(), "GiB", GOAL_GIB)


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def _searcher(index: NameIndex) -> Search:
    return lambda text: [hit.case_id.int - 1 for hit in index.search(Asked(name=text), LIMIT)]


def _together(index: NameIndex, typed: Sequence[str]) -> Iterator[Line]:
    """Four search at once while a fifth puts."""
    done = threading.Event()
    put: list[float] = []

    def putting() -> None:
        number = 1 << 40
        while not done.is_set():
            number += 1
            card = Card((Name(typed[number % len(typed)]),), (2010,), "female")
            put.append(timed(partial(index.put, UUID(int=number), card)))
            time.sleep(PUT_PAUSE)
        for one in range((1 << 40) + 1, number + 1):
            index.put(UUID(int=one), None)

    one = threading.Thread(target=putting)
    one.start()
    asked = [Asked(name=text) for text in typed]
    with ThreadPoolExecutor(SEARCHING) as pool:
        took = list(pool.map(lambda one: timed(partial(index.search, one, LIMIT)), asked))
    done.set()
    one.join()
    yield from median_and_p95(f"names: a search, {SEARCHING} at once while one puts", took, GOAL_MS)
    yield Line(f"names: a put meanwhile, p95 of {len(put)}", percentile(put, 0.95), "ms")
    alone = [timed(partial(index.search, one, LIMIT)) for one in asked[:COMPARED]]
    yield from median_and_p95("names: a search alone", alone, None)
    busy = [_of_processor(partial(index.search, one, LIMIT)) for one in asked[:COMPARED]]
    yield from median_and_p95("names: a search, time of the processor", busy, None)


def _of_processor(action: Callable[[], object]) -> float:
    """As `timed`, but not what others took of the machine meanwhile."""
    begun = time.thread_time()
    action()
    return (time.thread_time() - begun) * 1000


def _recall(what: str, search: Search, planted: Sequence[Planted], goal: float | None) -> Line:
    found = sum(one.place in search(one.asked) for one in planted)
    said = f"names: recall at {LIMIT}, {what} ({len(planted)})"
    return Line(said, 100 * found / max(len(planted), 1), "%", goal, more_is_better=True)


def _by_kind(search: Search, planted: Sequence[Planted]) -> Iterator[Line]:
    for kind in sorted({one.spelling.kind for one in planted}):
        some = [one for one in planted if one.spelling.kind == kind]
        yield _recall(f"of them {kind}", search, some, None)


def _typed_wrong(search: Search, register: Register) -> Line:
    """Found when a child of exactly the name that was meant is among the first fifty."""
    wrong = mistyped(register, TYPED_WRONG)
    found = sum(name in {register.names[p] for p in _inside(search(typed), register)}
                for typed, name in wrong)  # fmt: skip
    return Line(f"names: recall at {LIMIT}, one typing error ({len(wrong)})",
                100 * found / len(wrong), "%", GOAL_TYPED, more_is_better=True)  # fmt: skip


def _inside(places: list[int], register: Register) -> Iterator[int]:
    return (place for place in places if place < len(register.names))


def _side_by_side(
    register: Register, search: Search, planted: Sequence[Planted]
) -> Iterator[Line | Missing]:
    some = planted[:: max(len(planted) // COMPARED, 1)]
    yield _recall("the same queries as below", search, some, None)
    kinds: tuple[tuple[str, Callable[[], Elsewhere]], ...] = (
        ("PostgreSQL pg_trgm", InPostgres),
        ("SQLite FTS5 trigram", InSqlite),
    )
    for what, kind in kinds:
        try:
            other = kind()
        except NoPostgres as error:
            yield Missing(f"names: {what}", str(error))
            continue
        try:
            yield Line(
                f"names: {what}, filled", timed(partial(other.fill, register.names)) / 1000, "s"
            )
            took: list[float] = []
            yield _recall(what, _timing(other.search, took), some, None)
            yield from median_and_p95(f"names: a search by {what}, alone", took, None)
        finally:
            other.close()


def _timing(search: Search, took: list[float]) -> Search:
    def timing(text: str) -> list[int]:
        begun = time.perf_counter()
        found = search(text)
        took.append((time.perf_counter() - begun) * 1000)
        return found

    return timing


def main(arguments: list[str]) -> int:
    """Measure and print; 0 when every goal was reached."""
    parser = argparse.ArgumentParser(prog="benchmarks.names", description=__doc__)
    parser.add_argument("--size", type=int, default=WHOLE)
    parser.add_argument("--set-aside", type=Path, default=SET_ASIDE)
    parser.add_argument("--alone", action="store_true")
    options = parser.parse_args(arguments)
    print(machine(), flush=True)
    missed = 0
    for line in measured(options.size, options.set_aside, alone=options.alone):
        print(line, flush=True)
        missed += not line.reached
    print(machine(), flush=True)
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
