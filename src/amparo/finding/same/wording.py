"""How alike two children are, in words and in numbers that can be imagined."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amparo.finding.linkage import Agreement
from amparo.finding.same.likeness import Likeness, wrong_at
from amparo.terms.messages import N_

SAME, NEAR, OTHER, MISSING = "same", "near", "other", "missing"

FIELDS = {
    "name": N_("Names"),
    "given_name": N_("Given name"),
    "family_name": N_("Family name"),
    "birth_date": N_("Born"),
    "looks": N_("How old the child looked"),
    "sex": N_("Sex"),
    "citizenship": N_("Citizenship"),
    "language": N_("Languages"),
    "document": N_("Number of a document"),
    "family": N_("People around the child"),
    "phone": N_("Telephone"),
    "place": N_("Place"),
}
_LIKELY = (
    (0.98, N_("Very likely one child")),
    (0.85, N_("Likely one child")),
    (0.6, N_("Rather one child than two")),
    (0.4, N_("May be one child, may be two")),
    (0.1, N_("Rather two children")),
    (0.0, N_("Very likely two children")),
)
_SPEAKS = (
    (7.0, N_("speaks strongly for one child")),
    (2.5, N_("speaks for one child")),
    (0.5, N_("speaks a little for one child")),
    (-0.5, N_("says little")),
    (-2.5, N_("speaks a little against it")),
    (-7.0, N_("speaks against it")),
)
_STRONGLY_AGAINST = N_("speaks strongly against it")
_NAMES = frozenset({"given_name", "family_name"})
_SAYS_LITTLE = N_("says little")
_LEVELS = {
    SAME: N_("the same"),
    NEAR: N_("nearly the same"),
    OTHER: N_("differs"),
    MISSING: N_("known on one side only"),
}


@dataclass(frozen=True, slots=True)
class Chance:
    """A probability in words: `two_of` of `hundred` such pairs are two different children."""

    words: str
    percent: str
    often: str
    tried: str = ""


def likely(probability: float) -> str:
    return _(next(words for least, words in _LIKELY if probability >= least))


def chance(likeness: Likeness) -> Chance:
    """How likely, how often such a pair is two children, and how the model fared when tried."""
    apart = 1 - likeness.probability
    of = 100 if apart >= 0.01 else 1000
    two = round(apart * of)
    said = {"of": _number(of), "two": two}
    often = (
        _("Of %(of)s such pairs, fewer than one is of two different children.") % said
        if not two
        else ngettext(
            "Of %(of)s such pairs, about %(two)s is of two different children.",
            "Of %(of)s such pairs, about %(two)s are of two different children.",
            two,
        )
        % said
    )
    return Chance(
        likely(likeness.probability), _percent(likeness.probability), often, _tried(likeness)
    )


def related(likeness: Likeness) -> str:
    """How often such a pair is brother and sister; empty where nothing says so."""
    if not likeness.siblings:
        return ""
    share = round(likeness.related * 100)
    if not share:
        return ""
    said = {"of": _number(100), "kin": _number(share)}
    return _("Of %(of)s such pairs, about %(kin)s are brothers or sisters.") % said


def _tried(likeness: Likeness) -> str:
    """What the model got wrong where the truth was known; empty where nobody tried."""
    wrong = wrong_at(likeness.probability)
    if wrong is None:
        return ""
    said = {
        "least": _percent(wrong.threshold),
        "wrong": _of_thousand(wrong.wrongly_joined),
        "missed": _of_thousand(wrong.left_apart),
    }
    return (
        _(
            "Tried where the truth was known: of 1,000 pairs at %(least)s or more, %(wrong)s were "
            "of two children; of 1,000 children who were there twice, %(missed)s were missed."
        )
        % said
    )


def _of_thousand(share: float) -> str:
    return _number(round(share * 1000))


def _number(value: int) -> str:
    from amparo.ui.components.record import localized_number

    return localized_number(value)


def _percent(share: float) -> str:
    """Never 0 or 100 %: nothing is that sure."""
    whole = share * 100
    if whole > 99:
        return _("over 99 %")
    if whole < 1:
        return _("under 1 %")
    return _("%(number)s %%") % {"number": _number(round(whole))}


def level(agreement: Agreement) -> str:
    return _(_LEVELS.get(agreement.level, _LEVELS[OTHER]))


def speaks(agreement: Agreement) -> str:
    """What it says for or against one child; empty where nothing could be compared."""
    if agreement.level == MISSING:
        return ""
    if agreement.field in _NAMES and agreement.level in (SAME, NEAR) and agreement.weight < 0:
        return _(_SAYS_LITTLE)  # too common to tell; a name that agrees speaks against nothing
    found = (words for least, words in _SPEAKS if agreement.weight >= least)
    return _(next(found, _STRONGLY_AGAINST))


def rare(agreement: Agreement) -> str:
    """How often the value occurs in the register; empty where that is not known."""
    if agreement.rare is None or agreement.level not in (SAME, NEAR):
        return ""
    one_in = max(1, round(1 / max(agreement.rare, 1e-6)))
    if one_in < 50:
        return _("common: about 1 in %(number)s here") % {"number": _number(one_in)}
    return _("rare: about 1 in %(number)s here") % {"number": _number(one_in)}


def label(field: str) -> str:
    return _(FIELDS.get(field, field))
