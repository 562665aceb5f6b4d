"""A country's own instruments: all of a folder or nothing of it, and every mistake by its line."""

from pathlib import Path

import pytest

from amparo.instruments import FolderError, load_folder, only_ours, shipped
from amparo.instruments.loading import SHIPPED
from tests.instruments.test_loading import GROUP, HEAD, SIGN, WHOLE


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def ours(code: str, version: str) -> str:
    """The file of one of ours, at another version."""
    text = (SHIPPED / f"{code}.toml").read_text(encoding="utf-8")
    return text.replace(f'version = "{shipped()[code].version}"', f'version = "{version}"', 1)


def test_a_code_that_names_another_sheet_is_refused(tmp_path: Path) -> None:
    named = ours("unodc_child", "9").replace('code = "unodc_child"', 'code = "concern"')
    assert 'code = "concern"' in named
    with pytest.raises(FolderError, match="names another sheet on paper"):
        load_folder(write(tmp_path, own=named))


def test_without_a_folder_there_are_ours() -> None:
    assert only_ours().instruments == shipped()
    assert only_ours().replaced == []


def test_an_own_instrument_stands_besides_ours(tmp_path: Path) -> None:
    known = load_folder(write(tmp_path, mine=WHOLE))
    assert set(known.instruments) == {*shipped(), "own"}
    assert known.replaced == []


def test_another_version_takes_the_place_of_ours_and_says_so(tmp_path: Path) -> None:
    known = load_folder(write(tmp_path, signs=ours("unodc_child", "2026-ours")))
    assert known.instruments["unodc_child"].version == "2026-ours"
    [(before, after)] = known.replaced
    assert (before.version, after.version) == ("2008", "2026-ours")
    assert shipped()["unodc_child"].version == "2008"


def test_a_set_that_is_off_goes_on_only_with_a_file_that_says_so(tmp_path: Path) -> None:
    text = ours("child_sexual", "checked-2026")
    assert not load_folder(write(tmp_path, a=text)).instruments["child_sexual"].on
    text = text.replace("on = false", "on = true", 1)
    assert load_folder(write(tmp_path, a=text)).instruments["child_sexual"].on


def test_a_file_of_shared_items_is_no_instrument(tmp_path: Path) -> None:
    shares = HEAD + '\nshares = "base"\n[item."1.sign"]\ntext.en = "Said otherwise"\n'
    known = load_folder(write(tmp_path, base="\n".join([GROUP, SIGN]), mine=shares))
    assert known.instruments["own"].items["1.sign"].text["en"] == "Said otherwise"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a": WHOLE, "b": WHOLE}, "b.toml, the code own stands in a.toml too"),
        ({"a": ours("unodc_child", "2008")}, "a.toml, unodc_child 2008 is one of ours"),
        ({"a": WHOLE, "b": WHOLE.replace("0-17", "17-0")}, "b.toml, line 7: ages must be"),
        ({"a": WHOLE, "b": "[instrument"}, "b.toml, line 1: not readable"),
        ({"a": WHOLE, "b": GROUP}, "b.toml, line 1: the file has no [instrument]"),
        ({}, "there is no file in it"),
    ],
)
def test_a_mistake_in_one_file_names_it_and_no_file_is_used(
    tmp_path: Path, files: dict[str, str], said: str
) -> None:
    with pytest.raises(FolderError) as raised:
        load_folder(write(tmp_path, **files))
    assert str(raised.value).startswith(said)
    assert "\n" not in str(raised.value)


def test_a_file_that_is_no_text_and_a_folder_that_is_not_there_are_said(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"[instrument]\n\xff\n")
    with pytest.raises(FolderError, match=r"^a.toml, line 2: not text in UTF-8$"):
        load_folder(tmp_path)
    with pytest.raises(FolderError, match="no such folder"):
        load_folder(tmp_path / "nowhere")


@pytest.mark.parametrize("said", ["control.nothing", "purpose.begging", "control", 7])
def test_what_answers_an_item_is_a_code_of_its_lists(tmp_path: Path, said: object) -> None:
    text = WHOLE.replace('mode = "observe"', f'mode = "observe"\nknown_from = [{said!r}]')
    with pytest.raises(FolderError, match="known_from"):
        load_folder(write(tmp_path, a=text))


def test_ours_say_which_sign_of_a_concern_answers_them() -> None:
    for code, item in shipped()["unodc_child"].items.items():
        assert item.known_from == (f"child_sign.{code}",)
