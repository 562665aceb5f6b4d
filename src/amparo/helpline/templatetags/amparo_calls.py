"""`{% load amparo_calls %}`: how urgent a call was, and how long it lasted."""

from datetime import timedelta

from django.template import Library
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from amparo.ui import formats
from amparo.ui.badges import Look
from amparo.ui.components.marks import badge

register = Library()

URGENCY = {
    "danger": Look("alarm", "alert", _("In danger now")),
    "urgent": Look("danger", "clock", _("Urgent")),
    "can_wait": Look("calm", "clock", _("Can wait")),
    "unknown": Look("caution", "question", _("Could not tell")),
}


@register.simple_tag
def urgency(code: str) -> SafeString:
    """How urgent the operator found it; a dash where they did not say."""
    look = URGENCY.get(code)
    if look is None:
        return mark_safe('<span class="soft">–</span>')
    return badge(str(look.label), look.tone, look.sign)


@register.filter
def lasted(value: timedelta) -> str:
    """A length of time in words."""
    return formats.span(value.total_seconds())
