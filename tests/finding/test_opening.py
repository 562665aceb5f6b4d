"""The cards are opened apart from the server, and here where that cannot be; what is missing is
made.
"""

import logging
import sys
from uuid import UUID

import pytest

from amparo.finding.cards import Asked
from amparo.finding.kept import keeping, opening, remaking, sealed
from amparo.finding.kept.keeping import KEPT
from amparo.finding.models import SealedCard
from amparo.finding.search.queries import find
from tests.casefile.conftest import the_cast
from tests.casefile.making import a_case, a_concern


@pytest.fixture
def cast(db):
    KEPT.forget()
    yield the_cast()
    KEPT.forget()


@pytest.fixture
def shared(monkeypatch):
    """Even a few cards are shared among processes, one in each portion."""
    monkeypatch.setattr(opening, "WORTH_SHARING", 0)
    for room in (opening, keeping):
        monkeypatch.setattr(room, "AT_ONCE", 1)


def opened():
    return ids(opening.opened_elsewhere(sealed.last_changed()))


def ids(portions):
    """Whose cards are in portions, each as often as it is there."""
    rows = [row for portion in portions for row in portion.columns.ids]
    return sorted(UUID(bytes=row.tobytes()) for row in rows)


def others(monkeypatch, first):
    """Let the other processes, which have an empty database of their own, do this first."""
    setup = "import os, django; django.setup(); from amparo.finding.kept import opening; "
    monkeypatch.setattr(opening, "BEGIN", f"{setup}{first}; ")
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "amparo.web.settings")


def test_what_others_could_not_open_is_opened_here(cast, monkeypatch, shared, caplog):
    case = a_case(cast)
    monkeypatch.setattr(opening, "COMMAND", (sys.executable, "-c", "raise SystemExit(1)"))
    assert opened() == [case.id]
    assert "opened here" in caplog.text


@pytest.mark.slow
def test_what_came_through_the_pipes_is_what_was_sent(monkeypatch, shared):
    others(
        monkeypatch,
        "from uuid import UUID; from amparo.finding.cards import Card, Name;"
        "from amparo.finding.index.columns import portion; opening.AT_ONCE = 1;"
        "card = lambda number: Card((Name(f'Amina {number}'),));"
        "opening.opened_portion ="
        "lambda after, until, sent: portion([(UUID(int=after), card(after))])",
    )
    found = list(opening.opened_elsewhere(5))
    assert ids(found) == [UUID(int=number) for number in range(5)]
    assert {tuple(one.entries) for one in found} == {("amina", str(n)) for n in range(5)}


@pytest.mark.slow
def test_one_half_that_stops_midway_loses_nothing(cast, monkeypatch, shared, caplog):
    cases = [a_case(cast), a_concern(cast), a_concern(cast)]
    # Each says that the first portion was empty, and is then killed.
    others(
        monkeypatch,
        "from multiprocessing.connection import Connection; import pickle;"
        "from amparo.finding.index.columns import portion;"
        "Connection(os.dup(1), readable=False).send_bytes(pickle.dumps((0, portion([]))));"
        "os.kill(os.getpid(), 9)",
    )
    assert opened() == sorted(case.id for case in cases[1:])
    assert "opened here" in caplog.text


def test_cards_that_are_missing_are_made_and_found(cast, caplog):
    case = a_case(cast)
    SealedCard.objects.all().delete()
    assert remaking.any_without()
    assert find(cast.caseworker, Asked(name="Amina")).found == ()
    with caplog.at_level(logging.WARNING):
        opening.make_missing_here()
    found = find(cast.caseworker, Asked(name="Amina")).found
    assert [row.head.reference for row in found] == [case.reference]
    assert not remaking.any_without()
    assert "Cards were made for 1 of 1 cases." in caplog.text
    assert "Amina" not in caplog.text


def test_a_case_without_a_name_is_not_looked_at_again(cast):
    a_concern(cast, identity=None, whereabouts=None)
    SealedCard.objects.all().delete()
    assert list(remaking.make(remaking.cases_without())) == [1]
    assert not remaking.any_without()
    assert bytes(SealedCard.objects.get().sealed) == b""


def test_where_no_card_is_missing_no_process_is_begun(cast, monkeypatch):
    a_case(cast)
    begun = []
    monkeypatch.setattr(opening, "_begun", begun.append)
    opening.make_missing()
    assert begun == []


def test_cards_that_cannot_be_made_are_said(cast, monkeypatch, caplog):
    a_case(cast)
    SealedCard.objects.all().delete()
    monkeypatch.setattr(opening, "COMMAND", (sys.executable, "-c", "raise SystemExit(1)"))
    opening.make_missing()
    assert "amparo rebuild" in caplog.text
