"""The kinds of entry: what can happen in a case, each declared once, in one module of `steps`.

A declaration says which fields a kind has, which section it belongs to, and which roles may record
it. Form, validation, JSON Schema and documentation are all made from it. Codes are fixed names that
other systems rely on.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import Any

from amparo.journey.fields import Field, Problems, check_fields

AS_CHOSEN = "as_chosen"

# One line names so many problems; `problems` has them all.
MOST_SAID = 10
MOST_OF_A_PATH = 100

# How far a section narrows who may read: a correction may stay in its section or narrow it.
BREADTH = {
    "coded": 0,
    "protection": 1,
    "health": 2,
    "legal": 2,
    "justice": 2,
    "whereabouts": 2,
    "identity": 2,
}


class JourneyError(ValueError):
    """Something that cannot stand in a timeline; the message is one line, fit to show."""


class NoSuchKind(JourneyError):
    """A kind that is not declared."""


class BodyError(JourneyError):
    """A body that does not fit its kind. `problems` maps the path of a field to what is wrong."""

    def __init__(self, kind: str, problems: Problems) -> None:
        self.kind = kind
        self.problems = problems
        said = [f"{path[:MOST_OF_A_PATH]}: {text}" for path, text in sorted(problems.items())]
        more = [f"and {len(said) - MOST_SAID} more"] if len(said) > MOST_SAID else []
        super().__init__(f"{kind}: {'; '.join(said[:MOST_SAID] + more)}")


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of entry.

    `section` is a section's code, or AS_CHOSEN where the author chooses (body field `section`,
    default `default_section`). `section_from` computes it from the body where it depends on what
    was recorded. `check` adds problems that one field alone cannot show. `records` are the roles
    that may record the kind.
    """

    code: str
    label: str
    help: str
    section: str
    fields: tuple[Field, ...]
    records: frozenset[str]
    step: str
    default_section: str = "protection"
    section_from: Callable[[Mapping[str, Any]], str] | None = None
    check: Callable[[Mapping[str, Any]], Problems] | None = None

    def section_of(self, body: Mapping[str, Any]) -> str:
        """The section of an entry of this kind with this body."""
        if self.section_from is not None:
            return self.section_from(body)
        if self.section == AS_CHOSEN:
            return str(body.get("section") or self.default_section)
        return self.section

    def field(self, name: str) -> Field:
        """The field called `name`; raises KeyError."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)


def check_body(kind: Kind, body: Any, zone: tzinfo = UTC) -> None:
    """Refuse a body that does not fit its kind. Raises BodyError naming every field at fault."""
    if not isinstance(body, dict):
        raise BodyError(kind.code, {"body": "this must be an object"})
    problems = check_fields(kind.fields, body, zone)
    if not problems and kind.check is not None:
        problems = kind.check(body)
    if problems:
        raise BodyError(kind.code, problems)


def narrows(old: str, new: str) -> bool:
    """Whether a correction may move an entry from section `old` to `new`: stay, or narrow."""
    return old == new or BREADTH[new] > BREADTH[old]
