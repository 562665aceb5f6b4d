"""What time alone brings about: calls that were not handed over are erased, and their keys."""

from amparo.audit import actions as audit
from amparo.casefile import keyring
from amparo.casefile.effects import Ticked
from amparo.casefile.queueing import write_transaction
from amparo.helpline.models import Call

AT_ONCE = 200


def erase_what_is_over(event: Ticked) -> None:
    """Erase the calls whose time is over: a look-up in an index, once a minute."""
    due = Call.objects.filter(kept_until__lte=event.at).order_by("kept_until")
    if not due.exists():
        return
    with write_transaction():
        found = list(due.select_for_update(of=("self",)).values_list("id", "key_id")[:AT_ONCE])
        Call.objects.filter(id__in=[call_id for call_id, _key in found]).delete()
        keyring.destroy(key_id for _call, key_id in found)
        if found:
            audit.write("calls_erased", by=None, detail={"calls": len(found)})
