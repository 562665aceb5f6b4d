"""`amparo tracing import FILE --as USER`: all of a file, or one line that says what is wrong."""

import argparse
from pathlib import Path

import pytest

from amparo.access import Refused
from amparo.cli import deployment, tracing
from amparo.cli.inputs import BadInput
from amparo.finding.models import TracingRequest
from tests.cast import Cast

FILE = "seeker_name,relation,child_names,age\nMariama,relative,Amina Bangura,12\n"


@pytest.fixture(autouse=True)
def loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deployment, "in_use", lambda: None)


def run(path: Path, user: str) -> int:
    return tracing.read_in(argparse.Namespace(file=str(path), user=user))


def test_a_file_is_read_in_and_each_request_has_its_day(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "requests.csv"
    path.write_text(FILE, encoding="utf-8")
    assert run(path, cast.caseworker.email) == 0
    row = TracingRequest.objects.get()
    assert capsys.readouterr().out == f"{row.number}  answer by {row.due.isoformat()}\n"


def test_what_is_wrong_is_one_line_and_nothing_is_kept(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "requests.csv"
    path.write_text(FILE + "Rosa,aunt,Ximena,9\n", encoding="utf-8")
    for bad, user, said in (
        (path, cast.caseworker.email, "request 2, relation"),
        (tmp_path / "none.csv", cast.caseworker.email, "No such file"),
        (path, "nobody@example.org", "nobody with this address"),
    ):
        with pytest.raises(BadInput, match=said):
            run(bad, user)
    path.write_text(FILE, encoding="utf-8")
    with pytest.raises(Refused):
        run(path, cast.police.email)
    assert not TracingRequest.objects.exists()
