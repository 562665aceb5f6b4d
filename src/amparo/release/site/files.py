"""Which files of data a version has, by path from the root of the site, and how they are named to
a reader.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from amparo.release.noise.files import COUNTS, QUALITY, RECORDS
from amparo.release.site import saying, sdg
from amparo.release.site.addresses import Edition
from amparo.release.site.dhis2 import period


@dataclass(frozen=True, slots=True)
class File:
    """What it is called, in which format, and where it lies."""

    what: str
    kind: str
    path: str


def of_table(edition: Edition, table: str) -> list[File]:
    """The files of one table, in the language that is active."""
    stem = edition.tables[table]
    language = saying.language()
    found = [
        File(_("For programs and spreadsheets, with HXL tags"), "CSV", csv_of(edition, table)),
        File(_("For programs, with the words of all languages"), "JSON", json_of(edition, table)),
        File(_("For a spreadsheet, in this language"), "XLSX", xlsx_of(edition, table, language)),
    ]
    if for_dhis2(edition):
        path = f"{edition.data}/dhis2/{stem}.json"
        found.append(File(_("For the ministry's DHIS2"), "DHIS2", path))
    return found


def csv_of(edition: Edition, table: str) -> str:
    return f"{edition.data}/tables/{edition.tables[table]}.csv"


def json_of(edition: Edition, table: str) -> str:
    return f"{edition.data}/tables/{edition.tables[table]}.json"


def xlsx_of(edition: Edition, table: str, language: str) -> str:
    return f"{edition.data}/tables/{edition.tables[table]}.{language}.xlsx"


def codebook(edition: Edition) -> list[File]:
    return [
        File(_("Codebook"), "CSV", f"{edition.data}/codebook.csv"),
        File(_("Codebook"), "JSON", f"{edition.data}/codebook.json"),
    ]


def of_release(edition: Edition) -> list[File]:
    """The files of a whole version; of one whose numbers were removed, only why."""
    data = edition.data
    if edition.published.numbers_removed:
        return [File(_("Why it was withdrawn"), "TXT", f"{data}/WITHDRAWN.txt")]
    return [
        File(_("The whole release, as it was signed"), "JSON", f"{data}/release.json"),
        *codebook(edition),
        *_of_noise(edition),
        *_dhis2(edition),
        *_sdg(edition),
        File(_("The SHA-256 of every file"), "TXT", f"{data}/SHA256SUMS.txt"),
    ]


def for_dhis2(edition: Edition) -> bool:
    """Not what is noisy: a value there is shown, summed and charted without a word beside it."""
    return bool(period(edition.release.meaning)) and edition.release.noise is None


def for_sdg(edition: Edition) -> bool:
    """Not what is noisy: an indicator of a country is no place for numbers that are not exact."""
    return edition.release.noise is None


def of_noise(edition: Edition, name: str) -> str:
    return f"{edition.data}/{name}"


def _of_noise(edition: Edition) -> list[File]:
    noisy = edition.release.noise
    if noisy is None:
        return []
    found = [
        File(_("Every noisy count, to quote"), "CSV", of_noise(edition, COUNTS)),
        File(_("How noisy, and how good the made-up records are"), "JSON",
             of_noise(edition, QUALITY)),
    ]  # fmt: skip
    if noisy.records:
        records = of_noise(edition, RECORDS)
        found.insert(1, File(_("Made-up records, to explore: no line is a child"), "CSV", records))
    return found


def _sdg(edition: Edition) -> list[File]:
    if not for_sdg(edition):
        return []
    folder = f"{edition.data}/sdg"
    return [
        File(_("For SDG indicator 16.2.2: detected children"), "CSV", f"{folder}/{sdg.FILE}"),
        File(_("About that file"), "TXT", f"{folder}/README.txt"),
    ]


def _dhis2(edition: Edition) -> list[File]:
    if not for_dhis2(edition):
        return []
    folder = f"{edition.data}/dhis2"
    return [
        File(_("For the ministry's DHIS2: how to bring it in"), "TXT", f"{folder}/README.txt"),
        File(_("For the ministry's DHIS2: the codes"), "CSV", f"{folder}/codes.csv"),
    ]
