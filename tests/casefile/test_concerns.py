"""From a worry to a case: reported in a minute, never lost, taken up by somebody who may."""

from uuid import uuid4

import pytest

from amparo.access import NotFound, Refused
from amparo.audit import verify
from amparo.casefile import actions, queries, reference
from amparo.casefile.actions_concern import (
    close_concern,
    correct_concern,
    join_concern,
    open_another,
    open_case,
    report_concern,
    withdraw_own_report,
)
from amparo.casefile.actions_looking import read_own_concern, see_case
from amparo.casefile.models import Case, Entry, OpenDuty
from amparo.casefile.rules import IdTaken
from amparo.journey import JourneyError
from tests.casefile.making import CONCERN, IDENTITY, a_concern, record


def entries(case, kind):
    return Entry.objects.filter(case=case, kind=kind)


# Reporting


def test_a_concern_has_a_reference_a_timeline_and_a_clock(cast):
    concern = a_concern(cast)
    assert reference.check(concern.reference) == concern.reference
    assert concern.state == "to_triage"
    assert [entry.section for entry in concern.entries.order_by("sequence")] == [
        "protection",
        "identity",
        "whereabouts",
    ]
    assert OpenDuty.objects.filter(case=concern, code="triage").exists()


def test_a_report_sent_twice_is_one_concern(cast):
    entry_id = uuid4()
    first = a_concern(cast, entry_id=entry_id)
    again = a_concern(cast, entry_id=entry_id)
    assert again.id == first.id
    assert Case.objects.count() == 1
    with pytest.raises(IdTaken):
        a_concern(cast, entry_id=entry_id, concern={**CONCERN, "account": "something else"})


@pytest.mark.parametrize("name", ["analyst", "rapporteur", "administrator", "panel", "complaints"])
def test_a_role_that_meets_no_child_reports_nothing(cast, name):
    with pytest.raises(Refused):
        report_concern(
            by=getattr(cast, name), concern=CONCERN, agency=cast.agencies["social_services"]
        )
    assert not Case.objects.exists()


def test_an_agency_that_does_casework_receives_it_when_nobody_chose(cast):
    concern = report_concern(by=cast.teacher, concern=CONCERN)
    assert concern.triage_agency.name in ("social_services", "other_agency")
    own = report_concern(by=cast.outsider, concern=CONCERN)
    assert own.triage_agency == cast.agencies["other_agency"]


def test_the_reporter_sees_that_it_arrived_and_nothing_else(cast, concern):
    [row] = queries.my_concerns(cast.teacher)
    assert (row.reference, row.taken_up) == (concern.reference, False)
    with pytest.raises(NotFound):
        queries.find(cast.teacher, concern.reference)
    with pytest.raises(Refused):
        see_case(by=cast.teacher, case=concern)


def test_how_to_reach_the_reporter_is_sealed_with_the_identity(cast):
    concern = a_concern(cast, reporter={"relation": "other", "contact": "after school only"})
    linked = entries(concern, "person_linked").get()
    assert linked.section == "identity"
    assert b"school" not in bytes(linked.sealed)


def test_an_interception_can_be_reported_with_its_reason(cast):
    from amparo.casefile.rules import GatesSpeak

    stopped = {**CONCERN, "intercepted": {"by": "a committee", "grounds": "she is a girl"}}
    with pytest.raises(GatesSpeak) as speaking:
        a_concern(cast, concern=stopped)
    assert not Case.objects.exists()
    despite = {one.gate.code: "she asked us to" for one in speaking.value.gates}
    assert a_concern(cast, concern=stopped, despite=despite).state == "to_triage"


# Correcting


def test_the_reporter_corrects_what_they_reported_without_seeing_the_case(cast, concern):
    found = queries.find_own_concern(cast.teacher, concern.reference)
    own = {entry.kind: entry for entry in read_own_concern(by=cast.teacher, case=found)}
    assert own["identity_recorded"].body["names"] == IDENTITY["names"]
    correct_concern(
        by=cast.teacher,
        case=concern,
        kind="identity_recorded",
        body={"names": [{"name": "Amira Test"}]},
        supersedes=own["identity_recorded"].id,
    )
    corrected = read_own_concern(by=cast.teacher, case=found)
    assert [e.body["names"] for e in corrected if e.kind == "identity_recorded"] == [
        [{"name": "Amira Test"}]
    ]


