"""Builds the public site in a new folder: all of it or nothing, the same for the same releases."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib import resources
from itertools import groupby
from pathlib import Path
from typing import Final

from django.utils.translation import override

from amparo.release.made import to_json
from amparo.release.noise import files as noise_files
from amparo.release.site import data, dhis2, files, laying, pages, sdg, sheets
from amparo.release.site.addresses import Edition, editions
from amparo.release.site.codebook import as_data, as_rows, codebook
from amparo.release.site.pages import Prepared, Versions
from amparo.release.site.published import About, NotThere, Published
from amparo.statistics.whole_folder import OPEN_FOLDER, whole_folder
from amparo.terms import LANGUAGES

__all__ = ["About", "NotThere", "Published", "build"]

Written = tuple[str, bytes]
WITHDRAWN: Final = """\
{name}, version {version}: withdrawn. Its numbers were removed.

{because}

If you kept a copy of its files, delete it, and do not use or pass on its numbers.
"""
FILE_MODE = 0o644
NO_REASON: Final = "They may have said too much about a child."


def build(releases: Sequence[Published], out: Path, *, about: About) -> list[Path]:
    """Every file of the site, in order. Raises NotThere; then nothing was written."""
    found = editions(releases)
    written: list[str] = []
    with whole_folder(out, NotThere, mode=OPEN_FOLDER) as made:
        for path, content in _files(found, about):
            target = made / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            written.append(path)
        _open_to_all(made)
    return [out / path for path in sorted(written)]


def _open_to_all(folder: Path) -> None:
    """What Amparo writes is its owner's only; this is for a web server and for anybody's stick."""
    for path in folder.rglob("*"):
        path.chmod(OPEN_FOLDER if path.is_dir() else FILE_MODE)
    folder.chmod(OPEN_FOLDER)


def _files(found: list[Edition], about: About) -> Iterator[Written]:
    yield from _shared(about)
    releases = [
        Versions(tuple(some)) for _name, some in groupby(found, key=lambda one: one.release.name)
    ]
    for language in LANGUAGES:
        with override(language):
            yield f"{language}/index.html", pages.home(releases, about).encode()
    for versions in releases:
        for edition in versions.editions:
            yield from _of_edition(_prepared(edition), versions, about)


def _shared(about: About) -> Iterator[Written]:
    own = resources.files("amparo.release") / "static" / "release" / "site"
    yield pages.SHEET, own.joinpath(pages.SHEET).read_bytes()
    ui = resources.files("amparo.ui") / "static" / "ui"
    yield pages.MARK, ui.joinpath("favicon.svg").read_bytes()
    yield "index.html", pages.choice(about).encode()


def _prepared(edition: Edition) -> Prepared:
    """Of a version whose numbers were removed nothing is prepared that rests on them."""
    release = edition.release
    if edition.published.numbers_removed:
        return Prepared(edition, release.tables, ())
    tables = tuple(laying.completed(release, table) for table in release.tables)
    return Prepared(edition, tables, tuple(codebook(release)), release.digest)


def _of_edition(of: Prepared, versions: Versions, about: About) -> Iterator[Written]:
    for language in LANGUAGES:
        with override(language):
            yield from _pages(of, versions, about, language)
    kept = list(_data(of, about) if of.numbers else _withdrawn(of.edition))
    yield from kept
    if of.numbers:
        yield f"{of.edition.data}/SHA256SUMS.txt", _sums(of.edition, kept)


def _pages(of: Prepared, versions: Versions, about: About, language: str) -> Iterator[Written]:
    edition = of.edition
    yield edition.page(language), pages.overview(of, versions, about).encode()
    for table in of.tables:
        yield edition.table_page(language, table.name), pages.table(of, table, about).encode()
    if of.numbers:
        yield edition.page(language, "codebook"), pages.codebook(of, about).encode()
        yield edition.page(language, "method"), pages.method(of, about).encode()
        yield edition.page(language, "licence"), pages.licence(of, about).encode()


def _data(of: Prepared, about: About) -> Iterator[Written]:
    edition, release, book = of.edition, of.edition.release, list(of.book)
    yield f"{edition.data}/release.json", to_json(release).encode()
    yield f"{edition.data}/codebook.csv", _csv(as_rows(book))
    yield f"{edition.data}/codebook.json", data.as_json(as_data(book)).encode()
    for name, text in noise_files.written(release).items():
        yield files.of_noise(edition, name), text.encode()
    named = {language: data.words(book, language) for language in LANGUAGES}
    for table in of.tables:
        rows = data.table_rows(release, table, about, named["en"])
        yield files.csv_of(edition, table.name), _csv(rows)
        plain = data.table_data(release, table, about, book)
        yield files.json_of(edition, table.name), data.as_json(plain).encode()
        for language in LANGUAGES:
            with override(language):
                sheet = sheets.as_xlsx(release, table, about, named[language], of.digest)
            yield files.xlsx_of(edition, table.name, language), sheet
    yield from _elsewhere(of, about, named["en"])


def _elsewhere(of: Prepared, about: About, named: data.Words) -> Iterator[Written]:
    """What goes to other systems: DHIS2, and the Sustainable Development Goals."""
    edition, release = of.edition, of.edition.release
    if files.for_dhis2(edition):
        folder = f"{edition.data}/dhis2"
        for table in of.tables:
            values = data.as_json(dhis2.data_value_set(release, table, about))
            yield f"{folder}/{edition.tables[table.name]}.json", values.encode()
        yield f"{folder}/codes.csv", _csv(dhis2.code_rows(release, list(of.tables), named))
        yield f"{folder}/README.txt", dhis2.readme(release, about).encode()
    if files.for_sdg(edition):
        yield f"{edition.data}/sdg/{sdg.FILE}", _csv(sdg.rows(release, about))
        yield f"{edition.data}/sdg/README.txt", sdg.README.encode()


def _withdrawn(edition: Edition) -> Iterator[Written]:
    said = WITHDRAWN.format(
        name=edition.release.name,
        version=edition.release.version,
        because=edition.published.withdrawn_because or NO_REASON,
    )
    yield f"{edition.data}/WITHDRAWN.txt", said.encode()


def _csv(
    rows: Iterator[Sequence[str | int]] | Iterator[list[str]] | list[list[str | int]],
) -> bytes:
    """With the mark by which spreadsheets know that it is UTF-8."""
    return data.as_csv(rows).encode("utf-8-sig")


def _sums(edition: Edition, kept: list[Written]) -> bytes:
    folder = f"{edition.data}/"
    lines = (
        f"{sha256(content).hexdigest()}  {path.removeprefix(folder)}\n"
        for path, content in sorted(kept)
    )
    return "".join(lines).encode()
