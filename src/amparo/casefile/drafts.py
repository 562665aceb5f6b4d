"""Half-filled forms: kept sealed on the server for a week, per person, case and kind.

Never in the browser of a shared phone. Nobody but the person who began a form can open it.
"""

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from amparo.casefile import keyring, sealing
from amparo.casefile.keyring import Erased, Keyring
from amparo.casefile.models import Case, Draft
from amparo.casefile.queueing import write_transaction
from amparo.casefile.sealing import NotOpened, Place
from amparo.people.models import User

KEPT_FOR = timedelta(days=7)
LARGEST = 200_000  # bytes of JSON; a form has a few thousand
_TABLE = Draft._meta.db_table


class TooLarge(ValueError):
    """More than any form holds."""


def save_draft(*, by: User, case: Case | None, kind: str, data: dict[str, Any]) -> Draft:
    """Keep a half-filled form in the place of the one before. Raises TooLarge."""
    plain = json.dumps(data).encode()
    if len(plain) > LARGEST:
        raise TooLarge(kind)
    at = timezone.now()
    with write_transaction():
        draft = _kept(by, case, kind) or Draft(person=by, case=case, kind=kind)
        ring = _ring(draft)
        draft.sealed = sealing.seal(ring.key(draft.key_id), _place(draft), plain)
        draft.saved_at, draft.expires_at = at, at + KEPT_FOR
        ring.keep()
        draft.save()
        return draft


def load_draft(*, by: User, case: Case | None, kind: str) -> dict[str, Any] | None:
    """The half-filled form that `by` began, or None."""
    draft = _kept(by, case, kind)
    if draft is None or draft.expires_at <= timezone.now():
        return None
    try:
        plain = sealing.open_sealed(_key(draft), _place(draft), bytes(draft.sealed))
    except (Erased, NotOpened):
        return None
    data: dict[str, Any] = json.loads(plain)
    return data


def drop_draft(*, by: User, case: Case | None, kind: str) -> None:
    """Forget a form: it was sent, or given up."""
    with write_transaction():
        draft = _kept(by, case, kind)
        if draft is not None:
            _forget([draft])


def drafts_of(by: User) -> list[tuple[str, str, datetime]]:
    """Kind, reference (empty without a case) and time of every form that `by` left half-filled."""
    kept = Draft.objects.filter(person=by, expires_at__gt=timezone.now()).order_by("-saved_at")
    rows = kept.values_list("kind", "case__reference", "saved_at")
    return [(kind, reference or "", saved_at) for kind, reference, saved_at in rows]


def forget_expired(now: datetime, limit: int = 1_000) -> int:
    """Remove forms whose week is over; how many."""
    with write_transaction():
        expired = list(Draft.objects.filter(expires_at__lte=now)[:limit])
        _forget(expired)
        return len(expired)


def _forget(drafts: list[Draft]) -> None:
    Draft.objects.filter(id__in=[draft.id for draft in drafts]).delete()
    keyring.destroy(draft.key_id for draft in drafts)


def _kept(by: User, case: Case | None, kind: str) -> Draft | None:
    return Draft.objects.filter(person=by, case=case, kind=kind).first()


def _ring(draft: Draft) -> Keyring:
    if draft.key_id:
        ring = Keyring.of_draft(draft.key_id)
        try:
            ring.key(draft.key_id)
        except Erased:
            pass
        else:
            return ring
    ring = Keyring()
    draft.key_id = ring.new_draft(draft.id)
    return ring


def _key(draft: Draft) -> bytes:
    return Keyring.of_draft(draft.key_id).key(draft.key_id)


def _place(draft: Draft) -> Place:
    case_id: UUID | None = draft.case_id
    return Place(_TABLE, "sealed", case_id, draft.id, draft.key_id)
