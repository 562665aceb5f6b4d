import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.statistics.prevalence.captures import captures
from amparo.statistics.prevalence.refused import NotEstimable


def row(record, file, cluster, referred_from=""):
    return {
        "record_id": record, "file": file, "cluster": cluster, "referred_from": referred_from,
    }  # fmt: skip


def test_a_referred_child_is_no_overlap():
    found = captures(
        [
            row("1", "police.csv", "A"),
            row("2", "shelter.csv", "A", referred_from="police.csv"),
            row("3", "police.csv", "B"),
            row("4", "shelter.csv", "B"),
        ]
    )

    assert found.table.lists == ("police.csv", "shelter.csv")
    assert found.table.counts.tolist() == [0, 1, 0, 1]
    assert found.referred == 1
    assert found.people == 0


def test_a_child_whom_nobody_on_these_lists_found_itself_is_not_observed():
    found = captures([row("1", "shelter.csv", "A", "a teacher"), row("2", "shelter.csv", "B")])

    assert found.table.observed == 1
    assert found.people == 1


def test_two_records_of_one_list_about_one_child_are_one_capture():
    found = captures([row("1", "police.csv", "A"), row("2", "police.csv", "A")])

    assert found.table.observed == 1
    assert found.again == 1


def test_captures_may_be_named_beside_the_clusters():
    rows = [
        {"record_id": "1", "file": "a", "cluster": "X"},
        {"record_id": "2", "file": "b", "cluster": "X"},
    ]

    found = captures(rows, own_initiative={("a", "1")})
    assert found.table.counts.tolist() == [0, 1, 0, 0]


def test_where_nobody_says_who_found_the_child_nothing_is_guessed():
    with pytest.raises(NotEstimable, match="add the column referred_from"):
        captures([{"record_id": "1", "file": "a", "cluster": "X"}])


def test_a_capture_that_is_in_no_cluster_is_refused():
    with pytest.raises(NotEstimable, match="'9' of a is in no cluster"):
        captures([row("1", "a", "X")], own_initiative={("a", "9")})


@pytest.mark.parametrize("missing", ["record_id", "file", "cluster"])
def test_a_record_needs_all_three(missing):
    with pytest.raises(NotEstimable, match=f"record 1: {missing} is missing"):
        captures([row("1", "a", "X") | {missing: ""}])


def test_a_record_that_is_there_twice_is_refused():
    with pytest.raises(NotEstimable, match="is there twice"):
        captures([row("1", "a", "X"), row("1", "a", "Y")])


def test_what_was_written_so_that_no_spreadsheet_takes_it_for_a_formula_is_the_same_record():
    found = captures([row("'=1", "a", "X")], own_initiative={("a", "=1")})

    assert found.table.observed == 1


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 9), st.booleans()), min_size=1))
def test_never_more_cases_than_captures(found):
    rows = [
        row(str(number), file, str(cluster), "x" if referred else "")
        for number, (file, cluster, referred) in enumerate(found)
    ]
    told = captures(rows)

    own = {cluster for _file, cluster, referred in found if not referred}
    assert told.table.observed == len(own)
    assert told.people == len({cluster for _file, cluster, _referred in found} - own)
