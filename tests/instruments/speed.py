"""How long one scoring takes, on the largest set that comes with Amparo (for benchmarks too)."""

import statistics
import time

from amparo.instruments import Answers, Instrument, score, shipped
from amparo.instruments.answers import ANSWERS, WORST_FORMS

MOST_MS = 5.0


def largest() -> Instrument:
    """The set with the most items."""
    return max(shipped().values(), key=lambda one: len(one.items))


def all_answered(instrument: Instrument) -> Answers:
    """Every item answered, in turn with each of the five answers."""
    given = {item: ANSWERS[place % 5] for place, item in enumerate(instrument.items)}
    return Answers(given, dict.fromkeys(WORST_FORMS, "yes"), act=True, age=14)


def median_ms(times: int = 200) -> float:
    """The median of so many scorings, in milliseconds."""
    instrument = largest()
    answers = all_answered(instrument)
    took = []
    for _time in range(times):
        began = time.perf_counter()
        score(instrument, answers)
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)
