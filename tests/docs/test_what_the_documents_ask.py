"""The page of what five documents ask names only what is there, and is what its rows make."""

from pathlib import Path

import pytest
from django.urls import reverse

from amparo import cli
from amparo.access import ROLES
from amparo.journey import KINDS, Situation
from amparo.protocol import default_protocol
from amparo.terms import code_list
from tools import documents_table

ROOT = Path(__file__).parents[2]
ROOMS = ROOT / "src" / "amparo"
DOCUMENTS = documents_table.read_documents()
NAMED = documents_table.answers_named(DOCUMENTS)
ROWS = [(document.code, row) for document in DOCUMENTS for row in document.rows]


def test_the_page_is_what_its_rows_make() -> None:
    written = documents_table.PAGE.read_text(encoding="utf-8")
    assert written == documents_table.page(DOCUMENTS), "run python -m tools.documents_table"


def test_all_five_documents_are_there_in_order() -> None:
    assert [document.code for document in DOCUMENTS] == [
        "ecpat-2008",
        "unicef-2025",
        "unicef-factsheet",
        "unicef-board-2004",
        "ilo-ipec",
    ]


def test_every_status_is_done_partly_or_not_yet() -> None:
    assert {row.status for _document, row in ROWS} == {"done", "partly", "not yet"}


def test_every_kind_named_exists() -> None:
    assert NAMED["kind"] - set(KINDS) == set()


def test_every_field_named_exists() -> None:
    fields = {f"{code}.{field.name}" for code, kind in KINDS.items() for field in kind.fields}
    assert NAMED["field"] - fields == set()


def test_every_duty_named_exists() -> None:
    assert NAMED["duty"] - set(default_protocol().duties) == set()


def test_every_gate_named_exists() -> None:
    assert NAMED["gate"] - set(default_protocol().gates) == set()


@pytest.mark.parametrize("name", sorted(NAMED["list"]))
def test_every_code_list_named_exists(name: str) -> None:
    assert code_list(name).codes


def test_every_role_named_exists() -> None:
    assert NAMED["role"] - set(ROLES) == set()


def test_every_room_named_exists() -> None:
    rooms = {path.parent.name for path in ROOMS.glob("*/__init__.py")}
    assert NAMED["room"] - rooms == set()


# The address that shows each screen, by its name in the code.
SCREENS = {
    "home": "casefile:home",
    "report a concern": "casefile:report",
    "cases": "casefile:cases",
    "case": "casefile:case",
    "involvement": "casefile:case_involvement",
    "who has seen this": "casefile:case_seen",
    "identification": "casefile:standing",
    "paper": "casefile:paper",
    "calls": "helpline:calls",
}
OF_ONE_CASE = {"case", "involvement", "who has seen this", "identification"}


@pytest.mark.parametrize("screen", sorted(NAMED["screen"]))
def test_every_screen_named_has_an_address(screen: str) -> None:
    of = ["7K3Q-9M2X-4"] if screen in OF_ONE_CASE else []
    assert reverse(SCREENS[screen], args=of).startswith("/")


@pytest.mark.parametrize("command", sorted(NAMED["command"]))
def test_every_command_named_can_be_typed(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main([*command.split(), "--help"])
    assert ended.value.code == 0
    assert f"amparo {command}" in capsys.readouterr().out


def test_every_part_of_the_situation_named_exists() -> None:
    assert NAMED["situation"] - set(Situation.__dataclass_fields__) == set()


def test_every_gate_of_the_default_protocol_answers_some_document() -> None:
    assert set(default_protocol().gates) - NAMED["gate"] - WITHOUT_A_DOCUMENT == set()


# Gates that rest on no document but on this project's own judgment.
WITHOUT_A_DOCUMENT: set[str] = set()


def test_a_row_with_another_status_is_refused(tmp_path: Path) -> None:
    assert "status 'nearly' is none of" in refused(tmp_path, 'status = "nearly"')


def test_a_row_that_names_something_unknown_is_refused(tmp_path: Path) -> None:
    row = 'status = "done"\nanswered_by = ["wish:peace"]'
    assert "'wish:peace' does not begin with one of" in refused(tmp_path, row)


def test_a_row_that_is_done_must_name_what_does_it(tmp_path: Path) -> None:
    assert "names what answers it" in refused(tmp_path, 'status = "done"')


def test_a_row_that_is_not_done_must_say_what_is_missing(tmp_path: Path) -> None:
    assert "says what is missing" in refused(tmp_path, 'status = "not yet"')


def refused(folder: Path, row: str) -> str:
    """What the table says to a document with this one row."""
    head = '[document]\norder = 1\ntitle = "T"\nby = "B"\n'
    file = folder / "some.toml"
    file.write_text(f'{head}[[row]]\nsection = "1"\nasks = "A."\n{row}\n')
    with pytest.raises(documents_table.BadRow) as caught:
        documents_table.read_document(file)
    return str(caught.value)
