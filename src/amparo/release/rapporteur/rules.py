"""What a rapporteur may write into the annual report: public text, never of a child. Pure.

A text is paragraphs; between braces it names figures, which the system fills in: they cannot be
typed wrong, and not be changed.
"""

import re
from collections.abc import Mapping
from typing import Final

from amparo.access import Refused
from amparo.statistics import rules
from amparo.terms import code_list
from amparo.terms.messages import N_

LANGUAGES: Final = ("en", "fr", "es", "ar")
FIRST_YEAR, LAST_YEAR = 1900, 2200
LONGEST_PARAGRAPH: Final = 3_000
LONGEST_BLOCK: Final = 20_000
LONGEST_RECOMMENDATION: Final = 2_000

FOREWORD, SITUATION, FULFILMENT, BOTTLENECKS, RECOMMENDATIONS, METHOD, THANKS = (
    "foreword", "situation", "fulfilment", "bottlenecks", "recommendations", "method", "thanks",
)  # fmt: skip
PLACES: Final = {
    FOREWORD: N_("Foreword"),
    SITUATION: N_("The situation"),
    FULFILMENT: N_("What children were owed"),
    BOTTLENECKS: N_("Bottlenecks"),
    RECOMMENDATIONS: N_("Recommendations"),
    METHOD: N_("Method"),
    THANKS: N_("Thanks"),
}
"""Where the rapporteur's words stand, in the order of the report."""

STATES: Final = {
    "done": N_("Done"),
    "in_part": N_("Done in part"),
    "begun": N_("Begun"),
    "not_begun": N_("Not begun"),
    "refused": N_("Refused"),
    "overtaken": N_("Overtaken by events"),
}
"""What became of a recommendation."""

FIGURES: Final = {
    "year": N_("the year"),
    "known_on": N_("the day on which the figures are known"),
    "children": N_("children detected in the year"),
}
OF_A_DUTY: Final = {
    "arose": N_("how often it was owed"),
    "in_time": N_("the share that was met in time"),
    "late": N_("how many were met late"),
    "overdue": N_("how many are overdue"),
    "median": N_("the median time until it was met"),
}
"""Asked as `{in_time:guardian}`."""
_BRACES = re.compile(r"\{([^{}]*)\}")
_NAME = re.compile(r"[a-z_]+(?::[a-z0-9_]+)?")


def paragraphs(text: str, duties: frozenset[str]) -> str:
    """The text, each paragraph on one line, with one empty line between. Empty: nothing.

    Raises Refused, where one may point to a person, is too long, or names no figure there is.
    """
    if len(text) > LONGEST_BLOCK:
        raise Refused(
            N_("The text is too long."),
            N_("Write at most %(most)s characters; nothing was kept."),
            code="text_too_long",
            values={"most": str(LONGEST_BLOCK)},
        )
    parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")))
    kept = [_paragraph(part, duties) for part in parts if part]
    return "\n\n".join(kept)


def _paragraph(text: str, duties: frozenset[str]) -> str:
    for name in figures_in(text):
        _check_figure(name, duties)
    plain = _BRACES.sub(" ", text)
    if "{" in plain or "}" in plain:
        raise _no_figure()
    rules.public_text(plain, longest=LONGEST_PARAGRAPH, needed=False)
    return text


def figures_in(text: str) -> list[str]:
    """What stands between braces."""
    return _BRACES.findall(text)


def _check_figure(name: str, duties: frozenset[str]) -> None:
    what, colon, duty = name.partition(":")
    there = name in FIGURES if not colon else what in OF_A_DUTY and duty in duties
    if not there or not _NAME.fullmatch(name):
        raise _no_figure()


def _no_figure() -> Refused:
    return Refused(
        N_("Between braces { } stands something that is no figure of the report."),
        N_("Write it as the list below the text shows it; nothing was kept."),
        code="no_such_figure",
    )


def without_number(text: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """The figures it names that have no value, each once."""
    return tuple(dict.fromkeys(name for name in figures_in(text) if name not in values))


def filled(text: str, values: Mapping[str, str]) -> list[str]:
    """Its paragraphs, with the figures in them.

    A paragraph that names a figure without a value is left out whole: what follows a sentence
    rests on it, and nobody can say where one ends in every language.
    """
    return [
        _BRACES.sub(lambda found: values[found[1]], part)
        for part in text.split("\n\n")
        if part and not without_number(part, values)
    ]


def year(value: int) -> int:
    """Raises Refused."""
    if not FIRST_YEAR <= value <= LAST_YEAR:
        raise Refused(
            N_("This year cannot be right."),
            N_("Give a year between %(first)s and %(last)s."),
            code="year_impossible",
            values={"first": str(FIRST_YEAR), "last": str(LAST_YEAR)},
        )
    return value


def year_after(of_report: int, made: int) -> int:
    """What became of a recommendation is said in the report of a later year. Raises Refused."""
    if year(of_report) <= made:
        raise Refused(
            N_(
                "What became of a recommendation is known only after the year in which it was made."
            ),
            N_("Say it in the report of a later year."),
            code="too_early",
        )
    return of_report


def place(code: str) -> str:
    return rules.known(code, PLACES)


def language(code: str) -> str:
    return rules.known(code, LANGUAGES)


def state(code: str) -> str:
    return rules.known(code, STATES)


def authority(code: str) -> str:
    return rules.known(code, tuple(code_list("authority").codes))
