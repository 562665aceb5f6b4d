"""Asks once more before something unwise is recorded that no gate speaks to: a medical examination
of age without consent or reasons, or before anything gentler was tried.

It is no gate and no validation. Whoever presses "Record it as it is" records it, and the doubt
stays readable with the entry (`ages_shown`). The rule is in room `journey`.
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from amparo.casefile import ages_shown
from amparo.casefile.combined import Part
from amparo.casefile.recording import Sheet
from amparo.casefile.views import CaseView
from amparo.journey import medical_doubts


def asked(view: CaseView, sheet: Sheet) -> bool:
    """Whether there is something to think about again; it is then said beside its questions."""
    found = False
    for one in sheet.parts:
        if one.part.kind != ages_shown.KIND or one.is_left_out:
            continue
        for doubt in medical_doubts(one.form.body(), ages_shown.methods_before(view)):
            one.form.add_error(ages_shown.BESIDE[doubt], _(ages_shown.DOUBTS[doubt]))
            found = True
    return found


def strip(view: CaseView, parts: Sequence[Part]) -> ages_shown.Strip | None:
    """The ages so far, for whoever is about to consider them again."""
    about_age = any(part.kind == ages_shown.KIND for part in parts)
    return ages_shown.strip(view) if about_age and ages_shown.may_read(view) else None
