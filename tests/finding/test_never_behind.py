"""However many record while others search, every name is found from the moment it was kept."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

import pytest
from django.db import connections, transaction

from amparo.casefile import actions
from amparo.casefile.models import Case
from amparo.finding.cards import Asked
from amparo.finding.index import NameIndex
from amparo.finding.kept import sealed
from amparo.finding.kept.keeping import KEPT, Kept
from amparo.people.models import User
from tests.casefile.making import a_case
from tests.cast import Cast, make_cast
from tests.conftest import Effort

WRITERS, SEARCHERS = 3, 2
FEW = 45
CORRECTED = 30  # times, one case


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_appends_with_searching_going_on_lose_nothing():
    _write_and_search(FEW)


@pytest.mark.prove
@pytest.mark.django_db(transaction=True)
def test_very_many_appends_with_searching_going_on_lose_nothing(effort: Effort):
    """A hundred thousand in `make prove`, which takes an hour or so."""
    _write_and_search(effort.appends)


def _write_and_search(times):
    KEPT.forget()
    cast, elsewhere = make_cast(), Kept()
    shares = [_cases(cast, times // WRITERS) for _ in range(WRITERS)]
    KEPT.up_to_date(), elsewhere.up_to_date()
    lost: list[str] = []
    over = threading.Event()

    def write(number):
        for turn in range(times // WRITERS):
            one = shares[number][turn % len(shares[number])]
            one.rename(f"Name{number} Of{turn}")
            for kept in (KEPT, elsewhere):
                if not _finds(kept.up_to_date(), one):
                    lost.append(one.name)

    def search(number):
        while not over.is_set():
            (KEPT, elsewhere)[number % 2].up_to_date().search(Asked("Name of somebody"))

    with _running(search, SEARCHERS, over), _running(write, WRITERS):
        pass
    assert lost == []
    for kept in (KEPT, elsewhere, Kept()):
        index = kept.up_to_date()
        assert all(_finds(index, one) for share in shares for one in share)
        # And what was corrected away is found no longer.
        assert not index.search(Asked("Amina"))
    KEPT.forget()


@pytest.mark.django_db(transaction=True)
def test_a_question_answers_only_those_who_came_before_it_was_sent(monkeypatch):
    kept, sent = Kept(), []
    kept.up_to_date()
    last_changed = sealed.last_changed
    monkeypatch.setattr(sealed, "last_changed", lambda: sent.append(1) or last_changed())
    came = kept._asked
    kept.up_to_date()
    assert len(sent) == 1
    kept._since(came)
    assert len(sent) == 1
    kept._since(kept._asked)
    assert len(sent) == 2
    # Within a transaction another record may be seen: neither taken from others nor given to them.
    came = kept._asked
    kept.up_to_date()
    with transaction.atomic():
        kept._since(came)
        assert len(sent) == 4
        came = kept._asked
        kept.up_to_date()
    kept._since(came)
    assert len(sent) == 6


@pytest.mark.django_db(transaction=True)
def test_what_is_kept_while_a_question_is_under_way_is_found_by_who_comes_then(monkeypatch):
    KEPT.forget()
    [one] = _cases(make_cast(), 1)
    KEPT.up_to_date()
    answered, go_on, came = threading.Event(), threading.Event(), threading.Event()
    last_changed = sealed.last_changed

    def slowly():
        found = last_changed()
        if not answered.is_set():
            answered.set()
            go_on.wait(60)
        return found

    class Telling:
        """A lock that says when somebody comes to it."""

        def __init__(self, lock):
            self._lock = lock

        def __getattr__(self, name):
            return getattr(self._lock, name)

        def __enter__(self):
            came.set()
            self._lock.acquire()

        def __exit__(self, *fault):
            self._lock.release()

    found: list[bool] = []
    monkeypatch.setattr(sealed, "last_changed", slowly)
    with _running(lambda _: KEPT.up_to_date(), 1):
        assert answered.wait(60)
        one.rename("Kept Meanwhile")
        monkeypatch.setattr(KEPT, "_lock", Telling(KEPT._lock))
        with _running(lambda _: found.append(_finds(KEPT.up_to_date(), one)), 1):
            assert came.wait(60)
            go_on.set()
    assert found == [True]
    KEPT.forget()


@dataclass
class Renamed:
    """A case whose one name is corrected again and again."""

    by: User
    case: Case
    entry_id: UUID
    name: str = ""

    def rename(self, name: str) -> None:
        entry = actions.append(
            by=self.by,
            case=self.case,
            kind="identity_recorded",
            body={"names": [{"name": name}]},
            supersedes=self.entry_id,
        )
        self.entry_id, self.name = entry.id, name


def _cases(cast: Cast, times: int) -> list[Renamed]:
    """So many that none of their timelines grows long."""
    cases = [a_case(cast) for _ in range(max(1, times // CORRECTED))]
    recorded = {case: case.entries.get(kind="identity_recorded").id for case in cases}
    return [Renamed(cast.caseworker, case, entry_id) for case, entry_id in recorded.items()]


def _finds(index: NameIndex, one: Renamed) -> bool:
    return one.case.id in {hit.case_id for hit in index.search(Asked(one.name))}


@contextmanager
def _running(action, count: int, over: threading.Event | None = None) -> Iterator[None]:
    """Threads that are waited for at the end; what went wrong in one is raised."""
    faults: list[BaseException] = []

    def run(number: int) -> None:
        try:
            action(number)
        except BaseException as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        if over is not None:
            over.set()
        for thread in threads:
            thread.join()
    if faults:
        raise faults[0]
