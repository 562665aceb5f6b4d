"""Import and export of facts: HTCDS, CTDC, lists of agencies, tables of countries.

A list comes in through a mapping, which is a file: `mapping` reads it and applies it, `mappings`
holds those that come along, `report` accounts for every row and every cell, `store` keeps the facts
of a list apart so that it can be withdrawn. `htcds` and `ctdc` know the two standards in both
directions, `aggregate` takes tables of countries, which are figures and no facts.

Nobody's name is kept: columns that identify a person are used for linking, in memory, and are gone.
"""

from amparo.exchange.refused import ExchangeError

__all__ = ["ExchangeError"]
