"""`amparo screen` and `amparo instrument check`: exact answers, and one line for what is wrong."""

import json

import pytest

from amparo.instruments.loading import SHIPPED
from amparo.instruments.model import ILO_DIMENSIONS

LONG_DAYS = {"4.excessive_hours": "yes", "4.low_salary": "yes", "5.isolation": "unknown"}


def test_a_result_has_exactly_these_keys_and_all_six_dimensions(run, write):
    answers = {"age": 15, "act": True, "worst_forms": {"begging": "no"}, "answers": LONG_DAYS}
    code, out, err = run("screen", "child_labour", write("a.json", answers), "--json")
    assert (code, err) == (0, "")
    result = json.loads(out)
    keys = {"set", "version", "dimensions", "exploitation_positive", "finding", "warnings"}
    assert keys <= set(result)
    assert [one["code"] for one in result["dimensions"]] == list(ILO_DIMENSIONS)
    of_one = {"code", "positive", "strong", "medium", "weak", "unknown", "because", "still_open"}
    assert of_one <= set(result["dimensions"][0])
    exploitation, coercion = result["dimensions"][3], result["dimensions"][4]
    assert exploitation["because"] == ["4.excessive_hours", "4.low_salary"]
    assert (exploitation["positive"], coercion["positive"]) == (True, False)
    assert coercion["unknown"] == 1
    assert "5.isolation" in coercion["still_open"]
    assert (result["exploitation_positive"], result["finding"]) == (True, "indicated")


def test_everything_but_the_answers_may_be_left_out(run, write):
    code, out, _err = run("screen", "child_labour", write("a.json", {"answers": {}}), "--json")
    assert code == 0
    assert json.loads(out)["finding"] == "insufficient"


def test_for_people_the_result_is_said_in_lines(run, write):
    _code, out, _err = run("screen", "child_labour", write("a.json", {"answers": LONG_DAYS}))
    assert "because of: 4.excessive_hours, 4.low_salary" in out
    assert "finding: indicated" in out
    assert "Protect the child" in out


@pytest.mark.parametrize("name", ["child_sexual", "adult_sexual"])
def test_a_set_that_is_switched_off_is_used_only_by_who_insists(run, write, name):
    answers = write("a.json", {"answers": {}})
    code, out, err = run("screen", name, answers, "--json")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "switched off" in err
    assert run("screen", name, answers, "--json", "--even-unverified")[0] == 0


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"answers": {"4.long_hours": "yes"}}, "no item of child_labour '4.long_hours'"),
        ({"answers": {"4.hazardous": "maybe"}}, "4.hazardous must be one of yes, no, unknown"),
        ({"answers": {"4.hazardous": None}}, "4.hazardous must be one of"),
        ({"answers": {"4.hazardous": ["yes"]}}, "4.hazardous must be one of"),
        ({"answers": {}, "worst_forms": {"beging": "yes"}}, "did you mean 'begging'?"),
        ({"answers": {}, "worst_forms": "yes"}, "worst_forms must be an object"),
        ({"answers": {}, "age": "15"}, "age must be a whole number"),
        ({"answers": {}, "age": -1}, "age must be a whole number"),
        ({"answers": {}, "age": True}, "age must be a whole number"),
        ({"answers": {}, "age": 15.5}, "age must be a whole number"),
        ({"answers": {}, "act": "yes"}, "act must be true, false or null"),
        ({"answers": {}, "verdict": "none"}, "there is no key 'verdict'"),
        ({"age": 15}, 'lack "answers"'),
        ([], "must be an object"),
        ("{", "not JSON"),
        ("", "not JSON"),
    ],
)
def test_answers_that_cannot_be_are_one_line(run, write, value, said):
    code, out, err = run("screen", "child_labour", write("a.json", value))
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err


def test_no_such_set_and_no_such_file_are_one_line(run, write):
    for arguments, said in (
        (("child_labor", write("a.json", {"answers": {}})), "did you mean 'child_labour'?"),
        (("child_labour", "nowhere.json"), "No such file"),
        (("nowhere.toml", "a.json"), "cannot be read"),
    ):
        code, out, err = run("screen", *arguments)
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert said in err


@pytest.mark.parametrize("name", sorted(one.name for one in SHIPPED.iterdir()))
def test_our_own_instruments_pass_their_check(run, write, name):
    text = (SHIPPED / name).read_text(encoding="utf-8")
    if name == "ilo_items.toml":  # what the four sets share is none by itself
        return
    assert run("instrument", "check", write(name, text)) == (0, f"{name}: no problem found\n", "")


def test_an_instrument_of_ones_own_is_checked_and_used(run, write):
    head = (SHIPPED / "unodc_child.toml").read_text(encoding="utf-8")
    write("own.toml", head.replace('code = "unodc_child"', 'code = "own"'))
    assert run("instrument", "check", "own.toml")[0] == 0
    code, out, _err = run("screen", "own.toml", write("a.json", {"answers": {}}), "--json")
    assert (code, json.loads(out)["set"]) == (0, "own")
    write("own.toml", head.replace('mode = "observe"', 'mode = "guess"', 1))
    code, out, err = run("instrument", "check", "own.toml")
    assert (code, err.count("\n")) == (2, 1)
    assert "mode must be one of observe, ask, not 'guess'" in err
    assert "own.toml: line " in out
