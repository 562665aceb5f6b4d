"""The tables of this room, one file for each part."""

from amparo.finding.models import suggestions as suggestions
