"""The tables of this room, one file for each part."""

from amparo.finding.models.cards import SealedCard
from amparo.finding.models.notices import Notice, Search
from amparo.finding.models.suggestions import DecidedPair, Suggestion, ToCompare
from amparo.finding.models.tracing import (
    TracingCheck,
    TracingMatch,
    TracingRequest,
    TracingSource,
    TracingToCompare,
)

__all__ = [
    "DecidedPair",
    "Notice",
    "SealedCard",
    "Search",
    "Suggestion",
    "ToCompare",
    "TracingCheck",
    "TracingMatch",
    "TracingRequest",
    "TracingSource",
    "TracingToCompare",
]
