"""From the timeline of one case to its rows in the five tables. Pure: who asks brings the time,
the zone, the definitions and whatever lies outside the timeline.

Each part of a child's story has a file of its own: `child`, `exploitation`, `outcomes`, `waiting`,
`parts` (who did what). Here they are put together, and the origin of each value is kept beside it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from amparo.journey import Entry, Timeline
from amparo.journey.history import History, covering
from amparo.protocol.model import Definition
from amparo.statistics.facts import parts
from amparo.statistics.facts.child import of_child
from amparo.statistics.facts.columns import NOT_ASKED, NOT_KNOWN, TABLES, UNITS, columns_of
from amparo.statistics.facts.exploitation import DESCRIBED, decided, described, month_of, of_case
from amparo.statistics.facts.outcomes import (
    held_at,
    of_status,
    of_way_out,
    standings,
    under_definitions,
)
from amparo.statistics.facts.times import of_times
from amparo.statistics.facts.values import (
    NEVER_ASKED,
    Fact,
    Row,
    any_true,
    day,
    known,
    last,
    missing,
    named,
    put,
)
from amparo.statistics.facts.waiting import waits

REGISTER = "register"
# The kinds that any fact is made from. The others are not even unsealed, unless they correct one of
# these or are corrected by one.
READ = parts.SHOWN_BY | {
    "concern_reported", "concern_joined", "concern_closed", "case_opened", "case_closed",
    "case_reopened", "screening_completed", "standing_decided", "appeal_lodged", "appeal_decided",
    "age_considered", "identity_recorded", "exploitation_described", "functioning_assessed",
    "alleged_trafficker_described", "guardian_appointed", "guardian_ended", "parents_assessed",
    "withdrawn_from_exploitation", "returned_to_exploitation", "liberty_taken",
    "missing_reported", "missing_found",
    "factor_recorded", "factor_addressed", "family_assessed", "best_interests_decided",
    "solution_started", "followed_up", "child_charged", "case_reported_to_police",
    "charge_brought", "judgment_given", "entry_withdrawn",
}  # fmt: skip
_DAYS = frozenset({"registered", "standing_since"})
# Nobody's entry bears these: they are how the tables hang together, and when they were made.
BORN_BY_NO_ENTRY = frozenset({
    "case", "child", "event", "perpetrator", "agency", "source", "part", "known_on",
})  # fmt: skip

Key = Callable[[str, str], str]
Borne = dict[str, tuple[Entry, list[str]]]  # by the id of the entry, the columns it bears


@dataclass(frozen=True, slots=True)
class Beside:
    """What is the same for all cases. `key` makes a key from what it is of and an id; `role_of`
    says in which role somebody could record a kind at a time, empty where nobody knows.
    """

    at: datetime
    key: Key
    zone: tzinfo = UTC
    country: str = ""
    definitions: Mapping[str, Definition] = field(default_factory=dict)
    areas: frozenset[str] = frozenset()
    role_of: Callable[[Entry], str] = lambda _entry: ""


@dataclass(frozen=True, slots=True)
class Told:
    """One case: its id, the id that stands for the child, its timeline, and the agency of entries
    by their id.
    """

    case: str
    child: str
    timeline: Timeline
    agencies: Mapping[str, str] = field(default_factory=dict)


Tables = dict[str, list[Row]]


def extract(told: Told, beside: Beside) -> Tables:
    """The rows of one case in each table; none where nothing holds or all of it was erased."""
    timeline = _as_known(told.timeline, beside.at)
    history = History(timeline, beside.country, beside.zone)
    making = _Making(told, beside, history)
    if timeline.live:
        making.victim()
        making.events()
        making.perpetrators()
        making.entities()
    return making.tables


def _as_known(timeline: Timeline, at: datetime) -> Timeline:
    """Without what happened or was written down later."""
    entries = timeline.entries
    if all(one.recorded_at <= at and one.occurred.earliest <= at for one in entries):
        return timeline
    return Timeline(e for e in entries if e.recorded_at <= at and e.occurred.earliest <= at)


class _Making:
    """The rows of one case while they are made."""

    def __init__(self, told: Told, beside: Beside, history: History) -> None:
        self.told, self.beside, self.history = told, beside, history
        self.tables: Tables = {table: [] for table in TABLES}
        self.case = beside.key("case", told.case)
        self.child = beside.key("child", told.child)
        self.described = history.timeline.of(DESCRIBED)
        self.decided = decided(history.decisions)
        self._steps = standings(history)

    def victim(self) -> None:
        """The one row of the child in this case."""
        history, at, timeline = self.history, self.beside.at, self.history.timeline
        first = registration(timeline)
        registered = first.occurred.earliest
        reopened = timeline.of("case_reopened")
        facts = {
            "episode": known(1, first),  # the place among the child's cases is known to all only
            "episodes": known(1 + len(reopened), first, *reopened),
            "state": _state(history, at, first),
            "registered": known(registered, first),
            "registered_year": known(registered.astimezone(self.beside.zone).year, first),
            **of_child(history, registered, at, first),
            **of_status(history, at),
            **under_definitions(history, at, dict(self.beside.definitions)),
            **of_case(history, self.beside.areas),
            **of_times(history),
            **waits(history, at, first),
            **of_way_out(history, at),
        }
        facts |= {name: self._as_day(facts[name]) for name in _DAYS}
        facts["known_on"] = Fact(day(at, self.beside.zone))
        self._row("victims", self.case, facts)

    def events(self) -> None:
        """One row for each description of exploitation."""
        alone = len(self.described) == 1
        for entry in self.described:
            one = described([entry], self.beside.areas)
            for name, fact in self.decided.items():
                apart = missing(NOT_KNOWN, *fact.entries)  # of which event it was nobody said
                one[name] = fact if alone or fact.missing else apart
            one["certainty"] = last([entry], named("certainty"))
            one["exploited_from"] = last([entry], lambda e: month_of(e, "began"))
            one["exploited_until"] = last([entry], lambda e: month_of(e, "ended"))
            key = self.beside.key("event", entry.id)
            self._row("events", key, {"event": Fact(key), **one})

    def perpetrators(self) -> None:
        """One row for each description of an alleged trafficker."""
        alone = self.described[0] if len(self.described) == 1 else None
        for entry in self.history.timeline.of("alleged_trafficker_described"):
            event = known(self.beside.key("event", alone.id), alone) if alone else NEVER_ASKED
            if len(self.described) > 1:
                event = missing(NOT_KNOWN, entry)
            facts = {
                name: last([entry], named(name)) for name in ("role", "sex", "age_band", "relation")
            }
            facts["in_group"] = any_true([entry], named("in_group"))
            key = self.beside.key("perpetrator", entry.id)
            self._row("perpetrators", key, {"perpetrator": Fact(key), "event": event, **facts})

    def entities(self) -> None:
        """One row for each agency and what it did."""
        for (agency, part), entry in parts.first_of_each(
            self.history.timeline, self.told.agencies
        ).items():
            key = self.beside.key("agency", agency)
            row: Row = {
                "case": self.case,
                "agency": key,
                "source": REGISTER,
                "part": part,
                "on": day(entry.occurred.earliest, self.beside.zone),
            }
            put(row, columns_of("entities")["authority"], known(entry.agency or None, entry)
                if entry.agency else NEVER_ASKED)  # fmt: skip
            self.tables["entities"].append(row)
            self._origins("entities", self.case, {entry.id: (entry, [f"{part}.{key}"])})

    def _row(self, table: str, key: str, facts: Mapping[str, Fact]) -> None:
        """Write a row of all the columns of a table, and where each value comes from."""
        row: Row = {}
        borne: Borne = {}
        whole = {"case": Fact(self.case), "child": Fact(self.child), "source": Fact(REGISTER)}
        for name, column in columns_of(table).items():
            if column.companion_of:
                continue
            fact = put(row, column, facts[name] if name in facts else whole[name])
            for entry in () if fact.missing else fact.entries:
                borne.setdefault(entry.id, (entry, []))[1].append(name)
        self.tables[table].append(row)
        self._origins(table, key, borne)

    def _origins(self, table: str, key: str, borne: Borne) -> None:
        for entry, names in borne.values():
            self.tables["origins"].append(
                {
                    "unit": UNITS[table],
                    "key": key,
                    "columns": list(dict.fromkeys(names)),
                    "entry": entry.id,
                    "kind": entry.kind,
                    "authority": entry.agency or NOT_ASKED,
                    "role": self.beside.role_of(entry) or NOT_KNOWN,
                    "standing": held_at(self._steps, entry) or NOT_ASKED,
                    "occurred": day(entry.occurred.earliest, self.beside.zone),
                    "recorded": day(entry.recorded_at, self.beside.zone),
                }
            )

    def _as_day(self, fact: Fact) -> Fact:
        if fact.missing:
            return fact
        return Fact(day(fact.value, self.beside.zone), "", fact.entries)


def registration(timeline: Timeline) -> Entry:
    """What first told of the child: a concern, or the case; of a timeline without, the first of
    the entries that are unsealed for facts.
    """
    found = timeline.of("concern_reported", "case_opened")
    read = [entry for entry in timeline.live if entry.kind in READ or entry.supersedes]
    return min(found or read or timeline.live, key=lambda entry: entry.order)


def _state(history: History, at: datetime, otherwise: Entry) -> Fact:
    """As the register has it (`journey.situation`); a concern whose case is not known stays one."""
    closed = covering(history.closed, at)
    if history.opened is not None:
        return known("closed", closed.entry) if closed else known("open", history.opened)
    ends = history.timeline.of("concern_joined", "concern_closed")
    if own := [entry for entry in ends if not entry.joined_from]:
        joined = own[-1].kind == "concern_joined"
        return known("joined" if joined else "concern_closed", own[-1])
    return known("to_triage", otherwise)
