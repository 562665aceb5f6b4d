"""What every child is owed, and what is asked before a step: a protocol is data, put to work."""

from amparo.protocol.definitions import Facts, Reading, amounts_to, facts_from, facts_of
from amparo.protocol.engine import DutyOccurrence, OpenDuty, duties, in_force, open_duties
from amparo.protocol.gates import GateSpeaks, gates, unanswered
from amparo.protocol.loading import (
    ProtocolError,
    check_protocol,
    default_protocol,
    load_protocol,
)
from amparo.protocol.model import Definition, Duration, DutyRule, GateRule, Protocol

__all__ = [
    "Definition",
    "Duration",
    "DutyOccurrence",
    "DutyRule",
    "Facts",
    "GateRule",
    "GateSpeaks",
    "OpenDuty",
    "Protocol",
    "ProtocolError",
    "Reading",
    "amounts_to",
    "check_protocol",
    "default_protocol",
    "duties",
    "facts_from",
    "facts_of",
    "gates",
    "in_force",
    "load_protocol",
    "open_duties",
    "unanswered",
]
