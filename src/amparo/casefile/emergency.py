"""The sealed words of an emergency opening: why the glass was broken, and what the review says."""

import json
from uuid import UUID

from amparo.casefile import sealing
from amparo.casefile.keyring import CASE, Erased, Keyring
from amparo.casefile.models import BreakGlass
from amparo.casefile.sealing import NotOpened, Place

_TABLE = BreakGlass._meta.db_table


def sealed_words(ring: Keyring, case_id: UUID, glass_id: UUID, column: str, words: str) -> bytes:
    """`words` sealed for one column of one opening, under the case's key."""
    key_id, key = ring.case_key(case_id, CASE)
    place = Place(_TABLE, column, case_id, glass_id, key_id)
    return sealing.seal(key, place, json.dumps(words).encode())


def opened_reason(glass: BreakGlass) -> str:
    """Why the glass was broken; empty where the case was erased."""
    return _opened(glass, "reason", bytes(glass.reason))


def opened_review(glass: BreakGlass) -> str:
    """What the review said; empty before it."""
    return _opened(glass, "review", bytes(glass.review)) if glass.review else ""


def _opened(glass: BreakGlass, column: str, sealed: bytes) -> str:
    try:
        key_id, key = Keyring.of_case(glass.case_id).case_key(glass.case_id, CASE)
        place = Place(_TABLE, column, glass.case_id, glass.id, key_id)
        return str(json.loads(sealing.open_sealed(key, place, sealed)))
    except (Erased, NotOpened):
        return ""
