"""The commands over files: what they print, and that every bad input is one line and exit 2."""

import json
import os
import subprocess
import sys

import pytest

NOTICED = {
    "kind": "standing_decided",
    "occurred_at": "2026-01-10T12:00:00Z",
    "body": {"standing": "presumed", "authority": "social_services"},
}
NOTE_ID = "11111111-1111-4111-8111-111111111111"
NOTE = {"id": NOTE_ID, "kind": "note_added", "occurred_at": "2026-01-10", "body": {"text": "x"}}


def test_duties_are_an_array_with_exactly_these_keys_sorted_by_due_time(run, write):
    code, out, err = run(
        "duties", write("t.json", {"entries": [NOTICED]}), "--at", "2026-01-12", "--json"
    )
    found = json.loads(out)
    assert (code, err) == (0, "")
    keys = "code owed from due_at state met_at recorded_at by source section"
    assert set(found[0]) == set(keys.split())
    assert [duty["due_at"] for duty in found] == sorted(duty["due_at"] for duty in found)
    guardian = next(duty for duty in found if duty["code"] == "guardian")
    assert guardian == {
        "code": "guardian",
        "owed": guardian["owed"],
        "from": "2026-01-10T12:00:00+00:00",
        "due_at": "2026-01-11T12:00:00+00:00",
        "state": "overdue",
        "met_at": None,
        "recorded_at": None,
        "by": "supervisor",
        "source": "ECPAT 2008 §12.1(3)",
        "section": "protection",
    }


def test_overdue_duties_are_no_error(run, write):
    assert run("duties", write("t.json", {"entries": [NOTICED]}))[0] == 0


def test_an_empty_timeline_owes_nothing(run, write):
    assert run("duties", write("t.json", {"entries": []}), "--json") == (0, "[]\n", "")


def test_dates_are_in_the_zone_that_was_asked_for(run, write):
    day = {**NOTICED, "occurred_at": "2026-01-10"}
    _, out, _ = run(
        "duties", write("t.json", {"entries": [day]}), "--zone", "Asia/Phnom_Penh", "--json"
    )
    assert json.loads(out)[0]["from"] == "2026-01-09T17:00:00+00:00"


def test_gates_say_what_is_missing(run, write):
    step = {"kind": "placement_started", "occurred_at": "2026-01-11", "body": {"care": "foster"}}
    code, out, err = run(
        "gates", write("t.json", {"entries": [NOTICED]}), "--next", write("n.json", step), "--json"
    )
    assert (code, err) == (0, "")
    assert [set(gate) for gate in json.loads(out)] == [{"code", "asks", "missing", "source"}] * 2
    assert {gate["code"] for gate in json.loads(out)} == {"vetted", "move_risk"}


def test_silent_gates_are_an_empty_array(run, write):
    arguments = write("t.json", {"entries": []}), "--next", write("n.json", NOTE), "--json"
    assert run("gates", *arguments) == (0, "[]\n", "")


def test_kinds_tell_their_section_recorders_and_fields(run):
    code, out, _ = run("kinds", "--json")
    table = {row["code"]: row for row in json.loads(out)}
    assert code == 0
    assert table["guardian_appointed"]["section"] == "protection"
    assert "guardian" in table["guardian_appointed"]["fields"]["required"]
    assert "police" not in table["placement_started"]["records"]


def test_a_good_protocol_file_is_said_to_be_good(run, write):
    good = (
        '[protocol]\nname = "mine"\ncountry = "XAA"\nversion = "1"\nvalid_from = 2026-01-01\n'
        'extends = "default"\n\n[duty.guardian]\nwithin = "12 h"\n'
    )
    assert run("protocol", "check", write("p.toml", good))[0] == 0
    _, out, _ = run(
        "duties", write("t.json", {"entries": [NOTICED]}), "--protocol", "p.toml", "--json"
    )
    guardian = next(duty for duty in json.loads(out) if duty["code"] == "guardian")
    assert guardian["due_at"] == "2026-01-11T00:00:00+00:00"


def test_the_commands_print_for_people_too(run, write):
    name = write("t.json", {"entries": [NOTICED]})
    assert "guardian" in run("duties", name)[1]
    assert "guardian_appointed" in run("kinds")[1]


def entries(*items):
    return {"entries": list(items)}


def changed(**values):
    return entries({**NOTE, **values})


