"""The pages of docs/reference/ say what the code says."""

import pytest

from tools import make_docs


@pytest.mark.parametrize("name", make_docs.PAGES)
def test_a_page_made_from_the_code_is_up_to_date(name: str) -> None:
    page = make_docs.FOLDER / name
    assert page.exists(), "run: make docs"
    assert page.read_text("utf-8") == make_docs.PAGES[name](), "run: make docs"
