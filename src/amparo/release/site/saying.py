"""What the site says beside numbers, in the page's language: what they count, how safe they were
made, what a reader must not do with them.
"""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.casefile.saying import listed
from amparo.release.made import TOTAL, Release, ReleasedTable
from amparo.release.noise import saying as of_noise
from amparo.release.site.laying import axis_in_words
from amparo.release.site.published import About
from amparo.statistics.figures import sentences
from amparo.statistics.figures.meaning import Figure
from amparo.statistics.figures.parts import HERE, Meaning
from amparo.statistics.tables.axes import AXES
from amparo.terms import code_list, in_language
from amparo.ui import formats


def language() -> str:
    return get_language() or "en"


def title(release: Release) -> str:
    return in_language(release.title, language()) or release.name


def mechanism(about: About) -> str:
    return in_language(about.mechanism, language()) or _("National referral mechanism")


def meaning(release: Release, about: About) -> Meaning:
    """What is counted, the country by its name: a reader elsewhere does not know which is this."""
    if release.meaning.place == HERE and about.country in code_list("country"):
        return replace(release.meaning, place=about.country)
    return release.meaning


def sentence(release: Release, about: About) -> str:
    """One line under every table: of whom, where, when, as known when."""
    return _noisy(release, sentences.sentence(meaning(release, about)))


def _noisy(release: Release, said: str) -> str:
    return of_noise.noisy(said) if release.noise else said


def key_sentence(release: Release, about: About) -> str:
    """The same with the number of all, where a table gives it."""
    whole = whole_of(release)
    if whole is None:
        return sentence(release, about)
    figure = Figure(value=whole, measure="count", meaning=meaning(release, about))
    return _noisy(release, sentences.sentence(figure))


def whole_of(release: Release) -> int | None:
    found = (table.counts.get((TOTAL,) * len(table.axes)) for table in release.tables)
    return next((count for count in found if count is not None), None)


def full(release: Release, about: About) -> tuple[str, ...]:
    """Every part of what is counted, a line each."""
    said = sentences.full_of(meaning(release, about))
    return (*said, of_noise.width(release.noise)) if release.noise else said


def table_title(table: ReleasedTable) -> str:
    """By what the children are divided."""
    if not table.axes:
        return _("All together")
    return _("By: %(axes)s") % {"axes": listed(map(axis_in_words, table.axes))}


def several(table: ReleasedTable) -> list[str]:
    """Those axes of which a child may have several codes."""
    return [axis for axis in table.axes if axis in AXES and AXES[axis].several]


def notes(release: Release, table: ReleasedTable) -> Iterator[str]:
    """Below a table, what hidden means first; and of noisy numbers how far noise moves them."""
    missing = any(count is None for count in table.counts.values())
    if release.noise:
        yield of_noise.of_table(release.noise)
    if missing:
        yield of_noise.few_explained() if release.noise else hidden(release)
    if release.base > 1:
        yield rounded(release)
    yield from not_added(table)


def not_added(table: ReleasedTable) -> Iterator[str]:
    """Of each axis of which a child may have several codes, that they do not add up."""
    for axis in several(table):
        yield _(
            "%(axis)s: a child may have several of these. Do not add them up; “All” counts each"
            " child once."
        ) % {"axis": axis_in_words(axis)}


def hidden(release: Release) -> str:
    return _(
        "“hidden”: fewer than %(threshold)s, perhaps none, or a number hidden so that none of these"
        " can be worked out. Hidden is not the same as 0."
    ) % {"threshold": formats.number(release.threshold)}


def rounded(release: Release) -> str:
    return _(
        "Numbers are rounded to the nearest %(base)s, each by itself, so that parts may not add up"
        " to their sum."
    ) % {"base": formats.number(release.base)}


def safe(release: Release) -> Iterator[str]:
    """How safe the numbers were made, for whoever reads them."""
    if release.noise:
        yield from of_noise.safe(release)
        return
    yield hidden(release)
    if release.base > 1:
        yield rounded(release)
    else:
        yield _("Numbers that are shown are exact. They are not rounded.")
    yield _(
        "Before publication a program tried to work out every hidden number from all that is shown:"
        " from sums, from differences between tables, and from what was published earlier."
    )


def detected() -> str:
    """What every page must say of its numbers."""
    return _(
        "These are the children who were detected. They are not all the children who were"
        " trafficked: how many were not detected, nobody knows, and no number here says it."
    )
