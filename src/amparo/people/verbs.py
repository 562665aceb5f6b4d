"""The audit verbs of this room. Each sentence reads after the name of whoever acted."""

from amparo.terms.messages import N_

SENTENCES: dict[str, str] = {
    "agency_created": N_("created an agency"),
    "agency_closed": N_("closed an agency"),
    "mechanism_founded": N_("set up the first administrator and coordinator"),
    "user_invited": N_("invited a person"),
    "user_invited_again": N_("invited a person again; their roles wait to be confirmed anew"),
    "invitation_accepted": N_("accepted an invitation and chose a password"),
    "user_deactivated": N_("closed an account"),
    "place_account_made": N_("made an account under which reports of a place are kept"),
    "place_account_closed": N_("closed the account of a place"),
    "role_granted": N_("gave a role"),
    "role_confirmed": N_("confirmed a role that sees content"),
    "role_ended": N_("ended a role"),
    "training_noted": N_("noted that a person learnt to hear children"),
    "training_withdrawn": N_("noted that a person does not hear children any more"),
    "signed_in": N_("signed in"),
    "signed_out": N_("signed out"),
    "session_ended": N_("was signed out because the session had lasted or rested too long"),
    "sign_in_failed": N_("failed to sign in"),
    "password_changed": N_("changed their password"),
    "language_set": N_("chose a language"),
}
