"""Times in words, for sentences that a tag cannot stand in: `{% load amparo_case %}`."""

from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from amparo.ui import formats

register = template.Library()


@register.filter
def said_moment(value: Any) -> str:
    """A moment in words."""
    return formats.moment(value)


@register.filter
def said_day(value: Any) -> str:
    """The day of a moment in words: a datetime, or ISO text of one."""
    at = parse_datetime(value) if isinstance(value, str) and "T" in value else value
    if isinstance(at, datetime):
        return formats.day(timezone.localtime(at).date())
    return formats.moment(value)
