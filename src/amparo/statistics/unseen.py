"""How many remain unseen, in the page's language: an estimate as a text and as data."""

import json
from collections.abc import Mapping
from typing import Any, Final

from django.utils import formats as django_formats
from django.utils.text import capfirst
from django.utils.translation import gettext

from amparo.statistics.prevalence import saying
from amparo.statistics.prevalence.answers import Spread
from amparo.statistics.prevalence.questions import QUESTIONS, beside
from amparo.statistics.prevalence.refused import NotEstimable
from amparo.statistics.prevalence.saying import Account, Words
from amparo.terms import N_
from amparo.ui import formats

WORDS: Final = Words(
    gettext,
    lambda value: formats.number(round(value)),
    lambda value, digits: django_formats.number_format(value, digits, force_grouping=True),
)
ANSWERED: Final = N_("What was answered before it was computed:")


def account(spread: Spread) -> Account:
    return saying.account(spread, WORDS)


def answered(given: Mapping[str, str]) -> list[str]:
    """What the answers say beside the result."""
    return [gettext(said) for said in beside(given)]


def as_text(spread: Spread, given: Mapping[str, str]) -> str:
    """To be taken along: what was answered, and then all that is said."""
    told = [gettext(ANSWERED), *(f"  - {said}" for said in answered(given)), ""]
    return "\n".join([*told, *saying.lines(spread, WORDS), ""])


def as_json(spread: Spread, given: Mapping[str, str]) -> str:
    """The numbers as `amparo estimate --json` gives them, the questions with their answers, and
    what is said in the page's language."""
    said = account(spread)
    answers = [
        {"question": gettext(QUESTIONS[code].text), "code": code, "answer": answer,
         "said": gettext(QUESTIONS[code].answers[answer].text)}
        for code, answer in given.items()
    ]  # fmt: skip
    whole: dict[str, Any] = {
        "range": said.range, "found": said.found, "quote": said.quote,
        "answers": answers, "answered": answered(given), "estimate": spread.to_json(),
    }  # fmt: skip
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def said(refused: NotEstimable) -> str:
    """Why nothing is estimated, as a sentence; which table it is about is said by its place."""
    return capfirst(WORDS.note(refused.note)) + "."
