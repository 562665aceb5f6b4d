"""What wraps other things: notices, cards, facts, the head of a page."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from amparo.ui import icons
from amparo.ui.components.library import register

NOTICE_SIGNS = {
    "info": "info",
    "good": "check",
    "caution": "alert",
    "danger": "alert",
    "warm": "info",
}


@register.simple_block_tag
def notice(content: str, tone: str = "info", heading: str = "", live: bool = False) -> SafeString:
    """A message. `tone`: info, good, caution, danger, warm. `live`: read out at once."""
    role = mark_safe(' role="status"') if live else ""
    head = format_html('<p class="strong">{}</p>', heading) if heading else ""
    return format_html(
        '<div class="notice notice--{}"{}>{}<div class="notice__body">{}{}</div></div>',
        tone,
        role,
        icons.icon(NOTICE_SIGNS.get(tone, "info")),
        head,
        content,
    )


@register.simple_block_tag
def card(
    content: str, heading: str = "", level: int = 2, look: str = "", id: str = ""
) -> SafeString:
    """A piece of the page with its own heading. `look`: quiet, danger, caution, warm or none."""
    named = format_html(' id="{}"', id) if id else ""
    head = format_html("<h{}>{}</h{}>", level, heading, level) if heading else ""
    look = f"card card--{look}" if look else "card"
    return format_html('<section class="{}"{}>{}{}</section>', look, named, head, content)


@register.simple_block_tag
def facts(content: str) -> SafeString:
    """A definition list; holds `fact` blocks."""
    return format_html('<div class="fact-list"><dl class="facts">{}</dl></div>', content)


@register.simple_block_tag
def fact(content: str, label: str) -> SafeString:
    """One line of `facts`: what it is, and what is known. Nothing known is said in words."""
    known = (
        content
        if content.strip()
        else format_html('<span class="soft">{}</span>', _("not recorded"))
    )
    return format_html("<dt>{}</dt><dd>{}</dd>", label, known)


@register.simple_block_tag
def empty_state(content: str, heading: str, level: int = 2) -> SafeString:
    """What a list says when there is nothing in it: that this is well, or what to do."""
    return format_html(
        '<div class="empty">{}<h{}>{}</h{}>{}</div>', icons.MARK, level, heading, level, content
    )


@register.simple_block_tag
def page_head(content: str, title: str, lead: str = "", eyebrow: str = "") -> SafeString:
    """The page's only h1; what stands in the block (buttons) sits at its end."""
    above = format_html('<p class="eyebrow">{}</p>', eyebrow) if eyebrow else ""
    below = format_html('<p class="page-head__lead">{}</p>', lead) if lead else ""
    end = format_html('<div class="row">{}</div>', content) if content.strip() else ""
    return format_html(
        '<header class="page-head"><div>{}<h1>{}</h1>{}</div>{}</header>', above, title, below, end
    )


@register.simple_block_tag
def more(content: str, summary: str, open: bool = False) -> SafeString:
    """Something that opens: works without JavaScript."""
    state = mark_safe(" open") if open else ""
    return format_html(
        '<details class="details"{}><summary>{}</summary><div class="stack">{}</div></details>',
        state,
        summary,
        content,
    )
