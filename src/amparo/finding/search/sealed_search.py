"""What somebody searched for, sealed under a key of its own until other agencies' cases were looked
through.

The key is destroyed with it, so that no backup of the record holds what was typed.
"""

import json
from dataclasses import asdict
from functools import partial

from django.db import transaction

from amparo.casefile import keyring, sealing
from amparo.casefile.keyring import Erased, Keyring
from amparo.casefile.sealing import NotOpened, Place
from amparo.finding.cards import Asked
from amparo.finding.models.notices import Search

_TABLE = Search._meta.db_table


def seal(search: Search, asked: Asked) -> None:
    """Seal what is asked into `search`; its key goes to the key store at once."""
    ring = Keyring()
    search.key_id = ring.new_draft(search.id)
    ring.keep()
    plain = json.dumps(asdict(asked)).encode()
    search.sealed = sealing.seal(ring.key(search.key_id), _place(search), plain)


def opened(search: Search) -> Asked | None:
    """What was asked; None where its key was destroyed."""
    if search.key_id is None:
        return None
    try:
        key = Keyring.of_draft(search.key_id).key(search.key_id)
        return Asked(**json.loads(sealing.open_sealed(key, _place(search), bytes(search.sealed))))
    except (Erased, NotOpened):
        return None


def empty(search: Search) -> None:
    """Take out what was asked; the caller saves the row. Its key is destroyed once that is kept."""
    if search.key_id is not None:
        transaction.on_commit(partial(keyring.destroy, [search.key_id]))
    search.sealed, search.key_id = b"", None


def _place(search: Search) -> Place:
    assert search.key_id is not None
    return Place(_TABLE, "sealed", None, search.id, search.key_id)
