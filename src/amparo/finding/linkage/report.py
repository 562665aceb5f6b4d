"""What the report on a linking says. Pure but for the examples, which it looks up.

No name, number, place or date is in it: examples tell only which fields agree.
"""

from collections import Counter
from dataclasses import dataclass

import numpy

from amparo.finding.linkage.comparing import COMPARISONS
from amparo.finding.linkage.linking import Linked
from amparo.finding.linkage.model import Errors, Model
from amparo.finding.linkage.prepared import Prepared
from amparo.finding.linkage.records import MISSING
from amparo.finding.linkage.scoring import odds
from amparo.finding.linkage.table import FOLDED
from amparo.finding.linkage.wording import counted
from amparo.finding.linkage.working import Lists

THRESHOLDS = (0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999)
EXAMPLES = 12
# Examples are taken from so many bits below the threshold to three times as many above it.
AROUND = 6.0
# From more records than that on, a person should look at a group.
LARGE = 4
# How wide a bar is, in bits.
BAR = 2.0


@dataclass(frozen=True, slots=True)
class At:
    """What a threshold would do: pairs joined; of them, and of all that are one person, the share
    that is expected to be wrong."""

    threshold: float
    pairs: int
    wrongly_joined: float
    left_apart: float


@dataclass(frozen=True, slots=True)
class Example:
    """A pair without identity: for each field same, near, other or missing."""

    probability: float
    together: bool
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """`bars`: (bits, pairs); `sizes`: how many groups have so many records; `between`: how many
    groups have records of two or more lists."""

    lists: Lists
    threshold: float
    people: int
    joined: int
    sizes: tuple[tuple[int, int], ...]
    between: int
    bars: tuple[tuple[float, int], ...]
    at: tuple[At, ...]
    known: tuple[Errors, ...]
    made_of: str
    examples: tuple[Example, ...]

    @property
    def large(self) -> int:
        """Groups so large that a person should look at them."""
        return sum(count for size, count in self.sizes if size > LARGE)


def of(lists: Lists, linked: Linked, threshold: float, model: Model) -> Report:
    """The report on one linking; `model` as it was before the lists were known."""
    groups = Counter(linked.group.values())
    sizes = Counter(groups.values())
    people = linked.records - sum(size - 1 for size in groups.values())
    sizes[1] = people - sum(count for size, count in sizes.items() if size > 1)
    return Report(
        lists, threshold, people, linked.records - people, tuple(sorted(sizes.items())),
        _between(lists, linked), _bars(linked.weight), _at(linked), model.errors, model.made_of,
        _examples(lists, linked, threshold),
    )  # fmt: skip


def _between(lists: Lists, linked: Linked) -> int:
    if len(lists.files) < 2:
        return 0
    file = dict(lists.con.execute(f"select number, file from {FOLDED}").fetchall())
    inside: dict[int, set[str]] = {}
    for record, group in linked.group.items():
        inside.setdefault(group, set()).add(file[record])
    return sum(len(files) > 1 for files in inside.values())


def _bars(weight: numpy.ndarray) -> tuple[tuple[float, int], ...]:
    if not len(weight):
        return ()
    places = numpy.floor(numpy.clip(weight, -20, 60) / BAR).astype(int)
    first, last = int(places.min()), int(places.max())
    counts = numpy.bincount(places - first, minlength=last - first + 1)
    return tuple((BAR * (first + at), int(count)) for at, count in enumerate(counts))


def _at(linked: Linked) -> tuple[At, ...]:
    """By the model's own probabilities: the best guess where truth is not known."""
    share = linked.probabilities()
    all_ = float(share.sum())
    found = []
    for threshold in THRESHOLDS:
        over = share[share >= threshold]
        right = float(over.sum())
        wrong = 1 - right / len(over) if len(over) else 0.0
        found.append(At(threshold, len(over), wrong, 1 - right / all_ if all_ else 0.0))
    return tuple(found)


def _examples(lists: Lists, linked: Linked, threshold: float) -> tuple[Example, ...]:
    """Pairs around the threshold and some that are sure, one for each way in which they agree."""
    if not len(linked.weight):
        return ()
    away = linked.weight - odds(threshold)
    wanted = numpy.linspace(-AROUND, 3 * AROUND, 4 * EXAMPLES)
    order = numpy.argsort(away, kind="stable")
    at = numpy.minimum(numpy.searchsorted(away[order], wanted), len(order) - 1)
    shares = linked.probabilities()
    found: dict[tuple[tuple[str, str], ...], Example] = {}
    for place in dict.fromkeys(order[at].tolist()):
        one, other = int(linked.one[place]), int(linked.other[place])
        fields = _fields(lists, one, other)
        together = linked.group.get(one, one) == linked.group.get(other, other)
        found.setdefault(fields, Example(float(shares[place]), together, fields))
    picked = list(found.values())
    return tuple(picked[:: max(1, len(picked) // EXAMPLES)][: EXAMPLES + 1])


def _fields(lists: Lists, one: int, other: int) -> tuple[tuple[str, str], ...]:
    a, b = (
        Prepared(*lists.con.execute(
            f"select {', '.join(Prepared._fields)} from {FOLDED} where number = ?", [number]
        ).fetchall()[0])
        for number in (one, other)
    )  # fmt: skip
    found = []
    for comparison in COMPARISONS:
        if comparison.field in lists.used:
            level = comparison.level(a, b)
            found.append((comparison.field, level.says if level else MISSING))
    return tuple(found)


def lines(found: Report) -> list[str]:
    """What is printed at the end."""
    again = counted(found.joined, "record is", "records are")
    people = counted(found.people, "person", "people")
    said = [f"{found.lists.told}: {people}, {again} of somebody who is there already"]
    if len(found.lists.files) > 1:
        said.append(f"{counted(found.between, 'person is', 'people are')} in more than one list")
    if found.large:
        groups = counted(found.large, "group", "groups")
        said.append(f"{groups} of more than {LARGE} records: a person should look")
    return said


def page(found: Report) -> str:
    """The whole report as one HTML file."""
    from amparo.finding.linkage.drawing import page as drawn

    return drawn(found)
