"""The rules of the house that a machine can hold: size, words, directions, locks."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONGEST_FILE = 400
TEXT = {".py", ".toml", ".html", ".css", ".js", ".md", ".sh", ".cfg", ".txt", ".po", ".json", ""}
# Words of a place of work rather than of the project, written apart so as not to find themselves.
WORKPLACE = [
    "bash" + "_jobs", "/" + "work/", "." + "library/", "/tmp/" + "plan", "x-" + "access-token",
    "pypi." + "org", "files.python" + "hosted", "cla" + "ude", "anth" + "ropic",
]  # fmt: skip
HARMFUL = ["child " + "prostitut", "illegal " + "immigrant", "illegal " + "migrant"]


def project_files() -> list[Path]:
    """What git keeps or would keep; a copy without git is taken as it lies there."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True,
    )  # fmt: skip
    if listed.returncode:
        return [path for path in (ROOT / "src").rglob("*") if path.is_file()]
    names = listed.stdout.decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


FILES = project_files()


def texts(*endings: str) -> list[Path]:
    return [path for path in FILES if path.suffix in (endings or TEXT)]


def relative(paths: list[Path]) -> list[str]:
    return sorted(str(path.relative_to(ROOT)) for path in paths)


def test_no_file_of_code_is_longer_than_400_lines() -> None:
    code = [path for path in texts(".py", ".html", ".js", ".sh") if "migrations" not in path.parts]
    long = [path for path in code if len(path.read_text().splitlines()) > LONGEST_FILE]
    assert relative(long) == []


def test_the_style_sheet_knows_start_and_end_but_no_left_and_right() -> None:
    rule = re.compile(r"(^|[\s{;:-])(left|right)\b(?![^{}]*\*/)", re.MULTILINE)
    found = {
        f"{path.name}: {match.group().strip()}"
        for path in texts(".css")
        for match in rule.finditer(without_comments(path.read_text()))
    }
    assert found == set()


def without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def test_the_page_has_no_style_and_no_script_of_its_own() -> None:
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|\bstyle=|<style|\bon\w+=\""
    )
    pages = [path for path in texts(".html") if inline.search(path.read_text())]
    assert relative(pages) == []


def test_nothing_is_fetched_from_elsewhere() -> None:
    outside = re.compile(r"(src|href|action)=\"(https?:)?//|url\(['\"]?https?:|@import")
    files = [path for path in texts(".html", ".css", ".js") if outside.search(path.read_text())]
    assert relative(files) == []


@pytest.mark.parametrize("word", WORKPLACE)
def test_the_project_speaks_of_itself_and_not_of_where_it_was_made(word: str) -> None:
    assert relative([path for path in texts() if word in path.read_text().lower()]) == []


@pytest.mark.parametrize("word", HARMFUL)
def test_words_that_harm_children_are_not_used(word: str) -> None:
    shown = [path for path in texts(".py", ".html", ".toml") if "src" in path.parts]
    assert relative([path for path in shown if word in path.read_text().lower()]) == []


def test_every_make_target_is_documented() -> None:
    targets = re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE)
    targets.remove("help")
    page = (ROOT / "CONTRIBUTING.md").read_text()
    assert {"run", "test", "prove", "bench"} <= set(targets)
    assert [target for target in targets if f"make {target}" not in page] == []


@pytest.mark.parametrize("name", ["run.txt", "dev.txt"])
def test_the_lock_names_every_package_by_content_and_no_registry(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text()
    packages = re.split(r"\n(?=\S)", text.strip())
    assert [package for package in packages if "--hash=sha256:" not in package] == []
    assert re.findall(r"https?:|index-url|find-links|file:|^#", text, re.MULTILINE) == []


def test_the_lock_has_every_package_that_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    locked = {
        line.split("==")[0]
        for line in (ROOT / "requirements" / "run.txt").read_text().splitlines()
        if "==" in line
    }
    asked = {re.split(r"[\[<>=~ ]", name)[0] for name in project["project"]["dependencies"]}
    assert asked - locked == set()


def test_both_locks_agree_on_every_version() -> None:
    run, dev = (
        set(re.findall(r"^(\S+==\S+)", (ROOT / "requirements" / name).read_text(), re.MULTILINE))
        for name in ("run.txt", "dev.txt")
    )
    assert run - dev == set()


def test_every_room_stands_on_a_floor() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    layers = project["tool"]["importlinter"]["contracts"][0]["layers"]
    floors = {name.strip(" ()") for layer in layers for name in re.split(r"[|:]", layer)}
    rooms = {path.parent.name for path in (ROOT / "src" / "amparo").glob("*/__init__.py")}
    assert rooms - floors == set()
