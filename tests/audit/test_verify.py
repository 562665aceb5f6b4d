"""Whatever is changed, cut or written anew is found, and the first place is named."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from amparo.audit import actions, anchors, chains, rules, triggers, verbs, verify
from amparo.audit.models import Line

pytestmark = pytest.mark.django_db
verbs.register({"tested": "did something for a test"})

SOMEBODY = SimpleNamespace(id=UUID(int=1), agency_id=UUID(int=2))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    settings.AMPARO_HOME = tmp_path
    return tmp_path


@pytest.fixture(autouse=True)
def timelines(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """Stand-in timelines: reference to digests. They replace those of the record for the test."""
    held: dict[str, list[str]] = {}
    monkeypatch.setattr(chains, "_WALKS", {"tests": lambda: _walk(held)})
    return held


def _walk(held: dict[str, list[str]]) -> Iterator[chains.Chain]:
    for reference, digests in held.items():
        yield chains.Chain(
            case_id=case_named(reference).id,
            reference=reference,
            length=len(digests),
            digest_at=lambda n, d=digests: d[n - 1] if n <= len(d) else None,
        )


def case_named(reference: str) -> SimpleNamespace:
    return SimpleNamespace(id=UUID(int=int.from_bytes(reference.encode())), reference=reference)


def write(count: int = 1, **kwargs: Any) -> None:
    for _ in range(count):
        with transaction.atomic():
            actions.write("tested", by=SOMEBODY, **kwargs)


def append(held: dict[str, list[str]], reference: str, count: int = 1) -> None:
    digests = held.setdefault(reference, [])
    for _ in range(count):
        digests.append(f"{len(digests):064x}")
        entry = SimpleNamespace(sequence=len(digests), digest=digests[-1])
        write(case=case_named(reference), entry=entry)


def by_force(sql: str, *values: Any) -> None:
    """What somebody does who can write the database itself."""
    with triggers.lifted("default"), connection.cursor() as cursor:
        cursor.execute(sql, values)


def found() -> list[str]:
    return [str(problem) for problem in verify.verify().problems]


def test_a_log_left_alone_is_whole() -> None:
    write(5)
    report = verify.verify()
    assert report.whole
    assert report.lines == 5


CHANGES = {
    "at": lambda line: line.at + timedelta(microseconds=1),
    "actor_id": lambda _: UUID(int=9).hex if connection.vendor == "sqlite" else UUID(int=9),
    "actor_agency_id": lambda _: None,
    "verb": lambda _: "refused",
    "case_id": lambda _: UUID(int=9).hex if connection.vendor == "sqlite" else UUID(int=9),
    "case_reference": lambda _: "AAAA-AAAA-A",
    "entry_sequence": lambda _: 99,
    "entry_digest": lambda _: "0" * 64,
    "detail": lambda _: '{"kind": "other"}',
    "previous": lambda _: "1" * 64,
    "digest": lambda _: "1" * 64,
}


@pytest.mark.parametrize("column", CHANGES)
def test_a_change_in_any_column_is_found_at_its_line(column: str) -> None:
    chains._WALKS.clear()
    write(2)
    write(detail={"kind": "note_added"}, case=case_named("a"))
    write(2)
    value = CHANGES[column](Line.objects.get(pk=3))
    by_force(f"UPDATE audit_line SET {column} = %s WHERE sequence = 3", value)
    (problem,) = verify.verify().problems
    assert (problem.chain, problem.sequence) == ("audit log", 3)


def test_every_column_is_covered_by_that_test() -> None:
    assert {field.name for field in Line._meta.concrete_fields} == {*CHANGES, "sequence"}


def test_a_line_taken_out_is_named() -> None:
    write(5)
    by_force("DELETE FROM audit_line WHERE sequence = 3")
    assert found() == ["audit log, line 3: this line is missing"]


def test_a_log_that_begins_too_late_is_named() -> None:
    write(5)
    by_force("DELETE FROM audit_line WHERE sequence < 3")
    assert found() == ["audit log, line 1: this line is missing"]


def test_two_lines_that_changed_places_are_found() -> None:
    write(4)
    by_force("UPDATE audit_line SET sequence = -1 WHERE sequence = 2")
    by_force("UPDATE audit_line SET sequence = 2 WHERE sequence = 3")
    by_force("UPDATE audit_line SET sequence = 3 WHERE sequence = -1")
    assert found() == ["audit log, line 2: it does not follow from the line before it"]


@given(
    parts=st.tuples(st.integers(0, 4), st.integers(0, 3)),
    detail=st.dictionaries(st.sampled_from("abc"), st.integers(), max_size=3),
)
def test_no_two_different_lines_share_a_digest(
    parts: tuple[int, int], detail: dict[str, int]
) -> None:
    base: dict[str, Any] = {
        "previous": rules.BEGINNING,
        "sequence": 1,
        "at": datetime(2026, 3, 2, tzinfo=UTC),
        "actor_id": None,
        "actor_agency_id": None,
        "verb": "tested",
        "case_id": None,
        "case_reference": "",
        "entry_sequence": None,
        "entry_digest": "",
        "detail": {},
    }
    other = base | {"sequence": 1 + parts[0], "entry_sequence": parts[1] or None, "detail": detail}
    assert (rules.digest(**base) == rules.digest(**other)) == (base == other)


# The end of the log


def test_a_cut_tail_is_found_by_the_anchor(home: Path) -> None:
    write(5)
    assert anchors.write() == anchors.Anchor(5, Line.objects.get(pk=5).digest)
    by_force("DELETE FROM audit_line WHERE sequence > 3")
    assert found() == [
        "audit log, line 3: the log ends here, but it had 5 lines when it was last anchored"
    ]


def test_a_log_emptied_altogether_is_found_by_the_anchor() -> None:
    write(2)
    anchors.write()
    by_force("DELETE FROM audit_line")
    assert "had 2 lines" in found()[0]


def test_a_log_written_anew_from_the_beginning_is_found_by_the_anchor() -> None:
    write(3)
    anchors.write()
    by_force("DELETE FROM audit_line")
    write(6)
    assert found() == ["audit log, line 3: the log was written anew since it was last anchored"]


def test_an_anchor_is_written_only_when_the_log_has_grown(home: Path) -> None:
    assert anchors.write() is None
    write()
    assert anchors.write() is not None
    assert anchors.write() is None
    write()
    assert anchors.write() is not None
    assert len(anchors.path().read_text().splitlines()) == 2
    assert anchors.path().stat().st_mode & 0o777 == 0o600


def test_a_later_anchor_does_not_hide_an_earlier_one() -> None:
    write(3)
    anchors.write()
    by_force("DELETE FROM audit_line")
    write(3)
    anchors.write()
    assert found() == ["audit log, line 3: the log was written anew since it was last anchored"]


def test_a_file_of_anchors_that_cannot_be_read_says_which_line(home: Path) -> None:
    write()
    anchors.write()
    with anchors.path().open("a") as file:
        file.write("not an anchor\n")
    with pytest.raises(anchors.BadAnchor, match="at line 2"):
        verify.verify()


# Timelines against the log


def test_timelines_left_alone_are_whole(timelines: dict[str, list[str]]) -> None:
    append(timelines, "a", 3)
    append(timelines, "b", 2)
    append(timelines, "a", 1)
    report = verify.verify()
    assert report.whole
    assert report.cases == 2


def test_the_missing_tail_of_a_timeline_is_named(timelines: dict[str, list[str]]) -> None:
    append(timelines, "a", 4)
    append(timelines, "b", 2)
    del timelines["a"][2:]
    assert found() == ["a, line 2: the timeline ends here, but the log knows 4 entries"]


def test_a_timeline_chained_anew_is_found_at_its_first_other_entry(
    timelines: dict[str, list[str]],
) -> None:
    append(timelines, "a", 5)
    timelines["a"][2:] = ["f" * 64] * 3
    assert found() == ["a, line 3: it is not the entry that was appended"]


def test_an_entry_that_nobody_appended_is_found(timelines: dict[str, list[str]]) -> None:
    append(timelines, "a", 2)
    timelines["a"].append("e" * 64)
    assert found() == ["a, line 3: the log does not know this entry"]


def test_a_timeline_that_is_gone_altogether_is_named(timelines: dict[str, list[str]]) -> None:
    append(timelines, "a", 2)
    append(timelines, "b", 1)
    del timelines["a"]
    assert found() == ["a, line 0: the whole timeline is missing; the log knows 2 entries"]


def test_a_break_inside_a_timeline_is_reported_as_it_was_found() -> None:
    broken = chains.Chain(uuid4(), "a", 4, lambda _: None, chains.Break(2, "it was changed"))
    chains.register("broken", lambda: iter([broken]))
    assert found() == ["a, line 2: it was changed"]


def test_progress_is_told() -> None:
    write(3)
    chains.register("one", lambda: iter([chains.Chain(uuid4(), "a", 0, lambda _: None)]))
    told: list[int] = []
    verify.verify(told.append)
    assert told[-1] == 4
