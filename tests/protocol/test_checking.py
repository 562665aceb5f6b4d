"""What is said about a protocol file that cannot be used: everything that is wrong, by line."""

import re
from pathlib import Path

import pytest

from amparo.protocol.loading import (
    DEFAULT_FILE,
    ProtocolError,
    check_protocol,
    default_protocol,
    load_protocol,
)
from amparo.protocol.model import Duration
from amparo.terms.lines import MOST_PROBLEMS, FileError, read_file

HEAD = """[protocol]
name = "somewhere"
country = "NPL"
version = "1"
valid_from = 2026-01-01
extends = "default"
"""

OWN_DUTY = """[duty.complaint_answered]
owed.en = "An answer to the complaint"
owed.fr = "Une réponse à la plainte"
owed.es = "Una respuesta a la queja"
owed.ar = "جواب على الشكوى"
starts = "kind:complaint_made"
within = "14 d"
by = "complaints"
met_by = "kind:complaint_answered"
source = "The law of somewhere"
"""

FIRST = HEAD.count("\n") + 1
"""The first line after the head."""


def problems(*lines: str, head: str = HEAD) -> list[tuple[int, str]]:
    return [(p.line, p.message) for p in check_protocol(head + "\n".join(lines) + "\n")]


def the_problem(*lines: str, head: str = HEAD) -> tuple[int, str]:
    found = problems(*lines, head=head)
    assert len(found) == 1, found
    return found[0]


# --- a file that is right ------------------------------------------------------------------------


def test_a_country_may_only_name_itself() -> None:
    assert problems() == []
    assert load_protocol(HEAD).duties == default_protocol().duties


def test_a_duty_of_its_own_needs_nothing_from_the_default() -> None:
    alone = HEAD.replace('extends = "default"', 'extends = ""')
    assert list(load_protocol(alone + OWN_DUTY).duties) == ["complaint_answered"]


def test_comments_blank_lines_and_windows_line_ends_do_no_harm() -> None:
    text = "\ufeff# ours\n\n" + HEAD + "# more\n[duty.health]  # sooner\nwithin = '1 d'  # a day\n"
    assert load_protocol(text.replace("\n", "\r\n")).duties["health"].within == Duration(hours=24)


def test_texts_may_stand_together_on_one_line() -> None:
    text = HEAD + '[duty.health]\nowed = {en = "A doctor", fr = "Un médecin"}\n'
    owed = load_protocol(text).duties["health"].owed
    assert (owed["en"], owed["es"]) == ("A doctor", "Una primera revisión de salud")


def test_a_country_removes_a_duty_and_a_gate() -> None:
    text = HEAD + "[duty.learning]\nremoved = true\n[gate.interview_again]\nremoved = true\n"
    protocol = load_protocol(text)
    assert default_protocol().duties.keys() - protocol.duties.keys() == {"learning"}
    assert default_protocol().gates.keys() - protocol.gates.keys() == {"interview_again"}


def test_a_time_that_a_country_sets_is_no_longer_the_sources() -> None:
    changed = '[duty.guardian]\nwithin = "36 h"\n'
    assert not load_protocol(HEAD + changed).duties["guardian"].time_from_source
    assert (
        load_protocol(HEAD + '[duty.guardian]\nby = "guardian"\n')
        .duties["guardian"]
        .time_from_source
    )


@pytest.mark.parametrize("country", ["", "NPL", "AAA", "QMZ", "XLY", "ZZZ"])
def test_a_country_has_an_iso_code_or_one_that_iso_leaves_to_its_users(country: str) -> None:
    assert load_protocol(HEAD.replace("NPL", country)).country == country


# --- the head ------------------------------------------------------------------------------------


def test_an_empty_file_is_told_what_it_needs() -> None:
    assert the_problem(head="") == (
        1,
        "the file has no [protocol] with its name, version and valid_from",
    )


