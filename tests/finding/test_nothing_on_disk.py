"""After appends, searching and an opening in other processes, no file says a planted name."""

import os
import tempfile

import pytest
from django.db import connection

from amparo.finding.cards import Asked
from amparo.finding.kept import keeping, opening, sealed
from amparo.finding.kept.keeping import KEPT
from tests.casefile.making import a_case, record
from tests.cast import make_cast
from tests.proven.keeping import WAL, everything_kept
from tests.proven.planting import (
    CONTACT,
    DOCUMENT,
    NAMES,
    PLACE,
    RELATIVE,
    Needle,
    found_in,
    found_plainly,
)

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PLANTED = [Needle("identity", value) for value in (*NAMES, CONTACT, DOCUMENT, PLACE, RELATIVE)]
IDENTITY = {"names": [{"name": name} for name in NAMES], "documents": [{"number": DOCUMENT}]}


def test_no_file_says_a_name_after_appends_searching_and_opening(monkeypatch, tmp_path, caplog):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    KEPT.forget()
    cast = make_cast()
    case = a_case(cast, identity=IDENTITY, whereabouts={"place": PLACE})
    record(cast, case, "person_linked", relation="mother", name=RELATIVE, contact=CONTACT)
    KEPT.up_to_date()
    record(cast, case, "identity_recorded", names=[{"name": NAMES[0]}, {"name": NAMES[1]}])
    for asked in (Asked(NAMES[0]), Asked(RELATIVE), Asked(number=DOCUMENT)):
        assert [hit.case_id for hit in KEPT.up_to_date().search(asked)] == [case.id]
    _open_apart(monkeypatch, case)
    assert "opened here" not in caplog.text
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    kept = [*everything_kept(), *((str(path), path.read_bytes()) for path in files)]
    said = [
        (where, found)
        for where, what in kept
        if (found := (found_plainly if where.startswith(WAL) else found_in)(what, PLANTED))
    ]
    KEPT.forget()
    assert not said


def _open_apart(monkeypatch, case):
    """As at the start of a server: another process, the same database, through a pipe."""
    for room in (opening, keeping):
        monkeypatch.setattr(room, "AT_ONCE", 1)
    monkeypatch.setattr(opening, "WORTH_SHARING", 0)
    for name, value in _as_this_process().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(
        opening,
        "BEGIN",
        "import django; django.setup(); from tests.finding.test_nothing_on_disk import same;"
        "same(); from amparo.finding.kept import keeping, opening;"
        "keeping.AT_ONCE = opening.AT_ONCE = 1; ",
    )
    found = list(opening.opened_elsewhere(sealed.last_changed()))
    assert case.id.bytes in {row.tobytes() for one in found for row in one.columns.ids}


def _as_this_process():
    name = str(connection.settings_dict["NAME"])
    return {"DJANGO_SETTINGS_MODULE": "tests.settings", "AMPARO_TEST_SAME": name}


def same():
    """In the other process: the databases of the test that began it."""
    from django.db import connections

    for alias in ("default", "keys"):
        chosen = os.environ["AMPARO_TEST_SAME"].replace("default", alias)
        connections[alias].settings_dict["NAME"] = chosen
