"""Makes everything derived anew from the entries, and says what was different.

Each case is folded as of the moment at which it was last folded, so that only what is wrong
differs, not what time has changed; `upkeep` follows the time.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import connections
from django.utils import timezone

from amparo.audit import actions as audit
from amparo.casefile import finishing, folding, further, involving, keeping, sharing, timelines
from amparo.casefile.keeping import Kept
from amparo.casefile.keyring import Keyring
from amparo.casefile.models import Case, CaseLink, SealedSituation
from amparo.casefile.queueing import write_transaction
from amparo.casefile.timelines import Row, Source

CASES_AT_ONCE = 100
# Below this, starting another process takes longer than it saves.
WORTH_SHARING = 1_000


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A case that was looked at, and what of it was not as its entries say."""

    reference: str
    differences: tuple[str, ...]


def how_many() -> int:
    """How many cases `rebuild` will look at."""
    return Case.objects.count()


def rebuild(*, write: bool = True, processes: int = 0) -> Iterator[Rebuilt]:
    """Look at every case; put right what differs, unless `write` is false.

    `processes` 0 means as many as there are cores, if it is worth it.
    """
    ids = list(Case.objects.order_by("id").values_list("id", flat=True))
    batches = [ids[start : start + CASES_AT_ONCE] for start in range(0, len(ids), CASES_AT_ONCE)]
    processes = processes or (os.cpu_count() or 1 if len(ids) >= WORTH_SHARING else 1)
    if processes == 1:
        for batch in batches:
            yield from rebuild_some(batch, write=write)
    else:
        connections.close_all()
        yield from sharing.shared(batches, write, processes)


def rebuild_some(case_ids: list[UUID], *, write: bool = True) -> list[Rebuilt]:
    """As `rebuild`, for these cases.

    They are looked at without keeping anybody from writing. What differs is looked at again, alone
    and locked, before it is put right: an append may have come in between.
    """
    some = _Some(case_ids)
    found = [(case.id, some.rebuild(case, write=False)) for case in some.cases]
    if not write:
        return [rebuilt for _case_id, rebuilt in found]
    return [_put_right(case_id) if one.differences else one for case_id, one in found]


def _put_right(case_id: UUID) -> Rebuilt:
    with write_transaction():
        some = _Some([case_id], lock=True)
        return some.rebuild(some.cases[0], write=True)


class _Some:
    """Some cases with all that belongs to them, read in a few queries."""

    def __init__(self, case_ids: list[UUID], *, lock: bool = False) -> None:
        cases = Case.objects.filter(id__in=case_ids).order_by("id")
        self.cases = list(cases.select_for_update(no_key=True) if lock else cases)
        self.sources: dict[UUID, list[Source]] = timelines.sources_of(case_ids)
        read = {source.case_id for sources in self.sources.values() for source in sources}
        everything = {*case_ids, *read}
        self.rows: dict[UUID, list[Row]] = {}
        for row in timelines.rows_of(everything, timelines.FOR_A_FOLD):
            self.rows.setdefault(row.case_id, []).append(row)
        self.ring = Keyring.of(everything)
        self.kept = Kept(case_ids)
        self.further = further.Kept(case_ids)
        situations = SealedSituation.objects.filter(case_id__in=case_ids)
        self.situations = {situation.case_id: situation for situation in situations}
        self.linked = set(
            CaseLink.objects.filter(concern_id__in=case_ids, whole=True).values_list(
                "concern_id", flat=True
            )
        )

    def rebuild(self, case: Case, write: bool) -> Rebuilt:
        sources = self.sources.get(case.id, [])
        timeline = timelines.opened_from(case.id, sources, self.rows, self.ring).timeline()
        kept = self.situations.get(case.id)
        agency_of = folding.agencies_of(involving.people_named(timeline))
        folded = folding.fold_timeline(
            timeline, kept.folded_at if kept else timezone.now(), agency_of
        )
        columns = keeping.set_columns(case, folded)
        differences = [f"{name} of the case was wrong" for name in columns]
        if self._situation_differs(kept, folded):
            differences.append("the situation was missing or wrong")
        differences += self._link_differs(case, folded, write)
        rows = keeping.wanted(case, folded)
        differences += keeping.keep_indexes(case, rows, self.kept, write=write)
        differences += self.further.put_right(case.id, timeline, self.ring, write=write)
        if differences and write:
            case.derived = keeping.fingerprint(rows)
            case.save(update_fields=[*columns, "derived"])
            keeping.keep_situation(case, folded, self.ring)
            audit.write(
                "case_rebuilt", by=None, case=case, detail={"differences": len(differences)}
            )
        return Rebuilt(case.reference, tuple(differences))

    def _situation_differs(self, kept: SealedSituation | None, folded: folding.Folded) -> bool:
        if kept is None:
            return True
        return keeping.kept_situation(kept, self.ring) != (folded.situation, folded.apart)

    def _link_differs(self, case: Case, folded: folding.Folded, write: bool) -> list[str]:
        if folded.joined_to is None or case.id in self.linked:
            return []
        reference, entry_id = folded.joined_to
        reader = Case.objects.filter(reference=reference).first()
        if reader is not None and write:
            CaseLink.objects.create(concern=case, case=reader, entry_id=entry_id)
            finishing.refold_readers([reader], timezone.now())
        return ["the case that reads this concern did not know of it"]
