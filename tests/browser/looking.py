"""What is wrong with a page for those who see little, hear it, or hold it in one hand."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def findings(page: Page) -> list[str]:
    """What axe finds, and whether the page scrolls sideways; empty where all is well."""
    violations = Axe().run(page).response["violations"]
    found = [f"{found['id']}: {found['nodes'][0]['html'][:200]}" for found in violations]
    if page.evaluate(SIDEWAYS) > 0:
        found.append("scrolls sideways")
    return found
