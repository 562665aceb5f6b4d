"""Writers take turns; nobody forks a chain and nobody waits for ever."""

import threading

import pytest
from django.db import connections

from amparo.audit import verify
from amparo.casefile import actions
from amparo.casefile.models import Entry
from amparo.casefile.queueing import FairQueue
from tests.casefile.making import a_case, a_concern, unguarded
from tests.cast import make_cast

WRITERS, EACH = 4, 5


def together(*functions):
    """Run these at the same time; give back what they raised."""
    raised = []

    def run(function):
        try:
            function()
        except Exception as error:  # the test says what it expected
            raised.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(function,)) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return raised


@pytest.fixture
def world(transactional_db):
    yield make_cast()
    # The flush at the end of the test deletes, which the triggers would refuse.
    with unguarded():
        Entry.objects.all().delete()


def test_a_queue_serves_in_the_order_of_arrival():
    queue, served, arrived = FairQueue(), [], []
    queue.acquire()

    def wait(number):
        arrived.append(number)
        with queue.turn():
            served.append(number)

    threads = []
    for number in range(5):
        threads.append(threading.Thread(target=wait, args=(number,)))
        threads[-1].start()
        while len(queue._waiting) <= number:  # it stands in line before the next one comes
            pass
    queue.release()
    for thread in threads:
        thread.join(timeout=10)
    assert served == arrived == [0, 1, 2, 3, 4]


def test_whoever_has_the_turn_may_take_it_again():
    queue = FairQueue()
    with queue.turn(), queue.turn():
        pass
    assert not together(lambda: queue.acquire() or queue.release())


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, databases=["default", "keys"])
def test_appends_at_the_same_time_never_fork_a_chain(world):
    case = a_case(world)
    other = a_case(world)
    before = Entry.objects.count()

    def write():
        for number in range(EACH):
            for where in (case, other):
                actions.append(
                    by=world.caseworker,
                    case=where,
                    kind="note_added",
                    body={"text": f"note {number}"},
                )

    assert together(*[write] * WRITERS) == []
    assert Entry.objects.count() == before + WRITERS * EACH * 2
    report = verify.verify()
    assert report.whole, report.problems


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, databases=["default", "keys"])
def test_the_same_entry_sent_by_two_at_once_is_written_once(world):
    from uuid import uuid4

    case, entry_id = a_case(world), uuid4()
    answers = []

    def send():
        sent = {"kind": "missing_reported", "body": {}, "entry_id": entry_id}
        answers.append(actions.append(by=world.caseworker, case=case, **sent).digest)

    assert together(*[send] * WRITERS) == []
    assert len(answers) == WRITERS
    assert len(set(answers)) == 1
    assert Entry.objects.filter(id=entry_id).count() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, databases=["default", "keys"])
def test_the_same_report_sent_by_two_at_once_is_one_concern(world):
    from uuid import uuid4

    answers = []

    def send(entry_id):
        answers.append(a_concern(world, entry_id=entry_id).id)

    for _again in range(5):
        entry_id = uuid4()
        answers.clear()
        assert together(*[lambda it=entry_id: send(it)] * WRITERS) == []
        assert len(answers) == WRITERS
        assert len(set(answers)) == 1
        assert Entry.objects.filter(id=entry_id).count() == 1
