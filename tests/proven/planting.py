"""Values that nobody would ever write by accident, and where they turn up.

`PLANTED` are those that point to a child or to whoever reported: name in four scripts, birth date,
contact, whereabouts, number of a document. `MARKS` has one for each section of a case. `Needle`
knows a value by every spelling in which a machine may have kept it.
"""

import base64
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from amparo.access import SECTIONS

NAMES = ("Zqnameqz Vlkqarst", "Жщнамеъж", "ظضغصثقنم", "ឍណថឫឰ", "ঢড়ৠঐঔ")
BORN = {"year": 2013, "month": 11, "day": 23}
CONTACT = "zqcontactqz 00 7731 5519"
PLACE = "Zqplaceqz by the quarry"
DOCUMENT = "ZQ7731DOC9942QZ"
REPORTER_CONTACT = "zqreporterqz 00 4410 2267"
RELATIVE = "Zqrelativeqz Wvxtq"

CONCERN = {
    "channel": "school",
    "account": "zqaccountqz: she falls asleep in class.",
    "urgent": True,
}
IDENTITY_AS_HEARD = {"names": [{"name": NAMES[0]}], "sex": "female", "apparent_age": 13}
WHEREABOUTS = {"place": PLACE}
REPORTER = {"relation": "other", "contact": REPORTER_CONTACT, "may_be_contacted": True}
ASKED = {
    "seeker_name": RELATIVE,
    "relation": "mother",
    "may_be_contacted": "yes",
    "channel": CONTACT,
    "child_names": NAMES[0],
    "sex": "female",
    "age": "12-14",
}
MARKS = {section: f"zqmark{section}qz" for section in SECTIONS}

# What the caseworker records, in this order.
ENTRIES: tuple[tuple[str, dict[str, Any]], ...] = (
    (
        "identity_recorded",
        {
            "names": [{"name": name} for name in NAMES],
            "birth": BORN,
            "sex": "female",
            "documents": [{"kind": "passport", "number": DOCUMENT}],
        },
    ),
    ("person_linked", {"relation": "mother", "name": RELATIVE, "contact": CONTACT}),
    ("whereabouts_noted", WHEREABOUTS),
    ("need_found", {"service": "education"}),
    ("view_recorded", {"topic": "education", "wish": "for"}),
    ("document_recorded", {"kind": "report", "section": "coded"}),
    ("contact_made", {"how": "by telephone", "child_seen": True}),
    *(("note_added", {"section": section, "text": mark}) for section, mark in MARKS.items()),
)


@dataclass(frozen=True)
class Needle:
    """One planted value. `kind` says what it is: identity, whereabouts, account, or typed."""

    kind: str
    value: str

    def spellings(self) -> tuple[bytes, ...]:
        """The value as bytes, in every way in which it may lie in a file or stand in a page."""
        found: set[bytes] = set()
        for text in {self.value, self.value.casefold(), self.value.upper()}:
            plain = text.encode()
            found |= {plain, text.encode("utf-16-le"), text.encode("utf-16-be")}
            found |= {quote(text).encode(), quote(text).lower().encode()}
            found |= {json.dumps(text)[1:-1].encode(), plain.hex().encode()}
            found |= set(_in_base64(plain))
        return tuple(sorted(found))


def _in_base64(plain: bytes) -> Iterable[bytes]:
    """The part of a base64 text that stays the same wherever the value begins in it."""
    for before in range(3):
        whole = base64.b64encode(b"\0" * before + plain)
        inner = whole[(0, 2, 3)[before] : len(whole) // 4 * 4 - 4]
        if len(inner) > 11:
            yield inner
            yield inner.replace(b"+", b"-").replace(b"/", b"_")


def _words(text: str) -> list[str]:
    return [word.strip(".,:") for word in text.split() if len(word.strip(".,:")) > 4]


def _day(year: int, month: int, day: int) -> list[str]:
    """A date as machines and people write it."""
    names = ("November", "novembre", "noviembre", "نوفمبر")
    spelled = [f"{day} {name} {year}" for name in names] + [f"{day} de noviembre de {year}"]
    # A page may write the year as it writes numbers, with a mark after the thousands.
    counted = [f">{year // 1000}{mark}{year % 1000:03}<" for mark in ("", *",.\u202f\xa0")]
    return [f"{year}-{month:02}-{day:02}", f"{day:02}/{month:02}/{year}",
            f'"year":{year}', f'"year": {year}', *spelled, *counted]  # fmt: skip


BIRTH = tuple(Needle("identity", text) for text in _day(**BORN))
IDENTIFYING = BIRTH + tuple(
    Needle("identity", word)
    for text in (*NAMES, CONTACT, DOCUMENT, REPORTER_CONTACT, RELATIVE)
    for word in _words(text)
)
# Moments from which the birth date can be reckoned: coming of age, and half a year before.
RECKONED = (Needle("identity", "2031-11-23"), Needle("identity", "2031-05-23"))
WHERE = tuple(Needle("whereabouts", word) for word in _words(PLACE)[:1])
SAID = (Needle("account", "zqaccountqz"),)
OF_SECTIONS = tuple(Needle(section, mark) for section, mark in MARKS.items())
# What must be on no disk, in no log, in no message and in no address, whoever may read it.
PLANTED = IDENTIFYING + WHERE + SAID + OF_SECTIONS

_SPELLED = {needle: needle.spellings() for needle in PLANTED}


def found_in(haystack: bytes, needles: Iterable[Needle] = PLANTED) -> list[Needle]:
    """The needles that stand in these bytes, in any spelling."""
    return [
        needle
        for needle in needles
        if any(spelling in haystack for spelling in _SPELLED.get(needle) or needle.spellings())
    ]


def found_plainly(haystack: bytes, needles: Iterable[Needle] = PLANTED) -> list[Needle]:
    """As `found_in`, as it was typed only: for files that are long and written by others."""
    return [needle for needle in needles if needle.value.encode() in haystack]
