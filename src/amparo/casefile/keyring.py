"""Which key opens what: the two keys of a case, the key of each body, and the key store that holds
them.

A body has a key of its own, wrapped by a key of its case: the second one (`apart`) where the
section is identity or whereabouts. Those two are wrapped by a master key (`keys`). A key is written
to the store before the value that it seals; a key whose value never came is swept up by `upkeep`.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from django.db import router
from django.db.models import QuerySet
from django.utils import timezone

from amparo.audit import statements
from amparo.audit.statements import Prepared
from amparo.casefile import effects, sealing
from amparo.casefile.keys import KeySource, key_source
from amparo.casefile.models import WrappedKey
from amparo.casefile.sealing import Place, WrittenPlace

CASE, APART, BODY, DRAFT, OWN = "case", "apart", "body", "draft", "own"
APART_SECTIONS = frozenset({"identity", "whereabouts"})
_TABLE = WrappedKey._meta.db_table
_BATCH = 500
_FEW = 8


class Erased(Exception):
    """The key was destroyed, and with it what it sealed."""


class _Stored(NamedTuple):
    id: UUID
    case_id: UUID | None
    holder_id: UUID | None
    purpose: str
    wrapped_by: str
    wrapped: bytes

    def place(self) -> Place:
        return _place(self.id, self.case_id, self.holder_id)


class Keyring:
    """The keys of some cases, unwrapped as they are asked for; new ones wait for `keep`."""

    def __init__(self, source: KeySource | None = None) -> None:
        self._source = source or key_source()
        self._stored: dict[UUID, _Stored] = {}
        self._of_case: dict[tuple[UUID, str], UUID] = {}
        self._open: dict[UUID, bytes] = {}
        self._ready: dict[str, AESGCMSIV] = {}
        self._fresh: list[WrappedKey] = []

    @classmethod
    def of(cls, case_ids: Iterable[UUID], source: KeySource | None = None) -> "Keyring":
        """Every key of these cases, in one query for each few hundred."""
        ring = cls(source)
        wanted = list(case_ids)
        for start in range(0, len(wanted), _BATCH):
            ring._remember_all(_of_cases(wanted[start : start + _BATCH]))
        return ring

    @classmethod
    def of_case(cls, case_id: UUID) -> "Keyring":
        """Only the two keys of a case itself."""
        ring = cls()
        ring._load(WrappedKey.objects.filter(case_id=case_id, purpose__in=(CASE, APART)))
        return ring

    @classmethod
    def of_bodies(cls, key_ids: Iterable[UUID], case_ids: Iterable[UUID]) -> "Keyring":
        """The keys of single bodies, and the two keys of each of their cases."""
        ring = cls()
        ring._load(WrappedKey.objects.filter(case_id__in=list(case_ids), purpose__in=(CASE, APART)))
        ring._load(WrappedKey.objects.filter(id__in=list(key_ids)))
        return ring

    @classmethod
    def of_draft(cls, key_id: UUID) -> "Keyring":
        ring = cls()
        ring._load(WrappedKey.objects.filter(id=key_id))
        return ring

    def _load(self, keys: QuerySet[WrappedKey]) -> None:
        self._remember_all(statements.rows(keys.values_list(*_Stored._fields)))

    def _remember_all(self, rows: Iterable[tuple[Any, ...]]) -> None:
        for row in rows:
            self._remember(_Stored._make(row))

    def _remember(self, stored: _Stored) -> None:
        self._stored[stored.id] = stored
        if stored.case_id and stored.purpose in (CASE, APART):
            self._of_case[stored.case_id, stored.purpose] = stored.id

    def key(self, key_id: UUID) -> bytes:
        """An opened key; raises Erased when it is not in the store."""
        if key_id not in self._open:
            self._open[key_id] = self._unwrap(key_id)
        return self._open[key_id]

    def _unwrap(self, key_id: UUID) -> bytes:
        stored = self._stored.get(key_id)
        if stored is None:
            raise Erased(str(key_id))
        if stored.purpose == BODY:
            return sealing.open_by(self._wrapper(stored.wrapped_by), stored.place(), stored.wrapped)
        return self._source.unwrap(stored.wrapped_by, bytes(stored.wrapped), stored.place())

    def _wrapper(self, key_id: str) -> AESGCMSIV:
        """A key of a case made ready: it opens the keys of all the bodies of that case."""
        if key_id not in self._ready:
            self._ready[key_id] = sealing.cipher(self.key(UUID(key_id)))
        return self._ready[key_id]

    def case_key(self, case_id: UUID, purpose: str) -> tuple[UUID, bytes]:
        """Id and bytes of one of the two keys of a case; raises Erased."""
        key_id = self._of_case.get((case_id, purpose))
        if key_id is None:
            raise Erased(str(case_id))
        return key_id, self.key(key_id)

    def new_case(self, case_id: UUID) -> None:
        """Make the two keys of a new case."""
        for purpose in (CASE, APART):
            self._new_under_master(case_id, None, purpose)

    def new_draft(self, draft_id: UUID) -> UUID:
        return self._new_under_master(None, draft_id, DRAFT)

    def new_body(self, case_id: UUID, entry_id: UUID, section: str) -> UUID:
        """Make the key of a body; its id."""
        purpose = APART if section in APART_SECTIONS else CASE
        wrapper_id, wrapper = self.case_key(case_id, purpose)
        key_id, key = uuid4(), sealing.new_key()
        wrapped = sealing.seal(wrapper, _place(key_id, case_id, entry_id), key)
        self._add(_Stored(key_id, case_id, entry_id, BODY, str(wrapper_id), wrapped), key)
        return key_id

    def new_own(self, holder_id: UUID) -> UUID:
        """Make a key of the deployment itself, for what belongs to no case."""
        return self._new_under_master(None, holder_id, OWN)

    def _new_under_master(self, case_id: UUID | None, holder_id: UUID | None, purpose: str) -> UUID:
        key_id, key = uuid4(), sealing.new_key()
        master, wrapped = self._source.wrap(key, _place(key_id, case_id, holder_id))
        self._add(_Stored(key_id, case_id, holder_id, purpose, master, wrapped), key)
        return key_id

    def _add(self, stored: _Stored, key: bytes) -> None:
        self._remember(stored)
        self._open[stored.id] = key
        self._fresh.append(
            WrappedKey(
                id=stored.id,
                case_id=stored.case_id,
                holder_id=stored.holder_id,
                purpose=stored.purpose,
                wrapped_by=stored.wrapped_by,
                wrapped=stored.wrapped,
                made_at=timezone.now(),
            )
        )

    def keep(self) -> None:
        """Write the new keys to the key store; before what they seal is written."""
        fresh = self.take_fresh()
        if fresh:
            statements.insert(fresh)

    def take_fresh(self) -> list[WrappedKey]:
        """The new keys, for somebody else to write."""
        fresh, self._fresh = self._fresh, []
        return fresh


def _of_cases(case_ids: list[UUID]) -> list[tuple[Any, ...]]:
    if len(case_ids) <= _FEW:
        return _of_few_cases(*case_ids)
    return statements.rows(_keys(*case_ids))


def _keys(*case_ids: UUID) -> QuerySet[Any]:
    return WrappedKey.objects.filter(case_id__in=case_ids).values_list(*_Stored._fields)


_of_few_cases = Prepared(_keys)


def _place(key_id: UUID, case_id: UUID | None, holder_id: UUID | None) -> Place:
    return Place(_TABLE, "wrapped", case_id, holder_id, key_id)


def own_key(holder_id: UUID) -> tuple[UUID, bytes]:
    """Id and bytes of the key of the deployment for `holder_id`, made when it is first asked for.

    Rotation wraps it again like every other. Where two made one at once, both go by the older.
    """
    keys = WrappedKey.objects.filter(case_id=None, holder_id=holder_id, purpose=OWN)
    oldest = keys.order_by("made_at", "id")[:1]
    ring = Keyring()
    ring._load(oldest)
    if not ring._stored:
        ring.new_own(holder_id)
        ring.keep()
        ring = Keyring()
        ring._load(oldest)
    key_id = next(iter(ring._stored))
    return key_id, ring.key(key_id)


def rewrap(source: KeySource | None = None) -> Iterator[int]:
    """Wrap again, by the current master key, every key that an older one wraps; yields how many so
    far.

    Nothing that is sealed changes. Afterwards the older master key can leave the key file.
    """
    source = source or key_source()
    current, done = source.current_id(), 0
    under_master = WrappedKey.objects.exclude(purpose=BODY).exclude(wrapped_by=current)
    while rows := list(under_master[:_BATCH]):
        for row in rows:
            place = _place(row.id, row.case_id, row.holder_id)
            key = source.unwrap(row.wrapped_by, bytes(row.wrapped), place)
            row.wrapped_by, row.wrapped = source.wrap(key, place)
        WrappedKey.objects.bulk_update(rows, ["wrapped_by", "wrapped"])
        done += len(rows)
        yield done


def unwrapped(
    case_of: Mapping[str, str], source: KeySource | None = None
) -> Iterator[tuple[str, bytes]]:
    """Keys of very many cases with their ids: `case_of` says whose each is. All ids are in hex.

    As a `Keyring` would open them, with nothing made for each but its key. Keys that were
    destroyed are left out.
    """
    source = source or key_source()
    wanted = statements.among(list(case_of), router.db_for_read(WrappedKey) or "default")
    keys = WrappedKey.objects.filter(id__in=wanted).order_by()
    for key_id, wrapped_by, wrapped in statements.rows_in_hex(
        keys.values_list("id", "wrapped_by", "wrapped")
    ):
        place = WrittenPlace(_TABLE, "wrapped", case_of[key_id], "", key_id)
        yield key_id, source.unwrap(wrapped_by, bytes(wrapped), place)


def destroy(key_ids: Iterable[UUID]) -> int:
    """Remove keys for good; what they sealed can never be opened again, and what was made from it
    in higher rooms goes with it.
    """
    keys = WrappedKey.objects.filter(id__in=list(key_ids))
    holders = keys.order_by().values_list("case_id", flat=True).distinct()
    case_ids = frozenset(case_id for case_id in holders if case_id is not None)
    gone = keys.delete()[0]
    if case_ids:
        effects.happened(effects.KeysDestroyed(case_ids))
    return gone


def keys_of_entries(case_ids: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """The keys made for each entry of these cases: more than one where a first try was undone."""
    found: dict[UUID, set[UUID]] = {}
    made = WrappedKey.objects.filter(purpose=BODY, case_id__in=list(case_ids))
    for holder_id, key_id in made.values_list("holder_id", "id"):
        if holder_id is not None:
            found.setdefault(holder_id, set()).add(key_id)
    return found


def bodies_made(since: datetime, until: datetime) -> dict[UUID, UUID | None]:
    """Every body key made in this time, and the entry it was made for."""
    made = WrappedKey.objects.filter(purpose=BODY, made_at__gte=since, made_at__lt=until)
    return dict(made.values_list("id", "holder_id"))
