"""How a value is sealed: AES-256-GCM-SIV, bound to the place where it lies.

The associated data names table, column, case, entry and key, so that a sealed value copied to
another row, column or case does not open. The same construction wraps keys. Where keys come from is
`keys`; which key seals what is `keyring`.
"""

import json
import secrets
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

KEY_BYTES = 32
_FORMAT = b"\x01"
_NONCE_BYTES = 12


class NotOpened(Exception):
    """A sealed value that does not open: wrong place, wrong key, or changed bytes."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed value lies, and under which key."""

    table: str
    column: str
    case: UUID | None
    entry: UUID | None
    key: str

    def bound(self) -> bytes:
        """The associated data."""
        names = [self.table, self.column, _text(self.case), _text(self.entry), self.key]
        return json.dumps(names, separators=(",", ":")).encode()


def new_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def seal(key: bytes, place: Place, plain: bytes) -> bytes:
    """One format byte, twelve of nonce, then the sealed bytes with their tag."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return _FORMAT + nonce + AESGCMSIV(key).encrypt(nonce, plain, place.bound())


def open_sealed(key: bytes, place: Place, sealed: bytes) -> bytes:
    """The plain bytes; raises `NotOpened`."""
    sealed = bytes(sealed)
    if sealed[:1] != _FORMAT:
        raise NotOpened("unknown format")
    nonce, rest = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
    try:
        return AESGCMSIV(key).decrypt(nonce, rest, place.bound())
    except (InvalidTag, ValueError) as error:
        raise NotOpened("does not open here") from error


def canonical(value: object) -> bytes:
    """JSON with sorted keys and no spaces: the same value gives the same bytes on every machine."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _text(identifier: UUID | None) -> str:
    return "" if identifier is None else str(identifier)
