"""The file of columns says all of it, and nothing that is not so."""

import re

import pytest

from amparo.statistics.facts.columns import (
    MISSING,
    TABLES,
    UNKNOWN,
    BadColumns,
    column,
    columns,
    columns_of,
    read,
)
from amparo.terms import LANGUAGES
from tests.translated import wrong_in

CODE = re.compile(r"`[a-z_0-9]+`|\b[a-z]+(?:_[a-z]+)+\b", re.ASCII)
"""A code in a definition: it is the same in every language."""


def test_every_table_has_columns_and_every_column_its_meaning() -> None:
    assert tuple(columns()) == TABLES
    for table in columns().values():
        for one in table.values():
            assert one.label() != one.name
            assert one.definition().endswith((".", "…"))


def test_every_column_and_every_code_is_said_in_four_languages() -> None:
    for table in columns().values():
        for one in table.values():
            assert tuple(one.labels) == LANGUAGES, one
            for language in LANGUAGES if one.codes else ():
                for code in (*one.codes, *MISSING):
                    assert not code or one.code_label(code, language) != code, (one, code)
    assert column("victims", "debt").code_label("true", "es") == "Sí"


@pytest.mark.parametrize("table", TABLES)
def test_every_definition_is_in_four_languages_with_its_numbers_and_codes(table: str) -> None:
    for one in columns_of(table).values():
        assert wrong_in(one.definitions) == [], one.name
        codes = sorted(CODE.findall(one.definition()))
        for language in LANGUAGES:
            said = one.definition(language)
            assert sorted(CODE.findall(said)) == codes, (one.name, language)
            assert said.endswith("."), (one.name, language)


def test_what_is_missing_is_said_in_one_way_only() -> None:
    for table in columns().values():
        for one in table.values():
            if not one.companion_of:
                assert not set(one.codes) & {*MISSING, UNKNOWN}, one


def test_a_number_or_date_that_may_be_missing_has_a_companion_behind_it() -> None:
    names = list(columns_of("victims"))
    assert names[names.index("age_at_start") + 1] == "age_at_start_missing"
    assert column("victims", "age_at_start_missing").codes == ("", *MISSING)
    assert "known_on_missing" not in names


def test_a_column_that_is_not_in_the_file_does_not_exist() -> None:
    for table, name in (("victims", "name"), ("victims", "ethnicity"), ("children", "case")):
        with pytest.raises(BadColumns):
            column(table, name)


def test_no_column_holds_a_birth_date_a_name_or_a_reference() -> None:
    for table in columns().values():
        assert not {"born", "birth", "birth_date", "name", "reference"} & set(table)


WHOLE = "\n".join(
    f'[{table}.case]\ntype = "key"\nlabel.en = "x"\ndefinition.en = "x"' for table in TABLES
)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ('type = "colour"', "no such type"),
        ('type = "code"', "codes go with"),
        ('type = "code"\ncodes = "colours"', "no such code list"),
        ('type = "key"\ncodes = ["a"]', "codes go with"),
        ('type = "code"\ncodes = ["refused"]', "cannot be a code"),
        ('type = "key"\ncolour = "red"', "no such key"),
    ],
)
def test_a_wrong_column_is_named(wrong: str, says: str) -> None:
    more = f'\n[origins.more]\nlabel.en = "x"\ndefinition.en = "x"\n{wrong}'
    with pytest.raises(BadColumns, match=f"origins.more: .*{says}"):
        read(WHOLE + more)


def test_a_column_without_a_meaning_is_refused() -> None:
    with pytest.raises(BadColumns, match=r"definition.en is needed"):
        read(WHOLE + '\n[origins.more]\ntype = "key"\nlabel.en = "x"')


def test_a_missing_table_is_refused() -> None:
    with pytest.raises(BadColumns, match="the tables must be"):
        read(WHOLE.replace("[events.case]", "[things.case]"))
