"""Which cases of the register are worth comparing with one child: found by name and by number."""

from collections.abc import Iterator
from uuid import UUID

from amparo.finding.cards import Asked
from amparo.finding.index import NameIndex
from amparo.finding.same.known import BIRTH, DOCUMENT, NAME, PHONE, Known

AT_MOST = 60


def candidates(index: NameIndex, known: Known, limit: int = AT_MOST) -> dict[UUID, float]:
    """The nearest cases by what the index knows, with how near; the case itself is not among
    them.
    """
    found: dict[UUID, float] = {}
    for asked in _asked(known):
        for hit in index.search(asked, limit):
            if hit.case_id != known.case.id:
                found[hit.case_id] = max(hit.strength, found.get(hit.case_id, 0.0))
    first = sorted(found, key=lambda case_id: -found[case_id])[:limit]
    return {case_id: found[case_id] for case_id in first}


def _asked(known: Known) -> Iterator[Asked]:
    year = next((int(one.text[:4]) for one in known.of(BIRTH)), None)
    for name in known.of(NAME):
        yield Asked(name=name.text, born=year)
    for number in (*known.of(DOCUMENT), *known.of(PHONE)):
        yield Asked(number=number.text)
