"""A figure as plain data, for exports, the API and what is kept: with all of its meaning, and back.

Read back it is checked like any other, so that no file brings in a figure without its meaning.
"""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from fractions import Fraction
from typing import Any

from amparo.statistics.figures.meaning import Figure, Interval
from amparo.statistics.figures.parts import Break, Coverage, Meaning, MeaningMissing

_DAYS = frozenset({"start", "end", "known_on", "on"})


def to_data(figure: Figure) -> dict[str, Any]:
    """Text, numbers, lists and objects only. A Fraction is text, as "3/5"."""
    return _data(figure)


def meaning_to_data(meaning: Meaning) -> dict[str, Any]:
    return _data(meaning)


def _data(of: Any) -> dict[str, Any]:
    return {field.name: _plain(getattr(of, field.name)) for field in fields(of)}


def _plain(value: Any) -> Any:
    if isinstance(value, Meaning | Coverage | Interval | Break):
        return _data(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return str(value) if value.denominator != 1 else int(value)
    return value


def from_data(data: Mapping[str, Any]) -> Figure:
    """Raises MeaningMissing naming what is missing or wrong, and NotComparable."""
    given = dict(_known("figure", Figure, data))
    given["meaning"] = meaning_from_data(given.get("meaning") or {})
    if given.get("of"):
        given["of"] = meaning_from_data(given["of"])
    if given.get("interval"):
        interval = _known("interval", Interval, given["interval"])
        given["interval"] = _made(
            "interval", Interval, {k: _number(v) for k, v in interval.items()}
        )
    given["breaks"] = tuple(_break(one) for one in given.get("breaks") or ())
    given["value"] = _number(given.get("value"))
    return _made("figure", Figure, given)


def meaning_from_data(data: Mapping[str, Any]) -> Meaning:
    given = dict(_known("meaning", Meaning, data))
    if isinstance(given.get("coverage"), Mapping):
        coverage = _known("coverage", Coverage, given["coverage"])
        given["coverage"] = _made("coverage", Coverage, coverage)
    return _made("meaning", Meaning, {key: _day(key, value) for key, value in given.items()})


def _break(data: Mapping[str, Any]) -> Break:
    given = {key: _day(key, value) for key, value in _known("break", Break, data).items()}
    sides = {key: tuple(given.get(key) or ()) for key in ("before", "after")}
    return _made("break", Break, given | sides)


def _known(what: str, kind: type[Any], data: Any) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise MeaningMissing(what, "is an object")
    if unknown := set(data) - {field.name for field in fields(kind)}:
        raise MeaningMissing(what, f"has no part {str(min(unknown))[:40]}")
    return data


def _made(what: str, kind: type[Any], given: Mapping[str, Any]) -> Any:
    try:
        return kind(**given)
    except TypeError as error:
        raise MeaningMissing(what, str(error).rpartition("argument")[2].strip(": ")) from error


def _day(key: str, value: Any) -> Any:
    if key not in _DAYS or not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise MeaningMissing(key, "is a day as 2031-05-04") from None


def _number(value: Any) -> Any:
    """Text that is a fraction; anything else as it is."""
    if not isinstance(value, str) or "/" not in value:
        return value
    try:
        return Fraction(value)
    except (ValueError, ZeroDivisionError):
        raise MeaningMissing("value", "is a whole number or a fraction as 3/5") from None
