"""Makes the tables of a release safe beside each other and beside what was published before."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from amparo.release.attacked import Held, alone, held, label, order, part_of, where
from amparo.release.counting import Numbers, kept, to_protect
from amparo.release.families import clash
from amparo.release.made import Codes, Release, ReleasedTable
from amparo.release.refused import ReleaseError
from amparo.release.spec import Spec
from amparo.statistics.disclosure import attack
from amparo.statistics.disclosure.attack import Finding
from amparo.statistics.disclosure.refused import NotProtectable
from amparo.statistics.disclosure.rounding import rounded
from amparo.statistics.disclosure.together import Say, Together, protect_together

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Safe(Together):
    """The tables protected. `taken_out`: as in `Checked`."""

    taken_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """`found`: what a release gives away.

    `taken_out`: earlier releases since which children were taken out of the facts; where there are
    any, nothing is taken to be known of who is in which release.
    """

    found: tuple[Finding, ...] = ()
    taken_out: tuple[str, ...] = ()


def beside(spec: Spec, releases: Iterable[Release]) -> list[Release]:
    """Those of the published releases that a new one must be held against.

    Raises ReleaseError where one of them counts the same children by another rule: a reader would
    subtract what nobody here compares.
    """
    found = []
    for one in releases:
        if one.meaning.end < spec.start or one.meaning.start > spec.end:
            continue
        _check_same_rules(spec, one)
        found.append(one)
    return found


def _check_same_rules(spec: Spec, one: Release) -> None:
    for what, mine, theirs in (
        ("definition", spec.definition, one.meaning.definition),
        ("standings", " ".join(sorted(spec.standings)), " ".join(sorted(one.meaning.standings))),
    ):
        if mine != theirs:
            raise ReleaseError(
                f"{what}: {label(one)} is published of the same years by another one ({theirs}): "
                "whoever has both could subtract; ask for other years, or the same"
            )
    axes = spec.axes | {axis for table in one.tables for axis in table.axes}
    if both := clash(frozenset(axes)):
        raise ReleaseError(
            f"{both[0]} and {both[1]} say the same in other divisions, and one is published in "
            f"{label(one)}: one could be subtracted from the other"
        )


def protect(
    spec: Spec, numbers: Sequence[Numbers], draft: Release, others: Sequence[Release],
    say: Say | None = None,
) -> Safe:  # fmt: skip
    """Which numbers are hidden. `found`: what all the same follows, because numbers are kept.

    draft: the release with nothing hidden, as it has no version yet. Raises NotProtectable,
    ReleaseError.
    """
    tables, keep = list(to_protect(numbers)), kept(numbers)
    if not others:
        done = protect_together(tables, spec.threshold, base=spec.base, keep=keep, say=say)
        return Safe(done.tables, done.found, done.before)
    all_of = held([*others, draft])

    def beside_others(all_of: Held) -> Together:
        earlier = [table for table in all_of.tables if table.release != label(draft)]
        return protect_together(
            tables, spec.threshold, base=spec.base, keep=keep, release=label(draft),
            where=where(draft) if all_of.by_year else None, earlier=earlier,
            groups=all_of.groups, releases=all_of.order, say=say,
        )  # fmt: skip

    done, loose = _or_loose(all_of, beside_others)
    gone = taken_out([*others, draft]) if loose else ()
    return Safe(done.tables, done.found, done.before, gone)


def check(release: Release, others: Sequence[Release]) -> list[Finding]:
    """What a release gives away, by itself and beside others. Raises NotProtectable."""
    return list(checked(release, others).found)


def checked(release: Release, others: Sequence[Release]) -> Checked:
    """The same, and how much was taken to be known."""

    def found(all_of: Held) -> list[Finding]:
        return attack.check(
            all_of.tables, release.threshold, groups=all_of.groups, releases=all_of.order
        )

    if not others:
        return Checked(tuple(found(alone(release))))
    before, _loose = _or_loose(held(others), found)
    mine, loose = _or_loose(held([*others, release]), found)
    known = {_which(one) for one in before}
    return Checked(
        tuple(one for one in mine if _which(one) not in known),
        taken_out([*others, release]) if loose else (),
    )


def _which(finding: Finding) -> tuple[str, Codes, str]:
    return finding.table, finding.codes, finding.kind


def _or_loose(all_of: Held, look: Callable[[Held], Found]) -> tuple[Found, bool]:
    """What is found, and whether no later release was taken to count all of an earlier one.

    So it is where children were taken out since.
    """
    try:
        return look(all_of), False
    except NotProtectable as error:
        if not all_of.order or "contradict" not in str(error):
            raise
    return look(all_of.loose), True


def taken_out(releases: Iterable[Release]) -> tuple[str, ...]:
    """Of releases that contradict each other, those since which children were taken out."""
    found = sorted(releases, key=order)
    gone = {label(one) for one, later in combinations(found, 2) if not _fit(held([one, later]))}
    names = [label(one) for one in found[:-1]]
    # Where no two of them contradict each other, it shows only in all of them together.
    return tuple(name for name in names if name in gone) or tuple(names)


def _fit(all_of: Held) -> bool:
    return attack.fit(all_of.tables, groups=all_of.groups, releases=all_of.order)


def released(numbers: Sequence[Numbers], done: Together, base: int) -> tuple[ReleasedTable, ...]:
    """The tables as everybody gets them."""
    hidden = {(table.name, codes) for table in done.tables for codes in table.hidden}
    return tuple(
        ReleasedTable(
            name=one.of.name,
            axes=one.of.axes,
            counts={
                codes: None if part_of(one.of, codes) in hidden else rounded(count, base)
                for codes, count in one.counts.items()
            },
        )
        for one in numbers
    )
