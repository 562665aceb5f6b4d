"""Keeps the catalogues of the languages: finds every message, and says what is not translated.

`python -m tools.messages` brings `src/amparo/ui/locale/*/LC_MESSAGES/django.po` up to date with the
code and the templates and compiles them; `--check` writes nothing and lists what is missing. A
translator then fills the empty `msgstr` lines and takes away `#, fuzzy` where it was right.
Messages are found in Python by `_`, `gettext` and `N_`, in templates by `translate` and
`blocktranslate`, also inside the arguments of components: `{% button _("Save") %}`.
"""

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

HOUSE = Path(__file__).parents[1]
PACKAGE = HOUSE / "src" / "amparo"
LOCALE = PACKAGE / "ui" / "locale"
LANGUAGES = ("fr", "es", "ar")
KEYWORDS = {
    "_": None,
    "N_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
UNSTEADY = (
    b'"POT-Creation-Date',
    b'"PO-Revision-Date',
    b'"Last-Translator',
    b'"Language-Team',
    b'"Report-Msgid-Bugs-To',
    b'"Generated-By',
    b'"Project-Id-Version',
)
_PLACES = re.compile(r"%\(\w+\)[a-z]")

Found = tuple[int, str | tuple[str, ...], list[str], str | None]


def find_messages() -> Catalog:
    """Every message of the package, with the files it is used in and no line numbers."""
    _settle()
    catalogue = Catalog(charset="utf-8")
    for path in sorted(PACKAGE.rglob("*.py")) + sorted(PACKAGE.rglob("templates/**/*.html")):
        place = path.relative_to(PACKAGE).as_posix()
        for _line, message, comments, context in messages_of(path):
            _add(catalogue, message, place, comments, context)
    return catalogue


def messages_of(path: Path) -> Iterator[Found]:
    """The messages of one Python file or template."""
    source = path.read_bytes()
    if path.suffix == ".html":
        source = _as_python(source.decode(), path.name).encode()
    options = {"parse_template_string": False}
    yield from extract("python", BytesIO(source), KEYWORDS, ["Translators:"], options)


def _as_python(template: str, name: str) -> str:
    """A template as the lines of Python that Django's own tool would read."""
    from django.utils.translation.template import templatize

    # What stands between the messages is only filling, and its indentation is no Python.
    return "\n".join(line.lstrip() for line in str(templatize(template, origin=name)).split("\n"))


def _add(
    catalogue: Catalog,
    message: str | tuple[str, ...],
    place: str,
    comments: list[str],
    context: str | None,
) -> None:
    texts = message[:2] if isinstance(message, tuple) else message
    known = catalogue.get(texts, context)
    # Each file once: line numbers would change the catalogues with every edit.
    places = [] if known and (place, None) in known.locations else [(place, None)]
    catalogue.add(texts, locations=places, auto_comments=comments, context=context)  # type: ignore[arg-type]


def update(language: str, found: Catalog) -> Catalog:
    """The catalogue of a language with the messages of today; what is gone is dropped."""
    return brought_up_to_date(read(language), found)


def brought_up_to_date(catalogue: Catalog, found: Catalog) -> Catalog:
    """The same catalogue with exactly the messages of `found`, translated where they were."""
    catalogue.update(found, no_fuzzy_matching=False, update_header_comment=False)
    catalogue.obsolete.clear()
    for message in catalogue:
        # A near match is never taken: one other word can turn a message round.
        if message.fuzzy and message.id:
            message.string = ("",) * catalogue.num_plurals if message.pluralizable else ""
            message.flags.discard("fuzzy")
    return catalogue


def read(language: str) -> Catalog:
    """The catalogue of a language as it stands; empty where there is none yet."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8", project="Amparo", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def path_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def write(language: str, catalogue: Catalog) -> None:
    """Write a catalogue, sorted, so that two people's changes seldom meet."""
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.header_comment = f"# Amparo in {catalogue.locale.english_name}."
    text = BytesIO()
    write_po(text, catalogue, width=100, sort_output=True)
    path.write_bytes(b"".join(line for line in text.getvalue().splitlines(True) if _stays(line)))


def _stays(line: bytes) -> bool:
    """Whether a line is kept: dates and names in the head would differ with every run."""
    return not line.startswith(UNSTEADY)


def problems(language: str, found: Catalog) -> list[str]:
    """What keeps a language from being whole: missing, untranslated, fuzzy, other places."""
    return problems_of(language, read(language), found)


def problems_of(language: str, catalogue: Catalog, found: Catalog) -> list[str]:
    """The same for a catalogue in hand."""
    said = []
    for message in found:
        if not message.id:
            continue
        known = catalogue.get(_key(message), message.context)
        if known is None:
            said.append(f"{language}: not in the catalogue: {message.id!r}")
        elif known.fuzzy:
            said.append(f"{language}: fuzzy: {message.id!r}")
        elif not all(_strings(known)):
            said.append(f"{language}: not translated: {message.id!r}")
        elif not _same_places(known):
            said.append(f"{language}: other places than the English: {message.id!r}")
    return said


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _strings(message: Message) -> tuple[str, ...]:
    string = message.string
    return (string,) if isinstance(string, str) else tuple(str(form) for form in string or ())


def _same_places(message: Message) -> bool:
    """Whether every `%(name)s` stands in the translation; forms of a plural may leave one out."""
    wanted = set(_PLACES.findall(message.id if isinstance(message.id, str) else message.id[-1]))
    given = [set(_PLACES.findall(text)) for text in _strings(message)]
    if isinstance(message.id, str):
        return given[0] == wanted
    return all(places <= wanted for places in given)


def main(arguments: list[str] | None = None) -> int:
    """Update and compile the catalogues, or with --check only say what is wrong with them."""
    parser = argparse.ArgumentParser(
        description=ast.get_docstring(ast.parse(Path(__file__).read_text()))
    )
    parser.add_argument("--check", action="store_true", help="write nothing, say what is missing")
    asked = parser.parse_args(arguments)
    found = find_messages()
    if not asked.check:
        for language in LANGUAGES:
            write(language, update(language, found))
        _compile()
    missing = [line for language in LANGUAGES for line in problems(language, found)]
    print("\n".join(missing[:20]))
    print(f"{len(found)} messages, {len(missing)} to translate.")
    return 1 if asked.check and missing else 0


def _settle() -> None:
    """Reading templates needs Django to know that it has no settings of its own here."""
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=True)


def _compile() -> None:
    sys.path.insert(0, str(HOUSE))
    from hatch_build import compile_languages

    compile_languages()


if __name__ == "__main__":
    sys.exit(main())
