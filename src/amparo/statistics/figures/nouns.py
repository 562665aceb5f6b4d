"""Numbers with what they count, in every language's own plural.

A detected count has no noun without "detected": there is nothing here by which it could be left
out.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amparo.statistics.figures.parts import Meaning, alternatives
from amparo.statistics.figures.words import NOUNS
from amparo.ui import formats

_SEXES = ("female", "male")


def sex_of(meaning: Meaning) -> str:
    """The sex that the noun itself says: girls, boys; else empty."""
    if meaning.unit != "child":
        return ""
    sexes = {frozenset(alternatives(one)) for one in meaning.restricted.get("sex", ())}
    return next((sex for sex in _SEXES if sexes == {frozenset({sex})}), "")


def bare(meaning: Meaning) -> str:
    """What is counted, many of them: "detected girls"."""
    message = NOUNS.get((meaning.unit, sex_of(meaning), meaning.detected))
    if message:
        return _(message)
    unit = {"unit": meaning.unit.replace("_", " ")}
    return _("%(unit)s, detected only") % unit if meaning.detected else unit["unit"]


def counted(number: int, meaning: Meaning) -> str:
    """A number of what is counted: "138 detected girls"."""
    said = {"number": formats.number(number)}
    plural = _COUNTED.get((meaning.unit, sex_of(meaning), meaning.detected))
    if plural:
        return plural(number) % said
    said["unit"] = meaning.unit.replace("_", " ")
    if meaning.detected:
        return _("%(number)s detected (%(unit)s)") % said
    return _("%(number)s (%(unit)s)") % said


_COUNTED: dict[tuple[str, str, bool], Callable[[int], str]] = {
    ("child", "", True): lambda n: ngettext(
        "%(number)s detected child", "%(number)s detected children", n
    ),
    ("child", "female", True): lambda n: ngettext(
        "%(number)s detected girl", "%(number)s detected girls", n
    ),
    ("child", "male", True): lambda n: ngettext(
        "%(number)s detected boy", "%(number)s detected boys", n
    ),
    ("person", "", True): lambda n: ngettext(
        "%(number)s detected person", "%(number)s detected persons", n
    ),
    ("victim", "", True): lambda n: ngettext(
        "%(number)s detected victim", "%(number)s detected victims", n
    ),
    ("episode", "", True): lambda n: ngettext(
        "%(number)s detected episode of trafficking",
        "%(number)s detected episodes of trafficking",
        n,
    ),
    ("event", "", True): lambda n: ngettext(
        "%(number)s detected event of exploitation",
        "%(number)s detected events of exploitation",
        n,
    ),
    ("detection", "", True): lambda n: ngettext(
        "%(number)s time that somebody was detected",
        "%(number)s times that somebody was detected",
        n,
    ),
    ("perpetrator", "", True): lambda n: ngettext(
        "%(number)s detected perpetrator", "%(number)s detected perpetrators", n
    ),
    ("case", "", True): lambda n: ngettext(
        "%(number)s detected case", "%(number)s detected cases", n
    ),
    ("court_case", "", True): lambda n: ngettext(
        "%(number)s court case (detected trafficking only)",
        "%(number)s court cases (detected trafficking only)",
        n,
    ),
    ("child", "", False): lambda n: ngettext("%(number)s child", "%(number)s children", n),
    ("child", "female", False): lambda n: ngettext("%(number)s girl", "%(number)s girls", n),
    ("child", "male", False): lambda n: ngettext("%(number)s boy", "%(number)s boys", n),
    ("person", "", False): lambda n: ngettext("%(number)s person", "%(number)s persons", n),
    ("victim", "", False): lambda n: ngettext(
        "%(number)s victim, detected or not", "%(number)s victims, detected or not", n
    ),
    ("episode", "", False): lambda n: ngettext(
        "%(number)s episode of trafficking", "%(number)s episodes of trafficking", n
    ),
    ("event", "", False): lambda n: ngettext(
        "%(number)s event of exploitation", "%(number)s events of exploitation", n
    ),
    ("perpetrator", "", False): lambda n: ngettext(
        "%(number)s perpetrator", "%(number)s perpetrators", n
    ),
    ("case", "", False): lambda n: ngettext("%(number)s case", "%(number)s cases", n),
    ("court_case", "", False): lambda n: ngettext(
        "%(number)s court case", "%(number)s court cases", n
    ),
    ("usd", "", False): lambda n: ngettext("%(number)s US dollar", "%(number)s US dollars", n),
}
