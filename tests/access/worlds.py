"""Random people and cases for the property tests of access, here and in the record."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import strategies as st

from amparo.access import ROLES, SECTIONS, BreakGlass, CaseAccess, Involvement, Person

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
AGENCIES = [UUID(int=n) for n in range(1, 4)]
PEOPLE = [UUID(int=n) for n in range(11, 17)]
AUTHORITIES = ["social_services", "police", "border", "prosecution", "ngo", "guardianship"]

moments = st.integers(-72, 72).map(lambda hours: NOW + timedelta(hours=hours))
sections = st.frozensets(st.sampled_from(SECTIONS))
roles = st.sampled_from(sorted(ROLES))

people = st.builds(
    Person,
    id=st.sampled_from(PEOPLE),
    agency_id=st.sampled_from(AGENCIES),
    authority=st.sampled_from(AUTHORITIES),
    roles=st.frozensets(roles, max_size=3),
)
involvements = st.builds(
    Involvement,
    agency_id=st.sampled_from(AGENCIES),
    role=roles,
    sections=sections,
    starts=moments,
    person_id=st.none() | st.sampled_from(PEOPLE),
    until=st.none() | moments,
    ended_at=st.none() | moments,
    shared_by_lawyer=st.booleans(),
)
emergencies = st.builds(
    BreakGlass,
    person_id=st.sampled_from(PEOPLE),
    opened_at=moments,
    until=moments,
    whereabouts=st.booleans(),
)
cases = st.builds(
    CaseAccess,
    state=st.sampled_from(["to_triage", "open", "closed"]),
    involvements=st.lists(involvements, max_size=6).map(tuple),
    barred_agencies=st.frozensets(st.sampled_from(AGENCIES), max_size=1),
    barred_persons=st.frozensets(st.sampled_from(PEOPLE), max_size=2),
    break_glass=st.lists(emergencies, max_size=2).map(tuple),
    author_ids=st.frozensets(st.sampled_from(PEOPLE), max_size=1),
    receiving_agency_id=st.none() | st.sampled_from(AGENCIES),
)
