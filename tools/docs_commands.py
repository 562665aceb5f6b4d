"""The `amparo` command as a page: every command with what it does and what it takes."""

import argparse
from collections.abc import Iterator

from tools.docs_rules import MADE, table

ALWAYS = {"-h", "--help"}


def page() -> str:
    lines = [
        "# Commands",
        "",
        MADE,
        "",
        "A command that was given something wrong says so in one line and ends with 2; nothing is",
        "half done. `amparo check`, `amparo audit verify` and those that check a file end with 1",
        "when they found something.",
        "",
    ]
    for name, parser in commands():
        lines += [f"## `{name}`", "", parser.description or "", "", f"    {_usage(parser)}", ""]
        rows = [_row(action) for action in parser._actions if not _always(action)]
        if rows:
            lines += [*table(("takes", "what it is", "without it"), rows), ""]
    return "\n".join(lines[:-1]) + "\n"


def commands() -> list[tuple[str, argparse.ArgumentParser]]:
    """Every command that does something, by its whole name."""
    from amparo.cli.parser import parser

    return list(_below("amparo", parser()))


def _below(
    name: str, parser: argparse.ArgumentParser
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    inside = [action for action in parser._actions if isinstance(action.choices, dict)]
    if not inside:
        yield name, parser
    for action in inside:
        for word, below in (action.choices or {}).items():
            yield from _below(f"{name} {word}", below)


def _always(action: argparse.Action) -> bool:
    return bool(ALWAYS & set(action.option_strings))


def _usage(parser: argparse.ArgumentParser) -> str:
    formatter = argparse.HelpFormatter(prog=parser.prog, width=10_000)
    shown = [action for action in parser._actions if not _always(action)]
    formatter.add_usage(None, shown, [], prefix="")
    return formatter.format_help().strip()


def _row(action: argparse.Action) -> tuple[str, str, str]:
    name = ", ".join(action.option_strings) or str(action.metavar or action.dest)
    needed = action.required or not action.option_strings
    default = "needed" if needed else ("" if action.default in (None, False) else action.default)
    return f"`{name}`", action.help or "", f"{default}"
