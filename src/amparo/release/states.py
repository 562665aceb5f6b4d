"""How a version stands, in words: draft, public, replaced by a later one, withdrawn.

A version that gave way to a later one does not come back where that one is withdrawn.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.release.made import from_json
from amparo.release.models import ReleaseVersion
from amparo.release.queries import NEEDED
from amparo.ui import formats


@dataclass(frozen=True, slots=True)
class State:
    """`words` with their `tone` and `sign`; `because`: why it is so, as everybody reads it.

    `use`: the version to use in its place. `given_way`: a later one was published.
    """

    words: str
    tone: str
    sign: str
    because: str = ""
    use: ReleaseVersion | None = None
    given_way: bool = False


def state(row: ReleaseVersion, rows: Iterable[ReleaseVersion]) -> State:
    """Of a version, among all versions of any name."""
    later = [
        one for one in rows
        if one.name == row.name and one.published_at and one.version > row.version
    ]  # fmt: skip
    if row.published_at is None:
        return _not_public(row)
    last = max(later, key=lambda one: one.version, default=None)
    use = None if last is None or last.withdrawn_at else last
    given_way = last is not None
    if row.withdrawn_at is not None:
        words = _("withdrawn on %(day)s") % {"day": day(row.withdrawn_at)}
        return State(words, "danger", "alert", row.withdrawn_because, use, given_way)
    since = _("public since %(day)s") % {"day": day(row.published_at)}
    if last is None:
        return State(since, "good", "check")
    words = _("replaced; %(since)s") % {"since": since}
    following = min(later, key=lambda one: one.version)
    because = from_json(following.content).because
    return State(words, "caution", "alert", because, use, given_way)


def day(at: datetime) -> str:
    """A day as every page says it."""
    return formats.day(timezone.localdate(at))


def _not_public(row: ReleaseVersion) -> State:
    if row.replaced_at is not None:
        return State(_("a draft that was discarded or made anew"), "", "")
    words = _("draft, signed by %(number)s of %(needed)s") % {
        "number": len(row.signatures.all()),
        "needed": NEEDED,
    }
    return State(words, "calm", "")
