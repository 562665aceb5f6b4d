"""What stands under a chart or a table: a figure said in one line, or in full.

Every line is a whole sentence of its own, or a word with what belongs to it. A detected count is
said with "detected" in both forms, because `nouns` has no other word for it. All texts are in the
language of the page at the time of asking.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from amparo.statistics.figures import nouns, trends
from amparo.statistics.figures.meaning import Figure
from amparo.statistics.figures.parts import HAPPENINGS, Meaning, Stock
from amparo.statistics.figures.series import SMALL, Series
from amparo.statistics.figures.wording import (
    groups,
    in_words,
    percent,
    period,
    place,
    reported,
    source,
    value,
    when,
    word,
    words,
)
from amparo.ui import formats

__all__ = ["full", "full_of", "sentence", "short", "short_of", "value"]


def sentence(said: Any) -> str:
    """One line for a figure, a series, a meaning, or whatever has a `meaning` (a table)."""
    if isinstance(said, Figure):
        return short(said)
    if isinstance(said, Series):
        return trends.short(said)
    return short_of(said if isinstance(said, Meaning) else said.meaning)


def short(figure: Figure) -> str:
    """One line: what, of whom, where, when, by which definition, from where, as known when."""
    return _line(_headline(figure), figure.meaning)


def short_of(meaning: Meaning) -> str:
    """The same of what is counted alone, as under a table or a chart of many figures."""
    return _line(_first_up(_with_group(nouns.bare(meaning), meaning)), meaning)


def _line(what: str, meaning: Meaning) -> str:
    said = {
        "what": what,
        "where": _first_up(place(meaning.place)),
        "when": when(meaning),
        "period": period(meaning.start, meaning.end),
        "definition": word("definition", meaning.definition),
        "source": source(meaning.source),
        "day": formats.day(meaning.known_on),
    }
    line = _(
        "%(what)s. %(where)s, %(when)s. Definition: %(definition)s. Source: %(source)s, as known"
        " on %(day)s."
    )
    if meaning.stock is Stock.IN_EXPLOITATION:
        line = _(
            "%(what)s. %(where)s; they were in exploitation on %(period)s. Definition:"
            " %(definition)s. Source: %(source)s, as known on %(day)s."
        )
    return line % said


def full(figure: Figure) -> tuple[str, ...]:
    """Every part of the meaning, a line each, then what the value rests on and what breaks it."""
    lines = [_("%(what)s.") % {"what": _headline(figure)}]
    lines += _measured(figure)
    lines += full_of(figure.meaning)
    if figure.of and figure.of.reference_for:
        lines += [_reference(figure.of)]
    if figure.interval:
        lines.append(_interval(figure))
    if figure.base is not None and 0 < figure.base < SMALL and figure.measure != "count":
        lines.append(_("Few are counted: one more or one less changes this much."))
    lines += [trends.break_said(mark) for mark in figure.breaks]
    return tuple(lines)


def full_of(meaning: Meaning) -> tuple[str, ...]:
    """Every part of a meaning, a line each."""
    return tuple(_parts(meaning))


# The head


def _headline(figure: Figure) -> str:
    if figure.value is None:
        return _("%(what)s: %(why)s") % {
            "what": _first_up(_with_group(nouns.bare(figure.meaning), figure.meaning)),
            "why": word("not_shown", figure.not_shown),
        }
    return _HEADS[figure.measure](figure)


def _count(figure: Figure) -> str:
    number = int(figure.value or 0)
    return _with_group(nouns.counted(number, figure.meaning), figure.meaning)


def _share(figure: Figure) -> str:
    """The whole is said, and of the part only what narrows it down."""
    whole = figure.of or figure.meaning
    own = tuple(one for one in figure.meaning.restrictions if one not in whole.restrictions)
    named = {
        "share": value(figure),
        "whole": _with_group(_whole(figure), whole),
        "group": groups(own),
    }
    if not own:
        return _("%(share)s of %(whole)s") % named
    return _("%(group)s – %(share)s of %(whole)s") % named


def _whole(figure: Figure) -> str:
    whole = figure.of or figure.meaning
    return nouns.bare(whole) if figure.of_value is None else nouns.counted(figure.of_value, whole)


def _rate(figure: Figure) -> str:
    return _("%(what)s: %(rate)s for every %(per)s of the reference population") % {
        "what": _first_up(_with_group(nouns.bare(figure.meaning), figure.meaning)),
        "rate": value(figure),
        "per": formats.number(figure.per),
    }


def _median(figure: Figure) -> str:
    return _("%(what)s, median: %(number)s (%(unit)s; %(whom)s)") % {
        "what": _first_up(word("measures", figure.measures)),
        "number": value(figure),
        "unit": word("measured_in", figure.measured_in),
        "whom": _with_group(nouns.bare(figure.meaning), figure.meaning),
    }


def _incidence(figure: Figure) -> str:
    return _("%(what)s: within %(days)s days for %(share)s of %(whole)s") % {
        "what": _first_up(word("measures", figure.measures)),
        "days": formats.number(figure.within_days or 0),
        "share": value(figure),
        "whole": _with_group(_whole(figure), figure.of or figure.meaning),
    }


def _ratio(figure: Figure) -> str:
    return _("%(group)s: among %(whom)s %(number)s times the share in the reference population") % {
        "group": groups(figure.meaning.restrictions),
        "whom": nouns.bare(figure.meaning),
        "number": value(figure),
    }


_HEADS = {
    "count": _count,
    "share": _share,
    "rate": _rate,
    "median": _median,
    "ratio": _ratio,
    "cumulative_incidence": _incidence,
}


def _with_group(what: str, meaning: Meaning) -> str:
    """With the restrictions that the noun does not say already."""
    said = f"sex={nouns.sex_of(meaning)}"
    left = tuple(one for one in meaning.restrictions if one != said)
    return _("%(what)s (%(group)s)") % {"what": what, "group": groups(left)} if left else what


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]


# The parts


def _parts(meaning: Meaning) -> Iterator[str]:
    yield _("Counted: %(what)s.") % {"what": _with_group(nouns.bare(meaning), meaning)}
    if meaning.detected:
        yield _(
            "Only those who were detected are counted. How many were not detected, nobody knows."
        )
    yield _("Population: %(population)s.") % {"population": word("population", meaning.population)}
    yield _("This is %(stock)s.") % {"stock": word("stock", meaning.stock)}
    if meaning.stock.at_a_time:
        yield _("It is not a number “every year”.")
    if meaning.stock is Stock.IN_EXPLOITATION:
        yield _(
            "Who was in exploitation on that day and has not been found yet is not counted: the"
            " more recent the day, the more are missing."
        )
    yield word("counting", meaning.counting)
    yield _("Place: %(place)s.") % {"place": place(meaning.place)}
    if "+" in meaning.place and meaning.unit not in HAPPENINGS:
        yield _("The same child may be known in more than one of these places.")
    yield _("Time: %(when)s.") % {"when": when(meaning)}
    if not meaning.over:
        yield _("The time was not over on that day: more will be recorded.")
    yield _("Definition: %(definition)s.") % {"definition": word("definition", meaning.definition)}
    yield _("Identification status counted: %(standings)s.") % {
        "standings": words("standings", meaning.standings)
    }
    yield _identified(meaning)
    yield _("Source: %(source)s, version %(version)s.") % {
        "source": source(meaning.source),
        "version": meaning.version,
    }
    yield _("Method: %(method)s.") % {"method": word("method", meaning.method)}
    yield reported(meaning.coverage)
    yield _("As known on %(day)s.") % {"day": formats.day(meaning.known_on)}


def _identified(meaning: Meaning) -> str:
    if not meaning.identified_by:
        return _("Identified by whichever authority it was.")
    return _("Identified by: %(who)s.") % {"who": words("identified_by", meaning.identified_by)}


def _measured(figure: Figure) -> Iterator[str]:
    if figure.measure == "ratio":
        yield _(
            "This compares those who were detected with the population. It says who is found among"
            " them more often, not how likely a child is to be trafficked: who looks, and where,"
            " changes it."
        )
    if figure.measure == "cumulative_incidence":
        yield _("Those whose waiting ended otherwise are counted as not having had it.")


def _reference(reference: Meaning) -> str:
    return _(
        "Reference population: %(what)s, %(where)s, %(period)s. Source: %(source)s, version"
        " %(version)s (%(method)s)."
    ) % {
        "what": _with_group(nouns.bare(reference), reference),
        "where": place(reference.place),
        "period": period(reference.start, reference.end),
        "source": reference.source,
        "version": reference.version,
        "method": word("method", reference.method),
    }


def _interval(figure: Figure) -> str:
    interval = figure.interval
    if interval is None:
        return ""
    named = {
        "low": in_words(figure.measure, interval.low),
        "high": in_words(figure.measure, interval.high),
        "what": word("expresses", interval.expresses),
    }
    if interval.level is None:
        return _("Range: %(low)s to %(high)s. It says: %(what)s.") % named
    named["level"] = percent(interval.level)
    return _("Interval of %(level)s: %(low)s to %(high)s. It says: %(what)s.") % named
