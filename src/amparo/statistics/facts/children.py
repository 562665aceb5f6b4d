"""Which cases are one child, for counting: by what people decided, never by what a machine thinks.

Nobody reads this list: whatever somebody may know of a second case, a child is counted once.
"""

from collections.abc import Iterable
from uuid import UUID

from amparo.casefile.models import Case, CaseLink
from amparo.finding.models.suggestions import DecidedPair
from amparo.finding.same.pairs import SAME, read_as


def counted() -> list[UUID]:
    """Every case and concern that is counted: a concern that was joined to a case is that case."""
    joined = set(CaseLink.objects.filter(whole=True).values_list("concern_id", flat=True))
    ids = Case.objects.order_by("id").values_list("id", flat=True)
    return [case_id for case_id in ids.iterator() if case_id not in joined]


def stands_for() -> dict[UUID, UUID]:
    """For each case that is of one child with another, the case that stands for all of them."""
    pairs = list(DecidedPair.objects.filter(result=SAME).values_list("one_id", "other_id"))
    reader = read_as({each for pair in pairs for each in pair})
    return groups((reader.get(one, one), reader.get(other, other)) for one, other in pairs)


def groups(pairs: Iterable[tuple[UUID, UUID]]) -> dict[UUID, UUID]:
    """Everything that hangs together by these pairs, each with the smallest of its group. Pure."""
    above: dict[UUID, UUID] = {}

    def top(one: UUID) -> UUID:
        while above.setdefault(one, one) != one:
            above[one] = above[above[one]]
            one = above[one]
        return one

    for one, other in pairs:
        first, second = sorted((top(one), top(other)))
        above[second] = first
    return {one: top(one) for one in above}
