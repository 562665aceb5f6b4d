"""Which records are put together: groups, not chains. Pure.

Groups are joined from the surest on, as long as everything between the two, taken together, speaks
for it: a link that is missing or weak counts against. So one weak link never joins two strong
groups, and neither the order nor the number of files changes the outcome.
"""

import heapq
from collections.abc import Iterable, Mapping

# What one pair can add or take, in bits above or below the threshold: no single pair decides.
MOST = 12.0
MISSING = -6.0

Link = tuple[int, int, float]


def cluster(links: Iterable[Link], missing: float = MISSING, most: float = MOST) -> dict[int, int]:
    """For each record with a link the smallest of its group.

    `links`: (record, record, weight above the threshold in bits); each pair once. Pairs that are
    not there count as `missing`.
    """
    between: dict[int, dict[int, float]] = {}
    for one, other, weight in links:
        bounded = max(-most, min(most, weight))
        between.setdefault(one, {})[other] = bounded
        between.setdefault(other, {})[one] = bounded
    group = {record: record for record in between}
    for component in _components(between):
        if len(component) == 2:
            one, other = sorted(component)
            if between[one][other] >= 0:
                group[other] = one
        else:
            group.update(_joined(component, between, missing))
    return group


def _components(between: Mapping[int, Mapping[int, float]]) -> Iterable[list[int]]:
    """The records that hang together by links that speak for it."""
    seen: set[int] = set()
    for start in sorted(between):
        if start in seen:
            continue
        seen.add(start)
        found, open_ = [], [start]
        while open_:
            record = open_.pop()
            found.append(record)
            for other, weight in between[record].items():
                if weight >= 0 and other not in seen:
                    seen.add(other)
                    open_.append(other)
        if len(found) > 1:
            yield found


def _joined(
    component: list[int], between: Mapping[int, Mapping[int, float]], missing: float
) -> dict[int, int]:
    """Joins the two groups with the highest mean between them, again and again."""
    inside = set(component)
    # What is known between two groups, as a difference to `missing`: sums then need no counting.
    known = {
        one: {b: weight - missing for b, weight in between[one].items() if b in inside}
        for one in component
    }
    members = {record: [record] for record in component}
    waiting = [
        (-(extra + missing), one, other, 2)
        for one in component for other, extra in known[one].items() if one < other
    ]  # fmt: skip
    heapq.heapify(waiting)
    while waiting:
        cost, one, other, sizes = heapq.heappop(waiting)
        if cost > 0:
            break
        if one not in members or other not in members:
            continue
        if sizes != len(members[one]) + len(members[other]):
            continue
        members[one] += members.pop(other)
        _merge(one, other, known)
        for third, extra in known[one].items():
            pairs = len(members[one]) * len(members[third])
            entry = (
                -(extra / pairs + missing), min(one, third), max(one, third),
                len(members[one]) + len(members[third]),
            )  # fmt: skip
            heapq.heappush(waiting, entry)
    return {record: min(all_) for all_ in members.values() for record in all_}


def _merge(one: int, other: int, known: dict[int, dict[int, float]]) -> None:
    """What was known of `other` is now known of `one`."""
    for third, extra in known.pop(other).items():
        del known[third][other]
        if third != one:
            known[one][third] = known[one].get(third, 0.0) + extra
            known[third][one] = known[one][third]
