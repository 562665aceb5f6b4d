"""What a rapporteur does about the annual report, as the audit log calls it. After a name."""

from amparo.terms.messages import N_

VERBS = {
    "duties_counted": N_("counted how the duties of the register ended"),
    "rapporteur_reported": N_("wrote the annual report of the rapporteur into files"),
    "report_text_written": N_("wrote a text of the annual report"),
    "recommendation_made": N_("made a recommendation"),
    "recommendation_corrected": N_("corrected a recommendation"),
    "recommendation_withdrawn": N_("withdrew a recommendation"),
    "recommendation_followed": N_("noted what became of a recommendation"),
}
