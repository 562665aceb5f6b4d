"""The tables of this room, one file for each part."""

from amparo.finding.models.cards import SealedCard
from amparo.finding.models.notices import Notice, Search

__all__ = ["Notice", "SealedCard", "Search"]
