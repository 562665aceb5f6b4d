"""What a case is found by follows from its timeline, is sealed, and is never behind."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import uuid4

import pytest
from django.db import transaction

from amparo.casefile import keyring, rebuilding
from amparo.casefile.actions_concern import join_concern
from amparo.casefile.keyring import APART, Keyring
from amparo.casefile.models import Entry, WrappedKey
from amparo.finding.cards import LINKED, Asked, Card, Name
from amparo.finding.kept import sealed
from amparo.finding.kept.keeping import KEPT, Kept
from amparo.finding.kept.recorded import card_of, telephones_in
from amparo.finding.models import SealedCard
from amparo.journey import Entry as JourneyEntry
from amparo.journey import Timeline
from amparo.journey.moments import Moment
from tests.casefile.conftest import the_cast
from tests.casefile.making import a_case, a_concern, record
from tests.casefile.test_importing import a_timeline
from tests.casefile.test_importing import imported as imported_entry

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
later = count()


@pytest.fixture
def cast(db):
    KEPT.forget()
    yield the_cast()
    KEPT.forget()


def said(kind, entry_id="", supersedes="", joined_from="", **body):
    at = AT + timedelta(minutes=next(later))
    return JourneyEntry(
        id=entry_id or str(uuid4()),
        kind=kind,
        occurred=Moment(at, at),
        recorded_at=at,
        body=body,
        section="identity",
        supersedes=supersedes,
        joined_from=joined_from,
    )


def card(case):
    """The card of a case as it lies in the table, opened."""
    row = SealedCard.objects.get(case=case)
    found = {case_id: what for case_id, what in sealed.opened_between(row.changed - 1, row.changed)}
    packed = found[case.id.hex]
    return sealed.unpacked(packed) if packed else None


def names(case):
    opened = card(case)
    return [name.text for name in opened.names] if opened else []


@contextmanager
def undone():
    """What is written in here is not kept."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


# What a card says


def test_a_card_says_everything_that_was_recorded_each_once():
    card = card_of(
        Timeline(
            [
                said(
                    "identity_recorded",
                    names=[{"name": "Amina  Ndiaye"}, {"name": "أمينة"}],
                    birth={"year": 2012},
                    sex="female",
                    documents=[{"number": "A 123"}, {"kind": "passport"}],
                ),
                said("identity_recorded", names=[{"name": "أمينة"}], apparent_age=15),
                said(
                    "person_linked",
                    relation="mother",
                    name="Fatou",
                    contact="ring +221 77 123 45 67",
                ),
                said("whereabouts_noted", place="by the river"),
            ]
        )
    )
    assert card == Card(
        names=(Name("Amina Ndiaye"), Name("أمينة"), Name("Fatou", LINKED)),
        born=(2012, 2011),
        sex="female",
        places=("by the river",),
        numbers=("A 123", "+221 77 123 45 67"),
    )


def test_what_was_withdrawn_superseded_or_read_through_is_not_on_a_card():
    first, second = str(uuid4()), str(uuid4())
    card = card_of(
        Timeline(
            [
                said("identity_recorded", first, names=[{"name": "Mistaken"}], sex="male"),
                said("identity_recorded", supersedes=first, names=[{"name": "Amina"}]),
                said("person_linked", second, name="Nobody"),
                said("entry_withdrawn", entry=second),
                said("identity_recorded", joined_from="7K3Q-9M2X-4", names=[{"name": "Concern"}]),
            ]
        )
    )
    assert card == Card(names=(Name("Amina"),))


def test_nothing_recorded_is_an_empty_card():
    assert card_of(Timeline(())) == Card()
    assert card_of(Timeline([said("person_linked", relation="aunt", name="  ")])) == Card()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("(+221) 77 123-45-67 or 0033 1 23 45", ["(+221) 77 123-45-67", "0033 1 23 45"]),
        ("٠٧٧١٢٣٤٥٦٧ بعد الظهر", ["٠٧٧١٢٣٤٥٦٧"]),
        ("house 12, after 17:00", []),
        ("", []),
    ],
)  # fmt: skip
def test_telephone_numbers_are_found_in_what_people_write(text, numbers):
    assert telephones_in(text) == numbers


def test_a_card_is_the_same_after_it_was_packed():
    whole = Card((Name("أمينة"), Name("Ana", LINKED)), (2010,), "other", ("x",), ("7",))
    for card in (whole, Card()):
        assert sealed.unpacked(sealed.packed(card)) == card


# Where it lies


def test_a_card_is_written_with_the_append_that_changes_it(cast):
    case = a_case(cast)
    assert names(case) == ["Amina Test"]
    record(cast, case, "person_linked", relation="mother", name="Fatou")
    assert names(case) == ["Amina Test", "Fatou"]
    entry = case.entries.get(kind="identity_recorded")
    record(cast, case, "entry_withdrawn", entry=str(entry.id), reason="another child")
    assert names(case) == ["Fatou"]


def test_an_append_that_is_undone_leaves_the_card_as_it_was(cast):
    case = a_case(cast)
    before = SealedCard.objects.values_list("case_id", "changed", "sealed").get()
    with undone():
        record(cast, case, "person_linked", relation="mother", name="Fatou")
    assert SealedCard.objects.values_list("case_id", "changed", "sealed").get() == before


def test_an_append_elsewhere_in_the_case_does_not_touch_the_card(cast):
    case = a_case(cast)
    before = SealedCard.objects.get().changed
    record(cast, case, "missing_reported")
    assert SealedCard.objects.get().changed == before


