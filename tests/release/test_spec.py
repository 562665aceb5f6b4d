"""The file that asks for a release: what it may say, and one clear line for what it may not."""

import re

import pytest

from amparo.release.refused import ReleaseError
from amparo.release.spec import parse
from amparo.release.usual import TEXT
from tests.release.asking import HEAD, spec


def refused(text: str) -> str:
    with pytest.raises(ReleaseError) as error:
        parse(text)
    said = str(error.value)
    assert said
    assert "\n" not in said
    return said


def test_the_file_that_is_offered_to_start_from_is_a_good_one() -> None:
    read = parse(TEXT.format(year=2025))
    assert (read.first, read.last, read.threshold, read.base) == (2025, 2025, 11, 1)
    assert [table.several for table in read.tables if table.several] == ["forms"]


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("", "from"),
        ("name = ", "not TOML"),
        ("\x00", "not TOML"),
        ("from = " + "9" * 5000, "not TOML"),
        (HEAD, r"no \[\[table\]\]"),
        (HEAD.replace("children-found", "../etc"), "name: small Latin"),
        (HEAD.replace("children-found", "أطفال"), "name: small Latin"),
        (HEAD.replace("2025", '"2025"'), "from: a whole number"),
        (HEAD.replace("2025", "true"), "from: a whole number"),
        (HEAD.replace("from = 2025", "from = 2025\nto = 2024"), "the first one first"),
        (HEAD.replace("from = 2025", "from = 1950\nto = 2024"), "at most 30 years"),
        (HEAD.replace("from", "form"), "did you mean 'from'"),
        (HEAD.replace("from = 2025", "from = 2025\nround = 3"), "round: one of 5, 10"),
        (HEAD.replace("from = 2025", "from = 2025\nthreshold = 1"), "threshold: a whole number"),
        (HEAD.replace("from = 2025", 'from = 2025\nstandings = ["all"]'), "standings: a list"),
        (HEAD.replace("from = 2025", 'from = 2025\ncounting = "each_episode"'), "counting: one of"),
        (HEAD.replace("en =", "de ="), "title has no “de”"),
        (HEAD.replace("found to", "found\u202e to"), "title.en: one line"),
        (spec("a: sex", "a: movement"), "two tables are called a"),
        (spec("a: sex movement", "b: movement sex"), "has the same axes"),
        (spec("a: sexe"), "no axis “sexe”; did you mean 'sex'"),
        (spec("a: source"), "no axis “source”"),
        (spec("a: sex age_band movement solution"), "at most 3 axes"),
        (spec("a: sex sex"), "each once"),
        (spec("a: forms means"), "of two of its axes a child may have several"),
        (spec("a: age_band", "b: age_at_registration"), "say the same in other divisions"),
        (spec('a: sex | keep = [["female", "male"]]'), "keep is a list of lists"),
    ],
)
def test_what_cannot_be_is_one_line(text: str, because: str) -> None:
    assert re.search(because, refused(text)), refused(text)
