"""Makes what is derived of pairs anew: which are decided, from the entries on both timelines, and
which look alike, by comparing every case again. For `amparo rebuild`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from amparo.casefile import timelines
from amparo.casefile.keyring import Keyring
from amparo.casefile.models import Case, Entry
from amparo.casefile.of_two import OF_TWO
from amparo.casefile.queueing import write_transaction
from amparo.finding.models.suggestions import DecidedPair, Suggestion
from amparo.finding.same import keeping, looking
from amparo.finding.same.pairs import KIND
from amparo.journey import Timeline

AT_ONCE = 500
Pair = tuple[UUID, UUID]


@dataclass(frozen=True, slots=True)
class Remade:
    """How many pairs were not as the entries say, and how many cases wait to be compared again."""

    wrong: int
    waiting: int


def remake(*, write: bool = True) -> Remade:
    """Put right what is decided of pairs, and have every case compared again by the next ticks.

    Suggestions that nobody can open are forgotten. Nothing is written unless `write`.
    """
    with write_transaction():
        said = decided()
        kept = {
            (one, other): (result, at)
            for one, other, result, at in DecidedPair.objects.values_list(
                "one_id", "other_id", "result", "decided_at"
            )
        }
        wrong = [pair for pair in said.keys() | kept.keys() if said.get(pair) != kept.get(pair)]
        if write:
            for pair in wrong:
                _put_right(pair, said.get(pair))
    waiting = _compare_again() if write else 0
    return Remade(len(wrong), waiting)


def decided() -> dict[Pair, tuple[str, datetime]]:
    """What holds about each pair: said on both timelines alike, and withdrawn on neither."""
    holds: dict[Pair, dict[UUID, tuple[str, datetime]]] = {}
    ids = list(Entry.objects.filter(kind__in=OF_TWO).values_list("case_id", flat=True).distinct())
    cases = _by_reference(ids)
    for case_id, about, result, at in _held(ids):
        other = cases.get(about)
        if other is not None and other != case_id:
            pair = (case_id, other) if case_id < other else (other, case_id)
            holds.setdefault(pair, {})[case_id] = (result, at)
    return {
        pair: said[pair[0]]
        for pair, said in holds.items()
        if len(said) == 2 and said[pair[0]][0] == said[pair[1]][0]
    }


def _by_reference(case_ids: Iterable[UUID]) -> dict[str, UUID]:
    found = Case.objects.filter(id__in=list(case_ids)).values_list("reference", "id")
    return dict(found)


def _held(case_ids: list[UUID]) -> Iterator[tuple[UUID, str, str, datetime]]:
    """Of each case, what holds on its own timeline: about which case, what, since when."""
    for start in range(0, len(case_ids), AT_ONCE):
        some = case_ids[start : start + AT_ONCE]
        ring = Keyring.of(some)
        rows: dict[UUID, list[timelines.Row]] = {}
        for row in timelines.rows_of(some):
            rows.setdefault(row.case_id, []).append(row)
        for case_id, own in rows.items():
            opened = timelines.opened_from(case_id, [], {case_id: own}, ring)
            told = Timeline(read.entry for read in opened.of_two if read.entry is not None)
            received = {str(row.id): row.received_at for row in own}
            for entry in told.of(KIND):
                yield (
                    case_id,
                    str(entry.says("case")),
                    str(entry.says("result")),
                    received[entry.id],
                )


def _put_right(pair: Pair, said: tuple[str, datetime] | None) -> None:
    one, other = pair
    if said is None:
        DecidedPair.objects.filter(one_id=one, other_id=other).delete()
        return
    result, at = said
    values = {"result": result, "decided_at": at}
    DecidedPair.objects.update_or_create(one_id=one, other_id=other, defaults=values)


def _compare_again() -> int:
    """Forget what cannot be opened; every case with an identity waits."""
    for one in Suggestion.objects.select_related("one", "other").iterator():
        if keeping.opened(one) is None:
            one.delete()
    named = Entry.objects.filter(kind="identity_recorded").order_by()
    ids = list(named.values_list("case_id", flat=True).distinct())
    for start in range(0, len(ids), AT_ONCE):
        with write_transaction():
            looking.wait(ids[start : start + AT_ONCE], timezone.now())
    return len(ids)
