"""Every message is translated, and the tool that finds messages finds them all."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tools import messages


@pytest.fixture(scope="module")
def found() -> Catalog:
    return messages.find_messages()


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_message_is_translated(found: Catalog, language: str) -> None:
    missing = messages.problems(language, found)
    assert not missing, (
        f"{len(missing)} to translate: run `python -m tools.messages`.\n" + "\n".join(missing[:10])
    )


def texts_of(tmp_path: Path, name: str, source: str) -> list[object]:
    path = tmp_path / name
    path.write_text(source)
    return [message for _line, message, _comments, _context in messages.messages_of(path)]


def test_messages_are_found_in_the_arguments_of_components(tmp_path: Path) -> None:
    template = (
        '{% load i18n %}\n  {% button _("Save") look="quiet" %}\n'
        '    {% translate "Cases" as cases %}{{ x|default:_("none") }}\n'
        "{% blocktranslate count n=n trimmed %}\n  {{ n }} case\n{% plural %}\n  {{ n }} cases\n"
        "{% endblocktranslate %}"
    )
    found = texts_of(tmp_path, "page.html", template)
    assert found == ["Save", "Cases", "none", ("%(n)s case", "%(n)s cases")]


def test_messages_of_pure_rooms_are_found_by_their_mark(tmp_path: Path) -> None:
    assert texts_of(tmp_path, "x.py", 'A = N_("told their rights")\n') == ["told their rights"]


def test_a_near_match_is_never_taken_for_a_translation() -> None:
    old = Catalog(locale="fr")
    old.add("The child may leave.", "L'enfant peut partir.")
    new = Catalog()
    new.add("The child may not leave.")
    updated = messages.brought_up_to_date(old, new)
    assert updated["The child may not leave."].string == ""


def test_a_translation_that_loses_a_place_is_told() -> None:
    wanted, catalogue = Catalog(), Catalog(locale="fr")
    wanted.add("overdue by %(span)s")
    catalogue.add("overdue by %(span)s", "en retard")
    assert messages.problems_of("fr", catalogue, wanted) == [
        "fr: other places than the English: 'overdue by %(span)s'"
    ]
