"""The states that state duties ask for: met at once if true, owed again when they end.

See docs/protocol.md.
"""

from collections.abc import Callable

from amparo.journey import History, Span

STATES: dict[str, Callable[[History], tuple[Span, ...]]] = {
    "guardian": lambda history: history.guardian,
    "safe_place": lambda history: history.placement,
    "identity": lambda history: history.identity,
    "stay": lambda history: history.stay,
}
