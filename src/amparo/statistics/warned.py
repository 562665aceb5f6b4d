"""Warnings in words, and those that belong beside a series. They are public."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from amparo.statistics.figures import wording
from amparo.statistics.figures.parts import WORLD
from amparo.statistics.figures.series import Series
from amparo.statistics.models import WhatHappened
from amparo.statistics.queries import Warned
from amparo.statistics.rules import ABOUT, HAPPENED
from amparo.ui import formats


@dataclass(frozen=True, slots=True)
class Told:
    """A warning as it stands beside a series: its day, and one line with what came of it."""

    on: date
    said: str


def beside(series: Iterable[Series], warned: Iterable[Warned]) -> tuple[Told, ...]:
    """Those issued in the time of the series for its place, or for the world."""
    figures = [figure for one in series for figure in one.figures]
    if not figures:
        return ()
    first = min(one.meaning.start for one in figures)
    last = max(one.meaning.end for one in figures)
    places = set(figures[0].meaning.place.split("+"))
    return tuple(
        Told(one.warning.issued, said(one))
        for one in warned
        if first <= one.warning.issued <= last and _concerns(one.warning.place, places)
    )


def _concerns(place: str, places: set[str]) -> bool:
    country = place.partition("-")[0]
    return place == WORLD or WORLD in places or bool({place, country} & places)


def said(warned: Warned) -> str:
    """Who warned of what on which day, and what happened, in one line."""
    warning = warned.warning
    line = _("Warning on %(day)s by %(issuer)s (%(about)s, %(place)s): %(text)s") % {
        "day": formats.day(warning.issued),
        "issuer": warning.issuer,
        "about": about(warning.about),
        "place": wording.place(warning.place),
        "text": wording.ended(warning.text),
    }
    if not warned.afterwards:
        return " ".join((line, _("What happened afterwards is not noted.")))
    return " ".join((line, *(afterwards(one) for one in warned.afterwards)))


def about(code: str) -> str:
    return _(ABOUT[code])


def afterwards(one: WhatHappened) -> str:
    return _("%(result)s, as known on %(day)s: %(text)s") % {
        "result": _(HAPPENED[one.result]),
        "day": formats.day(one.on),
        "text": wording.ended(one.text),
    }
