"""The form writes the file that is read: what is typed stays what it is, and comes back."""

import tomllib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.release.asking import axes, data_of, name_of, suggested_name, table_name, text_of
from amparo.release.asking_wrong import wrong
from amparo.release.refused import ReleaseError
from amparo.release.spec import (
    LANGUAGES,
    LICENCES,
    LONGEST_NAME,
    MOST_TABLES,
    NAME,
    NEVER_PUBLISHED,
    NoiseSpec,
    Spec,
    TableSpec,
    parse,
)
from amparo.release.usual import TEXT
from amparo.statistics.tables.asked import DEFINITIONS
from amparo.statistics.tables.axes import AXES
from tests.release.asking import spec

USUAL = parse(TEXT.format(year=2025))
PUBLISHED = sorted(set(AXES) - NEVER_PUBLISHED)
NAMES = st.from_regex(NAME, fullmatch=True).filter(lambda name: len(name) <= LONGEST_NAME)
CODE = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    ["Total", "0_4", "NG", "a, b", '"]', "x / y", "", "\u2028", "[", "\x7f"]
)
TITLE = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30)


@st.composite
def tables(draw) -> TableSpec:
    some = draw(st.lists(st.sampled_from(PUBLISHED), max_size=3, unique=True))
    codes = st.tuples(*[CODE for _axis in some])
    name = draw(st.just(table_name(some)) | NAMES)
    return TableSpec(name, tuple(some), tuple(draw(st.lists(codes, max_size=3))))


@st.composite
def specs(draw) -> Spec:
    first = draw(st.integers(1900, 2150))
    return Spec(
        name=draw(NAMES),
        title={one: draw(TITLE) for one in LANGUAGES if one == "ar" or draw(st.booleans())},
        first=first,
        last=first + draw(st.integers(0, 29)),
        definition=draw(st.sampled_from(DEFINITIONS)),
        counting=draw(st.sampled_from(("once", "once_a_year"))),
        standings=draw(st.sampled_from([("suspected", "identified"), ("presumed",)])),
        threshold=draw(st.integers(3, 1000)),
        base=draw(st.sampled_from((1, 5, 10))),
        licence=draw(st.sampled_from(LICENCES)),
        tables=tuple(draw(st.lists(tables(), min_size=1, max_size=4))),
    )


def read(text: str) -> Spec | str:
    try:
        return parse(text)
    except ReleaseError as error:
        return str(error)


@given(specs())
def test_typed_as_it_was_asked_for_it_is_asked_for_again(asked: Spec) -> None:
    """Together its tables may be refused, and then for the same reason every time."""
    text = text_of(data_of(asked))
    found = read(text)
    if isinstance(found, Spec):
        assert found == asked
        assert text_of(data_of(found)) == text
    else:
        assert "table" in found or "say the same" in found or "by year" in found


@given(st.dictionaries(st.sampled_from(["title_en", "name", "first", "threshold", "licence",
    "table-0-name", "table-0-axis_1", "table-0-keep"]), st.text()))  # fmt: skip
def test_whatever_is_typed_stays_in_its_place(typed: dict[str, str]) -> None:
    text = text_of(data_of(USUAL) | {name: [said] for name, said in typed.items()})
    found = tomllib.loads(text)
    assert set(found) <= {"name", "from", "to", "definition", "standings", "counting", "threshold",
        "licence", "title", "table"}  # fmt: skip
    assert set(found["title"]) <= set(LANGUAGES)
    assert all(set(one) <= {"name", "axes", "keep"} for one in found["table"])


@pytest.mark.parametrize(
    "title",
    ['x"\n[noise]', 'x"\r\n[[table]]', "\\", '"""', "'''\nname = 1", "a # b", "\\u0022", "x\x7f"],
)
def test_a_title_is_never_anything_but_a_title(title: str) -> None:
    found = tomllib.loads(text_of(data_of(USUAL) | {"title_en": [title]}))
    assert found["title"]["en"] == title.strip()
    assert "noise" not in found
    assert len(found["table"]) == len(USUAL.tables)


def test_the_usual_release_is_the_same_from_the_form() -> None:
    assert parse(text_of(data_of(USUAL))) == USUAL


@pytest.mark.parametrize(
    ("titles", "name"),
    [
        (["Children found, 2024"], "children-found-2024"),
        (["", "Enfants reconnus — été"], "enfants-reconnus-ete"),
        (["أطفال", "Niñas y niños"], "ninas-y-ninos"),
        (["أطفال"], ""),
        (["x" * 80], "x" * 60),
        (["many words " * 20], "many-words-many-words-many-words-many-words-many-words-many"),
        ([], ""),
    ],
)
def test_a_name_for_addresses_is_suggested_from_the_title(titles: list[str], name: str) -> None:
    assert suggested_name(titles) == name


def test_a_table_is_named_after_its_axes_unless_it_has_a_name() -> None:
    data = {"table": ["4"], "table-4-axis_1": ["age_band"], "table-4-axis_3": ["sex"]}
    assert axes(data, 4) == ("age_band", "sex")
    assert name_of(data, 4) == "age-band-sex"
    assert name_of(data | {"table-4-name": ["ages"]}, 4) == "ages"
    longest = sorted(PUBLISHED, key=len)[-3:]
    assert NAME.fullmatch(table_name(longest))


def test_codes_that_are_kept_are_typed_with_commas_or_as_in_the_file() -> None:
    data = {
        "table": ["0"], "table-0-axis_1": ["age_band"], "table-0-axis_2": ["sex"],
        "table-0-keep": ['0_4, other\r\n\r\nTotal / male\r\n["5_11", "a, b"]\r\n5_11، female'],
    }  # fmt: skip
    found = tomllib.loads(text_of(data))["table"][0]["keep"]
    assert found == [["0_4", "other"], ["Total", "male"], ["5_11", "a, b"], ["5_11", "female"]]