def test_a_concern_keeps_its_own_card_when_it_is_joined(cast):
    case = a_case(cast)
    concern = a_concern(cast, identity={"names": [{"name": "Mina"}]})
    join_concern(by=cast.caseworker, concern=concern, case=case)
    record(cast, case, "person_linked", relation="mother", name="Fatou")
    assert (names(concern), names(case)) == (["Mina"], ["Amina Test", "Fatou"])


def test_an_import_writes_the_cards_too(cast):
    from amparo.casefile.importing import import_timeline

    entries = a_timeline(cast)
    entries.append(
        imported_entry(cast.caseworker, "person_linked", 50, relation="mother", name="Fatou")
    )
    case = import_timeline(by=None, entries=entries, triage_agency=cast.agencies["social_services"])
    assert names(case) == ["Amina Test", "Fatou"]
    assert not any(one.differences for one in rebuilding.rebuild())


@pytest.mark.parametrize("spoiled", [{"sealed": b"\x01of no use"}, {"sealed": b""}, None])
def test_a_rebuild_finds_and_puts_right_a_card_that_is_lost_or_wrong(cast, spoiled):
    case = a_case(cast)
    rows = SealedCard.objects.filter(case=case)
    rows.update(**spoiled) if spoiled else rows.delete()
    [found] = rebuilding.rebuild(write=False)
    assert found.differences == ("the card by which it is found was missing or wrong",)
    assert [one.differences for one in rebuilding.rebuild()] == [found.differences]
    assert names(case) == ["Amina Test"]
    assert [one.differences for one in rebuilding.rebuild()] == [()]


def test_a_card_of_one_case_does_not_open_in_the_row_of_another(cast):
    case, other = a_case(cast), a_concern(cast)
    row = SealedCard.objects.get(case=case)
    SealedCard.objects.filter(case=other).update(sealed=row.sealed, key_id=row.key_id)
    with pytest.raises(sealed.NotOpened):
        card(other)


def test_every_number_is_given_once_and_rises(cast):
    cases = [a_case(cast) for _ in range(3)]
    record(cast, cases[0], "person_linked", relation="mother", name="Fatou")
    numbers = dict(SealedCard.objects.values_list("case_id", "changed"))
    assert max(numbers, key=lambda case_id: numbers[case_id]) == cases[0].id
    assert sealed.last_changed() == max(numbers.values())


# Destroyed keys


def has(text):
    return [hit.case_id for hit in KEPT.up_to_date().search(Asked(text))]


def test_when_the_key_of_an_entry_is_destroyed_its_names_leave_the_card_and_the_index(cast):
    case = a_case(cast)
    record(cast, case, "person_linked", relation="mother", name="Fatou")
    assert has("Amina") == [case.id]
    entry = Entry.objects.get(case=case, kind="identity_recorded")
    keyring.destroy([entry.key_id])
    assert names(case) == ["Fatou"]
    assert has("Amina") == []


def test_when_the_keys_of_a_case_are_destroyed_its_card_leaves_the_index_for_good(cast):
    case, other = a_case(cast), a_case(cast, identity={"names": [{"name": "Binta"}]})
    assert has("Amina") == [case.id]
    kept = bytes(SealedCard.objects.get(case=case).sealed)
    keyring.destroy(WrappedKey.objects.filter(case_id=case.id).values_list("id", flat=True))
    assert (has("Amina"), has("Binta")) == ([], [other.id])
    assert bytes(SealedCard.objects.get(case=case).sealed) == b""
    # Nor from a backup of the record, once the key store has no such key.
    key_id = SealedCard.objects.get(case=other).key_id
    SealedCard.objects.filter(case=case).update(sealed=kept, key_id=uuid4())
    assert card(case) is None
    assert Keyring.of_case(other.id).case_key(other.id, APART)[0] == key_id


def test_a_card_without_its_key_is_left_out_at_the_opening(cast):
    case = a_case(cast)
    WrappedKey.objects.filter(case_id=case.id).delete()  # by somebody who went past Amparo
    assert has("Amina") == []


# Never behind


def test_an_index_of_another_process_catches_up_at_its_next_search(cast):
    other = Kept()
    assert len(other.up_to_date()) == 0
    case = a_case(cast)
    assert len(other.up_to_date()) == 1
    entry = case.entries.get(kind="identity_recorded")
    record(cast, case, "entry_withdrawn", entry=str(entry.id), reason="another child")
    assert len(other.up_to_date()) == 0


def test_what_is_kept_while_the_index_is_opened_is_found(cast):
    a_case(cast)
    kept = Kept()

    def opening(until):
        found = list(sealed.opened_between(0, until))
        a_case(cast, identity={"names": [{"name": "Late"}]})
        assert len(found) == 1
        return []

    kept._open(opening)
    assert len(kept.up_to_date().search(Asked("Late"))) == 1


def test_an_older_record_that_was_put_back_is_opened_anew(cast):
    kept = Kept()
    with undone():
        a_case(cast)
        assert len(kept.up_to_date()) == 1
    assert len(kept.up_to_date()) == 0


def test_an_append_is_kept_even_if_the_index_cannot_follow(
    cast, monkeypatch, django_capture_on_commit_callbacks
):
    case = a_case(cast)
    assert has("Amina") == [case.id]

    def fails(*_numbers):
        raise OSError("no index today")

    with monkeypatch.context() as broken:
        broken.setattr(sealed, "opened_between", fails)
        with django_capture_on_commit_callbacks(execute=True):
            record(cast, case, "person_linked", relation="mother", name="Fatou")
    assert names(case) == ["Amina Test", "Fatou"]
