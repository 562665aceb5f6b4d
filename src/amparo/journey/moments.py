"""When something happened: a timestamp, a day, or an interval, always kept as earliest and latest.

People rarely know the minute. A clock starts at the earliest moment that is possible and a duty is
met at the latest, so that not knowing never shortens what a child is owed. Neighbours: `fields`
validates moments inside a body, `entry` those of an entry.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from amparo.terms.messages import N_

DAY_END = time(23, 59, 59, 999999)
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

NOT_A_MOMENT = N_(
    "not a moment: write a day (2026-03-05), a time with its zone, or earliest and latest"
)
NO_ZONE = N_("a time needs its zone, for instance 2026-03-05T14:00:00+00:00")
ENDS_BEFORE = N_("the latest lies before the earliest")
NOT_A_DATE = N_("not a date: write 2026-03-05, 2026-03 or 2026")


class MomentError(ValueError):
    """A moment that cannot be read; the message is fit to show."""


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """An instant known only to lie between `earliest` and `latest`, with a zone, both included."""

    earliest: datetime
    latest: datetime

    @property
    def exact(self) -> bool:
        """Whether the instant is known."""
        return self.earliest == self.latest


def _of_days(first: date, last: date, zone: tzinfo) -> Moment:
    start = datetime.combine(first, time.min, tzinfo=zone).astimezone(UTC)
    end = datetime.combine(last, DAY_END, tzinfo=zone).astimezone(UTC)
    return Moment(start, end)


def _of_text(text: str, zone: tzinfo) -> Moment:
    try:
        if _DATE.fullmatch(text):
            day = date.fromisoformat(text)
            return _of_days(day, day, zone)
        instant = datetime.fromisoformat(text)
        if "T" not in text and " " not in text:
            raise MomentError(NOT_A_MOMENT)
        if instant.tzinfo is None:
            raise MomentError(NO_ZONE)
        instant = instant.astimezone(UTC)
    except MomentError:
        raise
    except (ValueError, OverflowError) as error:
        raise MomentError(NOT_A_MOMENT) from error
    return Moment(instant, instant)


def parse_moment(value: Any, zone: tzinfo = UTC) -> Moment:
    """Read a moment: text (timestamp with zone, or a date in `zone`) or `{"earliest", "latest"}`.

    Either end of the interval may be left out; then the one given stands for both. Raises
    MomentError.
    """
    if isinstance(value, str):
        return _of_text(value.strip(), zone)
    if not isinstance(value, dict) or not value or set(value) - {"earliest", "latest"}:
        raise MomentError(NOT_A_MOMENT)
    ends = [value[end] for end in ("earliest", "latest") if value.get(end) is not None]
    if not ends or not all(isinstance(end, str) for end in ends):
        raise MomentError(NOT_A_MOMENT)
    earliest = _of_text(ends[0].strip(), zone).earliest
    latest = _of_text(ends[-1].strip(), zone).latest
    if latest < earliest:
        raise MomentError(ENDS_BEFORE)
    return Moment(earliest, latest)


def parse_date(value: Any, zone: tzinfo = UTC) -> Moment:
    """Read a date that may be known to the day, the month or the year only. Raises MomentError."""
    if not isinstance(value, str):
        raise MomentError(NOT_A_DATE)
    text = value.strip()
    try:
        if partial := _PARTIAL.fullmatch(text):
            year, month = int(partial[1]), int(partial[2]) if partial[2] else None
            first, last = date(year, month or 1, 1), date(year, month or 12, 1)
            return _of_days(first, last.replace(day=calendar.monthrange(year, last.month)[1]), zone)
        day = date.fromisoformat(text)
    except (ValueError, OverflowError) as error:
        raise MomentError(NOT_A_DATE) from error
    return _of_days(day, day, zone)


def add_months(start: datetime, months: int) -> datetime:
    """`start` moved by calendar months in UTC, the day clamped to the month's last.

    Years are clamped to those there are: an age recorded of a distant past is no error.
    """
    start = start.astimezone(UTC)
    if not months:
        return start
    index = start.month - 1 + months
    year = min(max(start.year + index // 12, MINYEAR), MAXYEAR)
    month = index % 12 + 1
    day = min(start.day, calendar.monthrange(year, month)[1])
    return start.replace(year=year, month=month, day=day)


FUTURE_TOLERANCE = timedelta(hours=24)
