"""What English number words come to: "one point two million", "two thirds". Pure."""

import re
from decimal import Decimal

_UNITS = {
    name: value
    for value, name in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    name: 10 * value
    for value, name in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_LARGE = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_WORD = "|".join((*_UNITS, *_TENS, "hundred", *_LARGE, "point"))
_FIRST = "|".join((*_UNITS, *_TENS, r"an?(?=[\s-]+(?:hundred|thousand|million|billion))"))
_JOIN = r"(?:[\s-]+(?:and[\s-]+)?)"
WORDS = (
    rf"half[\s-]+an?[\s-]+(?:million|billion)"
    rf"|(?:{_FIRST})(?:{_JOIN}(?:{_WORD}))*"
    rf"(?:[\s-]+and[\s-]+a[\s-]+half[\s-]+(?:million|billion))?"
)
"""A pattern of a number in words."""

FRACTIONS = {
    r"(?:(?:more|less)\s+than\s+|over\s+|about\s+|nearly\s+|almost\s+|at\s+least\s+)?"
    r"(?:one\s+)?half(?!\s+an?\s+(?:million|billion))(?!-)": Decimal(50),
    r"(?:an?|one)[\s-]third": Decimal(100) / 3,
    r"two[\s-]thirds": Decimal(200) / 3,
    r"(?:an?|one)[\s-]quarter": Decimal(25),
    r"three[\s-]quarters": Decimal(75),
    r"plus\s+de\s+la\s+moiti[ée]|m[áa]s\s+de\s+la\s+mitad": Decimal(50),
}
"""Patterns of shares in words, with what they are of a hundred."""


def value_of_words(words: str) -> Decimal:
    """The number that `words` (or digits) stand for; words that are none count nothing."""
    if words.isdigit():
        return Decimal(words)
    tokens = re.split(r"[\s-]+", words.lower())
    if "half" in tokens:
        return _with_half(tokens)
    if "point" in tokens:
        return _with_point(tokens)
    return _whole(tokens)


def _with_half(tokens: list[str]) -> Decimal:
    """ "half a million", "one and a half million"."""
    before = [token for token in tokens[: tokens.index("half")] if token not in ("and", "a")]
    return (_whole(before) + Decimal("0.5")) * _LARGE.get(tokens[-1], 1)


def _with_point(tokens: list[str]) -> Decimal:
    """ "twenty-seven point six million": what stands behind the point is said digit by digit."""
    at = tokens.index("point")
    after = [token for token in tokens[at + 1 :] if token not in _LARGE and token != "and"]
    digits = "".join(str(_UNITS.get(token, _TENS.get(token, ""))) for token in after)
    scale = 1
    for token in tokens[at + 1 :]:
        scale *= _LARGE.get(token, 1)
    return (_whole(tokens[:at]) + Decimal(f"0.{digits or 0}")) * scale


def _whole(tokens: list[str]) -> Decimal:
    total = part = 0
    for token in tokens:
        if token in ("a", "an"):
            part = 1
        elif token == "hundred":
            part = max(part, 1) * 100
        elif token in _LARGE:
            total, part = total + max(part, 1) * _LARGE[token], 0
        else:
            part += _UNITS.get(token, 0) + _TENS.get(token, 0)
    return Decimal(total + part)
