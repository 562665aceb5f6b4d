"""When a duty is not owed: named conditions as spans of time, used by the protocol files.

A condition that holds by the due time gives `not_owed`; when it ends, a new clock starts. One that
begins only after the due time leaves the duty `missed` (docs/decisions, readings of the journey).
"""

from collections.abc import Callable, Iterable

from amparo.journey import History, Span


def concern_ended(history: History) -> Iterable[Span]:
    """The concern was joined to a case, or closed."""
    for entry in history.timeline.of("concern_joined", "concern_closed"):
        if not entry.joined_from:
            yield Span(entry.occurred.earliest, None, entry)


def parents_suffice_and_not_foreign(history: History) -> Iterable[Span]:
    """The parents suffice, and the child is known not to be foreign."""
    return history.parents_suffice if history.foreign == "no" else ()


def restriction_lifted(history: History) -> Iterable[Span]:
    """After a restriction ended and before the next began."""
    spans = history.restricted
    for span in spans:
        if span.end is None or any(other.covers(span.end) for other in spans):
            continue
        following = [other.start for other in spans if other.start > span.end]
        yield Span(span.end, min(following) if following else None, span.entry)


def missing_found(history: History) -> Iterable[Span]:
    """The child was found: from the end of each episode to the start of the next."""
    spans = history.missing
    for index, span in enumerate(spans):
        if span.end is not None:
            following = spans[index + 1].start if index + 1 < len(spans) else None
            yield Span(span.end, following, span.entry)


CONDITIONS: dict[str, Callable[[History], Iterable[Span]]] = {
    "concern_ended": concern_ended,
    "parents_suffice": lambda history: history.parents_suffice,
    "parents_suffice_and_not_foreign": parents_suffice_and_not_foreign,
    "not_trafficked": lambda history: history.not_trafficked,
    "restriction_lifted": restriction_lifted,
    "missing_found": missing_found,
}
