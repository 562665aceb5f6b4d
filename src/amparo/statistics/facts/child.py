"""Who the child is, as far as a figure may say it: age, sex, citizenship, disability. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from amparo.journey import Entry
from amparo.journey.ages import BANDS, birth_ranges, counted_as_child
from amparo.journey.history import History
from amparo.journey.moments import Moment
from amparo.statistics.facts.bands import age_band_ctdc
from amparo.statistics.facts.columns import (
    NO,
    NOT_ASKED,
    NOT_KNOWN,
    REFUSED,
    UNKNOWN,
    YES,
)
from amparo.statistics.facts.exploitation import earliest_beginning
from amparo.statistics.facts.values import (
    NEVER_ASKED,
    Fact,
    banded,
    each_once,
    every,
    field,
    known,
    last,
    missing,
    named,
    smallest,
)

# What the Child Functioning Module counts as a difficulty (UNICEF and Washington Group, 2016), as
# words and as the numbers of its own answer cards.
_HARD = frozenset({"a_lot", "cannot", "a_lot_of_difficulty", "cannot_do_at_all", 3, 4})
_DAILY = frozenset({"daily", "a_lot", "cannot", 1})
_MORE = frozenset({"a_lot_more", "a_lot", 5})
_COUNTED = {"anxiety": _DAILY, "depression": _DAILY, "controlling_behaviour": _MORE}
_NO_ANSWER = {"refused": REFUSED, "unknown": NOT_KNOWN, "not_asked": NOT_ASKED}


def of_child(
    history: History, registered: datetime, at: datetime, otherwise: Entry
) -> dict[str, Fact]:
    """The columns about the child; `otherwise` bears what is so because nothing says otherwise."""
    timeline = history.timeline
    identity = timeline.of("identity_recorded")
    registration = _age(history, registered)
    start = _age_at_start(history)
    return {
        "counted_as_child": _counted(history, at, otherwise),
        "sex": last(identity, named("sex")),
        "age_at_registration": registration,
        "age_band": _band(registration),
        "age_band_ctdc": banded(registration, age_band_ctdc),
        "age_at_start": start,
        "age_band_at_start": _band(start),
        "citizenships": _citizenships(identity),
        "foreign": _foreign(history),
        "disability": _disability(timeline.of("functioning_assessed")),
    }


def _counted(history: History, at: datetime, otherwise: Entry) -> Fact:
    counted = counted_as_child(history.timeline, at, history.zone)
    bear = [one.entry for one in birth_ranges(history.timeline)]
    bear += history.timeline.of("age_considered")[-1:]
    return known(YES if counted else NO, *(each_once(bear) or (otherwise,)))


def _age(history: History, at: datetime) -> Fact:
    """Whole years at a moment; an uncertain age is the youngest it may be."""
    ranges = birth_ranges(history.timeline)
    if not ranges:
        return _no_age(history)
    youngest = max(ranges, key=lambda one: one.last)
    born = youngest.last
    years = (at.year - born.year) - ((at.month, at.day) < (born.month, born.day))
    return known(max(years, 0), youngest.entry)


def _no_age(history: History) -> Fact:
    """Somebody asked and nobody knows, or nobody asked."""
    asked = [
        entry
        for entry in history.timeline.of("identity_recorded", "age_considered")
        if entry.kind == "age_considered" or "birth" in entry.body
    ]
    return missing(NOT_KNOWN, *asked) if asked else NEVER_ASKED


def _age_at_start(history: History) -> Fact:
    entries = history.timeline.of("exploitation_described")
    said = smallest(entries, named("age_at_start"))
    if not said.missing:
        return said
    began = earliest_beginning(entries, history.zone)
    if began.missing or not isinstance(began.value, Moment):
        return said
    worked_out = _age(history, began.value.earliest)
    if worked_out.missing:
        return said if said.entries else missing(NOT_KNOWN, *began.entries)
    return Fact(worked_out.value, "", (*began.entries, *worked_out.entries))


def _band(age: Fact) -> Fact:
    if age.missing:
        return age
    band = next((name for limit, name in BANDS if age.value <= limit), "adult")
    return Fact(band, "", age.entries)


def _citizenships(identity: tuple[Entry, ...]) -> Fact:
    """Those last recorded: a later entry stands for all before it, as in the situation."""
    for entry in reversed(identity):
        found = every([entry], named("citizenships"))
        if not found.missing:
            return found
    return every(identity, named("citizenships"))


def _foreign(history: History) -> Fact:
    said = [
        entry
        for entry in (*history.timeline.of("identity_recorded"), *history.decisions)
        if entry.says("citizenships") or entry.says("movement")
    ]
    if history.foreign != UNKNOWN:
        return known(history.foreign, *said)
    return missing(NOT_KNOWN, *said) if said else NEVER_ASKED


def _disability(assessed: tuple[Entry, ...]) -> Fact:
    """By the latest assessment that says anything; one difficulty is enough."""
    found = NEVER_ASKED
    for entry in reversed(assessed):
        answers = field(entry, "answers")
        found = _difficulty(entry, answers if isinstance(answers, Mapping) else {})
        if not found.missing:
            return found
    return found


def _difficulty(entry: Entry, answers: Mapping[str, Any]) -> Fact:
    said = {item: answer for item, answer in answers.items() if answer is not None}
    if any(_is_hard(item, answer) for item, answer in said.items()):
        return known(YES, entry)
    if any(answer not in _NO_ANSWER for answer in said.values()):
        return known(NO, entry)
    refused = "refused" in said.values()
    return missing(REFUSED if refused else NOT_KNOWN, entry)


def _is_hard(item: str, answer: Any) -> bool:
    # A number above the card of its item, or a word of another module, is no difficulty.
    return not isinstance(answer, bool) and answer in _COUNTED.get(item, _HARD)
