"""Decides how a sign is drawn: small line drawings on a 24 by 24 grid, always beside words.

A sign never stands alone: whoever does not see it, or does not know it, reads the word next to it.
"""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_DRAWINGS: dict[str, str] = {
    "alert": '<path d="M12 4 2.8 19.5h18.4z"/><path d="M12 10v4m0 2.6v.2"/>',
    "arrow": '<path d="M5 12h14m-6-6 6 6-6 6"/>',
    "bell": '<path d="M6 17V11a6 6 0 0 1 12 0v6l1.5 2h-15z"/><path d="M10.5 21.5h3"/>',
    "bars": '<path d="M5 4v16M10 4v16M15 4v16M20 4v16M3 4h19M3 20h19"/>',
    "chat": '<path d="M4 5h16v11H10l-4.5 4V16H4z"/>',
    "check": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "chevron": '<path d="m9 6 6 6-6 6"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5V12l3 2"/>',
    "copy": (
        '<rect x="9" y="9" width="11" height="11" rx="2"/>'
        '<path d="M15 9V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v7a2 2 0 0 0 2 2h3"/>'
    ),
    "cover": (
        '<path d="m4 4 16 16M9.5 5.6A10 10 0 0 1 21.5 12a14 14 0 0 1-3 3.8M6.2 7.4A14 14 0 0'
        ' 0 2.5 12c3 5.5 8 7.6 12.8 5.9"/>'
    ),
    "cross": '<path d="M6 6l12 12M18 6 6 18"/>',
    "down": '<path d="m6 9 6 6 6-6"/>',
    "exit": '<path d="M14 4h5v16h-5M3 12h11m-4-4 4 4-4 4"/>',
    "eye": (
        '<path d="M2.5 12c3.5-7 15.5-7 19 0-3.5 7-15.5 7-19 0z"/><circle cx="12" cy="12" r="3"/>'
    ),
    "file": '<path d="M6 3h8l5 5v13H6z"/><path d="M14 3v5h5M9 13h7M9 17h5"/>',
    "flag": '<path d="M6 21V4h12l-2.5 4.5L18 13H6"/>',
    "folder": '<path d="M3 6h7l2 2.5h9V19H3z"/>',
    "home": '<path d="m3 11.5 9-8 9 8M6 9.5V20h12V9.5"/>',
    "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5m0-8.4v.2"/>',
    "leave": '<path d="M4 20V4h9M10 12h11m-4-4 4 4-4 4M4 20h9"/>',
    "lock": '<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
    "minus": '<path d="M6 12h12"/>',
    "person": '<circle cx="12" cy="8" r="3.5"/><path d="M5 20c.6-4.5 3.2-6.5 7-6.5s6.4 2 7 6.5"/>',
    "people": (
        '<circle cx="9" cy="8.5" r="3"/>'
        '<path d="M3 19c.4-4 2.6-5.5 6-5.5s5.6 1.5 6 5.5M15.5 6a3 3 0 0 1 0 5.5M17.5'
        ' 13.8c2.2.6 3.3 2.3 3.5 5.2"/>'
    ),
    "pin": (
        '<path d="M12 21s-7-6.3-7-11.5a7 7 0 0 1 14 0C19 14.7 12 21 12 21z"/>'
        '<circle cx="12" cy="9.5" r="2.5"/>'
    ),
    "plane": '<path d="M3 13l18-8-6 16-3.5-6.5z"/><path d="m11.5 14.5 4-4"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "print": '<path d="M7 8V3h10v5M7 17H4V8h16v9h-3"/><path d="M7 14h10v7H7z"/>',
    "question": (
        '<circle cx="12" cy="12" r="8.5"/>'
        '<path d="M9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7m0 2.7v.2"/>'
    ),
    "search": '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>',
    "shield": '<path d="M12 3 4.5 6v5.5c0 4.7 3 8 7.5 9.5 4.5-1.5 7.5-4.8 7.5-9.5V6z"/>',
    "half": (
        '<circle cx="12" cy="12" r="8.5"/>'
        '<path d="M12 3.5a8.5 8.5 0 0 1 0 17z" fill="currentColor"/>'
    ),
}
# Signs that point along the line of reading turn round with it; all others mean the same both ways.
_POINTING = frozenset({"arrow", "chevron", "exit", "leave"})

NAMES = tuple(sorted(_DRAWINGS))


def icon(name: str) -> SafeString:
    """The drawing called `name`, hidden from screen readers. Raises KeyError for an unknown one."""
    turns = " icon--flip" if name in _POINTING else ""
    drawing = mark_safe(_DRAWINGS[name])
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        turns,
        drawing,
    )


MARK = mark_safe(
    '<svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">'
    '<path class="mark__arc" d="M4 25.5C4 14 9 5.5 16 5.5S28 14 28 25.5" fill="none"'
    ' stroke-width="3.2" stroke-linecap="round"/>'
    '<circle class="mark__figure" cx="16" cy="16.2" r="3"/>'
    '<path class="mark__body" d="M10.8 26.5c.5-3.4 2.5-5 5.2-5s4.7 1.6 5.2 5" fill="none"'
    ' stroke-width="3.2" stroke-linecap="round"/></svg>'
)
