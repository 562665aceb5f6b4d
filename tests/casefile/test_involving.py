"""Who is on a case follows from its entries: begun, limited, ended, on a consent, or barred."""

from uuid import UUID

from amparo.casefile.involving import barred, involved, people_named
from amparo.journey import Timeline
from tests.journey.making import at, entry, identifier

AGENCY, OTHER, PERSON, LAWYER = (UUID(int=number) for number in (101, 102, 201, 202))
CONSENT, STARTED = 11, 12


def started(occurred="2026-02-01T10:00:00Z", number=STARTED, **body):
    said = {"agency": str(AGENCY), "role": "provider", "sections": ["health"], **body}
    return entry("involvement_started", occurred, number, **{"ground": "best_interests", **said})


def consent(**body):
    return entry(
        "consent_recorded", "2026-01-31T10:00:00Z", CONSENT, purpose="sharing", by="child", **body
    )


def one(*entries, agency_of=None):
    found = involved(Timeline(entries), agency_of or {})
    assert len(found) == 1
    return found[0]


def test_an_involvement_begins_when_it_occurred_and_has_no_end_of_its_own():
    found = one(started())
    assert (found.agency, found.role, found.sections) == (AGENCY, "provider", ("health",))
    assert found.starts == at("2026-02-01T10:00:00+00:00")
    assert found.until is None
    assert found.ended_at is None


def test_an_end_names_the_party_and_the_role():
    ended = entry("involvement_ended", "2026-03-01T10:00:00Z", agency=str(AGENCY), role="provider")
    assert one(started(), ended).ended_at == at("2026-03-01T10:00:00+00:00")
    other = entry("involvement_ended", "2026-03-01T10:00:00Z", agency=str(OTHER), role="provider")
    assert one(started(), other).ended_at is None


def test_what_was_ended_before_it_began_goes_on():
    ended = entry("involvement_ended", "2026-01-01T10:00:00Z", agency=str(AGENCY))
    assert one(ended, started()).ended_at is None


def test_a_withdrawn_consent_ends_what_rests_on_it():
    withdrawn = entry(
        "consent_withdrawn", "2026-04-01T10:00:00Z", purpose="sharing", consent=identifier(CONSENT)
    )
    found = one(consent(), started(ground=identifier(CONSENT)), withdrawn)
    assert found.ended_at == at("2026-04-01T10:00:00+00:00")


def test_a_withdrawn_consent_leaves_what_rests_on_another_ground():
    withdrawn = entry("consent_withdrawn", "2026-04-01T10:00:00Z", purpose="sharing")
    assert one(consent(), started(), withdrawn).ended_at is None


def test_a_withdrawal_that_names_no_consent_ends_every_consent_to_that_purpose():
    withdrawn = entry("consent_withdrawn", "2026-04-01T10:00:00Z", purpose="sharing")
    found = one(consent(), started(ground=identifier(CONSENT)), withdrawn)
    assert found.ended_at == at("2026-04-01T10:00:00+00:00")


def test_an_involvement_lasts_no_longer_than_the_consent_it_rests_on():
    found = one(
        consent(until="2026-05-01T00:00:00Z"),
        started(ground=identifier(CONSENT), until="2026-06-01T00:00:00Z"),
    )
    assert found.until == at("2026-05-01")


def test_a_consent_that_was_corrected_still_carries_what_rests_on_it():
    corrected = entry(
        "consent_recorded",
        "2026-01-31T10:00:00Z",
        13,
        purpose="sharing",
        until="2026-05-01T00:00:00Z",
        _supersedes=identifier(CONSENT),
        _recorded_at="2026-02-05T10:00:00Z",
    )
    found = one(consent(), started(ground=identifier(CONSENT)), corrected)
    assert found.ended_at is None
    assert found.until == at("2026-05-01")


def test_a_consent_that_was_retracted_ends_what_rests_on_it():
    retracted = entry(
        "entry_withdrawn", "2026-02-05T10:00:00Z", entry=identifier(CONSENT), reason="not theirs"
    )
    found = one(consent(), started(ground=identifier(CONSENT)), retracted)
    assert found.ended_at == at("2026-02-05T10:00:00+00:00")


def test_a_person_is_involved_for_the_agency_they_belong_to():
    entry_ = started(agency=None, person=str(PERSON))
    assert people_named(Timeline([entry_])) == {PERSON}
    found = one(entry_, agency_of={PERSON: AGENCY})
    assert (found.agency, found.person) == (AGENCY, PERSON)


def test_an_involvement_of_somebody_unknown_gives_nobody_access():
    assert involved(Timeline([started(agency=None, person=str(PERSON))]), {}) == []
    assert involved(Timeline([started(agency="the shelter by the river")]), {}) == []


def test_an_involvement_that_was_retracted_is_none():
    retracted = entry(
        "entry_withdrawn", "2026-02-05T10:00:00Z", entry=identifier(STARTED), reason="wrong child"
    )
    assert involved(Timeline([started(), retracted]), {}) == []


def test_only_the_childs_own_lawyer_shares_the_legal_section():
    lawyer = started(
        "2026-01-01T10:00:00Z", 21, role="lawyer", person=str(LAWYER), sections=["legal"]
    )
    shared = started(number=22, role="police", sections=["legal"], agency=str(OTHER))
    by_lawyer = Timeline([lawyer, _by(shared, LAWYER)])
    by_somebody_else = Timeline([lawyer, _by(shared, PERSON)])
    assert [found.shared_by_lawyer for found in involved(by_lawyer, {})] == [False, True]
    assert [found.shared_by_lawyer for found in involved(by_somebody_else, {})] == [False, False]


def _by(shared, author):
    from dataclasses import replace

    return replace(shared, author=str(author))


def test_a_person_is_barred_alone_and_an_agency_as_a_whole():
    person = entry(
        "access_barred",
        "2026-02-01T10:00:00Z",
        person=str(PERSON),
        agency=str(AGENCY),
        reason="a relative",
    )
    agency = entry("access_barred", "2026-02-01T11:00:00Z", agency=str(OTHER), reason="named")
    found = [(one.agency, one.person) for one in barred(Timeline([person, agency]))]
    assert found == [(None, PERSON), (OTHER, None)]
