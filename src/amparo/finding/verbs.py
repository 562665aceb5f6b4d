"""What searching sets in motion, as the audit log calls it. Each sentence reads after a name.

`names_searched`, the oldest of them, stands with the verbs of room `casefile`.
"""

from amparo.terms.messages import N_

VERBS = {
    "search_told": N_("told the agency of this case that somebody looked for a child like this"),
    "search_answered": N_("decided whether to get in touch with somebody who searched"),
}
