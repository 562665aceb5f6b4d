"""Time, references, what is covered, what is owed, what happened."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo import terms
from amparo.ui import formats, icons
from amparo.ui.components.library import register
from amparo.ui.components.marks import badge


@register.simple_tag
def clock(due_at: datetime | None, state: str = "open", now: datetime | None = None) -> SafeString:
    """How late, or how long left; the exact moment is in the title and for machines."""
    if due_at is None:
        return mark_safe("")
    said = formats.clock(due_at, state, now)
    return format_html(
        '<time class="clock clock--{}" datetime="{}" title="{}">{}{}</time>',
        said.tone,
        due_at.isoformat(),
        formats.moment(due_at),
        icons.icon(said.sign),
        said.words,
    )


@register.simple_tag
def moment(value: Any) -> SafeString:
    """A date, a moment, a partial date or the time between two moments, in the page's language."""
    words = formats.moment(value)
    earliest, latest = formats.ends(value) if value else (None, None)
    if earliest is not None and earliest == latest:
        return format_html('<time datetime="{}">{}</time>', earliest.isoformat(), words)
    return format_html("<span>{}</span>", words)


@register.filter
def localized_number(value: float) -> str:
    """A number with the separators of the page's language."""
    return formats.number(value)


@register.simple_tag
def reference(value: str, href: str = "", copy: bool = False) -> SafeString:
    """A case's reference: never turned round in right-to-left text, and easy to copy."""
    text = format_html('<bdi class="reference" dir="ltr" translate="no">{}</bdi>', value)
    shown = format_html('<a href="{}">{}</a>', href, text) if href else text
    if not copy:
        return shown
    label = _("Copy %(reference)s") % {"reference": value}
    return format_html(
        '<span class="copy">{}<button type="button" class="copy__button needs-js"'
        ' data-copy="{}" data-done="{}"'
        ' aria-label="{}">{}</button></span>',
        shown,
        value,
        _("Copied"),
        label,
        icons.icon("copy"),
    )


@register.inclusion_tag("ui/parts/covered.html", takes_context=True)
def covered(context: Any, label: str, action: str, what: str = "", **hidden: Any) -> dict[str, Any]:
    """A value that stays covered until it is asked for by POST; the asking is written down."""
    return {
        "csrf_token": context.get("csrf_token"),
        "label": label,
        "action": action,
        "what": what,
        "hidden": hidden,
    }


@register.simple_block_tag
def uncovered(content: str, label: str) -> SafeString:
    """The same value, once revealed: it says that the reveal was written down."""
    return format_html(
        '<div class="covered covered--open" role="status">'
        '<span class="soft">{}</span> <strong><bdi>{}</bdi></strong>'
        '<span class="small soft">{}</span></div>',
        label,
        content,
        _("Shown to you now. This was written in the log."),
    )


@register.simple_tag
def person_name(name: str) -> SafeString:
    """A name in whatever script, kept apart from the direction of the text around it."""
    return format_html("<bdi>{}</bdi>", name)


@register.simple_tag
def term(code_list: str, code: str | None) -> str:
    """The label of a code in the page's language; empty for none."""
    return terms.label(code_list, code, get_language() or "en") if code else ""


@register.simple_tag
def in_language(text: Mapping[str, str]) -> str:
    """The page's language of a text kept in several, such as a duty's sentence."""
    return text.get(get_language() or "en") or text.get("en", "")


@register.simple_block_tag
def due_list(content: str, label: str) -> SafeString:
    """What is owed: holds `due` blocks."""
    return format_html('<ul class="due-list" aria-label="{}">{}</ul>', label, content)


@register.simple_block_tag
def due(
    content: str,
    what: str,
    due_at: datetime,
    why: str = "",
    case: str = "",
    href: str = "",
    state: str = "open",
    now: datetime | None = None,
) -> SafeString:
    """One thing owed to one child: clock, reference, what, why, and the button in the block."""
    said = formats.clock(due_at, state, now)
    return format_html(
        '<li class="due due--{}"><div class="due__clock"><div>{}</div>{}</div>'
        '<div><p class="due__what">{}</p><p class="due__why">{}</p></div>'
        '<div class="row">{}</div></li>',
        said.tone,
        clock(due_at, state, now),
        reference(case, href) if case else "",
        what,
        why,
        content,
    )


@register.simple_block_tag
def timeline(content: str, label: str) -> SafeString:
    """The entries of a case, in order: holds `timeline_item` blocks."""
    return format_html('<ol class="timeline" aria-label="{}">{}</ol>', label, content)


@register.simple_block_tag
def timeline_item(
    content: str,
    title: str,
    occurred: Any,
    by: str = "",
    section: str = "",
    tone: str = "",
    superseded: bool = False,
    id: str = "",
) -> SafeString:
    """One entry: what, when, by whom, in which section. `tone`: warm, danger or none."""
    look = (
        " timeline__item--superseded"
        if superseded
        else (f" timeline__item--{tone}" if tone else "")
    )
    return format_html(
        '<li class="timeline__item{}"{}><div class="timeline__head">'
        '<h3 class="timeline__title">{}</h3>'
        '<span class="soft">{}</span>{}{}</div>{}{}</li>',
        look,
        format_html(' id="{}"', id) if id else "",
        title,
        moment(occurred),
        badge(terms.label("section", section, get_language() or "en")) if section else "",
        badge(_("replaced"), sign="minus") if superseded else "",
        format_html('<p class="timeline__by">{}</p>', by) if by else "",
        content,
    )


@register.simple_tag
def figure(value: float, label: str, href: str = "") -> SafeString:
    """A count and what it counts."""
    words = format_html('<a href="{}">{}</a>', href, label) if href else label
    return format_html(
        '<div class="figure"><span class="figure__number">{}</span><span>{}</span></div>',
        formats.number(value),
        words,
    )


@register.simple_tag
def progress(value: int, total: int, label: str) -> SafeString:
    """How much of something is done, as a bar and in words."""
    words = _("%(value)s of %(total)s") % {
        "value": formats.number(value),
        "total": formats.number(total),
    }
    return format_html(
        '<div class="progress"><span>{} <span class="soft">{}</span></span>'
        '<progress max="{}" value="{}" aria-label="{}">{}</progress></div>',
        label,
        words,
        total,
        value,
        label,
        words,
    )


@register.simple_tag
def print_button(label: str = "", look: str = "quiet") -> SafeString:
    """Prints the page; shown only where JavaScript can do it."""
    return format_html(
        '<button type="button" class="button{} needs-js no-print" data-print>{}{}</button>',
        "" if look == "primary" else f" button--{look}",
        icons.icon("print"),
        label or _("Print"),
    )


@register.simple_tag
def journey_drawing(steps: Sequence[Any], heading: str = "") -> SafeString:
    """The child's journey as a drawing and as a list; see `journey_drawing.Step`."""
    from amparo.ui.journey_drawing import draw

    return draw(steps, heading=heading)
