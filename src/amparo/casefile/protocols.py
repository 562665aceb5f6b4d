"""Which protocols are in force in this deployment, oldest first.

A duty is judged by the version that was in force when its clock started, so all of them are kept.
"""

from collections.abc import Mapping
from datetime import tzinfo
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from amparo.protocol import Protocol, default_protocol, load_protocol


@cache
def in_force() -> tuple[Protocol, ...]:
    """Every version of the deployment's protocol, oldest first; the default where it names none.

    The setting names a file, or a folder that keeps each version in a file of its own.
    Raises ProtocolError.
    """
    if not settings.AMPARO_PROTOCOL:
        return (default_protocol(),)
    path = Path(settings.AMPARO_PROTOCOL)
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    versions = [load_protocol(file) for file in files]
    return tuple(sorted(versions, key=lambda version: version.valid_from)) or (default_protocol(),)


@cache
def zone() -> tzinfo:
    """Where a date without a time lies."""
    return ZoneInfo(settings.TIME_ZONE)


def gate_asks(code: str) -> Mapping[str, str]:
    """What a gate asks, by language; its code where no protocol in force has it."""
    known = [protocol.gates[code] for protocol in in_force() if code in protocol.gates]
    return known[-1].asks if known else {"en": code}


def forget() -> None:
    """Read again at the next use."""
    in_force.cache_clear()
    zone.cache_clear()
