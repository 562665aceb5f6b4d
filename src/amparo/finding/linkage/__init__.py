"""Which records are about the same person: lists of several agencies, or one child and a few.

Pure of Django. `records` is a line of a list, `spelling` and `prepared` bring it to what is
compared, `comparing` says how, `model` holds what each agreement is worth, `scoring` compares a few
in memory; a whole list goes through `linking`. Nothing here decides: it gives probabilities.
"""

from amparo.finding.linkage.model import Model, shipped
from amparo.finding.linkage.records import Agreement, Pair, Record
from amparo.finding.linkage.scoring import score

__all__ = ["Agreement", "Model", "Pair", "Record", "score", "shipped"]
