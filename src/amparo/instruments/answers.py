"""What was answered: read from JSON, with everything that cannot be said in one clear line.

*Not known*, *did not want to answer* and *not asked* are never "no", and are kept apart.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from amparo.instruments.model import Instrument
from amparo.terms.lines import shown
from amparo.terms.values import nearest

YES, NO, UNKNOWN, REFUSED, NOT_ASKED = "yes", "no", "unknown", "refused", "not_asked"
ANSWERS = (YES, NO, UNKNOWN, REFUSED, NOT_ASKED)
OPEN = frozenset({UNKNOWN, NOT_ASKED})
"""What may still be learnt. Who did not want to answer is not asked again."""

WORST_FORMS = (
    "commercial_sexual",
    "illicit_activities",
    "begging",
    "armed_group",
    "forced_or_child_marriage",
    "sale_or_adoption_for_exploitation",
    "organ_removal",
)
"""ILO Convention 182 article 3, and what the Protocol names besides: exploitation of a child."""

WORST_FORM_OF = {
    "purpose": {
        "sexual_exploitation": "commercial_sexual",
        "forced_criminality": "illicit_activities",
        "begging": "begging",
        "armed_group": "armed_group",
        "forced_marriage": "forced_or_child_marriage",
        "illegal_adoption": "sale_or_adoption_for_exploitation",
        "organ_removal": "organ_removal",
    },
    "sub_form": {
        "prostitution": "commercial_sexual",
        "child_sexual_abuse_material": "commercial_sexual",
        "live_streaming": "commercial_sexual",
        "sexual_travel_tourism": "commercial_sexual",
        "theft": "illicit_activities",
        "drug_transport_sale": "illicit_activities",
        "drug_production": "illicit_activities",
        "begging_on_the_street": "begging",
        "begging_for_institution": "begging",
        "child_marriage": "forced_or_child_marriage",
    },
}
"""Which worst form a code of a list means, where it means the same: then nobody is asked again."""

OLDEST = 120
KEYS = ("age", "act", "worst_forms", "answers")


class AnswersError(ValueError):
    """Answers that cannot be; the message is one line."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers to one instrument. What is not in `answers` or `worst_forms` was not asked.

    `age` in years, None where it is not known. `act`: whether the child was recruited, moved,
    handed over, housed or received; None where it is not known.
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    worst_forms: Mapping[str, str] = field(default_factory=dict)
    act: bool | None = None
    age: int | None = None

    def to(self, item: str) -> str:
        """The answer to an item."""
        return self.answers.get(item, NOT_ASKED)

    def to_worst_form(self, form: str) -> str:
        """The answer to one of the worst forms."""
        return self.worst_forms.get(form, NOT_ASKED)


def read_answers(value: Any, instrument: Instrument) -> Answers:
    """Answers as JSON says them, for this instrument. Raises AnswersError."""
    said = _table("the answers", value)
    _check_names("key", said, KEYS)
    if "answers" not in said:
        raise AnswersError('the answers lack "answers"')
    return Answers(
        answers=_given("answers", said["answers"], f"item of {instrument.code}", instrument.items),
        worst_forms=_given("worst_forms", said.get("worst_forms") or {}, "worst form", WORST_FORMS),
        act=_three_valued(said.get("act")),
        age=_age(said.get("age")),
    )


def _table(what: str, value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise AnswersError(f"{what} must be an object of names and values, not {shown(value)}")
    return value


def _check_names(what: str, said: Mapping[str, Any], known: Collection[str]) -> None:
    for name in said:
        if name not in known:
            raise AnswersError(f"there is no {what} {shown(name)}{nearest(name, known)}")


def _given(key: str, value: Any, what: str, known: Collection[str]) -> dict[str, str]:
    said = _table(key, value)
    _check_names(what, said, known)
    for name, answer in said.items():
        if not isinstance(answer, str) or answer not in ANSWERS:
            raise AnswersError(
                f"{key}: {name} must be one of {', '.join(ANSWERS)}, not {shown(answer)}"
            )
    return dict(said)


def _three_valued(value: Any) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise AnswersError(f"act must be true, false or null, not {shown(value)}")
    return value


def _age(value: Any) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= OLDEST:
        raise AnswersError(
            f"age must be a whole number from 0 to {OLDEST}, or null, not {shown(value)}"
        )
    return value
