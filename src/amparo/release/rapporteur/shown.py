"""The report as a page of HTML, the same on a screen and in a file."""

from importlib import resources
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.release.rapporteur import annual, filling, words
from amparo.release.rapporteur.annual import Annual
from amparo.release.rapporteur.queries import Followed
from amparo.release.rapporteur.rules import PLACES, STATES
from amparo.statistics.drawing.of_figures import Chart
from amparo.statistics.figures import sentences
from amparo.statistics.laid_out import Grid, for_publication
from amparo.statistics.report_written import shown
from amparo.terms import label

SHEETS = (
    ("amparo.statistics", "statistics", "charts.css"),
    ("amparo.statistics", "statistics", "report.css"),
    ("amparo.release", "release", "report.css"),
)


def page(found: Annual) -> str:
    """One page that needs no other file: no script, nothing fetched, prints as it is."""
    context = about(found) | {"style": _style()}
    return render_to_string("release/rapporteur/page.html", context)


@for_publication()
def about(found: Annual) -> dict[str, Any]:
    """What the templates show of a report."""
    return {
        "annual": found,
        "title": annual.title(),
        "said": sentences.sentence(found.figures.whole),
        "meaning": sentences.full(found.figures.whole),
        "chapters": [
            (chapter.heading, [shown(part) for part in chapter.parts])
            for chapter in found.figures.chapters
        ],
        "duties": _duties(found),
        "own": [recommended(one) for one in found.own],
        "earlier": [recommended(one) for one in found.earlier],
        "report": found.figures,
    }


def _duties(found: Annual) -> dict[str, Any] | None:
    if found.duties is None:
        return None
    one = found.duties
    owed, never = words.ever_owed(one.of_duties)
    return {
        "never": never,
        "read": [_(line) for line in words.READ],
        "grid": _laid(words.grid_of_duties(owed)) if owed else None,
        "chart": Chart(bars=words.bars_of_shares(one.of_duties), shares=True).svg(),
        "authorities": _laid(words.grid_of_authorities(one.of_authorities))
        if one.of_authorities
        else None,
        "bottlenecks": list(words.said(one.bottlenecks)),
    }


def _laid(grid: Grid) -> dict[str, Any]:
    """A grid of which each cell has the name of its column, for screens where rows are stacked."""
    rows = [(row.heads, list(zip(grid.columns, row.values, strict=True))) for row in grid.rows]
    return {"heads": grid.heads, "columns": grid.columns, "rows": rows}


def left_out(found: Annual) -> list[str]:
    """Which paragraphs the report leaves out, for whoever writes it."""
    return [
        _("%(place)s: a paragraph is left out, its figures have no number to show: %(names)s")
        % {"place": _(PLACES[place]), "names": filling.named(names)}
        for place, names in found.left_out
    ]


def recommended(one: Followed) -> dict[str, Any]:
    """A recommendation in words, with what became of it."""
    row = one.row
    return {
        "row": row,
        "said": _("%(year)s, no. %(number)s") % {"year": row.year, "number": row.number},
        "to": row.to_agency.name if row.to_agency else label("authority", row.addressed, _lang()),
        "state": _(STATES[one.latest.state]) if one.latest else _("Nothing is said of it yet"),
        "code": one.latest.state if one.latest else "",
        "became": [(each, _(STATES[each.state])) for each in one.became],
    }


def _lang() -> str:
    return get_language() or "en"


def _style() -> SafeString:
    """Own files of these packages, into the page, so that it needs no other."""
    sheets = [
        (resources.files(package) / "static" / folder / name).read_text("utf-8")
        for package, folder, name in SHEETS
    ]
    return mark_safe("<style>\n" + "\n".join(sheets) + "</style>")
