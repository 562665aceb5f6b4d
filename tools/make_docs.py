"""Writes docs/reference/ from the code. A test holds that the pages are what this file makes.

Two pages have makers of their own beside this file: `protocol_page` and `documents_table`.

`python -m tools.make_docs [--check]`; with --check it only says which page is not up to date.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

from tools import docs_commands, docs_house, docs_rules

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference"

PAGES: dict[str, Callable[[], str]] = {
    "house.md": docs_house.page,
    "house.svg": docs_house.drawing,
    "commands.md": docs_commands.page,
    "settings.md": docs_rules.settings_page,
    "roles.md": docs_rules.roles_page,
    "kinds.md": docs_rules.kinds_page,
    "audit.md": docs_rules.audit_page,
}


def stale() -> list[str]:
    """The pages that are not what the code says."""
    return [name for name, make in PAGES.items() if _read(FOLDER / name) != make()]


def write() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, make in PAGES.items():
        (FOLDER / name).write_text(make(), "utf-8")


def _read(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    if not parser.parse_args().check:
        write()
        return 0
    names = stale()
    for name in names:
        print(f"docs/reference/{name} is not up to date: make docs")
    return int(bool(names))


if __name__ == "__main__":
    raise SystemExit(main())
