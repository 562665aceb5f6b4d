"""A screening while it goes on: one person, one case, one instrument; stopped and taken up again.

Its answers are kept sealed among the half-filled forms (`drafts`) until it ends as one entry. What
was learnt before is filled in, so that nobody is asked twice.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID, uuid4

from amparo import terms
from amparo.access import stages_open
from amparo.casefile import already_known, drafts, instruments_here, wording
from amparo.casefile.already_known import Known
from amparo.casefile.models import Case
from amparo.casefile.rules import NewEntry
from amparo.casefile.views import CaseView
from amparo.instruments import Answers, Dimension, Instrument, Item, Result, score
from amparo.instruments.answers import ANSWERS, NO, NOT_ASKED, OLDEST, UNKNOWN, YES
from amparo.people.models import User
from amparo.people.queries import person_for

KIND = "screening_completed"
PREFIX = "screening:"
ON_PAPER = "paper:"  # a sheet that is typed in
MOST_IN_A_GROUP = 8
ADULT, SURELY_ADULT = "adult", 21
CHILDREN_FIRST = ("child", "any", ADULT)
UNKNOWN_AGE = "unknown"


def in_use() -> list[Instrument]:
    """The instruments with which somebody can screen here, those for children first."""
    used = [one for one in instruments_here.known().instruments.values() if one.on]
    return sorted(used, key=lambda one: (CHILDREN_FIRST.index(one.audience), one.code))


def offered(view: CaseView) -> list[Instrument]:
    """Those that fit: what is made for adults only where the age is not surely that of a child."""
    band = view.situation.get("age_band") or UNKNOWN_AGE
    may_be_adult = band in (UNKNOWN_AGE, ADULT)
    return [one for one in in_use() if may_be_adult or one.audience != ADULT]


def find(code: str) -> Instrument | None:
    """The instrument of this code, if it is in use."""
    return next((one for one in in_use() if one.code == code), None)


def items_of(code: str, version: str = "") -> list[tuple[str, str]]:
    """The items of an instrument as (code, text) in the page's language; none of an unknown one."""
    known = instruments_here.recorded_with(code, version)
    items = known.items.values() if known else ()
    return [(item.code, terms.in_language(item.text, wording.language())) for item in items]


@dataclass(frozen=True, slots=True)
class Group:
    """What is shown at once: some items of one dimension. `number` counts from 1."""

    number: int
    dimension: Dimension
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Conversation:
    """A screening that goes on. `known` are the items that were answered before it began; where
    from is in `origins`.
    """

    instrument: Instrument
    entry_id: UUID
    answers: Mapping[str, str]
    known: frozenset[str]
    stages: frozenset[str]
    begun: bool
    origins: Mapping[str, Known] = field(default_factory=dict)
    kept_at: int = 1

    @property
    def resumes_at(self) -> int:
        """The number of the group that was looked at last."""
        return max(1, min(self.kept_at, len(self.groups())))

    def groups(self) -> list[Group]:
        """What this person may see of the instrument now, in portions for a small screen."""
        portions = [
            (dimension, portion)
            for dimension in self.instrument.dimensions
            for portion in _portions(self._shown(dimension))
        ]
        return [Group(number, *portion) for number, portion in enumerate(portions, start=1)]

    def _shown(self, dimension: Dimension) -> list[Item]:
        return [
            item for item in dimension.items if item.stage in self.stages or item.code in self.known
        ]

    @property
    def hides_some(self) -> bool:
        """Whether items wait for a guardian, or for somebody trained."""
        shown = sum(len(group.items) for group in self.groups())
        return shown < len(self.instrument.items)

    def answer(self, item: str) -> str:
        return self.answers.get(item, NOT_ASKED)

    def answered(self, group: Group) -> int:
        """How many items of a group were looked at."""
        return sum(self.answer(item.code) != NOT_ASKED for item in group.items)

    def adds_up_to(self, view: CaseView, **more: Any) -> Result:
        """What the answers so far amount to, with the act and worst forms where they are known."""
        return score(self.instrument, Answers(self.answers, age=_age(view), **more))


def _portions(items: list[Item]) -> Iterator[tuple[Item, ...]]:
    for start in range(0, len(items), MOST_IN_A_GROUP):
        yield tuple(items[start : start + MOST_IN_A_GROUP])


def ages_of(view: CaseView) -> tuple[int, int] | None:
    """The lowest and highest age of the band of the case; None while it is not known."""
    band = str(view.situation.get("age_band") or UNKNOWN_AGE)
    if band == UNKNOWN_AGE:
        return None
    if band == ADULT:
        return SURELY_ADULT, OLDEST
    low, _dash, high = band.partition("_")
    return int(low), int(high)


