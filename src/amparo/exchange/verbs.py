"""What is done here, as the audit log calls it. Each sentence reads after a name."""

from amparo.terms.messages import N_

VERBS = {
    "list_taken_in": N_("took a list of another source in as facts for statistics"),
    "list_withdrawn": N_("took the facts of a list of another source out again"),
    "facts_given_out": N_("wrote facts, case by case, into a file without a lock"),
}
