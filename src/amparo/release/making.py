"""From what is asked for to a release: counted and made safe. The same for the same facts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from amparo.release import stopping
from amparo.release.attacked import label
from amparo.release.counting import Numbers, numbers
from amparo.release.made import Release, ReleasedTable
from amparo.release.protecting import beside, protect, released
from amparo.release.refused import ReleaseError
from amparo.release.spec import Spec
from amparo.release.stopping import Place
from amparo.statistics import showing
from amparo.statistics.disclosure.attack import Finding
from amparo.statistics.disclosure.refused import NotProtectable
from amparo.statistics.figures.comparing import NotComparable
from amparo.statistics.figures.parts import Meaning
from amparo.statistics.report import refused
from amparo.statistics.tables.refused import NotAskable

USEFUL = 0.5
"""A table of which more is lost than this is of little use, and says so."""
MOST_HIDDEN = 0.75
"""So is one of which more is hidden than this, for whatever reason."""
Say = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Planned:
    """What one table would be: how many numbers, how many of them small, how many hidden."""

    name: str
    axes: tuple[str, ...]
    numbers: int
    small: int
    hidden: int

    @property
    def lost(self) -> float:
        """Of the numbers that need not be hidden themselves, how many are: 0 to 1."""
        return (self.hidden - self.small) / max(self.numbers - self.small, 1)

    @property
    def useful(self) -> bool:
        return self.lost <= USEFUL and self.hidden <= MOST_HIDDEN * self.numbers


@dataclass(frozen=True, slots=True)
class Plan:
    """`beside`: earlier releases that it is held against. `before`: what these give away already.

    `taken_out`: those of them since which children were taken out of the facts: the check then
    knows less of who is in which.
    `found`: what would follow all the same, because numbers are to be kept; the release stops.
    """

    spec: Spec
    release: Release
    tables: tuple[Planned, ...]
    beside: tuple[str, ...]
    before: tuple[Finding, ...]
    found: tuple[Finding, ...]
    taken_out: tuple[str, ...] = ()

    @property
    def places(self) -> list[Place]:
        """Where something would follow, each once."""
        return stopping.places(self.found, self.release)

    @property
    def remove(self) -> list[Place]:
        """Which numbers must not be kept on show."""
        return stopping.to_remove(self.places, self.spec)

    @property
    def stopped_tables(self) -> set[str]:
        """The tables of which something would follow: of no use as they are."""
        return {one.table for one in self.places}


def plan(spec: Spec, published: Iterable[Release], say: Say | None = None) -> Plan:
    """Everything but keeping it. Raises ReleaseError, NoFacts."""
    try:
        others = beside(spec, published)
        meaning, counted = numbers(spec, showing.to_be_protected, _part(say, "tables counted"))
        draft = _draft(spec, meaning, counted)
        done = protect(spec, counted, draft, others, _part(say, "tables made safe"))
    except (NotAskable, NotComparable) as refusal:
        raise ReleaseError(" ".join(refused(refusal))) from refusal
    except NotProtectable as error:
        raise ReleaseError(str(error)) from error
    release = replace(draft, tables=released(counted, done, spec.base), base=spec.base)
    return Plan(
        spec,
        release,
        tuple(_planned(one, table, spec.threshold)
              for one, table in zip(counted, release.tables, strict=True)),
        tuple(label(one) for one in others),
        done.before,
        done.found,
        done.taken_out,
    )  # fmt: skip


def _part(say: Say | None, what: str) -> Callable[[int, int], None] | None:
    return None if say is None else lambda done, total: say(what, done, total)


def _draft(spec: Spec, meaning: Meaning, counted: Sequence[Numbers]) -> Release:
    """With nothing hidden, and no version."""
    return Release(
        name=spec.name,
        version=0,
        title=spec.title,
        licence=spec.licence,
        threshold=spec.threshold,
        base=1,
        meaning=meaning,
        tables=tuple(
            ReleasedTable(name=one.of.name, axes=one.of.axes, counts=one.counts) for one in counted
        ),
    )


def _planned(one: Numbers, table: ReleasedTable, threshold: int) -> Planned:
    hidden = {codes for codes, count in table.counts.items() if count is None}
    small = sum(one.counts[codes] < threshold for codes in hidden)
    return Planned(table.name, table.axes, len(table.counts), small, len(hidden))
