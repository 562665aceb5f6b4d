"""What `[noise]` may say, and one clear line for what it may not."""

import pytest

from amparo.release.refused import ReleaseError
from amparo.release.spec import NoiseSpec, parse
from tests.release.asking import HEAD, spec
from tests.release.noisy import BARE, HEAD_OF_YEARS, SMALL, TABLES, WITH_RECORDS, noisy


def test_made_up_records_go_with_it_unless_they_are_not_wanted() -> None:
    assert parse(noisy(*TABLES, noise=WITH_RECORDS)).noise == NoiseSpec(2.0, records=True)
    assert parse(SMALL).noise == NoiseSpec(2.0, records=False)
    assert parse(spec("a: sex")).noise is None


def test_so_many_values_are_counted_together_as_a_table_has_axes_and_two_at_least() -> None:
    assert parse(noisy("a: sex", "b: movement")).length == 2
    assert parse(noisy("a: sex movement solution", "b: sex")).length == 3


@pytest.mark.parametrize(
    ("text", "because"),
    [
        (noisy(*TABLES, noise="", head="noise = 2\n" + HEAD), "written as .noise."),
        (noisy(*TABLES, noise="[noise]\n"), "noise.epsilon: a number from 0.1 to 12"),
        (noisy(*TABLES, noise="[noise]\nepsilon = 0\n"), "noise.epsilon"),
        (noisy(*TABLES, noise="[noise]\nepsilon = 13\n"), "noise.epsilon"),
        (noisy(*TABLES, noise="[noise]\nepsilon = nan\n"), "noise.epsilon"),
        (noisy(*TABLES, noise="[noise]\nepsilon = true\n"), "noise.epsilon"),
        (noisy(*TABLES, noise='[noise]\nepsilon = "2"\n'), "noise.epsilon"),
        (noisy(*TABLES, noise="[noise]\nepsilon = 2\nrecords = 1\n"), "noise.records"),
        (noisy(*TABLES, noise="[noise]\nepsilon = 2\nseed = 1\n"), "noise has no “seed”"),
        (noisy(*TABLES, head="round = 5\n" + HEAD_OF_YEARS), "take round and keep out"),
        (noisy('a: sex | keep = [["male"]]', "b: movement"), "take round and keep out"),
        (noisy(*TABLES, head='counting = "once_a_year"\n' + HEAD_OF_YEARS), "is counted once"),
        (noisy("a: registered_year sex"), "children are counted once in each"),
        (noisy("a: sex"), "two axes are needed"),
    ],
)
def test_what_cannot_be_is_one_line(text: str, because: str) -> None:
    with pytest.raises(ReleaseError, match=because) as error:
        parse(text)
    assert "\n" not in str(error.value)


def test_one_axis_of_which_a_child_may_have_several_is_enough() -> None:
    assert parse(noisy("a: forms")).length == 2


def test_by_year_where_there_is_one_year() -> None:
    assert parse(spec("a: registered_year sex") + BARE).noise
