"""Tables made at once: nobody waits for the table of another, and the same one is made once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from amparo.statistics.at_once import AtOnce

LONG = 30.0  # seconds after which a test that would wait for ever fails


def test_two_tables_are_made_at_the_same_time():
    both = Barrier(2, timeout=LONG)
    at_once = AtOnce(2)
    with ThreadPoolExecutor(2) as people:
        found = [people.submit(at_once.made, name, lambda: both.wait() >= 0) for name in "ab"]
        assert [one.result(LONG) for one in found] == [True, True]


def test_what_two_ask_for_at_once_is_made_once():
    began, go_on, made = Event(), Event(), []

    def make() -> str:
        began.set()
        assert go_on.wait(LONG)
        made.append("a table")
        return "a table"

    at_once = AtOnce(2)
    with ThreadPoolExecutor(2) as people:
        first = people.submit(at_once.made, "asked", make)
        assert began.wait(LONG)
        second = people.submit(at_once.made, "asked", make)
        while len(at_once) < 2:
            pass
        go_on.set()
        assert [first.result(LONG), second.result(LONG)] == ["a table", "a table"]
    assert made == ["a table"]


def test_no_more_are_made_at_once_than_may_be():
    began, go_on = Event(), Event()

    def make() -> int:
        began.set()
        assert go_on.wait(LONG)
        return 1

    at_once = AtOnce(1)
    with ThreadPoolExecutor(2) as people:
        first = people.submit(at_once.made, "one", make)
        assert began.wait(LONG)
        second = people.submit(at_once.made, "other", lambda: 2)
        while len(at_once) < 2:
            pass
        assert not second.done()
        go_on.set()
        assert (first.result(LONG), second.result(LONG)) == (1, 2)


@pytest.mark.parametrize("what", ["asked", None])
def test_a_refusal_reaches_whoever_asked_and_the_next_one_may_ask_again(what):
    at_once = AtOnce(1)

    def refuse() -> None:
        raise ValueError("not so")

    for _again in range(2):
        with pytest.raises(ValueError, match="not so"):
            at_once.made(what, refuse)
    assert at_once.made(what, lambda: 3) == 3