def test_the_reporter_may_still_correct_once_it_is_a_case(cast, case):
    own = read_own_concern(by=cast.teacher, case=case)
    account = next(entry for entry in own if entry.kind == "concern_reported")
    correct_concern(
        by=cast.teacher,
        case=case,
        kind="concern_reported",
        body={**CONCERN, "in_danger_now": True},
        supersedes=account.id,
    )
    case.refresh_from_db()
    assert case.urgent


@pytest.mark.parametrize("name", ["outsider", "operator", "police"])
def test_nobody_else_corrects_or_reads_a_report_as_its_author(cast, concern, name):
    user = getattr(cast, name)
    with pytest.raises(NotFound):
        queries.find_own_concern(user, concern.reference)
    with pytest.raises(Refused):
        read_own_concern(by=user, case=concern)
    with pytest.raises(Refused):
        correct_concern(by=user, case=concern, kind="concern_reported", body=CONCERN)


def test_the_reporter_corrects_only_what_was_reported(cast, case):
    decided = record(cast, case, "standing_decided", standing="presumed", authority="police")
    with pytest.raises(JourneyError):
        correct_concern(
            by=cast.teacher,
            case=case,
            kind="concern_reported",
            body=CONCERN,
            supersedes=decided.id,
        )
    with pytest.raises(JourneyError):
        correct_concern(by=cast.teacher, case=case, kind="note_added", body={"text": "hello"})
    with pytest.raises(JourneyError):
        withdraw_own_report(by=cast.teacher, case=case, entry_id=decided.id, reason="no")


def test_a_report_that_was_retracted_still_waits_for_somebody(cast, concern):
    for kind in ("identity_recorded", "concern_reported"):
        entry = entries(concern, kind).get()
        withdraw_own_report(by=cast.teacher, case=concern, entry_id=entry.id, reason="wrong child")
    concern.refresh_from_db()
    assert concern.state == "to_triage"
    assert [head.reference for head in queries.concerns_waiting(cast.supervisor)] == [
        concern.reference
    ]


# Taking up


def test_concerns_wait_in_the_agency_that_received_them_urgent_first(cast):
    later = a_concern(cast)
    urgent = a_concern(cast, concern={**CONCERN, "in_danger_now": True})
    waiting = [head.reference for head in queries.concerns_waiting(cast.supervisor)]
    assert waiting == [urgent.reference, later.reference]
    assert queries.concerns_waiting(cast.caseworker)
    assert queries.concerns_waiting(cast.outsider) == []
    assert queries.concerns_waiting(cast.teacher) == []


def test_opening_a_case_names_a_worker_and_brings_them_in(cast, concern):
    case = open_case(by=cast.supervisor, case=concern, caseworker=cast.caseworker)
    assert (case.state, case.assigned_to) == ("open", cast.caseworker)
    assert [entry.kind for entry in case.entries.order_by("sequence")][-3:] == [
        "case_opened",
        "case_assigned",
        "involvement_started",
    ]
    assert not OpenDuty.objects.filter(case=case, code__in=["triage", "assigned"]).exists()


def test_a_case_opened_for_nobody_stays_in_sight_of_the_supervisors(cast, concern):
    case = open_case(by=cast.supervisor, case=concern)
    assert see_case(by=cast.supervisor, case=case)
    assert OpenDuty.objects.filter(case=case, code="assigned").exists()
    actions.assign(by=cast.supervisor, case=case, caseworker=cast.colleague)
    assert see_case(by=cast.colleague, case=case)


def test_a_caseworker_takes_up_a_concern_or_hands_it_to_a_colleague(cast, concern):
    case = open_case(by=cast.caseworker, case=concern, caseworker=cast.colleague)
    assert see_case(by=cast.colleague, case=case)
    with pytest.raises(Refused):
        see_case(by=cast.caseworker, case=case)


def test_only_somebody_who_does_casework_becomes_responsible(cast, concern):
    with pytest.raises(Refused) as refused:
        open_case(by=cast.supervisor, case=concern, caseworker=cast.teacher)
    assert refused.value.code == "not_a_caseworker"


@pytest.mark.parametrize("name", ["outsider", "teacher", "guardian", "police", "coordinator"])
def test_nobody_takes_up_a_concern_of_another_agency(cast, concern, name):
    with pytest.raises(Refused):
        open_case(by=getattr(cast, name), case=concern)


