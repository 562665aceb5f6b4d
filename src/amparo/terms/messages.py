"""Marks a message for translation in a room that may not import Django.

The pure rooms write English and mark it with `N_`; the catalogue's extractor finds the mark, and
room `ui` translates the text when it is shown. The texts that are data (code lists, duties, gates)
carry their four languages with them and need no mark.
"""


def N_(message: str) -> str:
    """Return `message` unchanged, so that extraction sees it and the pure rooms stay in English."""
    return message
