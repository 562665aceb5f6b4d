"""Where everything lies in the site: names of ASCII that any file system takes, and relative links.

A folder is never linked to, only a file in it: opened from a stick, a folder shows its files.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from amparo.release.made import Release
from amparo.release.site.published import NotThere, Published

LONGEST = 60
_TAKEN = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.ASCII)
"""Names that Windows keeps for itself."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One published version and where it lies.

    `folder`: under each language and under `data/`. `tables`: the file name of each table, without
    its ending. `later`: what took its place. `latest`: whether it is the one to use. `use`: the one
    to use in its place; None where there is none.
    """

    published: Published
    folder: str
    tables: Mapping[str, str]
    later: "Edition | None" = None
    latest: bool = False
    use: "Edition | None" = None

    @property
    def release(self) -> Release:
        return self.published.release

    @property
    def data(self) -> str:
        return f"data/{self.folder}"

    @property
    def withdrawn(self) -> bool:
        return bool(self.published.withdrawn_because) or self.published.numbers_removed

    def page(self, language: str, name: str = "index") -> str:
        return f"{language}/{self.folder}/{name}.html"

    def table_page(self, language: str, table: str) -> str:
        return self.page(language, f"tables/{self.tables[table]}")


def editions(published: Sequence[Published]) -> list[Edition]:
    """Every version, by name and newest first. Raises NotThere where they do not fit together."""
    by_name: dict[str, dict[int, Published]] = {}
    for one in published:
        versions = by_name.setdefault(one.release.name, {})
        if one.release.version in versions:
            raise NotThere(f"{one.release.name}: version {one.release.version} is there twice")
        versions[one.release.version] = one
    folders = file_names(sorted(by_name))
    return [
        edition for name in sorted(by_name) for edition in _of_release(folders[name], by_name[name])
    ]


def _of_release(folder: str, versions: Mapping[int, Published]) -> list[Edition]:
    made: dict[int, Edition] = {}
    newest = _to_use(versions)
    for version in sorted(versions, reverse=True):
        one = versions[version]
        later = one.superseded_by
        if later is not None and (later <= version or later not in versions):
            raise NotThere(f"{one.release.name}: version {version} gives way to none that is here")
        made[version] = Edition(
            one,
            f"{folder}/v{version}",
            file_names(table.name for table in one.release.tables),
            later=None if later is None else made[later],
            latest=version == newest,
            use=None if newest is None else made.get(newest),
        )
    return list(made.values())


def _to_use(versions: Mapping[int, Published]) -> int | None:
    """The newest that was neither withdrawn nor superseded; None where there is none."""
    fine = [
        version
        for version, one in versions.items()
        if not (one.withdrawn_because or one.numbers_removed or one.superseded_by)
    ]
    return max(fine, default=None)


def file_names(names: Iterable[str]) -> dict[str, str]:
    """A file name for each, no two alike, the same for the same names in the same order."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        plain = stem = file_name(name)
        number = 1
        while plain in taken:
            number += 1
            plain = f"{stem}-{number}"
        taken.add(plain)
        found[name] = plain
    return found


def file_name(name: str) -> str:
    """Small letters, digits and dashes."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-")
    return f"x-{plain}" if not plain or _TAKEN.fullmatch(plain) else plain


def root(path: str) -> str:
    """From a file back to the folder of the whole site: "../../"."""
    return "../" * path.count("/")


def in_language(path: str, language: str) -> str:
    """The same page in another language."""
    return f"{language}/{path.partition('/')[2]}"
