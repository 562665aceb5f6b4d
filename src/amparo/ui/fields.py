"""Decides which form field asks for each type of a kind's field, and how its answer is read.

An answer left out is EMPTY and never reaches the body; "not known" is an answer of its own (None in
the body). Whether a body fits its kind is judged by room `journey` alone: nothing here is required.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo import terms
from amparo.journey import Field, FieldType
from amparo.ui import widgets

FEW = 7
Choices = Sequence[tuple[str, str]]

ABOUT_HOURS = timedelta(hours=2)
ABOUT_DAYS = timedelta(days=1)
_TIME = re.compile(r"([01]?\d|2[0-3])\s*[:.hH٫]\s*([0-5]\d)")


class _Empty:
    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "EMPTY"


EMPTY: Any = _Empty()


@dataclass(frozen=True)
class Asking:
    """What a form needs beside its kind: the page's language, and what may be chosen.

    `agencies`, `people`, `entries`: (id, label) pairs. `items`: the items of an ANSWERS field that
    has no list of its own, by field name. `not_before`: the earliest that a thing of unknown time
    can have been.
    """

    language: str = "en"
    agencies: Choices = ()
    people: Choices = ()
    entries: Choices = ()
    items: Mapping[str, Choices] = field(default_factory=dict)
    not_before: datetime | None = None


class TextField(forms.CharField):
    def clean(self, value: Any) -> Any:
        return super().clean(value) or EMPTY


class LinesField(forms.CharField):
    """Several short texts, one a line."""

    def clean(self, value: Any) -> Any:
        lines = (line.strip() for line in (super().clean(value) or "").splitlines())
        return [line for line in lines if line] or EMPTY


LONGEST_GUESS = 60


class IntegerField(forms.CharField):
    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return EMPTY
        if not text.lstrip("-").isdecimal():
            raise ValidationError(_("Write a whole number in digits, such as 14."))
        return int(text)


class GuessField(forms.CharField):
    """A number that somebody guesses: it may be left out or said in words, and is never refused.

    Of several numbers from `least` to `most` the lowest or the highest counts. `words` holds what
    was typed where a number alone does not say it.
    """

    words = ""

    def __init__(
        self, *args: Any, least: int, most: int, lowest: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, max_length=LONGEST_GUESS, **kwargs)
        self.least, self.most, self.lowest = least, most, lowest

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        numbers = [int(found) for found in re.findall(r"(?<![-\d])\d{1,6}(?!\d)", text)]
        fitting = [number for number in numbers if self.least <= number <= self.most]
        self.words = text if text and not (text.isdecimal() and fitting) else ""
        if not fitting:
            return EMPTY
        return min(fitting) if self.lowest else max(fitting)


class MoneyField(forms.CharField):
    """An amount; a comma or a point before the last one or two digits divides the cents."""

    def clean(self, value: Any) -> Any:
        text = re.sub(r"[\s'’]", "", super().clean(value) or "")
        if not text:
            return EMPTY
        match = re.fullmatch(r"(\d[\d.,]*?)(?:[.,](\d{1,2}))?", text)
        whole = re.sub(r"[.,]", "", match[1]) if match else ""
        if match is None or not whole.isdecimal():
            raise ValidationError(_("Write an amount in digits, such as 1250.50."))
        return f"{int(whole)}.{match[2]}" if match[2] else str(int(whole))


class OneField(forms.ChoiceField):
    def clean(self, value: Any) -> Any:
        return super().clean(value) or EMPTY


class SeveralField(forms.MultipleChoiceField):
    def clean(self, value: Any) -> Any:
        return list(dict.fromkeys(super().clean(value))) or EMPTY


class YesNoField(forms.ChoiceField):
    answers: Mapping[str, bool | None] = {"true": True, "false": False, "unknown": None}

    def clean(self, value: Any) -> Any:
        answer = super().clean(value)
        return self.answers[answer] if answer else EMPTY


class DayField(forms.Field):
    """A day, a month or a year, as ISO text of what is known."""

    def clean(self, value: Any) -> Any:
        if not any(value.values()):
            return EMPTY
        first, _last, known = read_day(value)
        return first.isoformat()[: {"year": 4, "month": 7, "day": 10}[known]]


class WholeDayField(forms.Field):
    """A day, all of it known: a date, or None where it was left out."""

    widget = widgets.WholeDay

    def clean(self, value: Any) -> date | None:
        if not any(value.values()):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        first, _last, known = read_day(value)
        if known != "day":
            raise ValidationError(_("Write the whole day: day, month and year."))
        return first


class MomentField(forms.Field):
    """A moment: ISO text of an instant or a day, or the two moments it lies between."""

    def __init__(self, not_before: datetime | None = None, **more: Any) -> None:
        super().__init__(**more)
        self.not_before = not_before

    def clean(self, value: Any) -> Any:
        how = value.get("how", "")
        if how == "now":
            return timezone.now().isoformat()
        if how == "unknown":
            return self._unknown()
        if not any(value.get(part) for part in (*widgets.DAY_PARTS, "time")):
            if how:
                raise ValidationError(
                    _("Write the day, the month and the year, or choose another answer.")
                )
            return EMPTY
        return self._between(value, about=how == "about")

    def _unknown(self) -> Any:
        if self.not_before is None:
            return None
        return {"earliest": self.not_before.isoformat(), "latest": timezone.now().isoformat()}

    def _between(self, value: Mapping[str, str], about: bool) -> Any:
        first, last, known = read_day(value)
        if value.get("time"):
            return self._instant(first, known, value["time"], about)
        if about and known == "day":
            first, last = first - ABOUT_DAYS, last + ABOUT_DAYS
        if first == last:
            return first.isoformat()
        return {"earliest": first.isoformat(), "latest": last.isoformat()}

    def _instant(self, day: date, known: str, typed: str, about: bool) -> Any:
        match = _TIME.fullmatch(western(typed))
        if match is None:
            raise ValidationError(_("Write the time in hours and minutes, such as 14:30."))
        if known != "day":
            raise ValidationError(
                _("A time needs its day. Leave the time out if the day is not known.")
            )
        zone = timezone.get_current_timezone()
        instant = datetime.combine(day, time(int(match[1]), int(match[2])), tzinfo=zone).astimezone(
            UTC
        )
        if not about:
            return instant.isoformat()
        return {
            "earliest": (instant - ABOUT_HOURS).isoformat(),
            "latest": (instant + ABOUT_HOURS).isoformat(),
        }


class AnswersField(forms.Field):
    def __init__(self, or_number: bool = False, **more: Any) -> None:
        super().__init__(**more)
        self.or_number = or_number

    def clean(self, value: Any) -> Any:
        if self.or_number:
            value = {item: YesNoField.answers.get(answer, answer) for item, answer in value.items()}
        return value or EMPTY


def western(text: str) -> str:
    """The digits of any script as 0 to 9: people type those of their own keyboard."""
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)


def read_day(parts: Mapping[str, str]) -> tuple[date, date, str]:
    """First and last day of what was typed, and how much was known: day, month or year."""
    day, month, year = (western(parts.get(part, "")) for part in widgets.DAY_PARTS)
    if not (year.isdecimal() and len(year) == 4):
        raise ValidationError(_("Write the year in four digits, such as 2031."))
    if day and not month:
        raise ValidationError(
            _("A day needs its month. Leave the day out if the month is not known.")
        )
    try:
        if not month:
            return date(int(year), 1, 1), date(int(year), 12, 31), "year"
        if not day:
            first = date(int(year), int(month), 1)
            following = (first + timedelta(days=31)).replace(day=1)
            return first, following - timedelta(days=1), "month"
        whole = date(int(year), int(month), int(day))
    except ValueError as error:
        raise ValidationError(
            _("This day does not exist. Write it in digits, such as 4 5 2031.")
        ) from error
    return whole, whole, "day"


def yes_no_choices() -> list[tuple[str, str]]:
    """The three answers of a three-valued question."""
    return [("true", _("Yes")), ("false", _("No")), ("unknown", _("Not known"))]


def field_for(declared: Field, asking: Asking) -> forms.Field:
    """The form field for one declared field that is not made of rows."""
    made = _MAKERS[declared.type](declared, asking)
    made.required = False
    made.label = _(declared.label)
    made.help_text = _(declared.help) if declared.help else ""
    if isinstance(made, LinesField) and not made.help_text:
        made.help_text = _("One on each line.")
    return made


def _text(declared: Field, _asking: Asking) -> forms.Field:
    if declared.many:
        return LinesField(widget=widgets.LongText())
    return TextField(widget=widgets.Text())


def _one(choices: Choices) -> forms.Field:
    few = len(choices) <= FEW
    widget = widgets.OneOfFew() if few else widgets.OneOfMany()
    return OneField(choices=choices if few else [("", _("Choose")), *choices], widget=widget)


def _several(choices: Choices, many: int = 30) -> forms.Field:
    if len(choices) <= many:
        return SeveralField(choices=choices, widget=widgets.SomeOfFew())
    return SeveralField(choices=[("", _("Choose")), *choices], widget=widgets.SomeOfMany())


def _code(declared: Field, asking: Asking) -> forms.Field:
    choices = terms.choices(declared.codes or "", asking.language)
    if declared.explained and declared.codes:
        means = terms.definitions(declared.codes, asking.language)
        return SeveralField(choices=choices, widget=widgets.SomeExplained(means))
    return _several(choices) if declared.many else _one(choices)


def _chosen(choices: Choices, many: bool) -> forms.Field:
    """One of what the page offers; a line of text where it offers nothing."""
    if not choices:
        return TextField(widget=widgets.Text())
    return (
        _several(choices)
        if many
        else OneField(choices=[("", _("Choose")), *choices], widget=widgets.OneOfMany())
    )


def _answers(declared: Field, asking: Asking) -> forms.Field:
    items = (
        terms.choices(declared.keys, asking.language)
        if declared.keys
        else asking.items.get(declared.name, ())
    )
    if declared.codes and not declared.or_number:
        answers = terms.choices(declared.codes, asking.language)
    else:
        answers = yes_no_choices()
    return AnswersField(or_number=declared.or_number, widget=widgets.Answers(list(items), answers))


def moment_ways(declared_moment: bool, not_before: datetime | None) -> tuple[str, ...]:
    """The ways to say when: for the entry itself "not known" needs an earliest bound."""
    if declared_moment:
        return ("at", "about", "unknown")
    return ("now", "at", "about", "unknown") if not_before else ("now", "at", "about")


def occurred_field(asking: Asking) -> MomentField:
    """The question every entry asks: when it happened."""
    return MomentField(
        label=_("When did it happen?"),
        required=False,
        not_before=asking.not_before,
        widget=widgets.MomentParts(moment_ways(False, asking.not_before)),
    )


_MAKERS: dict[FieldType, Callable[[Field, Asking], forms.Field]] = {
    FieldType.TEXT: _text,
    FieldType.LONG_TEXT: lambda _field, _asking: TextField(widget=widgets.LongText()),
    FieldType.CODE: _code,
    FieldType.THREE_VALUED: lambda _field, _asking: YesNoField(
        choices=yes_no_choices(), widget=widgets.YesNo()
    ),
    FieldType.DATE: lambda _field, _asking: DayField(widget=widgets.Day()),
    FieldType.MOMENT: lambda _field, _asking: MomentField(
        widget=widgets.MomentParts(moment_ways(True, None))
    ),
    FieldType.INTEGER: lambda _field, _asking: IntegerField(widget=widgets.Number()),
    FieldType.MONEY: lambda _field, _asking: MoneyField(widget=widgets.Number("decimal")),
    FieldType.ANSWERS: _answers,
    FieldType.ENTRY: lambda declared, asking: _chosen(asking.entries, declared.many),
    FieldType.AGENCY: lambda declared, asking: _chosen(asking.agencies, declared.many),
    FieldType.PERSON: lambda declared, asking: _chosen(asking.people, declared.many),
}
