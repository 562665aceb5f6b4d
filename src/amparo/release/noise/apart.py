"""Hidden numbers and noise of the same children are never both public.

Numbers that are shown as they are take from the noise what it promised; and with the noise, hidden
numbers can be guessed. What was ever public counts, withdrawn or not: who has it keeps it.
"""

from collections.abc import Iterable

from amparo.release.made import Release
from amparo.release.refused import ReleaseError


class NotApart(ReleaseError):
    """Exact and noisy numbers of the same children would both be public."""


def check_apart(first: int, last: int, with_noise: bool, published: Iterable[Release]) -> None:
    """For a release of children registered in these years. Raises NotApart."""
    for one in published:
        overlaps = one.meaning.end.year >= first and one.meaning.start.year <= last
        if not overlaps or (one.noise is not None) == with_noise:
            continue
        theirs = f"{one.name}, version {one.version}"
        if with_noise:
            raise NotApart(
                f"noise: {theirs} is public of some of the same years with exact numbers, and "
                "beside these noise protects nobody; ask for other years, or without noise"
            )
        raise NotApart(
            f"{theirs} is public of some of the same years with noisy numbers, whose promise exact "
            "ones would break; ask for other years, or with [noise]"
        )
