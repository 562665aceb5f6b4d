"""The parts of a meaning in the page's language: codes, periods, places, who reported.

`sentences` puts them together. Each part is said by itself, so that no language has to bend.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from amparo.casefile.saying import listed
from amparo.statistics.facts.columns import TABLES, Column, columns
from amparo.statistics.figures.meaning import Figure
from amparo.statistics.figures.parts import (
    HERE,
    WORLD,
    Coverage,
    Meaning,
    Stock,
    alternatives,
    key_of,
)
from amparo.statistics.figures.words import WORDS
from amparo.terms import code_list, label
from amparo.ui import formats

REGISTER = "register"  # as `facts` names it


def word(part: str, code: str) -> str:
    """What a code is called; what has no name here is said as it stands."""
    message = WORDS.get(part, {}).get(code)
    if message:
        return _(message)
    if part == "identified_by" and code in code_list("authority").codes:
        return label("authority", code, _language())
    return code.replace("_", " ") if part in _CODED else code


_CODED = frozenset({*WORDS, "identified_by"})


def source(said: str) -> str:
    """The sources of a figure by their names; the register has one in every language."""
    return "; ".join(_("register") if one == REGISTER else one for one in said.split("; "))


def ended(text: str) -> str:
    """What somebody wrote, as a sentence: it ends where it ends."""
    return text if text.endswith((".", "!", "?", "؟", "…", "។", "।")) else f"{text}."


def words(part: str, codes: Iterable[str]) -> str:
    return listed(word(part, code) for code in codes)


def _language() -> str:
    return get_language() or "en"


# Numbers


def places(values: Mapping[str, Any]) -> dict[str, Any]:
    """What fills the places of a message, days as the page's language writes them."""
    return {
        name: formats.day(value) if isinstance(value, date) else value
        for name, value in values.items()
    }


def percent(share: Fraction) -> str:
    """Whole per cent from ten up, one digit below; never 0 or 100 where it is not exactly so."""
    hundred = share * 100
    if 0 < hundred < Fraction(1, 20):
        return _("under %(number)s %%") % {"number": formats.number(0.1)}
    if Fraction(199, 2) < hundred < 100:
        return _("over %(number)s %%") % {"number": formats.number(99)}
    digits = 0 if hundred >= 10 or hundred.denominator == 1 else 1
    return _("%(number)s %%") % {"number": _rounded(hundred, digits)}


def decimal(value: Fraction | int) -> str:
    """A rate, a ratio or a median: two digits below ten, one up to a hundred, then whole."""
    return _rounded(Fraction(value), 0 if value >= 100 else 1 if value >= 10 else 2)


def _rounded(value: Fraction, digits: int) -> str:
    shown = round(value, digits)
    return formats.number(int(shown) if shown.denominator == 1 else float(shown))


def value(figure: Figure) -> str:
    """The value alone, as a cell of a table says it, where row and caption say what it counts."""
    if figure.value is None:
        return word("not_shown", figure.not_shown)
    return in_words(figure.measure, figure.value)


def in_words(measure: str, number: int | Fraction) -> str:
    if measure == "count":
        return formats.number(int(number))
    if measure in ("share", "cumulative_incidence"):
        return percent(Fraction(number))
    return decimal(number)


# When and where


def period(start: date, end: date) -> str:
    """A day, a month, a year, years, or from one day to another."""
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year < end.year:
        return _("%(first)s to %(last)s") % {"first": str(start.year), "last": str(end.year)}
    if start == end or _is_whole(start, end):
        return formats.moment({"earliest": start, "latest": end})
    return _("%(first)s to %(last)s") % {"first": formats.day(start), "last": formats.day(end)}


def _is_whole(start: date, end: date) -> bool:
    after = end + timedelta(days=1)
    one_month = (start.year, start.month) == (end.year, end.month)
    return start.day == 1 == after.day and (one_month or (start.month, after.month) == (1, 1))


def when(meaning: Meaning) -> str:
    """The period, said so that a stock cannot be taken for a number a year."""
    days = {"period": period(meaning.start, meaning.end)}
    if meaning.stock is Stock.FLOW:
        return _("in the course of %(period)s") % days
    if meaning.stock is Stock.IN_EXPLOITATION:
        return _("in exploitation on %(period)s") % days
    if meaning.stock is Stock.KNOWN:
        return _("all who had become known by %(period)s") % days
    if meaning.start == meaning.end:
        return _("at one time, on %(period)s") % days
    return _("at any one time in %(period)s") % days


def place(code: str) -> str:
    return listed(_one_place(one) for one in code.split("+"))


def _one_place(code: str) -> str:
    if code == WORLD:
        return _("the world")
    if code == HERE:
        return _("this country")
    country, _dash, area = code.partition("-")
    if country not in code_list("country").codes:
        return code.replace("_", " ")
    named = label("country", country, _language())
    return _("%(area)s (%(country)s)") % {"area": area, "country": named} if area else named


# Groups


def group(restriction: str) -> str:
    """A restriction in words: "Form of exploitation: begging"."""
    key = key_of(restriction)
    said = listed(_value(key, one) for one in sorted(alternatives(restriction)))
    return _("%(axis)s: %(value)s") % {"axis": axis(key), "value": said}


def groups(restrictions: Iterable[str]) -> str:
    return _("; ").join(group(one) for one in restrictions)


def axis(key: str) -> str:
    if key in WORDS["axis"]:
        return word("axis", key)
    column = _column(key)
    return column.label(_language()) if column else key.replace("_", " ")


def code_in_words(key: str, code: str) -> str:
    """One code of an axis."""
    return _value(key, code)


def _value(key: str, code: str) -> str:
    column = _column(key)
    named = column.code_label(code, _language()) if column else code
    return word("value", code) if named == code else named


def _column(key: str) -> Column | None:
    return next((columns()[table][key] for table in TABLES if key in columns()[table]), None)


# Who reported


def reported(coverage: Coverage) -> str:
    """One or two sentences: who reported, and who did not."""
    if not coverage.stated:
        return _("The source does not say who reported.")
    said = [_how_many(coverage.of, coverage.reported_number or 0)]
    if coverage.silent:
        said.append(_("Did not report: %(names)s.") % {"names": listed(coverage.silent)})
    elif coverage.silent_number:
        number = formats.number(coverage.silent_number)
        said.append(_("Did not report: %(number)s more.") % {"number": number})
    return _(" ").join(said)


def _how_many(of: str, number: int) -> str:
    said = {"number": formats.number(number)}
    if of == "country":
        return (
            ngettext("%(number)s country reported.", "%(number)s countries reported.", number)
            % said
        )
    if of == "agency":
        return (
            ngettext("%(number)s agency reported.", "%(number)s agencies reported.", number) % said
        )
    return ngettext("%(number)s body reported.", "%(number)s bodies reported.", number) % said


def how_many_reported(codes: Sequence[str]) -> str:
    """The same of the codes that a break carries: how many, and what they are."""
    if len(codes) != 2 or not codes[0].isdigit():
        return _("The source does not say who reported.")
    return _how_many(codes[1], int(codes[0]))
