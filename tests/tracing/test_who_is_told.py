"""Who is told that somebody may be looking for a child, and that nobody else is."""

import re
from datetime import timedelta

from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from amparo.access import NotFound, Refused
from amparo.casefile import actions
from amparo.casefile.actions_looking import break_glass
from amparo.casefile.models import Case, Entry
from amparo.finding.models import TracingMatch, TracingToCompare
from amparo.finding.tracing import (
    deciding,
    queries,
    rules,
    taking,
)
from amparo.people.models import User
from tests.casefile.making import a_concern, record
from tests.casefile_pages.conftest import SignIn
from tests.cast import Cast
from tests.tracing.conftest import (
    CHILD,
    a_child,
    a_request,
    minutes_pass,
    says,
    the_match,
)

# What differs between any two pages: the token of a form, and ids.
OWN = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
)
EMERGENCY = "Her brother called: she is to be sent away tonight and nobody answers."


# The rule, without a database


@given(
    steps=st.sets(st.sampled_from(sorted(rules.STEPS))),
    wish=st.sampled_from(["", "for", "against", "unsure"]),
    guardian=st.booleans(),
    family=st.sampled_from(["", "none", "suspected", "confirmed", "unknown"]),
    reached=st.booleans(),
)
def test_contact_needs_all_of_it(
    steps: set[str], wish: str, guardian: bool, family: str, reached: bool
) -> None:
    heard = rules.Heard(wish, family)
    whole = (
        steps == set(rules.STEPS)
        and wish != "against"
        and bool(wish or guardian)
        and bool(family)
        and reached
    )
    left = rules.missing(steps, heard, guardian_decides=guardian, may_be_reached=reached)
    assert (left == ()) is whole


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
    assert TracingToCompare.objects.exists()
    minutes_pass()
    assert the_match(request).case_id == case.id
    assert not TracingToCompare.objects.exists()


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
