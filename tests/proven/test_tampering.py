"""Whatever is changed, swapped, cut or slipped in is found by `audit verify`, and named.

The intruder can write the database and has lifted every trigger. What nobody can find from inside a
database, a log cut off since it was last anchored, is said in room `audit`, file `anchors`.
"""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from amparo.audit import anchors
from amparo.audit.actions import digest_of
from amparo.audit.models import Line
from amparo.audit.verify import LOG, Problem, verify
from amparo.casefile import chain, keyring
from amparo.casefile.appending import link_of
from amparo.casefile.models import Case, Entry
from tests.proven.tampering import ENTRIES, KEY, columns, execute, flip, intruder, keys
from tests.proven.world import World

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

ANY = st.integers(min_value=0, max_value=100_000)


@pytest.fixture
def anchored(world: World, settings: Any, tmp_path: Path) -> int:
    """How many lines the log had when it was last anchored: now."""
    settings.AMPARO_HOME = tmp_path
    anchor = anchors.write()
    assert anchor is not None
    return anchor.count


def found() -> list[Problem]:
    return verify().problems


def timeline(world: World) -> list[Entry]:
    return list(Entry.objects.filter(case=world.case).order_by("sequence"))


def put(entry: Entry, **values: Any) -> None:
    """Write into the row of an entry, past everything."""
    said = ", ".join(f"{name} = %s" for name in values)
    execute(f"UPDATE {ENTRIES} SET {said} WHERE digest = %s", *values.values(), entry.digest)


def test_a_record_that_nobody_touched_has_nothing_to_report(world: World) -> None:
    report = verify()
    assert report.whole, report.problems
    assert report.cases == 3
    assert report.lines == Line.objects.count()


# One bit


@pytest.mark.parametrize("table", list(KEY))
@given(row=ANY, column=ANY, place=ANY)
def test_a_flipped_bit_anywhere_is_found_and_its_place_named(
    world: World, table: str, row: int, column: int, place: int
) -> None:
    there, parts = keys(table), columns(table)
    key, part = there[row % len(there)], parts[column % len(parts)]
    chain, sequence = _place_of(table, key)
    with intruder():
        try:
            with transaction.atomic():
                if not flip(table, key, part, place):
                    return  # nothing is stored there
        except IntegrityError:
            return  # the database itself refuses it
        named = [(problem.chain, problem.sequence) for problem in found()]
    assert named, (part, key)
    assert any(where == chain and at <= sequence for where, at in named), (part, named)


@pytest.mark.parametrize("table", list(KEY))
def test_each_column_of_each_table_is_guarded(world: World, table: str) -> None:
    """The property above takes any column; here none is left out."""
    unseen = []
    for part in columns(table):
        for key in keys(table)[::7]:
            with intruder():
                try:
                    with transaction.atomic():
                        changed = flip(table, key, part, 21)
                except IntegrityError:
                    continue
                if changed and not found():
                    unseen.append((part.name, key))
    assert not unseen


def _place_of(table: str, key: Any) -> tuple[str, int]:
    if table != ENTRIES:
        return LOG, int(key)
    entry = Entry.objects.select_related("case").get(id=key)
    return entry.case.reference, entry.sequence


# Swapped


def test_two_entries_that_changed_places_are_found(world: World) -> None:
    first, second = timeline(world)[2], timeline(world)[5]
    with intruder():
        put(first, sequence=1_000_000)
        put(second, sequence=first.sequence)
        put(first, sequence=second.sequence)
        [problem] = found()
    assert (problem.chain, problem.sequence) == (world.case.reference, first.sequence)


def test_two_entries_with_each_others_content_are_found(world: World) -> None:
    first, second = timeline(world)[2], timeline(world)[5]
    with intruder():
        put(first, sealed=bytes(second.sealed), key_id=_stored(second.key_id))
        put(second, sealed=bytes(first.sealed), key_id=_stored(first.key_id))
        [problem] = found()
    assert (problem.chain, problem.sequence) == (world.case.reference, first.sequence)


def test_two_lines_of_the_log_that_changed_places_are_found(world: World) -> None:
    with intruder():
        for was, becomes in ((5, 1_000_000), (9, 5), (1_000_000, 9)):
            execute("UPDATE audit_line SET sequence = %s WHERE sequence = %s", becomes, was)
        problem = found()[0]
    assert (problem.chain, problem.sequence) == (LOG, 5)


def test_an_entry_made_to_look_erased_is_found(world: World) -> None:
    """A key that is not there reads as if the child's wish to be forgotten had been followed."""
    entry = timeline(world)[3]
    with intruder():
        put(entry, key_id=_stored(world.case.id))
        [problem] = found()
    assert (problem.chain, problem.sequence) == (world.case.reference, entry.sequence)
    assert "key" in problem.what


