"""Cards in the memory of this process, found by words that are alike. Pure.

`held` is the index; `vocabulary` holds each different word once, `segment` which case has it. Of
what is asked for `meant` says which words it may be, `likely` which names are worth comparing;
`scoring` compares them, `ranking` puts them in order, `reasons` says why. `columns` is how many
cards are handed over at once, `turns` how many search at once.
"""

from amparo.finding.index.held import NameIndex, forget_what_was_read

__all__ = ["NameIndex", "forget_what_was_read"]
