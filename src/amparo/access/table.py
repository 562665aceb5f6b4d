"""The role table as rows for the docs and for the page that explains roles."""

from dataclasses import dataclass

from amparo.access.roles import ACTIONS, ROLES, SECTIONS
from amparo.journey import KINDS


@dataclass(frozen=True, slots=True)
class Row:
    """One role: what it comes for, may at most read, may do and record. Codes in a fixed order."""

    role: str
    comes_for: str
    sections: tuple[str, ...]
    usual: tuple[str, ...]
    beyond: tuple[str, ...]
    actions: tuple[str, ...]
    kinds: tuple[str, ...]
    confirmed: bool
    source: str


def role_table() -> tuple[Row, ...]:
    """One row for each role, in the order of the table."""
    return tuple(_row(role) for role in ROLES)


def recorded_by(role: str) -> tuple[str, ...]:
    """The kinds that a role may record, in the order of the journey."""
    return tuple(code for code, kind in KINDS.items() if role in kind.records)


def _row(role: str) -> Row:
    rule = ROLES[role]
    return Row(
        role=role,
        comes_for=rule.comes_for,
        sections=tuple(s for s in SECTIONS if s in rule.sections),
        usual=tuple(s for s in SECTIONS if s in rule.usual),
        beyond=tuple(sorted(rule.kinds)),
        actions=tuple(a for a in ACTIONS if a in rule.actions),
        kinds=recorded_by(role),
        confirmed=rule.sees_content,
        source=rule.source,
    )
