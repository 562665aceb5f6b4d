"""Half-filled forms of a case as the screens name them: of one kind, of several entries, a
correction.

They are kept sealed by `drafts`; here is only under which name, and where each goes on.
"""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.casefile import screening, wording
from amparo.casefile.combined import TOGETHER
from amparo.casefile.involving import identifier
from amparo.journey import KINDS

_TOGETHER, _CORRECT = "together:", "correct:"


def of_together(code: str) -> str:
    """The name under which a form of several entries is kept."""
    return _TOGETHER + code


def of_correction(entry_id: UUID) -> str:
    """The name under which a correction is kept."""
    return _CORRECT + str(entry_id)


def name_of(kept_as: str) -> str:
    """What a half-filled form is called; empty for one that belongs to other screens."""
    if kept_as.startswith(_TOGETHER):
        form = TOGETHER.get(kept_as.removeprefix(_TOGETHER))
        return _(form.label) if form else ""
    if kept_as.startswith(_CORRECT):
        return _("Correction of an entry")
    if kept_as.startswith(screening.PREFIX):
        return wording.kind_label(screening.KIND)
    if kept_as.startswith(screening.ON_PAPER):
        return _("%(kind)s, from paper") % {"kind": wording.kind_label(screening.KIND)}
    return wording.kind_label(kept_as) if kept_as in KINDS else ""


def address(reference: str, kept_as: str) -> str:
    """Where a half-filled form goes on."""
    if kept_as.startswith(_TOGETHER):
        code = kept_as.removeprefix(_TOGETHER)
        return reverse("casefile:record_together", args=[reference, code])
    if kept_as.startswith(_CORRECT):
        entry_id = identifier(kept_as.removeprefix(_CORRECT))
        return reverse("casefile:correct", args=[reference, entry_id])
    if kept_as.startswith(screening.PREFIX):
        code = kept_as.removeprefix(screening.PREFIX)
        return reverse("casefile:screening_group", args=[reference, code, 1])
    if kept_as.startswith(screening.ON_PAPER):
        code = kept_as.removeprefix(screening.ON_PAPER)
        return reverse("casefile:screening_paper", args=[reference, code])
    return reverse("casefile:record_kind", args=[reference, kept_as])
