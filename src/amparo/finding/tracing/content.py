"""What a family says about the child they look for, read the same way from a page, a file and the
API. Pure.

A row is text by field; `read` gives what is sealed, or says in one line which field is wrong.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from typing import Any

from amparo.finding.tracing.sides import GUESSED, Days, Person, Sought, Years
from amparo.terms import code_list
from amparo.terms.messages import N_

LABELS: dict[str, str] = {
    "seeker_name": N_("Who looks for the child"),
    "relation": N_("Who they are to the child"),
    "may_be_contacted": N_("May they be contacted?"),
    "channel": N_("How they may be reached"),
    "child_names": N_("The child's names"),
    "age": N_("How old the child is now"),
    "sex": N_("Sex"),
    "places": N_("Places the child has to do with"),
    "parents": N_("Names of the parents"),
    "siblings": N_("Names of brothers and sisters"),
    "lost_on": N_("When they lost each other"),
    "lost_where": N_("Where they lost each other"),
    "circumstances": N_("How it happened"),
    "from_whom": N_("Which office or organisation asks"),
    "their_reference": N_("Their own number for it"),
    "answer_by": N_("Answer wished by"),
}
SEVERAL = ("child_names", "places", "parents", "siblings")
NEEDED = ("seeker_name", "relation", "child_names")
LONGEST = {"circumstances": 4000, "channel": 1000}
_LONGEST, _MOST_NAMES, _OLDEST, _FIRST_YEAR = 300, 12, 25, 1980
TOO_LONG, NOT_JSON = N_("this is longer than can be kept"), N_("this has to be an object of JSON")
NOT_TEXT = N_("this has to be text")
_YES, _NO = frozenset({"yes", "true", "1"}), frozenset({"no", "false", "0"})
_AGE = re.compile(r"(\d{1,2})(?:\s*[-–]\s*(\d{1,2}))?")
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_SEPARATORS = re.compile(r"[;\n؛·]+")


class Wrong(ValueError):
    """A field that cannot be kept; `field` is one of LABELS, `why` an English message id."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}")
        self.field, self.why = field, why


@dataclass(frozen=True, slots=True)
class Content:
    """One request as it is sealed. `ages`: youngest and oldest, now; `lost`: first and last day."""

    seeker_name: str
    relation: str
    child_names: tuple[str, ...]
    may_be_contacted: bool = False
    channel: str = ""
    ages: tuple[int, int] | None = None
    sex: str = ""
    places: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    siblings: tuple[str, ...] = ()
    lost: tuple[str, str] | None = None
    lost_where: str = ""
    circumstances: str = ""
    from_whom: str = ""
    their_reference: str = ""
    answer_by: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    def wished(self) -> date | None:
        """The day by which they wish an answer."""
        return date.fromisoformat(self.answer_by) if self.answer_by else None


def from_json(said: Mapping[str, Any]) -> Content:
    """What `to_json` gave; JSON knows lists only."""
    known = {field.name for field in fields(Content)}
    plain: dict[str, Any] = {name: value for name, value in said.items() if name in known}
    for name, value in plain.items():
        plain[name] = tuple(value) if isinstance(value, list) else value
    return Content(**plain)


def read(row: Mapping[str, object], today: date) -> Content:
    """A row from outside as it is kept. Raises Wrong for the first field that cannot be."""
    if unknown := sorted(str(name) for name in row if str(name) not in LABELS):
        raise Wrong(unknown[0][:60], N_("there is no such field"))
    for name in NEEDED:
        if not _texts(row, name):
            raise Wrong(name, N_("this has to be there"))
    relation = _code(row, "relation", "relation")
    return Content(
        seeker_name=_text(row, "seeker_name"),
        relation=relation,
        child_names=_texts(row, "child_names"),
        may_be_contacted=_yes(row, "may_be_contacted"),
        channel=_text(row, "channel"),
        ages=_ages(row),
        sex=_code(row, "sex", "sex"),
        places=_texts(row, "places"),
        parents=_texts(row, "parents"),
        siblings=_texts(row, "siblings"),
        lost=_lost(row, today),
        lost_where=_text(row, "lost_where"),
        circumstances=_text(row, "circumstances"),
        from_whom=_text(row, "from_whom"),
        their_reference=_text(row, "their_reference"),
        answer_by=_answer_by(row, today),
    )


