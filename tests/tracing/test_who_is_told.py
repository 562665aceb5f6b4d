"""What nobody outside may learn: whether a child is known, by words, bytes, days or time."""

import json
import re
from datetime import timedelta
from statistics import median
from time import perf_counter

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from amparo.access import NotFound, Refused
from amparo.audit.models import Line
from amparo.casefile import actions
from amparo.casefile.actions_looking import break_glass
from amparo.casefile.models import Case, Entry
from amparo.casefile.rules import GatesSpeak
from amparo.finding.models import ToCompare, TracingMatch, TracingRequest
from amparo.finding.tracing import (
    answering,
    deciding,
    outside,
    queries,
    rules,
    taking,
    verifying,
)
from amparo.finding.tracing.deciding import Proposal
from amparo.people.models import User
from tests.casefile.making import a_concern, record
from tests.casefile_pages.conftest import SignIn
from tests.cast import Cast
from tests.tracing.conftest import (
    AUNT,
    CHILD,
    NOBODY,
    PROPOSED,
    QUESTIONS,
    a_child,
    a_request,
    decided,
    minutes_pass,
    prepare,
    says,
    the_match,
    verify,
)

# What differs between any two pages: the token of a form, and ids.
OWN = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
)
EMERGENCY = "Her brother called: she is to be sent away tonight and nobody answers."
ROUNDS, NOISE = 40, 1.35


# The rule, without a database


@given(
    steps=st.sets(st.sampled_from(sorted(rules.STEPS))),
    wish=st.sampled_from(["", "for", "against", "unsure"]),
    asked=st.booleans(),
    family=st.sampled_from(["", "none", "suspected", "confirmed", "unknown"]),
    reached=st.booleans(),
)
def test_contact_needs_all_of_it(
    steps: set[str], wish: str, asked: bool, family: str, reached: bool
) -> None:
    heard = rules.Heard(wish, asked, family)
    whole = (
        steps == set(rules.STEPS)
        and wish != "against"
        and bool(wish or asked)
        and bool(family)
        and reached
    )
    assert (rules.missing(steps, heard, may_be_reached=reached) == ()) is whole


@given(
    st.lists(st.tuples(st.sampled_from(sorted(rules.STEPS)), st.sampled_from(["solved", "failed"])))
)
def test_the_last_try_of_each_step_counts(tries: list[tuple[str, str]]) -> None:
    stands = rules.verified(tries)
    for step in rules.STEPS:
        own = [result for name, result in tries if name == step]
        assert (step in stands) is (own[-1:] == ["solved"])


def test_the_words_for_everybody_say_nothing_of_a_child_or_of_why() -> None:
    for words in (rules.SAME_FOR_ALL, rules.INVITATION):
        text = " ".join(words).casefold()
        assert not any(word in text for word in ("traffick", "match", "found", "victim", "case"))


@given(st.integers(-400, 400))
def test_the_day_of_the_answer_depends_on_what_they_wish_alone(days: int) -> None:
    received = timezone.localdate()
    due = rules.answer_due(received, received + timedelta(days=days))
    assert timedelta(0) < due - received <= timedelta(days=rules.MOST_DAYS)


# The handler, who does not work with the child


def test_whoever_handles_a_request_sees_the_same_whether_or_not_a_child_is_known(
    cast: Cast, sign_in: SignIn
) -> None:
    now, client, seen = timezone.now(), sign_in(cast.outsider), []
    for known in (False, True):
        if known:
            a_child(cast)
        request = taking.take(by=cast.outsider, content=says(), now=now)
        minutes_pass()
        assert TracingMatch.objects.filter(request=request).exists() is known
        pages = [client.get(at).content.decode() for at in (f"/tracing/{request.id}/", "/tracing/")]
        seen.append([OWN.sub("…", page.replace(request.number, "…")) for page in pages])
        taking.take_back(by=cast.outsider, request_id=request.id)
    assert "Nothing fits." in seen[0][0]
    assert seen[0] == seen[1]


