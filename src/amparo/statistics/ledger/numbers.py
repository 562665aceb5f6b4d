"""Finds the figures in a sentence, however they are written.

Digits with any separator ("1,200,000", "1 200 000", "1.2 million", "1,2 million", "1.2m"), number
words ("one point two million"), money ("US$12 billion", "12 billion dollars"), shares ("38 %", "one
in three", "more than half") and ranges ("980,000 to 1,225,000"). What a figure counts is decided by
`checking`; nothing here knows an estimate. Pure.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from amparo.statistics.ledger.number_words import FRACTIONS, WORDS, value_of_words

COUNT, PERCENT, USD, MONEY = "count", "percent", "usd", "money"

SCALES: dict[str, int] = {
    r"thousand|mille|mil(?!\s+millones|l)|alf|k|ألف|آلاف": 10**3,
    r"mil\s+millones|milliards?|mill?iardos?|billions?|bn|bln|mrd|mds?|b|مليار(?:ات)?|بليون": 10**9,
    r"millions?|mill[oó]n(?:es)?|millones|mio|mln|mn|m|مليون(?:ا)?|ملايين": 10**6,
    r"trillions?|tn": 10**12,
}
_SCALE = "|".join(f"(?:{pattern})" for pattern in SCALES)
_DIGITS = r"(?:\d{1,3}(?P<gap>[ ,.'])\d{3}(?:(?P=gap)\d{3})*(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
_BEFORE = r"(?P<usd>(?:US|U\.S\.)\s?\$|\$|USD\s?)|(?P<money>€|£|¥|EUR\s?|GBP\s?|CHF\s?)"
_AFTER_USD = r"[\s-]*(?:(?:de|of|US|U\.S\.|American)[\s-]*)*(?:dollars?|USD\b|\$|d[oó]lares|دولار)"
_AFTER_MONEY = r"[\s-]*(?:d['e]\s?)?(?:euros?|pounds?|francs?|pesos?|rupees?|yen|rand|€|£)"
_PERCENT = (
    r"[\s-]*(?:%|per\s?cents?\b|pct\b|percentage points?|pour\s?cent\b|por\s?cientos?\b"
    r"|في\s+المائ?ة|في\s+المئة|بالمائ?ة|بالمئة)"
)
_NUMBER = re.compile(
    rf"(?<![\w.,])(?:{_BEFORE})?\s?(?P<number>{_DIGITS})"
    rf"(?:[\s-]*(?P<scale>{_SCALE})(?!\w))?"
    rf"(?:(?P<percent>{_PERCENT})|(?P<usd_after>{_AFTER_USD})|(?P<money_after>{_AFTER_MONEY}))?",
    re.IGNORECASE,
)
_OF_WORDS = re.compile(
    rf"\b(?P<words>{WORDS})\b"
    rf"(?:(?P<percent>{_PERCENT})|(?P<usd_after>{_AFTER_USD})|(?P<money_after>{_AFTER_MONEY}))?",
    re.IGNORECASE,
)
_OUT_OF = re.compile(
    r"\b(?P<one>\d{1,2}|one|two|three|four)\s+(?:in|out\s+of)(?:\s+every)?\s+"
    r"(?P<many>\d{1,3}|two|three|four|five|ten)\b(?!\s*(?:million|billion|thousand|per))",
    re.IGNORECASE,
)
_FRACTION = re.compile("|".join(rf"\b(?:{pattern})\b" for pattern in FRACTIONS), re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:-+|to|or|à|hasta|إلى)\s*", re.IGNORECASE)
_AND = re.compile(r"\s*(?:and|et|y|و)\s*", re.IGNORECASE)
_OPENS = re.compile(r"(?:between|from|entre|de|بين|من)\s+(?:some\s+|about\s+)?$", re.IGNORECASE)
_SPACES = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
)
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_PLAIN = {**dict.fromkeys(_SPACES, " "), **dict.fromkeys(_DASHES, "-"), "’": "'", "٫": ".",
          "٬": ",", "٪": "%", "％": "%", "＄": "$", "·": "."}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in a sentence: where it stands, of which kind, from `low` to `high`.

    `kind`: count, percent, usd, or money of another currency.
    """

    start: int
    end: int
    kind: str
    low: Decimal
    high: Decimal
    bare: bool = False
    """Written without a scale of its own: in "5 to 12 billion" the 5."""

    @property
    def is_range(self) -> bool:
        return self.low != self.high


