"""What is kept of pairs is derived, and made anew from the entries."""

import pytest

from amparo.finding.models.suggestions import DecidedPair, Suggestion, ToCompare
from amparo.finding.same import actions, looking, remaking
from tests.finding_same.conftest import bring_in


@pytest.fixture
def both(cast, here, there):
    bring_in(cast, there, cast.caseworker)
    return here, there


def kept():
    return list(DecidedPair.objects.values("one_id", "other_id", "result", "decided_at"))


def decide(cast, both, result="same"):
    actions.decide(by=cast.caseworker, one=both[0], other=both[1], result=result, reason="Hers.")


def test_what_was_kept_is_what_the_entries_say(cast, both):
    decide(cast, both)
    decide(cast, both, "related")
    before = kept()
    assert remaking.remake().wrong == 0
    assert kept() == before


def test_what_was_lost_or_wrong_is_put_right(cast, both):
    decide(cast, both)
    before = kept()
    DecidedPair.objects.all().delete()
    assert remaking.remake(write=False).wrong == 1
    assert kept() == []
    assert remaking.remake().wrong == 1
    assert kept() == before
    DecidedPair.objects.update(result="different")
    remaking.remake()
    assert kept() == before


def test_what_was_undone_stays_undone(cast, both):
    decide(cast, both)
    actions.undo(by=cast.caseworker, one=both[0], other=both[1], reason="Sisters.")
    assert remaking.remake().wrong == 0
    assert kept() == []


def test_every_case_with_an_identity_is_compared_again(cast, both):
    while looking.look():
        pass
    Suggestion.objects.update(sealed=b"nobody can open this")
    assert remaking.remake().waiting >= 2
    assert not Suggestion.objects.exists()
    assert ToCompare.objects.count() >= 2
    while looking.look():
        pass
    assert Suggestion.objects.count() == 1
