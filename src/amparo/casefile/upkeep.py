"""What has to be done from time to time, whoever uses the system: `amparo tick` runs it.

Nothing here changes what is recorded. Duties need no tick: time alone turns open into overdue.
"""

from datetime import datetime, timedelta

from django.utils import timezone

from amparo.audit import anchors
from amparo.casefile import drafts, effects, finishing, keyring, models, timelines
from amparo.casefile.models import Case, SealedSituation
from amparo.casefile.queueing import write_transaction

FOLDED_AGAIN_AFTER = timedelta(days=7)
AT_ONCE = 100
# A key is written before its entry. One whose entry did not come within a day will not be needed.
UNUSED_AFTER = timedelta(days=1)


def tick(now: datetime | None = None) -> dict[str, int]:
    """Do what is due; says how much. Safe to run at any time and twice."""
    at = now or timezone.now()
    effects.happened(effects.Ticked(at))
    return {
        "drafts_forgotten": drafts.forget_expired(at),
        "keys_swept": sweep_keys(at),
        "cases_folded_again": fold_again(at),
        "anchored": int(anchors.write() is not None),
    }


def sweep_keys(now: datetime) -> int:
    """Remove the keys of entries that never came."""
    until = now - UNUSED_AFTER
    made = keyring.bodies_made(until - UNUSED_AFTER, until)
    known = set(models.Entry.objects.filter(key_id__in=made).values_list("key_id", flat=True))
    return keyring.destroy(made.keys() - known)


def fold_again(now: datetime) -> int:
    """Follow the time: ages, appeal times and permits change a situation without any entry."""
    stale = SealedSituation.objects.filter(folded_at__lt=now - FOLDED_AGAIN_AFTER)
    ids = list(stale.order_by("folded_at").values_list("case_id", flat=True)[:AT_ONCE])
    for case_id in ids:
        with write_transaction():
            case = Case.objects.select_for_update(no_key=True).get(id=case_id)
            opened = timelines.open_case(case_id)
            finishing.finish(case, opened.timeline(), opened.ring, now)
    return len(ids)
