"""A book on paper: everything has its place, on as many pages as it needs."""

import pytest
from django.utils import translation

from amparo.statistics.drawing import apart, book, paper
from amparo.statistics.drawing.blocks import Bars, Block, Book, Grid, Heading, Lines, Paragraph
from amparo.statistics.drawing.marks import Group, Line, Mark
from amparo.statistics.drawing.paper import LettersMissing
from amparo.statistics.drawing.setting import FOOT, INNER, TALL, Box, Drawn, Sheets, Words, laid_out

pytestmark = pytest.mark.slow

FAMILIES = ("Noto Sans", "DejaVu Sans")
LONG = "A child was found and told what would happen next. " * 20
CHART = Lines(
    (Line("all", (2024.0, 2025.0), (Mark("2024", 3, "3"), Mark("2025", 5, "5"))),),
    ((2024.0, "2024"), (2025.0, "2025")),
)


def a_book(*blocks: Block) -> Book:
    return Book("A report", "Contents", (Heading("A report", 1), *blocks))


def laid(*blocks: Block) -> Sheets:
    families = tuple(one for one in FAMILIES if one in paper._installed())
    return laid_out(a_book(*blocks), families)


def words(sheets: Sheets) -> list[str]:
    return [one.text for page in sheets.pages for one in page if isinstance(one, Words)]


def test_nothing_stands_outside_its_page():
    rows = tuple((f"row {number}", LONG[:90], "1,234") for number in range(80))
    bars = Bars((Group("", tuple(Mark(f"{LONG[:60]}", n, str(n)) for n in range(40))),))
    sheets = laid(
        Heading("One"), *(Paragraph(LONG),) * 9, Grid(("a", "b", "c"), rows, 2), bars, CHART
    )
    assert len(sheets.pages) > 4
    for page in sheets.pages:
        for one in page:
            if isinstance(one, Words):
                assert 0 <= one.at <= INNER + 1
                assert one.down <= TALL - FOOT + 4
            elif isinstance(one, Box):
                assert one.at + one.wide <= INNER + 1


def test_on_paper_too_only_a_number_has_a_bar():
    marks = (Mark("None", 0, "0"), Mark("Few", None, "hidden"), Mark("Many", 5, "5"))
    found = laid(Bars((Group("", marks),)))
    assert [one.colour for page in found.pages for one in page if isinstance(one, Box)] == [
        paper.GROUND, paper.GROUND, paper.COLOURS[0],
    ]  # fmt: skip
    assert "hidden" in words(found)


def test_the_head_of_a_table_stands_again_on_each_page():
    rows = tuple((f"row {number}", "1") for number in range(120))
    sheets = laid(Heading("One"), Grid(("Duty", "Number"), rows))
    heads = [one for one in words(sheets) if one == "Duty"]
    assert len(heads) == len(sheets.pages) - 1
    assert sum(one.startswith("row ") for one in words(sheets)) == 120


def test_the_contents_say_on_which_page_a_chapter_begins():
    sheets = laid(Heading("One"), *(Paragraph(LONG),) * 12, Heading("Two"))
    assert [name for name, _page in sheets.chapters] == ["One", "Two"]
    first = [one.text for one in sheets.pages[0] if isinstance(one, Words)]
    for name, page in sheets.chapters:
        assert str(page) in first[first.index(name) :]
        assert name in [one.text for one in sheets.pages[page - 1] if isinstance(one, Words)]


def test_a_heading_stands_on_the_page_of_its_chart():
    sheets = laid(Heading("One"), *(Paragraph(LONG),) * 5, Heading("Sex", 3), CHART)
    page = next(page for page in sheets.pages if any(isinstance(one, Drawn) for one in page))
    assert "Sex" in [one.text for one in page if isinstance(one, Words)]


def test_a_word_longer_than_a_line_is_cut_and_nothing_of_it_is_lost():
    sheets = laid(Heading("One"), Paragraph("x" * 900))
    assert sum(one.count("x") for one in words(sheets)) == 900


def test_an_empty_book_and_an_empty_table_are_printed():
    assert book.pdf(Book("", "", ())).startswith(b"%PDF")
    assert book.pdf(a_book(Heading("One"), Grid(("a", "b"), ()))).startswith(b"%PDF")


def test_a_book_is_drawn_in_a_process_of_its_own():
    made = apart.pdf(a_book(Heading("One"), Paragraph("Half of $5 or 5$ is no formula."), CHART))
    assert made.startswith(b"%PDF")


def test_the_same_book_is_the_same_file():
    one = a_book(Heading("One"), Paragraph("The same."))
    assert book.pdf(one) == book.pdf(one)


def test_a_book_is_printed_from_the_right():
    if "Noto Sans Arabic" not in paper._installed():
        pytest.skip("no Arabic font")
    with translation.override("ar"):
        assert book.pdf(a_book(Heading("الوضع"), Paragraph("كانت سنة صعبة."))).startswith(b"%PDF")


def test_letters_that_no_font_has_are_refused(monkeypatch: pytest.MonkeyPatch):
    known = paper._installed() - {"Noto Sans Khmer"}
    monkeypatch.setattr(paper, "_installed", lambda: known)
    with pytest.raises(LettersMissing, match="Khmer"):
        book.pdf(a_book(Heading("កម្ពុជា")))
