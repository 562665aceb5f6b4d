import json
import shutil

import pytest

from tests.prevalence.making import PUBLISHED

KOREA = "b,c,d,count\n0,0,1,41\n0,1,0,5\n1,0,0,5\n1,1,0,54\n1,0,1,6\n0,1,1,0\n1,1,1,12\n"


@pytest.fixture
def there(tmp_path):
    """Writes a table into the folder in which the command runs."""

    def write(text, name="table.csv", encoding="utf-8"):
        (tmp_path / name).write_bytes(text.encode(encoding) if isinstance(text, str) else text)
        return name

    return write


def said(run, *arguments):
    code, out, err = run("estimate", *arguments, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


def test_the_answer_holds_all_that_was_asked_for(run, there):
    found = said(run, there(KOREA), "--boot", "0")

    assert found["observed"] == 123
    assert found["estimate"] == pytest.approx(157.1667, abs=1e-4)
    assert found["interval95"] is None
    assert found["interval80"] is None
    assert found["method"] == "bic"
    assert len(found["models"]) == 6
    assert found["models"][0]["terms"] == [["b", "c"], ["c", "d"]]
    assert found["models"][0]["estimate"] == found["estimate"]
    assert found["models"][0]["bic"] == pytest.approx(57.14081, abs=1e-5)
    assert any("range of models" in one for one in found["warnings"])
    assert any("referral" in one for one in found["warnings"])


@pytest.mark.slow
def test_with_samples_there_are_intervals_and_the_seed_decides(run, there):
    name = there(KOREA)
    first, same, other = (
        said(run, name, "--boot", "60", "--seed", seed) for seed in ("4", "4", "5")
    )

    assert first["interval95"][0] <= first["estimate"] <= first["interval95"][1]
    assert first == same
    assert first["interval95"] != other["interval95"]


@pytest.mark.parametrize("method", ["bic", "stepwise", "bayes"])
def test_every_method_answers_in_the_same_form(run, there, method):
    found = said(run, there(KOREA), "--method", method, "--boot", "0")

    assert found["method"] == method
    assert {"terms", "estimate", "bic"} <= set(found["models"][0])
    assert found["range"]["low"] <= found["range"]["high"]


def test_from_six_lists_on_it_is_stepwise(run, tmp_path):
    shutil.copy(PUBLISHED / "UKdat.csv", tmp_path / "six.csv")
    found = said(run, "six.csv", "--boot", "0")

    assert found["method"] == "stepwise"
    assert round(found["estimate"], 1) == 11418.0
    assert [one["list"] for one in found["without"]] == ["LA", "NG", "PF", "GO", "GP", "NCA"]


def test_a_person_reads_a_range_first_and_every_model_last(run, there):
    code, out, err = run("estimate", there(KOREA), "--boot", "0")

    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "table.csv: 123 cases observed on 3 lists"
    assert "A range of models, not a count: 157 to 269 in total, and nothing here says what" in out
    assert "  models that the data do not tell apart: 2  157 to 269" in lines
    assert "123 were found. That is how many were found, not how many were trafficked" in out
    assert out.index("A range of models") < out.index("the model chosen, never to be given alone")
    assert lines.index("Before this is used:") < len(lines) - 7
    assert lines[-1].split() == ["184.14", "142", "none,", "all", "independent"]


@pytest.mark.slow
def test_four_lists_or_more_are_each_left_out_in_turn(run, tmp_path):
    shutil.copy(PUBLISHED / "UKdat_5.csv", tmp_path / "five.csv")
    found = said(run, "five.csv", "--boot", "0")

    assert [one["list"] for one in found["without"]] == ["LA", "NG", "PFNCA", "GO", "GP"]
    assert all(one["observed"] < 2744 and one["estimate"] for one in found["without"])
    assert any("Leaving out one list changes" in one for one in found["warnings"])


def test_three_lists_are_not_taken_apart_further_and_that_is_said(run, there):
    assert said(run, there(KOREA), "--boot", "0")["without"] == []
    _code, out, _err = run("estimate", there(KOREA), "--boot", "0")
    assert "No list was left out in turn: that needs four lists" in out


def test_the_range_that_comes_first_is_never_narrower_than_the_interval(run, there):
    found = said(run, there(KOREA), "--boot", "30")
    assert found["widest"]["low"] == min(found["range"]["low"], found["interval95"][0])
    assert found["widest"]["high"] == max(found["range"]["high"], found["interval95"][1])


def test_the_interval_of_graphs_needs_no_samples(run, there):
    without = said(run, there(KOREA), "--method", "bayes", "--boot", "0")
    assert without["interval95"]
    assert without == said(run, there(KOREA), "--method", "bayes", "--boot", "10")


@pytest.mark.slow
@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_a_person_reads_it_in_their_language(run, there, language):
    table = there(KOREA)
    code, out, err = run("estimate", table, "--boot", "0", "--language", language)
    assert (code, err) == (0, "")
    assert "A range of models, not a count" not in out
    _code, _out, err = run("estimate", there("a,b,count\n1,1,9\n", "two.csv"),
                           "--language", language)  # fmt: skip
    assert err.startswith("amparo: two.csv: ")
    assert "too few" not in err


def test_tables_linked_at_other_thresholds_show_the_spread(run, there):
    first, stricter = there(KOREA), there(KOREA.replace("54", "40"), "at-0.9.csv")
    found = said(run, first, "--also", stricter, "--boot", "0")

    assert [one["file"] for one in found["tables"]] == ["table.csv", "at-0.9.csv"]
    assert found["spread"]["low"] < found["estimate"] == found["spread"]["high"]
    _code, out, _err = run("estimate", first, "--also", stricter, "--boot", "0")
    assert "Linked at other thresholds: the models chosen lie from 143 to 157" in out


def test_tables_of_other_lists_are_not_the_same_at_another_threshold(run, there):
    other = there(KOREA.replace("b,c,d", "b,c,e"), "other.csv")

    assert run("estimate", there(KOREA), "--also", other) == (
        2, "", "amparo: other.csv: its lists are not those of table.csv\n",
    )  # fmt: skip


@pytest.mark.parametrize(
    "written",
    ["\ufeff" + KOREA, KOREA.replace(",", ";"), KOREA.replace("\n", "\r\n"), KOREA + "\n\n",
     KOREA.replace("count", "Count"), KOREA + "0,0,0,0\n", KOREA.replace(",", " , ")],
)  # fmt: skip
def test_what_spreadsheets_do_to_a_table_does_no_harm(run, there, written):
    found = said(run, there(written), "--boot", "0")

    assert found["estimate"] == pytest.approx(157.1667, abs=1e-4)


@pytest.mark.slow
def test_rows_in_any_order_and_rows_of_nobody_change_nothing(run, there):
    head, *rows = KOREA.split()
    shuffled = there("\n".join([head, *reversed(rows), "0,0,0,0"]), "shuffled.csv")
    fewer = there(KOREA.replace("0,1,1,0\n", ""), "fewer.csv")
    wanted = said(run, there(KOREA), "--boot", "20")

    assert said(run, shuffled, "--boot", "20") == wanted
    assert said(run, fewer, "--boot", "20") == wanted


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("", "the file is empty"),
        ("b,c,d,count\n", "there is no line below the headings"),
        ("b,c,d\n1,0,1\n", "the last heading must be `count`"),
        ("0,0,1,41\n0,1,0,5\n", "the last heading must be `count`"),
        (KOREA.replace("41", "-41"), "line 2, count: a whole number of cases from 0 up, not '-41'"),
        (KOREA.replace("41", "4.1"), "line 2, count: a whole number of cases from 0 up, not '4.1'"),
        (KOREA.replace("41", ""), "line 2, count: a whole number of cases from 0 up, not ''"),
        (KOREA.replace("41", "٤١"), "line 2, count: a whole number of cases from 0 up"),
        (KOREA.replace("41", "9" * 40), "line 2, count: a whole number of cases from 0 up"),
        (KOREA.replace("41", "999999999999"), "more than 1000000000 cases"),
        (KOREA.replace("0,0,1,", "0,2,1,"), "line 2, c: 0 or 1, not '2'"),
        (KOREA.replace("0,0,1,41", "0,0,1"), "line 2: 3 cells instead of 4"),
        (KOREA + "1,0,0,5\n", "line 9: the same lists as in line 4"),
        (KOREA + "0,0,0,7\n", "line 9: 7 cases on no list"),
        (KOREA.replace("b,c,d", "b,b,d"), "two lists have the same name"),
        (KOREA.replace("b,c,d", "b,,d"), "each list needs a name"),
        ("a,b,count\n1,1,30\n1,0,5\n", "2 lists are too few"),
        ("a,b,c,count\n1,1,0,4\n1,0,1,4\n0,1,1,4\n1,0,0,90\n", "no two lists share 5 cases"),
        ("a,b,c,count\n1,1,1,0\n", "the table has no case"),
        ("a,b,c,count\n1,1,0,40\n1,0,0,4\n", "the list c has no case: leave its column out"),
        (",".join("abcdefghijk") + ",count\n" + "1," * 11 + "9\n", "11 lists: at most 10"),
        (b"\xff\xfe" + KOREA.encode("utf-16-le"), "not UTF-8"),
        (b"a,b,c,count\n\0,0,0,0\n", "not a text"),
        ('a,b,"c,count\n1,1,1,9\n', "line"),
        ("1,1,1,9\n" * 200_000, "larger than 1 MB"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_in_one_line(run, there, written, wanted):
    code, out, err = run("estimate", there(written))

    assert (code, out) == (2, "")
    assert err.startswith("amparo: table.csv: ")
    assert wanted in err
    assert err.count("\n") == 1


def test_overlaps_of_which_one_is_large_enough_are_worked_with(run, there):
    # Korea: 66 cases are on b and c, though only 12 and 18 on the other pairs.
    assert said(run, there(KOREA), "--boot", "0")["estimate"]


def test_a_file_that_is_not_there_is_one_line(run):
    code, out, err = run("estimate", "nowhere.csv")

    assert (code, out) == (2, "")
    assert err == "amparo: nowhere.csv: No such file or directory\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("--boot", "-1"), ("--boot", "1e9"), ("--boot", "100001"), ("--seed", "x"),
        ("--max-order", "0"), ("--method", "guess"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_one_line(run, there, arguments):
    code, out, err = run("estimate", there(KOREA), *arguments)

    assert (code, out) == (2, "")
    assert err.count("\n") == 1


def test_nothing_of_a_deployment_is_needed(run, there, monkeypatch):
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE", raising=False)

    assert said(run, there(KOREA), "--boot", "0")["observed"] == 123


def test_a_list_that_meets_no_other_is_named(run, tmp_path):
    shutil.copy(PUBLISHED / "Artificial_3.csv", tmp_path / "made.csv")
    found = said(run, "made.csv", "--boot", "0")

    assert any(one.startswith("No case of C is on another list") for one in found["warnings"])
    assert any("no estimate for these data: 4" in one for one in found["warnings"])
