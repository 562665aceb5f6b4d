"""When a call began, how a caller's word is compared, and how long a call is kept. Pure."""

import unicodedata
from datetime import datetime, timedelta

# What was not handed over is of use as long as somebody may call again about it; this project's
# own limit.
KEPT_FOR = timedelta(days=90)
# A call that was taken up again is older than one that goes on; older than a draft is none.
LONGEST_CALL = timedelta(days=7)
SHORTEST_WORD, LONGEST_WORD = 3, 200
# From abroad a number is dialled with two noughts or a plus sign.
_ABROAD = "00"


def normalised(text: str) -> str:
    """A word or number as it is compared: without spaces and signs, in one case, digits as 0 to 9.

    Empty for what is too short to tell one caller from another.
    """
    spelled = unicodedata.normalize("NFKC", text[:LONGEST_WORD]).casefold()
    kept = [_western(sign) for sign in spelled if unicodedata.category(sign)[0] in "LMN"]
    word = unicodedata.normalize("NFC", "".join(kept))
    if word.isdecimal():
        word = word.removeprefix(_ABROAD)
    return word if len(word) >= SHORTEST_WORD else ""


def _western(sign: str) -> str:
    return str(int(sign)) if sign.isdecimal() else sign


def began(typed: str, now: datetime) -> datetime:
    """When the call began, as the page said; now where it says nothing that can be true."""
    try:
        said = datetime.fromisoformat(typed)
        return said if now - LONGEST_CALL <= said <= now else now
    except (ValueError, TypeError, OverflowError):  # nonsense, or a moment without its zone
        return now
