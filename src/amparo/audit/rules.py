"""What a line's digest covers, and what may stand in its detail. Pure.

The digest chains every line to the one before it: change one flipped bit anywhere and every later
digest is wrong. It is not keyed: what that leaves open is said in `anchors`.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

FORMAT = "amparo-audit-1"
BEGINNING = "0" * 64  # what the first line names as its previous digest

_CODE = re.compile(r"[a-z0-9_.:-]{0,64}\Z")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")


class NotACode(ValueError):
    """Something that could be a personal value was about to enter the log."""


def checked_detail(detail: Mapping[str, Any] | None) -> dict[str, Any]:
    """`detail` with ids as text. Raises NotACode for all but codes, numbers and lists of them."""
    return {_checked_key(key): _checked(key, value) for key, value in (detail or {}).items()}


def _checked_key(key: str) -> str:
    if not _KEY.match(key):
        raise NotACode("a key of an audit detail is lower_snake_case")
    return key


def _checked(key: str, value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, list | tuple | set | frozenset):
        items = [_checked(key, item) for item in value]
        return items if isinstance(value, list | tuple) else sorted(items)
    if isinstance(value, str) and _CODE.match(value):
        return str(value)
    # The value stays out of the message: that message may end in a log.
    raise NotACode(f"the audit detail {key!r} must hold codes, never a personal value")


def digest(
    *,
    previous: str,
    sequence: int,
    at: datetime,
    actor_id: UUID | None,
    actor_agency_id: UUID | None,
    verb: str,
    case_id: UUID | None,
    case_reference: str,
    entry_sequence: int | None,
    entry_digest: str,
    detail: Mapping[str, Any],
) -> str:
    """SHA-256, in hex, of the canonical JSON of a line and of the digest before it."""
    parts = [
        FORMAT, previous, sequence, moment_text(at), _text(actor_id), _text(actor_agency_id), verb,
        _text(case_id), case_reference, entry_sequence, entry_digest, dict(detail),
    ]  # fmt: skip
    return hashlib.sha256(canonical(parts)).hexdigest()


def canonical(value: Any) -> bytes:
    """One spelling of a value: sorted keys, no spaces, UTF-8."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def moment_text(at: datetime) -> str:
    """A moment in UTC to the microsecond, always spelled alike on every engine."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)
