"""A made-up register and the families who look for somebody in it, of which the truth is known.

The children are those of the made-up country's lists (`benchmarks.lists`): eight scripts, families
of one to five, twins. Every child is on record or not by chance, so that a request is often near to
a brother or sister of the child who is looked for.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import UUID

from amparo.finding.cards import LINKED, Asked, Card, Name
from amparo.finding.index import NameIndex
from amparo.finding.tracing.matching import compare
from amparo.finding.tracing.sides import Fit, Known, Person, Said, Sought
from amparo.finding.tracing.spelling import latin_words
from benchmarks.lists import Child, Names, children

ONE_IN = 5  # of the children who are looked for is in the register, as `matching` assumes
TODAY = date(2026, 6, 1)


@dataclass(frozen=True, slots=True)
class Told:
    """One request: who it is about, what is said, and whether that child is on record."""

    child: Child
    sought: Sought
    there: bool


@dataclass(frozen=True, slots=True)
class Weighed:
    """One child held beside one request. `right`: it is the child who is looked for."""

    fit: Fit
    right: bool
    request: int


class MadeUp:
    """So many children on record, and requests of families one in five of which is for one."""

    def __init__(self, register: int, requests: int, seed: int) -> None:
        self.chance = Random(seed)
        every = list(children(2 * register + 2 * requests, seed))
        self.families: dict[int, list[Child]] = {}
        for child in every:
            self.families.setdefault(child.family, []).append(child)
        scripts = sorted({child.script for child in every})
        self._parents = {script: Names(script, Random(seed)) for script in scripts}
        own = self.chance.sample(every, register)
        self.children = {child.number: child for child in own}
        self.known = {number: self._known(child) for number, child in self.children.items()}
        self.index = NameIndex()
        self.index.put_many((UUID(int=number), _card(one)) for number, one in self.known.items())
        words = Counter(
            word for one in self.known.values() for name in one.names
            for word in set(latin_words(name))
        )  # fmt: skip
        self._borne = words
        self.requests = list(self._requests(every, requests))

    def share(self, word: str) -> float | None:
        return max(1, self._borne[word]) / len(self.known)

    def weighed(self) -> Iterator[Weighed]:
        """Everything that is compared: what the index finds by name, as the server does it."""
        for number, told in enumerate(self.requests):
            for found in self._near(told.sought):
                fit = compare(told.sought, self.known[found], len(self.known), self.share)
                yield Weighed(fit, told.there and found == told.child.number, number)

    def _near(self, asked: Sought) -> list[int]:
        family = [*asked.parents, *asked.siblings]
        family += [asked.seeker.name] if asked.seeker else []
        best: dict[int, float] = {}
        for name in dict.fromkeys((*asked.names, *family)):
            for hit in self.index.search(Asked(name=name), limit=40):
                if name in asked.names or hit.whose == LINKED:
                    best[hit.case_id.int] = max(hit.strength, best.get(hit.case_id.int, 0.0))
        return sorted(best, key=lambda one: -best[one])[:60]

    # What is on record

    def _known(self, child: Child) -> Known:
        chance = self.chance
        names = [_name(child, chance)]
        if chance.random() < 0.2:
            names.append(_name(child, chance))
        year = child.born[0]
        looks = year + chance.choice((-2, -1, -1, 0, 0, 0, 1, 1, 2))
        born = (year, year) if chance.random() < 0.4 else (looks - 3, looks + 2)
        return Known(
            names=tuple(names), born=(born,) if chance.random() < 0.95 else (),
            sex={"f": "female", "m": "male"}[child.sex] if chance.random() < 0.97 else "",
            places=(Said(child.place),) if chance.random() < 0.4 else (),
            persons=tuple(self._people(child, 0.3)),
            noticed=TODAY - timedelta(days=chance.randrange(700)),
        )  # fmt: skip

    def _people(self, child: Child, often: float) -> Iterator[Person]:
        for relation in ("mother", "father"):
            if self.chance.random() < often:
                yield Person(self._parent(child, relation), relation)
        for one in self.families[child.family]:
            if one.number != child.number and self.chance.random() < often:
                yield Person(_name(one, self.chance, 0.5), "sibling")

    def _parent(self, child: Child, relation: str) -> str:
        """The same mother for every child of a family, spelled anew each time."""
        sex = "f" if relation == "mother" else "m"
        of_family = Random(f"{child.family}/{relation}")
        names = self._parents[child.script]
        given = names.pick(names.given[sex], of_family)
        return f"{_spelled(given, self.chance)} {_spelled(child.name, self.chance)}"

    # What families say

    def _requests(self, every: list[Child], number: int) -> Iterator[Told]:
        on_record = list(self.children.values())
        absent = [child for child in every if child.number not in self.children]
        for at in range(number):
            there = at % ONE_IN == 0
            child = self.chance.choice(on_record if there else absent)
            yield Told(child, self._sought(child), there)

    def _sought(self, child: Child) -> Sought:
        chance = self.chance
        names = [_name(child, chance, 0.9)]
        if chance.random() < 0.15:
            names.append(child.nickname)
        if chance.random() < 0.03:
            names = [child.nickname]
        year = child.born[0] + chance.choices((-1, 0, 1, 2), (10, 75, 12, 3))[0]
        people = list(self._people(child, 0.5))
        lost = TODAY - timedelta(days=chance.randrange(900))
        return Sought(
            names=tuple(names),
            born=(year - 1, year + 1) if chance.random() < 0.85 else None,
            sex={"f": "female", "m": "male"}[child.sex] if chance.random() < 0.95 else "",
            places=(child.place,) if chance.random() < 0.6 else (),
            parents=tuple(one.name for one in people if one.relation != "sibling"),
            siblings=tuple(one.name for one in people if one.relation == "sibling"),
            seeker=Person(self._parent(child, "mother"), "mother"),
            lost=(lost, lost) if chance.random() < 0.5 else None,
        )  # fmt: skip


def _name(child: Child, chance: Random, family: float = 0.95) -> str:
    """As one office or one aunt says it: the family name is not always there."""
    given = _spelled(child.given, chance)
    return f"{given} {_spelled(child.name, chance)}" if chance.random() < family else given


def _spelled(name: list[str], chance: Random) -> str:
    if chance.random() < 0.25:
        return name[0]
    return chance.choice(name[1:] or name)


def _card(known: Known) -> Card:
    own = tuple(Name(name) for name in known.names)
    return Card(names=(*own, *(Name(one.name, whose=LINKED) for one in known.persons)))
