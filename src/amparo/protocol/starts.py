"""What starts the clock of a duty: named predicates over a history, used by the protocol files.

Each gives the starts it finds, in order. A clock starts at the earliest possible moment of its
entry, and the duty has the section of that entry. `kind:CODE` in a protocol file
means every entry of that kind.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from amparo.journey import Entry, History, add_months
from amparo.journey.ages import adult_on
from amparo.protocol.model import Duration

Order = tuple[datetime, datetime, str]
"""Where an entry stands in its timeline (`Entry.order`)."""


@dataclass(frozen=True, slots=True)
class Start:
    """A clock starts: when, in which section, and how fast (`variant`).

    `counted_from` is where its time is counted from, if not from `at`. `due_at_most` is a due time
    that comes sooner; `moved` are due times given later, each with the moment at which it was
    given. Only what stands behind `after` in the timeline meets the duty. `lasting` marks a start
    that comes again when a case is reopened, `again` one that follows the last occurrence of a
    repeating duty.
    """

    at: datetime
    section: str
    variant: str = ""
    counted_from: datetime | None = None
    due_at_most: datetime | None = None
    moved: tuple[tuple[datetime, datetime], ...] = ()
    after: Order | None = None
    lasting: bool = False
    again: bool = False
    tells_birth: bool = False


RENEWAL = Duration(hours=60 * 24)

Starts = Callable[[History], Iterable[Start]]


def _start(entry: Entry, variant: str = "", *, lasting: bool = False) -> Start:
    return Start(entry.occurred.earliest, entry.section, variant, lasting=lasting)


def every(*kinds: str) -> Starts:
    """Every entry of these kinds starts a clock of its own."""
    return lambda history: [_start(entry) for entry in history.timeline.of(*kinds)]


def _is_urgent(entry: Entry) -> bool:
    return entry.says("urgent") is True or entry.says("in_danger_now") is True


def concern_reported(history: History) -> Iterable[Start]:
    """Each report made before the case was open; a joined concern has clocks of its own."""
    opened = history.opened
    for entry in history.timeline.of("concern_reported"):
        if entry.joined_from or (opened and opened.occurred.latest < entry.occurred.earliest):
            continue
        yield _start(entry, "urgent" if _is_urgent(entry) else "")


def case_opened_or_worker_ended(history: History) -> Iterable[Start]:
    """The case was opened, or the one responsible for it stopped working on it or was barred."""
    variant = "urgent" if history.urgent else ""
    for entry in history.timeline.of("case_opened"):
        yield _start(entry, variant)
    assigned = history.timeline.of("case_assigned")
    for entry in history.timeline.of("involvement_ended", "access_barred"):
        before = [one for one in assigned if one.order < entry.order]
        worker = before[-1].says("to") if before else None
        as_worker = entry.kind == "involvement_ended" and entry.says("role") == "caseworker"
        if before and (
            (worker and entry.says("person") == worker) or (as_worker and not entry.says("person"))
        ):
            yield _start(entry, variant)


def says_yes(entry: Entry) -> bool:
    """Whether a screening has a yes anywhere: an answer, the act, or a worst form."""
    answers = [*(entry.says("answers") or {}).values(), *(entry.says("worst_forms") or {}).values()]
    return entry.says("act") is True or any(answer is True or answer == "yes" for answer in answers)


def screening_yes_or_suspected(history: History) -> Iterable[Start]:
    """The first sign: a screening with a yes, or the status "suspected"."""
    signs = [e for e in history.timeline.of("screening_completed") if says_yes(e)]
    signs += [e for e in history.decisions if e.says("standing") == "suspected"]
    return [_start(min(signs, key=lambda entry: entry.order))] if signs else []


def noticed(history: History) -> Iterable[Start]:
    """The child first stood as suspected, presumed or identified."""
    return [_start(history.noticed, lasting=True)] if history.noticed else []


def presumed(history: History) -> Iterable[Start]:
    """The child first stood as presumed or identified."""
    return [_start(history.presumed, lasting=True)] if history.presumed else []


def presumed_and_foreign(history: History) -> Iterable[Start]:
    """Presumed, and known to be foreign or stateless: from the later of the two."""
    if history.presumed is None or history.foreign not in ("yes", "stateless"):
        return []
    at = max(history.presumed.occurred.earliest, _foreign_since(history))
    return [Start(at, history.presumed.section, lasting=True)]


def _foreign_since(history: History) -> datetime:
    moments = [
        e.occurred.earliest
        for e in history.timeline.of("identity_recorded")
        if e.says("citizenships")
    ]
    if history.movement_cross_border is not None:
        moments.append(history.movement_cross_border.occurred.earliest)
    return min(moments)


def urgent_health_need(history: History) -> Iterable[Start]:
    """An urgent need of health care, or a report of recent harm."""
    for entry in history.timeline.of("need_found", "concern_reported"):
        needs = entry.says("service") == "health" and entry.says("urgent") is True
        if needs or entry.says("recent_harm") is True:
            yield _start(entry)


def missing_reported(history: History) -> Iterable[Start]:
    """Each episode of going missing."""
    return [Start(span.start, span.entry.section) for span in history.missing]


def assessment_made(history: History) -> Iterable[Start]:
    """The first assessment of best interests after the child was presumed, or a case reopened."""
    if history.presumed is None:
        return []
    presumed_at = history.presumed.occurred.earliest
    made = history.timeline.of("best_interests_decided", level="assessment")
    firsts: dict[str, Entry] = {}
    for since in (presumed_at, *(span.end for span in history.closed if span.end)):
        found = [e for e in made if e.occurred.latest >= max(since, presumed_at)]
        firsts.update({entry.id: entry for entry in found[:1]})
    return [_start(entry) for entry in firsts.values()]


def plan_made_or_reviewed(history: History) -> Iterable[Start]:
    """A plan; the duty repeats from each review."""
    made = history.timeline.of("plan_made")
    return [replace(_start(entry), after=entry.order) for entry in made]


def risk_assessed(history: History) -> Iterable[Start]:
    """Each risk assessment: how soon risks are looked at again depends on its level."""
    for entry in history.timeline.of("risk_assessed"):
        review = entry.moment("review_by", history.zone)
        yield Start(
            entry.occurred.earliest,
            entry.section,
            str(entry.says("level") or "unknown"),
            due_at_most=review.earliest if review else None,
            after=entry.order,
        )


def restriction(history: History) -> Iterable[Start]:
    """A restriction of movement or telephone was imposed; the duty repeats while it lasts."""
    for span in history.restricted:
        yield Start(span.entry.occurred.earliest, span.entry.section, after=span.entry.order)


def protection_need_asked_cross_border(history: History) -> Iterable[Start]:
    """International protection was asked about, and the child was moved across a border."""
    crossed = history.movement_cross_border
    if crossed is None:
        return
    for entry in history.timeline.of("protection_need_asked"):
        yield Start(max(entry.occurred.earliest, crossed.occurred.earliest), entry.section)


def permit_ending(history: History, lead: Duration = RENEWAL) -> Iterable[Start]:
    """`lead` before a permit ends, unless another took its place before."""
    permits = history.timeline.of("stay_regularised")
    for index, entry in enumerate(permits):
        until = entry.moment("until", history.zone)
        if until is None:
            continue
        at = max(lead.before(until.earliest), entry.occurred.earliest)
        following = permits[index + 1] if index + 1 < len(permits) else None
        if following is None or following.occurred.latest >= at:
            yield Start(at, entry.section, due_at_most=until.earliest, after=entry.order)


def identity_known_and_noticed(history: History) -> Iterable[Start]:
    """Who the child is was recorded, and the child was noticed: from the later of the two."""
    recorded = history.timeline.of("identity_recorded")
    if not recorded or history.noticed is None:
        return []
    first = min(recorded, key=lambda entry: entry.occurred.earliest)
    at = max(first.occurred.earliest, history.noticed.occurred.earliest)
    return [Start(at, first.section, lasting=True)]


def presumed_charge_or_judgment(history: History) -> Iterable[Start]:
    """Presumed; again when a charge is brought and when judgment is given."""
    return [*presumed(history), *every("charge_brought", "judgment_given")(history)]


def presumed_or_none_yet(history: History) -> Iterable[Start]:
    """Presumed; a determination in time that finds no solution yet moves it to its review date."""
    found = history.timeline.of("best_interests_decided", level="determination", chosen="none_yet")
    reviews = [(entry, entry.moment("review_by", history.zone)) for entry in found]
    moved = tuple(
        (entry.occurred.latest, max(review.earliest, entry.occurred.latest))
        for entry, review in reviews
        if review is not None
    )
    return [replace(start, moved=moved) for start in presumed(history)]


def half_year_before_adulthood(history: History) -> Iterable[Start]:
    """Six months before the child may turn 18; who is noticed later has only what is left of it."""
    estimate = adult_on(history.timeline)
    if estimate is None:
        return []
    known = history.noticed or history.timeline.live[0]
    known_at = known.occurred.earliest
    if known_at >= estimate.adult_on_latest:
        return []
    half_year_before = add_months(estimate.adult_on_earliest, -6)
    at = max(half_year_before, known_at)
    return [Start(at, estimate.entry.section, counted_from=half_year_before, tells_birth=True)]


STARTS: dict[str, Starts] = {
    "concern_reported": concern_reported,
    "case_opened_or_worker_ended": case_opened_or_worker_ended,
    "screening_yes_or_suspected": screening_yes_or_suspected,
    "noticed": noticed,
    "presumed": presumed,
    "presumed_and_foreign": presumed_and_foreign,
    "urgent_health_need": urgent_health_need,
    "liberty_taken": every("liberty_taken"),
    "charged_or_detained": every("child_charged", "liberty_taken"),
    "child_charged": every("child_charged"),
    "removal_threatened": every("removal_threatened"),
    "withdrawn": every("withdrawn_from_exploitation"),
    "missing_reported": missing_reported,
    "missing_found": every("missing_found"),
    "reprisal_reported": every("reprisal_reported"),
    "incident_in_care": every("incident_in_care"),
    "identity_exposed": every("identity_exposed"),
    "assessment_made": assessment_made,
    "plan_made_or_reviewed": plan_made_or_reviewed,
    "risk_assessed": risk_assessed,
    "restriction": restriction,
    "protection_need_asked_cross_border": protection_need_asked_cross_border,
    "permit_ending": permit_ending,
    "identity_known_and_noticed": identity_known_and_noticed,
    "presumed_charge_or_judgment": presumed_charge_or_judgment,
    "presumed_or_none_yet": presumed_or_none_yet,
    "best_interests_decided": every("best_interests_decided"),
    "half_year_before_adulthood": half_year_before_adulthood,
    "solution_started": every("solution_started"),
}
