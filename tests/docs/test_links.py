"""Links between the pages of the project lead somewhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
ANCHOR = re.compile(r'<a id="([^"]+)">')


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    assert [link for link in links_of(page) if not leads(page, link)] == []


def links_of(page: Path) -> list[str]:
    found = LINK.findall(page.read_text(encoding="utf-8"))
    return [link for link in found if "://" not in link and not link.startswith("mailto:")]


def leads(page: Path, link: str) -> bool:
    path, _, part = link.partition("#")
    target = page.parent / path if path else page
    if not target.exists():
        return False
    return not part or target.suffix != ".md" or part in parts_of(target)


def parts_of(page: Path) -> set[str]:
    """What can be linked to inside a page: its headings by their web names, and its anchors."""
    text = page.read_text(encoding="utf-8")
    return {slug(heading) for heading in HEADING.findall(text)} | set(ANCHOR.findall(text))


def slug(heading: str) -> str:
    plain = re.sub(r"[^\w\s-]", "", heading.lower())
    return re.sub(r"\s", "-", plain.strip())
