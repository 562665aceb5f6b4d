"""What the answers to an instrument add up to, in words for whoever screened: never a verdict."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from amparo import terms
from amparo.casefile import instruments_here, wording
from amparo.casefile.views import CaseView
from amparo.instruments import DimensionResult, Instrument, Result, frequencies
from amparo.instruments.scoring import INDICATED, INSUFFICIENT, NOT_YET
from amparo.terms.messages import N_

FINDINGS = {
    INDICATED: N_("The answers point to exploitation of this child."),
    NOT_YET: N_("The answers do not point to it yet. They cannot rule it out."),
    INSUFFICIENT: N_("Too little is known to say anything."),
    None: N_("This list counts nothing: every sign is a reason to look closer, none is a proof."),
}
POSITIVE = "positive"
STEPS_BEFORE_COURT = frozenset({"interview", "testimony"})


def answer_choices() -> list[tuple[str, str]]:
    """The five answers; *not asked*, where everything begins, comes last."""
    return terms.choices("screening_answer", wording.language())


def worst_form_choices() -> list[tuple[str, str]]:
    """The worst forms to ask after."""
    return terms.choices("worst_form", wording.language())


def forensic_interview_planned(view: CaseView) -> bool:
    """Whether an interview for court is planned and was not held since."""
    planned = [
        entry.occurred.earliest
        for entry in view.entries
        if entry.holds
        and entry.kind == "step_planned"
        and (entry.body or {}).get("step") in STEPS_BEFORE_COURT
    ]
    held = [
        entry.occurred.latest
        for entry in view.entries
        if entry.holds and entry.kind in ("interview_held", "testimony_given")
    ]
    return bool(planned) and (not held or max(planned) > max(held))


@dataclass(frozen=True, slots=True)
class ExplainedDimension:
    """One dimension: how it stands, because of which signs, and which topics could still matter."""

    name: str
    positive: bool | None
    because: list[str]
    refused: int
    topics: list[str]


@dataclass(frozen=True, slots=True)
class Explained:
    """A result in words; the last of its warnings is to protect the child whatever it says."""

    finding: str
    tone: str
    dimensions: list[ExplainedDimension]
    worst_forms: list[str]
    warnings: list[str]


def explained(instrument: Instrument, result: Result, *, stages: Collection[str]) -> Explained:
    """A result in the page's language, with the topics of these stages that could still matter."""
    language = wording.language()
    by_code = {one.code: one for one in instrument.dimensions}
    return Explained(
        finding=_(FINDINGS[result.finding]),
        tone="caution" if result.finding == INDICATED else "info",
        dimensions=[
            ExplainedDimension(
                name=terms.in_language(by_code[one.code].name, language),
                positive=one.positive,
                because=[_said(instrument, item) for item in one.because],
                refused=one.refused,
                topics=list(_topics(instrument, one, stages)),
            )
            for one in result.dimensions
        ],
        worst_forms=[worst_form(form) for form in result.worst_forms.because],
        warnings=[_(warning) for warning in result.warnings],
    )


def _topics(
    instrument: Instrument, dimension: DimensionResult, stages: Collection[str]
) -> Iterator[str]:
    """Neutral prompts on what is open, where they could still turn a dimension that is negative."""
    if dimension.positive or not dimension.reachable:
        return
    for item in (instrument.items[code] for code in dimension.still_open):
        if item.stage in stages:
            yield terms.in_language(item.help, wording.language())


def _said(instrument: Instrument, item: str) -> str:
    return terms.in_language(instrument.items[item].text, wording.language())


def worst_form(form: str) -> str:
    """One of the worst forms, in the page's language."""
    return terms.label("worst_form", form, wording.language())


# How often a result is wrong


@dataclass(frozen=True, slots=True)
class HowOften:
    """What a study found, as people can picture it: of a hundred results, how many."""

    name: str
    reference: str
    people: int
    ages: str
    setting: str
    right_of_positive: int | None
    missed_of_negative: int | None
    other_age: bool


def made_for_other_ages(instrument: Instrument, ages: tuple[int, int] | None) -> list[str]:
    """The instruments of others that were not made for a child of these ages; none while the age
    is not known.
    """
    if ages is None:
        return []
    return [
        terms.in_language(one.name, wording.language())
        for one in instrument.externals.values()
        if not (one.ages[0] <= ages[0] and ages[1] <= one.ages[1])
    ]


def how_often_wrong(instrument: Instrument, ages: tuple[int, int] | None) -> list[HowOften]:
    """Each study of an instrument, at the prevalence that the deployment set; no number without.

    `ages` are the lowest and highest that this child may have.
    """
    language, prevalence = wording.language(), settings.AMPARO_PREVALENCE
    found = []
    for study in instrument.studies:
        often = frequencies(study, prevalence) if prevalence else None
        found.append(
            HowOften(
                name=terms.in_language(instrument.externals[study.of].name, language),
                reference=study.reference,
                people=study.people,
                ages=f"{study.ages[0]}–{study.ages[1]}",
                setting=terms.in_language(study.setting, language),
                right_of_positive=round(often.right_of_positive) if often else None,
                missed_of_negative=round(often.missed_of_negative) if often else None,
                other_age=ages is not None
                and not (study.ages[0] <= ages[0] and ages[1] <= study.ages[1]),
            )
        )
    return found


# A screening that was recorded


def in_words(body: Mapping[str, Any]) -> dict[str, Any]:
    """The body of a screening with the name of its instrument and what its result says."""
    said = dict(body)
    answers = said.get("answers") or {}
    if POSITIVE in answers:
        said["answers"] = {_("Positive, as the instrument says it"): answers[POSITIVE]}
    elif said.get("instrument") and answers:
        said["answers"] = _by_text(said, answers)
    if said.get("instrument"):
        said["instrument"] = name_of(str(said["instrument"]))
    if said.get("result"):
        said["result"] = _kept(str(said["result"]))
    return said


def _by_text(body: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers by what was asked, in the words of the version that asked it; else by code."""
    asked = instruments_here.recorded_with(str(body["instrument"]), str(body.get("version") or ""))
    if asked is None:
        # A sign of another list may bear the same code: it is not said to be what was asked.
        return {_("Item %(code)s") % {"code": item}: given for item, given in answers.items()}
    return {
        _said(asked, item) if item in asked.items else item: given
        for item, given in answers.items()
    }


def name_of(code: str) -> str:
    """What an instrument is called; its code where it is not known here."""
    known = instruments_here.known().instruments.values()
    names = {one.code: one.name for one in known}
    names |= {e.code: e.name for one in known for e in one.externals.values()}
    return terms.in_language(names[code], wording.language()) if code in names else code


def item_of_any(item: str) -> str | None:
    """What an item says, in whichever instrument it stands; None where it is not known here."""
    known = instruments_here.known().instruments.values()
    found = next((one for one in known if item in one.items), None)
    return _said(found, item) if found else None


def _kept(result: str) -> str:
    """What was kept of a result, as a sentence; as it stands where it is in words already."""
    try:
        said = json.loads(result)
        finding = FINDINGS[said["finding"]]
    except (ValueError, KeyError, TypeError):
        return result
    if "band" in said:
        return ", ".join(
            str(part) for part in (said["score"], said["band"]) if part not in (None, "")
        )
    return _(finding)
