"""Why something was done with a list, in words that a page can say in another language.

A reason is plain English wherever it is counted, kept or printed. Those of a mapping are its
author's own words; only those of the mappings that come along are known in other languages.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.terms import in_language
from amparo.terms.messages import Reason


def said(reason: str) -> str:
    """In the language that is spoken; as it was written where that language does not have it."""
    if isinstance(reason, Reason):
        return _(reason.message) % reason.places
    return in_language(of_mappings().get(reason, {}), get_language() or "en") or reason


@cache
def of_mappings() -> Mapping[str, Mapping[str, str]]:
    """What the mappings that come along give as reasons, by their English."""
    text = (files("amparo.exchange") / "reasons.toml").read_text(encoding="utf-8")
    return {one["en"]: one for one in tomllib.loads(text)["reason"]}
