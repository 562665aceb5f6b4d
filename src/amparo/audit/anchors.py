"""The end of the log, kept outside the database: how many lines it had, and the last one's digest.

A chain in a database proves that no line inside it was changed; it cannot prove that nothing was
cut off its end. So `amparo tick` writes the count and the last digest into a file of its own, and
`verify` compares.

What remains undetected, honestly: lines cut off, or written anew, since the last anchor by somebody
who can write the database and lift its triggers; and anything at all by somebody who can write both
the database and this file, since digests need no secret. Copy the file often to where the people
who run the database cannot write: paper will do.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from amparo.audit.models import Line
from amparo.audit.rules import moment_text

_FILE_MODE, _FOLDER_MODE = 0o600, 0o700


class BadAnchor(Exception):
    """The file of anchors cannot be read; the message says which line."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """`count` lines, the last with `digest`."""

    count: int
    digest: str


def path() -> Path:
    """Where this deployment keeps its anchors."""
    return Path(settings.AMPARO_HOME) / "anchors" / "audit.jsonl"


def write() -> Anchor | None:
    """Anchor the end of the log now; None when nothing was added since the last anchor."""
    last = Line.objects.order_by("-sequence").values_list("sequence", "digest").first()
    if last is None or read().get(last[0]) == last[1]:
        return None
    anchor = Anchor(*last)
    _append({"count": anchor.count, "digest": anchor.digest, "at": moment_text(timezone.now())})
    return anchor


def read() -> dict[int, str]:
    """Every anchor: the digest that the line with this sequence had. Raises BadAnchor."""
    if not path().exists():
        return {}
    found: dict[int, str] = {}
    for number, text in enumerate(path().read_text("ascii").splitlines(), start=1):
        try:
            value = json.loads(text)
            # The first anchor of a line holds: a second one that differs must not hide the first.
            found.setdefault(int(value["count"]), str(value["digest"]))
        except (ValueError, KeyError, TypeError) as error:
            raise BadAnchor(f"{path()} cannot be read at line {number}.") from error
    return found


def _append(value: dict[str, Any]) -> None:
    path().parent.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
    descriptor = os.open(path(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, _FILE_MODE)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(json.dumps(value, sort_keys=True) + "\n")
        file.flush()
        os.fsync(file.fileno())
