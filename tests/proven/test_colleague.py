"""Somebody who works here wants more than was given to them."""

from contextlib import suppress
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from amparo.access import Refused
from amparo.audit.models import Line
from amparo.casefile import actions, actions_concern, actions_looking, drafts
from amparo.people import actions as accounts
from amparo.people.models import RoleGrant, User
from tests.cast import address
from tests.proven import planting
from tests.proven.attacking import NEW_WORDS, NOW, UNKNOWN, count, word_for_word
from tests.proven.conftest import SignIn
from tests.proven.world import EMERGENCY, World, browser, there

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

# The curious colleague


def test_nobody_reveals_an_identity_that_was_not_given_to_them(world: World, at: SignIn) -> None:
    for name in ("provider", "police", "prosecutor", "panel"):
        answer = at(name).post(there("reveal", world.case.reference))
        assert answer.status_code == 403
        last = Line.objects.latest("sequence")
        assert (last.verb, last.actor_id) == ("refused", getattr(world.cast, name).id)


def test_nobody_uncovers_an_identity_by_correcting_it(world: World, at: SignIn) -> None:
    correct = there("correct", world.case.reference, world.identity.id)
    for name in ("provider", "police", "panel"):
        answer = at(name).post(correct, {"uncover": "yes"})
        assert answer.status_code in (403, 404)
        assert planting.NAMES[0].split()[0] not in answer.content.decode()


def test_a_half_filled_form_is_seen_by_nobody_else(world: World, at: SignIn) -> None:
    form = there("record_kind", world.case.reference, "note_added")
    said = {**NOW, "text": "zqdraftqz", "section": "protection", "keep": "yes"}
    assert at("caseworker").post(form, said).status_code == 302
    assert "zqdraftqz" in at("caseworker").get(form).content.decode()
    for name in ("supervisor", "guardian", "lawyer"):
        assert "zqdraftqz" not in at(name).get(form).content.decode()
        assert (
            drafts.load_draft(by=getattr(world.cast, name), case=world.case, kind="note_added")
            is None
        )
    at("teacher").post(there("report"), {"account": "zqdraftqz", "_later": "yes"})
    for name in ("operator", "caseworker"):
        assert "zqdraftqz" not in at(name).get(there("report")).content.decode()


def test_an_entry_is_corrected_only_by_who_may_record_it(world: World, at: SignIn) -> None:
    """Who reads it but does not record such things, and who does not even read it."""
    before = count()
    for name in ("competent_authority", "panel", "focal_point", "provider", "police"):
        for step in ("correct", "withdraw"):
            address_ = there(step, world.case.reference, world.entry.id)
            answer = at(name).post(address_, {**NOW, "reason": "a game", "how": "by letter"})
            assert answer.status_code in (403, 404), (name, step)
    assert count() == before


def test_a_concern_is_corrected_by_nobody_but_its_reporter(world: World) -> None:
    for name in ("operator", "caseworker", "supervisor", "outsider"):
        with pytest.raises(Refused) as refused:
            actions_concern.correct_concern(
                by=getattr(world.cast, name),
                case=world.concern,
                kind="whereabouts_noted",
                body={"place": "elsewhere"},
            )
        assert refused.value.hidden


def test_nobody_agrees_to_their_own_step(world: World, at: SignIn) -> None:
    """Nor do they name somebody who is not on the case, or is nobody."""
    strangers = (world.cast.outsider, world.cast.provider, world.cast.teacher)
    before = count()
    for second in (world.cast.caseworker, *strangers, uuid4()):
        with pytest.raises(Refused) as refused:
            actions.append(
                by=world.cast.caseworker,
                case=world.case,
                kind="step_planned",
                body={"step": "return"},
                despite=dict.fromkeys(("guardian_heard", "family_known"), "no time"),
                agreed_by=second,
            )
        assert refused.value.code in ("second_person_needed", "not_involved", "role_may_not_act")
    assert count() == before


def test_nobody_closes_a_concern_with_themselves(world: World, at: SignIn) -> None:
    close = there("close_concern", world.concern.reference)
    caseworker = str(world.cast.caseworker.id)
    said = {"reason": "a game", "agreed_by": caseworker}
    assert at("caseworker").post(close, said).status_code == 422
    twice = {"reason": "a game", "agreed_by": [str(world.cast.colleague.id), caseworker]}
    assert at("caseworker").post(close, twice).status_code == 422
    world.concern.refresh_from_db()
    assert world.concern.state == "to_triage"


