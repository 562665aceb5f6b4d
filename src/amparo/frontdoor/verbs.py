"""The audit verbs of this room. Each sentence reads after the name of whoever acted."""

from amparo.terms.messages import N_

SENTENCES: dict[str, str] = {
    "front_door_opened": N_("opened a front door for an institution"),
    "front_door_link_renewed": N_("made a new link for a front door; the old one leads nowhere"),
    "front_door_closed": N_("closed a front door"),
}
