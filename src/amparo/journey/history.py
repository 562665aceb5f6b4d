"""What held when: the states of a case as spans of time, worked out from its timeline.

The situation is what these say at a given moment (`situation`); duties and gates (room `protocol`)
ask them over time. A state that protects begins when it was true for certain (the latest moment of
its entry) and ends when it may have ended (the earliest), so that not knowing never makes a child
look safer. Readings: docs/decisions/0005.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from functools import cached_property

from amparo.journey.entry import Entry
from amparo.journey.timeline import Timeline

PROTECTIVE = {"suspected": 1, "presumed": 2, "identified": 3}
PARENTS_ASKED = ("present", "willing", "able_to_protect", "safe_to_contact", "involvement_excluded")
NOT_A_COUNTRY = frozenset({"stateless", "unknown"})


@dataclass(frozen=True, slots=True)
class Span:
    """A state that held from `start` (included) to `end` (excluded; None: still)."""

    start: datetime
    end: datetime | None
    entry: Entry

    def covers(self, at: datetime) -> bool:
        """Whether the state held at this moment."""
        return self.start <= at and (self.end is None or at < self.end)


def covering(spans: Iterable[Span], at: datetime) -> Span | None:
    """The first of the spans that holds at this moment."""
    return next((span for span in spans if span.covers(at)), None)


def _switched(ons: Iterable[Entry], offs: Iterable[Entry]) -> tuple[Span, ...]:
    """Spans of a state switched on and off; a second "on" inside a span starts nothing."""
    spans: list[Span] = []
    open_at: Entry | None = None
    off_ids = {entry.id for entry in offs}
    for entry in sorted(
        [*ons, *offs], key=lambda one: (one.occurred.earliest, one.id in off_ids, one.order)
    ):
        if entry.id not in off_ids:
            open_at = open_at or entry
        elif open_at is not None:
            end = max(entry.occurred.earliest, open_at.occurred.earliest)
            spans.append(Span(open_at.occurred.earliest, end, open_at))
            open_at = None
    if open_at is not None:
        spans.append(Span(open_at.occurred.earliest, None, open_at))
    return tuple(spans)


def _succeeding(starts: tuple[Entry, ...], ends: tuple[Entry, ...]) -> tuple[Span, ...]:
    """Spans of a state of which there is one at a time: each start replaces the one before.

    An end at the very moment of a start is a handover: it ended the one before.
    """
    spans: list[Span] = []
    for index, entry in enumerate(starts):
        begun = entry.occurred.latest
        successor = starts[index + 1] if index + 1 < len(starts) else None
        stop: datetime | None = max(successor.occurred.latest, begun) if successor else None
        for ended in ends:
            moment = ended.occurred.earliest
            if moment <= entry.occurred.earliest or (stop is not None and moment >= stop):
                continue
            if successor is not None and moment == successor.occurred.earliest:
                continue
            named = ended.says("guardian")
            if named and named != entry.says("guardian"):
                continue
            stop = max(moment, begun)
            break
        spans.append(Span(begun, stop, entry))
    return tuple(spans)


class History:
    """The states of one case over time. `country` is the protocol's own (alpha-3, may be empty)."""

    def __init__(self, timeline: Timeline, country: str = "", zone: tzinfo = UTC) -> None:
        self.timeline = timeline
        self.country = country
        self.zone = zone

    def until(self, at: datetime) -> "History":
        """The history without what occurred after `at`."""
        return History(self.timeline.until(at), self.country, self.zone)

    # identification

    @cached_property
    def decisions(self) -> tuple[Entry, ...]:
        """Every decision on the identification status that holds, in order."""
        return self.timeline.of("standing_decided")

    @cached_property
    def noticed(self) -> Entry | None:
        """The first time the child stood as suspected, presumed or identified."""
        return next((e for e in self.decisions if e.says("standing") in PROTECTIVE), None)

    @cached_property
    def presumed(self) -> Entry | None:
        """The first time the child stood as presumed or identified."""
        return next((e for e in self.decisions if PROTECTIVE.get(e.body["standing"], 0) >= 2), None)

    @cached_property
    def decided_by_competent_authority(self) -> tuple[Entry, ...]:
        """The competent authority's decisions that the child is identified or not trafficked."""
        return tuple(
            e
            for e in self.decisions
            if e.says("authority") == "competent_authority"
            and e.says("standing") in ("identified", "not_trafficked")
        )

    @cached_property
    def not_trafficked(self) -> tuple[Span, ...]:
        """When "not trafficked" held: decided by a competent authority, the appeal time over.

        It ends when any authority again sees signs: the most protective status holds.
        """
        spans = []
        for decision in self.decided_by_competent_authority:
            if decision.says("standing") != "not_trafficked":
                continue
            settled = self._settled(decision)
            if settled is None:
                continue
            again = next(
                (
                    e
                    for e in self.decisions
                    if e.order > decision.order and e.says("standing") in PROTECTIVE
                ),
                None,
            )
            end = again.occurred.earliest if again else None
            if end is None or end > settled:
                spans.append(Span(settled, end, decision))
        return tuple(spans)

    def _settled(self, decision: Entry) -> datetime | None:
        """When a decision can no longer be appealed; None while an appeal is pending."""
        settled = decision.occurred.latest
        if appeal_until := decision.moment("appeal_until", self.zone):
            settled = max(settled, appeal_until.latest)
        for lodged in self.timeline.of("appeal_lodged"):
            if decision.occurred.earliest <= lodged.occurred.earliest <= settled:
                decided = self._decided_after(lodged)
                if decided is None:
                    return None
                settled = max(settled, decided.occurred.latest)
        return settled

    def _decided_after(self, lodged: Entry) -> Entry | None:
        return next((e for e in self.timeline.of("appeal_decided") if e.order > lodged.order), None)

    @cached_property
    def appeal_pending(self) -> bool:
        """Whether an appeal was lodged that nobody has decided yet."""
        return any(
            self._decided_after(lodged) is None for lodged in self.timeline.of("appeal_lodged")
        )

    @cached_property
    def movement_cross_border(self) -> Entry | None:
        """The first decision that says the child was moved across a border."""
        return next((e for e in self.decisions if e.says("movement") == "cross_border"), None)

    @cached_property
    def foreign(self) -> str:
        """`yes no stateless unknown`; what nobody said is unknown, never no."""
        if self.movement_cross_border is not None:
            return "yes"
        citizenships: list[str] = []
        for entry in self.timeline.of("identity_recorded"):
            citizenships = entry.says("citizenships") or citizenships
        countries = set(citizenships) - NOT_A_COUNTRY
        if self.country and countries:
            return "no" if self.country in countries else "yes"
        if "stateless" in citizenships:
            return "stateless"
        stayed = any(e.says("movement") in ("none", "internal") for e in self.decisions)
        return "no" if stayed and not countries else "unknown"

    # care, liberty, safety

    @cached_property
    def guardian(self) -> tuple[Span, ...]:
        """When the child had a guardian."""
        return _succeeding(
            self.timeline.of("guardian_appointed"), self.timeline.of("guardian_ended")
        )

    @cached_property
    def placement(self) -> tuple[Span, ...]:
        """When the child had a place to be."""
        return _succeeding(
            self.timeline.of("placement_started"), self.timeline.of("placement_ended")
        )

    @cached_property
    def detained(self) -> tuple[Span, ...]:
        """When the child was deprived of liberty."""
        return _switched(self.timeline.of("liberty_taken"), self.timeline.of("liberty_restored"))

    @cached_property
    def missing(self) -> tuple[Span, ...]:
        """Episodes of going missing; reporting it again within one starts nothing."""
        return _switched(self.timeline.of("missing_reported"), self.timeline.of("missing_found"))

    @cached_property
    def removal(self) -> tuple[Span, ...]:
        """When a removal was threatened and nobody had stopped it."""
        return _switched(
            self.timeline.of("removal_threatened"),
            self.timeline.of("removal_suspended", "stay_regularised"),
        )

    @cached_property
    def parents_suffice(self) -> tuple[Span, ...]:
        """When all five questions about the parents were last answered with yes."""
        spans: list[Span] = []
        assessed = self.timeline.of("parents_assessed")
        for index, entry in enumerate(assessed):
            if all(entry.says(question) is True for question in PARENTS_ASKED):
                following = assessed[index + 1] if index + 1 < len(assessed) else None
                end = following.occurred.earliest if following else None
                spans.append(Span(entry.occurred.latest, end, entry))
        return _joined(spans)

    @cached_property
    def identity(self) -> tuple[Span, ...]:
        """Since when the child is registered."""
        recorded = self.timeline.of("identity_recorded")
        if not recorded:
            return ()
        first = min(recorded, key=lambda entry: entry.occurred.latest)
        return (Span(first.occurred.latest, None, first),)

    @cached_property
    def stay(self) -> tuple[Span, ...]:
        """When the child had a right to stay: each permit to its end or its successor."""
        spans: list[Span] = []
        permits = self.timeline.of("stay_regularised")
        for index, entry in enumerate(permits):
            until = entry.moment("until", self.zone)
            ends = [until.earliest] if until else []
            if index + 1 < len(permits):
                ends.append(permits[index + 1].occurred.latest)
            start = entry.occurred.latest
            spans.append(Span(start, max(start, min(ends)) if ends else None, entry))
        return _joined(spans)

    @cached_property
    def restricted(self) -> tuple[Span, ...]:
        """When movement or telephone was restricted: by a risk assessment, or in closed care."""
        assessed = self.timeline.of("risk_assessed")
        spans = []
        for index, entry in enumerate(assessed):
            if entry.says("restricts_movement") is True or entry.says("restricts_phone") is True:
                following = assessed[index + 1] if index + 1 < len(assessed) else None
                spans.append(
                    Span(
                        entry.occurred.earliest,
                        following.occurred.earliest if following else None,
                        entry,
                    )
                )
        spans += [
            Span(span.entry.occurred.earliest, span.end, span.entry)
            for span in self.placement
            if span.entry.says("care") == "residential_closed"
        ]
        return tuple(sorted(spans, key=lambda span: span.start))

    @cached_property
    def closed(self) -> tuple[Span, ...]:
        """When the case was closed; a concern that was closed or joined to a case counts too."""
        own = [e for e in self.timeline.of("case_closed", "case_reopened") if not e.joined_from]
        spans = _switched(
            [e for e in own if e.kind == "case_closed"],
            [e for e in own if e.kind == "case_reopened"],
        )
        if self.opened is None:
            ended = [
                e for e in self.timeline.of("concern_closed", "concern_joined") if not e.joined_from
            ]
            spans += _switched(ended, ())
        return spans

    @cached_property
    def opened(self) -> Entry | None:
        """The entry that made the concern a case."""
        return next((e for e in self.timeline.of("case_opened") if not e.joined_from), None)

    @cached_property
    def urgent(self) -> bool:
        """Whether any report says that it is urgent or that the child is in danger."""
        return any(
            e.says("urgent") is True or e.says("in_danger_now") is True
            for e in self.timeline.of("concern_reported")
        )


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    """Spans that touch, as one; the entry is that of the first."""
    joined: list[Span] = []
    for span in spans:
        if joined and (joined[-1].end is None or joined[-1].end >= span.start):
            last = joined[-1]
            end = None if last.end is None or span.end is None else max(last.end, span.end)
            joined[-1] = Span(last.start, end, last.entry)
        else:
            joined.append(span)
    return tuple(joined)
