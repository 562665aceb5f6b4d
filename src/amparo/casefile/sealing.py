"""How a value is sealed: AES-256-GCM-SIV, bound to the place where it lies.

The associated data names table, column, case, entry and key, so that a sealed value copied to
another row, column or case does not open. The same construction wraps keys. Where keys come from is
`keys`; which key seals what is `keyring`.
"""

import json
import secrets
from typing import NamedTuple
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

KEY_BYTES = 32
_FORMAT = b"\x01"
_NONCE_BYTES = 12
_HEAD = 1 + _NONCE_BYTES


class NotOpened(Exception):
    """A sealed value that does not open: wrong place, wrong key, or changed bytes."""


class Place(NamedTuple):
    """Where a sealed value lies, and under which key."""

    table: str
    column: str
    case: UUID | None
    entry: UUID | None
    key: UUID

    def bound(self) -> bytes:
        """The associated data. No name of a table or column holds the separator, nor does an id."""
        case = self.case.hex if self.case else ""
        entry = self.entry.hex if self.entry else ""
        return f"{self.table}|{self.column}|{case}|{entry}|{self.key.hex}".encode()


class WrittenPlace(NamedTuple):
    """A place whose ids are written in hex already, for somebody who opens a million values."""

    table: str
    column: str
    case: str
    entry: str
    key: str

    def bound(self) -> bytes:
        """As `Place.bound`."""
        return "|".join(self).encode()


AnyPlace = Place | WrittenPlace


def new_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def seal(key: bytes, place: Place, plain: bytes) -> bytes:
    """One format byte, twelve of nonce, then the sealed bytes with their tag."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return _FORMAT + nonce + AESGCMSIV(key).encrypt(nonce, plain, place.bound())


def open_sealed(key: bytes, place: AnyPlace, sealed: bytes) -> bytes:
    """The plain bytes; raises `NotOpened`."""
    return open_by(cipher(key), place, sealed)


def cipher(key: bytes) -> AESGCMSIV:
    """A key made ready, for somebody who opens many values with it."""
    try:
        return AESGCMSIV(key)
    except ValueError as error:
        raise NotOpened("not a key") from error


def open_by(ready: AESGCMSIV, place: AnyPlace, sealed: bytes) -> bytes:
    """As `open_sealed`, with a key made ready."""
    sealed = bytes(sealed)
    if sealed[:1] != _FORMAT:
        raise NotOpened("unknown format")
    try:
        return ready.decrypt(sealed[1:_HEAD], sealed[_HEAD:], place.bound())
    except (InvalidTag, ValueError) as error:
        raise NotOpened("does not open here") from error


def canonical(value: object) -> bytes:
    """JSON with sorted keys and no spaces: the same value gives the same bytes on every machine."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
