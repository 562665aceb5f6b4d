"""A register of sealed cards without the cases behind them, for what only concerns the index.

A million whole cases take hours to make. Here each has what the opening touches: its row, its two
keys and its sealed card, made through the same functions. Names are drawn from the made-up
country's lists and from syllables, so that most family names are rare and a few are borne by many.
A few hundred cases are real ones, for somebody to add to.
"""

from collections.abc import Iterator
from random import Random
from typing import Any
from uuid import UUID

AT_ONCE = 20_000
REAL = 100
SCRIPTS = (("latin", 70), ("arabic", 12), ("cyrillic", 10), ("bengali", 8))
GIVEN, FAMILIES, SKEW = 30_000, 120_000, 3.0
SOUNDS = [first + last for first in ("", *"bdfgklmnrstwy", "ch", "sh") for last in "aeiou"]


def make(cards: int, seed: int) -> int:
    """Inside: a deployment with so many sealed cards and a few real cases; how many names."""
    from django.utils import timezone

    from amparo.casefile.keys import key_source
    from amparo.people.models import Agency
    from amparo.web import commands
    from tests.casefile.making import a_case
    from tests.cast import make_cast

    commands.prepare()
    cast = make_cast()
    for number in range(REAL):
        a_case(cast, identity={"names": [{"name": f"Real{number} Child"}]})
    agency, source, at = Agency.objects.earliest("id"), key_source(), timezone.now()
    people, names = People(seed), 0
    for start in range(0, cards, AT_ONCE):
        count = min(AT_ONCE, cards - start)
        drawn = [people.card() for _ in range(count)]
        names += sum(len(card.names) for card in drawn)
        _write(drawn, agency.id, source, at)
    return names


def _write(drawn: list[Any], agency_id: Any, source: Any, at: Any) -> None:
    from amparo.audit import statements
    from amparo.casefile import reference as references
    from amparo.casefile import sealing
    from amparo.casefile.keyring import APART, Keyring
    from amparo.casefile.models import OPEN, Case
    from amparo.casefile.queueing import write_transaction
    from amparo.finding.kept import sealed
    from amparo.finding.models import SealedCard

    ring, cases, rows = Keyring(source), [], []
    first = sealed.last_changed() + 1
    for number, card in enumerate(drawn, start=first):
        case = Case(
            reference=references.from_number(number), state=OPEN, created_at=at,
            triage_agency_id=agency_id, agency_id=agency_id,
        )  # fmt: skip
        ring.new_case(case.id)
        key_id, key = ring.case_key(case.id, APART)
        said = sealing.seal(key, sealed.place_of(case.id, key_id), sealed.packed(card))
        cases.append(case)
        rows.append(SealedCard(case_id=case.id, changed=number, key_id=key_id, sealed=said))
    with write_transaction():
        statements.insert(ring.take_fresh())
        statements.insert(cases)
        statements.insert(rows)


class People:
    """Draws cards, the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        from amparo.demo.country import data

        self._random = Random(seed)
        self._lists = data("names")
        self._many_given = [self._invented() for _ in range(GIVEN)]
        self._families = [self._invented() for _ in range(FAMILIES)]

    def card(self) -> Any:
        """A child with one name, a fifth of them with two, a fifth with a person who belongs."""
        from amparo.finding.cards import LINKED, Card, Name

        family = self._family()
        names = [Name(f"{self._given()} {family}")]
        if self._random.random() < 0.2:
            names.append(Name(f"{self._given()} {family}"))
        if self._random.random() < 0.2:
            names.append(Name(f"{self._given()} {self._family()}", LINKED))
        sex = self._random.choice(("female", "male", ""))
        return Card(tuple(names), (self._random.randint(2008, 2024),), sex, (), self._numbers())

    def _numbers(self) -> tuple[str, ...]:
        if self._random.random() < 0.7:
            return ()
        return (f"+{self._random.randint(10**9, 10**11)}",)

    def _given(self) -> str:
        if self._random.random() < 0.5:
            return self._skewed(self._many_given)
        [script] = self._random.choices([s for s, _w in SCRIPTS], [w for _s, w in SCRIPTS])
        lists = self._lists.get(script, self._lists["latin"])
        return str(self._random.choice(self._random.choice((lists["female"], lists["male"])))[0])

    def _family(self) -> str:
        return self._skewed(self._families)

    def _skewed(self, words: list[str]) -> str:
        """The first ones often, the last ones hardly ever."""
        return words[int(len(words) * self._random.random() ** SKEW)]

    def _invented(self) -> str:
        return "".join(self._random.choices(SOUNDS, k=self._random.randint(2, 4))).capitalize()


def sought(seed: int, count: int) -> Iterator[str]:
    """Names as people would look for them: of those that the same seed drew, some misspelled."""
    people, chance = People(seed), Random(seed + 1)
    for _ in range(count):
        name = people.card().names[0].text
        if chance.random() < 0.3 and len(name) > 5:
            place = chance.randrange(1, len(name) - 1)
            name = name[:place] + name[place + 1 :]
        yield name


def real_cases() -> list[UUID]:
    """Inside: the cases that somebody can add to."""
    from amparo.casefile.models import Entry

    found = Entry.objects.filter(kind="case_opened").values_list("case_id", flat=True)
    return list(found.distinct())
