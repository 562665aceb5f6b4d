"""A series said: its breaks, and whether a change may be read as one. And why figures are refused.

More detected is said as more detected, never as more trafficked.
"""

from collections.abc import Callable, Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amparo.casefile.saying import listed
from amparo.statistics.figures import nouns
from amparo.statistics.figures.comparing import NotComparable, Reason, Verdict
from amparo.statistics.figures.meaning import Figure
from amparo.statistics.figures.parts import Break
from amparo.statistics.figures.series import Series, Trend, trend
from amparo.statistics.figures.wording import (
    axis,
    decimal,
    ended,
    groups,
    how_many_reported,
    percent,
    period,
    place,
    value,
    words,
)
from amparo.statistics.figures.words import BREAKS, REASONS
from amparo.ui import formats

# Breaks


def break_said(mark: Break) -> str:
    """One break: its day, what it is, what was written about it."""
    named = {
        "day": formats.day(mark.on),
        "what": _(BREAKS.get(mark.kind, mark.kind.replace("_", " "))),
        "more": _more(mark),
    }
    if named["more"]:
        return _("Break on %(day)s. %(what)s. %(more)s") % named
    return _("Break on %(day)s. %(what)s.") % named


def _more(mark: Break) -> str:
    if mark.text:
        return ended(mark.text)
    if not (mark.before or mark.after) or mark.kind == "not_over":
        return ""
    say = how_many_reported if mark.kind == "coverage" else _listed_as(mark.kind)
    return _("Before: %(before)s. After: %(after)s.") % {
        "before": say(mark.before).rstrip("."),
        "after": say(mark.after).rstrip("."),
    }


def _listed_as(kind: str) -> Callable[[tuple[str, ...]], str]:
    return lambda codes: words(kind, codes) if codes else _("everybody")


# A series


def short(series: Series) -> str:
    """One line: from when to when, what it is and how many breaks it has."""
    first, last = series.figures[0].meaning, series.figures[-1].meaning
    number = len(series.breaks)
    breaks = ngettext("%(number)s break.", "%(number)s breaks.", number)
    return _("%(what)s, %(where)s, %(first)s to %(last)s. As known on %(day)s. %(breaks)s") % {
        "what": _what(series.figures[0]),
        "where": place(first.place),
        "first": period(first.start, first.end),
        "last": period(last.start, last.end),
        "day": formats.day(max(one.meaning.known_on for one in series.figures)),
        "breaks": breaks % {"number": formats.number(number)},
    }


def _what(figure: Figure) -> str:
    what = nouns.bare(figure.meaning)
    kind = {
        "share": _("Share of %(what)s"),
        "rate": _("Rate of %(what)s"),
        "ratio": _("Over-representation among %(what)s"),
    }
    return kind.get(figure.measure, _("Number of %(what)s")) % {"what": what}


def trend_said(said: Trend | Series) -> tuple[str, ...]:
    """Sentences: what changed, whether it can be read as a change, and every reason why not."""
    known = trend(said) if isinstance(said, Series) else said
    return (*_change(known), *_reading(known))


def _change(known: Trend) -> Iterator[str]:
    if known.first is None or known.last is None:
        yield _("There are not two figures from which a change could be read.")
        return
    named = {
        "first": value(known.first),
        "first_period": _period(known.first),
        "last": _named(known.last),
        "last_period": _period(known.last),
    }
    if known.direction == "same":
        yield _("The same in %(first_period)s and %(last_period)s: %(last)s.") % named
    elif known.points is not None:
        named["points"] = decimal(abs(known.points) * 100)
        yield _POINTS[known.direction]() % named
    elif known.change is None or known.small:
        yield _PLAIN[known.direction]() % named
    else:
        named["percent"] = percent(abs(known.change))
        yield _PERCENT[known.direction]() % named
    if known.small:
        yield _("These are few: one more or one less changes much, so read no percentage in it.")


_PERCENT = {
    "rose": lambda: _(
        "Rose by %(percent)s, from %(first)s (%(first_period)s) to %(last)s (%(last_period)s)."
    ),
    "fell": lambda: _(
        "Fell by %(percent)s, from %(first)s (%(first_period)s) to %(last)s (%(last_period)s)."
    ),
}
_PLAIN = {
    "rose": lambda: _("Rose from %(first)s (%(first_period)s) to %(last)s (%(last_period)s)."),
    "fell": lambda: _("Fell from %(first)s (%(first_period)s) to %(last)s (%(last_period)s)."),
}
_POINTS = {
    "rose": lambda: _(
        "Rose by %(points)s percentage points, from %(first)s (%(first_period)s) to %(last)s"
        " (%(last_period)s)."
    ),
    "fell": lambda: _(
        "Fell by %(points)s percentage points, from %(first)s (%(first_period)s) to %(last)s"
        " (%(last_period)s)."
    ),
}


