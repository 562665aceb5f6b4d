"""What a case knows of its child, as it is compared with what a family says; and what of it two
people must have before them when they decide.
"""

from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

from amparo.audit import statements
from amparo.casefile import timelines
from amparo.casefile.keyring import Keyring
from amparo.casefile.models import Case, Entry
from amparo.casefile.timelines import Row
from amparo.finding.tracing.rules import Heard
from amparo.finding.tracing.sides import GUESSED, Known, Person, Said, Years
from amparo.journey import Entry as JourneyEntry
from amparo.journey import Timeline
from amparo.terms import code_list

COMPARED = ("identity_recorded", "person_linked", "concern_reported", "exploitation_described",
            "entry_withdrawn")  # fmt: skip
DECIDED_BY = ("view_recorded", "family_assessed", "tracing_answered", "entry_withdrawn")
_NOT_A_PLACE = frozenset({"unknown", "stateless"})


def known_of(cases: Iterable[Case]) -> Iterator[tuple[Case, Known]]:
    """Each case with what is known of its child, from its own entries and those it reads."""
    for case, timeline in timelines_of(cases, COMPARED):
        yield case, _known(case, timeline)


def heard_in(case: Case) -> Heard:
    """What the child said about contact, and how the family was assessed."""
    [(_case, timeline)] = timelines_of([case], DECIDED_BY)
    views = [entry for entry in timeline.of("view_recorded") if entry.says("topic") == "contact"]
    assessed = timeline.of("family_assessed")
    return Heard(
        wish=str(views[-1].says("wish") or "unsure") if views else "",
        family=str(assessed[-1].says("involvement_in_trafficking") or "") if assessed else "",
    )


def stands(case: Case, entry_id: str) -> bool:
    """Whether the answer that was recorded still counts; withdrawn or corrected, it does not."""
    [(_case, timeline)] = timelines_of([case], DECIDED_BY)
    return any(
        str(entry.id) == entry_id and entry.says("result") == "found"
        for entry in timeline.of("tracing_answered")
    )


def timelines_of(cases: Iterable[Case], kinds: tuple[str, ...]) -> Iterator[tuple[Case, Timeline]]:
    """Each case with its entries of these kinds, those of joined concerns among them."""
    wanted = list(cases)
    sources = timelines.sources_of(case.id for case in wanted)
    reads = {
        case.id: {case.id, *(one.case_id for one in sources.get(case.id, ()) if one.whole)}
        for case in wanted
    }
    ids = list({source for read in reads.values() for source in read})
    asked = Entry.objects.filter(kind__in=kinds, case_id__in=ids).order_by()
    rows = [Row(*row) for row in statements.rows(asked.values_list(*timelines.FOR_A_FOLD))]
    ring = Keyring.of_bodies((row.key_id for row in rows), ids)
    entries = [(row.case_id, timelines.open_row(ring, row)) for row in rows]
    for case in wanted:
        own: set[UUID] = reads[case.id]
        yield case, Timeline(entry for source, entry in entries if entry and source in own)


def _known(case: Case, timeline: Timeline) -> Known:
    identities = timeline.of("identity_recorded")
    reports = timeline.of("concern_reported")
    sexes = [str(entry.says("sex")) for entry in identities if entry.says("sex")]
    noticed = [entry.occurred.earliest.date() for entry in reports]
    return Known(
        names=tuple(dict.fromkeys(
            str(name.get("name", ""))
            for entry in identities
            for name in entry.says("names") or ()
            if name.get("name")
        )),
        born=tuple(dict.fromkeys(years for entry in identities for years in _born(entry))),
        sex=sexes[-1] if sexes else case.sex,
        places=tuple(dict.fromkeys(_places(timeline))),
        persons=tuple(
            Person(
                str(entry.says("name") or ""),
                str(entry.says("relation") or ""),
                str(entry.says("risk_to_child") or ""),
            )
            for entry in timeline.of("person_linked")
        ),
        accounts=tuple(_accounts(timeline)),
        noticed=min(noticed) if noticed else case.created_at.date(),
    )  # fmt: skip


def _born(entry: JourneyEntry) -> Iterator[Years]:
    """By birth as it was said, an estimate with its error; by looks, on that day."""
    birth = entry.says("birth")
    if isinstance(birth, Mapping) and isinstance(birth.get("year"), int):
        more = GUESSED if birth.get("estimated") else 0
        yield birth["year"] - more, birth["year"] + more
    elif isinstance(looks := entry.says("apparent_age"), int):
        year = entry.occurred.earliest.year - looks
        yield year - 1 - GUESSED, year + GUESSED


def _places(timeline: Timeline) -> Iterator[Said]:
    """Where the child comes from and was found by them; never where the child is now."""
    for entry in timeline.of("identity_recorded"):
        for country in entry.says("citizenships") or ():
            if country not in _NOT_A_PLACE:
                yield Said(_country(str(country)))
    for entry in timeline.of("person_linked"):
        for name in ("contact", "remarks"):
            if entry.says(name):
                yield Said(str(entry.says(name)))
    for entry in timeline.of("exploitation_described"):
        where = entry.says("recruited_at")
        if isinstance(where, Mapping):
            texts = (_country(str(where.get("country") or "")), str(where.get("area") or ""))
            yield from (Said(text, "coded") for text in texts if text)


def _accounts(timeline: Timeline) -> Iterator[Said]:
    for entry in timeline.of("concern_reported"):
        if entry.says("account"):
            yield Said(str(entry.says("account")), "protection")
    for entry in timeline.of("person_linked"):
        if entry.says("remarks"):
            yield Said(str(entry.says("remarks")))


def _country(code: str) -> str:
    found = code_list("country").codes.get(code)
    return found.labels["en"] if found else code
