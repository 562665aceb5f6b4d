"""Which gates speak before a step. A gate never stops protection: it asks why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from amparo.journey import Entry, History, Timeline, corrects
from amparo.protocol.engine import in_force
from amparo.protocol.gate_conditions import ASKS, Question
from amparo.protocol.gate_steps import BEFORE
from amparo.protocol.model import Protocol


@dataclass(frozen=True, slots=True)
class GateSpeaks:
    """A gate that speaks: what it asks, what is missing (English message ids), and its source."""

    code: str
    asks: dict[str, str]
    missing: tuple[str, ...]
    source: str
    second_person: bool

    def to_json(self, language: str = "en") -> dict[str, Any]:
        """The object that `amparo gates` prints."""
        return {
            "code": self.code,
            "asks": self.asks.get(language) or self.asks["en"],
            "missing": list(self.missing),
            "source": self.source,
        }


def gates(
    timeline: Timeline, step: Entry, protocols: Sequence[Protocol], zone: Any = UTC
) -> list[GateSpeaks]:
    """The gates that speak before `step`, judged at its occurrence, in the order of the protocol.

    What occurred later, the step itself and the entry it corrects are not looked at.
    """
    at = step.occurred.latest
    corrected = corrects(step)
    before = Timeline(
        entry
        for entry in timeline.entries
        if entry.occurred.earliest <= at and entry.id not in (step.id, corrected)
    )
    protocol = in_force(protocols, step.occurred.earliest)
    history = History(before, protocol.country, zone)
    spoken = []
    for rule in protocol.gates.values():
        if not BEFORE[rule.before](history, step):
            continue
        question = Question(history, step, rule, protocols)
        missing = tuple(
            ASKS[name].missing for name in rule.asks_for if not ASKS[name].holds(question)
        )
        if missing:
            spoken.append(
                GateSpeaks(rule.code, dict(rule.asks), missing, rule.source, rule.second_person)
            )
    return spoken


def unanswered(spoken: Sequence[GateSpeaks], step: Entry) -> list[GateSpeaks]:
    """Of the gates that speak, those the step does not pass: no reason, or no second person."""
    return [
        gate
        for gate in spoken
        if not step.despite.get(gate.code, "").strip()
        or (gate.second_person and step.agreed_by in ("", step.author))
    ]
