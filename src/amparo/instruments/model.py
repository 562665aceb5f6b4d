"""What an instrument is, once its file was read."""

from collections.abc import Mapping
from dataclasses import dataclass

from amparo.terms import Text

STRENGTHS = ("strong", "medium", "weak")
STAGES = ("observe", "first_contact", "after_guardian")
MODES = ("observe", "ask")
SCORINGS = ("ilo", "none", "score")
AUDIENCES = ("child", "adult", "any")
VERIFICATIONS = ("official", "second_hand", "unverified")

KNOWN_FROM = ("child_sign", "control")
"""The code lists by whose codes a record may hold already what an item asks."""

ILO_DIMENSIONS = (
    "deceptive_recruitment",
    "coercive_recruitment",
    "recruitment_by_abuse_of_vulnerability",
    "exploitation",
    "coercion_at_destination",
    "abuse_of_vulnerability_at_destination",
)
EXPLOITATION = "exploitation"
MEANS = tuple(code for code in ILO_DIMENSIONS if code != EXPLOITATION)


@dataclass(frozen=True, slots=True)
class Item:
    """One sign: how strong it is, when it may be looked at, and whether it may be asked.

    `stage`: `observe` needs no word from the child; `first_contact` fits a first conversation about
    safety; `after_guardian` waits for a guardian and somebody trained. `mode` `observe` is never
    asked. `strength` is empty where nothing is counted. `known_from` names what a record may hold
    already that answers the same question with yes: `LIST.CODE`, such as `control.isolation`.
    """

    code: str
    dimension: str
    strength: str
    stage: str
    mode: str
    text: Text
    help: Text
    verification: str
    known_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dimension:
    """Items that belong together, in the order in which they are looked at."""

    code: str
    name: Text
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class External:
    """An instrument of somebody else's of which only the result is recorded."""

    code: str
    name: Text
    ages: tuple[int, int]
    licence: str
    positive: Text


@dataclass(frozen=True, slots=True)
class Study:
    """How often the results of an instrument were right, where somebody found out."""

    code: str
    of: str
    reference: str
    people: int
    ages: tuple[int, int]
    setting: Text
    sensitivity: float
    specificity: float
    prevalence: float | None


@dataclass(frozen=True, slots=True)
class Instrument:
    """A set of signs or questions, with everything that must be known before it is trusted.

    `on` is false while its text was not checked: it is then used only by whoever insists. `ages`
    are the lowest and the highest for which it was made.
    """

    code: str
    version: str
    on: bool
    scoring: str
    audience: str
    ages: tuple[int, int]
    licence: str
    source: str
    verification: str
    verified: Text
    name: Text
    about: Text
    dimensions: tuple[Dimension, ...]
    externals: Mapping[str, External]
    studies: tuple[Study, ...]

    @property
    def items(self) -> dict[str, Item]:
        """Every item by its code, in order."""
        return {item.code: item for dimension in self.dimensions for item in dimension.items}
