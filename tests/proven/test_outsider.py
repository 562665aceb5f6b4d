"""An outsider tries an address, an id, a reference that is not theirs.

Who may open which address at all is `test_every_address`; here is what goes around the front door.
"""

import pytest
from django.urls import reverse

from amparo.access import Refused
from amparo.casefile import actions, actions_concern
from amparo.journey import JourneyError
from tests.proven import planting
from tests.proven.attacking import MISTYPED, NOW, UNKNOWN, count, word_for_word
from tests.proven.conftest import SignIn
from tests.proven.world import World, there

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def test_a_case_of_others_looks_like_one_that_is_not_there(world: World, at: SignIn) -> None:
    outsider = at("outsider")
    for name in ("case", "case_timeline", "record", "case_seen", "involve"):
        pages = [
            outsider.get(there(name, reference))
            for reference in (world.case.reference, UNKNOWN, MISTYPED)
        ]
        assert {page.status_code for page in pages} == {404}
        assert len({word_for_word(page.content.decode()) for page in pages}) == 1


def test_looking_for_a_reference_does_not_tell_whether_it_is_there(
    world: World, at: SignIn
) -> None:
    outsider = at("outsider")
    pages = [
        outsider.post(reverse("finding:find"), {"text": reference})
        for reference in (world.case.reference, UNKNOWN)
    ]
    first, second = (word_for_word(page.content.decode()) for page in pages)
    assert first == second


def test_looking_for_a_name_finds_nothing_of_others(world: World, at: SignIn) -> None:
    for name in ("outsider", "colleague", "panel", "police", "operator"):
        for text in ("Zqnameqz", "Zqn", planting.NAMES[1], planting.NAMES[2]):
            page = at(name).post(reverse("finding:find"), {"text": text}).content.decode()
            assert world.case.reference not in page or name == "colleague", (name, text)
            assert world.elsewhere.reference not in page


@pytest.mark.parametrize("name", ["correct", "withdraw"])
def test_an_entry_of_another_case_is_not_reached_through_ones_own(
    world: World, at: SignIn, name: str
) -> None:
    mixed = there(name, world.elsewhere.reference, world.entry.id)
    assert at("outsider").get(mixed).status_code == 404
    before = count()
    said = {**NOW, "reason": "It was a game.", "how": "by letter"}
    assert at("outsider").post(mixed, said).status_code == 404
    assert count() == before


def test_an_entry_of_another_case_is_not_reached_through_the_actions_either(world: World) -> None:
    outsider = world.cast.outsider
    with pytest.raises(JourneyError, match="not in this case"):
        actions.withdraw(
            by=outsider, case=world.elsewhere, entry_id=world.entry.id, reason="a game"
        )
    with pytest.raises(JourneyError, match="not in this case"):
        actions.append(
            by=outsider,
            case=world.elsewhere,
            kind="contact_made",
            body={},
            supersedes=world.entry.id,
        )


def test_an_involvement_of_another_case_is_not_ended_through_ones_own(
    world: World, at: SignIn
) -> None:
    mixed = there("end_involvement", world.elsewhere.reference, world.involvement.id)
    assert at("outsider").post(mixed, {"reason": "a game"}).status_code == 404
    world.involvement.refresh_from_db()
    assert world.involvement.ended_at is None


def test_a_consent_of_another_case_is_no_ground(world: World, at: SignIn) -> None:
    party = f"person:{world.cast.complaints.id}"
    said = {"party": party, "role": "complaints", "sections": ["protection"],
            "ground": str(world.entry.id)}  # fmt: skip
    answer = at("outsider").post(there("involve", world.elsewhere.reference), said)
    assert answer.status_code == 422


def test_an_id_that_is_taken_says_nothing_about_what_has_it(world: World, at: SignIn) -> None:
    before = count()
    form = there("record_kind", world.elsewhere.reference, "contact_made")
    said = {**NOW, "how": "by letter", "entry_id": str(world.entry.id)}
    answer = at("outsider").post(form, said, follow=True)
    assert count() == before
    assert world.case.reference not in answer.content.decode()


def test_a_concern_is_not_joined_to_a_case_that_one_does_not_see(world: World, at: SignIn) -> None:
    join = there("join_concern", world.concern.reference)
    answers = [
        at("caseworker").post(join, {"case": reference})
        for reference in (world.elsewhere.reference, UNKNOWN)
    ]
    assert [answer.status_code for answer in answers] == [422, 422]
    first, second = (word_for_word(answer.content.decode()) for answer in answers)
    assert first == second
    with pytest.raises(Refused) as refused:
        actions_concern.join_concern(
            by=world.cast.caseworker, concern=world.concern, case=world.elsewhere
        )
    assert refused.value.hidden


def test_filters_do_not_tell_what_one_may_not_read(world: World, at: SignIn) -> None:
    for asked in ("missing=yes", "risk=unknown", "without_guardian=yes", "overdue=yes"):
        page = at("provider").get(f"/cases/?{asked}").content.decode()
        assert world.case.reference not in page, asked
