"""Breaking the glass: at once, for a day, with a reason, never the whereabouts; and reviewed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from amparo.access import NotFound, Refused
from amparo.audit.models import Line
from amparo.casefile import actions, effects, queries_work, reference
from amparo.casefile.actions_looking import (
    allow_whereabouts,
    break_glass,
    reveal_identity,
    review_break_glass,
    see_case,
)
from amparo.casefile.models import BreakGlass

REASON = "The child stands at our door tonight and her own worker cannot be reached."


@pytest.fixture
def told():
    heard = []
    effects.register("glass_broken", heard.append)
    yield heard
    effects.unregister("glass_broken", heard.append)


def broken(cast, case, by=None):
    return break_glass(by=by or cast.outsider, reference_text=case.reference, reason=REASON)


def test_a_caseworker_opens_a_case_in_an_emergency_and_supervisors_are_told_at_once(
    cast, case, told
):
    glass = broken(cast, case)
    view = see_case(by=cast.outsider, case=case)
    assert view.by_break_glass
    assert reveal_identity(by=cast.outsider, case=case).situation["names"]
    assert glass.ends_at - glass.opened_at == timedelta(hours=24)
    [event] = told
    assert event.tell == (cast.outside_supervisor.id,)
    assert Line.objects.filter(verb="glass_broken", case_id=case.id).count() == 1
    assert REASON.encode() not in bytes(glass.reason)


def test_it_opens_neither_whereabouts_nor_law_and_lets_nobody_settle_in(cast, case):
    broken(cast, case)
    view = see_case(by=cast.outsider, case=case)
    assert not view.sections & {"whereabouts", "legal", "justice"}
    with pytest.raises(Refused):
        actions.bar(by=cast.outsider, case=case, reason="no", person=cast.caseworker)


def test_whereabouts_need_a_second_person_of_the_same_agency(cast, case):
    glass = broken(cast, case)
    for user in (cast.outsider, cast.teacher, cast.supervisor):
        with pytest.raises(Refused):
            allow_whereabouts(by=user, glass=glass)
    allow_whereabouts(by=cast.outside_supervisor, glass=glass)
    assert "whereabouts" in see_case(by=cast.outsider, case=case).sections


@pytest.mark.parametrize(
    "name", ["teacher", "guardian", "police", "administrator", "analyst", "provider"]
)
def test_other_roles_break_no_glass(cast, case, name):
    with pytest.raises(Refused):
        broken(cast, case, getattr(cast, name))


def test_a_reason_that_says_nothing_is_none(cast, case):
    with pytest.raises(Refused) as refused:
        break_glass(by=cast.outsider, reference_text=case.reference, reason="urgent")
    assert refused.value.code == "reason_too_short"
    assert not BreakGlass.objects.exists()


def test_a_case_that_is_not_there_cannot_be_opened(cast):
    with pytest.raises(NotFound):
        break_glass(by=cast.outsider, reference_text=reference.new(), reason=REASON)


def test_whoever_is_barred_breaks_no_glass(cast, case):
    actions.bar(by=cast.caseworker, case=case, reason="a relative", person=cast.outsider)
    with pytest.raises(Refused) as refused:
        broken(cast, case)
    assert refused.value.hidden


def test_breaking_it_twice_is_one_emergency(cast, case):
    assert broken(cast, case).id == broken(cast, case).id
    assert BreakGlass.objects.count() == 1


def test_it_waits_for_the_review_of_another_supervisor_of_that_agency(cast, case):
    glass = broken(cast, case)
    [waiting] = queries_work.glass_to_review(cast.outside_supervisor)
    assert (waiting.id, waiting.person, waiting.reason) == (glass.id, "outsider", REASON)
    assert queries_work.glass_to_review(cast.supervisor) == []
    assert queries_work.glass_to_review(cast.outsider) == []
    with pytest.raises(Refused):
        review_break_glass(by=cast.supervisor, glass=glass, justified=True, note="fine")
    review_break_glass(by=cast.outside_supervisor, glass=glass, justified=True, note="she was safe")
    assert queries_work.glass_to_review(cast.outside_supervisor) == []
    with pytest.raises(Refused):
        review_break_glass(by=cast.outside_supervisor, glass=glass, justified=False, note="again")


def test_an_opening_that_was_not_justified_ends_with_its_review(cast, case):
    glass = broken(cast, case)
    review_break_glass(by=cast.outside_supervisor, glass=glass, justified=False, note="curiosity")
    with pytest.raises(Refused):
        see_case(by=cast.outsider, case=case)


def test_it_ends_by_itself_after_a_day(cast, case):
    glass = broken(cast, case)
    past = timezone.now() - timedelta(seconds=1)
    BreakGlass.objects.filter(id=glass.id).update(ends_at=past)
    with pytest.raises(Refused):
        see_case(by=cast.outsider, case=case)
