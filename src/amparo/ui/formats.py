"""Decides how a moment, a span of time and a clock are said in the page's language.

Dates may be whole, a month or a year only, or lie between two moments: what is not known is not
made up. Neighbours: `templatetags/amparo_ui` shows them, room `journey` reads and checks them.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

SOON = timedelta(hours=24)

# Django's English is that of the United States; an international reader expects the day first.
DAY_PATTERNS = {"en": "j F Y"}
TIME_PATTERN = "H:i"

HOUR = 3600
DAY = 24 * HOUR


@dataclass(frozen=True)
class Clock:
    """What a clock says: `words` for the reader, `tone` for the sheet, `sign` for the icon."""

    words: str
    tone: str
    sign: str


def span(seconds: float) -> str:
    """A length of time in the one unit a tired reader needs: minutes, hours (to 48), or days."""
    seconds = abs(int(seconds))
    if seconds < HOUR:
        minutes = max(1, seconds // 60)
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": number(minutes)}
    if seconds < 2 * DAY:
        hours = seconds // HOUR
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": number(hours)}
    days = seconds // DAY
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": number(days)}


def clock(due_at: datetime, state: str = "open", now: datetime | None = None) -> Clock:
    """What to say of a duty due at `due_at`; `state` is one of room `protocol`'s duty states."""
    if state == "met":
        return Clock(_("done in time"), "met", "check")
    if state == "met_late":
        return Clock(_("done late"), "met", "check")
    if state == "missed":
        return Clock(_("no longer possible"), "overdue", "cross")
    if state in ("not_owed", "not_possible"):
        words = _("not owed") if state == "not_owed" else _("not possible")
        return Clock(words, "calm", "minus")
    left = (due_at - (now or timezone.now())).total_seconds()
    if left < 0:
        return Clock(_("overdue by %(span)s") % {"span": span(left)}, "overdue", "alert")
    tone = "soon" if left <= SOON.total_seconds() else "calm"
    return Clock(_("%(span)s left") % {"span": span(left)}, tone, "clock")


def number(value: float) -> str:
    """A number with the separators of the page's language."""
    return str(formats.number_format(value, use_l10n=True, force_grouping=True))


def day(value: date) -> str:
    """A day, such as 4 May 2031."""
    return str(formats.date_format(value, DAY_PATTERNS.get(get_language() or "en", "DATE_FORMAT")))


def moment(value: Any) -> str:
    """A day, a moment, a partial date ("2031-05"), or the time between two moments, in words.

    Accepts a date, a datetime, ISO text of either, a mapping or object with `earliest` and
    `latest`. Empty text for nothing.
    """
    if value is None or value == "":
        return ""
    earliest, latest = ends(value)
    if earliest is None or latest is None:
        return str(value)
    if earliest == latest:
        return _instant(earliest)
    if whole := _whole(earliest, latest):
        return whole
    return _("between %(earliest)s and %(latest)s") % {
        "earliest": _instant(earliest),
        "latest": _instant(latest),
    }


def ends(value: Any) -> tuple[date | None, date | None]:
    """The earliest and the latest end of whatever `moment` accepts."""
    if isinstance(value, dict):
        return _read(value.get("earliest")), _read(value.get("latest"))
    if hasattr(value, "earliest"):
        return value.earliest, value.latest
    return _read(value), _read_end(value)


def _instant(value: date) -> str:
    if not isinstance(value, datetime):
        return day(value)
    local = _local(value)
    return _("%(day)s, %(time)s") % {
        "day": day(local),
        "time": formats.time_format(local, TIME_PATTERN),
    }


def _whole(earliest: date, latest: date) -> str:
    """The day, month or year that runs exactly from `earliest` to `latest`; else empty."""
    first = _local(earliest) if isinstance(earliest, datetime) else earliest
    last = _local(latest) if isinstance(latest, datetime) else latest
    if isinstance(first, datetime) and isinstance(last, datetime):
        if (first.hour, first.minute) != (0, 0):
            return ""
        if (last.hour, last.minute) == (0, 0):
            last -= timedelta(microseconds=1)
        elif (last.hour, last.minute) != (23, 59):
            return ""
        first, last = first.date(), last.date()
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month) and first.day == 1:
        following = last + timedelta(days=1)
        return str(formats.date_format(first, "YEAR_MONTH_FORMAT")) if following.day == 1 else ""
    if first.year == last.year and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year)
    return ""


def _local(value: datetime) -> datetime:
    return timezone.localtime(value if value.tzinfo else value.replace(tzinfo=UTC))


def _read(value: Any) -> date | None:
    if not isinstance(value, str):
        return value if isinstance(value, date) else None
    if len(value) == len("2031") and value.isdigit():
        return date(int(value), 1, 1)
    try:
        if len(value) == len("2031-05"):
            return date.fromisoformat(value + "-01")
        whole_day = len(value) == len("2031-05-04")
        return date.fromisoformat(value) if whole_day else datetime.fromisoformat(value)
    except ValueError:
        return None


def _read_end(value: Any) -> date | None:
    start = _read(value)
    if start is None or not isinstance(value, str):
        return start
    if len(value) == len("2031"):
        return start.replace(month=12, day=31)
    if len(value) == len("2031-05"):
        return (start.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return start
