"""Tables of room `release`."""

from amparo.release.rapporteur.models import FollowUp, Recommendation, TextBlock

__all__ = ["FollowUp", "Recommendation", "TextBlock"]
