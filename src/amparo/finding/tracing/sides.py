"""The two sides that are compared, and what comes of it: the child somebody looks for, a child who
is known here, and how far both agree, part by part. Pure.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from amparo.terms.messages import N_

NAME, BORN, SEX, PLACE, PARENTS, SIBLINGS, CIRCUMSTANCES, WHEN, KIN = (
    "name", "born", "sex", "place", "parents", "siblings", "circumstances", "when", "kin",
)  # fmt: skip
PARTS: dict[str, str] = {
    NAME: N_("Name"),
    PARENTS: N_("Parents, and who looks for them"),
    SIBLINGS: N_("Brothers and sisters"),
    BORN: N_("Born"),
    SEX: N_("Sex"),
    PLACE: N_("Places"),
    WHEN: N_("Lost, and noticed here"),
    CIRCUMSTANCES: N_("What happened"),
    KIN: N_("Or a brother or sister"),
}
AGREES, NEARLY, DIFFERS, MISSING = "agrees", "nearly", "differs", "missing"
# From here on it is shown, and how. A family missed is worse than a minute spent on another child.
STRONG, POSSIBLE = 0.8, 0.1
GUESSED = 2  # years to either side of an age by looks

Years = tuple[int, int]
Days = tuple[date, date]
Share = Callable[[str], float | None]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody around a child: `relation` and `risk` are codes."""

    name: str
    relation: str = ""
    risk: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A text, and the section of the record that it stands in."""

    text: str
    section: str = "identity"


@dataclass(frozen=True, slots=True)
class Sought:
    """The child somebody looks for, as the family says. `born`: the first and last year it may be.

    `seeker`: who looks, with the relation; `lost`: the first and last day of the separation.
    """

    names: tuple[str, ...] = ()
    born: Years | None = None
    sex: str = ""
    places: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    siblings: tuple[str, ...] = ()
    seeker: Person | None = None
    circumstances: str = ""
    lost: Days | None = None

    @property
    def family(self) -> tuple[str, ...]:
        """Everybody named around the child, who looks among them."""
        looks = (self.seeker.name,) if self.seeker else ()
        return tuple(name for name in (*self.parents, *self.siblings, *looks) if name)


@dataclass(frozen=True, slots=True)
class Known:
    """A child as the record knows them; `noticed`: when somebody was first worried here."""

    names: tuple[str, ...] = ()
    born: tuple[Years, ...] = ()
    sex: str = ""
    places: tuple[Said, ...] = ()
    persons: tuple[Person, ...] = ()
    accounts: tuple[Said, ...] = ()
    noticed: date | None = None

    def people(self, *, siblings: bool) -> tuple[str, ...]:
        """The names of brothers and sisters, or of all others around the child."""
        return tuple(
            one.name for one in self.persons if one.name and (one.relation == "sibling") == siblings
        )


@dataclass(frozen=True, slots=True)
class Part:
    """One line of the explanation: what is asked, what is known, how it agrees, its weight.

    `section`: only somebody who may read it is shown what the record says.
    """

    code: str
    level: str
    weight: float
    asked: str = ""
    known: str = ""
    section: str = "identity"


@dataclass(frozen=True, slots=True)
class Fit:
    """How far both agree. `risk`: somebody of the seeker's name is known as a risk to the child.

    `kin`: how likely it is a brother or sister of the child who is looked for.
    """

    strength: float
    weight: float
    parts: tuple[Part, ...]
    risk: bool = False
    kin: float = 0.0

    @property
    def fits(self) -> bool:
        return self.strength >= POSSIBLE


def listed(texts: Iterable[str]) -> str:
    """Several texts in one line, each once."""
    return " · ".join(dict.fromkeys(text for text in texts if text))
