"""How one answer is asked for: the parts a browser shows, and how they come back.

Values come back as typed; `fields` reads them. Every widget names the id its error leads to
(`first_id`) and keeps whatever was typed, also when it cannot be read.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

Data = Mapping[str, Any]

DAY_PARTS = ("day", "month", "year")


class Text(forms.TextInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "input", "autocomplete": "off", **(attrs or {})})


class Number(Text):
    """A text field that asks a phone for digits; number fields lose what they cannot read."""

    def __init__(self, mode: str = "numeric") -> None:
        super().__init__({"class": "input input--number", "inputmode": mode})


class LongText(forms.Textarea):
    def __init__(self) -> None:
        super().__init__({"class": "textarea", "rows": 4})


class OneOfMany(forms.Select):
    def __init__(self) -> None:
        super().__init__({"class": "select"})


class OneOfFew(forms.RadioSelect):
    template_name = "ui/forms/choices.html"
    look = "choices--columns"

    def first_id(self, id_: str) -> str:
        return f"{id_}_0"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "look": self.look}


class YesNo(OneOfFew):
    """Yes, no, or not known; none of the three is an answer left out."""

    look = "choices--line"


class SomeOfFew(forms.CheckboxSelectMultiple):
    template_name = "ui/forms/choices.html"

    def first_id(self, id_: str) -> str:
        return f"{id_}_0"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        look = "choices--columns" if len(list(self.choices)) > 6 else ""
        return {**super().get_context(name, value, attrs), "look": look}


class SomeExplained(SomeOfFew):
    """Some of a few, one a line, each with what it means in plain words."""

    def __init__(self, means: Mapping[str, str]) -> None:
        super().__init__()
        self.means = means

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "look": ""}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        return {**option, "means": self.means.get(str(value), "")}


class SomeOfMany(forms.Select):
    """Several of a long list: as many selects as were chosen, one more, and a button."""

    template_name = "ui/forms/several.html"
    use_fieldset = True
    spare = 1

    def __init__(self) -> None:
        super().__init__({"class": "select"})

    def first_id(self, id_: str) -> str:
        return f"{id_}_0"

    def value_from_datadict(self, data: Data, files: Any, name: str) -> list[str]:
        return [value for value in _values(data, name) if value]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        chosen = [*(value or []), *([""] * self.spare)]
        selects = []
        for index, one in enumerate(chosen):
            id_ = (attrs or {}).get("id", name)
            own = {**(attrs or {}), "id": f"{id_}_{index}", "aria-labelledby": f"{id_}_legend"}
            selects.append(super().get_context(name, one, own)["widget"])
        return {"widget": {"selects": selects, "name": name, "template_name": self.template_name}}


class Parts(forms.Widget):
    """One answer in several text fields, which come back as a dictionary by part."""

    use_fieldset = True
    parts: tuple[str, ...] = ()
    first = "day"

    def first_id(self, id_: str) -> str:
        return f"{id_}_{self.first}"

    def value_from_datadict(self, data: Data, files: Any, name: str) -> dict[str, str]:
        return {part: str(data.get(f"{name}_{part}", "")).strip() for part in self.parts}

    def value_omitted_from_data(self, data: Data, files: Any, name: str) -> bool:
        return all(f"{name}_{part}" not in data for part in self.parts)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        context["typed"] = value if isinstance(value, dict) else {}
        return context


class Day(Parts):
    template_name = "ui/forms/date.html"
    parts = DAY_PARTS


class WholeDay(Day):
    """A day of which nothing may be left out. An address may also give it in one piece
    (2025-03-01), and so may what a form begins with."""

    whole = True

    def value_from_datadict(self, data: Data, files: Any, name: str) -> dict[str, str]:
        if all(f"{name}_{part}" not in data for part in self.parts):
            return self.taken_apart(data.get(name, ""))
        return super().value_from_datadict(data, files, name)

    def value_omitted_from_data(self, data: Data, files: Any, name: str) -> bool:
        return name not in data and super().value_omitted_from_data(data, files, name)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, self.taken_apart(value), attrs)
        return {**context, "whole": self.whole}

    def taken_apart(self, value: Any) -> dict[str, str]:
        """By part what is to be filled in; what is no day stands as it was typed."""
        if isinstance(value, dict):
            return value
        text = value.isoformat() if isinstance(value, date) else str(value or "").strip()
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return dict.fromkeys(self.parts, "") | {"year": text}
        return {"day": str(day.day), "month": str(day.month), "year": str(day.year)}


class MomentParts(Parts):
    """When it was: now, then, about then, or not known; with day, month, year and time as text."""

    template_name = "ui/forms/moment.html"
    parts = ("how", *DAY_PARTS, "time")
    first = "how_0"

    def __init__(self, ways: tuple[str, ...]) -> None:
        super().__init__()
        self.ways = ways

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "ways": self.ways}


class Answers(forms.Widget):
    """The same few answers to each of several items, as a dictionary by item."""

    template_name = "ui/forms/answers.html"
    use_fieldset = True

    def __init__(self, items: list[tuple[str, str]], answers: list[tuple[str, str]]) -> None:
        super().__init__()
        self.items, self.answers = items, answers

    def first_id(self, id_: str) -> str:
        return f"{id_}_0_0"

    def value_from_datadict(self, data: Data, files: Any, name: str) -> dict[str, str]:
        typed = {code: str(data.get(f"{name}_{code}", "")) for code, _label in self.items}
        return {code: answer for code, answer in typed.items() if answer}

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        given = value if isinstance(value, dict) else {}
        context["items"] = [(code, label, given.get(code, "")) for code, label in self.items]
        context["answers"] = self.answers
        return context


def first_id(bound: forms.BoundField) -> str:
    """The id of the first thing to fill in for a field: where its error leads."""
    widget = bound.field.widget
    return widget.first_id(bound.auto_id) if hasattr(widget, "first_id") else bound.auto_id


def _values(data: Data, name: str) -> list[str]:
    if isinstance(data, MultiValueDict):
        return [str(value) for value in data.getlist(name)]
    value = data.get(name, [])
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]
