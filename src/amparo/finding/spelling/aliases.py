"""Names that are one name in different languages, where neither letters nor sound say so. Pure.

Read from `aliases.toml`.
"""

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from amparo.finding.spelling.sounds import keys

_FILE = Path(__file__).with_name("aliases.toml")
_LONG_ENOUGH = 3  # consonants; fewer would say that too many are the same


def also_called(written: str, sounds: Iterable[str]) -> Iterator[str]:
    """The other Latin forms of a word, given in Latin letters with its keys."""
    by_form, by_key = _groups()
    found = set(by_form.get(written, ()))
    for key in list(sounds)[:2]:
        found.update(by_key.get(key, ()))
    for group in sorted(found):
        yield from _listed()[group]


@cache
def _listed() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(group) for group in tomllib.loads(_FILE.read_text("utf-8"))["same"])


@cache
def _groups() -> tuple[dict[str, set[int]], dict[str, set[int]]]:
    by_form: dict[str, set[int]] = {}
    by_key: dict[str, set[int]] = {}
    for number, group in enumerate(_listed()):
        for form in group:
            by_form.setdefault(form, set()).add(number)
            if len(key := keys(form)[0]) >= _LONG_ENOUGH:
                by_key.setdefault(key, set()).add(number)
    return by_form, by_key