def test_an_entry_that_was_erased_leaves_the_chain_whole(world: World) -> None:
    with intruder():
        keyring.destroy([timeline(world)[3].key_id])
        assert found() == []


# Taken away


@pytest.mark.parametrize("place", [0, 4, -1])
def test_an_entry_that_was_taken_away_is_found(world: World, place: int) -> None:
    entry = timeline(world)[place]
    with intruder():
        execute(f"DELETE FROM {ENTRIES} WHERE digest = %s", entry.digest)
        [problem] = found()
    assert problem.chain == world.case.reference
    assert problem.sequence in (entry.sequence, entry.sequence - 1)


@pytest.mark.parametrize("cut", [1, 2, 7])
@pytest.mark.parametrize("case_too", [False, True])
def test_a_cut_tail_of_a_case_is_found(world: World, cut: int, case_too: bool) -> None:
    """Also when what the case itself knows of its end was set back."""
    kept = timeline(world)[-cut - 1]
    with intruder():
        execute(
            f"DELETE FROM {ENTRIES} WHERE case_id = %s AND sequence > %s",
            _stored(world.case.id), kept.sequence,
        )  # fmt: skip
        if case_too:
            Case.objects.filter(id=world.case.id).update(
                last_sequence=kept.sequence, last_digest=kept.digest
            )
        [problem] = found()
    assert (problem.chain, problem.sequence) == (world.case.reference, kept.sequence)


def test_a_case_that_was_taken_away_whole_is_found(world: World) -> None:
    with intruder():
        execute(f"DELETE FROM {ENTRIES} WHERE case_id = %s", _stored(world.case.id))
        Case.objects.filter(id=world.case.id).update(last_sequence=0, last_digest="")
        [problem] = found()
    assert problem.chain == world.case.reference


@pytest.mark.parametrize("cut", [1, 3, 20])
def test_a_tail_of_the_log_cut_off_since_it_was_anchored_is_found(
    world: World, anchored: int, cut: int
) -> None:
    with intruder():
        execute("DELETE FROM audit_line WHERE sequence > %s", anchored - cut)
        named = [problem for problem in found() if problem.chain == LOG]
    [problem] = named
    assert problem.sequence == anchored - cut
    assert f"{anchored} lines" in problem.what


def test_a_log_cut_off_without_any_anchor_still_misses_its_entries(world: World) -> None:
    last = Line.objects.filter(entry_sequence__isnull=False).latest("sequence")
    with intruder():
        execute("DELETE FROM audit_line WHERE sequence >= %s", last.sequence)
        named = {problem.chain: problem.what for problem in found()}
    assert "the log does not know this entry" in named[last.case_reference]


def test_a_line_taken_out_of_the_middle_of_the_log_is_found(world: World) -> None:
    with intruder():
        execute("DELETE FROM audit_line WHERE sequence = 7")
        problem = found()[0]
    assert (problem.chain, problem.sequence) == (LOG, 7)


# Slipped in, or written anew


def test_an_entry_moved_to_another_case_is_missed_in_its_own(world: World) -> None:
    entry = timeline(world)[-1]
    with intruder():
        put(entry, case_id=_stored(world.elsewhere.id), sequence=1_000)
        named = {problem.chain for problem in found()}
    assert named == {world.case.reference, world.elsewhere.reference}


def test_an_entry_that_was_slipped_in_is_found_though_its_digest_is_right(world: World) -> None:
    last = timeline(world)[-1]
    forged = timeline(world)[-1]
    forged.id, forged.sequence = uuid4(), last.sequence + 1
    forged.digest = chain.digest(last.digest, link_of(forged))
    with intruder():
        forged.save(force_insert=True)
        Case.objects.filter(id=world.case.id).update(
            last_sequence=forged.sequence, last_digest=forged.digest
        )
        [problem] = found()
    assert (problem.chain, problem.sequence) == (world.case.reference, forged.sequence)
    assert "the log does not know this entry" in problem.what


def test_a_log_written_anew_from_some_line_on_is_found_by_its_anchor(
    world: World, anchored: int
) -> None:
    """Somebody changes a line and works out every later digest again; digests need no secret."""
    with intruder():
        previous = Line.objects.get(sequence=anchored - 6).digest
        for line in Line.objects.filter(sequence__gt=anchored - 6).order_by("sequence"):
            line.actor_id, line.previous = None, previous
            previous = digest_of(line)
            execute(
                "UPDATE audit_line SET actor_id = NULL, previous = %s, digest = %s "
                "WHERE sequence = %s", line.previous, previous, line.sequence,
            )  # fmt: skip
        [problem] = [problem for problem in found() if problem.chain == LOG]
    assert problem.sequence == anchored
    assert "written anew" in problem.what


def _stored(identifier: Any) -> Any:
    """An id as the database in use keeps it."""
    return identifier.hex if connection.vendor == "sqlite" else identifier
