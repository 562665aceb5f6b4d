"""The tables of this room, one file for each part."""

from amparo.finding.models.notices import Notice as Notice
from amparo.finding.models.notices import Search as Search
from amparo.finding.models import suggestions as suggestions
