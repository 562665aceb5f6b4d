"""Looks for reports and cases that may be about the same child as a concern that waits.

Only among those whose identity the reader was given: of all others nothing is said, not even that
they are there. A few dozen are opened and compared (`doubles`); each one shown is logged before.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from amparo.access import Person, can_reveal_identity, sections_for
from amparo.audit import actions as audit
from amparo.audit import queries as log
from amparo.audit import statements
from amparo.casefile import timelines
from amparo.casefile.accessing import cases_access
from amparo.casefile.appending import writing
from amparo.casefile.keyring import Keyring
from amparo.casefile.models import CONCERN_CLOSED, OPEN, TO_TRIAGE, Case, CaseLink, Entry
from amparo.casefile.timelines import Row
from amparo.casefile.visibility import visible_to_person
from amparo.finding.kept.keeping import KEPT
from amparo.finding.names import words
from amparo.finding.same.doubles import (
    Known,
    Likeness,
    begin_the_same,
    compare,
    contacts_in,
    place_words,
    same_word,
)
from amparo.journey import Entry as JourneyEntry
from amparo.journey import Timeline
from amparo.people.models import User
from amparo.people.queries import person_for

SHOWN, SIBLINGS_SHOWN = 5, 2
BY_NAME, BY_TIME = 14, 10  # opened and compared, at most
LOOKED_THROUGH, LOOKED_AT = 1_000, 24
LATELY = timedelta(days=14)
SHOWN_AGAIN_AFTER = timedelta(hours=1)
KINDS = ("identity_recorded", "person_linked", "whereabouts_noted", "entry_withdrawn")


@dataclass(frozen=True, slots=True)
class Double:
    """A report or case that may be about the same child."""

    reference: str
    state: str
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found, the likeliest first. `tells`: the concern says something to go by.

    `names_ready`: the names were there to be searched; for a minute after a start they may not be.
    """

    found: list[Double]
    tells: bool
    names_ready: bool = True


@dataclass(frozen=True, slots=True)
class MayRead:
    """A case whose identity the reader was given; `place`: whereabouts as well."""

    case: Case
    place: bool


Scores = dict[UUID, float]
Readable = list[MayRead]
Compared = tuple[Case, Likeness]


def like_concern(user: User, concern: Case) -> Looked | None:
    """What may be the same child as in `concern`; None without its identity. Logged before."""
    person, at = person_for(user), timezone.now()
    readable = _readable(person, [concern], at)
    if not readable:
        return None
    [(_concern, own)] = _known(readable)
    if not own.tells:
        return Looked([], tells=False)
    by_name = _ids_by_name(own)
    likely = _likely(person, concern, by_name or {}, at)
    compared = [(case, compare(own, known)) for case, known in _known(likely)]
    found = _first(concern, compared)
    _log(user, concern, [case for case, _likeness in found])
    doubles = [Double(case.reference, case.state, likeness) for case, likeness in found]
    return Looked(doubles, tells=True, names_ready=by_name is not None)


def _first(concern: Case, compared: Iterable[Compared]) -> list[Compared]:
    """The few that are shown: doubles before siblings, and of equals the nearest in time."""
    worth = [(case, likeness) for case, likeness in compared if likeness.worth_showing]
    worth.sort(key=lambda one: (-one[1].weight, abs(one[0].created_at - concern.created_at)))
    same = [one for one in worth if not one[1].sibling]
    siblings = [one for one in worth if one[1].sibling]
    return [*same, *siblings[:SIBLINGS_SHOWN]][:SHOWN]


def _log(user: User, concern: Case, found: list[Case]) -> None:
    ids = [case.id for case in found]
    lately = log.said_lately_of(
        "doubles_shown", actor_id=user.id, case_ids=ids, within=SHOWN_AGAIN_AFTER
    )
    fresh = [case for case in found if case.id not in lately]
    if fresh:
        with writing(user):
            for case in fresh:
                audit.write("doubles_shown", by=user, case=case, detail={"concern": concern.id})


# Which are looked at


