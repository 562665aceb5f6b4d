"""The deployment's own facts as they lie on disk: sealed, one file a table, all of one making.

Facts about single cases could point to a child, so they are sealed like the record, under a key
that the master key wraps. A making has a folder of its own; `current`, replaced in one step, names
it, so that the facts before stay whole until the new ones are. What was moved between tables, taken
from another making, cut off or changed does not open.
"""

import fcntl
import hashlib
import hmac
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import UUID, uuid4

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from amparo.casefile import keyring, sealing
from amparo.casefile.sealing import NotOpened, Place
from amparo.statistics.facts.columns import TABLES
from amparo.statistics.facts.duck import Nameless

HOLDER = UUID("66616374-7300-5000-8000-616d7061726f")  # whose key it is among those of the store
CURRENT, SUFFIX = "current", ".sealed"
PIECE = 1 << 24
KEY_CHARACTERS = 16  # 64 bits: two of a million cases share one with a chance of 1 in 30 million
AGAIN = "Make them again with `amparo facts rebuild`."
_LENGTH = 4
_FOLDER_MODE, _FILE_MODE = 0o700, 0o600


class NoFacts(Exception):
    """There are no facts to read, or they do not open; the message is one line, fit to show."""


@dataclass(frozen=True, slots=True)
class Making:
    """One making of the facts: its id, the day as on which they are known, and rows by table."""

    id: str
    known_on: str
    rows: dict[str, int]


@dataclass(frozen=True, slots=True)
class Keys:
    """What is derived from the one key of the facts, for one use each."""

    id: UUID
    key: bytes

    @classmethod
    def of_deployment(cls) -> "Keys":
        """Made when it is first asked for. Raises KeyProblem."""
        return cls(*keyring.own_key(HOLDER))

    def for_use(self, use: str) -> bytes:
        made = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=f"facts|{use}".encode())
        return made.derive(self.key)

    def namer(self) -> "Namer":
        return Namer(self.for_use("keys"))


class Namer:
    """Makes the keys of rows from ids, so that the same id has the same key in every making."""

    def __init__(self, key: bytes) -> None:
        self._ready = hmac.new(key, digestmod=hashlib.sha256)

    def __call__(self, what: str, identifier: str) -> str:
        made = self._ready.copy()
        made.update(f"{what}|{identifier}".encode())
        return made.hexdigest()[:KEY_CHARACTERS]


def write(
    folder: Path, tables: Mapping[str, Nameless], known_on: str, rows: Mapping[str, int]
) -> Making:
    """Seal the tables (Parquet) as a new making and put it in the place of the one before."""
    making = Making(uuid4().hex, known_on, dict(rows))
    keys = Keys.of_deployment()
    folder.mkdir(parents=True, exist_ok=True, mode=_FOLDER_MODE)
    with _alone(folder):
        _write(folder, keys, making, tables)
    return making


def _write(folder: Path, keys: Keys, making: Making, tables: Mapping[str, Nameless]) -> None:
    fresh = folder / making.id
    fresh.mkdir(mode=_FOLDER_MODE)
    try:
        for table in TABLES:
            _seal(fresh / (table + SUFFIX), keys, f"{making.id}:{table}", _pieces(tables[table]))
        said = json.dumps(asdict(making)).encode()
        _seal(fresh / CURRENT, keys, CURRENT, iter([said]))
        (fresh / CURRENT).replace(folder / CURRENT)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    _sync(folder)
    _forget_others(folder, making.id)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Who tidies up must not take what another is just writing."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def current(folder: Path) -> Making:
    """The making that holds. Raises NoFacts, KeyProblem."""
    try:
        said = b"".join(_opened(folder / CURRENT, Keys.of_deployment(), CURRENT))
    except FileNotFoundError:
        raise NoFacts("There are no facts yet: make them with `amparo facts rebuild`.") from None
    return Making(**json.loads(said))


def read(folder: Path, making: Making, table: str) -> Nameless:
    """One table of a making, as Parquet in a nameless file. Raises NoFacts, KeyProblem."""
    file = Nameless()
    try:
        path, keys = folder / making.id / (table + SUFFIX), Keys.of_deployment()
        for piece in _opened(path, keys, f"{making.id}:{table}"):
            file.write(piece)
    except FileNotFoundError:
        file.close()
        raise NoFacts(f"The facts are not whole: {table} is missing. {AGAIN}") from None
    except BaseException:
        file.close()
        raise
    return file


def write_note(path: Path, what: str, said: bytes) -> None:
    """Seal something small beside a making, as the account of a list."""
    _seal(path, Keys.of_deployment(), f"note:{what}", iter([said]))


def read_note(path: Path, what: str) -> bytes:
    """Raises NoFacts, KeyProblem."""
    try:
        return b"".join(_opened(path, Keys.of_deployment(), f"note:{what}"))
    except FileNotFoundError:
        raise NoFacts(f"There is no account of {what}.") from None


def _pieces(file: Nameless) -> Iterator[bytes]:
    for offset in range(0, max(file.size(), 1), PIECE):
        yield file.read(PIECE, offset)


def _seal(path: Path, keys: Keys, what: str, pieces: Iterator[bytes]) -> None:
    """Each piece is bound to what it is of, to its number, and to whether it is the last."""
    key, number = keys.for_use("sealed"), 0
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE_MODE)
    with os.fdopen(handle, "wb") as out:
        waiting = next(pieces)
        for piece in pieces:
            _put(out, sealing.seal(key, _place(keys, what, number, False), waiting))
            waiting, number = piece, number + 1
        _put(out, sealing.seal(key, _place(keys, what, number, True), waiting))
        out.flush()
        os.fsync(out.fileno())


def _put(out: BinaryIO, sealed: bytes) -> None:
    out.write(len(sealed).to_bytes(_LENGTH, "big"))
    out.write(sealed)


def _opened(path: Path, keys: Keys, what: str) -> Iterator[bytes]:
    key, number = keys.for_use("sealed"), 0
    with path.open("rb") as file:
        size = file.read(_LENGTH)
        while size:
            sealed = file.read(int.from_bytes(size, "big"))
            size = file.read(_LENGTH)
            try:
                yield sealing.open_sealed(key, _place(keys, what, number, not size), sealed)
            except NotOpened:
                raise NoFacts(f"The facts do not open: changed, or another key. {AGAIN}") from None
            number += 1
    if not number:
        raise NoFacts(f"The facts are empty. {AGAIN}")


def _place(keys: Keys, what: str, number: int, last: bool) -> Place:
    return Place("facts", f"{what}:{number}:{'last' if last else 'more'}", None, None, keys.id)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _forget_others(folder: Path, making: str) -> None:
    for path in folder.iterdir():
        if path.is_dir() and path.name != making:
            shutil.rmtree(path, ignore_errors=True)
