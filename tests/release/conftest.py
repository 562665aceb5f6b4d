"""The cast, and four thousand made-up facts to make releases of."""

from tests.figure_pages.conftest import cast, facts_made, folder

__all__ = ["cast", "facts_made", "folder"]
