"""Which keys may stand where in the file of an instrument, and what they may hold."""

import re
from typing import Any

from amparo.instruments.answers import OLDEST
from amparo.instruments.model import (
    AUDIENCES,
    ILO_DIMENSIONS,
    KNOWN_FROM,
    MODES,
    SCORINGS,
    STAGES,
    STRENGTHS,
    VERIFICATIONS,
)
from amparo.terms import code_list
from amparo.terms.lines import Shape, shown
from amparo.terms.values import (
    Readers,
    in_each_language,
    is_code,
    nearest,
    one_of,
    read_flag,
    read_name,
    read_text,
    read_version,
)

SHAPE = Shape(
    "instrument",
    ("dimension", "item", "external", "study"),
    header="item.no_guardian",
    key='stage = "observe"',
)
_ITEM = re.compile(r"[a-z0-9][a-z0-9_.]{0,59}")
_AGES = re.compile(r"(\d{1,3})-(\d{1,3})")
MOST_PEOPLE = 10_000_000


def is_item(code: str) -> bool:
    """Whether an item may be called so: small letters, digits, dots and underscores."""
    return _ITEM.fullmatch(code) is not None


def read_code(value: Any) -> str:
    """The code of an instrument."""
    if not isinstance(value, str) or not is_code(value):
        raise ValueError(f'must be small letters, digits and _ such as "signs", not {shown(value)}')
    return value


def read_ages(value: Any) -> tuple[int, int]:
    """The lowest and the highest age: `11-17`."""
    found = _AGES.fullmatch(value) if isinstance(value, str) else None
    ages = (int(found[1]), int(found[2])) if found else (1, 0)
    if not ages[0] <= ages[1] <= OLDEST:
        raise ValueError(f'must be the lowest and highest age, such as "0-17", not {shown(value)}')
    return ages


def read_share(value: Any) -> float:
    """A share of a whole: above 0, at most 1."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1:
        raise ValueError(f"must be a share above 0 and at most 1, such as 0.84, not {shown(value)}")
    return float(value)


def read_people(value: Any) -> int:
    """How many people were studied."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= MOST_PEOPLE:
        raise ValueError(f"must be how many people were studied, not {shown(value)}")
    return value


def read_known_from(value: Any) -> tuple[str, ...]:
    """What answers an item without asking: codes of lists, such as `control.isolation`."""
    if not isinstance(value, list) or not value:
        raise ValueError(f'must be a list such as ["control.isolation"], not {shown(value)}')
    for one in value:
        name, _dot, code = one.partition(".") if isinstance(one, str) else ("", "", "")
        if name not in KNOWN_FROM:
            lists = " or ".join(KNOWN_FROM)
            raise ValueError(f"must name codes of {lists}, such as control.isolation: {shown(one)}")
        if code not in code_list(name).codes:
            near = nearest(code, code_list(name).codes)
            raise ValueError(f"there is no code {shown(code)} in {name}{near}")
    return tuple(value)


HEAD: Readers = {
    "code": read_code,
    "version": read_version,
    "on": read_flag,
    "scoring": one_of(*SCORINGS),
    "audience": one_of(*AUDIENCES),
    "ages": read_ages,
    "licence": read_text,
    "source": read_text,
    "verification": one_of(*VERIFICATIONS),
    "shares": read_code,
    **in_each_language("verified"),
    **in_each_language("name"),
    **in_each_language("about"),
}
DIMENSION: Readers = in_each_language("name")
ITEM: Readers = {
    "dimension": read_name,
    "strength": one_of(*STRENGTHS),
    "stage": one_of(*STAGES),
    "mode": one_of(*MODES),
    "verification": one_of(*VERIFICATIONS),
    "known_from": read_known_from,
    **in_each_language("text"),
    **in_each_language("help"),
}
EXTERNAL: Readers = {
    "ages": read_ages,
    "licence": read_text,
    **in_each_language("name"),
    **in_each_language("positive"),
}
STUDY: Readers = {
    "of": read_name,
    "reference": read_text,
    "people": read_people,
    "ages": read_ages,
    "sensitivity": read_share,
    "specificity": read_share,
    "prevalence": read_share,
    **in_each_language("setting"),
}

KEYS: dict[str, Readers] = {
    "instrument": HEAD,
    "dimension": DIMENSION,
    "item": ITEM,
    "external": EXTERNAL,
    "study": STUDY,
}
OPTIONAL = {
    "instrument": {"shares"},
    "dimension": set[str](),
    "item": {"strength", "verification", "known_from"},
    "external": set[str](),
    "study": {"prevalence"},
}
REQUIRED = {
    table: tuple(key for key in readers if key not in OPTIONAL[table])
    for table, readers in KEYS.items()
}
WITH_STRENGTH = frozenset({"ilo"})
DIMENSIONS = {"ilo": ILO_DIMENSIONS}
