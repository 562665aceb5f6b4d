"""What people do with two cases that may be one child, as the audit log calls it."""

from amparo.terms.messages import N_

VERBS = {
    "same_child_decided": N_("decided whether this case and another are about one child"),
    "same_child_told": N_(
        "told the agency of this case that a record elsewhere may be of one child"
    ),
    "same_child_undone": N_("undid a decision about this case and another"),
}
