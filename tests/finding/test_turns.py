"""Those who search at once are served in the order in which they came, and nobody is forgotten."""

import threading

import pytest

from amparo.finding.index.turns import Turns


def _waiting(turns: Turns, number: int) -> None:
    """Until so many wait; a thread says nothing when it begins to wait."""
    while len(turns._waiting) < number:
        threading.Event().wait(0.001)


def test_who_comes_first_is_served_first():
    turns, served = Turns(1), []

    def take(number):
        with turns:
            served.append(number)

    threads = [threading.Thread(target=take, args=[number]) for number in range(6)]
    with turns:
        for number, thread in enumerate(threads, 1):
            thread.start()
            _waiting(turns, number)
    for thread in threads:
        thread.join()
    assert served == list(range(6))


def test_no_more_than_so_many_at_once():
    turns, at_once, most = Turns(2), 0, []
    counting = threading.Lock()

    def take():
        nonlocal at_once
        for _ in range(200):
            with turns:
                with counting:
                    at_once += 1
                    most.append(at_once)
                with counting:
                    at_once -= 1

    threads = [threading.Thread(target=take) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(most) == 1_000
    assert max(most) <= 2


def test_a_turn_that_failed_is_handed_over():
    turns = Turns(1)
    with pytest.raises(ValueError, match="broken"), turns:
        raise ValueError("broken")
    with turns:
        pass
