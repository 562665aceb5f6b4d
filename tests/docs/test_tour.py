"""The tour pictures what is there, for every role, in pictures that a slow line can carry."""

import re
import struct
from pathlib import Path

from amparo.access import ROLES
from amparo.demo import accounts
from amparo.demo.country import lysandra
from tests.browser.pictures import FOLDER, PICTURES

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs" / "tour").glob("*.md"))
SHOWN = re.compile(r"!\[([^\]]+)\]\((?:docs/tour/)?images/([a-z-]+)\.png\)")
LARGEST = 120 * 1024
ACCOUNT = re.compile(r"`([a-z-]+)(?:@lysandra\.example)?`")


def texts() -> list[str]:
    return [page.read_text("utf-8") for page in [ROOT / "README.md", *PAGES]]


def size_of(picture: Path) -> tuple[int, int]:
    """Width and height as the PNG says."""
    width, height = struct.unpack(">II", picture.read_bytes()[16:24])
    return width, height


def test_every_picture_is_there_is_made_by_the_tests_and_is_shown() -> None:
    shown = {name for text in texts() for _words, name in SHOWN.findall(text)}
    made = {picture.name for picture in PICTURES}
    there = {path.stem for path in FOLDER.iterdir()}
    assert shown == made == there


def test_every_picture_has_the_size_it_was_taken_in_and_is_small() -> None:
    wrong = [
        picture.name
        for picture in PICTURES
        if size_of(FOLDER / f"{picture.name}.png") != picture.size
        or (FOLDER / f"{picture.name}.png").stat().st_size > LARGEST
    ]
    assert wrong == []


def test_one_page_is_pictured_on_a_small_telephone_and_one_from_right_to_left() -> None:
    people = lysandra().people
    keys = [picture.who for picture in PICTURES if isinstance(picture.who, str)]
    assert any(people[key].language == "ar" for key in keys)
    assert any(picture.size[0] == 360 for picture in PICTURES)


def test_the_tour_names_an_account_for_every_role() -> None:
    index = (ROOT / "docs" / "tour" / "README.md").read_text("utf-8")
    people = lysandra().people
    named = {key for key in ACCOUNT.findall(index) if key in people}
    assert {people[key].role for key in named} == set(ROLES)


def test_the_readme_names_accounts_and_the_passphrase_that_open_the_country() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    steps = readme.split("## Ten minutes")[1].split("## Read on")[0]
    assert accounts.PASSPHRASE in steps
    named = set(re.findall(r"\*\*`([a-z-]+)`\*\*", steps))
    assert named
    assert named <= {key for key in lysandra().people}
