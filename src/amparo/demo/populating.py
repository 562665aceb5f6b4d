"""Writes the lives, group by group, each held against the role table and imported whole.

A large country is made by several processes (`sharing`): each lives, seals and folds its groups by
itself, and takes turns to write (`casefile.queueing`). What is written does not depend on how many.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connections
from django.utils import timezone

from amparo.casefile import importing, protocols
from amparo.casefile.importing import Directory, Imported, ImportedCase, Prepared
from amparo.casefile.keys import KeySource, key_source
from amparo.casefile.rules import NewEntry
from amparo.demo import sharing
from amparo.demo.country import lysandra
from amparo.demo.life import Life, live
from amparo.demo.life.plots import GROUP
from amparo.demo.life.recording import Recorded
from amparo.demo.permitted import check_life, people_of
from amparo.people.models import User

# Below this, starting another process takes longer than it saves.
WORTH_SHARING = 1000
Progress = Callable[[int, int], None]


def populate(
    cases: int, seed: int, until: datetime, progress: Progress, processes: int = 0
) -> None:
    """Write so many lives; `processes` 0 means as many as there are cores, if it is worth it."""
    processes = processes or (os.cpu_count() or 1 if cases >= WORTH_SHARING else 1)
    groups = [range(start, min(start + GROUP, cases)) for start in range(0, cases, GROUP)]
    done = 0
    for written in _written(groups, seed, until, processes):
        done += written
        progress(done, cases)


def _written(groups: list[range], seed: int, until: datetime, processes: int) -> Iterator[int]:
    if processes == 1:
        writer = Writer.here(seed, until)
        yield from map(writer.write, groups)
        return
    connections.close_all()
    yield from sharing.shared(groups, seed, until, processes)


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes groups of lives in one process."""

    seed: int
    until: datetime
    directory: Directory
    users: dict[str, User]
    keys: KeySource

    @classmethod
    def here(cls, seed: int, until: datetime) -> "Writer":
        users = {str(user.id): user for user in User.objects.select_related("agency")}
        return cls(seed, until, Directory.read(), users, key_source())

    def write(self, numbers: range) -> int:
        """Live, check, prepare and write these lives in one transaction; how many."""
        prepared = [self._prepared(life) for life in lives(numbers, self.seed, self.until)]
        importing.write(by=None, prepared=prepared)
        return len(prepared)

    def _prepared(self, life: Life) -> Prepared:
        agency = next(
            u.agency for u in self.users.values() if str(u.agency_id) == life.triage_agency
        )
        case = ImportedCase(
            entries=[Imported(self.users[one.by], _new(one)) for one in life.entries],
            triage_agency=agency,
            reference=life.reference,
            reported_by=self.users[life.reporter],
        )
        return importing.prepare(case, self.directory, at=timezone.now(), source=self.keys)


def lives(numbers: range, seed: int, until: datetime) -> Iterator[Life]:
    """These lives, each checked against the role table. Raises NotPermitted."""
    people, rules = people_of(lysandra()), protocols.in_force()
    for number in numbers:
        life = live(seed, number, until, rules)
        check_life(life.entries, life.triage_agency, people)
        yield life


def _new(one: Recorded) -> NewEntry:
    entry = one.entry
    return NewEntry(
        kind=entry.kind,
        body=entry.body,
        occurred_at=entry.occurred,
        entry_id=UUID(entry.id),
        supersedes=UUID(entry.supersedes) if entry.supersedes else None,
        despite=entry.despite,
        agreed_by=entry.agreed_by,
        recorded_at=entry.recorded_at,
    )
