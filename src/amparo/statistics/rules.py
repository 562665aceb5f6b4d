"""What an analyst may write down for everybody to read: public text, never of a child. Pure.

The text is not compared with the register: a refusal would then tell that a child is known.
"""

import re
from datetime import date, timedelta
from typing import Final

from amparo.access import Refused
from amparo.statistics.figures.parts import WORLD
from amparo.statistics.figures.series import KINDS
from amparo.terms import code_list
from amparo.terms.messages import N_

LONGEST: Final = 500
LONGEST_LINE: Final = 200
LONGEST_PLACE: Final = 80
FIRST: Final = date(1900, 1, 1)
AHEAD: Final = timedelta(days=5 * 366)

PUBLIC: Final = N_(
    "Public: everybody may read this, under charts and in reports. Never write of one child, and"
    " no name of a child."
)
"""Said at every field of text."""

ABOUT: Final = {
    "conflict": N_("Conflict"),
    "displacement": N_("People having to leave"),
    "disaster": N_("Disaster"),
    "epidemic": N_("Epidemic"),
    "law": N_("A change of law"),
    "economy": N_("Work and prices"),
    "recruitment": N_("A new way of recruiting children"),
    "other": N_("Another subject"),
}
HAPPENED: Final = {
    "as_warned": N_("It happened as warned"),
    "in_part": N_("It happened in part"),
    "otherwise": N_("It happened otherwise"),
    "did_not_happen": N_("It did not happen"),
    "not_known": N_("Not known yet"),
}

_OF_ONE: Final = (
    # A reference of a case, a telephone number or that of a document, an address of e-mail.
    re.compile(r"\b[0-9A-Z]{4}[-\s]?[0-9A-Z]{4}[-\s]?[0-9A-Z]\b"),
    re.compile(r"(?:\d[\s().-]?){7,}"),
    re.compile(r"\S@\S"),
    # The age of one person, in the four languages.
    re.compile(r"\b(?:aged|âgée?s? de|de edad|edad de)\s+\d{1,2}\b", re.IGNORECASE),
    re.compile(r"\b\d{1,2}[\s-]years?[\s-]olds?\b", re.IGNORECASE),
    re.compile(r"\b(?:de|of)\s+\d{1,2}\s+(?:ans|años)\b", re.IGNORECASE),
    re.compile(r"(?:عمره|عمرها|البالغة?)\D{0,12}\d{1,2}"),
    # Somebody called so.
    re.compile(r"\b(?:named|whose name is|prénommée?|llamad[oa])\s+\w", re.IGNORECASE),
    re.compile(r"(?:اسمه|اسمها|يدعى|تدعى)\s"),
    # Whose child it is, or where it lives.
    re.compile(r"\b(?:his|her|their) (?:mother|father|parents|family|home)\b", re.IGNORECASE),
)  # fmt: skip
_PERIODS = re.compile(r"\b(?:1[89]|20)\d{2}\s?[-–/]\s?(?:1[89]|20)\d{2}\b")
_DAYS = re.compile(r"\b(?:1[89]|20)\d{2}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}[./](?:1[89]|20)\d{2}\b")


def public_text(text: str, *, longest: int = LONGEST, needed: bool = True) -> str:
    """`text` on one line. Raises Refused: missing, too long, or of one person as it seems."""
    said = " ".join(text.split())
    if needed and not said:
        raise Refused(
            N_("The text is missing."),
            N_("Say in one sentence what it was."),
            code="text_missing",
        )
    if len(said) > longest:
        raise Refused(
            N_("The text is too long."),
            N_("Write at most %(most)s characters; nothing was kept."),
            code="text_too_long",
            values={"most": str(longest)},
        )
    if not said.isprintable():
        # Signs that turn the direction of writing have no place in a text that others quote.
        raise Refused(
            N_("The text has signs in it that cannot be printed."),
            N_("Write it again by hand; nothing was kept."),
            code="text_unprintable",
        )
    if points_to_one(said):
        raise Refused(
            N_("The text may point to one child or another person."),
            N_(
                "Everybody may read it. Write of laws, agencies, places and numbers only, without"
                " name, age, reference or telephone number of anybody; nothing was kept."
            ),
            code="text_of_a_person",
        )
    return said


def points_to_one(text: str) -> bool:
    """Whether it reads as if it were about one person. Days and years are no numbers of anybody."""
    plain = _PERIODS.sub(" ", _DAYS.sub(" ", text))
    return any(sign.search(plain) for sign in _OF_ONE)


def known(code: str, codes: tuple[str, ...] | dict[str, str]) -> str:
    """Raises Refused for a code that is none of `codes`."""
    if code not in codes:
        raise Refused(
            N_("This is not one of the choices."),
            N_("Choose one of the list."),
            code="no_such_choice",
        )
    return code


def kind_of_break(kind: str) -> str:
    return known(kind, KINDS)


def place(code: str) -> str:
    """A country, an area in it (`KEN-…`), the world, or nothing for wherever the series is."""
    said = " ".join(code.split())
    country = said.partition("-")[0]
    fits = said in ("", WORLD) or country in code_list("country").codes
    if not fits or len(said) > LONGEST_PLACE or not said.isprintable() or "+" in said:
        raise Refused(
            N_("There is no such place."),
            N_("Choose a country, an area of a country, or the world."),
            code="no_such_place",
        )
    return said


def day_of_break(on: date, today: date) -> date:
    """A law may be known to change later; nobody marks a series before there were any."""
    return _between(on, FIRST, today + AHEAD)


def day_past(on: date, today: date, after: date = FIRST) -> date:
    return _between(on, after, today)


def _between(on: date, first: date, last: date) -> date:
    if not first <= on <= last:
        raise Refused(
            N_("This day cannot be right."),
            N_("Give a day between %(first)s and %(last)s."),
            code="day_impossible",
            values={"first": first.isoformat(), "last": last.isoformat()},
        )
    return on
