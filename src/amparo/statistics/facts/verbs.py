"""What is done with facts, as the audit log calls it. Each sentence reads after a name."""

from amparo.terms.messages import N_

VERBS = {
    "facts_made": N_("made the facts for statistics anew from every case"),
    "facts_exported": N_("wrote the facts for statistics, case by case, into files without a lock"),
}
