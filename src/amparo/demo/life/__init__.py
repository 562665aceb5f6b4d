"""One life: from the first worry, through the protocol day by day, to now. Pure, always the same.

Each module writes one part of the journey into a diary: `noticing`, `knowing`, `protecting`,
`listening`, `family`, `deciding`, `troubles`, `contested`, `justice`, `leaving`, `work`. `plots`
says what kind of life it is, `recording` puts the diary in order.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import uuid5

from amparo.casefile.reference import from_number
from amparo.demo import profiles
from amparo.demo.chance import LATE_WHEN_BURDENED, Chance
from amparo.demo.country import NAMESPACE, Country, lysandra
from amparo.demo.life import (
    deciding,
    family,
    justice,
    knowing,
    leaving,
    noticing,
    plots,
    protecting,
    troubles,
    work,
)
from amparo.demo.life.diary import Diary, Team
from amparo.demo.life.recording import Recorded, recorded
from amparo.protocol import Protocol

# This worker has more children than anybody else could look after.
BURDENED = "caseworker"
OLD_ENOUGH = 13  # for an account of one's own
AGENCY_OF = {"Marenne": "marenne", "Tolva": "tolva", "Serid": "serid"}


@dataclass(frozen=True, slots=True)
class Life:
    """A life as it is recorded: entries in the order of recording, and where the concern waits.

    `joins` is the reference of the case to which a concern was joined, empty for every other life.
    """

    index: int
    reference: str
    plot: str
    child: profiles.Child
    triage_agency: str
    reporter: str
    entries: list[Recorded] = field(repr=False)
    joins: str = ""


def live(seed: int, index: int, until: datetime, protocols: Sequence[Protocol]) -> Life:
    """The life with this number, up to `until`."""
    plot = plots.plot(seed, index, until)
    diary, joins = _lived(seed, plot, until)
    return Life(
        index=index,
        reference=reference_of(seed, index),
        plot=plot.kind,
        child=diary.child,
        triage_agency=diary.country.agencies[diary.team.agency].id,
        reporter=diary.team.reporter.id,
        entries=recorded(diary, protocols),
        joins=joins,
    )


@lru_cache(maxsize=4096)
def reference_of(seed: int, index: int) -> str:
    """The reference of the case with this number: seeded, and saying nothing."""
    return from_number(uuid5(NAMESPACE, f"reference:{seed}:{index}").int >> 64)


def _lived(seed: int, plot: plots.Plot, until: datetime) -> tuple[Diary, str]:
    if plot.kind == plots.DOUBLE:
        return _double(seed, plot, until)
    diary = _begin(seed, plot, until)
    noticing.reported(diary)
    if plot.kind == plots.CLOSED:
        noticing.closed_at_triage(diary)
    elif plot.kind != plots.WAITING:
        _go_on(diary, plot.index)
    return diary, ""


def _double(seed: int, plot: plots.Plot, until: datetime) -> tuple[Diary, str]:
    """A second concern about the child of an earlier case, joined to it while that is open."""
    index = plots.elder(seed, plot.index, until)
    first = plots.plot(seed, index, until) if index is not None else None
    if first is None or first.begins > until - timedelta(days=2):
        alone = _begin(seed, plot, until)
        noticing.reported(alone)
        noticing.closed_at_triage(alone)
        return alone, ""
    known = _begin(seed, first, until)
    at = first.begins + plot.chance.days(1.5, min(150, (until - first.begins).days))
    at = min(at, until - timedelta(hours=1))
    double = _diary(seed, plot, until, known.child, at)
    double.team.worker, double.team.agency = known.team.worker, known.team.agency
    noticing.reported(double, again=True)
    reference = reference_of(seed, first.index)
    noticing.joined(double, reference, at + plot.chance.hours(0.4, 4))
    return double, reference


def _begin(seed: int, plot: plots.Plot, until: datetime) -> Diary:
    """An empty diary, with the child and the team of this plot."""
    country = lysandra()
    elder = plots.elder(seed, plot.index, until) if plot.kind == plots.SIBLING else None
    if elder is None:
        child = profiles.child(plot.chance, country, plot.begins)
        while plot.index == plots.OWN and child.age < OLD_ENOUGH:
            child = profiles.child(plot.chance, country, plot.begins)
        diary = _diary(seed, plot, until, child, plot.begins)
        _brothers_and_sisters(seed, diary, plot, until)
        return diary
    first = _begin(seed, plots.plot(seed, elder, until), until)
    begins = min(first.begun + plot.chance.hours(0.2, 30), until - timedelta(minutes=30))
    child = profiles.child(plot.chance, country, begins, like=first.child)
    diary = _diary(seed, plot, until, child, begins)
    diary.team.worker, diary.team.guardian, diary.kin = first.team.worker, first.team.guardian, True
    diary.facts["siblings"] = f"{first.child.given.written} {first.child.family.written}"
    return diary


def _brothers_and_sisters(seed: int, diary: Diary, plot: plots.Plot, until: datetime) -> None:
    """Those who follow in the group bear the family's name; only their number is known here."""
    if plot.kind == plots.CASE and plots.younger(seed, plot.index, until):
        diary.kin = True


def _diary(
    seed: int, plot: plots.Plot, until: datetime, child: profiles.Child, begins: datetime
) -> Diary:
    space = uuid5(NAMESPACE, f"life:{seed}:{plot.index}")
    country = lysandra()
    team = _team(plot.chance, country, child)
    if team.worker.key == BURDENED:
        plot.chance.late = LATE_WHEN_BURDENED
    return Diary(child, plot.chance, country, team, until, space, begins)


def _team(chance: Chance, country: Country, child: profiles.Child) -> Team:
    agency = AGENCY_OF[child.province]
    reporter = noticing.REPORTERS.get(child.channel)
    workers = country.team_of(agency, "caseworker")
    return Team(
        agency=agency,
        supervisor=country.team_of(agency, "supervisor")[0],
        worker=chance.one(workers),
        reporter=country.people[reporter] if reporter else chance.one(workers),
        guardian=chance.one(country.team_of("guardians", "guardian")),
    )


def _go_on(d: Diary, index: int) -> None:
    """A case from triage to its end. Later parts build on moments that earlier ones mark."""
    d.mark("ends", d.begun + d.chance.days(190, 400))
    work.changes(d)
    noticing.taken_up(d)
    noticing.screened(d)
    work.set_aside(d)
    protecting.parents_looked_at(d)
    protecting.first_risks(d)
    protecting.guardian(d)
    protecting.placed(d)
    protecting.told_rights(d)
    protecting.health(d)
    knowing.identified_by_name(d)
    knowing.linked(d)
    knowing.facts_coded(d)
    deciding.advised(d)
    deciding.protection_asked(d)
    deciding.identified(d)
    deciding.assessed(d)
    work.planned(d)
    protecting.cared_for(d)
    protecting.contact_agreed(d)
    family.traced(d)
    family.looked_at(d)
    family.origin_asked(d)
    work.closed_care_reviewed(d)
    justice.prosecuted(d)
    troubles.troubled(d)
    if "lost" not in d.known:
        deciding.determined(d)
    _end(d)
    work.handed_over(d)
    if index == plots.OWN:
        work.own_account(d)


def _end(d: Diary) -> None:
    """The way out; what lasts as long as the case is written when it is known how long that is."""
    justice.compensated(d)
    work.met(d)
    if "lost" in d.known:
        leaving.given_up(d)
    else:
        leaving.solved(d)
        leaving.settled(d)
    work.plan_reviewed(d)
    deciding.stay(d)
    leaving.closed(d)
    work.coming_of_age(d)
    work.risks_reviewed(d)
