"""Makes cards from the timelines where there is none yet, and anew where keys were destroyed."""

from collections.abc import Collection, Iterable, Iterator
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from amparo.audit import statements
from amparo.casefile import timelines
from amparo.casefile.effects import KeysDestroyed
from amparo.casefile.keyring import Keyring
from amparo.casefile.models import Case, Entry
from amparo.casefile.queueing import write_transaction
from amparo.casefile.timelines import Row
from amparo.finding.kept.recorded import KINDS
from amparo.finding.kept.sealed import Cards
from amparo.finding.models import SealedCard
from amparo.journey import Timeline

AT_ONCE = 200


def _without() -> QuerySet[Case]:
    with_row = SealedCard.objects.filter(case_id=OuterRef("id"))
    return Case.objects.filter(~Exists(with_row)).order_by()


def any_without() -> bool:
    """Whether there is a case that has no row yet: made before there was this table."""
    return _without().exists()


def cases_without() -> list[UUID]:
    """Those cases."""
    return list(_without().values_list("id", flat=True))


def make(case_ids: Collection[UUID]) -> Iterator[int]:
    """Make the cards of these cases, a few at a time; yields how many so far."""
    ids, done = sorted(case_ids), 0
    for start in range(0, len(ids), AT_ONCE):
        done += _make_some(ids[start : start + AT_ONCE])
        yield done


def _make_some(case_ids: list[UUID]) -> int:
    with write_transaction():
        # Nobody adds an entry to a case between its reading and its card.
        locked = Case.objects.filter(id__in=case_ids).order_by("id").select_for_update(no_key=True)
        ids = list(locked.values_list("id", flat=True))
        entries = Entry.objects.filter(case_id__in=ids, kind__in=KINDS).order_by()
        rows = [Row(*row) for row in statements.rows(entries.values_list(*timelines.FOR_A_FOLD))]
        # Destroyed keys are why this runs: what no longer opens is simply not there.
        ring = Keyring.of_bodies((row.key_id for row in rows), ids)
        table, timeline_of = Cards(), _timelines(rows, ring)
        nothing = Timeline(())
        table.write([table.row(one, timeline_of.get(one, nothing), ring) for one in ids])
    return len(ids)


def _timelines(rows: Iterable[Row], ring: Keyring) -> dict[UUID, Timeline]:
    of_case: dict[UUID, list[Row]] = {}
    for row in rows:
        of_case.setdefault(row.case_id, []).append(row)
    return {
        case_id: Timeline(entry for row in own if (entry := timelines.open_row(ring, row)))
        for case_id, own in of_case.items()
    }


def follow(destroyed: KeysDestroyed) -> None:
    """Effect of destroying keys: the cards that were made from what they opened are made anew."""
    known = SealedCard.objects.filter(case_id__in=destroyed.case_ids)
    for _done in make(list(known.values_list("case_id", flat=True))):
        pass
