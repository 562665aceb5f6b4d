"""Whoever looks is verified, two people decide, and what they decided stays undoable."""

from datetime import timedelta

import pytest
from django.utils import timezone

from amparo.access import Refused
from amparo.audit.models import Line
from amparo.casefile import actions
from amparo.casefile.models import Case, Entry
from amparo.casefile.rules import GatesSpeak
from amparo.finding.models import TracingMatch, TracingRequest
from amparo.finding.tracing import (
    answering,
    deciding,
    queries,
    rules,
    verifying,
)
from amparo.finding.tracing.proposals import Proposal
from tests.casefile.making import record
from tests.cast import Cast
from tests.tracing.conftest import (
    PROPOSED,
    QUESTIONS,
    a_child,
    a_request,
    decided,
    minutes_pass,
    prepare,
    the_match,
    verify,
)


def test_a_relation_needs_three_questions_and_failed_answers_are_kept(cast: Cast) -> None:
    request = a_request(cast.caseworker)
    with pytest.raises(Refused):
        verifying.write_down(
            by=cast.caseworker, request_id=request.id, step=rules.RELATION,
            result=rules.SOLVED, how="By telephone", asked=QUESTIONS[:2],
        )  # fmt: skip
    verifying.write_down(
        by=cast.caseworker, request_id=request.id, step=rules.RELATION,
        result=rules.FAILED, how="By telephone", asked=[("What is her song?", "I forgot")],
    )  # fmt: skip
    verify(cast.caseworker, request)
    kept = verifying.checks_of(request)
    assert [one.result for one in kept if one.step == rules.RELATION] == ["failed", "solved"]
    assert kept[0].asked == (("What is her song?", "I forgot"),)
    assert kept[0].by == cast.caseworker


def test_another_agency_cannot_verify_for_us(cast: Cast) -> None:
    request = a_request(cast.caseworker)
    with pytest.raises(Refused) as refused:
        verify(cast.outsider, request)
    assert refused.value.hidden


# Deciding


def ready(cast: Cast) -> tuple[Case, TracingRequest, TracingMatch]:
    case = a_child(cast)
    request = a_request(cast.outsider)
    minutes_pass()
    return case, request, the_match(request)


def test_before_everything_holds_nobody_can_propose_contact(cast: Cast) -> None:
    case, request, match = ready(cast)
    for step in (
        lambda: verify(cast.outsider, request),
        lambda: record(cast, case, "view_recorded", topic="contact", wish="for"),
        lambda: record(cast, case, "family_assessed", involvement_in_trafficking="none"),
    ):
        with pytest.raises(Refused):
            deciding.propose(by=cast.caseworker, match_id=match.id, proposal=PROPOSED)
        step()
    deciding.propose(by=cast.caseworker, match_id=match.id, proposal=PROPOSED)


def test_a_child_who_does_not_want_contact_is_heard(cast: Cast) -> None:
    case, request, match = ready(cast)
    verify(cast.outsider, request)
    prepare(cast, case)
    record(cast, case, "view_recorded", topic="contact", wish="against")
    with pytest.raises(Refused) as refused:
        deciding.propose(by=cast.caseworker, match_id=match.id, proposal=PROPOSED)
    assert refused.value.code == "tracing_against"


