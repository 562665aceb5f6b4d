"""What people write down about figures, as the audit log calls it. Each reads after a name."""

from amparo.terms.messages import N_

VERBS = {
    "figure_kept": N_("put a figure aside to compare it"),
    "figure_put_away": N_("took a figure off their list"),
    "report_written": N_("wrote the report of a year for publication"),
    "community_compared": N_(
        "looked at how often a community is found, after an ethics review that they named"
    ),
    "break_marked": N_("marked a break in series of figures"),
    "break_corrected": N_("corrected a break in series of figures"),
    "break_withdrawn": N_("withdrew a break in series of figures"),
    "warning_noted": N_("noted a warning that somebody issued"),
    "warning_corrected": N_("corrected a warning that somebody issued"),
    "warning_withdrawn": N_("withdrew a warning that was noted"),
    "warning_followed": N_("noted what happened after a warning"),
    "warning_followed_corrected": N_("corrected what was noted to have happened after a warning"),
    "warning_followed_withdrawn": N_("withdrew what was noted to have happened after a warning"),
}