def test_the_head_says_what_it_lacks() -> None:
    head = '[protocol]\nextends = "default"\n'
    assert the_problem(head=head) == (1, "[protocol] lacks name, version, valid_from")


@pytest.mark.parametrize(
    ("line", "wrong", "message"),
    [
        (2, 'name = "Some where"', 'name must be a short name such as "lysandra-2026"'),
        (2, 'name = "default"', "name is the default's own: a protocol that extends it needs"),
        (3, 'country = "Nepal"', "country must be the three letters of ISO 3166"),
        (3, 'country = "ZZY0"', "country must be the three letters of ISO 3166"),
        (3, "country = 5", "country must be the three letters of ISO 3166"),
        (4, "version = 1", 'version must be a short text in quotes such as "1", not 1'),
        (5, 'valid_from = "2026"', "valid_from must be a day without quotes such as 2026-03-01"),
        (5, "valid_from = 2026-01-01T00:00:00Z", "valid_from must be a day without quotes"),
        (5, "valid_from = 2026-02-30", "not readable as one line of TOML"),
        (6, 'extends = "defualt"', 'extends must be "default", or "" for a protocol of its own'),
    ],
)
def test_a_wrong_head_names_the_line(line: int, wrong: str, message: str) -> None:
    lines = HEAD.splitlines()
    lines[line - 1] = wrong
    found = [(p.line, p.message) for p in check_protocol("\n".join(lines))]
    assert any(number == line and said.startswith(message) for number, said in found), found


def test_a_protocol_under_which_nobody_is_owed_anything_is_refused() -> None:
    alone = HEAD.replace('extends = "default"', 'extends = ""')
    line, message = the_problem(head=alone)
    assert (line, message.partition(":")[0]) == (1, "nobody is owed anything")


# --- lines that cannot be read -------------------------------------------------------------------


def test_every_unreadable_line_is_named() -> None:
    found = problems("[duty.health]", "within = ", 'by = "caseworker', "just words", "x = [1,")
    assert [line for line, _ in found] == [FIRST + 1, FIRST + 2, FIRST + 3, FIRST + 4]
    assert all(said.startswith("not readable as one line of TOML") for _, said in found)


def test_a_key_before_any_header_is_refused() -> None:
    assert problems(head='name = "x"\n' + HEAD) == [
        (1, "a key before the first header: begin with [protocol]")
    ]


@pytest.mark.parametrize("header", ["[duties.health]", "[duty]", "[duty.a.b]", "[[duty.health]]"])
def test_an_unknown_header_is_refused(header: str) -> None:
    line, message = the_problem(header)
    assert line == FIRST
    assert message.startswith("unknown header")


def test_a_header_that_stands_twice_names_both_lines() -> None:
    assert the_problem("[duty.health]", 'within = "1 d"', "[duty.health]") == (
        FIRST + 2,
        f"[duty.health] stands twice; the first is on line {FIRST}",
    )


def test_a_key_that_stands_twice_names_both_lines() -> None:
    assert the_problem("[duty.health]", 'within = "1 d"', 'within = "2 d"') == (
        FIRST + 2,
        f"'within' stands twice; the first is on line {FIRST + 1}",
    )


def test_nothing_spans_lines() -> None:
    found = problems("[duty.health]", 'met_by = ["kind:health_checked",', '"kind:note_added"]')
    assert [line for line, _ in found][:1] == [FIRST + 1]


