"""The facts of a whole register: made anew, sealed, atomic, each child once."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from amparo.access import Refused
from amparo.audit.models import Line
from amparo.casefile import actions, actions_concern, keyring, keys, timelines
from amparo.casefile.models import Case, WrappedKey
from amparo.finding.same import actions as same
from amparo.journey import History
from amparo.statistics.facts import batches, children, duck, exporting, making, reading, sealed
from amparo.statistics.facts.columns import TABLES, columns_of
from amparo.statistics.whole_folder import NotThere
from tests.casefile.making import IDENTITY, WHEREABOUTS, a_case, a_concern, record
from tests.cast import Cast

pytestmark = pytest.mark.slow

DESCRIBED = {"forms": ["begging"], "online": None, "exploited_at": {"area": "behind the mill"}}


@pytest.fixture
def later() -> datetime:
    """A moment after everything the tests record; the same for all of a test."""
    return timezone.now() + timedelta(hours=1)


def rows(query: str) -> list[tuple[Any, ...]]:
    with reading.opened() as con:
        return con.execute(query).fetchall()


def everything() -> dict[str, list[tuple[Any, ...]]]:
    with reading.opened() as con:
        return {table: con.execute(f'select * from "{table}"').fetchall() for table in TABLES}


def made(at: datetime, **more: Any) -> dict[str, list[tuple[Any, ...]]]:
    making.rebuild(by=None, at=at, **more)
    return everything()


@pytest.fixture
def busy(cast: Cast, case: Case) -> Case:
    record(cast, case, "standing_decided", standing="presumed", authority="social_services")
    record(cast, case, "exploitation_described", **DESCRIBED)
    record(cast, case, "alleged_trafficker_described", role="recruiter")
    return case


def test_the_tables_are_there_with_their_columns(busy: Case, later: datetime) -> None:
    making.rebuild(by=None, at=later)
    with reading.opened() as con:
        for table in TABLES:
            found = con.execute(f'describe select * from "{table}"').fetchall()
            assert [(name, kind) for name, kind, *_ in found] == [
                (name, column.stored) for name, column in columns_of(table).items()
            ]
    row = rows("select forms, standing, state, exploited_area, source from victims")
    assert row == [(["begging"], "presumed", "open", "other", "register")]
    assert rows("select role from perpetrators") == [("recruiter",)]


def test_an_empty_register_has_empty_tables(cast: Cast, later: datetime) -> None:
    assert made(later) == {table: [] for table in TABLES}


def test_rebuilt_the_facts_are_identical(cast: Cast, busy: Case, later: datetime) -> None:
    for _ in range(3):
        a_case(cast)
    one = made(later)
    assert made(later) == one
    assert len(one["victims"]) == 4
    assert [row[0] for row in one["victims"]] == sorted(row[0] for row in one["victims"])


def test_how_the_work_is_cut_up_changes_nothing(
    cast: Cast, busy: Case, later: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(4):
        a_case(cast)
    one = made(later)
    monkeypatch.setattr(making, "CASES_AT_ONCE", 1)
    monkeypatch.setattr(making, "MOST_PARTS", 2)
    monkeypatch.setattr(batches, "OPENED_AT_ONCE", 1)
    assert made(later) == one


def test_every_origin_names_an_entry_that_is_there(busy: Case, later: datetime) -> None:
    making.rebuild(by=None, at=later)
    known = {str(row.id): row.kind for row in timelines.rows_of([busy.id])}
    origins = rows("select entry, kind, role, authority, standing from origins")
    assert origins
    assert all(known[entry] == kind for entry, kind, *_ in origins)
    assert {role for _entry, _kind, role, *_ in origins} == {"first_responder", "caseworker"}
    assert "presumed" in {standing for *_, standing in origins}


# Each child once


def test_a_concern_that_was_joined_is_counted_with_its_case(
    cast: Cast, busy: Case, later: datetime
) -> None:
    concern = a_concern(cast)
    making.rebuild(by=None, at=later)
    assert rows("select state from victims order by state") == [("open",), ("to_triage",)]
    actions_concern.join_concern(by=cast.caseworker, concern=concern, case=busy)
    making.rebuild(by=None, at=later)
    assert rows("select state from victims") == [("open",)]


def test_a_child_in_two_cases_is_counted_once(cast: Cast, busy: Case, later: datetime) -> None:
    other, third = a_case(cast), a_case(cast)
    same.decide(by=cast.caseworker, one=busy, other=other, result="same", reason="One scar.")
    same.decide(by=cast.caseworker, one=busy, other=third, result="related", reason="Sisters.")
    making.rebuild(by=None, at=later)
    assert rows('select count(distinct child), count("case") from victims') == [(2, 3)]
    assert rows("select max(episode) from victims group by child order by 1") == [(1,), (2,)]


def test_a_case_that_was_opened_again_is_a_further_episode(
    cast: Cast, busy: Case, later: datetime
) -> None:
    other = a_case(cast)
    same.decide(by=cast.caseworker, one=busy, other=other, result="same", reason="One scar.")
    record(cast, busy, "case_reopened")
    making.rebuild(by=None, at=later)
    found = rows("select episode, episodes from victims order by registered, episode")
    assert sum(episodes for _episode, episodes in found) == 3
    assert {episode for episode, _episodes in found} in ({1, 2}, {1, 3})


def test_cases_that_hang_together_by_pairs_are_one_child() -> None:
    from uuid import UUID

    a, b, c, d, e = (UUID(int=number) for number in range(1, 6))
    assert children.groups([(c, b), (b, a), (e, d)]) == {a: a, b: a, c: a, d: d, e: d}


# What is not opened


def test_only_entries_that_bear_facts_are_unsealed(
    cast: Cast, busy: Case, later: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(cast, busy, "note_added", text="Likes to draw.")
    opened = []
    monkeypatch.setattr(
        timelines, "open_content", lambda ring, row, real=timelines.open_content: (
            opened.append(row.kind) or real(ring, row)
        ),
    )  # fmt: skip
    making.rebuild(by=None, at=later)
    assert "exploitation_described" in opened
    assert not {"note_added", "whereabouts_noted"} & set(opened)


def test_a_correction_by_another_kind_holds(cast: Cast, busy: Case, later: datetime) -> None:
    wrong = record(cast, busy, "factor_recorded", factor="debt")
    actions.append(
        by=cast.caseworker,
        case=busy,
        kind="note_added",
        body={"text": "x", "section": "protection"},
        supersedes=wrong.id,
    )
    making.rebuild(by=None, at=later)
    assert rows("select factors from victims") == [(["not_asked"],)]


def test_what_was_erased_is_counted_nowhere(cast: Cast, busy: Case, later: datetime) -> None:
    keyring.destroy(WrappedKey.objects.filter(case_id=busy.id).values_list("id", flat=True))
    assert not any(made(later).values())


# Sealed


def files(home: Path) -> list[Path]:
    return [path for path in (home / "facts").rglob("*") if path.is_file()]


def test_a_thief_with_the_files_reads_nothing(home: Path, busy: Case, later: datetime) -> None:
    making.rebuild(by=None, at=later)
    assert len(files(home)) == len(TABLES) + 1
    for path in files(home):
        assert path.stat().st_mode & 0o077 == 0
        data = path.read_bytes()
        for word in (b"PAR1", b"begging", b"presumed", b"victims", b"known_on"):
            assert word not in data


def test_without_the_master_key_nothing_opens(
    busy: Case, later: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    making.rebuild(by=None, at=later)
    other = keys.from_text(keys.new_line(), "another master key")
    monkeypatch.setattr(keyring, "key_source", lambda: other)
    with pytest.raises(keys.KeyProblem):
        reading.opened()


def test_the_facts_open_after_the_master_key_was_changed(
    busy: Case, later: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.settings import MASTER_KEY

    one = made(later)
    from base64 import b64encode

    old = f"tests {b64encode(MASTER_KEY).decode()}\n"
    both = keys.from_text(old + keys.new_line(), "both")
    list(keyring.rewrap(both))
    new = keys.HeldKeys({both.current_id(): both._keys[both.current_id()]})
    monkeypatch.setattr(keyring, "key_source", lambda: new)
    assert everything() == one


@pytest.mark.parametrize("what", ["flip", "cut", "swap", "older", "gone", "short"])
def test_tampering_is_noticed(home: Path, busy: Case, later: datetime, what: str) -> None:
    folder = home / "facts"
    first = making.rebuild(by=None, at=later)
    older = {path.name: path.read_bytes() for path in (folder / first.id).iterdir()}
    holds = folder / making.rebuild(by=None, at=later).id
    path, data = holds / "victims.sealed", (holds / "victims.sealed").read_bytes()
    changed = {
        "flip": data[:40] + bytes([data[40] ^ 1]) + data[41:],
        "cut": data[: len(data) // 2],
        "swap": (holds / "events.sealed").read_bytes(),
        "older": older["victims.sealed"],
        "short": b"",
    }
    if what == "gone":
        path.unlink()
    else:
        path.write_bytes(changed[what])
    with pytest.raises(sealed.NoFacts, match="facts rebuild"):
        reading.opened()


def test_a_table_of_several_pieces_cannot_lose_its_end(
    home: Path, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealed, "PIECE", 10)
    tables = {table: duck.Nameless(b"0123456789" * 3) for table in TABLES}
    done = sealed.write(home / "facts", tables, "2026-01-01", {})
    with sealed.read(home / "facts", done, "victims") as file:
        assert file.all() == b"0123456789" * 3
    path = home / "facts" / done.id / "victims.sealed"
    data = path.read_bytes()
    piece = 4 + int.from_bytes(data[:4], "big")
    path.write_bytes(data[: 2 * piece])
    with pytest.raises(sealed.NoFacts):
        sealed.read(home / "facts", done, "victims")


def test_the_facts_before_stay_until_the_new_ones_are_whole(
    home: Path, busy: Case, later: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = made(later)

    def fails(*_words: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(sealed, "_seal", fails)
    with pytest.raises(OSError, match="no space"):
        making.rebuild(by=None, at=later)
    monkeypatch.undo()
    assert everything() == one
    assert len(files(home)) == len(TABLES) + 1


def test_who_reads_while_they_are_made_anew_gets_one_making(
    busy: Case, later: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = made(later)
    read, waits = sealed.read, [True]

    def made_meanwhile(folder: Path, of: sealed.Making, table: str) -> duck.Nameless:
        if table == "events" and waits:
            waits.clear()
            making.rebuild(by=None, at=later)
        return read(folder, of, table)

    monkeypatch.setattr(sealed, "read", made_meanwhile)
    assert everything() == one
    assert not waits


def test_nothing_is_written_on_disk_in_the_clear(
    home: Path, busy: Case, later: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    making.rebuild(by=None, at=later)
    assert everything()
    assert {path.relative_to(home).parts[0] for path in home.rglob("*")} == {"facts"}


def test_where_no_facts_were_made_that_is_said(cast: Cast) -> None:
    with pytest.raises(sealed.NoFacts, match="amparo facts rebuild"):
        reading.opened()


# Written out, and who did it


def test_facts_are_written_out_only_by_who_may_see_counts(
    cast: Cast, busy: Case, later: datetime, home: Path
) -> None:
    one = made(later)
    for person in (cast.outsider, cast.caseworker, cast.police, cast.administrator):
        with pytest.raises(Refused):
            exporting.export(by=person, out=home / "out")
    assert not (home / "out").exists()
    exporting.export(by=cast.analyst, out=home / "out")
    with reading.opened(home / "out") as con:
        assert con.execute("select * from victims").fetchall() == one["victims"]
        assert con.execute("select * from origins").fetchall() == []
    assert sorted(path.name for path in (home / "out").iterdir()) == [
        "entities.parquet", "events.parquet", "perpetrators.parquet", "victims.parquet",
    ]  # fmt: skip
    exporting.export(by=cast.rapporteur, out=home / "all", with_origins=True)
    with reading.opened(home / "all") as con:
        assert con.execute("select * from origins").fetchall() == one["origins"]


def test_a_folder_that_is_there_is_not_written_over(
    cast: Cast, busy: Case, later: datetime, home: Path
) -> None:
    making.rebuild(by=None, at=later)
    with pytest.raises(NotThere, match="already"):
        exporting.export(by=cast.analyst, out=home)
    with pytest.raises(NotThere, match="No such file"):
        exporting.export(by=cast.analyst, out=home / "nowhere" / "out")


def test_the_log_says_who_made_and_who_wrote_out_the_facts(
    cast: Cast, busy: Case, later: datetime, home: Path
) -> None:
    making.rebuild(by=cast.analyst, at=later)
    exporting.export(by=cast.analyst, out=home / "out")
    lines = list(Line.objects.filter(verb__startswith="facts_").order_by("sequence"))
    assert [(line.verb, line.actor_id, line.detail) for line in lines] == [
        ("facts_made", cast.analyst.id, {"rows": 1}),
        ("facts_exported", cast.analyst.id, {"rows": 1, "origins": False}),
    ]


def test_no_fact_of_a_case_points_to_it(cast: Cast, busy: Case, later: datetime) -> None:
    record(cast, busy, "identity_recorded", **IDENTITY, birth={"year": 2012, "month": 3, "day": 9})
    said = json.dumps(made(later), default=str)
    name = str(IDENTITY["names"][0]["name"])  # type: ignore[index]
    for word in (name, busy.reference, str(busy.id), busy.id.hex, str(WHEREABOUTS["place"]),
                 "2012-03-09", "behind the mill", str(cast.caseworker.id)):  # fmt: skip
        assert word not in said


def test_the_clock_of_a_wait_is_that_of_the_journey(
    cast: Cast, busy: Case, later: datetime
) -> None:
    record(cast, busy, "guardian_appointed", guardian="G")
    making.rebuild(by=None, at=later)
    history = History(timelines.open_case(busy.id).timeline(), zone=UTC)
    assert history.noticed is not None
    found = rows("select guardian_end, guardian_days, guardian_late from victims")
    assert found == [("happened", 0, "false")]
