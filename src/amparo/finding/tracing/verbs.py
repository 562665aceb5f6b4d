"""The audit verbs of tracing. Each sentence reads after the name of whoever acted."""

from amparo.terms.messages import N_

SENTENCES: dict[str, str] = {
    "tracing_request_taken": N_("took a request of a family that looks for a child"),
    "tracing_request_received": N_("received a request of a family from an organisation"),
    "tracing_requests_imported": N_("read requests of families from a file"),
    "tracing_request_read": N_("read what a family said about the child they look for"),
    "tracing_request_taken_back": N_("took a request of a family back"),
    "tracing_match_found": N_("found that somebody may be looking for the child of this case"),
    "tracing_match_seen": N_("was shown who may be looking for the child of this case"),
    "tracing_seeker_checked": N_("wrote down a step of verifying whoever looks for a child"),
    "tracing_proposed": N_("proposed a decision about somebody who looks for the child"),
    "tracing_decided": N_("agreed to a decision about somebody who looks for the child"),
    "tracing_undecided": N_("took back a decision about somebody who looks for the child"),
    "tracing_answered_out": N_("sent the answer to a request of a family"),
    "tracing_sender_opened": N_("let an organisation send requests of families"),
    "tracing_sender_closed": N_("ended that an organisation sends requests of families"),
}
