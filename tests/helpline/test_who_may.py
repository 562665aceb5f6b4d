"""Who takes calls, who reads them, and how long they are kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from amparo.access import Refused, can_read_call, can_see_calls
from amparo.audit.models import Line
from amparo.casefile import actions_concern, upkeep
from amparo.casefile.actions import append
from amparo.casefile.models import WrappedKey
from amparo.helpline import actions, sealed
from amparo.helpline.models import Call
from amparo.helpline.rules import KEPT_FOR
from amparo.helpline.upkeep import AT_ONCE
from amparo.people.models import User
from amparo.people.queries import holders, person_for
from tests.access.standing import OURS, THEIRS, somebody
from tests.helpline.conftest import LOG, SCREEN, Lines, SignIn, looked_up, saved

# The rule, without a database


def test_an_operator_reads_the_calls_they_took_and_no_others() -> None:
    operator = somebody("helpline")
    assert can_read_call(operator, OURS, mine=True)
    assert not can_read_call(operator, OURS, mine=False)
    assert not can_read_call(operator, THEIRS, mine=True)


def test_whoever_no_longer_takes_calls_reads_none_of_those_they_took() -> None:
    assert not can_read_call(somebody("caseworker"), OURS, mine=True)


@pytest.mark.parametrize("authority", ["social_services", "police", "ngo"])
def test_a_supervisor_of_another_authority_sees_no_calls(authority: str) -> None:
    assert not can_see_calls(somebody("supervisor", authority=authority))


def test_the_supervisor_of_a_helpline_reads_the_calls_of_their_own_agency() -> None:
    supervisor = somebody("supervisor", authority="helpline")
    assert can_see_calls(supervisor)
    assert can_read_call(supervisor, OURS, mine=False)
    assert not can_read_call(supervisor, THEIRS, mine=False)


# At their screens


@pytest.mark.slow
@pytest.mark.django_db
def test_of_the_whole_cast_only_the_operator_sees_and_takes_calls(
    lines: Lines, sign_in: SignIn
) -> None:
    call = saved(sign_in(lines.operator), account="A child whispers.")
    got = {}
    for name, user in lines.cast.everybody().items():
        client = sign_in(user)
        got[name] = (
            client.get(LOG).status_code,
            client.get(SCREEN).status_code,
            client.post(SCREEN, {"word": "sunflower", "look": "yes"}).status_code,
            client.get(f"/calls/{call.id}/").status_code,
            client.post(f"/calls/{call.id}/note/", {"text": "Mine."}).status_code,
        )
    assert got.pop("operator") == (200, 200, 200, 200, 302)
    assert set(got.values()) == {(403, 403, 403, 404, 404)}
    assert "outsider" in got


@pytest.mark.slow
@pytest.mark.django_db
def test_a_colleague_sees_that_there_was_a_call_and_not_what_was_said(
    lines: Lines, sign_in: SignIn
) -> None:
    call = saved(sign_in(lines.operator), account="A child whispers.")
    client = sign_in(lines.colleague)
    log = client.get(LOG).content.decode()
    assert "operator" in log
    assert str(call.id) not in log
    assert client.get(f"/calls/{call.id}/").status_code == 404
    assert client.post(f"/calls/{call.id}/hand-over/").status_code == 404


@pytest.mark.slow
@pytest.mark.django_db
def test_the_supervisor_reads_a_call_and_takes_and_hands_over_none(
    lines: Lines, sign_in: SignIn
) -> None:
    call = saved(sign_in(lines.operator), account="A child whispers.")
    client = sign_in(lines.supervisor)
    assert str(call.id) in client.get(LOG).content.decode()
    assert "A child whispers." in client.get(f"/calls/{call.id}/").content.decode()
    assert client.get(SCREEN).status_code == 403
    assert client.post(f"/calls/{call.id}/hand-over/").status_code == 403
    call.refresh_from_db()
    assert call.concern_id is None


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("who", ["elsewhere", "outsider"])
def test_another_helpline_and_the_outsider_see_nothing(
    lines: Lines, sign_in: SignIn, who: str
) -> None:
    call = saved(sign_in(lines.operator), account="A child whispers.")
    user: User = lines.cast.outsider if who == "outsider" else lines.elsewhere
    client = sign_in(user)
    assert str(call.id) not in client.get(LOG).content.decode()
    assert client.get(f"/calls/{call.id}/").status_code == 404


@pytest.mark.slow
@pytest.mark.django_db
def test_the_id_of_somebody_elses_call_overwrites_nothing(lines: Lines, sign_in: SignIn) -> None:
    call = saved(sign_in(lines.operator), account="A child whispers.")
    sent = {"entry_id": str(call.id), "account": "Nothing at all."}
    assert sign_in(lines.elsewhere).post(SCREEN, sent).status_code == 422
    call.refresh_from_db()
    assert "whispers" in str(sealed.opened(call))


@pytest.mark.slow
@pytest.mark.django_db
def test_whoever_was_invited_anew_does_not_see_the_calls_before_as_theirs(
    lines: Lines, sign_in: SignIn
) -> None:
    call = saved(sign_in(lines.operator), account="A child whispers.")
    lines.operator.invited_at = timezone.now()
    lines.operator.save(update_fields=["invited_at"])
    assert sign_in(lines.operator).get(f"/calls/{call.id}/").status_code == 404


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("who", ["operator", "supervisor"])
def test_whoever_is_barred_from_the_concern_of_a_call_no_longer_reads_the_call(
    lines: Lines, sign_in: SignIn, who: str
) -> None:
    call = saved(
        sign_in(lines.operator), account="A child whispers.", word="bluebird", recognise="true"
    )
    actions.hand_over(by=lines.operator, call=call)
    call.refresh_from_db()
    agency = call.concern.triage_agency_id
    worker = next(one for one in holders("caseworker", agency_id=agency))
    actions_concern.open_case(by=worker, case=call.concern, caseworker=worker)
    barred: User = getattr(lines, who)
    client = sign_in(barred)
    assert client.get(f"/calls/{call.id}/").status_code == 200
    said = {"person": str(barred.id), "reason": "Related to whoever is accused."}
    append(by=worker, case=call.concern, kind="access_barred", body=said)
    assert client.get(f"/calls/{call.id}/").status_code == 404
    assert client.post(f"/calls/{call.id}/note/", {"text": "More."}).status_code == 404
    assert client.post(f"/calls/{call.id}/hand-over/").status_code == 404
    log = client.get(LOG).content.decode()
    assert str(call.id) not in log
    assert call.concern.reference not in log
    if who == "operator":
        assert "Handed over</" not in looked_up(client, "bluebird")
    other = lines.supervisor if who == "operator" else lines.operator
    assert sign_in(other).get(f"/calls/{call.id}/").status_code == 200


@pytest.mark.slow
@pytest.mark.django_db
def test_calls_are_offered_to_those_who_take_them(lines: Lines, sign_in: SignIn) -> None:
    offered = f'href="{LOG}"'
    assert offered in sign_in(lines.operator).get("/").content.decode()
    assert offered in sign_in(lines.supervisor).get("/").content.decode()
    assert offered not in sign_in(lines.cast.teacher).get("/").content.decode()


# How long a call is kept


@pytest.mark.slow
@pytest.mark.django_db
def test_a_call_that_was_not_handed_over_is_erased_with_its_key(
    lines: Lines, sign_in: SignIn
) -> None:
    client = sign_in(lines.operator)
    call = saved(client, word="sunflower", recognise="true")
    handed = saved(client, account="A child whispers.")
    actions.hand_over(by=lines.operator, call=handed)
    upkeep.tick(call.ended_at + KEPT_FOR - timedelta(seconds=1))
    assert Call.objects.count() == 2
    upkeep.tick(call.ended_at + KEPT_FOR + timedelta(seconds=1))
    assert [one.id for one in Call.objects.all()] == [handed.id]
    assert not WrappedKey.objects.filter(id=call.key_id).exists()
    assert sealed.opened(call) == {}
    assert sealed.opened(handed) != {}
    assert Line.objects.filter(verb="calls_erased").get().detail == {"calls": 1}
    assert "No earlier call" in looked_up(client, "sunflower")


@pytest.mark.slow
@pytest.mark.django_db
def test_a_tick_erases_no_more_than_it_can_in_a_moment(lines: Lines) -> None:
    now = timezone.now()
    due = now - timedelta(days=1)
    Call.objects.bulk_create(
        Call(
            agency=lines.operator.agency,
            taken_by=lines.operator,
            began_at=due,
            ended_at=due,
            sealed=b"",
            key_id=lines.operator.id,
            kept_until=due,
        )
        for _number in range(AT_ONCE + 5)
    )
    upkeep.tick(now)
    assert Call.objects.count() == 5
    upkeep.tick(now)
    assert not Call.objects.exists()


@pytest.mark.sqlite
@pytest.mark.django_db
def test_what_is_due_and_who_calls_again_are_found_by_an_index() -> None:
    due = Call.objects.filter(kept_until__lte=timezone.now()).order_by("kept_until")
    known = Call.objects.filter(agency_id=OURS, caller_key="x").exclude(caller_key="")
    log = Call.objects.filter(agency_id=OURS).order_by("-began_at")[:25]
    for rows in (due, known, log):
        plan = rows.explain()
        assert "USING INDEX" in plan, plan
        assert "SCAN" not in plan, plan


@pytest.mark.slow
@pytest.mark.django_db
def test_an_action_refuses_by_itself_whoever_calls_it(lines: Lines) -> None:
    for user in (lines.cast.outsider, lines.supervisor):
        with pytest.raises(Refused):
            actions.earlier_calls(by=user, word="sunflower")
        with pytest.raises(Refused):
            actions.forget_caller(by=user, word="sunflower")
    assert person_for(lines.supervisor).authority == "helpline"