def test_a_table_in_which_nothing_is_typed_is_left_out() -> None:
    data = data_of(USUAL) | {"table": ["0", "99", "x", "0", "9" * 5000]}
    assert len(tomllib.loads(text_of(data))["table"]) == 1


def test_sixty_tables_are_asked_for_and_one_more_is_refused() -> None:
    pairs = [(one, "sex") for one in PUBLISHED if one != "sex"] + [(one,) for one in PUBLISHED]
    data = data_of(USUAL) | {"table": [str(n) for n in range(MOST_TABLES + 1)]}
    for number, chosen in enumerate(pairs[: MOST_TABLES + 1]):
        parts = zip(("axis_1", "axis_2"), chosen, strict=False)
        data |= {f"table-{number}-{part}": [axis] for part, axis in parts}
        data |= {f"table-{number}-name": [f"table-{number}"]}
    assert read(text_of(data)) == "61 tables are more than 60"
    data["table"].pop()
    assert len(tomllib.loads(text_of(data))["table"]) == MOST_TABLES


# What is wrong, at the field


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "Children"}, "name"),
        ({"name": "", "title_en": "أطفال", "title_fr": "", "title_es": ""}, "name"),
        ({"title_en": "", "title_fr": "", "title_es": "", "title_ar": "", "name": "a"}, "title_en"),
        ({"title_en": "x" * 201}, "title_en"),
        ({"title_ar": "x\ny"}, "title_ar"),
        ({"first": "2026"}, "last"),
        ({"first": "1990"}, "last"),
        ({"first": ""}, "first"),
        ({"first": "9" * 5000}, "first"),
        ({"last": "soon"}, "last"),
        ({"threshold": "1"}, "threshold"),
        ({"round": "7"}, "round"),
        ({"definition": "mine"}, "definition"),
        ({"counting": "each"}, "counting"),
        ({"standings": "all"}, "standings"),
        ({"licence": "mine"}, "licence"),
        ({"table": ""}, ""),
        ({"table-3-name": "First Noticed"}, "table-3-name"),
        ({"table-3-name": "movement"}, "table-3-name"),
        ({"table-3-axis_1": "movement"}, "table-3-axis_1"),
        ({"table-1-axis_2": "means"}, "table-1-axis_1"),
        ({"table-1-axis_2": "forms"}, "table-1-axis_1"),
        ({"table-1-axis_2": "sexe"}, "table-1-axis_1"),
        ({"table-1-axis_2": "age_at_registration"}, "table-1-axis_2"),
        ({"table-1-axis_3": "registered_year", "first": "2024"}, "counting"),
        ({"table-1-keep": "begging"}, "table-1-keep"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(change: dict[str, str], field: str) -> None:
    data = data_of(USUAL) | {name: [said] for name, said in change.items()}
    with pytest.raises(ReleaseError) as error:
        parse(text_of(data))
    found = wrong(str(error.value), data)
    assert found.field == field
    assert "\n" not in found.said


def test_what_has_no_field_is_said_as_it_stands() -> None:
    assert wrong("something new", {}) == ("", "something new", ())
    assert wrong(str(read(spec("a: sexe"))), {}).field == ""


# Noise on every number

NOISY = {"protect": ["noise"], "epsilon": ["2"], "records": ["on"]}


def test_noise_is_asked_for_in_a_part_of_its_own() -> None:
    found = tomllib.loads(text_of(data_of(USUAL) | NOISY))
    assert found["noise"] == {"epsilon": 2, "records": True}
    assert len(found["table"]) == len(USUAL.tables)
    assert "noise" not in tomllib.loads(text_of(data_of(USUAL) | NOISY | {"protect": ["hide"]}))


def test_without_made_up_records_it_says_so() -> None:
    data = data_of(USUAL) | NOISY | {"records": []}
    assert tomllib.loads(text_of(data))["noise"]["records"] is False


@pytest.mark.parametrize(
    ("typed", "written"),
    [("0.1", 0.1), ("2,5", 2.5), ("٢٫٥", 2.5), ("12", 12), ("", ""), ("much", "much"),
     ("1\nrecords = 3", "1\nrecords = 3"), ("9" * 5000, "9" * 5000), ("nan", "nan")],
)  # fmt: skip
def test_an_epsilon_is_written_as_it_is_typed(typed: str, written: object) -> None:
    found = tomllib.loads(text_of(data_of(USUAL) | NOISY | {"epsilon": [typed]}))
    assert found["noise"] == {"epsilon": written, "records": True}


@given(st.floats(0.1, 12), st.booleans())
def test_noise_comes_back_into_the_form(epsilon: float, records: bool) -> None:
    """As a version with noise is gone on from."""
    data = data_of(replace(USUAL, noise=NoiseSpec(epsilon, records)))
    found = tomllib.loads(text_of(data))["noise"]
    assert found == {"epsilon": epsilon, "records": records}


@pytest.mark.parametrize(
    ("line", "change", "field"),
    [
        ("noise.epsilon: a number from 0.1 to 12", {}, "epsilon"),
        ("with [noise] nothing is hidden or rounded", {"round": ["5"]}, "round"),
        ("with [noise] nothing is hidden or rounded", {"table-3-keep": ["ngo"]}, "table-3-keep"),
        ("with [noise] a child is counted once, or", {}, "counting"),
        ("with [noise] two axes are needed", {}, "table-0-axis_1"),
    ],
)
def test_what_is_wrong_with_noise_is_said_at_its_field(line, change, field: str) -> None:
    assert wrong(line, data_of(USUAL) | change).field == field
