"""What noise was drawn of the children registered in a year: it adds up, and has an end.

Every draw counts, published or not: whoever may choose among draws learns from each. It is written
before the noise is drawn, so that no failure in between gives a draw for nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from typing import Final

from django.conf import settings
from django.db import connection
from django.utils import timezone

from amparo.audit import actions as audit
from amparo.casefile.queueing import write_transaction
from amparo.people.models import User
from amparo.release.models import NoiseDraw
from amparo.release.noise.drawing import DELTA
from amparo.release.refused import ReleaseError
from amparo.release.spec import Spec
from amparo.statistics.synthesis.budget import Budget, spent

LOCK: Final = 6_104_501_938
"""Any number will do, as long as nothing else in the database locks by it."""
LONGEST_DRAW: Final = timedelta(hours=1)
TOLERANCE: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Years:
    """Of the children registered in a year: what is spent, on how many draws, and what is left.

    Also of several years in a row of which the same is to be said.
    """

    first: int
    last: int
    spent: float
    draws: int
    left: float

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


def hold() -> None:
    """Whoever draws or publishes does it alone until the end of the transaction.

    SQLite's immediate transaction is that lock already. Held before the log's own lock.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def limit() -> float:
    """What all draws of a year may spend together."""
    return float(settings.AMPARO_NOISE_BUDGET)


def years(first: int, last: int) -> list[Years]:
    """Every year of a release, as it stands now."""
    rows = list(NoiseDraw.objects.filter(first__lte=last, last__gte=first))
    return [_year(year, rows) for year in range(first, last + 1)]


def spans(first: int, last: int) -> list[Years]:
    """The same for reading: years in a row that are alike are one."""
    found: list[Years] = []
    for one in years(first, last):
        before = found[-1] if found else None
        if before and (before.spent, before.draws) == (one.spent, one.draws):
            found[-1] = replace(before, last=one.last)
        else:
            found.append(one)
    return found


def _year(year: int, rows: list[NoiseDraw]) -> Years:
    of_year = [
        Budget(row.epsilon, row.delta, row.length) for row in rows if row.first <= year <= row.last
    ]
    found = spent(of_year)
    return Years(year, year, found.epsilon, found.releases, max(0.0, limit() - found.epsilon))


def check_left(spec: Spec) -> None:
    """Raises ReleaseError where a draw would spend more than is left of one of the years."""
    assert spec.noise is not None
    for one in years(spec.first, spec.last):
        if one.spent + spec.noise.epsilon > limit() + TOLERANCE:
            raise ReleaseError(
                f"noise: of the children registered in {one} epsilon {one.spent:g} of "
                f"{limit():g} is spent and {one.left:g} is left: epsilon {spec.noise.epsilon:g} is "
                "too much"
            )


def spend(*, by: User, spec: Spec) -> NoiseDraw:
    """Write down a draw that is about to be made. Raises ReleaseError where too little is left, or
    where the same is being drawn at this moment."""
    assert spec.noise is not None
    with write_transaction():
        hold()
        _check_not_drawing(spec)
        check_left(spec)
        row = NoiseDraw.objects.create(
            name=spec.name,
            first=spec.first,
            last=spec.last,
            epsilon=spec.noise.epsilon,
            delta=DELTA,
            length=spec.length,
            asked=asked(spec),
            by=by,
            agency=by.agency,
            at=timezone.now(),
        )
        audit.write("release_noise_drawn", by=by, detail={"row": row.id})
    return row


def ended(row: NoiseDraw) -> None:
    """The draw is over, whatever came of it. What it spent stays spent."""
    with write_transaction():
        NoiseDraw.objects.filter(id=row.id).update(ended_at=timezone.now())


def _check_not_drawing(spec: Spec) -> None:
    """Sent twice, it is drawn once."""
    since = timezone.now() - LONGEST_DRAW
    if NoiseDraw.objects.filter(asked=asked(spec), ended_at=None, at__gt=since).exists():
        raise ReleaseError("noise: the same is being drawn at this moment: look again in a while")


def asked(spec: Spec) -> str:
    """The same for specs that ask for the same draw: titles and licences are not drawn."""
    said = (
        spec.name, spec.first, spec.last, spec.definition, spec.counting, sorted(spec.standings),
        [(table.name, table.axes) for table in spec.tables], spec.noise,
    )  # fmt: skip
    return sha256(repr(said).encode()).hexdigest()


def faults(first: int, last: int, name: str, epsilon: float, delta: float) -> Iterator[str]:
    """What the ledger says against a release with noise."""
    drawn = NoiseDraw.objects.filter(
        name=name, first=first, last=last, epsilon=epsilon, delta=delta
    )
    if not drawn.exists():
        yield f"the ledger has no draw of epsilon {epsilon:g} for {name}, {first} to {last}"
    for one in years(first, last):
        if one.spent > limit() + TOLERANCE:
            yield (
                f"of the children registered in {one} epsilon {one.spent:g} is spent and "
                f"{limit():g} may be"
            )
