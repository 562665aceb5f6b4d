"""The names are opened apart from the server, and here where that cannot be."""

import sys

import pytest

from amparo.finding import opening
from amparo.finding.cards import Name
from amparo.finding.keeping import named, names_of
from tests.casefile.making import a_case
from tests.cast import make_cast


@pytest.mark.slow
@pytest.mark.django_db(databases=["default", "keys"])
def test_where_no_other_process_can_open_them_they_are_opened_here(monkeypatch, caplog):
    case = a_case(make_cast())
    monkeypatch.setattr(opening, "COMMAND", (sys.executable, "-c", "raise SystemExit(1)"))
    assert dict(opening.opened_elsewhere()) == dict(names_of(named()))
    assert dict(opening.opened_elsewhere())[case.id].names == (Name("Amina Test"),)
    assert "opened here" in caplog.text


def test_what_came_through_the_pipe_is_what_was_sent(monkeypatch):
    sends = (
        "from uuid import UUID; from amparo.finding import opening;"
        "opening._send([(UUID(int=7).bytes, ('amina',))]); opening._send([])"
    )
    setup = "import django; django.setup();"
    monkeypatch.setattr(opening, "COMMAND", (sys.executable, "-c", setup + sends))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "amparo.web.settings")
    found = list(opening.opened_elsewhere())
    assert [(case_id.int, words) for case_id, words in found] == [(7, ("amina",))]
