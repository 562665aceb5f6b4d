"""What people do with the record, as the audit log calls it. Each sentence reads after a name."""

from amparo.terms.messages import N_

VERBS = {
    "concern_reported": N_("reported a concern"),
    "concern_corrected": N_("corrected a concern they had reported"),
    "concern_read_by_author": N_("read again the concern they had reported"),
    "concern_joined": N_("joined a concern to a case"),
    "concern_read_through": N_("had a concern read through a case"),
    "concern_closed": N_("closed a concern"),
    "case_opened": N_("opened a case"),
    "case_opened_too": N_("opened a further case from a concern"),
    "entry_appended": N_("recorded what happened"),
    "entry_withdrawn": N_("withdrew an entry"),
    "case_assigned": N_("named the responsible worker"),
    "involvement_started": N_("brought somebody into the case"),
    "involvement_ended": N_("ended an involvement"),
    "access_barred": N_("barred somebody from the case"),
    "gate_passed": N_("took a step that a gate advised against, with a reason"),
    "glass_broken": N_("opened the case in an emergency"),
    "whereabouts_agreed": N_("agreed that the emergency opens the whereabouts"),
    "glass_reviewed": N_("reviewed an emergency opening"),
    "case_seen": N_("opened the case page"),
    "identity_revealed": N_("uncovered the child's identity"),
    "whereabouts_revealed": N_("uncovered where the child is"),
    "prompts_shown": N_("was shown which topics of a screening are still open"),
    "names_searched": N_("searched by name and found this case"),
    "doubles_shown": N_("was shown that this case may be about the same child as a concern"),
    "timeline_imported": N_("imported a timeline"),
    "case_rebuilt": N_("had the case rebuilt, which changed what was derived from it"),
    "keys_rewrapped": N_("wrapped the keys again by a new master key"),
}
