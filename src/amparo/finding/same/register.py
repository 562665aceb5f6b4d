"""Which cases of the register are worth comparing with one child: found by name and by number."""

import inspect
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from amparo.finding.cards import Asked
from amparo.finding.index import NameIndex
from amparo.finding.names import words
from amparo.finding.same.known import BIRTH, DOCUMENT, NAME, PHONE, Known

AT_MOST = 60
_TAKES_CARDS = "within" in inspect.signature(NameIndex.search).parameters


def candidates(index: Any, known: Known, limit: int = AT_MOST) -> dict[UUID, float]:
    """The nearest cases by what the index knows, with how near; the case itself is not among
    them.
    """
    found: dict[UUID, float] = {}
    for case_id, strength in _found(index, known, limit):
        if case_id != known.case.id:
            found[case_id] = max(strength, found.get(case_id, 0.0))
    first = sorted(found, key=lambda case_id: -found[case_id])[:limit]
    return {case_id: found[case_id] for case_id in first}


def _found(index: Any, known: Known, limit: int) -> Iterator[tuple[UUID, float]]:
    names = [one.text for one in known.of(NAME)]
    if _TAKES_CARDS:
        numbers = [one.text for field in (DOCUMENT, PHONE) for one in known.of(field)]
        year = next((int(one.text[:4]) for one in known.of(BIRTH)), None)
        asked = [Asked(name=name, born=year) for name in names]
        asked += [Asked(number=number) for number in numbers]
        for each in asked:
            yield from ((hit.case_id, hit.strength) for hit in index.search(each, limit))
    else:
        each_word = {word for name in names for word in words(name)}
        yield from index.near(each_word, _alike).items()


def _alike(one: str, other: str) -> bool:
    from amparo.finding.doubles import begin_the_same, same_word

    return same_word(one, other) or begin_the_same(one, other)
