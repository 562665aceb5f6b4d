"""Decide whether two cases are about one child, and undo it.

One entry on each timeline, in one transaction, each with its line in the log. Nothing else changes
in either case, for anybody (`casefile.of_two`). Raises Refused or NotFound (room `access`), and
JourneyError where no reason is given.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from amparo.access import (
    Person,
    Refused,
    check_can_open,
    check_can_record,
    check_can_reveal_identity,
)
from amparo.casefile import admitting, timelines
from amparo.casefile.accessing import case_access
from amparo.casefile.appending import CaseFile, lock_cases, writing
from amparo.casefile.models import Case
from amparo.casefile.rules import WITHDRAWAL, NewEntry
from amparo.casefile.second_case import knows_both
from amparo.casefile.timelines import Read
from amparo.finding.models.suggestions import DecidedPair
from amparo.finding.same import groups, pairs
from amparo.finding.same.pairs import KIND, SAME
from amparo.people.models import User
from amparo.people.queries import person_for
from amparo.terms.messages import N_


def check_may_decide(person: Person, one: Case, other: Case, at: datetime) -> None:
    """Raises Refused, hidden where a case is, unless the person may decide about both."""
    pairs.in_order(one, other)
    for case in (one, other):
        access = case_access(case)
        check_can_open(person, access, at)
        check_can_reveal_identity(person, access, at)
        check_can_record(person, access, KIND, "identity", at)


def decide(
    *, by: User, one: Case, other: Case, result: str, reason: str, agreed_by: str | User = ""
) -> DecidedPair:
    """Say whether two cases are one child. What was decided before is superseded on both.

    A group of more than four cases needs `agreed_by`: somebody else who works on both cases.
    """
    second = str(agreed_by.id) if isinstance(agreed_by, User) else agreed_by
    with writing(by, one):
        both = _Both.lock(by, one, other)
        if result == SAME:
            _check_fits(both)
            if second or size_joined(both.person, one, other, both.at) > groups.LARGEST:
                _check_agreed(both, second)
        said = {"result": result, "reason": reason} | ({"agreed_by": second} if second else {})
        both.replace(said)
        both.save("same_child_decided")
        return _keep(one, other, result, both.at)


def undo(*, by: User, one: Case, other: Case, reason: str) -> None:
    """Withdraw what was decided about two cases: everything is as before, and asked again."""
    with writing(by, one):
        both = _Both.lock(by, one, other)
        if not any(both.holding(case) for case in (one, other)):
            raise Refused(
                N_("Nothing is decided about these two cases."),
                N_("Somebody may have undone it already: open the comparison again."),
                code="nothing_decided",
            )
        both.withdraw(reason)
        both.save("same_child_undone")
        first, second = pairs.in_order(one, other)
        DecidedPair.objects.filter(one=first, other=second).delete()


def _keep(one: Case, other: Case, result: str, at: datetime) -> DecidedPair:
    first, second = pairs.in_order(one, other)
    kept, _new = DecidedPair.objects.update_or_create(
        one=first, other=second, defaults={"result": result, "decided_at": at}
    )
    return kept


def size_joined(person: Person, one: Case, other: Case, at: datetime) -> int:
    """How many cases one child would have, of those that this person may know of."""
    ids = {case.id for each in (one, other) for case in groups.group_of(person, each, at)}
    return len(ids)


def _check_fits(both: "_Both") -> None:
    """Raises Refused where cases already joined to these were said to be of different children."""
    ours, theirs = (groups.group_of(both.person, case, both.at) for case in both.cases)
    pair = {case.id for case in both.cases}
    for one, other in groups.set_apart(both.person, ours, theirs, both.at):
        if {one.id, other.id} != pair:
            raise Refused(
                N_("Two cases of this child were decided to be different children."),
                N_("Open the comparison of those two first: one of the decisions must be undone."),
                code="decided_otherwise",
            )


def _check_agreed(both: "_Both", second: str) -> None:
    if not second:
        raise admitting.second_person_needed()
    for case in both.cases:
        admitting.check_agreed(both.by, KIND, second, case_access(case), both.at)
    agrees = User.objects.get(id=second)
    if not knows_both(person_for(agrees), both.cases, both.at):
        raise Refused(
            N_("The second person may not know who the child is in both cases."),
            N_("Choose a colleague who works on both."),
            code="second_person_needed",
        )


@dataclass
class _Both:
    """Two cases, locked, with the files that are written: also of concerns that they read."""

    by: User
    person: Person
    cases: tuple[Case, Case]
    files: dict[UUID, CaseFile]
    at: datetime

    @classmethod
    def lock(cls, by: User, one: Case, other: Case) -> "_Both":
        check_may_decide(person_for(by), one, other, timezone.now())
        lock_cases({source for case in (one, other) for source in _all_touched(case.id)})
        files = {case.id: CaseFile.lock(case.id, by) for case in (one, other)}
        file = files[one.id]
        files[other.id].at = file.at  # one decision, received at one moment
        check_may_decide(file.person, one, other, file.at)
        return cls(by, file.person, (one, other), files, file.at)

    def _other(self, case: Case) -> Case:
        return next(one for one in self.cases if one.id != case.id)

    def holding(self, case: Case) -> list[Read]:
        """What holds on the timeline of `case` about the other one."""
        other = self._other(case)
        about = pairs.references(other, self.files[other.id].opened)
        return pairs.holding(self.files[case.id].opened, about)

    def replace(self, said: dict[str, Any]) -> None:
        """One new entry on each of both, in place of what holds there."""
        for case in self.cases:
            own = [read for read in self.holding(case) if read.row.case_id == case.id]
            body = {"case": self._other(case).reference, **said}
            supersedes = own[0].row.id if own else None
            new = NewEntry(KIND, body, supersedes=supersedes)
            self.files[case.id].add(new, trusted=True)

    def withdraw(self, reason: str) -> None:
        for case in self.cases:
            for read in self.holding(case):
                body = {"entry": str(read.row.id), "reason": reason}
                new = NewEntry(WITHDRAWAL, body, section="identity")
                self._file(read.row.case_id).add(new, trusted=True)

    def _file(self, case_id: UUID) -> CaseFile:
        if case_id not in self.files:
            self.files[case_id] = CaseFile.lock(case_id, self.by)
        return self.files[case_id]

    def save(self, verb: str) -> None:
        one, other = self.cases
        for file in self.files.values():
            about = one if file.case.id != one.id else other
            file.save(verb, {"other": str(about.id)})


def _all_touched(case_id: UUID) -> frozenset[UUID]:
    links = timelines.links_of(case_id)
    return frozenset({case_id, *links.readers, *(source.case_id for source in links.sources)})
