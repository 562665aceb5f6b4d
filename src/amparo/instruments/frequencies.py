"""How often a result is wrong, as people can picture it: of a hundred such results, how many.

Only where a study found out how often an instrument is right. How common trafficking is among those
who are screened (the prevalence) is set by the deployment, for no study can know it.
"""

from dataclasses import dataclass

from amparo.instruments.model import Study

OF = 100


@dataclass(frozen=True, slots=True)
class Frequencies:
    """Of a hundred positive results, how many are right; of a hundred negative, how many miss."""

    right_of_positive: float
    missed_of_negative: float


def frequencies(study: Study, prevalence: float) -> Frequencies:
    """What the results of an instrument are worth at a prevalence between 0 and 1.

    Bayes' rule on the sensitivity and specificity of the study. Raises ValueError.
    """
    if not 0 < prevalence < 1:
        raise ValueError(f"a prevalence lies between 0 and 1, not {prevalence}")
    found = prevalence * study.sensitivity
    missed = prevalence - found
    alarmed = (1 - prevalence) * (1 - study.specificity)
    cleared = 1 - prevalence - alarmed
    return Frequencies(
        right_of_positive=OF * found / (found + alarmed) if found + alarmed else 0.0,
        missed_of_negative=OF * missed / (missed + cleared) if missed + cleared else 0.0,
    )