# --- what may stand behind a key -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ('withn = "1 d"', "unknown key 'withn' of a duty; did you mean 'within'?"),
        ('owed.de = "Arzt"', "unknown key 'owed.de' of a duty"),
        ('owed = "A doctor"', "unknown key 'owed' of a duty; write one a language"),
        ('owed.en = ""', "owed.en must be a sentence in quotes, not ''"),
        ('within = "soon"', "within must be a length of time such as"),
        ("within = 24", "within must be a length of time such as"),
        ('within_urgent = "1 week"', "within_urgent must be a length of time such as"),
        ('within_weekend = "1 d"', "unknown key 'within_weekend' of a duty"),
        ('by = "case worker"', "by must be a role: 'case worker' is none; did you mean"),
        ('state = "true"', "state must be true or false, without quotes, not 'true'"),
        ("met_by = []", "met_by must be a name or a list of names"),
        ('met_by = ["assessment", "assessment"]', "met_by names something twice"),
        ("starts = 5", "starts must be one name in quotes, not 5"),
        ('starts = "notised"', "starts: there is no condition called 'notised'; did you mean"),
        ('starts = "kind:health_chekced"', "starts: there is no kind of entry 'health_chekced'"),
        ('met_by = "assesment"', "met_by: there is no condition called 'assesment'; did you mean"),
        ('met_by = ["assessment", "x"]', "met_by: there is no condition called 'x'"),
        ('not_owed_when = "kind:note_added"', "not_owed_when: there is no condition called"),
        ('missed_when = "found"', "missed_when: there is no condition called 'found'"),
        ('lead = "60 d"', 'lead and starts = "permit_ending" go together'),
        ('repeats_within = "7 d"', "repeats_within says nothing without repeats = true"),
        ("source = 2025", "source must be a sentence in quotes, not 2025"),
    ],
)
def test_a_wrong_key_of_a_duty_names_the_line(key: str, message: str) -> None:
    line, said = the_problem("[duty.health]", key)
    assert line == FIRST + 1
    assert said.startswith(message)


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ('before = "move_it"', "before: there is no condition called 'move_it'"),
        ('asks_for = ["risk_assesed_within"]', "asks_for: there is no condition called"),
        ("attempts = 0", "attempts must be a number from 1 to 100, not 0"),
        ("attempts = true", "attempts must be a number from 1 to 100, not True"),
        ('by = "lawyer"', "unknown key 'by' of a gate"),
        ("attempts = 2", "attempts says nothing here: nothing in asks_for compares with it"),
    ],
)
def test_a_wrong_key_of_a_gate_names_the_line(key: str, message: str) -> None:
    line, said = the_problem("[gate.move_risk]", key)
    assert line == FIRST + 1
    assert said.startswith(message)


def test_a_question_that_compares_with_a_number_is_given_one() -> None:
    line, said = the_problem("[gate.vetted]", 'asks_for = "risk_assessed_within"')
    assert line == FIRST + 1
    assert said == "risk_assessed_within compares with a number: write within ="


def test_a_country_may_leave_behind_what_its_change_makes_idle() -> None:
    text = '[duty.stay_renewal]\nstarts = "presumed"\n[duty.plan_review]\nrepeats = false\n'
    text += '[gate.move_risk]\nasks_for = "risk_assessed"\n'
    protocol = load_protocol(HEAD + text)
    assert protocol.duties["stay_renewal"].lead is None
    assert not protocol.duties["plan_review"].repeats


def test_a_state_duty_is_met_by_one_state() -> None:
    line, said = the_problem("[duty.guardian]", 'met_by = "kind:guardian_appointed"')
    assert line == FIRST + 1
    assert said.startswith("met_by: there is no condition called 'kind:guardian_appointed'")
    line, said = the_problem("[duty.guardian]", 'met_by = ["guardian", "stay"]')
    assert (line, said) == (FIRST + 1, "met_by names one state where state = true")


# --- changing the default ------------------------------------------------------------------------


def test_a_misspelt_duty_is_told_which_was_meant() -> None:
    line, said = the_problem("[duty.gaurdian]", 'within = "12 h"')
    assert line == FIRST
    assert said.startswith("[duty.gaurdian] lacks owed.en, owed.fr, owed.es, owed.ar, starts, by")
    assert said.endswith("to change; did you mean 'guardian'?")


def test_a_change_without_a_default_under_it_is_told_to_extend_it() -> None:
    alone = HEAD.replace('extends = "default"', "")
    line, said = the_problem("[duty.guardian]", 'within = "12 h"', head=alone)
    assert line == FIRST
    assert said.endswith('write extends = "default" under [protocol]')