def _lines(name: str, value: object) -> str:
    """A value as text. Raises Wrong for what is none, and for half a character."""
    if value is None:
        return ""
    if isinstance(value, bool | float | list | dict):
        raise Wrong(name, NOT_TEXT)
    try:
        str(value).encode()
    except UnicodeEncodeError as error:
        raise Wrong(name, NOT_TEXT) from error
    return str(value).replace("\0", "").strip()


def _text(row: Mapping[str, object], name: str) -> str:
    text = _lines(name, row.get(name))
    if len(text) > LONGEST.get(name, _LONGEST):
        raise Wrong(name, TOO_LONG)
    return text


def _texts(row: Mapping[str, object], name: str) -> tuple[str, ...]:
    """Several texts: a list, or one text with a semicolon or a line between them."""
    value = row.get(name)
    if name not in SEVERAL:
        text = _text(row, name)
        return (text,) if text else ()
    given = value if isinstance(value, list) else _SEPARATORS.split(_lines(name, value))
    found = tuple(dict.fromkeys(text for one in given if (text := _text({name: one}, name))))
    if len(found) > _MOST_NAMES:
        raise Wrong(name, N_("these are more than can be kept"))
    return found


def _code(row: Mapping[str, object], name: str, listed: str) -> str:
    text = _text(row, name).casefold().replace(" ", "_")
    if text and text not in code_list(listed).codes:
        raise Wrong(name, N_("this is none of the codes of the list"))
    return text


def _yes(row: Mapping[str, object], name: str) -> bool:
    value = row.get(name)
    text = str(value).casefold() if isinstance(value, bool) else _text(row, name).casefold()
    if text and text not in _YES | _NO:
        raise Wrong(name, N_("this has to be yes or no"))
    return text in _YES


def _ages(row: Mapping[str, object]) -> tuple[int, int] | None:
    text = _western(_text(row, "age"))
    if not text:
        return None
    found = _AGE.fullmatch(text)
    if found is None:
        raise Wrong("age", N_("write an age such as 12, or 10-13 where it is a guess"))
    low = int(found[1])
    high = int(found[2]) if found[2] else low
    if low > high or high > _OLDEST:
        raise Wrong("age", N_("write an age such as 12, or 10-13 where it is a guess"))
    return low, high


def _western(text: str) -> str:
    """Digits of any script as 0 to 9."""
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)


def _lost(row: Mapping[str, object], today: date) -> tuple[str, str] | None:
    text = _western(_text(row, "lost_on"))
    if not text:
        return None
    first, last = _days(text)
    if first.year < _FIRST_YEAR or first > today + timedelta(days=1):
        raise Wrong("lost_on", N_("this day cannot be right"))
    return first.isoformat(), min(last, today + timedelta(days=1)).isoformat()


def _days(text: str) -> Days:
    """A year, a month or a day as its first and last day."""
    found = _DAY.fullmatch(text)
    if found is None:
        raise Wrong("lost_on", N_("write a day such as 2026-03-14, a month or a year"))
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        first = date(year, month or 1, day or 1)
        after = date(year + 1, 1, 1) if not month else _next_month(year, month)
    except ValueError as error:
        raise Wrong("lost_on", N_("this day cannot be right")) from error
    return first, first if day else after - timedelta(days=1)


def _next_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1)


def _answer_by(row: Mapping[str, object], today: date) -> str:
    text = _western(_text(row, "answer_by"))
    if not text:
        return ""
    try:
        wished = date.fromisoformat(text)
    except ValueError as error:
        raise Wrong("answer_by", N_("write a day such as 2026-03-14")) from error
    if wished <= today:
        raise Wrong("answer_by", N_("this day has to be still to come"))
    return wished.isoformat()


def sought(content: Content, received: date) -> Sought:
    """The same as it is compared."""
    return Sought(
        names=content.child_names,
        born=_born(content.ages, received),
        sex=content.sex,
        places=_both(content.places, content.lost_where),
        parents=content.parents,
        siblings=content.siblings,
        seeker=Person(content.seeker_name, content.relation),
        circumstances=content.circumstances,
        lost=_as_days(content.lost),
    )


def _born(ages: tuple[int, int] | None, received: date) -> Years | None:
    """Years of birth: an age alone is a guess, from and to was thought about."""
    if ages is None:
        return None
    low, high = ages
    more = GUESSED if low == high else 0
    return received.year - high - 1 - more, received.year - low + more


def _both(places: Sequence[str], where: str) -> tuple[str, ...]:
    return (*places, where) if where else tuple(places)


def _as_days(lost: tuple[str, str] | None) -> Days | None:
    return (date.fromisoformat(lost[0]), date.fromisoformat(lost[1])) if lost else None