def test_only_who_works_with_the_child_is_told(cast: Cast) -> None:
    case = a_child(cast)
    actions.involve(
        by=cast.caseworker, case=case, role="guardian", sections=["identity", "protection"],
        ground="best_interests", person=cast.guardian,
    )  # fmt: skip
    actions.involve(
        by=cast.caseworker, case=case, role="police", sections=["identity"],
        ground="best_interests", person=cast.police,
    )  # fmt: skip
    request = a_request(cast.outsider)
    minutes_pass()
    match = the_match(request)
    break_glass(by=cast.colleague, reference_text=case.reference, reason=EMERGENCY)
    told = {name for name, user in cast.everybody().items() if is_told(user, match)}
    assert told == {"caseworker", "supervisor", "guardian"}
    listed = {
        name
        for name, user in cast.everybody().items()
        if queries.to_decide(user) or queries.matches_of_case(user, case)
    }
    assert listed == told
    assert queries.matches_for(cast.outsider, request=request) == []


def is_told(user: User, match: TracingMatch) -> bool:
    try:
        deciding.see_match(by=user, match_id=match.id)
    except (Refused, NotFound):
        return False
    return True


def test_the_page_of_a_match_is_not_there_for_anybody_else(cast: Cast, sign_in: SignIn) -> None:
    a_child(cast)
    request = a_request(cast.outsider)
    minutes_pass()
    match = the_match(request)
    for user in (cast.outsider, cast.police, cast.administrator, cast.teacher):
        client = sign_in(user)
        assert client.get(f"/tracing/match/{match.id}/").status_code == 404
        for what in ("propose", "agree", "undo"):
            sent = {"decision": "contact", "reason": "x", "answers_fit": "yes", "safe_because": "y"}
            assert client.post(f"/tracing/match/{match.id}/{what}/", sent).status_code == 404


def test_a_section_that_the_reader_was_not_given_stays_covered(cast: Cast) -> None:
    case = a_child(cast)
    actions.involve(
        by=cast.caseworker, case=case, role="guardian", sections=["identity"],
        ground="best_interests", person=cast.guardian,
    )  # fmt: skip
    request = a_request(cast.outsider, circumstances="collected by different adults after school")
    minutes_pass()
    match = the_match(request)
    for user, reads in ((cast.caseworker, True), (cast.guardian, False)):
        fit = queries.with_explanation(user, match, uncovered=True).fit
        assert fit is not None
        part = next(part for part in fit.parts if part.code == "circumstances")
        assert bool(part.known) is reads


# Both ways


def test_an_identity_recorded_later_is_compared_with_the_requests_that_wait(cast: Cast) -> None:
    request = a_request(cast.outsider)
    case = a_child(cast, names=[{"name": "?"}])
    minutes_pass()
    assert not TracingMatch.objects.exists()
    record(cast, case, "identity_recorded", **CHILD)
    assert ToCompare.objects.exists()
    minutes_pass()
    assert the_match(request).case_id == case.id
    assert not ToCompare.objects.exists()


def test_what_no_longer_fits_leaves_unless_somebody_decided(cast: Cast) -> None:
    case = a_child(cast)
    entry = Entry.objects.get(case__in=[case, *concerns_of(case)], kind="identity_recorded")
    a_request(cast.outsider)
    minutes_pass()
    assert TracingMatch.objects.exists()
    actions.append(
        by=cast.caseworker, case=case, kind="identity_recorded",
        body={"names": [{"name": "Rosa Quispe"}]}, supersedes=entry.id,
    )  # fmt: skip
    minutes_pass()
    assert not TracingMatch.objects.exists()


def concerns_of(case: Case) -> list[Case]:
    from amparo.casefile.models import CaseLink

    return [link.concern for link in CaseLink.objects.filter(case=case)]


def test_a_request_that_was_taken_back_is_compared_no_more(cast: Cast) -> None:
    request = a_request(cast.outsider)
    taking.take_back(by=cast.outsider, request_id=request.id)
    a_child(cast)
    minutes_pass()
    assert not TracingMatch.objects.exists()


def test_a_concern_that_waits_is_compared_for_those_who_take_it_up(cast: Cast) -> None:
    a_concern(cast, identity=CHILD)
    a_request(cast.outsider)
    minutes_pass()
    assert queries.to_decide(cast.caseworker)
    assert not queries.to_decide(cast.outsider)


# Verifying


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
    assert answering.letter_for(request).words == before == rules_words(rules.SAME_FOR_ALL)