def _named(figure: Figure) -> str:
    if figure.measure == "count":
        return nouns.counted(int(figure.value or 0), figure.meaning)
    whom = nouns.bare(figure.of if figure.of and not figure.of.reference_for else figure.meaning)
    return _("%(value)s (%(whom)s)") % {"value": value(figure), "whom": whom}


def _period(figure: Figure) -> str:
    return period(figure.meaning.start, figure.meaning.end)


def _reading(known: Trend) -> Iterator[str]:
    if known.readable:
        yield _("Nothing marked or found between them speaks against reading this as a change.")
    for why in known.why_not:
        yield from _WHY_NOT[why](known)


def _detected(known: Trend) -> Iterator[str]:
    more = {
        "rose": _("That more were detected does not say that more were trafficked."),
        "fell": _("That fewer were detected does not say that fewer were trafficked."),
    }
    if said := more.get(known.direction):
        yield said
    else:
        yield _("That as many were detected does not say that as many were trafficked.")
    yield _("Detections depend on who looks, who reports and what the law says.")


def _breaks(known: Trend) -> Iterator[str]:
    yield _("What is counted, or who counts, changed in between:")
    yield from (break_said(one) for one in known.breaks if one.kind not in ("coverage", "not_over"))


def _coverage(known: Trend) -> Iterator[str]:
    yield from (break_said(one) for one in known.breaks if one.kind == "coverage")
    yield _("More who report make a number grow by themselves, fewer make it shrink.")


_WHY_NOT: dict[str, Callable[[Trend], Iterator[str]]] = {
    "detected": _detected,
    "breaks": _breaks,
    "coverage": _coverage,
    "not_over": lambda _known: iter([_("The last period was not over: more will be recorded.")]),
    "too_few_figures": lambda _known: iter([_("One figure alone shows no change.")]),
    "not_shown": lambda _known: iter([_("Some of the figures in between are not shown.")]),
    "intervals_overlap": lambda _known: iter(
        [_("The ranges of the two overlap: it may be no change at all.")]
    ),
}


# Why not


def reason_said(reason: Reason) -> str:
    """One reason, as a reader of a newspaper understands it."""
    message = REASONS.get(reason.part)
    if message is None:
        return _("They differ: %(part)s.") % {"part": reason.part.replace("_", " ")}
    return _(message) % {"one": _side(reason, reason.one), "other": _side(reason, reason.other)}


def refused_said(refused: NotComparable | Verdict) -> tuple[str, ...]:
    """Every reason, the first one introduced; empty where it is allowed."""
    verdict = refused.verdict if isinstance(refused, NotComparable) else refused
    reasons = tuple(dict.fromkeys(reason_said(reason) for reason in verdict.reasons))
    if not reasons:
        return ()
    return (_("These figures are not comparable."), *reasons)


_PERIODS = frozenset(
    {"length", "periods_overlap", "gap", "period_of_whole", "reference_period", "series_overlap"}
)
_PLACES = frozenset({"places_overlap", "place_of_whole", "reference_place"})
_DAYS = frozenset({"known_on_added", "known_on_of_whole"})
_GROUPS = frozenset({"groups_overlap", "not_part_of_whole", "reference_group"})
_AS = {
    "not_declared_for": "population",
    "reference_for": "population",
    "only_counts_added": "measure",
    "divided_measures": "measure",
    "two_differ": "way",
}


def _side(reason: Reason, codes: tuple[str, ...]) -> str:
    part = reason.part
    if part in _PERIODS and len(codes) == 2:
        return period(date.fromisoformat(codes[0]), date.fromisoformat(codes[1]))
    if part in _PLACES:
        return place(*codes)
    if part in _DAYS:
        return formats.moment(*codes)
    if part in _GROUPS:
        return groups(codes) or _("everybody")
    if part == "several_each":
        return listed(axis(code) for code in codes)
    return words(_AS.get(part, part), codes)