def test_nobody_agrees_to_or_reviews_their_own_emergency(world: World, at: SignIn) -> None:
    colleague = at("colleague")
    assert colleague.get(there("case", world.case.reference)).status_code == 200
    agree = there("allow_whereabouts", world.glass.id)
    assert colleague.post(agree).status_code == 404
    assert colleague.post(there("review_emergency", world.glass.id)).status_code == 403
    world.glass.refresh_from_db()
    assert world.glass.whereabouts_agreed_by is None
    with pytest.raises(Refused):
        actions_looking.allow_whereabouts(by=world.cast.colleague, glass=world.glass)
    with pytest.raises(Refused):
        actions_looking.allow_whereabouts(by=world.cast.outsider, glass=world.glass)


def test_an_emergency_does_not_open_the_identity_of_who_one_is_kept_from(
    world: World, at: SignIn
) -> None:
    actions.bar(
        by=world.cast.caseworker,
        case=world.case,
        reason="They are under suspicion.",
        agency=world.cast.outsider.agency,
    )
    said = {"reference": world.case.reference, "reason": EMERGENCY}
    barred = at("outsider").post(there("emergency"), said)
    unknown = at("outsider").post(there("emergency"), {**said, "reference": UNKNOWN})
    assert (barred.status_code, unknown.status_code) == (422, 422)
    assert word_for_word(barred.content.decode()) == word_for_word(unknown.content.decode())


@pytest.mark.parametrize("agency_too", [False, True])
def test_whoever_is_barred_has_no_way_back(world: World, at: SignIn, agency_too: bool) -> None:
    who: dict[str, Any] = (
        {"agency": world.cast.guardian.agency} if agency_too else {"person": world.cast.guardian}
    )
    assert at("guardian").get(there("case", world.case.reference)).status_code == 200
    actions.bar(by=world.cast.caseworker, case=world.case, reason="Under suspicion.", **who)
    for name in ("case", "case_timeline", "record", "case_involvement"):
        assert at("guardian").get(there(name, world.case.reference)).status_code == 404
    assert world.case.reference not in at("guardian").get("/").content.decode()
    assert world.case.reference not in at("guardian").get("/cases/").content.decode()


def test_a_barred_reporter_adds_nothing_by_sending_the_report_again(world: World) -> None:
    report: dict[str, Any] = {
        "concern": planting.CONCERN,
        "entry_id": uuid4(),
        "agency": world.cast.agencies["social_services"],
    }
    case = actions_concern.report_concern(by=world.cast.teacher, **report)
    actions_concern.open_case(by=world.cast.caseworker, case=case, caseworker=world.cast.caseworker)
    actions.bar(by=world.cast.caseworker, case=case, reason="Suspected.", person=world.cast.teacher)
    before = count()
    with suppress(Refused):
        actions_concern.report_concern(
            by=world.cast.teacher, **report, whereabouts={"place": "a false trail"}
        )
    assert count() == before


# The administrator who is curious


def test_an_administrator_gives_themselves_no_content(world: World, at: SignIn) -> None:
    administrator = world.cast.administrator
    give = reverse("people:grant_role", args=[administrator.id])
    for role in ("caseworker", "supervisor", "coordinator", "guardian", "police"):
        assert at("administrator").post(give, {"role": role}).status_code == 403
    assert set(RoleGrant.objects.filter(user=administrator).values_list("role", flat=True)) == {
        "administrator"
    }


def test_an_administrator_confirms_nothing_they_gave(world: World, at: SignIn) -> None:
    confirm = reverse("people:confirm_role", args=[world.grant.pk])
    assert at("administrator").post(confirm).status_code == 403
    invited = accounts.invite(
        by=world.cast.administrator,
        email=address("second-self"),
        display_name="second self",
        agency=world.vacant,
        roles=("supervisor",),
    )
    accounts.accept_invitation(token=invited.token, password=NEW_WORDS)
    [grant] = RoleGrant.objects.filter(user=invited.user)
    for by in (world.cast.administrator, invited.user, world.cast.supervisor):
        with pytest.raises(Refused):
            accounts.confirm_role(by=by, grant=grant)


def test_taking_over_an_account_takes_no_case_with_it(world: World) -> None:
    """Whoever invites again could be handing the account to anybody, themselves included."""
    thief = taken_over(world, world.cast.guardian)
    assert thief.get("/").status_code == 200
    assert thief.get(there("case", world.case.reference)).status_code == 404


def test_taking_over_a_reporters_account_shows_no_report(world: World) -> None:
    thief = taken_over(world, world.cast.teacher)
    page = thief.get(there("own_concern", world.concern.reference))
    assert planting.NAMES[0] not in page.content.decode()


def taken_over(world: World, user: User) -> Client:
    """A browser in which the administrator has accepted an invitation made for `user`."""
    invited = accounts.invite_again(by=world.cast.administrator, user=user)
    thief = browser(None)
    thief.get(reverse("people:open_invitation", args=[invited.token]))
    assert (
        thief.post(reverse("people:accept_invitation"), {"password": NEW_WORDS})["Location"] == "/"
    )
    return thief