def rules_words(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(words)


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


# Outside


def test_no_answer_goes_out_before_its_day(cast: Cast) -> None:
    request = a_request(cast.outsider)
    for days in (0, 1, rules.ANSWER_DAYS - 1):
        with pytest.raises(Refused) as refused:
            answering.note_sent(
                by=cast.outsider, request_id=request.id, now=timezone.now() + timedelta(days=days)
            )
        assert refused.value.code == "too_early"
    later = timezone.now() + timedelta(days=rules.ANSWER_DAYS + 2)
    [row] = queries.board(cast.outsider, now=later)
    assert (row.waits, row.days_late) == (queries.LATE, 2)
    answering.note_sent(by=cast.outsider, request_id=request.id, now=later)
    assert queries.board(cast.outsider, now=later) == []


def test_late_ones_stand_first_on_the_board(cast: Cast) -> None:
    now = timezone.now()
    far, late, near = (
        taking.take(by=cast.outsider, content=says_by(days), now=now - timedelta(days=40))
        for days in (300, 2, 60)
    )
    assert [one.request.id for one in queries.board(cast.outsider)] == [late.id, near.id, far.id]


def says_by(days: int):
    from amparo.finding.tracing.content import read

    wished = timezone.localdate() - timedelta(days=40) + timedelta(days=days)
    return read(
        {**AUNT, "answer_by": wished.isoformat()}, timezone.localdate() - timedelta(days=40)
    )


def test_the_letter_is_the_same_bytes_in_every_state_short_of_the_decision(
    cast: Cast, sign_in: SignIn
) -> None:
    """With a child and without, compared, verified, refused, unsafe, proposed: one letter."""
    case = a_child(cast)
    prepare(cast, case)
    client, seen = sign_in(cast.outsider), set()

    def look(request: TracingRequest) -> None:
        page = client.get(f"/tracing/{request.id}/letter/?language=en").content.decode()
        letter = page[page.index("<article") : page.index("</article>")]
        seen.add(letter.replace(request.number, "…"))

    unknown, known = a_request(cast.outsider, **NOBODY), a_request(cast.outsider)
    look(unknown)
    look(known)
    minutes_pass()
    look(unknown)
    look(known)
    verify(cast.outsider, unknown)
    verify(cast.outsider, known)
    look(unknown)
    look(known)
    match = the_match(known)
    for decision in (rules.UNSAFE, rules.CHILD_REFUSES, rules.NOT_THE_CHILD):
        said = Proposal(decision, "No.")
        deciding.propose(by=cast.caseworker, match_id=match.id, proposal=said)
        look(known)
        deciding.agree(by=cast.supervisor, match_id=match.id)
        look(known)
        deciding.undo(by=cast.caseworker, match_id=match.id)
    deciding.propose(by=cast.caseworker, match_id=match.id, proposal=PROPOSED)
    look(known)
    assert len(seen) == 1
    deciding.agree(by=cast.supervisor, match_id=match.id)
    look(known)
    assert len(seen) == 2


@pytest.mark.slow
def test_what_an_organisation_is_told_lasts_as_long_for_a_child_who_is_known(cast: Cast) -> None:
    """The same bytes, and times within noise: nothing is compared while somebody waits."""
    for _number in range(3):
        a_child(cast)
    sender = outside.open_sender(by=cast.supervisor, name="The Red Cross")
    minutes_pass()
    client = Client()
    took: dict[bool, list[float]] = {True: [], False: []}
    told = set()
    for turn in range(2 * ROUNDS):
        known = turn % 2 == 0
        row = (
            AUNT if known else {**AUNT, "child_names": "Xiomara Quispe", "siblings": "Inti Quispe"}
        )
        began = perf_counter()
        response = client.post(
            "/tracing/in/",
            json.dumps(row),
            content_type="application/json",
            headers={"Authorization": f"Bearer {sender.secret}"},
        )
        took[known].append(perf_counter() - began)
        told.add((response.status_code, response.content))
    assert len(told) == 1
    assert not TracingMatch.objects.exists()
    one, other = (median(times) for times in took.values())
    print(f"known {one * 1000:.2f} ms, unknown {other * 1000:.2f} ms")
    assert max(one, other) / min(one, other) < NOISE
