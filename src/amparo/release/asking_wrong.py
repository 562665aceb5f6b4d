"""Where in the form that asks for a release it stands what `spec` says of the file, and how it is
said to somebody who sees no file. What has no line here is shown at the top as `spec` says it.
"""

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from amparo.release.asking import (
    AXES_OF_TABLE,
    EXACT,
    TABLE,
    Data,
    axes,
    filled,
    name_of,
    typed,
)
from amparo.release.spec import LONGEST_NAME, LONGEST_TITLE, MOST_YEARS, NAME
from amparo.terms.messages import N_

LIMITS: Final = {"name": LONGEST_NAME, "title": LONGEST_TITLE, "years": MOST_YEARS}
"""Fills the places of the lines."""


class Wrong(NamedTuple):
    """`field`: its name, empty for the whole form. `said`: a message id, its places as in `LIMITS`;
    or the line of `spec`. `axes`: those that the line is about, to be said by their names."""

    field: str
    said: str
    axes: tuple[str, ...] = ()


Finder = Callable[[Data, re.Match[str]], str]


def wrong(line: str, data: Data) -> Wrong:
    """What to say of a line by `spec.parse`, and at which field."""
    for pattern, find, said in _LINES:
        if match := pattern.match(line):
            about = match.groupdict()
            both = tuple(about[key] for key in ("one", "other") if key in about)
            return Wrong(find(data, match), said or line, both)
    return Wrong("", line)


def _at(field: str) -> Finder:
    return lambda _data, _match: field


def _title(_data: Data, match: re.Match[str]) -> str:
    return f"title_{match['language']}"


def _of_table(part: str) -> Finder:
    """The last table of that name: the one that came second, where two are alike."""

    def find(data: Data, match: re.Match[str]) -> str:
        named = [one for one in filled(data) if name_of(data, one) == match["table"]]
        return f"{TABLE}-{named[-1]}-{part}" if named else ""

    return find


def _badly_named(data: Data, _match: re.Match[str]) -> str:
    for number in filled(data):
        name = name_of(data, number)
        if not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
            return f"{TABLE}-{number}-name"
    return ""


def _second_axis(data: Data, match: re.Match[str]) -> str:
    """Where the later of two axes was chosen."""
    both, found = {match["one"], match["other"]}, ""
    for number in filled(data):
        for axis in both & set(axes(data, number)):
            found = next(
                f"{TABLE}-{number}-{part}" for part in AXES_OF_TABLE
                if axis in data.get(f"{TABLE}-{number}-{part}", ())
            )  # fmt: skip
    return found


def _rounded_or_kept(data: Data, _match: re.Match[str]) -> str:
    kept = (f"{TABLE}-{number}-keep" for number in filled(data))
    found = next((name for name in kept if typed(data, name)), "round")
    return "round" if typed(data, "round") != EXACT else found


def _first_axis(data: Data, _match: re.Match[str]) -> str:
    return next((f"{TABLE}-{number}-axis_1" for number in filled(data)), "")


_NAMED: Final = N_(
    "Small Latin letters, digits and hyphens, at most %(name)s: it is part of addresses and names "
    "of files."
)
_LINES: Final = tuple(
    (re.compile(pattern), find, said)
    for pattern, find, said in (
        (r"[a-z0-9-]+: version \d+ is public; say why", _at("because"),
         N_("A version is public already: say why another takes its place.")),
        (r"[a-z0-9-]+: nothing has changed since", _at(""),
         N_("Nothing has changed since the version that is public.")),
        (r"name: ", _at("name"), _NAMED),
        (r"from: ", _at("first"), ""),
        (r"to: ", _at("last"), ""),
        (r"from and to: ", _at("last"), N_("At most %(years)s years, the first one first.")),
        (r"definition: ", _at("definition"), ""),
        (r"counting: ", _at("counting"), ""),
        (r"by year, ", _at("counting"),
         N_("By year, children are counted once in each: choose “Each child once a year”.")),
        (r"standings: ", _at("standings"), N_("Choose at least one.")),
        (r"threshold: ", _at("threshold"), ""),
        (r"round: ", _at("round"), ""),
        (r"licence: ", _at("licence"), ""),
        (r"noise\.epsilon: ", _at("epsilon"), N_("A number from 0.1 to 12.")),
        (r"with \[noise\] nothing is hidden", _rounded_or_kept,
         N_("With noise nothing is hidden or rounded: choose exact numbers, and keep none on "
            "show.")),
        (r"with \[noise\] a child is counted once", _at("counting"),
         N_("With noise each child is counted once, and not by year over several years: the "
            "promise would be of less.")),
        (r"with \[noise\] two axes", _first_axis,
         N_("With noise, a table is divided by two at least: one alone is published with small "
            "numbers hidden.")),
        (r"\[title\]", _at("title_en"), N_("Write a title in at least one language.")),
        (r"title\.(?P<language>\w+): ", _title,
         N_("One line of at most %(title)s characters, without signs that cannot be seen.")),
        (r"there is no \[\[table\]\]", _at(""),
         N_("There is no table: nothing would be published.")),
        (r"table\.name: ", _badly_named, _NAMED),
        (r"two tables are called (?P<table>.+)", _of_table("name"),
         N_("Another table has this name: its files would be the same.")),
        (r"table (?P<table>[^:]+): has the same axes", _of_table("axis_1"),
         N_("Another table is divided by the same.")),
        (r"table (?P<table>[^:]+): at most", _of_table("axis_1"), N_("Choose each once.")),
        (r"table (?P<table>[^:]+): of two of its axes", _of_table("axis_1"),
         N_("Of two of these a child may have several; such a table cannot be protected. Divide "
            "each of them by one of which a child has one.")),
        (r"table (?P<table>[^:]+): keep ", _of_table("keep"),
         N_("One number a line: a code for each of what the table is divided by, in that order, "
            "with commas between; Total for a sum.")),
        (r"table (?P<table>[^:]+): ", _of_table("axis_1"), ""),
        (r"(?P<one>\w+) and (?P<other>\w+) say the same", _second_axis,
         N_("“%(one)s” and “%(other)s” say the same in other divisions: one could be subtracted "
            "from the other. Choose one of them for all tables.")),
    )
)  # fmt: skip
