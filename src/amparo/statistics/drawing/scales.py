"""Round numbers for an axis that starts at nothing."""

from math import ceil, floor, log10

STEPS = (1, 2, 2.5, 5, 10)
AT_MOST = 6


def ticks(top: float, *, whole: bool = True) -> list[float]:
    """Round values from 0 to at least `top`, at most six steps of 1, 2, 2.5 or 5 times a power of
    ten; whole numbers for counts.
    """
    if top <= 0:
        return [0, 1]
    power = 10 ** floor(log10(top / AT_MOST))
    step = next(step * power for step in STEPS if top / (step * power) <= AT_MOST)
    if whole:
        step = max(1, ceil(step))
    return [step * index for index in range(ceil(top / step) + 1)]
