"""Tables, tabs, filters, pages: ways through more than one thing."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from amparo.ui.components.library import register
from amparo.ui.components.marks import button


@register.simple_block_tag
def data_table(
    content: str, caption: str, *headers: str | Sequence[str], hide_caption: bool = False
) -> SafeString:
    """A table that becomes cards on a narrow screen; holds `<tr role="row">` with `cell` blocks.

    `headers`: the columns' names one by one, or one list of them.
    """
    names = headers[0] if len(headers) == 1 and not isinstance(headers[0], str) else headers
    head = format_html_join(
        "", '<th scope="col" role="columnheader">{}</th>', ((name,) for name in names)
    )
    return format_html(
        '<table class="table" role="table"><caption{}>{}</caption>'
        '<thead role="rowgroup"><tr role="row">{}</tr></thead>'
        '<tbody role="rowgroup">{}</tbody></table>',
        mark_safe(' class="visually-hidden"') if hide_caption else "",
        caption,
        head,
        content,
    )


@register.simple_block_tag
def cell(content: str, label: str = "", number: bool = False, head: bool = False) -> SafeString:
    """One cell; `label` names its column where the table has become cards. `head`: names a row."""
    named = format_html(' data-label="{}"', label) if label else ""
    look = mark_safe(' class="number"') if number else ""
    if head:
        return format_html(
            '<th scope="row" role="rowheader"{}><span>{}</span></th>', named, content
        )
    return format_html('<td role="cell"{}{}><span>{}</span></td>', named, look, content)


@register.inclusion_tag("ui/parts/tabs.html")
def tabs(items: Sequence[Mapping[str, Any]], label: str) -> dict[str, Any]:
    """Links that look like tabs. Items: `label`, `href`, `current`, also `count` and `sign`."""
    return {"items": items, "label": label}


@register.inclusion_tag("ui/parts/breadcrumb.html")
def breadcrumb(*steps: str) -> dict[str, Any]:
    """Where the page is: label, address, label, address …; the last alone is the page itself."""
    pairs = [
        (steps[i], steps[i + 1] if i + 1 < len(steps) else "") for i in range(0, len(steps), 2)
    ]
    return {"steps": pairs}


@register.inclusion_tag("ui/parts/pagination.html", takes_context=True)
def pagination(context: Any, page: Any, parameter: str = "page") -> dict[str, Any]:
    """Earlier and later pages of a Django `Page`, keeping the filters of the address."""
    query = context["request"].GET.copy()

    def address(number: int) -> str:
        query[parameter] = str(number)
        return "?" + query.urlencode()

    return {
        "page": page,
        "before": address(page.previous_page_number()) if page.has_previous() else "",
        "after": address(page.next_page_number()) if page.has_next() else "",
    }


@register.simple_block_tag
def filter_bar(content: str, label: str, action: str = "") -> SafeString:
    """A form of filters, sent by GET: holds fields; nothing that names a child may stand in it."""
    return format_html(
        '<form class="filters" method="get" action="{}" role="search" aria-label="{}">{}{}</form>',
        action,
        label,
        content,
        button(_("Show"), "secondary", sign="search"),
    )


@register.simple_tag
def choice_filter(
    name: str, label: str, choices: Iterable[tuple[str, str]], value: str = "", any_label: str = ""
) -> SafeString:
    """One select of a filter bar; `choices` are (code, label), the first line stands for any."""
    lines = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        (
            (code, mark_safe(" selected") if code == value else "", text)
            for code, text in [("", any_label or _("any")), *choices]
        ),
    )
    return format_html(
        '<div class="field"><label class="label" for="filter-{}">{}</label>'
        '<select class="select" id="filter-{}" name="{}">{}</select></div>',
        name, label, name, name, lines,
    )  # fmt: skip
