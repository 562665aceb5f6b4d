"""What happens to calls, as the audit log calls it. Each sentence reads after a name."""

from amparo.terms.messages import N_

VERBS = {
    "call_taken": N_("took a call"),
    "call_changed": N_("changed what they had written about a call"),
    "call_noted": N_("added a note to a call"),
    "call_read": N_("read what was said in a call"),
    "earlier_calls_shown": N_("was shown the earlier calls of somebody who agreed to it"),
    "caller_forgotten": N_("had a caller forgotten who no longer wants to be recognised"),
    "call_handed_over": N_("handed a call over to those who take up concerns"),
    "calls_erased": N_("erased calls whose time was over"),
}