def _age(view: CaseView) -> int | None:
    """An age that stands for the band of the case."""
    ages = ages_of(view)
    return ages and min(ages[1], SURELY_ADULT)


def is_outside_ages(instrument: Instrument, view: CaseView) -> bool:
    """Whether the child is, or may be, of an age for which the instrument was not made."""
    ages = ages_of(view)
    return ages is not None and not (
        instrument.ages[0] <= ages[0] and min(ages[1], SURELY_ADULT) <= instrument.ages[1]
    )


def known_at_the_end(view: CaseView) -> dict[str, Any]:
    """The act and the worst forms that the record says already, as `Conversation.adds_up_to` takes
    them.
    """
    said = already_known.at_the_end(view)
    forms = {form: _as_answer(given) for form, given in said.get("worst_forms", {}).items()}
    return {"act": said.get("act"), "worst_forms": forms}


def conversation(by: User, case: Case, view: CaseView, instrument: Instrument) -> Conversation:
    """The screening that `by` began with this instrument, or a fresh one."""
    kept = drafts.load_draft(by=by, case=case, kind=kept_as(instrument))
    origins = already_known.answers(view, instrument)
    known = {item: one.answer for item, one in origins.items()}
    person = person_for(by)
    return Conversation(
        instrument=instrument,
        entry_id=UUID(kept["entry_id"]) if kept else uuid4(),
        answers={**known, **kept["answers"]} if kept else known,
        known=frozenset(known),
        stages=stages_open(person, has_guardian=view.situation.get("guardian") is not None),
        begun=kept is not None,
        origins=origins,
        kept_at=kept.get("group", 1) if kept else 1,
    )


def kept_as(instrument: Instrument) -> str:
    """The name under which a screening is kept while it goes on."""
    return PREFIX + instrument.code


def keep(
    by: User, case: Case, talk: Conversation, typed: Mapping[str, str], group: int = 1
) -> Conversation:
    """Keep the answers to some items, and the number of their group, where the screening goes on.

    Those that are no answers, or not theirs to give, are left out.
    """
    may = {item.code for group in talk.groups() for item in group.items}
    given = {item: said for item, said in typed.items() if item in may and said in ANSWERS}
    answers = {**talk.answers, **given}
    data = {"entry_id": str(talk.entry_id), "answers": answers, "group": group}
    drafts.save_draft(by=by, case=case, kind=kept_as(talk.instrument), data=data)
    return replace(talk, answers=answers, begun=True, kept_at=group)


def besides(talk: Conversation) -> dict[str, Any]:
    """What the entry says without being asked at the end. What was not asked is left out."""
    looked_at = {item: given for item, given in talk.answers.items() if given != NOT_ASKED}
    return {
        "instrument": talk.instrument.code,
        "version": talk.instrument.version,
        "answers": looked_at,
    }


def scored(said: Mapping[str, Any], result: Mapping[str, Any], at: Any, key: UUID) -> NewEntry:
    """The entry that keeps a score from an instrument of somebody else."""
    body = {**said, "result": json.dumps(result, separators=(",", ":"))}
    return NewEntry(KIND, body, occurred_at=at, entry_id=key)


def entry(talk: Conversation, view: CaseView, said: Mapping[str, Any], occurred: Any) -> NewEntry:
    """The entry that ends a screening; `said` is its body but for the result, which is kept too."""
    forms = {form: _as_answer(given) for form, given in (said.get("worst_forms") or {}).items()}
    result = talk.adds_up_to(view, act=said.get("act"), worst_forms=forms)
    said = {**said, "worst_forms": forms} if forms else said
    body = {**said, "result": json.dumps(summary(result), separators=(",", ":"))}
    return NewEntry(KIND, body, occurred_at=occurred, entry_id=talk.entry_id)


def _as_answer(given: Any) -> str:
    """A three-valued answer as one of the five."""
    return {True: YES, False: NO}.get(given, UNKNOWN)


def summary(result: Result) -> dict[str, Any]:
    """What is kept of a result: enough to say it again, whatever becomes of the instrument."""
    return {
        "finding": result.finding,
        "exploitation_positive": result.exploitation_positive,
        "positive": [one.code for one in result.dimensions if one.positive],
        "because": [item for one in result.dimensions for item in one.because],
        "worst_forms": list(result.worst_forms.because),
    }
