"""Reads and checks the file of a mapping. What is wrong in it is one line, with the column."""

import tomllib
from collections.abc import Mapping as AnyMapping
from pathlib import Path
from typing import Any

from amparo.exchange.columns import Target, target_of
from amparo.exchange.countries import FORMS
from amparo.exchange.mapping.model import KINDS, MISSING, Always, Mapping, Rule
from amparo.exchange.refused import ExchangeError
from amparo.finding.linkage.records import COLUMNS as LINKED
from amparo.terms.values import nearest

LARGEST = 1 << 18
_PARTS = {"name", "title", "standard", "claim", "key", "first", "missing", "columns", "always"}
_FORMS = {"country": FORMS, "date": ("ymd", "dmy", "mdy")}
_RULE = {
    "from", "called", "to", "kind", "values", "missing", "refuse", "guess", "guesses", "loses",
    "why", "identity", "split", "form", "optional", "proposed",
}  # fmt: skip


def read_mapping(path: Path) -> Mapping:
    """The mapping of a file that a user wrote. Raises ExchangeError."""
    try:
        with path.open("rb") as file:
            text = file.read(LARGEST).decode("utf-8")
    except OSError as error:
        raise ExchangeError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ExchangeError(f"{path}: not UTF-8 text") from error
    return parse(text, str(path))


def parse(text: str, where: str) -> Mapping:
    """Raises ExchangeError, whose line begins with `where`."""
    try:
        read = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ExchangeError(f"{where}: not TOML: {error}") from error
    try:
        return _mapping(read)
    except _Wrong as error:
        raise ExchangeError(f"{where}: {error}") from error


class _Wrong(ValueError):
    pass


def _mapping(read: dict[str, Any]) -> Mapping:
    _only(read, _PARTS, "the file")
    missing = _missing(read.get("missing", {"": "not_known"}), "missing")
    key = read.get("key", {})
    key = {"column": key} if isinstance(key, str) else key
    if not isinstance(key, dict):
        raise _Wrong("key must be the heading of the column that tells the rows apart")
    rules = read.get("columns", [])
    if not isinstance(rules, list) or not rules:
        raise _Wrong("there is no [[columns]]: nothing would be read")
    return Mapping(
        name=_text(read, "name") or _fail("there is no name"),
        title=_text(read, "title") or _text(read, "name"),
        standard=_text(read, "standard"),
        claim=_text(read, "claim"),
        key=_text(key, "column"),
        key_optional=key.get("optional", False) is True,
        key_called=_texts(key, "called"),
        first=_text(read, "first"),
        rules=tuple(_rule(one, missing) for one in rules),
        always=tuple(_always(one) for one in read.get("always", [])),
        missing=missing,
    )


def _fail(why: str) -> str:
    raise _Wrong(why)


def _rule(read: Any, missing: AnyMapping[str, str]) -> Rule:
    if not isinstance(read, dict):
        raise _Wrong("each of [[columns]] must be a part of its own")
    source = _text(read, "from") or _fail("a column without from = the heading in the list")
    where = f"column {source[:60]!r}"
    _only(read, _RULE, where)
    to, kind = _text(read, "to"), _text(read, "kind") or "values"
    if kind not in KINDS:
        raise _Wrong(f"{where}: no such kind: {kind[:40]!r}{nearest(kind, KINDS)}")
    identity, why = _text(read, "identity"), _text(read, "why")
    if identity and identity not in LINKED:
        raise _Wrong(f"{where}: no such column of linking: {identity[:40]!r}; {', '.join(LINKED)}")
    proposed = read.get("proposed", False) is True
    if not to and not why and not identity and not proposed:
        raise _Wrong(f"{where}: says neither to, nor identity, nor why it is dropped")
    form = _text(read, "form")
    if form and form not in _FORMS.get(kind, ()):
        raise _Wrong(f"{where}: no such form: {form[:20]!r}; {', '.join(_FORMS.get(kind, ()))}")
    own = _missing(read.get("missing", {}), where)
    rule = Rule(
        source=source, called=_texts(read, "called"), to=to, kind=kind,
        values=_values(read, where), missing={**missing, **own},
        refuse=_pairs(read, "refuse", where), guess=_text(read, "guess"),
        guesses=_pairs(read, "guesses", where), loses=_text(read, "loses"), why=why,
        identity=identity, split=_text(read, "split"), form=form,
        optional=read.get("optional", False) is True, proposed=proposed,
    )  # fmt: skip
    if to:
        check_codes(rule, _target(to, where), where)
    return rule


