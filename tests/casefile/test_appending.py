"""Recording what happened: once, in order, by somebody who may, and whole or not at all."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from amparo.access import Refused
from amparo.audit.models import Line
from amparo.casefile import actions
from amparo.casefile.models import Entry, OpenDuty, PassedGate, WrappedKey
from amparo.casefile.rules import GatesSpeak, IdTaken, NewEntry
from amparo.journey import BodyError, JourneyError
from tests.casefile.making import record

ADULT = {"outcome": "adult", "methods": ["medical"]}


def lines(verb):
    return Line.objects.filter(verb=verb)


# What an append does


def test_an_append_seals_chains_folds_and_leaves_one_audit_line(cast, case):
    before = Line.objects.count()
    entry = record(cast, case, "missing_reported", circumstances="did not come home from school")
    case.refresh_from_db()
    assert (case.last_sequence, case.last_digest) == (entry.sequence, entry.digest)
    assert b"school" not in bytes(entry.sealed)
    assert case.missing
    assert OpenDuty.objects.filter(case=case, code="police_told").exists()
    line = Line.objects.order_by("-sequence").first()
    assert Line.objects.count() == before + 1
    assert (line.case_id, line.entry_sequence, line.entry_digest) == (
        case.id,
        entry.sequence,
        entry.digest,
    )


def test_every_body_has_a_key_of_its_own_in_the_key_store(cast, case):
    entry = record(cast, case, "note_added", text="a word")
    key = WrappedKey.objects.get(id=entry.key_id)
    assert (key.case_id, key.holder_id, key.purpose) == (case.id, entry.id, "body")


def test_identity_and_whereabouts_are_under_the_second_key_of_the_case(cast, case):
    apart = str(WrappedKey.objects.get(case_id=case.id, purpose="apart").id)
    for entry in Entry.objects.filter(case=case):
        wrapped_by = WrappedKey.objects.get(id=entry.key_id).wrapped_by
        assert (wrapped_by == apart) == (entry.section in ("identity", "whereabouts"))


def test_several_entries_of_one_form_are_written_all_or_none(cast, case):
    good = NewEntry("missing_reported", {}, timezone.now())
    bad = NewEntry("missing_found", {"harmed": "perhaps"}, timezone.now())
    before = Entry.objects.count()
    with pytest.raises(BodyError):
        actions.append_many(by=cast.caseworker, case=case, entries=[good, bad])
    assert Entry.objects.count() == before
    found = NewEntry("missing_found", {}, timezone.now())
    both = actions.append_many(by=cast.caseworker, case=case, entries=[good, found])
    assert [entry.sequence for entry in both] == [before + 1, before + 2]
    case.refresh_from_db()
    assert not case.missing


def test_what_has_not_happened_yet_is_refused(cast, case):
    with pytest.raises(JourneyError, match="future"):
        actions.append(
            by=cast.caseworker,
            case=case,
            kind="missing_reported",
            body={},
            occurred_at=timezone.now() + timedelta(days=2),
        )


def test_a_late_entry_folds_into_its_place(cast, case):
    now = timezone.now()
    append = {"by": cast.caseworker, "case": case}
    actions.append(**append, kind="missing_found", body={}, occurred_at=now - timedelta(hours=1))
    actions.append(**append, kind="missing_reported", body={}, occurred_at=now - timedelta(hours=5))
    case.refresh_from_db()
    assert not case.missing
    actions.append(**append, kind="missing_reported", body={}, occurred_at=now)
    case.refresh_from_db()
    assert case.missing


# Idempotency


def test_the_same_entry_sent_twice_gets_the_first_answer_again(cast, case):
    sent = {
        "by": cast.caseworker,
        "case": case,
        "kind": "missing_reported",
        "body": {"circumstances": "after school"},
        "occurred_at": "2026-03-05T14:00:00+00:00",
        "entry_id": uuid4(),
    }
    first = actions.append(**sent)
    before = Line.objects.count()
    again = actions.append(**sent)
    assert (again.id, again.sequence, again.digest) == (first.id, first.sequence, first.digest)
    assert Line.objects.count() == before


@pytest.mark.parametrize(
    "other",
    [
        {"body": {"circumstances": "at night"}},
        {"kind": "missing_found", "body": {}},
        {"occurred_at": "2026-03-06T14:00:00+00:00"},
    ],
)
def test_anything_else_with_that_id_is_refused(cast, case, other):
    sent = {
        "by": cast.caseworker,
        "case": case,
        "kind": "missing_reported",
        "body": {},
        "occurred_at": "2026-03-05T14:00:00+00:00",
        "entry_id": uuid4(),
    }
    actions.append(**sent)
    with pytest.raises(IdTaken) as taken:
        actions.append(**{**sent, **other})
    assert taken.value.said().startswith("This id is taken.")


def test_an_id_taken_by_somebody_else_is_refused_without_saying_by_whom(cast, case):
    entry = record(cast, case, "missing_reported")
    with pytest.raises(IdTaken):
        actions.append(
            by=cast.supervisor, case=case, kind="missing_reported", body={}, entry_id=entry.id
        )


# Correction


def test_a_correction_holds_instead_of_what_it_corrects(cast, case):
    wrong = record(cast, case, "standing_decided", standing="presumed", authority="police")
    actions.append(
        by=cast.caseworker,
        case=case,
        kind="standing_decided",
        body={"standing": "suspected", "authority": "police"},
        supersedes=wrong.id,
    )
    case.refresh_from_db()
    assert case.standing == "suspected"
    assert Entry.objects.filter(id=wrong.id).exists()


def test_a_retracted_entry_stays_and_no_longer_counts(cast, case):
    entry = record(cast, case, "missing_reported")
    withdrawal = actions.withdraw(
        by=cast.caseworker, case=case, entry_id=entry.id, reason="she was at her aunt's"
    )
    case.refresh_from_db()
    assert not case.missing
    assert withdrawal.section == entry.section
    assert Entry.objects.filter(id=entry.id).exists()


def test_a_correction_may_change_the_kind_and_narrow_the_section(cast, case):
    note = record(cast, case, "note_added", text="her brother is called", section="protection")
    correction = actions.append(
        by=cast.caseworker,
        case=case,
        kind="identity_recorded",
        body={"names": [{"name": "Other Test"}]},
        supersedes=note.id,
    )
    assert correction.section == "identity"


def test_a_correction_may_not_widen_the_section(cast, case):
    note = record(cast, case, "note_added", text="private", section="health")
    with pytest.raises(JourneyError, match="widen"):
        actions.append(
            by=cast.caseworker,
            case=case,
            kind="note_added",
            body={"text": "private", "section": "protection"},
            supersedes=note.id,
        )


def test_a_correction_stays_within_its_case(cast, case):
    from tests.casefile.making import a_case

    other = record(cast, a_case(cast), "missing_reported")
    with pytest.raises(JourneyError, match="not in this case"):
        actions.append(
            by=cast.caseworker,
            case=case,
            kind="missing_reported",
            body={},
            supersedes=other.id,
        )
    with pytest.raises(JourneyError, match="not in this case"):
        actions.withdraw(by=cast.caseworker, case=case, entry_id=uuid4(), reason="nothing there")


def test_nobody_corrects_what_they_could_not_have_recorded(cast, case):
    actions.involve(
        by=cast.caseworker,
        case=case,
        role="provider",
        sections=["protection"],
        ground="best_interests",
        person=cast.provider,
    )
    appointed = record(cast, case, "guardian_appointed", guardian="an aunt")
    with pytest.raises(Refused):
        actions.withdraw(by=cast.provider, case=case, entry_id=appointed.id, reason="no")


# Gates


def test_a_gate_speaks_before_anything_is_written(cast, case):
    before = Entry.objects.count()
    with pytest.raises(GatesSpeak) as speaking:
        record(cast, case, "age_considered", **ADULT)
    spoken = {one.gate.code: one for one in speaking.value.gates}
    assert spoken["age_adult"].needs_reason
    assert spoken["age_adult"].needs_second
    assert Entry.objects.count() == before


def reasons(case_gates):
    return {one.gate.code: "the register of births was found" for one in case_gates}


def test_a_gate_is_passed_with_a_reason_and_a_second_person(cast, case):
    sent = {"by": cast.caseworker, "case": case, "kind": "age_considered", "body": ADULT}
    with pytest.raises(GatesSpeak) as speaking:
        actions.append(**sent)
    despite = reasons(speaking.value.gates)
    with pytest.raises(GatesSpeak) as still:
        actions.append(**sent, despite=despite)
    assert all(one.needs_second and not one.needs_reason for one in still.value.gates)
    entry = actions.append(**sent, despite=despite, agreed_by=cast.supervisor)
    assert PassedGate.objects.filter(case=case, entry_id=entry.id, gate="age_adult").exists()
    assert "age_adult" in lines("entry_appended").last().detail["despite"]


@pytest.mark.parametrize("name", ["caseworker", "outsider", "teacher"])
def test_the_second_person_is_somebody_else_on_the_case(cast, case, name):
    with pytest.raises(Refused) as refused:
        actions.append(
            by=cast.caseworker,
            case=case,
            kind="age_considered",
            body=ADULT,
            despite={"age_adult": "found papers", "guardian_heard": "none yet"},
            agreed_by=getattr(cast, name),
        )
    assert refused.value.code in ("second_person_needed", "not_involved")


def test_a_reason_for_a_gate_that_does_not_speak_is_not_kept(cast, case):
    entry = actions.append(
        by=cast.caseworker,
        case=case,
        kind="missing_reported",
        body={},
        despite={"age_adult": "does not belong here"},
    )
    assert not PassedGate.objects.filter(entry_id=entry.id).exists()


# Who may


def test_nobody_decides_in_the_name_of_another_authority(cast, case):
    decide = {"kind": "standing_decided", "case": case}
    with pytest.raises(Refused) as refused:
        record(cast, case, "standing_decided", standing="identified", authority="police")
    assert refused.value.code == "not_your_authority"
    for standing in ("identified", "presumed"):
        body = {"standing": standing, "authority": "competent_authority"}
        with pytest.raises(Refused):
            actions.append(by=cast.caseworker, body=body, **decide)
    actions.involve(
        by=cast.caseworker,
        case=case,
        role="competent_authority",
        sections=["protection"],
        ground="legal_duty",
        person=cast.competent_authority,
    )
    actions.append(by=cast.competent_authority, body=body, **decide)
    case.refresh_from_db()
    assert case.standing == "presumed"


def test_a_refusal_undoes_everything_and_is_kept_itself(cast, case):
    before = Entry.objects.count()
    with pytest.raises(Refused) as refused:
        actions.append(by=cast.outsider, case=case, kind="missing_reported", body={})
    assert refused.value.hidden
    assert Entry.objects.count() == before
    line = lines("refused").last()
    assert (line.actor_id, line.case_id) == (cast.outsider.id, case.id)
    assert line.detail["why"] == "not_involved"


def test_opening_and_joining_are_not_recorded_by_themselves(cast, case):
    for kind in ("case_opened", "concern_joined"):
        with pytest.raises(Refused):
            record(cast, case, kind)


def test_an_involvement_recorded_as_an_entry_is_asked_like_any_sharing(cast, case):
    body = {
        "agency": str(cast.police.agency_id),
        "role": "police",
        "sections": ["legal"],
        "ground": "legal_duty",
    }
    with pytest.raises(Refused) as refused:
        record(cast, case, "involvement_started", **body)
    assert refused.value.code == "section_not_for_role"


def test_nobody_is_involved_who_is_not_here(cast, case):
    body = {"agency": str(uuid4()), "role": "provider", "sections": ["health"]}
    with pytest.raises(BodyError):
        record(cast, case, "involvement_started", **body, ground="best_interests")
