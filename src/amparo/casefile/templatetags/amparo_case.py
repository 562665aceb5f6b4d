"""Times in words, for sentences that a tag cannot stand in: `{% load amparo_case %}`."""

from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from amparo.casefile import punished
from amparo.casefile.views import CaseView
from amparo.ui import formats

register = template.Library()


@register.simple_tag
def looked_for_first(view: CaseView) -> list[str]:
    """Why exploitation is looked for before anything else, in words."""
    return punished.looked_for_first(view)


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
