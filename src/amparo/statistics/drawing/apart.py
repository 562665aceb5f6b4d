"""Draws a page on paper in a process of its own, so that the server need not hold what draws it.

The library that draws takes 80 MB and a second to load; a page is asked for now and then.
"""

import pickle
import subprocess
import sys

from django.utils.translation import get_language

from amparo.statistics.drawing.blocks import Book
from amparo.statistics.drawing.paper import LettersMissing, Page

AT_MOST_SECONDS = 60
FAULT = 3


def pdf(page: Page | Book) -> bytes:
    """As `paper.pdf`, or `book.pdf`. Raises LettersMissing."""
    done = subprocess.run(
        [sys.executable, "-m", "amparo.statistics.drawing.apart"],
        input=pickle.dumps((page, get_language() or "en")),
        capture_output=True,
        timeout=AT_MOST_SECONDS,
        check=False,
    )
    if done.returncode == FAULT:
        raise LettersMissing(done.stderr.decode().strip())
    done.check_returncode()
    return done.stdout


def main() -> int:
    """Reads a page from standard input, writes it as PDF to standard output."""
    import django
    from django.conf import settings
    from django.utils import translation

    from amparo.statistics.drawing import book, paper

    settings.configure(USE_I18N=True)
    django.setup()
    page, language = pickle.load(sys.stdin.buffer)
    with translation.override(language):
        try:
            made = book.pdf(page) if isinstance(page, Book) else paper.pdf(page)
            sys.stdout.buffer.write(made)
        except paper.LettersMissing as fault:
            print(fault, file=sys.stderr)
            return FAULT
    return 0


if __name__ == "__main__":
    sys.exit(main())
