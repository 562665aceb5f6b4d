"""`amparo protect`: the same rows out, a line for whatever is no table, nothing half written."""

import sys
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from tests.commands import run as run

TABLE = """sex,region,count
girl,north,3
girl,south,40
girl,Total,43
boy,north,20
boy,south,30
boy,Total,50
Total,north,23
Total,south,70
Total,Total,93
"""
HIDDEN = TABLE.replace(",3\n", ",\n").replace("h,40", "h,").replace("h,20", "h,").replace(
    "boy,south,30", "boy,south,"
)  # fmt: skip


def protected(run, text, *more, threshold="11"):
    Path("t.csv").write_bytes(text.encode() if isinstance(text, str) else text)
    Path("out.csv").unlink(missing_ok=True)
    code, out, err = run("protect", "t.csv", "--threshold", threshold, "--out", "out.csv", *more)
    written = Path("out.csv")
    return code, out, err, written.read_bytes().decode() if written.exists() else None


def test_the_same_rows_come_out_in_their_order_with_hidden_counts_empty(run) -> None:
    code, out, err, text = protected(run, TABLE)
    assert (code, err, text) == (0, "", HIDDEN)
    assert out.splitlines() == [
        "9 numbers; 5 are shown",
        "hidden: 1 below 11 or all of a row, and 3 more to protect these",
        "lost: 38% of the numbers that could be shown; 25% if whole rows were hidden instead, "
        "which alone is not safe",
        "written: out.csv",
    ]


def test_made_twice_it_is_the_same_to_the_byte(run) -> None:
    assert protected(run, TABLE) == protected(run, TABLE)


def test_where_nothing_is_small_nothing_changes(run) -> None:
    assert protected(run, TABLE, threshold="3")[3] == TABLE


@pytest.mark.parametrize(
    ("old", "new"),
    [(",", ";"), (",", "\t"), ("\n", "\r\n"), ("north", "شمال"), ("north", '"a, b"')],
)
def test_it_reads_and_writes_what_spreadsheets_do(run, old, new) -> None:
    assert protected(run, TABLE.replace(old, new))[3] == HIDDEN.replace(old, new)


@pytest.mark.parametrize("text", ["\ufeff" + TABLE, TABLE + "\n\n", TABLE.rstrip("\n")])
def test_marks_and_blank_lines_at_the_ends_are_not_missed(run, text) -> None:
    assert protected(run, text)[3] == HIDDEN


def test_sums_may_have_another_name(run) -> None:
    text = protected(run, TABLE.replace("Total", "Ensemble"), "--total", "Ensemble")[3]
    assert text == HIDDEN.replace("Total", "Ensemble")


def test_what_had_no_row_is_written_among_the_others_hidden(run) -> None:
    """Else a reader would learn from its absence, or from its place, that it is 0."""
    text = TABLE.replace("girl,north,3\n", "").replace(",43", ",40").replace("north,23", "north,20")
    text = text.replace(",93", ",90")
    code, out, _, found = protected(run, text)
    assert code == 0
    lines = found.splitlines()
    assert "girl,north," in lines
    assert lines[1:] == sorted(
        lines[1:], key=lambda line: line.replace("Total", "~").split(",")[:2]
    )
    assert "combinations without a row: 1" in out
    lines = protected(run, text, "--impossible")[3].splitlines()
    assert lines[0:2] == ["sex,region,count", "girl,south,"] or lines[1] == "girl,south,40"
    assert not any(line.startswith("girl,north") for line in lines)


def test_what_is_shown_is_rounded_if_asked(run) -> None:
    code, out, _, text = protected(run, TABLE, "--round", "5")
    assert code == 0
    assert "girl,Total,45\n" in text
    assert "need not add up" in out