OTHER = "22222222-2222-4222-8222-222222222222"
BAD_TIMELINES = {
    "no such kind: notes_added": changed(kind="notes_added"),
    "needs its kind": entries({"occurred_at": "2026-01-10"}),
    "text: this must be text": changed(body={"text": 5}),
    "text: this is needed": changed(body={}),
    "no such field": changed(body={"text": "x", "colour": "red"}),
    "lies in the future": changed(occurred_at="2190-01-01"),
    "not a moment": changed(occurred_at="the day before yesterday"),
    "needs its zone": changed(occurred_at="2026-01-10T12:00:00"),
    "occurred_at is needed": changed(occurred_at=None),
    "id must be a UUID": changed(id="seven"),
    "no such key in an entry": changed(colour="red"),
    "no such agency code": changed(agency="bakery"),
    "is missing": changed(supersedes=OTHER),
    "body is needed": entries({"kind": "case_opened", "occurred_at": "2026-01-10"}),
    "no such agency code: ''": changed(agency=""),
    "recorded_at: not a moment": changed(recorded_at=0),
    "supersedes must be a UUID": changed(supersedes=False),
    "agreed_by must name": changed(agreed_by=[]),
    "text: this must be text;": changed(body={"text": "half a character: \ud800", "x": 1}),
    "future: 2190": changed(occurred_at={"earliest": "2026-01-10", "latest": "2190-01-01"}),
    "and 31 more": changed(body={f"field_{number}": 1 for number in range(40)}),
    "circle": entries({**NOTE, "supersedes": OTHER}, {**NOTE, "id": OTHER, "supersedes": NOTE_ID}),
    "this id is taken": entries(NOTE, {**NOTE, "body": {"text": "something else"}}),
    "an entry must be an object": entries(5),
    "not JSON": "{entries: [",
    "a timeline is": [],
    "despite must map": changed(despite=["close_safe"]),
    "not JSON that can be read": "[" * 100_000,
}


@pytest.mark.parametrize("message", BAD_TIMELINES)
def test_a_bad_timeline_is_one_clear_line_and_exit_2(run, write, message):
    code, out, err = run("duties", write("t.json", BAD_TIMELINES[message]), "--json")
    assert (code, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1


def test_half_a_character_breaks_no_line_and_no_id(run, write):
    nameless = {name: value for name, value in NOTE.items() if name != "id"}
    broken = entries({**nameless, "agreed_by": "\ud800"})
    code, out, err = run("duties", write("t.json", broken))
    assert (code, out, err.count("\n")) == (2, "", 1)


def test_an_amount_too_large_for_any_currency_is_refused(run, write):
    paid = {"kind": "compensation_paid", "occurred_at": "2026-01-10", "body": {"amount": 10**400}}
    code, out, err = run("duties", write("t.json", entries(paid)))
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "amount" in err


def test_an_age_recorded_of_a_distant_past_is_no_error(run, write):
    aged = {
        "kind": "age_considered",
        "occurred_at": "0050-01-01",
        "body": {"methods": ["social"], "outcome": "child", "estimated_high": 60},
    }
    assert run("duties", write("t.json", entries(aged)), "--json")[0] == 0


def test_an_entry_is_withdrawn_by_its_id_however_that_is_written(run, write):
    noticed = {**NOTICED, "id": "aaaaaaaa-1111-4111-8111-111111111111"}
    withdrawn = {
        "kind": "entry_withdrawn",
        "occurred_at": "2026-01-11",
        "body": {"entry": noticed["id"].upper(), "reason": "another child"},
    }
    assert run("duties", write("t.json", entries(noticed, withdrawn)), "--json") == (0, "[]\n", "")


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="needs a device without an end")
def test_a_device_without_an_end_is_refused(run):
    code, out, err = run("duties", "/dev/zero")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "too large" in err


def test_a_missing_file_is_one_clear_line(run):
    code, out, err = run("duties", "nowhere.json")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "nowhere.json" in err


def test_a_file_of_a_hundred_megabytes_is_refused_without_reading_it(run, tmp_path):
    with (tmp_path / "huge.json").open("wb") as file:
        file.truncate(100_000_000)
    code, out, err = run("duties", "huge.json")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "100 MB is too large" in err


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("fly",),
        ("duties",),
        ("duties", "t.json", "--at", "whenever"),
        ("duties", "t.json", "--zone", "Mars/Olympus"),
        ("duties", "t.json", "--protocol", "nowhere.toml"),
        ("gates", "t.json"),
        ("gates", "t.json", "--next", "nowhere.json"),
        ("protocol", "check", "nowhere.toml"),
    ],
)
def test_a_bad_command_line_is_one_clear_line_and_exit_2(run, write, arguments):
    write("t.json", entries(NOTE))
    code, out, err = run(*arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ('met_by = "guardian_hired"', "line 9"),
        ('within = "soon"', "line 9"),
        ('colour = "red"', "line 9"),
        ('starts = "whenever"', "line 9"),
    ],
)
def test_what_is_wrong_with_a_protocol_is_said_by_line(run, write, change, line):
    bad = (
        '[protocol]\nname = "mine"\ncountry = "XAA"\nversion = "1"\nvalid_from = 2026-01-01\n'
        f'extends = "default"\n\n[duty.guardian]\n{change}\n'
    )
    code, _, err = run("protocol", "check", write("p.toml", bad))
    assert (code, err.count("\n")) == (2, 1)
    assert line in err


@pytest.mark.slow
def test_the_command_itself_keeps_standard_error_empty(tmp_path):
    (tmp_path / "t.json").write_text(json.dumps(entries(NOTICED)))
    done = subprocess.run(
        [sys.executable, "-m", "amparo", "duties", "t.json", "--json"],
        cwd=tmp_path, capture_output=True, text=True, check=False, env={**os.environ},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
