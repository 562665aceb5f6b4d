"""Looks through the register for the same child whenever an identity was recorded.

That a case waits to be compared is kept in the transaction of the append; the comparing follows
after it, in a thread of the server, or with the next tick. It writes suggestions and nothing else.
"""

import logging
import threading
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connections, transaction
from django.utils import timezone

from amparo.casefile.effects import Appended, Ticked, TimelinesImported
from amparo.casefile.models import JOINED, Case
from amparo.casefile.queueing import write_transaction
from amparo.finding.kept.keeping import KEPT
from amparo.finding.models.suggestions import Suggestion, ToCompare
from amparo.finding.same import keeping, likeness, register, telling
from amparo.finding.same.known import Known, known
from amparo.finding.same.likeness import Likeness
from amparo.finding.same.pairs import read_as

logger = logging.getLogger(__name__)
# What a person is asked about; the comparison says how often such pairs are two children.
SUGGESTED_FROM = 0.3
MOST_KEPT = 5  # of one look; a child is not in the register a hundred times
TELLING = frozenset({"identity_recorded", "person_linked", "entry_withdrawn"})
AT_ONCE = 20


def note(appended: Appended) -> None:
    """Effect of an append: the case waits to be compared."""
    if appended.kind in TELLING and appended.section == "identity":
        wait([appended.case_id], appended.at)
        transaction.on_commit(SEEKER.wake)


def note_imported(imported: TimelinesImported) -> None:
    """Effect of an import: its cases wait to be compared, like those that were appended to."""
    wait(imported.case_ids, imported.at)
    transaction.on_commit(SEEKER.wake)


def wait(case_ids: Iterable[UUID], at: datetime) -> None:
    """These cases wait to be compared; those that wait already wait from now."""
    rows = [ToCompare(case_id=case_id, since=at) for case_id in case_ids]
    ToCompare.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["case"], update_fields=["since"]
    )


def tick(ticked: Ticked) -> None:
    """Effect of a tick: what the server did not come to."""
    look()


def look(most: int = AT_ONCE) -> int:
    """Compare the cases that wait longest; how many were looked at."""
    waiting = list(ToCompare.objects.select_related("case").order_by("since", "case_id")[:most])
    for one in waiting:
        compare(one.case)
        # Recorded again in between: it waits again.
        ToCompare.objects.filter(case_id=one.case_id, since=one.since).delete()
    return len(waiting)


def compare(case: Case) -> list[Suggestion]:
    """Compare one case with the register, and keep what looks alike. A joined concern is compared
    as the case that reads it.
    """
    reader = read_as([case.id]).get(case.id)
    case = Case.objects.get(id=reader) if reader else case
    alike = _alike(case)
    if alike is None:
        return []
    with write_transaction():
        Case.objects.select_for_update(no_key=True).get(id=case.id)
        kept = [keeping.keep(case, other, how, timezone.now()) for other, how in alike]
        _forget_others(case, {other.id for other, _how in alike})
        telling.tell([one for one, fresh in kept if fresh], timezone.now())
    return [one for one, _fresh in kept]


def _alike(case: Case) -> list[tuple[Case, Likeness]] | None:
    index = KEPT.up_to_date()
    own = known([case])[case.id]
    found = register.candidates(index, own)
    reader = read_as(found)
    ids = {reader.get(case_id, case_id) for case_id in found} - {case.id}
    # The concern that this case reads is the case itself.
    others = Case.objects.filter(id__in=ids).exclude(state=JOINED)
    told = _told(known(others))
    model = likeness.model_for(index, [own])
    compared = [(theirs.case, likeness.likeness(own, theirs, model)) for theirs in told]
    worth = [one for one in compared if one[1].probability >= SUGGESTED_FROM]
    return sorted(worth, key=lambda one: -one[1].weight)[:MOST_KEPT]


def _told(found: dict[UUID, Known]) -> list[Known]:
    return [one for one in found.values() if one.said]


def _forget_others(case: Case, alike: set[UUID]) -> None:
    """What was recorded since may say that two are not alike after all."""
    for one in (
        Suggestion.objects.filter(one=case).exclude(other_id__in=alike),
        Suggestion.objects.filter(other=case).exclude(one_id__in=alike),
    ):
        one.delete()


class Seeker:
    """The thread of a server that compares what waits; elsewhere there is none."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._serving = self._busy = self._asked = False

    def serve(self) -> None:
        """From now on compare at once what is recorded in this process."""
        self._serving = True

    def wake(self) -> None:
        if not self._serving:
            return
        with self._lock:
            self._asked = True
            if self._busy:
                return
            self._busy = True
        threading.Thread(target=self._work, name="same-child", daemon=True).start()

    def _work(self) -> None:
        try:
            while self._is_asked():
                while look():
                    pass
        except Exception as error:  # the next tick tries again; names must not stand in a log
            logger.error("Cases could not be compared: %s", type(error).__name__)
            with self._lock:
                self._busy = False
        finally:
            connections.close_all()

    def _is_asked(self) -> bool:
        with self._lock:
            self._asked, asked = False, self._asked
            self._busy = asked
            return asked


SEEKER = Seeker()
