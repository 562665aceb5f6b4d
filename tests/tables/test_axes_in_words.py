"""Every code that can stand in a table has a name in every language."""

import pytest
from django.utils import translation

from amparo.statistics.figures.wording import axis as named
from amparo.statistics.figures.wording import code_in_words
from amparo.statistics.tables.axes import AXES, CLOCKS, ENDS, codes_in_order
from amparo.terms.codes import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_code_is_shown_as_it_stands(language: str) -> None:
    with translation.override(language):
        shown = {
            (code, one): code_in_words(code, one)
            for code, axis in AXES.items()
            for one in codes_in_order(axis)
        }
        shown |= {(f"{clock}_end", end): code_in_words(f"{clock}_end", end)
                  for clock in CLOCKS for end in ENDS}  # fmt: skip
    assert [place for place, words in shown.items() if "_" in words or words == ""] == []
    if language != "en":
        bare = [place for place, words in shown.items() if words == place[1].replace("_", " ")]
        assert bare == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_axis_has_a_name(language: str) -> None:
    with translation.override(language):
        assert [code for code in AXES if named(code) in ("", code, code.replace("_", " "))] == []
