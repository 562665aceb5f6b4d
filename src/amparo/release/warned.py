"""What a plan warns of that nobody sees in the tables: what the site could not say."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from amparo.casefile import protocols
from amparo.casefile.saying import listed
from amparo.release.site.pages import NAMES
from amparo.release.spec import Spec


def warnings(spec: Spec) -> Iterator[str]:
    """A line each."""
    if without := [name for code, name in NAMES.items() if not spec.title.get(code)]:
        yield _(
            "There is no title in: %(languages)s. There the site shows the English one, or the"
            " release’s name."
        ) % {"languages": listed(without)}
    if not protocols.in_force()[-1].country:
        yield _(
            "The protocol names no country: the site says “this country”, and files leave it"
            " empty. Write it into the protocol in force, as country = “…”."
        )
