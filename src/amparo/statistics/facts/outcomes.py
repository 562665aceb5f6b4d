"""What became of the case: status, definitions, solution, follow-up, the courts. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from amparo.journey import Entry, add_months, standing_at
from amparo.journey.ages import counted_as_child
from amparo.journey.history import PROTECTIVE, History, covering
from amparo.protocol import amounts_to
from amparo.protocol.definitions import FITS, NOT_KNOWN_YET, facts_from
from amparo.protocol.model import Definition
from amparo.statistics.facts.columns import NOT_APPLICABLE, NOT_KNOWN
from amparo.statistics.facts.values import (
    DOES_NOT_APPLY,
    NEVER_ASKED,
    Fact,
    every,
    happened,
    known,
    last,
    missing,
    named,
)

DEFINITIONS = ("un_protocol", "with_movement", "national_law")
MONTHS = 12
SEEN_WITHIN = timedelta(days=14)  # JOURNEY: the follow-up at 12 months is due within 14 days
_WELL = {"safe": True, "free_to_choose": True, "housed": True, "contact_with_exploiter": False}
_PROCEEDINGS = {"case_reported_to_police": "reported", "charge_brought": "charged"}
# From what says most to what says least: one conviction stands, whatever else was dropped.
_FURTHEST = ("convicted_trafficking", "convicted_other", "acquitted", "dropped")


def of_status(history: History, at: datetime) -> dict[str, Fact]:
    """Identification status and movement, and who first noticed."""
    timeline, noticed = history.timeline, history.noticed
    holds = _holding(history, at)
    reports = timeline.of("concern_reported")
    return {
        "movement": last(history.decisions, named("movement")),
        "standing": known(holds.says("standing"), holds) if holds else NEVER_ASKED,
        "standing_since": known(holds.occurred.earliest, holds) if holds else NEVER_ASKED,
        "standing_by": known(holds.says("authority"), holds) if holds else NEVER_ASKED,
        "identified_by": known(noticed.says("authority"), noticed) if noticed else NEVER_ASKED,
        "reported_through": last(reports[:1], named("channel")),
    }


def _holding(history: History, at: datetime) -> Entry | None:
    """The decision by which the status holds: the first since which it did not change."""
    if span := covering(history.not_trafficked, at):
        return span.entry
    standing = standing_at(history, at)
    latest = {e.body["authority"]: e for e in history.decisions if e.says("standing") in PROTECTIVE}
    holding = [entry for entry in latest.values() if entry.says("standing") == standing]
    if not holding:
        return None
    # The same authority may have said so before, and repeats change nothing.
    authorities = {entry.says("authority") for entry in holding}
    since: dict[str, Entry] = {}
    for entry in history.decisions:
        authority = entry.says("authority")
        if authority in authorities and entry.says("standing") in PROTECTIVE:
            if entry.says("standing") != standing:
                since.pop(authority, None)
            else:
                since.setdefault(authority, entry)
    return min(since.values(), key=lambda entry: entry.order)


def under_definitions(
    history: History, at: datetime, definitions: dict[str, Definition]
) -> dict[str, Fact]:
    """What the facts amount to under each definition that figures count by."""
    entries = history.timeline.of("exploitation_described", "standing_decided")
    facts = facts_from(
        ((entry.kind, entry.body) for entry in entries),
        child=counted_as_child(history.timeline, at, history.zone),
    )
    found = dict.fromkeys(DEFINITIONS, DOES_NOT_APPLY)
    for reading in amounts_to(facts, (definitions[c] for c in DEFINITIONS if c in definitions)):
        if not entries:
            fact = NEVER_ASKED
        elif reading.says == NOT_KNOWN_YET:
            fact = missing(NOT_KNOWN, *entries)
        else:
            fact = known("fits" if reading.says == FITS else "does_not_fit", *entries)
        found[reading.definition.code] = fact
    return found


def of_way_out(history: History, at: datetime) -> dict[str, Fact]:
    """Factors, what happened to the child meanwhile, and how it goes on."""
    timeline = history.timeline
    began = timeline.of("solution_started")
    return {
        "factors": every(timeline.of("factor_recorded"), named("factor")),
        "factors_addressed": every(timeline.of("factor_addressed"), named("factor")),
        "family_involvement": last(
            timeline.of("family_assessed"), named("involvement_in_trafficking")
        ),
        "detained": happened(timeline.of("liberty_taken")),
        "went_missing": happened(timeline.of("missing_reported")),
        "charged": happened(timeline.of("child_charged")),
        "solution": _solution(history),
        "outcome_12": _outcome(began, timeline.of("followed_up"), at),
        "prosecution": _prosecution(history),
    }


def _solution(history: History) -> Fact:
    began = last(history.timeline.of("solution_started"), named("solution"))
    if not began.missing:
        return began
    decided = history.timeline.of("best_interests_decided", level="determination")
    later = [entry for entry in decided if entry.says("chosen") == "none_yet"][-1:]
    return known("none_yet", *later) if later else began


def _outcome(began: tuple[Entry, ...], followed: tuple[Entry, ...], at: datetime) -> Fact:
    """By the follow-up 12 months after the latest solution began."""
    if not began:
        return missing(NOT_APPLICABLE)
    start = began[-1]
    since = [one for one in followed if one.order > start.order]
    if late := [one for one in since if one.says("month") >= MONTHS]:
        return known(_how(late[0]), start, late[0])
    due = add_months(start.occurred.latest, MONTHS) + SEEN_WITHIN
    return known("not_yet" if at <= due else "not_seen", start)


def _how(entry: Entry) -> str:
    """What is not so weighs more than what is; a child whom nobody saw is not well or unwell."""
    if any(entry.says(name) is (not value) for name, value in _WELL.items()):
        return "not_well"
    seen = entry.says("safe") is True and entry.says("seen_in_person") is not False
    return "well" if seen else "not_seen"


def _prosecution(history: History) -> Fact:
    judged: dict[str, list[Entry]] = {}
    for entry in history.timeline.of("judgment_given"):
        if entry.says("outcome"):
            judged.setdefault(str(entry.says("outcome")), []).append(entry)
    for outcome in _FURTHEST:
        if outcome in judged:
            return known(outcome, *judged[outcome])
    for kind in ("charge_brought", "case_reported_to_police"):
        if entries := history.timeline.of(kind):
            return known(_PROCEEDINGS[kind], *entries)
    return NEVER_ASKED


def standings(history: History) -> list[tuple[tuple[datetime, datetime, str], str]]:
    """Which status held after each decision, in order: for who asks what held when."""
    steps, latest = [], {}
    settled = bool(history.decided_by_competent_authority) and any(
        entry.says("standing") == "not_trafficked" for entry in history.decisions
    )
    for entry in history.decisions:
        if entry.says("standing") in PROTECTIVE:
            latest[entry.says("authority")] = entry.says("standing")
        held = max(latest.values(), key=lambda one: PROTECTIVE[one], default="")
        if settled:
            when = entry.occurred.latest
            held = standing_at(history.until(when), when) or ""
        steps.append((entry.order, held))
    return steps


def held_at(steps: Iterable[tuple[tuple[datetime, datetime, str], str]], entry: Entry) -> str:
    """The status after this entry; empty where none was decided yet."""
    held = ""
    for order, standing in steps:
        if order > entry.order:
            break
        held = standing
    return held
