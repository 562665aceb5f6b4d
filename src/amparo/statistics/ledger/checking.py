"""Which figures of a text are misquoted, and how to say them right.

A rule is data (`data/rules.toml`): a figure, what must stand in its sentence to make it a
misquotation, and what excuses it. A sentence that explains itself why the reading is wrong is never
held against its author. Nothing is kept of the text. Pure.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import chain, pairwise
from typing import Any

from amparo.statistics.ledger.numbers import COUNT, Quantity, fold, quantities
from amparo.statistics.ledger.reading import Text, data_of
from amparo.statistics.ledger.sentences import sentences

HERE = "\ue000"
"""Stands for the figure in the sentence that a rule reads: a letter that no text has."""
BEHIND = "\ue001"
"""Parts a sentence from the one before it, which its "it" speaks of."""
FURTHEST = 60
_WORD = re.compile(r"\{([a-z_]+)\}")
_SPEAKS_OF_BEFORE = re.compile(
    r"(?:it|this|these|they|the (?:trade|crime|industry|business|practice)"
    r"|of (?:these|them|whom))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of misquoting a figure. `figures`: (low, high) of each; `phrase`: words instead."""

    code: str
    estimate: str
    kind: str
    figures: frozenset[tuple[Decimal, Decimal]]
    phrase: re.Pattern[str] | None
    needs: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]
    wrong: Text
    say: Text

    def fits(self, marked: str) -> bool:
        """Whether a sentence in which the figure is marked misquotes it so."""
        return all(need.search(marked) for need in self.needs) and not any(
            excuse.search(marked) for excuse in self.unless
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """A figure as it is written, the sentence it stands in, and the rule that it breaks."""

    figure: str
    sentence: str
    rule: Rule

    def to_json(self, language: str = "en") -> dict[str, str]:
        return {
            "figure": self.figure,
            "sentence": self.sentence,
            "wrong": self.rule.wrong.said(language),
            "say": self.rule.say.said(language),
        }


def check(lines: Iterable[str]) -> Iterator[Finding]:
    """What is misquoted in a text that comes line by line, in its order."""
    before, whole = "", chain(sentences(lines), [""])
    for sentence, after in pairwise(whole):
        yield from check_sentence(sentence, before, after)
        before = sentence


def check_sentence(sentence: str, before: str = "", after: str = "") -> Iterator[Finding]:
    """What is misquoted in one sentence; those beside it say what it speaks of, or excuse it."""
    if not _gate().search(before + " " + sentence if before else sentence):
        return
    plain, before, after = fold(sentence), fold(before), fold(after)
    found = [(one, _rule_for(plain, one, before)) for one in quantities(plain)]
    found += [(_at(match), rule) for rule in _phrases() if (match := _phrase(rule, plain, before))]
    if not any(rule for _, rule in found) or _is_explained(plain, before, after):
        return
    for one, rule in sorted(found, key=lambda pair: pair[0].start):
        if rule:
            yield Finding(sentence[one.start : one.end].strip(), sentence, rule)


def _rule_for(plain: str, one: Quantity, before: str) -> Rule | None:
    candidates = _by_figure().get((one.kind, one.low, one.high), ())
    if not candidates or (one.kind == COUNT and _counts_other_things(plain, one)):
        return None
    marked = _marked(plain, one.start, one.end, before)
    return next((rule for rule in candidates if rule.fits(marked)), None)


def _phrase(rule: Rule, plain: str, before: str) -> re.Match[str] | None:
    match = rule.phrase.search(plain) if rule.phrase else None
    if match and rule.fits(_marked(plain, match.start(), match.end(), before)):
        return match
    return None


def _at(match: re.Match[str]) -> Quantity:
    return Quantity(match.start(), match.end(), COUNT, Decimal(0), Decimal(0))


def _marked(plain: str, start: int, end: int, before: str) -> str:
    marked = f"{plain[:start]}{HERE}{plain[end:]}"
    return f"{before}{BEHIND}{marked}" if _SPEAKS_OF_BEFORE.match(plain) else marked


def _counts_other_things(plain: str, one: Quantity) -> bool:
    """Whether what stands next to the figure says that it is of inhabitants, a budget, tonnes …"""
    behind = pattern("{other_after}").search(plain[one.end : one.end + FURTHEST])
    ahead = pattern("{other_before}").search(plain[max(0, one.start - FURTHEST) : one.start])
    return bool(behind or ahead)


def _is_explained(plain: str, before: str, after: str) -> bool:
    return bool(
        pattern("{explained}").search(plain)
        or pattern("{explained_beside}").search(after)
        or pattern("{explained_before}").search(before)
    )


# The rules


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the file."""
    return tuple(_rule(code, row) for code, row in data_of("rules").items())


@cache
def _by_figure() -> dict[tuple[str, Decimal, Decimal], tuple[Rule, ...]]:
    found: dict[tuple[str, Decimal, Decimal], tuple[Rule, ...]] = {}
    for rule in rules():
        for low, high in rule.figures:
            found[rule.kind, low, high] = (*found.get((rule.kind, low, high), ()), rule)
    return found


@cache
def _phrases() -> tuple[Rule, ...]:
    return tuple(rule for rule in rules() if rule.phrase)


@cache
def _gate() -> re.Pattern[str]:
    """What a text without any of these words cannot misquote; asked first, for speed."""
    return pattern("{gate}")


def _rule(code: str, row: dict[str, Any]) -> Rule:
    figures = [
        value if isinstance(value, list) else [value, value] for value in row.get("figures", ())
    ]
    return Rule(
        code=code,
        estimate=row["estimate"],
        kind=row.get("kind", ""),
        figures=frozenset((Decimal(str(low)), Decimal(str(high))) for low, high in figures),
        phrase=pattern(row["phrase"]) if "phrase" in row else None,
        needs=tuple(pattern(one) for one in row["needs"]),
        unless=tuple(pattern(one) for one in row.get("unless", ())),
        wrong=Text(row["wrong"]),
        say=Text(row["say"]),
    )


@cache
def pattern(written: str) -> re.Pattern[str]:
    """A pattern as the data write it: `{name}` a word, `#` the figure, `...` the same clause."""
    words, known = data_of("words"), written
    while _WORD.search(known):
        known = _WORD.sub(lambda match: f"(?:{words[match[1]]})", known)
    known = known.replace("...", rf"[^.;{BEHIND}]{{0,80}}?").replace("#", HERE).replace("§", BEHIND)
    return re.compile(known, re.IGNORECASE)
