"""What people do about releases, as the audit log calls it. Each reads after a name."""

from amparo.terms.messages import N_

VERBS = {
    "release_made": N_("made a release of figures"),
    "release_noise_drawn": N_("drew noise for a release of figures"),
    "release_discarded": N_("discarded a draft of a release of figures"),
    "release_signed": N_("signed a release of figures"),
    "release_published": N_("published a release of figures"),
    "release_withdrawn": N_("withdrew a release of figures"),
}
