"""Whether the strength is what it says: of those at 90 in 100, about nine in ten are the child.

In a made-up register: names in many scripts from the list of real spellings, ages by looks, some
with a brother or sister on record; four of five requests are for a child who is not in it.
"""

import csv
import random
from collections import Counter, defaultdict
from pathlib import Path
from uuid import UUID

import pytest

from amparo.finding.cards import Asked, Card, Name
from amparo.finding.index import NameIndex
from amparo.finding.tracing.matching import POSSIBLE, STRONG, Known, Person, Sought, compare
from amparo.finding.tracing.spelling import latin_words

LIST = Path(__file__).parents[1] / "finding" / "names" / "seen.csv"
CHILDREN, REQUESTS, ONE_IN, SEED = 3000, 500, 5, 7
SYLLABLES = [a + b for a in "bdfgklmnrstvz" for b in ("a", "e", "i", "o", "u", "an", "or")]


def groups() -> list[list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in csv.DictReader(LIST.read_text(encoding="utf-8").splitlines()):
        if row["kind"] == "usual":
            found[row["group"]].append(row["variant"])
    return [names for names in found.values() if len(names) > 2]


class Child:
    def __init__(self, chance: random.Random, named: list[list[str]]) -> None:
        self.given = chance.choice(named)
        rare = ["".join(chance.choices(SYLLABLES, k=3)).capitalize()]
        self.family = chance.choice(named) if chance.random() < 0.3 else rare
        self.sibling = chance.choice(named) if chance.random() < 0.5 else None
        self.born = chance.randint(2008, 2022)
        self.sex = chance.choice(["female", "male"])

    def known(self, chance: random.Random) -> Known:
        looks = self.born + chance.randint(-2, 2)
        sibling = [Person(chance.choice(self.sibling), "sibling")] if self.sibling else []
        return Known((self.name(chance),), ((looks - 2, looks + 2),), self.sex,
                     persons=tuple(sibling))  # fmt: skip

    def name(self, chance: random.Random) -> str:
        return f"{chance.choice(self.given)} {chance.choice(self.family)}"

    def sought(self, chance: random.Random) -> Sought:
        said = self.born + chance.choice((-1, 0, 0, 0, 1))
        siblings = (chance.choice(self.sibling),) if self.sibling else ()
        return Sought((self.name(chance),), (said - 1, said + 1), self.sex, siblings=siblings)


def measured() -> tuple[list[tuple[float, bool]], float, float]:
    """Each strength with whether it was the child, the share found, and that shown for nobody."""
    chance, named = random.Random(SEED), groups()
    children = [Child(chance, named) for _number in range(CHILDREN)]
    known = [child.known(chance) for child in children]
    borne = Counter(word for one in known for word in set(latin_words(one.names[0])))
    index = NameIndex()
    index.put_many(
        (UUID(int=number), Card(names=(Name(one.names[0]),))) for number, one in enumerate(known)
    )
    fits, found, shown_for_nobody = [], 0, 0
    for number in range(REQUESTS):
        there = number % ONE_IN == 0
        child = children[number] if there else Child(chance, named)
        asked = child.sought(chance)
        hits = index.search(Asked(name=asked.names[0]), limit=40)
        got = {
            hit.case_id.int: compare(
                asked, known[hit.case_id.int], CHILDREN, lambda word: max(1, borne[word]) / CHILDREN
            )
            for hit in hits
        }
        fits += [(fit.strength, there and one == number) for one, fit in got.items()]
        if there:
            found += number in got and got[number].fits
        else:
            shown_for_nobody += any(fit.fits for fit in got.values())
    there = REQUESTS / ONE_IN
    return fits, found / there, shown_for_nobody / (REQUESTS - there)


@pytest.mark.slow
def test_what_is_called_likely_is_likely_and_for_nobody_nothing_fits() -> None:
    fits, found, for_nobody = measured()
    for low, high in (
        (0, 0.02),
        (0.02, POSSIBLE),
        (POSSIBLE, STRONG),
        (STRONG, 0.95),
        (0.95, 1.01),
    ):
        own = [(strength, right) for strength, right in fits if low <= strength < high]
        share = sum(right for _strength, right in own) / max(1, len(own))
        mean = sum(strength for strength, _right in own) / max(1, len(own))
        print(f"{low}-{high}: {len(own)}, said {mean:.3f}, so it was {share:.3f}")
    print(f"found {found:.3f}, shown for a child who is not there {for_nobody:.3f}")
    strong = [right for strength, right in fits if strength >= STRONG]
    assert sum(strong) / len(strong) >= STRONG
    weak = [right for strength, right in fits if strength < POSSIBLE]
    assert sum(weak) / len(weak) <= POSSIBLE / 10
    assert found >= 0.75
    assert for_nobody <= 0.05
