"""Every write to the log. It only ever grows, one line at a time, and the chain never forks.

A line is written by the action it tells of, in that action's transaction and as its last
statement: what is rolled back leaves no line, and what is kept has one. Lock order is case, then
the log.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from amparo.access import Refused
from amparo.audit import rules, statements, verbs
from amparo.audit.models import Line
from amparo.audit.statements import Prepared

# Any number will do, as long as nothing else in the database locks by it.
LOCK = 0x616D7061726F


class Actor(Protocol):
    """Who acts: a user, as far as the log needs to know."""

    @property
    def id(self) -> UUID: ...
    @property
    def agency_id(self) -> UUID: ...


class CaseLike(Protocol):
    """A case, as far as the log needs to know."""

    @property
    def id(self) -> UUID: ...
    @property
    def reference(self) -> str: ...


class EntryLike(Protocol):
    """An entry: its place in the chain of its case, and its digest in hex."""

    @property
    def sequence(self) -> int: ...
    @property
    def digest(self) -> str: ...


def write(
    verb: str,
    *,
    by: Actor | None,
    case: CaseLike | None = None,
    entry: EntryLike | None = None,
    detail: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> Line:
    """Add one line: the last statement of the caller's transaction. `by` None is the system itself.

    `entry` is the last one appended; `detail` holds codes, numbers and ids. Raises UnknownVerb,
    NotACode, and TransactionManagementError outside a transaction.
    """
    verbs.check_known(verb)
    checked = rules.checked_detail(detail)
    hold_the_end()
    read = _last()
    last = read[0] if read else (0, rules.BEGINNING)
    line = Line(
        sequence=last[0] + 1,
        at=at or timezone.now(),
        actor_id=None if by is None else by.id,
        actor_agency_id=None if by is None else by.agency_id,
        verb=verb,
        case_id=None if case is None else case.id,
        case_reference="" if case is None else case.reference,
        entry_sequence=None if entry is None else entry.sequence,
        entry_digest="" if entry is None else entry.digest,
        detail=checked,
        previous=last[1],
    )
    line.digest = digest_of(line)
    statements.insert([line])
    return line


def write_refusal(refused: Refused, *, by: Actor | None, case: CaseLike | None = None) -> Line:
    """Keep a refusal, in a transaction of its own: that of the refused action is already undone."""
    detail = {"why": refused.code, "hidden": refused.hidden, **refused.values}
    with transaction.atomic(durable=True):
        line = write("refused", by=by, case=case, detail=detail)
    refused.kept = True
    return line


def digest_of(line: Line) -> str:
    """The digest that `line` must carry, worked out from its columns."""
    return rules.digest(
        previous=line.previous,
        sequence=line.sequence,
        at=line.at,
        actor_id=line.actor_id,
        actor_agency_id=line.actor_agency_id,
        verb=line.verb,
        case_id=line.case_id,
        case_reference=line.case_reference,
        entry_sequence=line.entry_sequence,
        entry_digest=line.entry_digest,
        detail=line.detail,
    )


def hold_the_end() -> None:
    """Hold the end of the log until commit: whoever does so next sees all that was kept before.

    SQLite's immediate transaction is that lock already. Nothing but the log may be locked after it.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("an audit line needs its action's transaction")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


@Prepared
def _last() -> QuerySet[Any]:
    return Line.objects.order_by("-sequence").values_list("sequence", "digest")[:1]
