"""Where master keys come from: one interface, files and the environment today, a key service
tomorrow.

A master key wraps the two keys of every case and of every draft; those wrap the key of each body
(room file `keyring`). Rotation adds a master key and re-wraps; nothing is ever sealed again.

A key file holds one master key a line, its id and its bytes in base64; the last line is current.
"""

import base64
import binascii
import os
import secrets
import stat
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from amparo.casefile import sealing
from amparo.casefile.sealing import AnyPlace, Place

VARIABLE = "AMPARO_MASTER_KEY"
_FOLDER_MODE, _FILE_MODE = 0o700, 0o600


class KeyProblem(Exception):
    """No usable master key; the message is one line that says what to do."""


class KeySource(Protocol):
    """What wraps keys. A key service implements this without handing out its keys."""

    def current_id(self) -> str:
        """The id of the master key that wraps from now on."""
        ...

    def wrap(self, key: bytes, place: Place) -> tuple[str, bytes]:
        """The id of the master key used, and the wrapped key."""
        ...

    def unwrap(self, master_id: str, wrapped: bytes, place: AnyPlace) -> bytes:
        """The key; raises KeyProblem for an unknown master key, sealing.NotOpened for a wrong
        place.
        """
        ...


class HeldKeys:
    """Master keys held in the memory of this process; the last is current."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        if not keys:
            raise KeyProblem("There is no master key.")
        self._keys = dict(keys)
        self._ready = {identifier: sealing.cipher(key) for identifier, key in keys.items()}

    def current_id(self) -> str:
        return next(reversed(self._keys))

    def wrap(self, key: bytes, place: Place) -> tuple[str, bytes]:
        current = self.current_id()
        return current, sealing.seal(self._keys[current], place, key)

    def unwrap(self, master_id: str, wrapped: bytes, place: AnyPlace) -> bytes:
        if master_id not in self._keys:
            raise KeyProblem(f"Master key {master_id} is missing: restore it from its own backup.")
        return sealing.open_by(self._ready[master_id], place, wrapped)


def key_source() -> KeySource:
    """The deployment's master keys: the environment first, else the key file. Raises KeyProblem."""
    from django.conf import settings

    text = os.environ.get(VARIABLE)
    if text:
        return from_text(text.replace(",", "\n"), VARIABLE)
    return _file_keys(Path(settings.AMPARO_MASTER_KEY_FILE))


@lru_cache(maxsize=4)
def _file_keys(path: Path) -> KeySource:
    return from_file(path)


def forget() -> None:
    """Read the key file again at the next use; after a rotation."""
    _file_keys.cache_clear()


def from_file(path: Path) -> HeldKeys:
    """Master keys from a file only its owner can read. Raises KeyProblem."""
    try:
        mode = path.stat().st_mode
        text = path.read_text("ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise KeyProblem(f"The master key file {path} cannot be read.") from error
    if stat.S_IMODE(mode) & 0o077:
        raise KeyProblem(f"The master key file {path} can be read by others: chmod 600 it.")
    return from_text(text, str(path))


def from_text(text: str, where: str) -> HeldKeys:
    """Master keys from lines of id and base64. Raises KeyProblem."""
    keys: dict[str, bytes] = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        identifier, _space, encoded = line.partition(" ")
        try:
            key = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            key = b""
        if len(key) != sealing.KEY_BYTES or identifier in keys:
            raise KeyProblem(f"{where} holds a line that is not a master key.")
        keys[identifier] = key
    if not keys:
        raise KeyProblem(f"{where} holds no master key.")
    return HeldKeys(keys)


def make_file(path: Path) -> bool:
    """Make the first master key, unless the file is there. True if it was made."""
    if path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True, mode=_FOLDER_MODE)
    _write_new(path, new_line())
    return True


def add_key(path: Path) -> str:
    """Append a new master key, current from now on; returns its id. `keyring.rewrap` comes next."""
    text = path.read_text("ascii").rstrip("\n")
    from_text(text, str(path))
    line = new_line()
    fresh = path.with_name(path.name + ".new")
    _write_new(fresh, f"{text}\n{line}")
    fresh.replace(path)
    forget()
    return line.split()[0]


def new_line() -> str:
    """A random master key as one line of a key file."""
    encoded = base64.b64encode(sealing.new_key()).decode()
    return f"{secrets.token_hex(4)} {encoded}\n"


def _write_new(path: Path, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE_MODE)
    with os.fdopen(handle, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
