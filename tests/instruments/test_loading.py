"""Instruments are data: every mistake in a file is said by its line, and ours keep their word."""

from pathlib import Path

import pytest

from amparo.instruments import InstrumentError, check_instrument, load_instrument, shipped
from amparo.terms import LANGUAGES, code_list

SETS = ("child_labour", "child_sexual", "adult_labour", "adult_sexual")


def in_languages(name: str, said: str = "Said so") -> str:
    return "\n".join(f'{name}.{language} = "{said}"' for language in LANGUAGES)


HEAD = "\n".join(
    [
        "[instrument]",
        'code = "own"',
        'version = "1"',
        "on = true",
        'scoring = "none"',
        'audience = "child"',
        'ages = "0-17"',
        'licence = "ours"',
        'source = "us"',
        'verification = "official"',
        *(in_languages(name) for name in ("verified", "name", "about")),
    ]
)
GROUP = "\n".join(["[dimension.signs]", in_languages("name")])
SIGN = "\n".join(
    [
        '[item."1.sign"]',
        'dimension = "signs"',
        'stage = "observe"',
        'mode = "observe"',
        in_languages("text"),
        in_languages("help"),
    ]
)
WHOLE = "\n".join([HEAD, GROUP, SIGN])


def problems(text: str) -> list[str]:
    return [str(problem) for problem in check_instrument(text)]


def test_a_whole_file_has_no_problem() -> None:
    assert problems(WHOLE) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('code = "own"', 'code = "Own set"', "code must be small letters"),
        ('ages = "0-17"', 'ages = "17-0"', "ages must be the lowest and highest age"),
        ('scoring = "none"', 'scoring = "guess"', "scoring must be one of ilo, none, score"),
        ('stage = "observe"', 'stage = "later"', "stage must be one of observe, first_contact"),
        ('dimension = "signs"', 'dimension = "sign"', "did you mean 'signs'?"),
        ('mode = "observe"', 'mood = "observe"', "unknown key 'mood' of an item"),
        ('text.en = "Said so"', 'text.en = ""', "text.en must be a sentence"),
        ('help.ar = "Said so"', "", "[item.1.sign] lacks help.ar"),
        ('version = "1"', "", "[instrument] lacks version"),
        ("[dimension.signs]", "[group.signs]", "unknown header 'group.signs'"),
        ('[item."1.sign"]', "[item.Sign]", "'Sign' must be small letters"),
        ('scoring = "none"', 'scoring = "ilo"', "scoring ilo needs a dimension exploitation"),
        ('scoring = "none"', 'scoring = "ilo"', "[item.1.sign] lacks strength"),
        ('mode = "observe"', 'mode = "observe"\nstrength = "strong"', "strength says nothing"),
        ('scoring = "none"', 'scoring = "score"', "has instruments of others and no items"),
        ('source = "us"', 'source = "us"\nshares = "nowhere"', "there is no nowhere.toml"),
        ("on = true", "on = yes", "not readable as one line of TOML"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(old: str, new: str, said: str) -> None:
    assert old in WHOLE
    found = problems(WHOLE.replace(old, new, 1))
    assert any(said in problem for problem in found), found
    assert all(problem.startswith("line ") for problem in found)


@pytest.mark.parametrize("text", ["", "# nothing", GROUP, HEAD, "[instrument]"])
def test_a_file_that_is_no_instrument_is_refused(text: str) -> None:
    assert problems(text)


def test_a_study_names_an_instrument_that_is_there(tmp_path: Path) -> None:
    study = ['[study.one]', 'of = "else"', 'reference = "a study"', "people = 10", 'ages = "0-17"',
             "sensitivity = 1.5", "specificity = 0.5", in_languages("setting")]  # fmt: skip
    found = problems("\n".join([WHOLE, *study]))
    assert any("there is no [external.else]" in problem for problem in found)
    assert any("sensitivity must be a share" in problem for problem in found)
    path = tmp_path / "own.toml"
    path.write_text("\n".join([WHOLE, *study]), encoding="utf-8")
    with pytest.raises(InstrumentError, match=r"^line \d+: [^\n]+$"):
        load_instrument(path)


def test_what_is_shared_may_lie_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text("\n".join([GROUP, SIGN]), encoding="utf-8")
    own = HEAD + '\nshares = "base"\n[item."1.sign"]\ntext.en = "Said otherwise"\n'
    (tmp_path / "own.toml").write_text(own, encoding="utf-8")
    instrument = load_instrument(tmp_path / "own.toml")
    item = instrument.items["1.sign"]
    assert (item.text["en"], item.text["fr"]) == ("Said otherwise", "Said so")


def test_ours_are_there_and_say_how_far_they_are_checked() -> None:
    found = shipped()
    assert set(found) == {*SETS, "unodc_child", "unodc_general", "ilo_forced_labour",
                          "border_flags", "external_score"}  # fmt: skip
    assert {code for code, one in found.items() if not one.on} == {"child_sexual", "adult_sexual"}
    assert all(one.verification == "unverified" for one in found.values() if not one.on)


@pytest.mark.parametrize(
    ("code", "counts"),
    [
        ("adult_labour", [10, 10, 16, 9, 15, 7]),
        ("child_labour", [10, 10, 15, 8, 15, 7]),
    ],
)
def test_the_labour_sets_have_as_many_indicators_as_the_official_ones(
    code: str, counts: list[int]
) -> None:
    assert [len(one.items) for one in shipped()[code].dimensions] == counts


def test_the_child_labour_set_has_no_weak_tier_and_false_promises_of_school_are_strong() -> None:
    items = shipped()["child_labour"].items
    assert {item.strength for item in items.values()} == {"strong", "medium"}
    assert items["1.education"].strength == "strong"
    assert shipped()["adult_labour"].items["1.education"].strength == "weak"


def test_a_sign_ticked_in_a_concern_is_a_sign_of_the_list() -> None:
    assert set(shipped()["unodc_child"].items) == set(code_list("child_sign").codes)


@pytest.mark.parametrize("code", sorted(SETS))
def test_at_first_contact_nothing_is_asked_about_exploitation(code: str) -> None:
    for dimension in shipped()[code].dimensions:
        for item in dimension.items:
            if item.mode == "ask":
                assert item.stage == "after_guardian", item.code


def test_every_text_is_there_in_every_language() -> None:
    for instrument in shipped().values():
        for item in instrument.items.values():
            assert set(item.text) == set(item.help) == set(LANGUAGES)
