"""What the index holds of one case, what somebody asks for, and what is found. Pure.

A card is made from the sealed entries about who the child is and who belongs to it; it lives in
memory only, or sealed.
"""

from dataclasses import dataclass
from uuid import UUID

from amparo.terms.messages import N_

CHILD, LINKED = "child", "linked"

# Why something was found, the strongest first.
SAME_NAME, SAME_LATIN, ONE_LETTER, SAME_SOUND, BEGINS, PART = (
    "same_name", "same_latin", "one_letter", "same_sound", "begins", "part",
)  # fmt: skip
NUMBER, NEAR_NUMBER, BORN, SEX, PLACE = "number", "near_number", "born", "sex", "place"

REASONS: dict[str, str] = {
    SAME_NAME: N_("the same name"),
    SAME_LATIN: N_("the same in Latin letters"),
    ONE_LETTER: N_("one letter differs"),
    SAME_SOUND: N_("sounds the same"),
    BEGINS: N_("begins the same"),
    PART: N_("a part of the name is the same"),
    NUMBER: N_("the same number"),
    NEAR_NUMBER: N_("one character of the number differs"),
    BORN: N_("born in the same year, or nearly"),
    SEX: N_("the same sex"),
    PLACE: N_("the same place"),
}


@dataclass(frozen=True, slots=True)
class Name:
    """One name as it was recorded. `whose`: the child's, or of somebody linked to the child."""

    text: str
    whose: str = CHILD


@dataclass(frozen=True, slots=True)
class Card:
    """What one case is found by. `born`: years, by birth or by looks. `numbers`: of documents and
    telephones, as written."""

    names: tuple[Name, ...] = ()
    born: tuple[int, ...] = ()
    sex: str = ""
    places: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for; whatever is empty is not asked."""

    name: str = ""
    born: int | None = None
    sex: str = ""
    place: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A case that may be meant. `strength` from 0 to 1 is absolute: it does not depend on what else
    was found. `reasons`: codes of REASONS, the strongest first. `whose` name was found."""

    case_id: UUID
    strength: float
    reasons: tuple[str, ...]
    whose: str = CHILD
