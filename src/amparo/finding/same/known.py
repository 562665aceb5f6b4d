"""Everything that was recorded about who one child is, and by whom: for a person to read side by
side, and for the machine to compare.

Where the child is now is not among it: that a place agrees would tell it to somebody who may know
who the child is and not where.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amparo.casefile.models import Case
from amparo.casefile.wording import label
from amparo.finding.linkage import Record
from amparo.finding.same.likely import opened
from amparo.journey import Entry, Timeline

NAME, BIRTH, LOOKS, SEX, CITIZENSHIP, DOCUMENT, PHONE, FAMILY, LANGUAGE = (
    "name", "birth_date", "looks", "sex", "citizenship", "document", "phone", "family", "language",
)  # fmt: skip
FIELDS = (NAME, BIRTH, LOOKS, SEX, CITIZENSHIP, LANGUAGE, DOCUMENT, FAMILY, PHONE)
MOST_NAMES = 4
_NAMELESS = frozenset({"?", "-", ""})
# A sign, at least seven digits of any script with what people write between them.
_TELEPHONE = re.compile(r"\+?\(?\d(?:[ ().\-/\u00a0]{0,3}\d){6,}")


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that somebody recorded. `code`: of the list `field`, to be said in any language."""

    field: str
    text: str
    at: datetime
    author: UUID | None
    code_list: str = ""

    @property
    def words(self) -> str:
        return label(self.code_list, self.text) if self.code_list else self.text


@dataclass(frozen=True, slots=True)
class Known:
    """One child as one case knows them: everything said, in order of time."""

    case: Case
    said: tuple[Said, ...]

    def of(self, field: str) -> list[Said]:
        """What was said in answer to one question, each once, as it was said first."""
        found: dict[str, Said] = {}
        for one in self.said:
            if one.field == field:
                found.setdefault(one.text.casefold(), one)
        return list(found.values())

    def records(self, beside: "Known | None" = None) -> list[Record]:
        """As lists have it: one for each name by which the child is known. Of several citizenships,
        documents and telephones the one that is also said `beside`, or else the last.
        """
        names = [one.text for one in self.of(NAME)] or [""]
        return [self._record(number, names, beside) for number in range(len(names[:MOST_NAMES]))]

    def _record(self, number: int, names: list[str], beside: "Known | None") -> Record:
        given, family = _split(names[number])
        return Record(
            record_id=f"{self.case.id}/{number}",
            given_name=given,
            family_name=family,
            birth_date=self._last(BIRTH) or _year(self.of(LOOKS)),
            sex=self._last(SEX),
            citizenship=self._shared(CITIZENSHIP, beside),
            document=self._shared(DOCUMENT, beside),
            phone=self._shared(PHONE, beside),
        )

    def _shared(self, field: str, beside: "Known | None") -> str:
        said = {one.text.casefold(): one.text for one in self.of(field)}
        others = beside.of(field) if beside else []
        both = [said[one.text.casefold()] for one in others if one.text.casefold() in said]
        return both[-1] if both else self._last(field)

    def _last(self, field: str) -> str:
        said = self.of(field)
        return said[-1].text if said else ""


def _split(name: str) -> tuple[str, str]:
    """All but the last word, and the last; one word is a given name."""
    words = name.split()
    return (" ".join(words[:-1]), words[-1]) if len(words) > 1 else (name, "")


def _year(looks: list[Said]) -> str:
    """The year of birth that goes with how old the child looked, on that day."""
    return str(looks[-1].at.year - int(looks[-1].text)) if looks else ""


def known(cases: Iterable[Case]) -> dict[UUID, Known]:
    """What is known of each of these cases, joined concerns read through."""
    return {case.id: Known(case, tuple(_said(timeline))) for case, timeline in opened(list(cases))}


def _said(timeline: Timeline) -> Iterator[Said]:
    for entry in timeline.of("identity_recorded"):
        yield from _of_identity(entry)
    for entry in timeline.of("person_linked"):
        yield from _of_person(entry)


def _of_identity(entry: Entry) -> Iterator[Said]:
    for row in entry.says("names") or ():
        if (name := _text(row.get("name"))) not in _NAMELESS:
            yield _one(entry, NAME, name)
    if birth := _birth(entry.says("birth")):
        yield _one(entry, BIRTH, birth)
    if isinstance(looks := entry.says("apparent_age"), int):
        yield _one(entry, LOOKS, str(looks))
    for field, name, many in (
        (SEX, "sex", False),
        (CITIZENSHIP, "citizenships", True),
        (LANGUAGE, "languages", True),
    ):
        values = entry.says(name) or ()
        for value in values if many else [values] if values else ():
            yield _one(entry, field, str(value), code_list=field)
    for row in entry.says("documents") or ():
        if number := _text(row.get("number")):
            yield _one(entry, DOCUMENT, number)


def _of_person(entry: Entry) -> Iterator[Said]:
    relation = label("relation", str(entry.says("relation") or ""))
    if name := _text(entry.says("name")):
        yield _one(entry, FAMILY, f"{name} ({relation})" if relation else name)
    for number in _TELEPHONE.findall(_text(entry.says("contact"))):
        yield _one(entry, PHONE, number)


def _one(entry: Entry, field: str, text: str, code_list: str = "") -> Said:
    author = UUID(entry.author) if entry.author else None
    return Said(field, text, entry.recorded_at, author, code_list)


def _birth(value: object) -> str:
    """Year, month and day as far as they are known: 2012, 2012-03, 2012-03-09."""
    if not isinstance(value, Mapping) or not isinstance(value.get("year"), int):
        return ""
    parts = [f"{value['year']:04}"]
    for name in ("month", "day"):
        if not isinstance(value.get(name), int):
            break
        parts.append(f"{value[name]:02}")
    return "-".join(parts)


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
