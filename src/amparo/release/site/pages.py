"""The pages of the site, in the language that is active: each a file that needs only the sheet.

No page is larger than a slow line can carry: a table too long for its page is cut there, says so,
and is whole in its files.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils.translation import get_language_bidi, override
from django.utils.translation import gettext as _

from amparo.release.made import Release, ReleasedTable
from amparo.release.noise import saying as of_noise
from amparo.release.site import files, laying, saying
from amparo.release.site.addresses import Edition, in_language, root
from amparo.release.site.codebook import ExplainedAxis
from amparo.release.site.published import About
from amparo.statistics.figures import wording
from amparo.terms import LANGUAGES, label
from amparo.ui import formats

LARGEST_PAGE: Final = 88_000
"""Bytes; with the sheet it stays under 100 kB."""
MOST_ROWS: Final = 200
SHEET, MARK = "site.css", "mark.svg"
NAMES: Final = {"en": "English", "fr": "Français", "es": "Español", "ar": "العربية"}


@dataclass(frozen=True, slots=True)
class Prepared:
    """An edition with what its pages share: its tables completed, in order, its codebook, and the
    digest of what was signed.
    """

    edition: Edition
    tables: tuple[ReleasedTable, ...]
    book: tuple[ExplainedAxis, ...]
    digest: str = ""

    @property
    def numbers(self) -> bool:
        return not self.edition.published.numbers_removed


@dataclass(frozen=True, slots=True)
class Versions:
    """All versions of one release, newest first."""

    editions: tuple[Edition, ...]

    @property
    def shown(self) -> Edition:
        """The one to use; where all were withdrawn, the newest."""
        return next((one for one in self.editions if one.latest), self.editions[0])


def choice(about: About) -> str:
    """The page on which a language is chosen, without a script: it is in all of them."""
    offered = []
    for language in LANGUAGES:
        with override(language):
            offered.append(
                {
                    "code": language,
                    "name": NAMES[language],
                    "direction": _direction(),
                    "mechanism": saying.mechanism(about),
                    "what": _("Published figures on children who were detected as trafficked"),
                    "path": f"{language}/index.html",
                }
            )
    with override("en"):
        named = {"title": saying.mechanism(about), "offered": offered, "sheet": SHEET, "mark": MARK}
        return render_to_string("release/site/choice.html", named)


def home(releases: Sequence[Versions], about: About) -> str:
    """What this is, the releases, and what was corrected or withdrawn."""
    changed = [one for some in releases for one in some.editions if one.later or one.withdrawn]
    return _page(
        "home",
        f"{saying.language()}/index.html",
        about,
        title=_("Published figures"),
        releases=[_listed(one.shown, about) for one in releases],
        changed=[_version(one) for one in changed],
    )


def overview(of: Prepared, versions: Versions, about: About) -> str:
    """A version: its number, its tables, how safe it is, what came before and after it."""
    release, edition = of.edition.release, of.edition
    language = saying.language()
    return _page(
        "overview",
        edition.page(language),
        about,
        of,
        said=saying.key_sentence(release, about) if of.numbers else "",
        tables=[
            {
                "title": saying.table_title(table),
                "path": edition.table_page(language, table.name),
            }
            for table in of.tables
        ],
        safe=list(saying.safe(release)),
        versions=[_version(one) for one in versions.editions],
        files=files.of_release(edition),
        digest=of.digest,
        signed=[label("authority", one, language) for one in edition.published.signed],
    )


def table(of: Prepared, shown: ReleasedTable, about: About) -> str:
    """A table with its sentence, its chart, what it means, and its files."""
    release, edition = of.edition.release, of.edition
    path = edition.table_page(saying.language(), shown.name)
    if not of.numbers:
        return _page("table", path, about, of, title=saying.table_title(shown))
    context: dict[str, Any] = {
        "title": saying.table_title(shown),
        "said": saying.sentence(release, about),
        "notes": list(saying.notes(release, shown)),
        "meaning": saying.full(release, about),
        "files": files.of_table(edition, shown.name),
        "hidden": laying.number(None, noisy=release.noise is not None),
    }
    chart = laying.chart(release, shown)

    def made(most: int) -> str:
        grid = laying.grid(release, shown, most)
        drawn = chart if most == MOST_ROWS and not grid.left_out else ""
        return _page("table", path, about, of, grid=grid, chart=drawn, **context)

    return _fitting(made)


def codebook(of: Prepared, about: About) -> str:
    language = saying.language()

    def made(most: int) -> str:
        axes = [
            {
                "label": axis.axis.label(language),
                "code": axis.axis.code,
                "definition": axis.axis.definition(language),
                "several": axis.several,
                "codes": [
                    (one.code, one.label(language), one.definition(language))
                    for one in axis.codes[:most]
                ],
                "left_out": max(0, len(axis.codes) - most),
            }
            for axis in of.book
        ]
        path = of.edition.page(language, "codebook")
        found = files.codebook(of.edition)
        return _page("codebook", path, about, of, title=_("Codebook"), axes=axes, files=found)

    return _fitting(made)


def method(of: Prepared, about: About) -> str:
    release = of.edition.release
    return _page(
        "method",
        of.edition.page(saying.language(), "method"),
        about,
        of,
        title=_("Method"),
        meaning=saying.full(release, about),
        safe=list(saying.safe(release)),
        digest=of.digest,
    )


def licence(of: Prepared, about: About) -> str:
    release = of.edition.release
    title = _("%(release)s, version %(version)s") % {
        "release": saying.title(release),
        "version": formats.number(release.version),
    }
    return _page(
        "licence",
        of.edition.page(saying.language(), "licence"),
        about,
        of,
        title=_("Licence"),
        licence=release.licence,
        quoted=[saying.mechanism(about), title, formats.day(of.edition.published.published_on)],
    )


def _fitting(made: Callable[[int], str]) -> str:
    """The page with as many rows as fit."""
    most = MOST_ROWS
    page = made(most)
    while len(page.encode()) > LARGEST_PAGE and most > 1:
        most //= 2
        page = made(most)
    return page


def _page(
    template: str, path: str, about: About, of: Prepared | None = None, **more: object
) -> str:
    language = saying.language()
    context: dict[str, object] = {
        "language": language,
        "direction": _direction(),
        "root": root(path),
        "sheet": SHEET,
        "mark": MARK,
        "mechanism": saying.mechanism(about),
        "contact": about.contact,
        "home": f"{language}/index.html",
        "languages": [
            {"code": code, "name": NAMES[code], "path": in_language(path, code)}
            for code in LANGUAGES
        ],
        "detected": saying.detected(),
    }
    return render_to_string(
        f"release/site/{template}.html",
        context | (_of_edition(of, path) if of else {}) | more,
    )


def _of_edition(of: Prepared, path: str) -> dict[str, object]:
    edition = of.edition
    pages = [("index", _("Overview"))]
    if of.numbers:
        pages += [("codebook", _("Codebook")), ("method", _("Method")), ("licence", _("Licence"))]
    links = [(edition.page(saying.language(), name), said) for name, said in pages]
    return {
        "title": saying.title(edition.release),
        "release_title": saying.title(edition.release),
        "version": _version(edition),
        "pages": [(at, said, at == path) for at, said in links],
        "numbers": of.numbers,
        "noise": _noise(edition.release) if of.numbers else None,
    }


def _noise(release: Release) -> dict[str, object] | None:
    """What every page of noisy numbers says of them, and how to quote them."""
    if release.noise is None:
        return None
    return {
        "width": of_noise.width(release.noise),
        "promise": of_noise.promise(release.noise),
        "quoting": list(of_noise.quoting(release)),
    }


def _listed(edition: Edition, about: About) -> dict[str, object]:
    release = edition.release
    meaning = saying.meaning(release, about)
    return {
        "title": saying.title(release),
        "when": wording.period(meaning.start, meaning.end),
        "where": wording.place(meaning.place),
        "said": "" if edition.published.numbers_removed else saying.key_sentence(release, about),
        "version": _version(edition),
    }


def _version(edition: Edition) -> dict[str, object]:
    """A version as a line of its history, and as the head of its pages."""
    one, later = edition.published, edition.later
    language = saying.language()
    return {
        "release": saying.title(one.release),
        "number": one.release.version,
        "on": formats.day(one.published_on),
        "path": edition.page(language),
        "because": one.release.because,
        "withdrawn": edition.withdrawn,
        "withdrawn_because": one.withdrawn_because,
        "removed": one.numbers_removed,
        "latest": edition.latest,
        "later": None
        if later is None
        else {
            "number": later.release.version,
            "path": later.page(language),
            "because": later.release.because,
            "withdrawn": later.withdrawn,
        },
        "use": None
        if edition.use is None
        else {"number": edition.use.release.version, "path": edition.use.page(language)},
    }


def _direction() -> str:
    return "rtl" if get_language_bidi() else "ltr"
