"""A day of which nothing may be left out, in three fields or in one piece."""

from datetime import date

import pytest
from django import forms
from django.utils import translation

from amparo.ui.fields import WholeDayField
from amparo.ui.look import AmparoForm


class OneDay(AmparoForm):
    on = WholeDayField(label="On")


class PerhapsADay(AmparoForm):
    on = WholeDayField(label="On", required=False)


def parts(day: str, month: str, year: str) -> dict[str, str]:
    return {"on_day": day, "on_month": month, "on_year": year}


@pytest.mark.parametrize(
    "sent", [parts("1", "3", "2025"), parts("٠١", "٣", "٢٠٢٥"), {"on": "2025-03-01"}]
)
def test_a_day_comes_back_as_a_date(sent: dict[str, str]) -> None:
    form = OneDay(sent)
    assert form.is_valid()
    assert form.cleaned_data["on"] == date(2025, 3, 1)


@pytest.mark.parametrize("sent", [{}, {"on": ""}, parts("", "", "")])
def test_left_out_it_is_asked_again_or_none(sent: dict[str, str]) -> None:
    assert not OneDay(sent).is_valid()
    form = PerhapsADay(sent)
    assert form.is_valid()
    assert form.cleaned_data["on"] is None


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (parts("", "3", "2025"), "Write the whole day"),
        (parts("", "", "2025"), "Write the whole day"),
        (parts("31", "2", "2025"), "This day does not exist"),
        (parts("1", "3", "25"), "Write the year in four digits"),
        (parts("1", "", "2025"), "A day needs its month"),
        ({"on": "<soon>"}, "Write the year in four digits"),
    ],
)
def test_what_is_no_whole_day_is_refused_and_stays_typed(sent: dict[str, str], said: str) -> None:
    with translation.override("en"):
        form: forms.Form = PerhapsADay(sent)
        assert not form.is_valid()
        assert said in str(form.errors["on"])
        html = str(form["on"])
    for typed in sent.values():
        assert f'value="{typed.replace("<", "&lt;").replace(">", "&gt;")}"' in html


def test_a_form_that_begins_with_a_day_shows_it_and_offers_no_part_of_it() -> None:
    html = str(OneDay(initial={"on": date(2025, 3, 1)})["on"])
    assert 'name="on_year" value="2025"' in html
    assert 'name="on_day" value="1"' in html
    assert "Leave out the day" not in html
