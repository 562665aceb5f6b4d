"""The rules as pages: settings, roles, kinds of entry, what the audit log can say."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from amparo.journey import Field

MADE = "Made from the code by `make docs`; change the code, not this page."


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    heads = list(heads)
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    return lines + [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows]


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _page(title: str, *parts: str) -> str:
    return "\n".join([f"# {title}", "", MADE, "", *parts]) + "\n"


def settings_page() -> str:
    from amparo.web.environment import VARIABLES

    rows = [(f"`{name}`", without or "–", what) for name, (without, what) in VARIABLES.items()]
    return _page(
        "Settings",
        "Every setting is an environment variable.",
        "",
        *table(("variable", "without it", "what it is for"), rows),
    )


def roles_page() -> str:
    from amparo.access import ACTIONS, role_table
    from amparo.terms import label

    parts = [
        "What each role may at most read, do and record. An involvement grants sections; what it",
        "grants beyond this table does not count. The same table decides in the running system.",
        "",
    ]
    for row in role_table():
        confirmed = "yes, by the supervisor of the agency" if row.confirmed else "no"
        parts += [
            f"## {label('role', row.role, 'en')} (`{row.role}`)",
            "",
            f"Comes for: {row.comes_for}",
            "",
            f"- **May at most read:** {_codes(row.sections)}",
            f"- **Is offered first:** {_codes(row.usual)}",
            f"- **Reads beyond its sections:** {_codes(row.beyond)}",
            f"- **May record:** {_codes(row.kinds)}",
            f"- **Takes effect only when confirmed:** {confirmed}",
            f"- **Source:** {row.source}",
            "- **May do:**" + ("" if row.actions else " nothing else"),
            *(f"  - {ACTIONS[action]} (`{action}`)" for action in row.actions),
            "",
        ]
    return _page("Roles", *parts[:-1])


def _codes(codes: Iterable[str]) -> str:
    return ", ".join(f"`{code}`" for code in codes) or "nothing"


def kinds_page() -> str:
    from amparo.journey import KINDS

    parts = ["Everything that can happen in a case, in the order of the journey.", ""]
    for kind in KINDS.values():
        records = ", ".join(f"`{role}`" for role in sorted(kind.records)) or "the system"
        parts += [
            f"## {kind.label} (`{kind.code}`)",
            "",
            kind.help,
            "",
            f"Section: `{kind.section}`. Recorded by: {records}.",
            "",
        ]
        if kind.fields:
            heads = ("field", "label", "type", "codes", "required", "privacy")
            parts += [*table(heads, map(_field_row, kind.fields)), ""]
    return _page("Kinds of entry", *parts[:-1])


def _field_row(field: "Field") -> tuple[str, ...]:
    kind = f"{field.type}, many" if field.many else str(field.type)
    inner = ", ".join(f"`{part.name}`" for part in field.fields or ())
    return (
        f"`{field.name}`",
        field.label,
        f"{kind} ({inner})" if inner else kind,
        f"`{field.codes}`" if field.codes else "",
        "yes" if field.required else "",
        str(field.privacy),
    )


def audit_page() -> str:
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amparo.web.settings")
    import django

    django.setup()
    from amparo.audit import verbs

    rows = [(f"`{verb}`", words) for verb, words in verbs.all_verbs().items()]
    return _page(
        "What the audit log can say",
        "A line begins with who acted, and goes on with one of these.",
        "",
        *table(("verb", "sentence"), rows),
    )
