"""What was said in a call, sealed under a key of its own, and how a caller is known again.

The digest of a caller's word is keyed by the deployment's secret, which is in neither database, and
holds the agency: the same word at two helplines has nothing in common.
"""

import json
from typing import Any
from uuid import UUID

from django.utils.crypto import salted_hmac

from amparo.casefile import sealing
from amparo.casefile.keyring import Erased, Keyring
from amparo.casefile.sealing import NotOpened, Place
from amparo.helpline.models import Call
from amparo.helpline.rules import normalised

LARGEST = 200_000  # bytes of JSON; a call has a few thousand
_TABLE = Call._meta.db_table
_SALT = "amparo.helpline.caller"
Content = dict[str, Any]


class TooLarge(ValueError):
    """More than any call holds."""


def seal(call: Call, content: Content) -> None:
    """Seal `content` into `call`, under its own key, which is made with the first. The key goes to
    the key store at once. Raises TooLarge.
    """
    plain = json.dumps(content).encode()
    if len(plain) > LARGEST:
        raise TooLarge
    if getattr(call, "key_id", None) is None:
        ring = Keyring()
        call.key_id = ring.new_draft(call.id)
        ring.keep()
    else:
        ring = Keyring.of_draft(call.key_id)
    call.sealed = sealing.seal(ring.key(call.key_id), _place(call), plain)


def opened(call: Call) -> Content:
    """What was said; empty where its key was destroyed."""
    try:
        key = Keyring.of_draft(call.key_id).key(call.key_id)
        content: Content = json.loads(
            sealing.open_sealed(key, _place(call), bytes(call.sealed)),
        )
    except (Erased, NotOpened):
        return {}
    return content


def caller_key(agency_id: UUID, word: str) -> str:
    """The digest by which a caller is known again; empty for a word too short for it."""
    compared = normalised(word)
    if not compared:
        return ""
    said = f"{agency_id.hex}|{compared}"
    return salted_hmac(_SALT, said, algorithm="sha256").hexdigest()


def _place(call: Call) -> Place:
    return Place(_TABLE, "sealed", None, call.id, call.key_id)
