"""How much comes through a front door, what a link and a receipt look like. Pure but for the keyed
digest of django.

A receipt is derived from the door and the form, so that a form sent twice gives the same receipt.
"""

import hashlib
from datetime import timedelta
from uuid import UUID

from django.utils.crypto import salted_hmac

from amparo.casefile import reference
from amparo.people.rules import Patience

# 256 bits: nobody comes upon a link by trying.
TOKEN_BYTES = 32

# From one network within an hour: a post that sees a bus of children in one go still gets through,
# and whoever floods from one place stops here and not at the door's own limit.
MOST_OF_ONE_SOURCE = 12
# Through one door within an hour, from wherever: far more than any institution has to say, and so
# many that a few networks together do not reach it. Beyond it the page says whom to call.
MOST_OF_ONE_DOOR = 300
# Addresses that lead nowhere, from one network within an hour: beyond it
# the answer is to wait. A door that is there opens all the same: networks are shared.
MOST_WRONG_ADDRESSES = 60
# A receipt is copied by hand, so some mistakes are free; a guesser soon waits a quarter of an hour
# for each try.
RECEIPT_PATIENCE = Patience(free=10, first_wait=timedelta(seconds=1))

# The longest account in a script of which every letter takes nine bytes on the way, and the rest.
MOST_BYTES = 512 * 1024
# The form asks some fifteen questions and a list of signs.
MOST_FIELDS = 200

RECEIPT_SIGNS = 12  # the last is the check sign
GROUP = 4

RECEIVED, LOOKED_AT, TAKEN_UP = "received", "looked_at", "taken_up"
STATES = (RECEIVED, LOOKED_AT, TAKEN_UP)


def token_hash(token: str) -> str:
    """What is kept of a link. The token is long and random, so a plain digest is enough."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def receipt_for(door_id: UUID, entry_id: UUID) -> str:
    """The receipt of one form sent through one door, as it is shown: `7K3Q-9M2X-4C8D`."""
    digest = salted_hmac("amparo.frontdoor.receipt", f"{door_id} {entry_id}", algorithm="sha256")
    number = int.from_bytes(digest.digest())
    return written(reference.with_check(reference.signs_of(number, RECEIPT_SIGNS - 1)))


def checked_receipt(text: str) -> str:
    """What somebody typed, in its one written form. Raises reference.Mistyped."""
    return written(reference.checked_signs(text, RECEIPT_SIGNS))


def written(signs: str) -> str:
    return "-".join(signs[at : at + GROUP] for at in range(0, len(signs), GROUP))


def receipt_hash(receipt: str) -> str:
    """What is kept of a receipt: keyed, since a receipt is short enough to be tried out."""
    return salted_hmac("amparo.frontdoor.kept", receipt, algorithm="sha256").hexdigest()
