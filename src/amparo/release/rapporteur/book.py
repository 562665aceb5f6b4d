"""The annual report on paper: the words, tables and charts of its page, in the same order."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from amparo.release.rapporteur import annual, shown, words
from amparo.release.rapporteur.annual import Annual
from amparo.release.rapporteur.queries import Followed
from amparo.release.rapporteur.rules import PLACES
from amparo.statistics import laid_out, taking
from amparo.statistics.drawing import apart, of_figures
from amparo.statistics.drawing.blocks import Bars, Block, Book, Grid, Heading, Lines, Paragraph
from amparo.statistics.drawing.of_figures import Chart
from amparo.statistics.figures import sentences
from amparo.statistics.report import Part
from amparo.statistics.tables.table import Table


def pdf(found: Annual) -> bytes:
    """Raises LettersMissing."""
    return apart.pdf(book(found))


@laid_out.for_publication()
def book(found: Annual) -> Book:
    title = f"{annual.title()} {found.year}"
    return Book(title, _("Contents"), tuple(_blocks(found, title)))


def _blocks(found: Annual, title: str) -> Iterator[Block]:
    yield Heading(title, 1)
    yield Paragraph(sentences.sentence(found.figures.whole))
    if found.texts.get("foreword"):
        yield from _text(found, "foreword")
    yield from _text(found, "situation")
    yield from _situation(found)
    yield from _text(found, "fulfilment")
    yield from _fulfilment(found)
    yield from _text(found, "bottlenecks")
    yield from _bottlenecks(found)
    yield from _text(found, "recommendations")
    yield from _recommendations(found)
    yield from _others(found)
    yield from _text(found, "method")
    for line in (*(_(line) for line in words.READ), *sentences.full(found.figures.whole)):
        yield Paragraph(line, small=True, listed=True)
    if found.texts.get("thanks"):
        yield from _text(found, "thanks")


def _text(found: Annual, place: str) -> Iterator[Block]:
    yield Heading(_(PLACES[place]))
    for paragraph in found.texts.get(place, ()):
        yield Paragraph(paragraph)


def _situation(found: Annual) -> Iterator[Block]:
    for chapter in found.figures.chapters:
        yield Heading(_(chapter.heading))
        for part in chapter.parts:
            yield from _part(part)


def _part(part: Part) -> Iterator[Block]:
    one = part.found
    if one is None:
        yield Paragraph(f"{part.name}: {' '.join(part.refused)}", small=True)
        return
    if isinstance(one, Table):
        chart, grid = of_figures.of_table(one), laid_out.grid(one)
        heading, said = laid_out.name(one), sentences.sentence(one)
    else:
        chart, grid, heading, said = one.chart, one.grid, one.heading or one.sentence, one.sentence
    yield Heading(heading, 3)
    if said != heading:
        yield Paragraph(said, small=True)
    if line := laid_out.alone(grid):
        yield Paragraph(line)
    else:
        yield from _chart(chart)
        yield _grid(grid)
    signs = {sign.said for sign in chart.signposts}
    for line in taking.notes(one):
        if line not in signs:
            yield Paragraph(line, small=True, listed=True)


def _chart(chart: Chart) -> Iterator[Block]:
    if chart.lines:
        yield Lines(
            chart.lines, chart.times, chart.signposts, chart.under, chart.shares, chart.stepped
        )
    elif any(mark.value is not None for group in chart.bars for mark in group.marks):
        yield Bars(chart.bars, 1.0 if chart.shares else None)


def _grid(grid: laid_out.Grid) -> Grid:
    rows = tuple((*row.heads, *row.values) for row in grid.rows)
    return Grid((*grid.heads, *grid.columns), rows, len(grid.heads))


def _fulfilment(found: Annual) -> Iterator[Block]:
    one = found.duties
    if one is None:
        yield Paragraph(_("How duties were fulfilled is not counted yet."))
        return
    bars = words.bars_of_shares(one.of_duties)
    if bars:
        yield Heading(_("Share of each duty that was met in time"), 3)
        yield Bars(bars, 1.0)
    yield Heading(_("Each duty of the protocol, and how it ended"), 3)
    owed, never = words.ever_owed(one.of_duties)
    if owed:
        yield _grid(words.grid_of_duties(owed))
    if never:
        yield Paragraph(never, small=True)
    if one.of_authorities:
        yield Heading(_("By the kind of authority that has the case"), 3)
        yield _grid(words.grid_of_authorities(one.of_authorities))


def _bottlenecks(found: Annual) -> Iterator[Block]:
    if found.duties is None or not found.duties.bottlenecks:
        yield Paragraph(_("No number that may be shown points to a bottleneck."))
        return
    yield Paragraph(
        _(
            "Only numbers that may be shown are ranked. A duty that is missing here may still have"
            " stayed behind."
        ),
        small=True,
    )
    for heading, lines in words.said(found.duties.bottlenecks):
        yield Heading(heading, 3)
        for line in lines:
            yield Paragraph(line, listed=True)


def _recommendations(found: Annual) -> Iterator[Block]:
    yield Heading(_("Of this year"), 3)
    yield from _listed(found.own, past=False)
    yield Heading(_("Of past years, and what became of them"), 3)
    yield from _listed(found.earlier, past=True)


def _listed(every: tuple[Followed, ...], past: bool) -> Iterator[Block]:
    if not every:
        yield Paragraph(_("None."))
    for each in every:
        one = shown.recommended(each)
        yield Paragraph(f"{one['said']} · {one['to']}", strong=True)
        yield Paragraph(each.row.text)
        if each.row.source:
            yield Paragraph(each.row.source, small=True)
        if past:
            yield Paragraph(one["state"], strong=True)
            for became, state in one["became"]:
                said = ". ".join(filter(None, (state, became.text, became.evidence)))
                yield Paragraph(f"{became.year}: {said}", small=True, listed=True)


def _others(found: Annual) -> Iterator[Block]:
    yield Heading(_("Warnings, and what happened afterwards"))
    for line in found.figures.warnings or (_("No warning is noted yet"),):
        yield Paragraph(line)
    yield Heading(_("Figures of others that must not be held against these"))
    for one in found.figures.of_others:
        yield Paragraph(one.named, strong=True)
        yield Paragraph(one.counts)
        yield Paragraph(" ".join(one.because), small=True)