def test_a_concern_is_taken_up_once(cast, case):
    with pytest.raises(Refused) as refused:
        open_case(by=cast.supervisor, case=case, caseworker=cast.colleague)
    assert refused.value.code == "not_waiting"


def test_opening_sent_twice_is_one_opening(cast, concern):
    entry_id = uuid4()
    sent = {"by": cast.caseworker, "case": concern, "caseworker": cast.caseworker}
    open_case(**sent, entry_id=entry_id)
    open_case(**sent, entry_id=entry_id)
    assert entries(concern, "case_opened").count() == 1


# Joining, and several children


def test_a_joined_concern_is_read_through_its_case(cast, case):
    concern = a_concern(cast, concern={**CONCERN, "in_danger_now": True}, identity=None)
    join_concern(by=cast.caseworker, concern=concern, case=case)
    concern.refresh_from_db()
    case.refresh_from_db()
    assert concern.state == "joined"
    assert case.urgent
    view = see_case(by=cast.caseworker, case=case)
    joined = [entry for entry in view.entries if entry.joined_from == concern.reference]
    assert {entry.kind for entry in joined} >= {"concern_reported", "whereabouts_noted"}
    assert not OpenDuty.objects.filter(case=concern).exists()


def test_what_its_reporter_corrects_reaches_the_case_that_reads_it(cast, case):
    concern = a_concern(cast, identity=None, whereabouts=None)
    join_concern(by=cast.caseworker, concern=concern, case=case)
    case.refresh_from_db()
    assert not case.urgent
    account = entries(concern, "concern_reported").get()
    correct_concern(
        by=cast.teacher,
        case=concern,
        kind="concern_reported",
        body={**CONCERN, "urgent": True},
        supersedes=account.id,
    )
    case.refresh_from_db()
    assert case.urgent


def test_a_concern_joins_only_a_case_that_one_may_see(cast, concern):
    elsewhere = report_concern(
        by=cast.outsider, concern=CONCERN, agency=cast.agencies["other_agency"]
    )
    open_case(by=cast.outsider, case=elsewhere, caseworker=cast.outsider)
    with pytest.raises(Refused):
        join_concern(by=cast.caseworker, concern=concern, case=elsewhere)
    with pytest.raises(Refused):
        join_concern(by=cast.caseworker, concern=concern, case=concern)
    with pytest.raises(Refused) as refused:
        join_concern(by=cast.caseworker, concern=concern, case=a_concern(cast))
    assert refused.value.code == "not_a_case"


def test_one_concern_opens_a_case_for_each_child_and_shares_only_what_was_reported(cast, concern):
    second = open_another(by=cast.caseworker, concern=concern, caseworker=cast.caseworker)
    first = open_case(by=cast.caseworker, case=concern, caseworker=cast.caseworker)
    assert first.reference != second.reference
    record(cast, first, "missing_reported")
    second.refresh_from_db()
    assert not second.missing
    view = see_case(by=cast.caseworker, case=second)
    read = [entry.kind for entry in view.entries if entry.joined_from]
    assert read == ["concern_reported"]


# Closing


def test_a_concern_is_closed_with_a_reason_and_a_second_person_and_stays(cast, concern):
    closed = close_concern(
        by=cast.caseworker, concern=concern, reason="a misunderstanding", agreed_by=cast.supervisor
    )
    assert closed.state == "concern_closed"
    assert Case.objects.filter(id=concern.id).exists()
    assert verify.verify().whole


@pytest.mark.parametrize("name", ["caseworker", "outsider", "teacher"])
def test_nobody_closes_a_concern_alone_or_with_a_stranger(cast, concern, name):
    with pytest.raises(Refused):
        close_concern(
            by=cast.caseworker, concern=concern, reason="nothing", agreed_by=getattr(cast, name)
        )


def test_a_concern_closed_as_a_plain_entry_needs_the_second_person_too(cast, concern):
    with pytest.raises(Refused) as refused:
        record(cast, concern, "concern_closed", reason="nothing")
    assert refused.value.code == "second_person_needed"


def test_chains_hold_after_all_of_it(cast, case):
    join_concern(by=cast.caseworker, concern=a_concern(cast), case=case)
    open_another(by=cast.caseworker, concern=a_concern(cast))
    report = verify.verify()
    assert report.whole, report.problems
    assert report.cases == 4
