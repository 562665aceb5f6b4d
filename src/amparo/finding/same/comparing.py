"""Two children side by side, difference by difference: what a person reads before deciding.

The identity in both is uncovered by it: logged in both cases before anything is shown.
"""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.utils import timezone

from amparo.access import check_can_open, check_can_reveal_identity
from amparo.audit import actions as audit
from amparo.casefile.accessing import case_access
from amparo.casefile.appending import writing
from amparo.casefile.models import Case
from amparo.finding.kept.keeping import KEPT
from amparo.finding.linkage import Agreement
from amparo.finding.same import known, likeness, wording
from amparo.finding.same.known import BIRTH, FAMILY, FIELDS, LANGUAGE, LOOKS, NAME, Known, Said
from amparo.finding.same.likeness import Likeness
from amparo.finding.same.pairs import in_order
from amparo.people.models import User
from amparo.people.queries import names_of, person_for
from amparo.ui import formats

AGREES, NEARLY, DIFFERS, ONE_SIDE = "same", "near", "other", "missing"
_OF_NAMES = ("given_name", "family_name")
_NOT_COUNTED = frozenset({LOOKS, LANGUAGE, FAMILY})


@dataclass(frozen=True, slots=True)
class Value:
    """What somebody recorded on one day: names of one sitting stand together."""

    texts: tuple[str, ...]
    at: date
    by: str


@dataclass(frozen=True, slots=True)
class Note:
    """What one comparison says: how far it agrees, what that speaks for, how rare the value is."""

    label: str
    level: str
    words: str
    speaks: str
    rare: str


@dataclass(frozen=True, slots=True)
class Line:
    """One question, as both cases answer it. `level`: the worst of its notes."""

    field: str
    label: str
    one: list[Value]
    other: list[Value]
    level: str
    notes: list[Note]

    @property
    def is_name(self) -> bool:
        return self.field in (NAME, FAMILY)


@dataclass(frozen=True, slots=True)
class Compared:
    """Two cases side by side. `siblings`: they may well be brother or sister; `related`: how often
    such a pair is.
    """

    lines: list[Line]
    likeness: Likeness
    chance: wording.Chance
    siblings: bool
    related: str

    def of(self, level: str) -> list[str]:
        return [line.label for line in self.lines if line.level == level]

    @property
    def agree(self) -> list[str]:
        return self.of(AGREES) + self.of(NEARLY)

    @property
    def differ(self) -> list[str]:
        return self.of(DIFFERS)


def check_may_compare(user: User, one: Case, other: Case) -> None:
    """Raises Refused or NotFound unless somebody may know who the child is in both."""
    in_order(one, other)
    person, at = person_for(user), timezone.now()
    for case in (one, other):
        access = case_access(case)
        check_can_open(person, access, at)
        check_can_reveal_identity(person, access, at)


def uncover(*, by: User, one: Case, other: Case) -> Compared:
    """Compare two cases. Both identities are uncovered by it, which is logged first, every time."""
    with writing(by, one):
        check_may_compare(by, one, other)
        for case in (one, other):
            audit.write("identity_revealed", by=by, case=case)
    found = known.known([one, other])
    ours, theirs = found[one.id], found[other.id]
    how = likeness.likeness(ours, theirs, likeness.model_for(KEPT.at_hand(), [ours, theirs]))
    return Compared(
        _lines(ours, theirs, how), how, wording.chance(how), how.siblings, wording.related(how)
    )


def _lines(one: Known, other: Known, how: Likeness) -> list[Line]:
    people = names_of(said.author for each in (one, other) for said in each.said)
    """What both say first; what only one of them says is no difference, and comes after."""
    lines = [_line(field, one, other, how, people) for field in FIELDS]
    told = [line for line in lines if line.one or line.other]
    return sorted(told, key=lambda line: line.level == ONE_SIDE)


def _line(field: str, one: Known, other: Known, how: Likeness, people: dict[UUID, str]) -> Line:
    ours, theirs = one.of(field), other.of(field)
    notes = [] if field in _NOT_COUNTED else _notes(field, how)
    return Line(
        field=field,
        label=wording.label(field),
        one=_values(ours, people),
        other=_values(theirs, people),
        level=_level(field, ours, theirs, notes),
        notes=notes if ours and theirs else [],
    )


def _notes(field: str, how: Likeness) -> list[Note]:
    wanted = _OF_NAMES if field == NAME else (field,)
    return [_note(one) for one in how.agreements if one.field in wanted]


def _note(agreement: Agreement) -> Note:
    return Note(
        label=wording.label(agreement.field),
        level=agreement.level,
        words=wording.level(agreement),
        speaks=wording.speaks(agreement),
        rare=wording.rare(agreement),
    )


def _level(field: str, ours: list[Said], theirs: list[Said], notes: list[Note]) -> str:
    """The worst of what was compared; what is not weighed agrees where something is the same."""
    if not ours or not theirs:
        return ONE_SIDE
    if field in _NOT_COUNTED:
        same = {said.text.casefold() for said in ours} & {said.text.casefold() for said in theirs}
        return AGREES if same else ""
    levels = [note.level for note in notes if note.level != ONE_SIDE]
    for level in (DIFFERS, NEARLY, AGREES):
        if level in levels:
            return level
    return ""


def _values(said: list[Said], people: dict[UUID, str]) -> list[Value]:
    def sitting(one: Said) -> tuple[date, str]:
        return timezone.localdate(one.at), people.get(one.author, "") if one.author else ""

    return [
        Value(tuple(_words(one) for one in together), at, by)
        for (at, by), together in groupby(said, sitting)
    ]


def _words(said: Said) -> str:
    return formats.moment(said.text) if said.field == BIRTH else said.words
