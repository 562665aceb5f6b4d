"""Everything but the entries can be made anew, and every difference is said."""

from datetime import timedelta

import pytest
from django.utils import timezone

from amparo.audit import triggers
from amparo.casefile import actions, keyring, keys, rebuilding, upkeep
from amparo.casefile.actions_looking import see_case
from amparo.casefile.models import (
    Barring,
    Case,
    CaseLink,
    Involvement,
    OpenDuty,
    SealedSituation,
    WrappedKey,
)
from tests.casefile.making import a_case, a_concern, record


@pytest.fixture
def busy(cast, case):
    record(cast, case, "standing_decided", standing="presumed", authority="social_services")
    record(cast, case, "missing_reported")
    actions.bar(by=cast.caseworker, case=case, reason="a relative", person=cast.outsider)
    a_case(cast)
    return case


def differences(**more):
    return {one.reference: one.differences for one in rebuilding.rebuild(**more) if one.differences}


def test_a_record_that_is_right_has_no_differences_and_is_not_touched(busy):
    assert rebuilding.how_many() == 2
    assert len(list(rebuilding.rebuild())) == 2
    assert differences() == {}


def test_every_difference_is_found_said_and_put_right(busy):
    Case.objects.filter(id=busy.id).update(missing=False, standing="identified", assigned_to=None)
    OpenDuty.objects.filter(case=busy, code="guardian").delete()
    OpenDuty.objects.filter(case=busy, code="police_told").update(due_at=timezone.now())
    Involvement.objects.filter(case=busy).update(sections=["coded"])
    Barring.objects.filter(case=busy).delete()
    said = " ".join(differences()[busy.reference])
    for what in ("missing", "standing", "assigned_to", "guardian", "police_told", "caseworker"):
        assert what in said
    assert differences() == {}
    busy.refresh_from_db()
    assert busy.missing


def test_a_situation_that_was_lost_or_does_not_open_is_made_anew(busy):
    SealedSituation.objects.filter(case=busy).delete()
    assert differences().keys() == {busy.reference}
    SealedSituation.objects.filter(case=busy).update(sealed=b"\x01nothing at all of any use")
    assert differences().keys() == {busy.reference}
    assert differences() == {}


def test_looking_without_writing_changes_nothing(busy):
    Case.objects.filter(id=busy.id).update(missing=False)
    OpenDuty.objects.filter(case=busy, code="guardian").delete()
    assert differences(write=False).keys() == {busy.reference}
    assert not Case.objects.get(id=busy.id).missing
    assert differences(write=False).keys() == {busy.reference}


def test_a_concern_whose_case_forgot_it_is_joined_again(cast, busy):
    from amparo.casefile.actions_concern import join_concern

    concern = a_concern(cast)
    join_concern(by=cast.caseworker, concern=concern, case=busy)
    assert differences() == {}
    CaseLink.objects.all().delete()
    assert concern.reference in differences()
    assert CaseLink.objects.filter(concern=concern, case=busy).exists()
    differences()
    assert differences() == {}


# Erasure and rotation


def test_destroying_one_key_erases_one_entry_and_leaves_the_rest(cast, busy):
    from amparo.audit import verify
    from amparo.casefile.actions_looking import reveal_identity

    entry = busy.entries.get(kind="identity_recorded")
    assert keyring.destroy([entry.key_id]) == 1
    list(rebuilding.rebuild())
    view = reveal_identity(by=cast.caseworker, case=busy)
    [erased] = [one for one in view.entries if one.erased]
    assert (erased.id, erased.body) == (entry.id, None)
    assert not view.situation["names"]
    assert verify.verify().whole


def test_a_new_master_key_wraps_again_and_seals_nothing_again(cast, busy, monkeypatch, settings):
    before = {entry.id: bytes(entry.sealed) for entry in busy.entries.all()}
    old, new = settings.AMPARO_MASTER_KEY_FILE.read_text(), keys.new_line()
    monkeypatch.setenv(keys.VARIABLE, old + new)
    assert list(keyring.rewrap())[-1] == 4
    assert before == {entry.id: bytes(entry.sealed) for entry in busy.entries.all()}
    monkeypatch.setenv(keys.VARIABLE, new)
    assert see_case(by=cast.caseworker, case=busy).situation
    monkeypatch.setenv(keys.VARIABLE, old)
    with pytest.raises(keys.KeyProblem):
        see_case(by=cast.caseworker, case=busy)


# What has to be done from time to time


def test_keys_whose_entry_never_came_are_swept_up_after_a_day(cast, case):
    ring = keyring.Keyring.of([case.id])
    orphan = ring.new_body(case.id, case.id, "protection")
    ring.keep()
    assert upkeep.sweep_keys(timezone.now()) == 0
    later = timezone.now() + timedelta(hours=25)
    assert upkeep.sweep_keys(later) == 1
    assert not WrappedKey.objects.filter(id=orphan).exists()
    assert WrappedKey.objects.filter(purpose="body").count() == case.entries.count()


def test_a_situation_follows_the_time(cast, case):
    until = (timezone.now() + timedelta(days=5)).isoformat()
    record(cast, case, "stay_regularised", permit="temporary", until=until)
    SealedSituation.objects.update(folded_at=timezone.now() - timedelta(days=8))
    assert upkeep.fold_again(timezone.now()) == 1
    assert upkeep.fold_again(timezone.now()) == 0


def test_a_tick_says_what_it_did_and_can_be_run_twice(cast, case, settings, tmp_path):
    settings.AMPARO_HOME = tmp_path  # where the end of the log is anchored
    assert upkeep.tick()["anchored"] == 1
    assert upkeep.tick() == {
        "drafts_forgotten": 0,
        "keys_swept": 0,
        "cases_folded_again": 0,
        "anchored": 0,
    }


def test_the_tables_that_only_grow_are_guarded():
    assert "casefile_entry" in triggers.guarded()
