"""One line of a list, and what comparing two of them gives."""

from dataclasses import dataclass

COLUMNS = (
    "record_id", "given_name", "family_name", "other_names", "birth_date", "sex", "citizenship",
    "place", "document", "phone",
)  # fmt: skip

SAME, NEAR, OTHER, MISSING = "same", "near", "other", "missing"


@dataclass(frozen=True, slots=True)
class Record:
    """As it was written; an empty text is not known. `birth_date` may be partial: 2012, 2012-05."""

    record_id: str
    given_name: str = ""
    family_name: str = ""
    other_names: str = ""
    birth_date: str = ""
    sex: str = ""
    citizenship: str = ""
    place: str = ""
    document: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What one field says. `level`: same, near, other or missing. `weight`: log2 of how many times
    likelier this is for one person than for two. `rare`: the share of records with that value."""

    field: str
    level: str
    weight: float
    rare: float | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records. `weight`: log2 of the odds that they are one person. `related`: the probability
    that they are brother or sister instead. `agreements` add up to the odds against two strangers,
    but for what is known before; that they may be related takes from it."""

    one: str
    other: str
    probability: float
    weight: float
    agreements: tuple[Agreement, ...]
    related: float = 0.0
