"""Nothing is changed or cut away without being found and named."""

import random
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from amparo.audit import verify
from amparo.casefile import chain
from amparo.casefile.models import Case, Entry
from tests.casefile.making import a_case, record, unguarded

LINK = chain.Link(
    case_id=uuid4(),
    sequence=1,
    entry_id=uuid4(),
    kind="note_added",
    section="legal",
    occurred_earliest=chain.datetime(2026, 1, 1, tzinfo=chain.UTC),
    occurred_latest=chain.datetime(2026, 1, 1, tzinfo=chain.UTC),
    recorded_at=chain.datetime(2026, 1, 1, tzinfo=chain.UTC),
    received_at=chain.datetime(2026, 1, 1, tzinfo=chain.UTC),
    author_id=uuid4(),
    agency_id=uuid4(),
    supersedes=None,
    sealed=b"sealed",
)


def update(entry, column, value):
    with unguarded(), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE casefile_entry SET {column} = %s WHERE digest = %s", [value, entry.digest]
        )


def problems(case):
    return [problem for problem in verify.verify().problems if problem.chain == case.reference]


@pytest.fixture
def entries(cast, case):
    record(cast, case, "missing_reported")
    record(cast, case, "missing_found")
    a_case(cast)
    return list(Entry.objects.filter(case=case).order_by("sequence"))


def test_a_whole_record_has_nothing_to_report(entries):
    report = verify.verify()
    assert report.whole, report.problems
    assert report.cases == 2


def test_a_flipped_bit_in_any_entry_is_found_and_named(case, entries):
    chance = random.Random(1)
    for entry in entries:
        sealed = bytearray(entry.sealed)
        sealed[chance.randrange(len(sealed))] ^= 1 << chance.randrange(8)
        update(entry, "sealed", bytes(sealed))
        [problem] = problems(case)
        assert problem.sequence == entry.sequence
        assert "changed" in problem.what
        update(entry, "sealed", bytes(entry.sealed))
    assert problems(case) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("kind", "note_added"),
        ("section", "coded"),
        ("occurred_earliest", "2020-01-01 00:00:00"),
        ("occurred_latest", "2099-01-01 00:00:00"),
        ("recorded_at", "2020-01-01 00:00:00"),
        ("received_at", "2020-01-01 00:00:00"),
        ("digest", "0" * 64),
        ("sequence", 99),
    ],
)
def test_no_column_of_an_entry_can_be_changed_unseen(case, entries, column, value):
    update(entries[1], column, value)
    [problem] = problems(case)
    assert problem.sequence == entries[1].sequence


def test_an_entry_given_to_another_author_is_found(case, cast, entries):
    value = cast.outsider.id
    update(entries[0], "author_id", value.hex if connection.vendor == "sqlite" else str(value))
    [problem] = problems(case)
    assert problem.sequence == 1


@pytest.mark.parametrize("cut", [1, 2])
def test_a_cut_tail_is_found_and_its_beginning_named(case, entries, cut):
    with unguarded():
        Entry.objects.filter(id__in=[entry.id for entry in entries[-cut:]]).delete()
    [problem] = problems(case)
    assert problem.sequence == len(entries) - cut
    assert f"{len(entries)} entries" in problem.what


def test_a_tail_cut_with_all_that_the_case_knows_is_still_found_in_the_log(case, entries):
    with unguarded():
        entries[-1].delete()
    Case.objects.filter(id=case.id).update(
        last_sequence=entries[-2].sequence, last_digest=entries[-2].digest
    )
    [problem] = problems(case)
    assert "the log knows" in problem.what


def test_an_entry_taken_out_of_the_middle_is_found(case, entries):
    with unguarded():
        entries[2].delete()
    [problem] = problems(case)
    assert problem.sequence == 3


def test_a_chain_written_anew_is_not_the_one_the_log_knows(case, entries):
    """Somebody changes an entry and works out every later digest again."""
    update(entries[-1], "section", "coded")
    row = Entry.objects.get(id=entries[-1].id)
    from amparo.casefile.appending import link_of

    update(row, "digest", chain.digest(entries[-2].digest, link_of(row)))
    [problem] = problems(case)
    assert problem.sequence == entries[-1].sequence


@pytest.mark.parametrize(
    "statement", ["UPDATE casefile_entry SET kind = ''", "DELETE FROM casefile_entry"]
)
def test_the_database_itself_refuses_to_change_an_entry(case, statement):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@given(st.sampled_from(["kind", "section", "sealed", "sequence", "supersedes", "agency_id"]))
def test_every_part_of_a_link_counts(name):
    from dataclasses import replace

    other = {
        "kind": "note_addec",
        "section": "identity",
        "sealed": b"sealee",
        "sequence": 2,
        "supersedes": uuid4(),
        "agency_id": uuid4(),
    }[name]
    assert chain.digest("", LINK) != chain.digest("", replace(LINK, **{name: other}))
    assert chain.digest("", LINK) != chain.digest("0" * 64, LINK)
