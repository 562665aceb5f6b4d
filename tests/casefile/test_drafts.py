"""A half-filled form survives a lost session, sealed, for its author alone, for a week."""

from datetime import timedelta

import pytest
from django.db import connection, connections
from django.utils import timezone

from amparo.casefile import drafts
from amparo.casefile.drafts import TooLarge, drop_draft, load_draft, save_draft
from amparo.casefile.models import Draft, WrappedKey

FORM = {"account": "a half-written sentence about the Marked Child", "signs": ["frightened"]}


def test_a_form_comes_back_as_it_was_left(cast, case):
    for where in (case, None):
        save_draft(by=cast.caseworker, case=where, kind="concern_reported", data=FORM)
        assert load_draft(by=cast.caseworker, case=where, kind="concern_reported") == FORM


def test_saving_again_takes_the_place_of_the_one_before(cast, case):
    first = save_draft(by=cast.caseworker, case=case, kind="note_added", data=FORM)
    second = save_draft(by=cast.caseworker, case=case, kind="note_added", data={"text": "more"})
    assert second.id == first.id
    assert load_draft(by=cast.caseworker, case=case, kind="note_added") == {"text": "more"}
    assert drafts.drafts_of(cast.caseworker)[0][:2] == ("note_added", case.reference)


@pytest.mark.parametrize("name", ["outsider", "colleague", "supervisor"])
def test_nobody_else_finds_it(cast, case, name):
    save_draft(by=cast.caseworker, case=case, kind="note_added", data=FORM)
    assert load_draft(by=getattr(cast, name), case=case, kind="note_added") is None
    assert drafts.drafts_of(getattr(cast, name)) == []


def test_it_is_sealed_and_copied_to_another_row_it_does_not_open(cast, case):
    draft = save_draft(by=cast.caseworker, case=case, kind="note_added", data=FORM)
    assert b"Marked" not in bytes(draft.sealed)
    other = save_draft(by=cast.colleague, case=case, kind="note_added", data={})
    Draft.objects.filter(id=other.id).update(sealed=draft.sealed, key_id=draft.key_id)
    assert load_draft(by=cast.colleague, case=case, kind="note_added") is None


def test_a_dropped_draft_is_gone_with_its_key(cast, case):
    draft = save_draft(by=cast.caseworker, case=case, kind="note_added", data=FORM)
    drop_draft(by=cast.caseworker, case=case, kind="note_added")
    assert load_draft(by=cast.caseworker, case=case, kind="note_added") is None
    assert not WrappedKey.objects.filter(id=draft.key_id).exists()


def test_after_a_week_it_is_forgotten(cast):
    draft = save_draft(by=cast.caseworker, case=None, kind="concern_reported", data=FORM)
    Draft.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert load_draft(by=cast.caseworker, case=None, kind="concern_reported") is None
    assert drafts.forget_expired(timezone.now()) == 1
    assert not Draft.objects.exists()
    assert not WrappedKey.objects.filter(id=draft.key_id).exists()


def test_more_than_any_form_holds_is_refused(cast):
    with pytest.raises(TooLarge):
        save_draft(by=cast.caseworker, case=None, kind="note_added", data={"text": "a" * 300_000})


def test_the_key_of_a_draft_is_not_in_the_database_of_the_draft(cast):
    save_draft(by=cast.caseworker, case=None, kind="note_added", data=FORM)
    assert "casefile_wrappedkey" not in connection.introspection.table_names()
    assert "casefile_wrappedkey" in connections["keys"].introspection.table_names()
