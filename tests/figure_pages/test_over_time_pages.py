"""A series on a screen: its breaks, and what may be read in it."""

from uuid import uuid4

import pytest

from amparo.statistics.models import SeriesBreak
from tests.cast import Cast
from tests.figure_pages.conftest import signed_in

pytestmark = pytest.mark.slow

SERIES = "/figures/over-time/"
YEARS = {"first": "2019", "last": "2025"}
LAW = "Forced begging is trafficking since the law of 2022"


def _mark(client, text=LAW, on="2022-03-01"):
    said = {"id": str(uuid4()), "kind": "law_changed", "on": on, "text": text, "source": ""}
    return client.post(f"{SERIES}mark/", said)


def _series(client, **more) -> str:
    return client.get(SERIES, {**YEARS, **more}).content.decode()


def test_more_detected_is_never_read_as_more_trafficked(cast: Cast, facts_made):
    html = _series(signed_in(cast.analyst))
    assert "Number of detected children" in html
    assert "Detections depend on who looks, who reports and what the law says." in html


def test_a_change_of_law_stands_in_the_series_and_in_what_may_be_read(cast: Cast, facts_made):
    client = signed_in(cast.analyst)
    assert _mark(client).status_code == 302
    html = _series(client)
    assert html.count(LAW) >= 2
    assert "chart__sign" in html


def test_a_line_is_interrupted_at_the_break(cast: Cast, facts_made):
    client = signed_in(cast.analyst)
    before = _series(client).count('<path d="M')
    _mark(client)
    assert _series(client).count('<path d="M') > before


def test_a_text_that_may_point_to_a_child_is_refused_and_kept_on_the_form(cast: Cast, facts_made):
    answer = _mark(signed_in(cast.analyst), text="The girl aged 14 from the harbour")
    assert "may point to one child" in answer.content.decode()
    assert "The girl aged 14" in answer.content.decode()
    assert not SeriesBreak.objects.exists()


def test_a_break_without_a_day_is_asked_again(cast: Cast, facts_made):
    answer = _mark(signed_in(cast.analyst), on="")
    assert "The day is missing" in answer.content.decode()


def test_a_break_is_corrected_and_taken_out_and_both_stay_on_record(cast: Cast, facts_made):
    client = signed_in(cast.analyst)
    _mark(client)
    first = SeriesBreak.objects.get()
    said = {"kind": "campaign", "on": "2023-01-01", "text": "A campaign", "source": ""}
    assert client.post(f"{SERIES}{first.id}/", said).status_code == 302
    html = _series(client)
    assert "A campaign" in html
    assert LAW not in html
    second = SeriesBreak.objects.exclude(id=first.id).get()
    client.post(f"{SERIES}{second.id}/withdraw/", {"because": "It was another country"})
    assert "A campaign" not in _series(client)
    assert SeriesBreak.objects.count() == 2


def test_somebody_without_counts_marks_nothing(cast: Cast, facts_made):
    assert _mark(signed_in(cast.outsider)).status_code == 404
    assert not SeriesBreak.objects.exists()


def test_more_lines_than_can_be_told_apart_are_refused_with_advice(cast: Cast, facts_made):
    assert "More lines than can be told apart" in _series(signed_in(cast.analyst), by="forms")
