"""Whatever has a name that somebody may look up stands in the documentation."""

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from amparo.access import ACTIONS, ROLES
from amparo.journey import KINDS
from amparo.protocol import default_protocol
from amparo.web.environment import VARIABLES
from tools import docs_commands, make_docs

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
SOURCE = ROOT / "src" / "amparo"

# What a process tells itself; nobody sets it.
INTERNAL = {"AMPARO_SERVING"}
FILES_ONLY = {"amparo kinds", "amparo duties", "amparo gates", "amparo protocol check"}
NAMED = re.compile(r'"(AMPARO_[A-Z_]+)"')
TARGET = re.compile(r"^([a-z]+):.*## ", re.MULTILINE)


def text_of(page: str) -> str:
    return (DOCS / page).read_text(encoding="utf-8")


def missing(names: Iterable[str], page: str) -> list[str]:
    text = text_of(page)
    return [name for name in names if f"`{name}`" not in text]


def test_every_kind_of_entry_is_documented() -> None:
    assert missing(KINDS, "reference/kinds.md") == []


def test_every_duty_and_every_gate_is_documented() -> None:
    protocol = default_protocol()
    assert missing([*protocol.duties, *protocol.gates], "protocol.md") == []


def test_every_role_and_everything_a_role_may_do_is_documented() -> None:
    assert missing([*ROLES, *ACTIONS], "reference/roles.md") == []


@pytest.mark.slow
def test_every_verb_of_the_audit_log_is_documented() -> None:
    # A process of its own: tests register verbs that are not Amparo's.
    code = (
        "import json, django; django.setup();"
        "from amparo.audit import verbs; print(json.dumps(list(verbs.all_verbs())))"
    )
    environment = {"DJANGO_SETTINGS_MODULE": "amparo.web.settings", "PATH": "/usr/bin"}
    command = [sys.executable, "-c", code]
    found = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert missing(json.loads(found.stdout), "reference/audit.md") == []


def test_every_command_is_documented_and_those_of_a_deployment_where_it_is_run() -> None:
    names = {name for name, _parser in docs_commands.commands()}
    assert missing(names, "reference/commands.md") == []
    running = text_of("running.md")
    assert [name for name in sorted(names) if name not in running] == []
    assert names > FILES_ONLY


def test_every_setting_is_documented_and_no_other_is_read() -> None:
    assert missing(VARIABLES, "reference/settings.md") == []
    files = [*SOURCE.rglob("*.py")]
    read = {name for path in files for name in NAMED.findall(path.read_text("utf-8"))}
    assert read - INTERNAL - settings_of_django() <= set(VARIABLES)


def settings_of_django() -> set[str]:
    """What `settings` works out from the variables and other rooms read there."""
    text = (SOURCE / "web" / "settings.py").read_text("utf-8")
    return set(re.findall(r"^(AMPARO_[A-Z_]+) =", text, re.MULTILINE))


def test_every_setting_that_running_amparo_names_is_one() -> None:
    named = re.findall(r"AMPARO_[A-Z_]+", text_of("running.md"))
    assert set(named) <= set(VARIABLES)


def test_every_target_of_make_is_explained() -> None:
    targets = TARGET.findall((ROOT / "Makefile").read_text("utf-8"))
    contributing = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert [target for target in targets if f"`make {target}`" not in contributing] == ["help"]


def test_every_page_made_from_the_code_says_so() -> None:
    pages = [name for name in make_docs.PAGES if name.endswith(".md")]
    assert pages
    assert [name for name in pages if "make docs" not in text_of(f"reference/{name}")] == []


def test_every_page_can_be_reached_from_the_index() -> None:
    linked = set(re.findall(r"\]\(([^)#\s]+\.md)[)#]", text_of("README.md")))
    there = {str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md")}
    assert there - linked == {"README.md"}
