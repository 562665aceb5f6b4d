"""What a site is made of: releases as they were published, and who publishes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from amparo.release.made import Release


class NotThere(Exception):
    """The site cannot be built; the message is one line, fit to show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A version of a release, and what became of it. Whoever was once published stays in the site.

    `signed`: what signed, a code of the list `authority` or the name of an agency; never a person.
    `superseded_by`: the version that took its place; why stands in that one. `withdrawn_because`:
    why its numbers should not be used; they stay to be read unless `numbers_removed`, which is for
    numbers that said too much about a child.
    """

    release: Release
    published_on: date
    signed: tuple[str, ...] = ()
    withdrawn_because: str = ""
    numbers_removed: bool = False
    superseded_by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Who publishes: the mechanism's name by language, its country (ISO 3166 alpha-3), and where
    to ask.
    """

    mechanism: Mapping[str, str] = field(default_factory=dict)
    country: str = ""
    contact: str = ""
