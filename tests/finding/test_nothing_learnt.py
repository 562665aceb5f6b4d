"""Whoever searches one letter after another learns nothing of children known elsewhere: the same
words, the same work, and a limit."""

import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from amparo.access import Refused
from amparo.finding.cards import Asked
from amparo.finding.kept.keeping import KEPT
from amparo.finding.models.notices import Search
from amparo.finding.search import queries, searching
from amparo.finding.search.pacing import AT_LEAST
from amparo.finding.search.searching import MOST_AN_HOUR, TooMany
from tests.casefile_pages.conftest import sign_in as sign_in
from tests.finding.test_notices import NAME, a_child, look, told, without_tokens
from tests.finding.test_notices import anchors_apart as anchors_apart
from tests.finding.test_notices import case as case
from tests.finding.test_notices import cast as cast


@pytest.mark.parametrize("place", ["/find/", "/find/as-typed/"])
def test_a_child_known_elsewhere_and_one_known_nowhere_get_the_same_answer(
    cast, case, sign_in, place
):
    client = sign_in(cast.outsider)
    pages = [
        without_tokens(client.post(place, {"text": text}).content.decode()).replace(text, "")
        for text in (NAME, "Zzqnina Zzdiaye", "Amina", "Zzqna")
    ]
    assert pages[0] == pages[1]
    assert pages[2] == pages[3]


def test_the_same_is_written_and_asked_of_the_database_whether_or_not_there_is_a_case(cast, case):
    """What takes time does not depend on cases of others."""
    look(cast.outsider, "Somebody Else")
    counts = []
    for text in (NAME, "Zzqnina Zzdiaye"):
        with CaptureQueriesContext(connection) as asked:
            look(cast.outsider, text)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_searching_rests_after_so_many_within_an_hour(cast, case, sign_in):
    for _again in range(MOST_AN_HOUR):
        look(cast.outsider, "Amina")
    with pytest.raises(TooMany):
        look(cast.outsider)
    said = sign_in(cast.outsider).post("/find/", {"text": NAME}).content.decode()
    assert "That is a lot of searching" in said
    assert told() == []
    Search.objects.update(at=timezone.now() - timedelta(hours=1, seconds=1))
    assert look(cast.outsider).tells


def test_a_supervisor_sees_how_often_their_people_searched_and_never_what(cast, case, sign_in):
    for text in ("Amina", "Amin", NAME):
        look(cast.outsider, text)
    said = sign_in(cast.outside_supervisor).get("/searches/").content.decode()
    assert "outsider" in said
    assert NAME not in said
    [row] = searching.searchers(cast.outside_supervisor)
    assert (row.last_hour, row.last_week, row.found_nothing) == (3, 3, 3)
    assert searching.searchers(cast.supervisor) == []
    for name in ("outsider", "caseworker", "coordinator", "administrator"):
        with pytest.raises(Refused):
            searching.searchers(getattr(cast, name))


@pytest.mark.parametrize("text", [NAME, "Zzqnina Zzdiaye", "2222-2222-2"])
def test_no_answer_comes_sooner_than_another(cast, case, sign_in, text):
    client = sign_in(cast.outsider)
    for place in ("/find/", "/find/as-typed/"):
        began = time.monotonic()
        client.post(place, {"text": text})
        assert time.monotonic() - began >= AT_LEAST


def test_no_question_is_asked_for_a_single_hit(cast):
    """Many cases cost as many questions to the database as one."""
    counts = []
    for _round in range(2):
        KEPT.up_to_date()
        with CaptureQueriesContext(connection) as asked:
            queries.find(cast.caseworker, Asked(name=NAME))
        counts.append(len(asked))
        for _case in range(6):
            a_child(cast)
    with CaptureQueriesContext(connection) as asked:
        KEPT.up_to_date()
        found = queries.find(cast.caseworker, Asked(name=NAME))
    assert len(found.found) == 12
    assert len(asked) <= counts[1] + 3


def test_nobody_waits_while_the_names_are_opened(cast, case, sign_in, monkeypatch):
    monkeypatch.setattr(KEPT, "at_hand", lambda: None)
    client = sign_in(cast.caseworker)
    for place in ("/find/", "/find/as-typed/"):
        assert "search again in a minute" in client.post(place, {"text": NAME}).content.decode()
    assert not Search.objects.exists()