def check_codes(rule: Rule, target: Target, where: str) -> None:
    """Raises ExchangeError where a rule gives what its column cannot hold."""
    given = {code for codes in rule.values.values() for code in codes}
    if rule.kind in ("values", "flag"):
        if not rule.values and not rule.proposed:
            raise _Wrong(f"{where}: there are no values for {rule.to}")
        _check_given(given, target, where)
    if rule.kind in ("number", "year") and target.type != "integer":
        raise _Wrong(f"{where}: {rule.to} is not a number")
    if rule.kind == "date" and target.type != "date":
        raise _Wrong(f"{where}: {rule.to} is not a date")


def _check_given(given: set[str], target: Target, where: str) -> None:
    allowed = set(target.codes)
    for code in sorted(given):
        if code not in allowed:
            raise _Wrong(f"{where}: {code[:40]!r} is not a code of {target.name}"
                         f"{nearest(code, sorted(allowed))}")  # fmt: skip


def _target(to: str, where: str) -> Target:
    try:
        return target_of(to)
    except KeyError:
        raise _Wrong(f"{where}: the facts have no column {to[:60]!r}") from None


def _always(read: Any) -> Always:
    if not isinstance(read, dict):
        raise _Wrong("each of [[always]] must be a part of its own")
    to = _text(read, "to") or _fail("always without to")
    where = f"always {to[:60]!r}"
    _only(read, {"to", "code", "why"}, where)
    code = read.get("code")
    codes = tuple(code) if isinstance(code, list) else (str(code),)
    _check_given(set(codes), _target(to, where), where)
    why = _text(read, "why") or _fail(f"{where}: must say why it holds for every row")
    return Always(to=to, codes=codes, why=why)


def _missing(read: Any, where: str) -> dict[str, str]:
    if not isinstance(read, dict):
        raise _Wrong(f"{where}: missing must be pairs of value and code")
    for value, code in read.items():
        if code not in MISSING:
            raise _Wrong(f"{where}: missing {value[:40]!r} must be one of {', '.join(MISSING)}")
    return read


def _values(read: dict[str, Any], where: str) -> dict[str, tuple[str, ...]]:
    given = read.get("values", {})
    if not isinstance(given, dict):
        raise _Wrong(f"{where}: values must be pairs of value and code")
    made = {}
    for value, codes in given.items():
        several = codes if isinstance(codes, list) else [codes]
        if not several or not all(isinstance(code, str) for code in several):
            raise _Wrong(f"{where}: the value {value[:40]!r} must give a code, or a list of codes")
        made[value] = tuple(several)
    return made


def _pairs(read: dict[str, Any], name: str, where: str) -> dict[str, str]:
    given = read.get(name, {})
    if not isinstance(given, dict) or not all(isinstance(one, str) for one in given.values()):
        raise _Wrong(f"{where}: {name} must be pairs of value and reason")
    return given


def _only(read: dict[str, Any], known: set[str], where: str) -> None:
    for name in sorted(set(read) - known):
        raise _Wrong(f"{where}: no such part: {name[:40]!r}{nearest(name, sorted(known))}")


def _text(read: dict[str, Any], name: str) -> str:
    found = read.get(name, "")
    if not isinstance(found, str):
        raise _Wrong(f"{name} must be a text")
    return found.strip() if name != "split" else found


def _texts(read: dict[str, Any], name: str) -> tuple[str, ...]:
    found = read.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise _Wrong(f"{name} must be a list of texts")
    return tuple(found)
