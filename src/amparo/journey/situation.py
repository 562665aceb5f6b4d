"""The situation: what is true of a child now, folded from the timeline.

`amounts_to` (by definition) is filled in by whoever knows the protocol: it lies on a higher floor.

Nothing here is kept as truth of its own: it can always be worked out again from the entries. Each
field has the section of the kinds it comes from, and room `casefile` shows a field only to those
who were given that section.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Any

from amparo.journey import ages
from amparo.journey.catalogue import KINDS
from amparo.journey.entry import Entry
from amparo.journey.history import PROTECTIVE, History, Span, covering
from amparo.journey.timeline import Timeline, corrects

Row = dict[str, Any]


@dataclass
class Situation:
    """What is true of a child at one moment. Moments are ISO 8601 in UTC; rows name their entry."""

    state: str = "to_triage"
    standing: str | None = None
    standings: dict[str, Row] = field(default_factory=dict)
    amounts_to: dict[str, str] = field(default_factory=dict)
    treated_as_child: bool = True
    counted_as_child: bool = True
    movement: str | None = None
    foreign: str = "unknown"
    adult_on: str | None = None
    age_band: str = "unknown"
    sex: str | None = None
    names: list[Row] = field(default_factory=list)
    birth: Row | None = None
    citizenships: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    persons: list[Row] = field(default_factory=list)
    guardian: Row | None = None
    parents_suffice: bool = False
    placement: Row | None = None
    whereabouts: Row | None = None
    at_liberty: bool = True
    detention: Row | None = None
    missing: Row | None = None
    risk: Row | None = None
    restrictions: list[Row] = field(default_factory=list)
    interviews: list[Row] = field(default_factory=list)
    views: dict[str, Row] = field(default_factory=dict)
    guardian_views: list[Row] = field(default_factory=list)
    consents: list[Row] = field(default_factory=list)
    factors_open: list[str] = field(default_factory=list)
    factors_addressed: list[str] = field(default_factory=list)
    family_involvement: str | None = None
    stay: Row | None = None
    removal: Row | None = None
    protection_need: Row | None = None
    plan: Row | None = None
    decisions: list[Row] = field(default_factory=list)
    solution: Row | None = None
    follow_ups: list[Row] = field(default_factory=list)
    proceedings: list[Row] = field(default_factory=list)
    involvements: list[Row] = field(default_factory=list)
    barred: list[Row] = field(default_factory=list)
    assigned_to: str | None = None
    unplaced: list[Row] = field(default_factory=list)

    def to_json(self) -> Row:
        """The situation as plain JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: Row) -> "Situation":
        """The situation that `to_json` gave; unknown keys of other versions are left out."""
        return cls(**{name: value[name] for name in cls.__dataclass_fields__ if name in value})


# The section of each field: that of the kinds it is folded from.
SITUATION_SECTIONS: dict[str, str] = {
    **dict.fromkeys(Situation.__dataclass_fields__, "protection"),
    **dict.fromkeys(("names", "birth", "citizenships", "languages", "persons", "sex"), "identity"),
    **dict.fromkeys(("adult_on", "foreign"), "identity"),
    **dict.fromkeys(("placement", "whereabouts"), "whereabouts"),
    **dict.fromkeys(("stay", "removal", "protection_need"), "legal"),
    "proceedings": "justice",
    "age_band": "coded",
    "movement": "coded",
}


