"""The shell round every page."""

from datetime import date
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info

from amparo.access import Refused
from amparo.ui import refusals
from amparo.ui.components.library import register


@register.inclusion_tag("ui/parts/language_switcher.html", takes_context=True)
def language_switcher(context: Any) -> dict[str, Any]:
    """The page in another language: one button for each, named in itself."""

    request = context.get("request")
    return {
        "csrf_token": context.get("csrf_token"),
        "languages": settings.LANGUAGES,
        "current": get_language() or "en",
        "next": request.get_full_path() if request and request.method == "GET" else "/",
    }


@register.simple_tag
def text_direction() -> str:
    """`rtl` or `ltr`, for the page's language."""
    return "rtl" if get_language_info(get_language() or "en")["bidi"] else "ltr"


@register.filter
def reason_of(refusal: Refused) -> str:
    """Why something was refused, in the page's language."""
    return refusals.reason(refusal)


@register.filter
def what_to_do_after(refusal: Refused) -> str:
    """What to do after a refusal, in the page's language."""
    return refusals.what_to_do(refusal)


@register.filter
def iso(value: date) -> str:
    """A date for machines."""
    return value.isoformat()


@register.simple_tag
def error_summary(form: Any) -> SafeString:
    """Everything wrong in a form, above it; takes the focus and leads to each field."""
    return mark_safe(
        render_to_string("ui/forms/errors.html", {"form": form}) if form.errors else ""
    )
