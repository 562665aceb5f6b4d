"""A wheel built from a clean copy and installed elsewhere is whole."""

import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.ground.test_house import FILES, ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def clean_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What git keeps, and nothing that was made from it."""
    target = tmp_path_factory.mktemp("clone")
    for path in FILES:
        place = target / path.relative_to(ROOT)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, place)
    return target


@pytest.fixture(scope="module")
def installed(clean_copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment in which only the wheel and what it asks for is installed."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(elsewhere),
         str(clean_copy)], elsewhere)  # fmt: skip
    venv.create(elsewhere / "venv", with_pip=True)
    programs = elsewhere / "venv" / "bin"
    wheel = next(elsewhere.glob("*.whl"))
    run([str(programs / "pip"), "install", "--quiet", str(wheel)], elsewhere)
    return programs


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("AMPARO_", "DJANGO_", "PYTHON"))
    }
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=900,
        env={**kept, "AMPARO_HOME": str(folder / "home")},
    )  # fmt: skip
    assert done.returncode == 0, f"{command[:3]}: {done.stderr[-2000:]}"
    return done


def test_nothing_of_the_checkout_is_reached(installed: Path, tmp_path: Path) -> None:
    code = "import amparo, pathlib; print(pathlib.Path(amparo.__file__).parent)"
    found = run([str(installed / "python"), "-c", code], tmp_path).stdout.strip()
    assert found.startswith(str(installed.parent))


def test_all_four_languages_are_in_it(installed: Path, tmp_path: Path) -> None:
    package = next(installed.parent.glob("lib/*/site-packages/amparo"))
    found = {path.parents[1].name for path in package.glob("ui/locale/*/LC_MESSAGES/django.mo")}
    assert found == {"ar", "es", "fr"}


def test_the_kinds_can_be_read(installed: Path, tmp_path: Path) -> None:
    kinds = json.loads(run([str(installed / "amparo"), "kinds", "--json"], tmp_path).stdout)
    assert len(kinds) > 50


def test_duties_and_gates_of_a_timeline_can_be_asked(installed: Path, tmp_path: Path) -> None:
    timeline = tmp_path / "timeline.json"
    timeline.write_text('{"entries": []}')
    duties = run([str(installed / "amparo"), "duties", str(timeline), "--json"], tmp_path)
    assert json.loads(duties.stdout) == []
    following = tmp_path / "next.json"
    following.write_text(
        '{"kind": "note_added", "occurred_at": "2026-01-10", "body": {"text": "x"}}'
    )
    command = [str(installed / "amparo"), "gates", str(timeline), "--next", str(following)]
    assert json.loads(run([*command, "--json"], tmp_path).stdout) == []


def test_a_country_can_be_made_checked_verified_and_rebuilt(
    installed: Path, tmp_path: Path
) -> None:
    command = str(installed / "amparo")
    for words in ("demo --cases 3", "check", "tick", "audit verify", "rebuild"):
        run([command, *words.split()], tmp_path)


def test_the_command_line_tests_pass_with_what_was_installed(installed: Path) -> None:
    packages = next(installed.parent.glob("lib/*/site-packages"))
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AMPARO_")}
    where = "import amparo; assert amparo.__file__.startswith(" + repr(str(packages)) + ")"
    tests = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/cli"]
    for words in (["-c", where], tests):
        done = subprocess.run(
            [sys.executable, *words], cwd=ROOT, capture_output=True, text=True, timeout=900,
            env={**kept, "PYTHONPATH": str(packages)},
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
