"""What goes along with a release, for whoever opens the folder without knowing any of this."""

from collections.abc import Iterator
from textwrap import fill

from amparo.statistics.synthesis import budget
from amparo.statistics.synthesis.making import Synthesised

WIDE = 96


def read_me(made: Synthesised) -> str:
    """README.txt."""
    return "\n\n".join(fill(part, WIDE) for part in _parts(made)) + "\n"


def _parts(made: Synthesised) -> Iterator[str]:
    asked, length = made.budget, made.budget.length
    widths = enumerate(made.quality.within(), 1)
    yield "MADE-UP RECORDS AND NOISY COUNTS"
    yield (
        "No line of records.csv is a person. The lines were made so that their counts come near "
        "those in aggregates.csv, which are the counts of real records with noise added to each."
    )
    yield (
        'QUOTE aggregates.csv, and say that the count is noisy: "about 340, with noise (95 of 100 '
        'such counts are moved by less than N)". N is here, by how many values are combined: '
        + "; ".join(f"{size}: {within:.0f}" for size, within in widths)
        + ". A count that is smaller than its N may be noise only; do not quote it. Besides, "
        "counts are a little too low: about one person in a hundred, of those of whom most is "
        "known, does not count in all of their combinations, so that nobody counts in too many."
    )
    yield (
        "EXPLORE records.csv, and quote nothing of it: open it, draw it, try a question on it, "
        f"then look the answer up in aggregates.csv. {_beyond(length)}"
    )
    yield (
        'An empty cell is "not reported", never "no". A combination that is not in aggregates.csv '
        "had a noisy count too small to be told, or nobody had it: one cannot know which."
    )
    yield from _promise(asked)
    yield (
        "Do not try to find out who is behind these numbers, and do not join them with lists of "
        "people. What noise protects from is learning whether one record was there; it does not "
        "hide what is true of a whole group."
    )


def _beyond(length: int) -> str:
    followed = min(length, 2)
    shown = "single values" if followed == 1 else "single values and pairs"
    return (
        f"The lines follow the counts of {shown}; what they say of more values together is a guess."
    )


def _promise(asked: budget.Budget) -> Iterator[str]:
    yield (
        f"THE PROMISE: {budget.in_words(asked.epsilon)} (delta {asked.delta:.2g}: the chance that "
        "the promise fails). It is about one record; who has several records is protected less."
    )
    if budget.strength(asked.epsilon) == "weak":
        yield (
            f"Epsilon {asked.epsilon:g} is weak, and is said here so that nobody takes it for "
            "more: up to 1 is strong, up to 4 fair. It was chosen for counts near the true ones."
        )
    yield (
        "IT ADDS UP. If another release is made of the same people, what both promise is the sum "
        "of their epsilons: two of 2 are one of 4. Whoever publishes keeps a ledger of it."
    )
