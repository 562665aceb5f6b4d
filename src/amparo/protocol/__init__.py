"""What every child is owed, and what is asked before a step: a protocol is data, put to work."""

from amparo.protocol.engine import DutyOccurrence, OpenDuty, duties, in_force, open_duties
from amparo.protocol.gates import GateSpeaks, gates, unanswered
from amparo.protocol.loading import (
    ProtocolError,
    check_protocol,
    default_protocol,
    load_protocol,
)
from amparo.protocol.model import Duration, DutyRule, GateRule, Protocol

__all__ = [
    "Duration",
    "DutyOccurrence",
    "DutyRule",
    "GateRule",
    "GateSpeaks",
    "OpenDuty",
    "Protocol",
    "ProtocolError",
    "check_protocol",
    "default_protocol",
    "duties",
    "gates",
    "in_force",
    "load_protocol",
    "open_duties",
    "unanswered",
]