def test_a_duty_of_its_own_speaks_every_language() -> None:
    without = "\n".join(line for line in OWN_DUTY.splitlines() if not line.startswith("owed.ar"))
    assert the_problem(without) == (FIRST, "[duty.complaint_answered] lacks owed.ar")


def test_only_what_is_there_can_be_removed() -> None:
    assert the_problem("[duty.playground]", "removed = true") == (
        FIRST + 1,
        "there is no [duty.playground] in the default to remove",
    )


def test_nothing_else_is_said_of_a_duty_that_is_removed() -> None:
    found = problems("[duty.learning]", "removed = true", 'within = "5 d"')
    assert found == [(FIRST + 1, "[duty.learning] is removed, so nothing else may be said of it")]


def test_a_duty_is_called_by_small_letters() -> None:
    line, said = problems('[duty."Health Check"]')[0]
    assert (line, said) == (FIRST, "'Health Check' must be small letters, digits and _")


# --- all at once, and in one line ----------------------------------------------------------------


def test_every_problem_is_found_at_once_in_the_order_of_the_file() -> None:
    found = problems(
        "[duty.health]", 'within = "soon"', 'by = "x"', "[gate.vetted]", "attempts = 0"
    )
    assert [line for line, _ in found] == [FIRST + 1, FIRST + 2, FIRST + 4]


def test_the_error_is_the_first_problem_on_one_line() -> None:
    with pytest.raises(ProtocolError) as caught:
        load_protocol(HEAD + '[duty.health]\nwithin = "so\\non"\nby = "x"\n')
    assert str(caught.value).startswith(f"line {FIRST + 1}: within must be a length of time")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("line", range(1, 200, 7))
def test_no_line_of_the_default_can_be_spoilt_unnoticed(line: int) -> None:
    lines = DEFAULT_FILE.read_text(encoding="utf-8").splitlines()
    number = next(n for n in range(line, len(lines)) if re.match(r"\w", lines[n - 1]))
    lines[number - 1] = lines[number - 1].partition("=")[0] + "= 3.14"
    assert number in {problem.line for problem in check_protocol("\n".join(lines))}


def test_a_flood_of_mistakes_is_cut_off() -> None:
    found = check_protocol(HEAD + "nonsense\n" * 5_000)
    assert len(found) == MOST_PROBLEMS


# --- files ---------------------------------------------------------------------------------------


def test_a_protocol_is_read_from_a_path(tmp_path: Path) -> None:
    path = tmp_path / "somewhere.toml"
    path.write_text(HEAD, encoding="utf-8")
    assert load_protocol(path).name == "somewhere"
    assert load_protocol(str(path)).name == "somewhere"


@pytest.mark.parametrize("name", ["missing.toml", ".", "a\0b"])
def test_a_file_that_cannot_be_read_is_one_line(tmp_path: Path, name: str) -> None:
    with pytest.raises(ProtocolError, match=r"^the file cannot be read: [^\n]+$"):
        load_protocol(tmp_path / name)


def test_a_file_of_more_than_one_megabyte_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.toml"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(FileError, match=r"^the file is larger than 1 MB[^\n]+$"):
        read_file(path)
    assert [p.line for p in check_protocol("#" * 1_000_001)][:1] == [0]


def test_a_file_that_is_not_utf_8_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes(HEAD.encode() + "# café\n".encode("latin-1"))
    with pytest.raises(ProtocolError, match=rf"^line {FIRST}: not text in UTF-8$"):
        load_protocol(path)


@pytest.mark.parametrize("deep", ["x = " + "[" * 3_000, "x" + ".x" * 1_900 + " = 1", "#" * 5_000])
def test_a_line_made_to_overwhelm_the_reader_is_refused(deep: str) -> None:
    found = problems("[duty.health]", deep)
    assert found[0][0] == FIRST + 1
