"""Cards in the memory of this process, found by words that are alike. Pure.

`held` is the index; `vocabulary` holds each different word once, `segment` which case has it,
`scoring` ranks, `reasons` says why. `columns` is how many cards are handed over at once.
"""

from amparo.finding.index.held import NameIndex, forget_what_was_read

__all__ = ["NameIndex", "forget_what_was_read"]
