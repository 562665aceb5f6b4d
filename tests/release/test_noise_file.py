"""A release with noise as a file: it says what it promises, and a lie in it is found."""

import json
from dataclasses import replace

import pytest

from amparo.release.made import TOTAL, NotARelease, from_json, to_data, to_json
from amparo.release.noise import checking, files
from amparo.release.noise.apart import check_apart
from amparo.release.noise.carried import Noisy, as_csv, rows_of
from amparo.release.refused import ReleaseError
from tests.release.noisy import by_hand, with_noise
from tests.release.site.made_up import small

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def release():
    return by_hand()


def noise_of(release) -> Noisy:
    assert release.noise is not None
    return release.noise


def test_it_is_read_back_as_it_was_written_and_holds(release) -> None:
    again = from_json(to_json(release))
    assert again == release
    assert to_json(again) == to_json(release)
    assert checking.faults(again) == []


def test_a_release_without_noise_is_written_as_before() -> None:
    before = "94780ddfe94c532722938451f81f1e9a8dad030976d042a525080063d0e90235"
    assert small().digest == before
    data = to_data(small())
    assert data["format"] == "amparo-release/1"
    assert "noise" not in data
    assert checking.faults(small()) == []


def test_the_digest_covers_every_part_of_the_noise(release) -> None:
    noise = noise_of(release)
    for change in ({"epsilon": 1.0}, {"number": 1}, {"records": ""}, {"counts": {}}):
        assert replace(release, noise=replace(noise, **change)).digest != release.digest


def test_more_noise_is_promised_than_there_is(release) -> None:
    data = to_data(release)
    data["noise"]["epsilon"] = 1.0
    data["noise"]["promise"] = "strong"
    found = checking.faults(from_json(json.dumps(data)))
    assert any("costs epsilon 2" in line for line in found), found


def test_a_number_that_was_not_drawn(release) -> None:
    table = release.tables[1]
    for codes in (("female", "none"), ("female", TOTAL), (TOTAL, TOTAL)):
        counts = {**table.counts, codes: 1234}
        leaky = replace(release, tables=(release.tables[0], replace(table, counts=counts)))
        place = " / ".join(codes)
        assert checking.faults(leaky) == [
            f"sex-and-movement: {place}: is not among the noisy counts"
        ]


def test_a_row_that_no_noisy_count_gives(release) -> None:
    table = release.tables[0]
    for counts in ({**table.counts, ("other_sex",): None}, {(TOTAL,): table.counts[TOTAL,]}):
        leaky = replace(release, tables=(replace(table, counts=counts),))
        assert "does not have the rows" in checking.faults(leaky)[0]


def test_a_value_that_few_have(release) -> None:
    noise = noise_of(release)
    counts = {**noise.counts, (("sex", "other"),): 12}
    found = checking.faults(with_noise(replace(noise, counts=counts)))
    assert any("sex other: below" in line for line in found)


def test_made_up_records_that_say_more_than_the_noisy_counts(release) -> None:
    noise = noise_of(release)
    rows = [*rows_of(noise), ("yes", "", "refused", "male")]
    found = checking.faults(
        replace(release, noise=replace(noise, records=as_csv(noise.columns, rows)))
    )
    assert "made-up records: movement refused: is not among the noisy counts" in found
    assert "made-up records: their quality is not what is said of it" in found


def test_nobody_is_told_of_a_number_that_noise_may_have_made(release) -> None:
    noise = noise_of(release)
    shown = {count for table in release.tables for count in table.counts.values()}
    assert None in shown
    assert min(count for count in shown if count is not None) >= noise.width


@pytest.mark.parametrize(
    ("path", "value", "because"),
    [
        (("epsilon",), "2", "no scale of noise"),
        (("epsilon",), float("nan"), "no scale of noise"),
        (("delta",), 0, "0 is no scale"),
        (("length",), 9, "length 9"),
        (("length",), 3, "not of 3 lengths"),
        (("promise",), "strong", "is called strong"),
        (("within_95_of_100",), [1, 1, 1], "the width that is said"),
        (("scales", "sigmas"), [1, -1], "no scale of noise"),
        (("scales", "sensitivities"), [1, 1.5], "no whole number"),
        (("noisy_counts",), [["sex", 4]], "argument 2"),
        (("noisy_counts",), [["sex", "male", "sex", "female", 4]], "no combination"),
        (("noisy_counts",), [["sex", "male", 4], ["sex", "male", 5]], "counted twice"),
        (("noisy_counts",), [["sex", "male", -4]], "no whole number"),
        (("made_up_records",), 'a,"b', "no CSV"),
        (("made_up_records",), "a,b\n", "other columns"),
    ],
)
def test_what_is_no_noise_is_one_line(release, path, value, because: str) -> None:
    data = to_data(release)
    *way, last = path
    inside = data["noise"]
    for part in way:
        inside = inside[part]
    inside[last] = value
    with pytest.raises(NotARelease, match=because) as error:
        from_json(json.dumps(data))
    assert "\n" not in str(error.value)


def test_noise_in_a_file_that_says_it_has_none(release) -> None:
    data = to_data(release) | {"format": "amparo-release/1"}
    with pytest.raises(NotARelease, match="is that of noise"):
        from_json(json.dumps(data))


def test_a_cost_that_cannot_be_added_up_does_not_hold(release) -> None:
    noise = noise_of(release)
    scales = replace(noise.scales, sigmas=(1e-200, 1e-200), used_sigmas=(1e-200, 1e-200))
    assert checking.faults(with_noise(replace(noise, scales=scales)))


def test_the_files_that_go_with_it(release) -> None:
    found = files.written(release)
    assert set(found) == {"noisy-counts.csv", "records.csv", "quality.json"}
    assert "noisy_count" in found["noisy-counts.csv"].splitlines()[0]
    said = json.loads(found["quality.json"])
    assert (said["numbers"], said["epsilon"], said["promise"]) == ("noisy", 2.0, "fair")
    assert files.written(small()) == {}
    bare = with_noise(replace(noise_of(release), records="", columns=(), quality=None))
    assert set(files.written(bare)) == {"noisy-counts.csv", "quality.json"}
    assert checking.faults(bare) == []


def test_hidden_numbers_and_noise_of_the_same_years_are_never_both_public(release) -> None:
    check_apart(2025, 2025, True, [release])
    check_apart(2025, 2025, False, [small()])
    check_apart(2020, 2024, False, [release])
    with pytest.raises(ReleaseError, match="with noisy numbers, whose promise"):
        check_apart(2020, 2025, False, [release])
    with pytest.raises(ReleaseError, match="public of some of the same years with exact numbers"):
        check_apart(2025, 2026, True, [small()])
