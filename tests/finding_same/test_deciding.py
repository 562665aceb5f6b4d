"""Whether two cases are one child is decided by who may know both, and seen by nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from amparo.access import NotFound, Refused
from amparo.audit.models import Line
from amparo.casefile import actions as record
from amparo.casefile import queries_case
from amparo.casefile.models import Entry
from amparo.finding.models.suggestions import DecidedPair
from amparo.finding.same import actions, groups, looking, pairs, queries
from amparo.journey import JourneyError
from amparo.people.queries import person_for
from tests.casefile.making import a_case
from tests.finding_same.conftest import HERE, bring_in

WHY = "The same passport, and she told us herself."


@pytest.fixture
def both(cast, here, there):
    bring_in(cast, there, cast.caseworker)
    return here, there


def decide(by, one, other, result="same", **more):
    return actions.decide(by=by, one=one, other=other, result=result, reason=WHY, **more)


def kinds(user, case):
    return [entry.kind for entry in queries_case.case_view(user, case).entries]


def test_a_decision_stands_on_both_timelines_with_who_decided_and_why(cast, both):
    here, there = both
    decide(cast.caseworker, here, there)
    for case, other in ((here, there), (there, here)):
        view = queries_case.case_view(cast.caseworker, case, uncovered=True)
        [entry] = [one for one in view.entries if one.kind == pairs.KIND]
        assert entry.body == {"case": other.reference, "result": "same", "reason": WHY}
        assert entry.section == "identity"
    [told] = pairs.history(there, here)
    assert (told.result, told.reason, told.by, told.holds) == ("same", WHY, "caseworker", True)


def test_whoever_may_not_know_both_sees_no_entry_and_no_line_of_the_log(cast, both):
    here, there = both
    before = kinds(cast.outsider, there)
    decide(cast.caseworker, here, there)
    assert kinds(cast.outsider, there) == before
    seen = [line.verb for line in queries_case.who_has_seen(cast.outsider, there)]
    assert "same_child_decided" not in seen
    assert pairs.KIND in kinds(cast.caseworker, there)
    seen = [line.verb for line in queries_case.who_has_seen(cast.caseworker, here)]
    assert "same_child_decided" in seen


@pytest.mark.parametrize("name", ["outsider", "teacher", "guardian", "police", "administrator"])
def test_whoever_does_not_work_on_both_cannot_decide(cast, both, name):
    here, there = both
    with pytest.raises((Refused, NotFound)):
        decide(getattr(cast, name), here, there)
    assert not DecidedPair.objects.exists()


def test_a_guardian_of_both_cannot_decide(cast, both):
    here, there = both
    record.involve(
        by=cast.caseworker, case=here, role="guardian", sections=["identity", "protection"],
        ground="legal_duty", person=cast.guardian,
    )  # fmt: skip
    bring_in(cast, there, cast.guardian, "guardian")
    with pytest.raises(Refused) as refused:
        decide(cast.guardian, here, there)
    assert refused.value.code == "role_may_not_record"


def test_it_needs_a_reason(cast, both):
    with pytest.raises(JourneyError):
        actions.decide(by=cast.caseworker, one=both[0], other=both[1], result="same", reason=" ")
    assert not Entry.objects.filter(kind=pairs.KIND).exists()


def test_a_case_is_not_compared_with_itself(cast, here):
    with pytest.raises(NotFound):
        decide(cast.caseworker, here, here)


def test_a_new_decision_takes_the_place_of_the_old_one_on_both(cast, both):
    decide(cast.caseworker, *both)
    decide(cast.caseworker, both[1], both[0], "different")
    for case, other in (both, both[::-1]):
        assert [(one.result, one.holds) for one in pairs.history(case, other)] == [
            ("different", True),
            ("same", False),
        ]
    assert DecidedPair.objects.get().result == "different"


def test_undoing_withdraws_both_with_the_reason(cast, both):
    decide(cast.caseworker, *both)
    actions.undo(by=cast.caseworker, one=both[0], other=both[1], reason="It was her sister.")
    for case, other in (both, both[::-1]):
        [told] = pairs.history(case, other)
        assert (told.holds, told.undone) == (False, "It was her sister.")
    assert not DecidedPair.objects.exists()
    assert kinds(cast.outsider, both[1]).count("entry_withdrawn") == 0
    with pytest.raises(Refused, match="nothing_decided"):
        actions.undo(by=cast.caseworker, one=both[0], other=both[1], reason="Again.")


def test_it_is_neither_recorded_nor_withdrawn_by_itself(cast, both):
    here, there = both
    body = {"case": there.reference, "result": "same", "reason": WHY}
    with pytest.raises(Refused, match="by_action_only"):
        record.append(by=cast.caseworker, case=here, kind=pairs.KIND, body=body)
    decide(cast.caseworker, here, there)
    entry = Entry.objects.get(kind=pairs.KIND, case=here)
    with pytest.raises(JourneyError, match="not in this case"):
        record.withdraw(by=cast.caseworker, case=here, entry_id=entry.id, reason="No.")


def test_more_than_four_cases_of_one_child_need_a_second_person(cast):
    first, *others = [a_case(cast, identity=HERE) for _each in range(5)]
    for other in others[:3]:
        decide(cast.caseworker, first, other)
    with pytest.raises(Refused) as refused:
        decide(cast.caseworker, others[0], others[3])
    assert refused.value.code == "second_person_needed"
    decide(cast.caseworker, others[0], others[3], agreed_by=cast.supervisor)
    person = person_for(cast.supervisor)
    found = groups.group_of(person, others[3], timezone.now())
    assert {case.id for case in found} == {first.id, *(case.id for case in others)}
    assert groups.group_of(person_for(cast.outsider), first, timezone.now()) == []


def test_the_second_person_may_know_both_as_well(cast, both):
    with pytest.raises(Refused):
        decide(cast.caseworker, *both, agreed_by=cast.outsider)


def test_what_was_said_to_be_different_children_is_not_joined_round_a_corner(cast):
    one, two, three = (a_case(cast, identity=HERE) for _each in range(3))
    decide(cast.caseworker, one, two)
    decide(cast.caseworker, two, three, "related")
    with pytest.raises(Refused) as refused:
        decide(cast.caseworker, one, three)
    assert refused.value.code == "decided_otherwise"


def test_each_case_has_its_line_in_the_log_and_its_chain_is_whole(cast, both):
    from amparo.audit.verify import verify

    decide(cast.caseworker, *both)
    lines = Line.objects.filter(verb="same_child_decided")
    assert {line.case_id for line in lines} == {case.id for case in both}
    assert all(line.entry_digest for line in lines)
    assert verify().problems == []


def test_ask_later_comes_back_after_thirty_days(cast, both):
    here, there = both
    while looking.look():
        pass
    decide(cast.caseworker, here, there, "ask_later")
    assert queries.waiting(cast.caseworker) == []
    asked = timezone.now() - queries.ASKED_AGAIN_AFTER
    DecidedPair.objects.update(decided_at=asked + timedelta(minutes=5))
    assert queries.waiting(cast.caseworker) == []
    DecidedPair.objects.update(decided_at=asked)
    [again] = queries.waiting(cast.caseworker)
    assert {again.one.reference, again.other.reference} == {here.reference, there.reference}
    assert again.asked_before
