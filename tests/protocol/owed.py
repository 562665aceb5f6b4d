"""Short ways to ask, in a test, what is owed."""

from amparo.protocol import DutyOccurrence, default_protocol, duties
from tests.journey.making import at, timeline


def owed(code: str, *entries, when: str = "2026-12-31") -> list[DutyOccurrence]:
    """The occurrences of one duty of the default protocol at a moment."""
    found = duties(timeline(*entries), [default_protocol()], at(when))
    return [duty for duty in found if duty.code == code]


def states(code: str, *entries, when: str = "2026-12-31") -> list[str]:
    """The states of the occurrences of one duty, by due time."""
    return [duty.state for duty in owed(code, *entries, when=when)]
