"""The situation of a case under the protocol of this deployment: `journey.fold`, and what the facts
amount to under each definition."""

from datetime import datetime

from amparo.casefile import protocols
from amparo.journey import Situation, Timeline, fold
from amparo.protocol import amounts_to, facts_of


def situation_of(timeline: Timeline, at: datetime) -> Situation:
    """Everything that is true of a child at a moment."""
    newest, zone = protocols.in_force()[-1], protocols.zone()
    situation = fold(timeline, country=newest.country, at=at, zone=zone)
    readings = amounts_to(facts_of(timeline, at, zone), newest.definitions.values())
    situation.amounts_to = {reading.definition.code: reading.says for reading in readings}
    return situation