def test_for_a_child_who_cannot_be_asked_a_guardian_is_one_of_the_two_who_decide(
    cast: Cast,
) -> None:
    """And what a guardian said in free words is not read: this one is against contact."""
    case, request, match = ready(cast)
    verify(cast.outsider, request)
    record(cast, case, "family_assessed", involvement_in_trafficking="none")
    record(cast, case, "guardian_consulted", about="no contact with the family", view="agrees")
    actions.involve(
        by=cast.caseworker, case=case, role="guardian", sections=["identity", "protection"],
        ground="best_interests", person=cast.guardian,
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        deciding.propose(by=cast.caseworker, match_id=match.id, proposal=PROPOSED)
    assert refused.value.code == "tracing_wish"
    deciding.propose(by=cast.guardian, match_id=match.id, proposal=PROPOSED)
    deciding.agree(by=cast.caseworker, match_id=match.id)
    assert answering.may_speak(request)


def test_answers_that_the_child_does_not_know_end_it(cast: Cast) -> None:
    case, request, match = ready(cast)
    verify(cast.outsider, request)
    prepare(cast, case)
    wrong = Proposal(rules.CONTACT, "She is sure.", "She is kind.", answers_fit=False)
    with pytest.raises(Refused) as refused:
        deciding.propose(by=cast.caseworker, match_id=match.id, proposal=wrong)
    assert refused.value.code == "answers_do_not_fit"


def test_the_gates_ask_before_contact_and_the_reason_is_kept(cast: Cast) -> None:
    case, request, match = ready(cast)
    verify(cast.outsider, request)
    record(cast, case, "view_recorded", topic="contact", wish="for")
    record(cast, case, "family_assessed", involvement_in_trafficking="suspected")
    bare = Proposal(rules.CONTACT, "She knows her.", "She is kind.", answers_fit=True)
    with pytest.raises(GatesSpeak) as spoken:
        deciding.propose(by=cast.caseworker, match_id=match.id, proposal=bare)
    assert {one.gate.code for one in spoken.value.gates} == {"contact_safe", "family_known"}
    decided(cast, match)
    line = Line.objects.get(verb="tracing_decided")
    assert line.detail["despite"] == ["contact_safe"]


def test_nobody_agrees_to_their_own_proposal_and_no_outsider_to_any(cast: Cast) -> None:
    case, request, match = ready(cast)
    verify(cast.outsider, request)
    prepare(cast, case)
    deciding.propose(by=cast.caseworker, match_id=match.id, proposal=PROPOSED)
    for user in (cast.caseworker, cast.outsider, cast.police, cast.colleague):
        with pytest.raises(Refused):
            deciding.agree(by=user, match_id=match.id)
    assert not Entry.objects.filter(case=case, kind="tracing_answered").exists()
    deciding.agree(by=cast.supervisor, match_id=match.id)
    with pytest.raises(Refused):
        deciding.agree(by=cast.supervisor, match_id=match.id)


@pytest.mark.parametrize(
    ("decision", "result"), [(rules.CHILD_REFUSES, "refused"), (rules.UNSAFE, "unsafe")]
)
def test_a_no_is_recorded_with_the_child_and_says_nothing_outside(
    cast: Cast, decision: str, result: str
) -> None:
    case, request, match = ready(cast)
    before = answering.letter_for(request).words
    said = Proposal(decision, "She is afraid of her.")
    deciding.propose(by=cast.caseworker, match_id=match.id, proposal=said)
    deciding.agree(by=cast.supervisor, match_id=match.id)
    assert Entry.objects.filter(case=case, kind="tracing_answered").count() == 1
    assert not Entry.objects.filter(case=case, kind="tracing_opened").exists()
    assert answering.letter_for(request).words == before == rules.SAME_FOR_ALL


@pytest.mark.parametrize("decision", [rules.NOT_THE_CHILD, rules.LATER])
def test_another_child_and_later_leave_the_timeline_alone(cast: Cast, decision: str) -> None:
    case, _request, match = ready(cast)
    entries = Entry.objects.filter(case=case).count()
    said = Proposal(decision, "Her name only.")
    deciding.propose(by=cast.caseworker, match_id=match.id, proposal=said)
    if decision == rules.NOT_THE_CHILD:
        deciding.agree(by=cast.supervisor, match_id=match.id)
    assert Entry.objects.filter(case=case).count() == entries


def contact_may_begin(cast: Cast) -> tuple[Case, TracingRequest, TracingMatch]:
    case, request, match = ready(cast)
    verify(cast.outsider, request)
    prepare(cast, case)
    return case, request, decided(cast, match)


def test_what_held_and_holds_no_more_brings_back_the_same_words(cast: Cast) -> None:
    case, request, _match = contact_may_begin(cast)
    assert answering.may_speak(request)
    record(cast, case, "view_recorded", topic="contact", wish="against")
    assert not answering.may_speak(request)
    record(cast, case, "view_recorded", topic="contact", wish="for")
    assert answering.may_speak(request)
    answered = Entry.objects.get(case=case, kind="tracing_answered")
    actions.withdraw(by=cast.supervisor, case=case, entry_id=answered.id, reason="It was wrong.")
    assert not answering.may_speak(request)


def test_a_step_that_fails_later_and_a_decision_taken_back_too(cast: Cast) -> None:
    _case, request, match = contact_may_begin(cast)
    verifying.write_down(
        by=cast.outsider, request_id=request.id, step=rules.CHANNEL, result=rules.FAILED,
        how="Somebody else answered.",
    )  # fmt: skip
    assert not answering.may_speak(request)
    verify(cast.outsider, request)
    assert answering.may_speak(request)
    deciding.undo(by=cast.caseworker, match_id=match.id)
    assert not answering.may_speak(request)


def test_contact_meets_the_duty_to_decide_whether_tracing_is_safe(cast: Cast) -> None:
    case, _request, _match = contact_may_begin(cast)
    opened = Entry.objects.get(case=case, kind="tracing_opened")
    answered = Entry.objects.get(case=case, kind="tracing_answered")
    assert opened.section == answered.section == "identity"
    assert opened.author_id == cast.supervisor.id


def test_ask_later_comes_back_after_thirty_days(cast: Cast) -> None:
    _case, _request, match = ready(cast)
    later = Proposal(rules.LATER, "She was not well today.")
    deciding.propose(by=cast.caseworker, match_id=match.id, proposal=later)

    def waits() -> str:
        [one] = queries.to_decide(cast.caseworker)
        return one.waits

    assert waits() == queries.ASK_AGAIN
    asked = timezone.now() - timedelta(days=rules.ASKED_AGAIN_DAYS)
    TracingMatch.objects.update(decided_at=asked + timedelta(minutes=5))
    assert waits() == queries.ASK_AGAIN
    TracingMatch.objects.update(decided_at=asked)
    assert waits() == queries.DECIDE
