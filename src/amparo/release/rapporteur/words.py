"""How the report says duties, numbers and bottlenecks, in the reader's language."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.protocol import DutyRule
from amparo.release.rapporteur.bottlenecks import Bottlenecks, longest_time
from amparo.release.rapporteur.fulfilment import Fulfilled
from amparo.release.rapporteur.tally import OUTCOMES, OVERDUE
from amparo.statistics.drawing.marks import Group, Mark
from amparo.statistics.figures import wording
from amparo.statistics.laid_out import Grid, Row
from amparo.terms import in_language, label
from amparo.terms.messages import N_
from amparo.ui import formats

HOUR: Final = 3600
WHOLE: Final = 100
NOTHING: Final = "–"
BETWEEN: Final = " · "  # stands alike in every script
OUTCOME: Final = {
    "in_time": N_("Met in time"),
    "late": N_("Met late"),
    "overdue": N_("Overdue, still open"),
    "never": N_("Never met"),
    "running": N_("Time not run out"),
    "not_owed": N_("No longer owed"),
}
READ: Final = (
    N_(
        "A duty is counted in the year in which its clock started, as it stood on the day on which"
        " the figures are known. One child can be owed the same duty several times."
    ),
    N_(
        "In time: of those whose time has run, that is met in time, met late, overdue, or never"
        " met. What was set aside as not possible counts as never met."
    ),
    N_(
        "The times are those of the protocol in force. Most are defaults of this project, not of"
        " the source of the duty."
    ),
    N_(
        "“hidden” is a number of fewer than eleven children, or one from which such a number could"
        " be worked out. Of a share then stands what follows from numbers that are shown, for"
        " instance “at most”; a median is left out."
    ),
    N_(
        "The median: half of those that were met took no longer, counted from when the clock"
        " started. Those still open are not in it. Where a duty has several times, it is of all of"
        " them together."
    ),
)


def duty(rule: DutyRule) -> str:
    """What is owed."""
    return in_language(rule.owed, get_language() or "en")


def within(rule: DutyRule) -> str:
    """Within which time, each of them where there are several, and by whom."""
    by = label("role", rule.by, get_language() or "en")
    return _("%(time)s · %(by)s") % {"time": BETWEEN.join(times(rule)), "by": by}


def times(rule: DutyRule) -> list[str]:
    """The time of a duty, then those of some of its occurrences that have another one."""
    from amparo.casefile.pages_protocol import VARIANTS, said

    found = [said(rule.within)]
    for name, time in rule.variants.items():
        if time != rule.within:
            found.append(_(VARIANTS[name]) % {"time": said(time)})
    again = rule.repeats_within or rule.within
    return [*found, _("then every %(time)s") % {"time": said(again)}] if rule.repeats else found


def authority(code: str) -> str:
    return label("authority", code, get_language() or "en")


def number(value: int | None) -> str:
    return _("hidden") if value is None else formats.number(value)


def share(one: Fulfilled) -> str:
    """Exactly, or between which shares it lies."""
    if one.share is None:
        return NOTHING
    low, high = (wording.percent(each) for each in one.share)
    if low == high:
        return low
    if not one.share[0]:
        return _("at most %(share)s") % {"share": wording.percent(_up(one.share[1]))}
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def _up(share: Fraction) -> Fraction:
    """To a whole per cent that is no less: what is said to be the most is not rounded down."""
    return Fraction(ceil(share * WHOLE), WHOLE)


def length(hours: int | None) -> str:
    """A median; less than an hour is said as one."""
    return NOTHING if hours is None else formats.span(max(hours, 1) * HOUR)


def grid_of_duties(of_duties: tuple[Fulfilled, ...]) -> Grid:
    """One row for each duty. What is read first stands first: a narrow screen shows no more."""
    columns = (_("Met within its time"), _("Median time"), *_endings())
    return Grid((_("Duty"), _("Within · by")), columns, tuple(_duty_row(one) for one in of_duties))


def ever_owed(of_duties: tuple[Fulfilled, ...]) -> tuple[tuple[Fulfilled, ...], str]:
    """Those that arose, of which a page has rows, and a line that names the others."""
    never = [duty(one.rule) for one in of_duties if one.arose == 0 and one.rule]
    line = _("Never owed in this year: %(duties)s") % {"duties": BETWEEN.join(never)}
    return tuple(one for one in of_duties if one.arose != 0), line if never else ""


def _endings() -> tuple[str, ...]:
    return (_("Arose"), *(_(OUTCOME[one]) for one in OUTCOMES))


def _duty_row(one: Fulfilled) -> Row:
    assert one.rule is not None
    heads = (duty(one.rule), within(one.rule))
    return Row(heads, (share(one), length(one.median_hours), *_numbers(one)))


def grid_of_authorities(every: tuple[Fulfilled, ...]) -> Grid:
    """One row for each kind of authority."""
    columns = (_("Met within their time"), *_endings())
    rows = tuple(Row((authority(one.code),), (share(one), *_numbers(one))) for one in every)
    return Grid((_("Kind of authority"),), columns, rows)


def _numbers(one: Fulfilled) -> tuple[str, ...]:
    return (number(one.arose), *(number(one.numbers[outcome]) for outcome in OUTCOMES))


def bars_of_shares(of_duties: tuple[Fulfilled, ...]) -> tuple[Group, ...]:
    """The share in time of each duty of which something follows, the lowest first. There is no bar
    where only bounds are known: it would be read as the share."""
    known = [(one.share[::-1], one.code, one) for one in of_duties if one.share]
    ranked = [one for _share, _code, one in sorted(known, key=lambda each: each[:2])]
    marks = tuple(_mark(one, one.rule) for one in ranked if one.rule)
    return (Group("", marks),) if marks else ()


def _mark(one: Fulfilled, rule: DutyRule) -> Mark:
    exact = one.exact_share
    named = _("%(duty)s (%(time)s)") % {"duty": duty(rule), "time": BETWEEN.join(times(rule))}
    return Mark(named, None if exact is None else float(exact), share(one))


def said(found: Bottlenecks) -> Iterator[tuple[str, list[str]]]:
    """Headings with the sentences below them."""
    if found.overdue:
        yield _("Most often overdue and still open"), [_overdue(one) for one in found.overdue]
    if found.seldom_in_time:
        yield _("Least often met in time"), [_seldom(one) for one in found.seldom_in_time]
    if found.slow:
        yield _("Longest beyond their time"), [_slow(one) for one in found.slow]
    if found.of_authorities:
        heading = _("Where most is overdue, by the kind of authority that has the case")
        yield heading, [_of_authority(one) for one in found.of_authorities]


def _overdue(one: Fulfilled) -> str:
    assert one.rule is not None
    values = {"duty": duty(one.rule), "number": number(one.numbers[OVERDUE])}
    if one.overdue_hours is None:
        return _("%(duty)s: %(number)s times its time has run and nobody has met it.") % values
    values["time"] = length(one.overdue_hours)
    return (
        _(
            "%(duty)s: %(number)s times its time has run and nobody has met it, half of them for"
            " %(time)s or longer."
        )
        % values
    )


def _seldom(one: Fulfilled) -> str:
    assert one.rule is not None
    in_time, of = one.numbers["in_time"] or 0, (one.ran_out or (0, 0))[0]
    if one.exact_share is None:
        return _("%(duty)s: %(share)s in time. At least %(late)s were met late, or not at all.") % {
            "duty": duty(one.rule),
            "share": share(one),
            "late": number(one.surely_not_in_time),
        }
    return _(
        "%(duty)s: %(share)s in time. %(late)s of the %(number)s whose time has run were met late,"
        " or not at all."
    ) % {
        "duty": duty(one.rule),
        "share": share(one),
        "late": number(of - in_time),
        "number": number(of),
    }


def _slow(one: Fulfilled) -> str:
    from amparo.casefile.pages_protocol import said as in_words

    assert one.rule is not None
    return _("%(duty)s: it should take %(within)s; half of those met took %(time)s or longer.") % {
        "duty": duty(one.rule),
        "within": in_words(longest_time(one.rule)),
        "time": length(one.median_hours),
    }


def _of_authority(one: Fulfilled) -> str:
    return _("%(authority)s: %(number)s duties are overdue.") % {
        "authority": authority(one.code),
        "number": number(one.numbers[OVERDUE]),
    }
