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
    """The deployment's protocol; the default where it names none."""
    path = settings.AMPARO_PROTOCOL
    return (load_protocol(Path(path)),) if path else (default_protocol(),)


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