def _when(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None


def _row(entry: Entry, *names: str) -> Row:
    """The entry's id, its moment, and the fields of its body that say something."""
    said = {name: entry.body[name] for name in names if entry.body.get(name) is not None}
    return {"entry": entry.id, "at": _when(entry.occurred.earliest), **said}


def _rows(timeline: Timeline, kind: str, *names: str) -> list[Row]:
    return [_row(entry, *names) for entry in timeline.of(kind)]


def _latest(timeline: Timeline, kind: str, *names: str) -> Row | None:
    found = timeline.of(kind)
    return _row(found[-1], *names) if found else None


def _spanned(spans: tuple[Span, ...], at: datetime, *names: str) -> Row | None:
    span = covering(spans, at) or next((one for one in spans if one.end is None), None)
    return _row(span.entry, *names) if span else None


def standing_at(history: History, at: datetime) -> str | None:
    """The identification status that holds.

    The most protective one of any authority, until a competent authority has decided and the appeal
    time is over. "Not trafficked" said by anybody else lowers nothing.
    """
    if covering(history.not_trafficked, at):
        return "not_trafficked"
    latest = {e.body["authority"]: e.body["standing"] for e in history.decisions if _protects(e)}
    return max(latest.values(), key=lambda standing: PROTECTIVE[standing], default=None)


def _protects(entry: Entry) -> bool:
    return entry.says("standing") in PROTECTIVE


def _fold_identification(to: Situation, history: History, at: datetime) -> None:
    timeline = history.timeline
    to.standing = standing_at(history, at)
    for entry in history.decisions:
        to.standings[entry.body["authority"]] = _row(
            entry, "standing", "appeal_until", "child_told"
        )
    to.movement = next(
        (e.says("movement") for e in reversed(history.decisions) if e.says("movement")), None
    )
    to.foreign = history.foreign
    to.treated_as_child = ages.treated_as_child(timeline, at, history.zone)
    to.counted_as_child = ages.counted_as_child(timeline, at, history.zone)
    to.age_band = ages.age_band(timeline, at)
    adult = ages.adult_on(timeline)
    to.adult_on = adult.adult_on_earliest.date().isoformat() if adult else None


def _fold_identity(to: Situation, history: History, _at: datetime) -> None:
    for entry in history.timeline.of("identity_recorded"):
        to.names += [{**name, "entry": entry.id} for name in entry.says("names") or []]
        to.sex = entry.says("sex") or to.sex
        to.birth = entry.says("birth") or to.birth
        to.citizenships = entry.says("citizenships") or to.citizenships
        to.languages = entry.says("languages") or to.languages
    to.persons = _rows(
        history.timeline, "person_linked", "relation", "name", "contact", "relation_verified",
        "risk_to_child", "may_be_contacted",
    )  # fmt: skip


def _fold_care(to: Situation, history: History, at: datetime) -> None:
    timeline = history.timeline
    to.guardian = _spanned(history.guardian, at, "guardian", "mandate", "appointing_body")
    to.parents_suffice = covering(history.parents_suffice, at) is not None
    to.placement = _spanned(history.placement, at, "care", "provider", "with_siblings", "review_by")
    noted = _latest(timeline, "whereabouts_noted", "place", "with_whom")
    # Where the child was seen before the present placement began says nothing about now.
    stale = noted and to.placement and noted["at"] < to.placement["at"]
    to.whereabouts = None if stale else noted
    to.detention = _spanned(history.detained, at, "ground", "place_type", "by")
    to.at_liberty = to.detention is None
    to.missing = _spanned(history.missing, at, "last_seen_at", "circumstances")
    to.removal = _spanned(history.removal, at, "order", "by", "on", "appeal_until")
    to.stay = _spanned(history.stay, at, "permit", "until")
    to.risk = _latest(timeline, "risk_assessed", "level", "domains", "trigger", "review_by")
    to.restrictions = [
        _row(
            span.entry,
            "restricts_movement",
            "restricts_phone",
            "care",
            "why_proportionate",
            "review_by",
        )
        for span in history.restricted
        if span.covers(at)
    ]


def _fold_voice(to: Situation, history: History, _at: datetime) -> None:
    timeline = history.timeline
    to.interviews = _rows(timeline, "interview_held", "purpose", "asked_about", "guardian_present")
    for entry in timeline.of("view_recorded"):
        to.views[entry.body["topic"]] = _row(entry, "wish", "words", "heard_apart", "weight_given")
    to.guardian_views = _rows(timeline, "guardian_consulted", "about", "view", "answered", "text")
    withdrawn = {
        str(e.says("consent")) for e in timeline.of("consent_withdrawn") if e.says("consent")
    }
    to.consents = [
        {**_row(e, "purpose", "recipients", "sections", "by", "basis", "until"), "kind": e.kind}
        for e in timeline.of("consent_recorded", "consent_refused", "consent_withdrawn")
        if e.id not in withdrawn
    ]


def _fold_way_out(to: Situation, history: History, _at: datetime) -> None:
    timeline = history.timeline
    addressed = {e.body["factor"] for e in timeline.of("factor_addressed")}
    factors = list(dict.fromkeys(e.body["factor"] for e in timeline.of("factor_recorded")))
    to.factors_open = [factor for factor in factors if factor not in addressed]
    to.factors_addressed = [factor for factor in factors if factor in addressed]
    family = timeline.of("family_assessed")
    to.family_involvement = family[-1].body["involvement_in_trafficking"] if family else None
    to.protection_need = _latest(timeline, "protection_need_asked", "wish", "lodged_at", "outcome")
    to.plan = _latest(timeline, "plan_made", "goals", "transition")
    to.decisions = _rows(
        timeline,
        "best_interests_decided",
        "level",
        "chosen",
        "child_told_at",
        "appeal_until",
        "review_by",
    )
    to.solution = _latest(timeline, "solution_started", "solution", "where", "care", "received_by")
    to.follow_ups = _rows(
        timeline, "followed_up", "month", "safe", "seen_in_person", "free_to_choose"
    )
    to.proceedings = [
        {**_row(e, "offence", "trafficking", "outcome", "measures"), "kind": e.kind}
        for e in timeline.of(
            "case_reported_to_police", "charge_brought", "testimony_planned", "testimony_given",
            "judgment_given", "accused_released", "reprisal_reported",
        )
    ]  # fmt: skip


def _fold_work(to: Situation, history: History, at: datetime) -> None:
    timeline = history.timeline
    to.state = _state(history, at)
    to.assigned_to = next((e.says("to") for e in reversed(timeline.of("case_assigned"))), None)
    ends = timeline.of("involvement_ended")
    for entry in timeline.of("involvement_started"):
        ended = next((e for e in ends if e.order > entry.order and _same_party(entry, e)), None)
        row = _row(entry, "agency", "person", "role", "sections", "ground", "until")
        to.involvements.append(
            {**row, "ended_at": _when(ended.occurred.earliest) if ended else None}
        )
    to.barred = _rows(timeline, "access_barred", "agency", "person", "reason")


def _same_party(started: Entry, ended: Entry) -> bool:
    """Whether an end is about this involvement: it names the entry, or the same party and role."""
    if ended.says("involvement"):
        return bool(ended.says("involvement") == started.id)
    same = all(ended.says(name) == started.says(name) for name in ("agency", "person"))
    return same and ended.says("role") in (None, started.says("role"))


def _state(history: History, at: datetime) -> str:
    if history.opened is not None:
        return "closed" if covering(history.closed, at) else "open"
    own = [e for e in history.timeline.of("concern_joined", "concern_closed") if not e.joined_from]
    if own:
        return "joined" if own[-1].kind == "concern_joined" else "concern_closed"
    # A report that its author took back is still looked at: nothing disappears by a withdrawal.
    reported = any(entry.kind == "concern_reported" for entry in history.timeline.entries)
    return "to_triage" if reported else "open"


def _unplaced(timeline: Timeline) -> list[Row]:
    """Entries that say something about another entry which is not there: kept, and said so."""
    rows = []
    for entry in timeline.entries:
        target = corrects(entry)
        if entry.kind not in KINDS:
            rows.append({"entry": entry.id, "why": "kind"})
        elif target and timeline.get(target) is None:
            rows.append({"entry": entry.id, "why": "corrects"})
    return rows


_FOLDS: tuple[Callable[[Situation, History, datetime], None], ...] = (
    _fold_identification,
    _fold_identity,
    _fold_care,
    _fold_voice,
    _fold_way_out,
    _fold_work,
)


def fold(
    timeline: Timeline, country: str = "", at: datetime | None = None, zone: tzinfo = UTC
) -> Situation:
    """Fold a timeline into the situation at a moment (default: now). Never fails on an entry it
    cannot place: it is listed in `unplaced`.
    """
    at = at or datetime.now(UTC)
    history = History(timeline, country, zone)
    situation = Situation(unplaced=_unplaced(timeline))
    for part in _FOLDS:
        part(situation, history, at)
    return situation
