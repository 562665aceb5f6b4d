"""`make test` says at its end, loudly, what this machine could not test; the build then fails."""

from pathlib import Path

import pytest

from tools import postgres_for_tests, run_tests
from tools.run_tests import Done

PASSED = Done("SQLite", True, 1.0, [])


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither PostgreSQL nor Chromium."""
    monkeypatch.setattr(postgres_for_tests, "binaries", lambda: None)
    monkeypatch.setattr(run_tests, "CHROMIUM", Path("/nowhere/chromium"))


@pytest.fixture
def whole_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_for_tests, "binaries", lambda: Path("/usr/bin"))
    monkeypatch.setattr(run_tests, "CHROMIUM", Path("/"))


@pytest.mark.usefixtures("bare_machine")
def test_what_was_left_out_stands_in_the_last_lines(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AMPARO_TEST_NOTHING_SKIPPED", raising=False)
    assert run_tests.report([PASSED]) == 0
    last = capsys.readouterr().out.splitlines()[-3:]
    assert last[0] == "!!! LEFT OUT, NOT TESTED:"
    assert "PostgreSQL" in last[1]
    assert "Chromium" in last[2]


@pytest.mark.usefixtures("bare_machine")
def test_the_build_fails_where_something_was_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMPARO_TEST_NOTHING_SKIPPED", "1")
    assert run_tests.report([PASSED]) == 1


@pytest.mark.usefixtures("whole_machine")
def test_a_skipped_test_counts_as_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMPARO_TEST_NOTHING_SKIPPED", "1")
    skipped = Done("SQLite", True, 1.0, ["tests/a.py::test_b (no reason)"])
    assert run_tests.report([PASSED]) == 0
    assert run_tests.report([skipped]) == 1


@pytest.mark.usefixtures("whole_machine")
def test_a_failed_step_fails_the_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_tests.report([PASSED, Done("types", False, 1.0, [])]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "FAILED: types"


@pytest.mark.usefixtures("whole_machine")
def test_every_kind_of_test_is_a_step() -> None:
    names = [step.name for step in run_tests.lint_steps() + run_tests.test_steps()]
    assert {"format", "linter", "floors", "types"} <= set(names)
    assert {"SQLite", "PostgreSQL", "Chromium"} <= set(names)
