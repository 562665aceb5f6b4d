"""`{% load amparo_ledger %}`: texts of the ledger, in the page's language where they are given."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from amparo.statistics.ledger.estimates import Estimate, named
from amparo.statistics.ledger.reading import Text
from amparo.ui import formats

register = template.Library()


@register.simple_tag
def said(text: Text) -> SafeString | str:
    """A text; where the page's language has none, in English and marked as English."""
    language = get_language() or "en"
    words, spoken = text.said(language), text.language(language)
    if spoken == language.split("-")[0]:
        return words
    return format_html('<span lang="{}" dir="ltr">{}</span>', spoken, words)


@register.simple_tag
def named_as(table: str, code: str) -> SafeString | str:
    """How the ledger calls a unit, a group, a measure …"""
    return said(named(table, code))


@register.simple_tag
def figure_of(one: Estimate) -> str:
    """The figure itself, in the page's numbers; a range as a range."""
    if one.shown:
        return one.shown.said(get_language() or "en")
    if one.low == one.high:
        return _number(one.low)
    return f"{_number(one.low)} – {_number(one.high)}"


def _number(value: int) -> str:
    """In the page's numbers; grouped also where its language leaves large numbers ungrouped."""
    shown = formats.number(value)
    return f"{value:,}" if shown == str(value) else shown
