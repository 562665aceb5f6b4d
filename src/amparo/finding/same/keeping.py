"""Suggestions as they are kept: how alike two cases are is sealed, for it may point to a child."""

import json
from datetime import datetime

from amparo.casefile import sealing
from amparo.casefile.keyring import APART, Erased, Keyring
from amparo.casefile.models import Case
from amparo.casefile.sealing import NotOpened, Place
from amparo.finding.models.suggestions import Suggestion
from amparo.finding.same.likeness import Likeness
from amparo.finding.same.pairs import in_order

_TABLE = Suggestion._meta.db_table


def keep(one: Case, other: Case, likeness: Likeness, at: datetime) -> tuple[Suggestion, bool]:
    """Keep that two cases look alike, and whether that is new; found again it stays as old as it
    was. The caller's transaction.
    """
    first, second = in_order(one, other)
    key_id, key = Keyring.of_case(first.id).case_key(first.id, APART)
    place = _place(first, second, key_id)
    sealed = sealing.seal(key, place, json.dumps(likeness.to_json()).encode())
    return Suggestion.objects.update_or_create(
        one=first,
        other=second,
        defaults={"key_id": key_id, "sealed": sealed},
        create_defaults={"key_id": key_id, "sealed": sealed, "found_at": at},
    )


def opened(kept: Suggestion) -> Likeness | None:
    """How alike they are; None where the key was destroyed."""
    try:
        _key_id, key = Keyring.of_case(kept.one_id).case_key(kept.one_id, APART)
        place = _place(kept.one, kept.other, kept.key_id)
        plain = sealing.open_sealed(key, place, bytes(kept.sealed))
    except (Erased, NotOpened):
        return None
    return Likeness.of_json(json.loads(plain))


def forget(one: Case, other: Case) -> None:
    """Two cases no longer look alike."""
    first, second = in_order(one, other)
    Suggestion.objects.filter(one=first, other=second).delete()


def _place(one: Case, other: Case, key_id: object) -> Place:
    return Place(_TABLE, "sealed", one.id, other.id, key_id)  # type: ignore[arg-type]
