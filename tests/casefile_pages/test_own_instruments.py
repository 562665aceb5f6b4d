"""A country's own instruments on the screens."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from amparo.casefile import instruments_here
from amparo.casefile.models import Case
from amparo.casefile.paper import SheetNumber, number_of, read_number
from amparo.casefile.queries_case import case_view
from amparo.instruments import FolderError
from tests.casefile_pages.case_world import a_lived_case, say, signed_in
from tests.casefile_pages.test_screening import WHEN, finish, group, the_screening
from tests.cast import Cast
from tests.instruments.test_folder import ours, write
from tests.instruments.test_loading import WHOLE

pytestmark = pytest.mark.slow

OWN = (
    WHOLE.replace('name.en = "Said so"', 'name.en = "Signs seen at our ports"', 1)
    .replace('text.en = "Said so"', 'text.en = "Waits by the ferry"', 1)
    .replace('ages = "0-17"', 'ages = "12-17"')
)
ON_A_DAY = {"occurred_at_how": "at", "occurred_at_year": "2025"}
Uses = Callable[..., None]


@pytest.fixture
def uses(settings: Settings, tmp_path: Path) -> Iterator[Uses]:
    """Puts files into the folder of the deployment; without any, it has no folder."""

    def use(**files: str) -> None:
        for old in tmp_path.glob("*.toml"):
            old.unlink()
        settings.AMPARO_INSTRUMENTS = str(write(tmp_path, **files)) if files else ""
        instruments_here.forget()

    yield use
    settings.AMPARO_INSTRUMENTS = ""
    instruments_here.forget()


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_lived_case(cast)


def shown_to_begin(cast: Cast, case: Case) -> str:
    address = reverse("casefile:screening", args=[case.reference])
    return signed_in(cast.caseworker).get(address).content.decode()


def timeline(cast: Cast, case: Case) -> str:
    address = reverse("casefile:case_timeline", args=[case.reference])
    return signed_in(cast.caseworker).get(address).content.decode()


def test_an_own_instrument_is_used_besides_ours(cast: Cast, case: Case, uses: Uses) -> None:
    assert "Signs seen at our ports" not in shown_to_begin(cast, case)
    uses(ports=OWN)
    shown = shown_to_begin(cast, case)
    assert "Signs seen at our ports" in shown
    assert "Signs in a child (UNODC)" in shown
    client = signed_in(cast.caseworker)
    assert "Waits by the ferry" in client.get(group(case, "own", 1)).content.decode()
    client.post(group(case, "own", 1), {"answer-1.sign": "yes"})
    client.post(finish(case, "own"), WHEN)
    assert the_screening(case)["answers"] == {"1.sign": "yes"}
    assert "Waits by the ferry" in timeline(cast, case)


def test_what_was_recorded_with_an_instrument_that_is_gone_is_still_read_by_code(
    cast: Cast, case: Case, uses: Uses
) -> None:
    uses(ports=OWN)
    client = signed_in(cast.caseworker)
    client.post(group(case, "own", 1), {"answer-1.sign": "yes"})
    client.post(finish(case, "own"), WHEN)
    uses()
    assert client.get(group(case, "own", 1)).status_code == 404
    shown = timeline(cast, case)
    assert "Item 1.sign" in shown
    assert "Waits by the ferry" not in shown
    entry = case.entries.get(kind="screening_completed")
    correct = reverse("casefile:correct", args=[case.reference, entry.id])
    assert client.get(correct).status_code == 200


def test_a_sign_of_ours_is_not_said_to_be_what_a_lost_instrument_asked(
    cast: Cast, case: Case
) -> None:
    say(cast, case, "screening_completed", instrument="lost", answers={"intimidated": "yes"})
    shown = timeline(cast, case)
    assert "Item intimidated" in shown
    assert "Looks intimidated" not in shown


def test_another_version_takes_the_place_of_ours_and_old_answers_keep_their_words(
    cast: Cast, case: Case, uses: Uses
) -> None:
    client = signed_in(cast.caseworker)
    client.post(group(case, "unodc_child", 1), {"answer-intimidated": "yes"})
    client.post(finish(case, "unodc_child"), WHEN)
    old, new = "Looks intimidated, or acts unlike a child of that age", "Seems cowed"
    uses(signs=ours("unodc_child", "our-2026").replace(old, new))
    assert "own version, our-2026" in shown_to_begin(cast, case)
    assert new in client.get(group(case, "unodc_child", 1)).content.decode()
    assert old in timeline(cast, case)


def test_a_set_that_is_off_is_used_once_the_country_checked_it(
    cast: Cast, case: Case, uses: Uses
) -> None:
    off = ours("child_sexual", "checked-2026")
    uses(sexual=off)
    assert "Sexual exploitation of a child" not in shown_to_begin(cast, case)
    uses(sexual=off.replace("on = false", "on = true", 1))
    assert "Sexual exploitation of a child" in shown_to_begin(cast, case)


def test_a_broken_file_is_never_half_used(uses: Uses) -> None:
    uses(a=OWN, b="[instrument")
    with pytest.raises(FolderError, match=r"^b.toml, line 1: "):
        instruments_here.known()


def test_a_set_made_for_other_ages_says_so(cast: Cast, case: Case, uses: Uses) -> None:
    uses(ports=OWN)
    outside = "made for other ages than this child"
    assert outside not in shown_to_begin(cast, case)
    birth = {"year": timezone.now().year - 8}
    say(cast, case, "identity_recorded", names=[{"name": "Somebody"}], birth=birth)
    assert outside in shown_to_begin(cast, case)


# On paper


@pytest.mark.parametrize("version", ["2026", "our-2026", "نسخة ٢"])
def test_an_own_instrument_is_printed_and_typed_in_under_its_own_version(
    cast: Cast, case: Case, uses: Uses, version: str
) -> None:
    uses(signs=ours("unodc_child", version), ports=OWN)
    client = signed_in(cast.caseworker)
    for code in ("unodc_child", "own"):
        kept = instruments_here.known().instruments[code].version
        sheet = client.get(reverse("casefile:paper_sheet", args=[code]))
        number = number_of(code, "en")
        assert sheet.status_code == 200
        assert str(number) in sheet.content.decode()
        assert read_number(str(number), ["en"]) == SheetNumber(code, kept, "en")
        address = reverse("casefile:screening_paper", args=[case.reference, code])
        sent = {**ON_A_DAY, "sheet": str(number), "entry_id": str(uuid4())}
        assert client.post(address, sent).status_code == 302
        said = [one.body for one in case_view(cast.caseworker, case).entries if one.body]
        assert any(one.get("instrument") == code and one["version"] == kept for one in said)


def test_a_sheet_of_ours_is_still_read_when_an_own_one_has_the_same_initials(uses: Uses) -> None:
    before = str(number_of("unodc_child", "en"))
    uses(a=OWN.replace('code = "own"', 'code = "urgent_care"', 1))
    assert str(number_of("unodc_child", "en")) == before
    assert read_number(str(number_of("urgent_care", "en")), ["en"]).code == "urgent_care"
