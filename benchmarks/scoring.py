"""How long one scoring of a screening takes, on the largest set that comes with Amparo."""

from collections.abc import Iterator

from amparo.instruments import Answers, Instrument, score, shipped
from amparo.instruments.answers import ANSWERS, WORST_FORMS
from benchmarks.measuring import Line, median_and_p95, timed
from benchmarks.worlds import Worlds

GOAL_MS = 5
TIMES = 400


def largest() -> Instrument:
    """The set with the most items."""
    return max(shipped().values(), key=lambda one: len(one.items))


def all_answered(instrument: Instrument) -> Answers:
    """Every item answered, in turn with each of the five answers."""
    given = {item: ANSWERS[place % 5] for place, item in enumerate(instrument.items)}
    return Answers(given, dict.fromkeys(WORST_FORMS, "yes"), act=True, age=14)


def times(number: int = TIMES) -> list[float]:
    """So many scorings, in milliseconds each."""
    instrument = largest()
    answers = all_answered(instrument)
    return [timed(lambda: score(instrument, answers)) for _ in range(number)]


def measure(_worlds: Worlds) -> Iterator[Line]:
    """The median and the 95th percentile, in milliseconds; needs no country."""
    items = len(largest().items)
    yield from median_and_p95(f"scoring of a screening of {items} items", times(), GOAL_MS)
