"""Rounding to a base, the simple option: what is shown says less, but alone it protects little.

Each number is rounded by itself, so that sums are as near to the truth as cells and rounded
numbers need not add up. It leaves open one number less than the base, which is less than the
threshold: it comes on top of hiding and not in its place.
"""

from typing import Final

BASES: Final = (5, 10)


def rounded(number: int, base: int) -> int:
    """To the nearest multiple of the base, halves up. The same number is always rounded alike."""
    return (2 * number + base) // (2 * base) * base


def left_open(number: int, base: int) -> tuple[int, int]:
    """The least and the most that a reader of the rounded number must think possible."""
    middle = rounded(number, base)
    return max(0, middle - base // 2), middle + (base - 1) // 2
