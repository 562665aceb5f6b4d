"""Which duties the report of a year speaks of: those of every protocol in force in that year."""

from datetime import UTC, datetime

from amparo.casefile import protocols
from amparo.protocol import DutyRule, Protocol, in_force


def duty_codes() -> frozenset[str]:
    """Of every protocol there was."""
    return frozenset(code for one in protocols.in_force() for code in one.duties)


def in_force_in(year: int) -> list[Protocol]:
    """The versions of the protocol that were in force on some day of a year, oldest first."""
    every = protocols.in_force()
    first = in_force(every, datetime(year, 1, 1, tzinfo=UTC))
    later = [one for one in every if one.valid_from.year == year]
    return [first, *(one for one in later if one is not first)]


def rules_of(year: int) -> dict[str, DutyRule]:
    """Each duty by its code as the last of these versions has it, in the order of the journey."""
    found: dict[str, DutyRule] = {}
    for protocol in reversed(in_force_in(year)):
        for code, rule in protocol.duties.items():
            found.setdefault(code, rule)
    return found
