"""What time brings about happens once a minute, and an error does not stop the clock."""

import threading

import pytest

from amparo.web import clockwork, commands


def test_the_clock_ticks_until_it_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    ticked, stop = threading.Event(), threading.Event()
    monkeypatch.setattr(clockwork, "tick_once", ticked.set)
    thread = clockwork.start(stop, every=0.01)
    assert ticked.wait(timeout=10)
    stop.set()
    thread.join(timeout=10)
    assert not thread.is_alive()


def test_a_tick_that_fails_does_not_stop_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing() -> int:
        raise RuntimeError

    monkeypatch.setattr(commands, "tick", failing)
    monkeypatch.setattr(clockwork.connections, "close_all", lambda: None)
    clockwork.tick_once()
