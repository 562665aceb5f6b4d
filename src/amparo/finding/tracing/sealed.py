"""What a family says, what was asked to verify them, and what was decided: each sealed under a key
of its own, so that erasing a row erases what it holds everywhere.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.utils.crypto import salted_hmac

from amparo.casefile import sealing
from amparo.casefile.keyring import Erased, Keyring
from amparo.casefile.sealing import NotOpened, Place
from amparo.finding.models import TracingCheck, TracingMatch, TracingRequest
from amparo.finding.tracing.content import Content, from_json

Row = TracingRequest | TracingCheck | TracingMatch
Said = dict[str, Any]
_SENDER = "amparo.finding.tracing.sender"


def seal(row: Row, said: Said) -> None:
    """Seal `said` into `row`, under its own key, which is made with the first and kept at once."""
    if row.key_id is None:
        ring = Keyring()
        row.key_id = ring.new_draft(row.id)
        ring.keep()
    else:
        ring = Keyring.of_draft(row.key_id)
    row.sealed = sealing.seal(ring.key(row.key_id), _place(row), json.dumps(said).encode())


def opened(row: Row, ring: Keyring | None = None) -> Said:
    """What lies in a row; empty where nothing does, or its key was destroyed."""
    if row.key_id is None or row.sealed is None:
        return {}
    try:
        key = (ring or Keyring.of_draft(row.key_id)).key(row.key_id)
        said: Said = json.loads(sealing.open_sealed(key, _place(row), bytes(row.sealed)))
    except (Erased, NotOpened):
        return {}
    return said


def content_of(request: TracingRequest, ring: Keyring | None = None) -> Content | None:
    """What a family said; None where it was erased."""
    said = opened(request, ring)
    return from_json(said) if said else None


def ring_of(rows: Iterable[Row]) -> Keyring:
    """The keys of many rows, in one query."""
    return Keyring.of_bodies([row.key_id for row in rows if row.key_id is not None], ())


def sender_key(source_id: object, reference: str) -> str:
    """By which a request sent twice is one: keyed, since numbers of others can be guessed."""
    if not reference:
        return ""
    return salted_hmac(_SENDER, f"{source_id}|{reference}", algorithm="sha256").hexdigest()


def _place(row: Row) -> Place:
    assert row.key_id is not None
    return Place(row._meta.db_table, "sealed", None, row.id, row.key_id)
