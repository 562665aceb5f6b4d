"""The tables of this room, one file for each part."""

from amparo.finding.models.tracing import (
    ToCompare,
    TracingCheck,
    TracingMatch,
    TracingRequest,
    TracingSource,
)

__all__ = ["ToCompare", "TracingCheck", "TracingMatch", "TracingRequest", "TracingSource"]
