"""Numbers of documents and telephones: how they are compared, and the search through them. Pure.

Letters and digits count, however they are set apart, in digits of any script. The last twenty are
held, in two whole numbers of six bits for each sign, so that a million are compared in a moment.
"""

import unicodedata
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from amparo.finding.cards import NEAR_NUMBER, NUMBER

Array = NDArray[Any]
SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz"
_VALUE = {sign: value for value, sign in enumerate(SIGNS, 1)}
SHORTEST = 5  # fewer signs are no number that says who it is
_BITS, _HELD = 6, 10
_TELLING_END = 8  # a telephone with and without the code of its country
_NEAR_FROM, _LONG = 6, 9
_MOST = 2_000  # looked at for each way to differ
_ONES = np.uint64(sum(1 << (_BITS * place) for place in range(_HELD)))


@lru_cache(maxsize=1 << 12)
def compared(number: str) -> str:
    """A number as it is compared: small Latin letters and digits only."""
    if number.isascii():
        return "".join(filter(str.isalnum, number.lower()))[-2 * _HELD :]
    found = []
    for sign in unicodedata.normalize("NFKC", number).casefold():
        digit = unicodedata.digit(sign, None)
        found.append(str(digit) if digit is not None else sign)
    return "".join(sign for sign in found if sign in SIGNS)[-2 * _HELD :]


def packed(number: str) -> tuple[int, int]:
    """The last ten signs and the ten before them; the last sign in the lowest bits."""
    values = [_VALUE[sign] for sign in reversed(number)]
    low = sum(value << (_BITS * place) for place, value in enumerate(values[:_HELD]))
    high = sum(value << (_BITS * place) for place, value in enumerate(values[_HELD:]))
    return low, high


def unpacked(low: int, high: int) -> str:
    """The number that was packed."""
    found = ""
    for part in (low, high):
        while part:
            found += SIGNS[(part & 63) - 1]
            part >>= _BITS
    return found[::-1]


def like(number: str, low: Array, high: Array) -> list[tuple[int, float, str]]:
    """Where a number stands among others, how strongly and why; `number` as `compared` gives it."""
    if len(number) < SHORTEST or not len(low):
        return []
    own_low, _own_high = packed(number)
    differ = low ^ np.uint64(own_low)
    end = min(len(number), _TELLING_END)
    ends = np.flatnonzero(differ & np.uint64((1 << (_BITS * end)) - 1) == 0)
    found = {
        int(place): (_same(number, unpacked(int(low[place]), int(high[place]))), NUMBER)
        for place in ends[:_MOST]
    }
    if len(number) >= _NEAR_FROM:
        for place in _perhaps_near(number, differ, low):
            other = unpacked(int(low[place]), int(high[place]))
            if place not in found and _one_differs(number, other):
                found[int(place)] = (0.8, NEAR_NUMBER)
    return [(place, strength, why) for place, (strength, why) in found.items()]


def _one_differs(number: str, other: str) -> bool:
    """One sign, or two that changed places; of long ones the ends are compared as well."""
    if OSA.distance(number, other, score_cutoff=1) == 1:
        return True
    if min(len(number), len(other)) < _LONG:
        return False
    return OSA.distance(number[-_LONG:], other[-_LONG:], score_cutoff=1) == 1


def _same(number: str, other: str) -> float:
    if number == other:
        return 1.0
    return 0.9 if len(number) >= _TELLING_END else 0.7


def _perhaps_near(number: str, differ: Array, low: Array) -> list[int]:
    """Where at most two signs differ, or one was left out or is too many."""
    any_bit = differ.copy()
    for shift in (1, 2, 3):  # any of six bits falls on the first
        any_bit |= differ >> np.uint64(shift)
    any_bit |= any_bit >> np.uint64(2)
    few = np.bitwise_count(any_bit & _ONES) <= 2
    found = np.flatnonzero(few)[:_MOST].tolist()
    for short in {number[:place] + number[place + 1 :] for place in range(len(number))}:
        found += np.flatnonzero(low == np.uint64(packed(short)[0]))[:_MOST].tolist()
    own = np.uint64(packed(number)[0])
    held = np.uint64((1 << (_BITS * _HELD)) - 1)
    for place in range(min(len(number), _HELD)):
        lower = np.uint64((1 << (_BITS * place)) - 1)
        moved = ((own & ~lower) << np.uint64(_BITS)) & held | (own & lower)
        gap = np.uint64(63 << (_BITS * place))
        found += np.flatnonzero((low ^ moved) & ~gap & held == 0)[:_MOST].tolist()
    return sorted(set(found))
