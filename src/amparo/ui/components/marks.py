"""Signs, buttons and badges."""

from collections.abc import Mapping
from typing import Any

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo import terms
from amparo.ui import badges, icons
from amparo.ui.components.library import register


@register.simple_tag
def icon(name: str) -> SafeString:
    """A sign beside words; see `icons.NAMES`."""
    return icons.icon(name)


@register.simple_tag
def mark() -> SafeString:
    """Amparo's mark: an arc over a figure."""
    return icons.MARK


@register.simple_tag
def button(
    label: str,
    look: str = "primary",
    name: str = "",
    value: str = "",
    sign: str = "",
    wide: bool = False,
) -> SafeString:
    """A button that sends the form it stands in. `look`: primary, secondary, quiet, danger."""
    named = format_html(' name="{}" value="{}"', name, value) if name else ""
    return format_html(
        '<button type="submit" class="{}"{}>{}{}</button>',
        _button_classes(look, wide),
        named,
        _sign(sign),
        label,
    )


@register.simple_tag
def link_button(label: str, href: str, look: str = "primary", sign: str = "") -> SafeString:
    """A link that looks like a button: it goes somewhere and changes nothing."""
    return format_html(
        '<a class="{}" href="{}">{}{}</a>', _button_classes(look), href, _sign(sign), label
    )


@register.inclusion_tag("ui/parts/post_button.html", takes_context=True)
def post_button(
    context: Any, label: str, action: str, look: str = "secondary", sign: str = "", **hidden: Any
) -> dict[str, Any]:
    """A form of one button: `hidden` values are sent by POST, never in an address."""
    return {
        "csrf_token": context.get("csrf_token"),
        "label": label,
        "action": action,
        "look": look,
        "sign": sign,
        "hidden": hidden,
    }


def _button_classes(look: str, wide: bool = False) -> str:
    kind = "button" if look == "primary" else f"button button--{look}"
    return f"{kind} button--wide" if wide else kind


def _sign(name: str) -> SafeString | str:
    return icons.icon(name) if name else ""


@register.simple_tag
def badge(label: str, tone: str = "", sign: str = "") -> SafeString:
    """A short word in a pill. `tone`: good, calm, lead, caution, danger, alarm or none."""
    look = f"badge badge--{tone}" if tone else "badge"
    return format_html('<span class="{}">{}{}</span>', look, _sign(sign), label)


@register.simple_tag
def standing_badge(code: str | None) -> SafeString:
    """The identification status of a child."""
    return _coded_badge(badges.STANDING, "standing", code)


@register.simple_tag
def risk_badge(code: str | None) -> SafeString:
    """The latest level of risk."""
    return _coded_badge(badges.RISK, "risk_level", code)


@register.simple_tag
def state_badge(code: str | None) -> SafeString:
    """The state of a case: to triage, open, closed …"""
    return _coded_badge(badges.CASE_STATE, "case_state", code)


@register.simple_tag
def flag(name: str) -> SafeString:
    """What nobody may overlook: a key of `badges.FLAGS`, such as missing or detained."""
    look = badges.FLAGS[name]
    return badge(str(look.label), look.tone, look.sign)


@register.simple_tag
def qr_code(text: str, label: str) -> SafeString:
    """A square that a telephone's camera reads as `text`; `label` says what it leads to.

    Middling error correction: a fold or a stain on paper is survived.
    """
    drawn = segno.make(text, error="m", micro=False).svg_inline(
        border=2, omitsize=True, light="#fff"
    )
    return format_html(
        '<span class="qr-code" role="img" aria-label="{}">{}</span>',
        label,
        mark_safe(drawn),  # made by segno of modules alone: nothing of `text` stands in it
    )


def _coded_badge(looks: Mapping[str, badges.Look], code_list: str, code: str | None) -> SafeString:
    if not code:
        look = badges.Look("", "question", _("not known yet"))
        return badge(str(look.label), look.tone, look.sign)
    look = looks.get(code, badges.Look("", "minus"))
    label = str(look.label) or terms.label(code_list, code, get_language() or "en")
    return badge(label, look.tone, look.sign)
