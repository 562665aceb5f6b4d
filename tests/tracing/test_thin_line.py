"""From the words of a family to a letter: request, comparison, verification, decision, answer."""

from amparo.casefile.models import Entry
from amparo.finding.tracing import answering, deciding, rules
from tests.cast import Cast
from tests.tracing.conftest import (
    PROPOSED,
    a_child,
    a_request,
    minutes_pass,
    prepare,
    the_match,
    verify,
)


def test_a_family_is_answered_in_other_words_only_after_everything(cast: Cast) -> None:
    case = a_child(cast)
    request = a_request(cast.caseworker)
    minutes_pass()
    match = the_match(request)
    assert match.case_id == case.id
    same = answering.letter_for(request).words
    verify(cast.caseworker, request)
    assert answering.letter_for(request).words == same
    prepare(cast, case)
    deciding.propose(by=cast.caseworker, match_id=match.id, proposal=PROPOSED)
    assert answering.letter_for(request).words == same
    deciding.agree(by=cast.supervisor, match_id=match.id)
    assert answering.letter_for(request).words == rules.INVITATION
    kinds = Entry.objects.filter(case=case).values_list("kind", flat=True)
    assert {"tracing_opened", "tracing_answered"} <= set(kinds)
