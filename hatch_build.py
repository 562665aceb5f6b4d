"""Compiles the languages before the package is built or installed in place.

`python hatch_build.py` does the same for a checkout.
"""

from pathlib import Path
from typing import Any

LOCALE = Path(__file__).parent / "src" / "amparo" / "ui" / "locale"


def compile_languages(folder: Path = LOCALE) -> list[Path]:
    """Write one `.mo` beside each `.po` that is newer; returns those written."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parents[1].name)
        with target.open("wb") as file:
            write_mo(file, catalogue)
        written.append(target)
    return written


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # in a checkout without the build tools only `compile_languages` is wanted
    BuildHookInterface = object  # type: ignore[assignment,misc]


class Languages(BuildHookInterface):  # type: ignore[type-arg]
    """What hatchling calls."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        compile_languages()


if __name__ == "__main__":
    compile_languages()
