"""Makes the tables of a release safe beside each other and beside what was published before."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from amparo.release.attacked import Held, alone, held, label, part_of, where
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
) -> Together:  # fmt: skip
    """Which numbers are hidden. `found`: what all the same follows, because numbers are kept.

    draft: the release with nothing hidden, as it has no version yet. Raises NotProtectable,
    ReleaseError.
    """
    tables, keep = list(to_protect(numbers)), kept(numbers)
    if not others:
        return protect_together(tables, spec.threshold, base=spec.base, keep=keep, say=say)
    all_of = held([*others, draft])

    def beside_others(all_of: Held) -> Together:
        earlier = [table for table in all_of.tables if table.release != label(draft)]
        return protect_together(
            tables, spec.threshold, base=spec.base, keep=keep, release=label(draft),
            where=where(draft) if all_of.by_year else None, earlier=earlier,
            groups=all_of.groups, releases=all_of.order, say=say,
        )  # fmt: skip

    return _or_loose(all_of, beside_others)


def check(release: Release, others: Sequence[Release]) -> list[Finding]:
    """What a release gives away, by itself and beside others. Raises NotProtectable."""

    def found(all_of: Held) -> list[Finding]:
        return attack.check(
            all_of.tables, release.threshold, groups=all_of.groups, releases=all_of.order
        )

    if not others:
        return found(alone(release))
    known = {_which(one) for one in _or_loose(held(others), found)}
    mine = _or_loose(held([*others, release]), found)
    return [one for one in mine if _which(one) not in known]


def _which(finding: Finding) -> tuple[str, Codes, str]:
    return finding.table, finding.codes, finding.kind


def _or_loose(all_of: Held, look: Callable[[Held], Found]) -> Found:
    """Where children were taken out since, no later release counts all of an earlier one."""
    try:
        return look(all_of)
    except NotProtectable as error:
        if not all_of.order or "contradict" not in str(error):
            raise
    return look(all_of.loose)


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
