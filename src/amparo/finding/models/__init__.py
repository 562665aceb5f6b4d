"""The tables of this room, one file for each part."""

from amparo.finding.models.cards import SealedCard

__all__ = ["SealedCard"]
