"""What tells of a second case (`of_two`), handed only to those who may know who both children are.

Neither the entries nor the lines of the log about them are there for anybody else: what one could
not see of a case before two cases were joined, one cannot see after.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from amparo.access import Person, can_reveal_identity
from amparo.audit import queries as audit
from amparo.audit.models import Line
from amparo.casefile.accessing import cases_access
from amparo.casefile.models import Case
from amparo.casefile.of_two import OF_TWO, VERBS_OF_TWO
from amparo.casefile.timelines import Read


def knows_both(person: Person, cases: Iterable[Case], at: datetime) -> bool:
    """Whether somebody may uncover the identity in every one of these cases."""
    each = list(cases)
    access = cases_access(each)
    return all(can_reveal_identity(person, access[case.id], at) for case in each)


def readable(person: Person, case: Case, of_two: list[Read], at: datetime) -> list[Read]:
    """Those of the entries set apart on `case` that the person may know of."""
    if not of_two or not knows_both(person, [case], at):
        return []
    names = {
        str(read.entry.says("case"))
        for read in of_two
        if read.row.kind in OF_TWO and read.entry is not None
    }
    known = _known(person, Case.objects.filter(reference__in=names), at)
    shown = {
        str(read.row.id)
        for read in of_two
        if read.row.kind in OF_TWO and read.entry and str(read.entry.says("case")) in known
    }
    return [read for read in of_two if _about(read) in shown]


def _about(read: Read) -> str:
    """The entry it is or withdraws; empty where it was erased."""
    if read.entry is None:
        return ""
    return str(read.row.id) if read.row.kind in OF_TWO else str(read.entry.says("entry"))


def _known(person: Person, cases: Iterable[Case], at: datetime) -> frozenset[str]:
    each = list(cases)
    access = cases_access(each)
    return frozenset(
        case.reference for case in each if can_reveal_identity(person, access[case.id], at)
    )


def lines_shown(person: Person, case: Case, at: datetime, most: int) -> list[Line]:
    """The latest lines of the log about `case`, without what tells of a case one may not know.

    Those that tell are asked for apart, so that they never take the place of another line.
    """
    every = audit.about_case(case.id)
    lines = list(every.exclude(verb__in=VERBS_OF_TWO)[:most])
    telling = list(every.filter(verb__in=VERBS_OF_TWO)[:most])
    if not telling or not knows_both(person, [case], at):
        return lines
    others = {line.sequence: _other(line.detail) for line in telling}
    found = Case.objects.in_bulk([one for one in others.values() if one])
    known = {one.id for one in found.values() if knows_both(person, [one], at)}
    shown = [line for line in telling if others[line.sequence] in known]
    return sorted([*lines, *shown], key=lambda line: -line.sequence)[:most]


def _other(detail: Mapping[str, object]) -> UUID | None:
    try:
        return UUID(str(detail.get("other", "")))
    except ValueError:
        return None
