"""Every kind of entry there is, in the order of the journey.

The declarations stand in the modules of `steps`. Codes are fixed names: other systems, the command
line and stored entries rely on them, so a code is never renamed and never taken away.
"""

from difflib import get_close_matches

from amparo.journey.kinds import Kind, NoSuchKind
from amparo.journey.steps import (
    concern,
    family,
    identification,
    identity,
    justice,
    missing,
    record,
    safety,
    services,
    solution,
    stay,
    voice,
)

IN_ORDER: tuple[tuple[Kind, ...], ...] = (
    concern.KINDS,
    record.OPENING,
    identification.KINDS,
    identity.KINDS,
    safety.KINDS,
    missing.KINDS,
    voice.KINDS,
    services.KINDS,
    family.KINDS,
    stay.KINDS,
    solution.KINDS,
    justice.KINDS,
    record.CLOSING,
    record.ALONG_THE_WAY,
)

KINDS: dict[str, Kind] = {kind.code: kind for kinds in IN_ORDER for kind in kinds}


def kind(code: str) -> Kind:
    """The kind with this code. Raises NoSuchKind, which suggests the nearest code there is."""
    if code in KINDS:
        return KINDS[code]
    nearest = get_close_matches(code[:60], KINDS, n=1)
    hint = f" (did you mean {nearest[0]}?)" if nearest else ""
    raise NoSuchKind(f"no such kind: {code[:60]}{hint}")