def _likely(person: Person, concern: Case, by_name: Scores, at: datetime) -> Readable:
    """By name, the rarest first, and by time; only what the person may read with identity."""
    may_see = visible_to_person(person, at).exclude(id=concern.id)
    ids = may_see.filter(id__in=by_name).values_list("id", flat=True)
    first = sorted(ids, key=lambda case_id: -by_name[case_id])[:LOOKED_AT]
    found = Case.objects.in_bulk(first)
    named = [found[case_id] for case_id in first]
    lately = may_see.filter(
        triage_agency_id=concern.triage_agency_id,
        state__in=(TO_TRIAGE, OPEN, CONCERN_CLOSED),
        created_at__gte=concern.created_at - LATELY,
        created_at__lte=concern.created_at + LATELY,
    )
    near = [case for case in lately.order_by("-created_at")[:LOOKED_AT] if case.id not in found]
    near.sort(key=lambda case: (_differs(case, concern), abs(case.created_at - concern.created_at)))
    readable = _readable(person, [*named, *near], at)
    by_time = [one for one in readable if one.case.id not in found]
    return [*(one for one in readable if one.case.id in found)][:BY_NAME] + by_time[:BY_TIME]


def _differs(case: Case, concern: Case) -> bool:
    return bool(case.sex and concern.sex and case.sex != concern.sex)


def _readable(person: Person, cases: list[Case], at: datetime) -> Readable:
    """Those of which the person was given the identity, in the same order."""
    access = cases_access(cases, person)
    return [
        MayRead(case, "whereabouts" in sections_for(person, access[case.id], at))
        for case in cases
        if can_reveal_identity(person, access[case.id], at)
    ]


def _ids_by_name(own: Known) -> Scores | None:
    """Cases that share a word of a name, or nearly, the rarer the higher; None: not ready yet."""
    asked = {word for name in own.names for word in name}
    if not asked:
        return {}
    index = KEPT.at_hand()
    if index is None:
        return None
    found = index.near(asked, lambda one, two: same_word(one, two) or begin_the_same(one, two))
    first = dict(sorted(found.items(), key=lambda one: -one[1])[:LOOKED_THROUGH])
    joined = CaseLink.objects.filter(concern_id__in=first, whole=True)
    # A concern that was joined to a case is read as that case, and shown once.
    for concern_id, case_id in joined.values_list("concern_id", "case_id"):
        first[case_id] = max(first.get(case_id, 0), first.pop(concern_id, 0))
    return first


# What is known of each


def _known(readable: Readable) -> Iterator[tuple[Case, Known]]:
    placed = {one.case.id for one in readable if one.place}
    for case, timeline in opened([one.case for one in readable]):
        known = _of_timeline(case, timeline)
        yield case, known if case.id in placed else known.without_place()


def opened(cases: list[Case]) -> Iterator[tuple[Case, Timeline]]:
    """Each case with its entries about who and where, those of joined concerns among them."""
    sources = timelines.sources_of(case.id for case in cases)
    reads = {
        case.id: [case.id, *(one.case_id for one in sources.get(case.id, ()) if one.whole)]
        for case in cases
    }
    ids = list({source for read in reads.values() for source in read})
    # By kind alone: with the section as well, SQLite would walk through every identity there is.
    asked = Entry.objects.filter(kind__in=KINDS, case_id__in=ids)
    rows = [
        Row(*row) for row in statements.rows(asked.order_by().values_list(*timelines.FOR_A_FOLD))
    ]
    ring = Keyring.of_bodies((row.key_id for row in rows), ids)
    entries = [(row.case_id, timelines.open_row(ring, row)) for row in rows]
    for case in cases:
        own = reads[case.id]
        yield case, Timeline(entry for source, entry in entries if entry and source in own)


def _of_timeline(case: Case, timeline: Timeline) -> Known:
    identities = timeline.of("identity_recorded")
    names = {
        words(str(name.get("name", "")))
        for entry in identities
        for name in entry.says("names") or ()
    }
    sexes = {str(entry.says("sex")) for entry in identities} | {case.sex}
    places = {place_words(str(e.says("place") or "")) for e in timeline.of("whereabouts_noted")}
    contacts = (contacts_in(str(e.says("contact") or "")) for e in timeline.of("person_linked"))
    return Known(
        names=frozenset(names - {()}),
        sexes=frozenset(sexes),
        born=frozenset(year for entry in identities for year in _born(entry)),
        places=frozenset(places - {frozenset()}),
        contacts=frozenset().union(*contacts),
        reported_at=case.created_at,
    )


def _born(entry: JourneyEntry) -> Iterator[int]:
    """Years of birth: as a document says, and as somebody guessed by looking, on that day."""
    birth = entry.says("birth")
    if isinstance(birth, Mapping) and isinstance(birth.get("year"), int):
        yield birth["year"]
    elif isinstance(looks := entry.says("apparent_age"), int):
        yield entry.occurred.earliest.year - looks
