"""Charts on paper: a PDF in every script, or a refusal that says what is missing."""

import pytest
from django.utils import translation

from amparo.statistics.drawing import paper
from amparo.statistics.drawing.marks import Group, Line, Mark, Signpost

pytestmark = pytest.mark.slow

SCRIPTS = {
    "Latin": "Enfant",
    "Arabic": "طفل",
    "Cyrillic": "дитина",
    "Bengali": "শিশু",
    "Devanagari": "बच्चा",
    "Thai": "เด็ก",
    "Khmer": "កុមារ",
    "Burmese": "ကလေး",
    "Amharic": "ልጅ",
}


def _page(word, rows=3):
    mark = Mark(word, 12, "12")
    return paper.Page(word, word, (word, "n"), ((word, "12"),) * rows, (Group(word, (mark,)),))


@pytest.mark.parametrize("word", SCRIPTS.values(), ids=SCRIPTS.keys())
def test_a_page_is_printed_in_every_script(word):
    assert paper.pdf(_page(word)).startswith(b"%PDF")


def test_a_page_is_printed_from_right_to_left():
    with translation.override("ar"):
        assert paper.pdf(_page(SCRIPTS["Arabic"])).startswith(b"%PDF")


def test_a_long_table_takes_as_many_pages_as_it_needs():
    assert len(paper._sheets(_page("Form", rows=paper.ROWS_ON_A_PAGE + 1))) == 3


def test_no_note_falls_off_the_paper():
    notes = tuple(f"Note {number}. {'It says what a word means. ' * 9}" for number in range(40))
    page = paper.Page("Detected", "A sentence.", ("a",), (("1",),), notes=notes)
    sheets = paper._sheets(page)[:-1]
    said = [text for sheet in sheets for text in sheet.texts]
    assert len(sheets) > 1
    assert all(text.get_position()[1] > paper.LOWEST for text in said)
    assert sum(text.get_text().startswith("Note") for text in said) == 40


def test_lines_with_a_break_are_printed():
    marks = tuple(Mark("2020", value, str(value)) for value in (1, 2, 3))
    line = Line("Girls", (2020, 2021, 2022), marks, frozenset({0}))
    page = paper.Page(
        "Detected", "", (), (), lines=(line, line), signposts=(Signpost(2020.5, 1, "New law"),)
    )
    assert paper.pdf(page).startswith(b"%PDF")


def test_letters_that_no_font_has_are_refused_and_named(monkeypatch):
    monkeypatch.setattr(paper, "_installed", lambda: frozenset({"DejaVu Sans"}))
    with pytest.raises(paper.LettersMissing, match="Khmer"):
        paper.pdf(_page(SCRIPTS["Khmer"]))
