"""How duties ended in the whole register: every timeline is folded once for each making of facts.

What a duty became follows from all entries of a case, and is kept nowhere but for duties that are
open. So it is worked out, child by child, by several processes if it is worth it, and only numbers
are kept: sealed, beside the facts of the same making, with which they go.
"""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID

from django.db import connections
from django.utils import timezone

from amparo.audit import actions as audit
from amparo.audit.actions import Actor
from amparo.casefile import protocols, timelines
from amparo.casefile.keyring import Keyring
from amparo.casefile.models import Case
from amparo.casefile.queueing import write_transaction
from amparo.casefile.timelines import Row
from amparo.journey import Timeline
from amparo.protocol import duties
from amparo.release.rapporteur import sharing
from amparo.release.rapporteur.tally import Tally, of_child
from amparo.statistics.facts import children, sealed
from amparo.statistics.facts.making import folder
from amparo.statistics.facts.sealed import Making, NoFacts

CHILDREN_AT_ONCE = 100
WORTH_SHARING = 600
FILE = "duties" + sealed.SUFFIX
KEPT = "duties"
CASES_ON_A_PAGE = 2_000
"""So many are counted while somebody waits for a page; of more, only by command."""

Show = Callable[[int, int], None]
Child = tuple[UUID, ...]  # the cases that are one child's


def nobody_watches(_done: int, _total: int) -> None:
    """Where there is no terminal."""


def kept(making: Making) -> Tally | None:
    """What was counted for a making; None where nothing was yet."""
    try:
        said = sealed.read_note(_path(making), _named(making))
    except NoFacts:
        return None
    return Tally.from_data(json.loads(said))


def counted(
    *, by: Actor | None, making: Making, processes: int = 0, show: Show = nobody_watches
) -> Tally:
    """What was counted for a making; counted now where it was not. Raises KeyProblem."""
    found = kept(making)
    if found is not None:
        return found
    found = _count(known_at(making), processes, show)
    path = _path(making)
    fresh = path.with_name(f".{FILE}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    sealed.write_note(fresh, _named(making), json.dumps(found.to_data()).encode())
    with write_transaction():
        audit.write("duties_counted", by=by, detail={"children": how_many()})
    fresh.replace(path)
    return found


def how_many() -> int:
    """How many cases there are to fold."""
    return Case.objects.count()


def known_at(making: Making) -> datetime:
    """The end of the day on which the facts are known, or now: all figures are of one day."""
    following = date.fromisoformat(making.known_on) + timedelta(days=1)
    end = datetime.combine(following, time.min, tzinfo=protocols.zone())
    return min(end, timezone.now())


def _named(making: Making) -> str:
    """What it is sealed as: what was counted for another making does not open."""
    return f"{KEPT}:{making.id}"


def _path(making: Making) -> Path:
    return folder() / making.id / FILE


def _count(at: datetime, processes: int, show: Show) -> Tally:
    every = _children()
    batches = [every[n : n + CHILDREN_AT_ONCE] for n in range(0, len(every), CHILDREN_AT_ONCE)]
    whole, done = Tally(), 0
    for batch, part in zip(batches, _parts(batches, at, processes), strict=True):
        whole.add(part)
        done += len(batch)
        show(done, len(every))
    return whole


def _children() -> list[Child]:
    stands_for = children.stands_for()
    cases: dict[UUID, list[UUID]] = {}
    for case_id in children.counted():
        cases.setdefault(stands_for.get(case_id, case_id), []).append(case_id)
    return [tuple(some) for some in cases.values()]


def _parts(batches: Sequence[list[Child]], at: datetime, processes: int) -> Iterator[Tally]:
    many = sum(len(batch) for batch in batches) >= WORTH_SHARING
    processes = processes or (os.cpu_count() or 1 if many else 1)
    if processes == 1:
        yield from (of_some(batch, at) for batch in batches)
    else:
        connections.close_all()
        yield from sharing.shared(batches, at, processes)


def of_some(some: Sequence[Child], at: datetime) -> Tally:
    """The tally of these children, read in a few queries."""
    ids = [case_id for child in some for case_id in child]
    sources = timelines.sources_of(ids)
    everything = {*ids, *(source.case_id for read in sources.values() for source in read)}
    rows: dict[UUID, list[Row]] = {}
    for row in timelines.rows_of(everything, timelines.FOR_A_FOLD):
        rows.setdefault(row.case_id, []).append(row)
    ring = Keyring.of(everything)
    in_force, zone = protocols.in_force(), protocols.zone()
    held = Case.objects.filter(id__in=ids).values_list("id", "agency__authority")
    authority_of = dict(held)
    found = Tally()
    for child in some:
        cases = []
        for case_id in child:
            opened = timelines.opened_from(case_id, sources.get(case_id, []), rows, ring)
            known = _as_known(opened.timeline(), at)
            cases.append((authority_of[case_id], duties(known, in_force, at, zone)))
        found.add(of_child(cases, at, zone))
    return found


def _as_known(timeline: Timeline, at: datetime) -> Timeline:
    """Without what was written down later."""
    entries = timeline.entries
    if all(one.recorded_at <= at for one in entries):
        return timeline
    return Timeline(one for one in entries if one.recorded_at <= at)
