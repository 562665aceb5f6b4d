"""What the sheet, the templates and the scripts never contain."""

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "amparo"
SHEET = PACKAGE / "ui" / "static" / "ui" / "amparo.css"
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))
SCRIPTS = sorted(PACKAGE.rglob("static/**/*.js"))

RULES = re.sub(r"/\*.*?\*/", "", SHEET.read_text(), flags=re.DOTALL)
SIDES = r"(?<![\w-])(left|right)(?![\w-])|-(left|right)\b"


def test_directions_are_logical_so_that_arabic_needs_no_second_sheet() -> None:
    assert re.findall(SIDES, RULES) == []
    assert not re.search(r"(margin|padding|border|inset)-(top|bottom)|[{;\s](width|height):", RULES)


def test_the_rule_on_directions_sees_what_it_forbids() -> None:
    for bad in ("margin-left: 1em", "text-align: right", "left: 0", "border-top-right-radius: 2px"):
        assert re.search(SIDES, bad)
    for good in ("margin-inline-start: 1em", "text-align: start"):
        assert not re.search(SIDES, good)


def test_every_colour_is_a_token_with_a_light_and_a_dark_value() -> None:
    tokens, rest = RULES.split("@layer base {", 1)
    rest = rest.split("@layer print {")[0]  # paper is white in every light
    assert re.findall(r"#[0-9a-f]{3,8}\b|rgb\(", rest) == []
    colours = re.findall(r"--[\w-]+: (.*#.*);", tokens)
    assert colours
    assert all(colour.startswith("light-dark(") for colour in colours)


def test_no_request_leaves_the_machine() -> None:
    for path in [SHEET, *TEMPLATES, *SCRIPTS]:
        assert not re.search(
            r"(?:src|href)=[\"']?(?:https?:)?//|@import|url\(", path.read_text()
        ), path


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_no_style_or_script_of_its_own(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\sstyle=|<style|\son\w+=|hx-on|javascript:", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_evaluates_no_text_and_keeps_nothing_in_the_browser(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\beval\(|new Function|innerHTML|localStorage|sessionStorage", text)


def test_the_sheet_and_the_scripts_are_light_on_a_slow_line() -> None:
    import gzip

    weight = sum(len(gzip.compress(path.read_bytes())) for path in [SHEET, *SCRIPTS])
    assert weight < 12_000