WRONG = [
    ("", "the file is empty"),
    (" \n\n", "the file is empty"),
    ("sex,count\n", "the table has no rows"),
    ("count\n3\n", "one column only"),
    ("girl,north,12\nboy,north,13\n", "line 1: must name the columns"),
    ("sex,,count\na,b,12\n", "line 1: a column has no name"),
    ("sex,sex,count\na,b,12\n", "line 1: two columns have the same name"),
    ("sex,count\ngirl,\n", "line 2: no count"),
    ("sex,count\ngirl,-3\n", "line 2: '-3' is no whole number"),
    ("sex,count\ngirl,3.5\n", "line 2: '3.5' is no whole number"),
    ("sex,count\ngirl,many\n", "line 2: 'many' is no whole number"),
    ('sex,count\ngirl,"1,234"\n', "line 2: '1,234' is no whole number"),
    ("sex,count\ngirl,=SUM(A1)\n", "line 2: the count is a formula"),
    ("sex,count\n=1+1,3\n", "line 2: '=1+1' in sex is a formula"),
    ("sex,count\ngirl,99999999999999\n", "line 2: the count is larger"),
    ("sex,count\n\ngirl,12\nboy\n", "line 4: has 1 values, the first line has 2"),
    ("sex,count\ngirl,12\n,13\n", "line 3: no value for sex"),
    ("sex,count\ngirl,12\nTOTAL,12\n", "line 3: 'TOTAL' in sex: if it is a sum, write Total"),
    ("sex,count\ngirl,12\ngirl,13\n", "line 3: girl is there twice"),
    (f"sex,count\n{'x' * 600},13\n", "line 2: sex is longer"),
    ('sex,count\n"girl,12\n', "cannot be read as CSV"),
    (TABLE.replace("girl,Total,43", "girl,Total,44"),
     "line 4: girl / Total is 44, but its parts add up to 43 (the Total of region)"),
    ("a,b,c,d,e,f,g,count\n1,2,3,4,5,6,7,12\n", "7 columns beside the count"),
    (b"sex,count\n\xff\xfe,12\n", "not text in UTF-8"),
    (b"sex,count\nx\0y,12\n", "zero byte"),
    ("a,b,count\n" + "".join(f"a{n},b{n},20\n" for n in range(1_000)), "more than 1,000,000"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), WRONG, ids=[said for _, said in WRONG])
@pytest.mark.slow
def test_what_is_no_table_is_one_line_and_nothing_is_written(run, text, said) -> None:
    code, out, err, written = protected(run, text)
    assert (code, out, written, err.count("\n")) == (2, "", None, 1)
    assert said in err
    assert sorted(path.name for path in Path().iterdir()) == ["t.csv"]


@pytest.mark.slow
def test_a_sum_under_another_name_is_not_taken_for_a_cell(run) -> None:
    rows = {(s, r): 12 + 7 * s + 3 * r for s, r in product(range(2), range(5))}
    text = "sex,region,count\n" + "".join(f"s{s},r{r},{n}\n" for (s, r), n in rows.items())
    text += "".join(f"all,r{r},{rows[0, r] + rows[1, r]}\n" for r in range(5))
    code, _, err, written = protected(run, text)
    assert (code, written) == (2, None)
    assert "all in sex is always the sum of all others" in err


@pytest.mark.parametrize("threshold", ["0", "-1", "x", "1.5", "9999999999"])
def test_a_threshold_that_is_none_is_one_line(run, threshold) -> None:
    code, out, err, written = protected(run, TABLE, threshold=threshold)
    assert (code, out, written, err.count("\n")) == (2, "", None, 1)


@pytest.mark.parametrize("name", ["not-there.csv", ".", "a\0b"])
def test_what_cannot_be_opened_is_one_line(run, name) -> None:
    code, out, err = run("protect", name, "--out", "out.csv")
    assert (code, out, err.count("\n")) == (2, "", 1)


def test_what_is_there_already_is_not_written_over(run) -> None:
    Path("t.csv").write_text(TABLE)
    for out in ("t.csv", "."):
        code, _, err = run("protect", "t.csv", "--out", out)
        assert (code, err.count("\n")) == (2, 1)
    assert run("protect", "t.csv", "--out", "no/such/folder.csv")[0] == 2
    assert Path("t.csv").read_text() == TABLE


def test_what_the_attack_gives_back_is_not_written(run, monkeypatch) -> None:
    """As if the protection had failed: only what is small is hidden."""
    from amparo.statistics.disclosure import suppress

    whole = suppress.protect

    def failing(*arguments, **more):
        done = whole(*arguments, **more)
        return replace(done, hidden=done.hidden & done.guarded)

    monkeypatch.setattr(suppress, "protect", failing)
    code, out, err, written = protected(run, TABLE)
    assert (code, out, written, err.count("\n")) == (2, "", None, 1)
    assert "girl / north: is hidden, but follows to be 3" in err


def test_it_needs_no_database(run) -> None:
    before = {name for name in sys.modules if name.startswith("django.db")}
    protected(run, TABLE)
    assert {name for name in sys.modules if name.startswith("django.db")} == before