def fold(text: str) -> str:
    """The same text, as long, with plain digits, spaces and dashes."""
    return text if text.isascii() else "".join(map(_folded, text))


@lru_cache(maxsize=4096)
def _folded(letter: str) -> str:
    if letter in _PLAIN:
        return _PLAIN[letter]
    return str(unicodedata.decimal(letter, letter)) if not letter.isascii() else letter


def quantities(text: str) -> list[Quantity]:
    """Every figure of `text`, in its order; a range is one figure."""
    plain = fold(text)
    found: list[Quantity] = []
    for one in sorted(_singles(plain), key=lambda one: (one.start, -one.end)):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return _joined(plain, found)


def _singles(plain: str) -> Iterator[Quantity]:
    for match in _OUT_OF.finditer(plain):
        share = value_of_words(match["one"]) / value_of_words(match["many"])
        yield _percent(match, 100 * share)
    for match in _FRACTION.finditer(plain):
        for pattern, share in FRACTIONS.items():
            if re.fullmatch(pattern, match[0], re.IGNORECASE):
                yield _percent(match, share)
                break
    for match in _NUMBER.finditer(plain):
        value = _value(match["number"], match["gap"], scaled=bool(match["scale"]))
        value *= _scale(match["scale"])
        bare = not match["scale"]
        yield Quantity(match.start(), match.end(), _kind(match), value, value, bare)
    for match in _OF_WORDS.finditer(plain):
        value = value_of_words(match["words"])
        yield Quantity(match.start(), match.end(), _kind(match), value, value)


def _percent(match: re.Match[str], share: Decimal) -> Quantity:
    share = round(share, 1)
    return Quantity(match.start(), match.end(), PERCENT, share, share)


def _kind(match: re.Match[str]) -> str:
    groups = match.groupdict()
    if groups.get("percent"):
        return PERCENT
    if groups.get("usd") or groups.get("usd_after"):
        return USD
    return MONEY if groups.get("money") or groups.get("money_after") else COUNT


def _value(written: str, separator: str | None, *, scaled: bool) -> Decimal:
    """ "1.225" is 1225, but in "1.225 million" it is a little over one."""
    decimal = scaled and separator in (".", ",") and written.count(separator) == 1
    if separator and (not decimal or written.endswith("000")):
        head = written.replace(separator, "")
        return Decimal(head.replace(",", "."))
    return Decimal(written.replace(",", "."))


def _scale(word: str | None) -> int:
    if not word:
        return 1
    for pattern, scale in SCALES.items():
        if re.fullmatch(pattern, word, re.IGNORECASE):
            return scale
    return 1


def _joined(plain: str, found: list[Quantity]) -> list[Quantity]:
    """Two figures with "to" between them are one range."""
    joined: list[Quantity] = []
    for one in found:
        before = joined[-1] if joined else None
        if before and not before.is_range and _is_range(plain, before, one):
            joined[-1] = _range(before, one)
        else:
            joined.append(one)
    return joined


def _is_range(plain: str, first: Quantity, second: Quantity) -> bool:
    gap = plain[first.end : second.start]
    if len(gap) > 12 or (first.kind != second.kind and not first.bare):
        return False
    opened = _OPENS.search(plain[max(0, first.start - 20) : first.start]) is not None
    if not (_BETWEEN.fullmatch(gap) or (opened and _AND.fullmatch(gap))):
        return False
    return _range(first, second).low < second.high


def _range(first: Quantity, second: Quantity) -> Quantity:
    """ "5 to 12 billion" begins at five billion, "600-800,000" at six hundred thousand."""
    low = first.low
    if first.bare and low < 1000 <= second.low:
        for scale in (10**9, 10**6, 10**3):
            if low * scale < second.low:
                low *= scale
                break
    kind = first.kind if second.kind == COUNT else second.kind
    return replace(second, start=first.start, kind=kind, low=low, bare=False)
