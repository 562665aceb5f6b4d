"""Marks a message for translation in a room that may not import Django.

The pure rooms write English and mark it with `N_`; the catalogue's extractor finds the mark, and
room `ui` translates the text when it is shown. The texts that are data (code lists, duties, gates)
carry their four languages with them and need no mark.
"""

from typing import Any


def N_(message: str) -> str:
    """Return `message` unchanged, so that extraction sees it and the pure rooms stay in English."""
    return message


class Reason(str):
    """A marked message, filled in. English wherever it is counted, kept or printed; a page says it
    in another language by `message` and `places`.
    """

    __slots__ = ("message", "places")
    message: str
    places: dict[str, Any]

    def __new__(cls, message: str, **places: Any) -> "Reason":
        made = super().__new__(cls, message % places)
        made.message, made.places = message, places
        return made
