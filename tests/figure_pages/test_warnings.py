"""Warnings, noted before the event and held against what came: nobody rewrites them unseen."""

from uuid import uuid4

import pytest

from amparo.statistics.models import EarlyWarning, WhatHappened
from tests.cast import Cast
from tests.figure_pages.conftest import signed_in

pytestmark = pytest.mark.slow

WARNINGS = "/figures/warnings/"
TEXT = "Many children will cross the border alone"


def _note(client, text=TEXT, issued="2022-03-01", place="world", **more):
    said = {
        "id": str(uuid4()), "about": "conflict", "issuer": "UNICEF", "issued": issued,
        "place": place, "text": text, "source": "",
    }  # fmt: skip
    return client.post(f"{WARNINGS}note/", said | more)


def _follow(client, **more):
    warning = EarlyWarning.objects.get()
    said = {"id": str(uuid4()), "result": "in_part", "on": "2023-03-01", "text": "Fewer came"}
    return client.post(f"{WARNINGS}{warning.id}/afterwards/", said | more)


def _listed(client) -> str:
    return client.get(WARNINGS).content.decode()


def test_a_warning_is_kept_with_what_happened_afterwards(cast: Cast):
    client = signed_in(cast.analyst)
    assert _note(client).status_code == 302
    assert "Nothing is noted yet." in _listed(client)
    assert _follow(client).status_code == 302
    html = _listed(client)
    assert TEXT in html
    assert "It happened in part, as known on 1 March 2023: Fewer came" in html


def test_the_oldest_warning_comes_first(cast: Cast):
    client = signed_in(cast.analyst)
    _note(client, text="The later one")
    _note(client, text="The earlier one", issued="2019-03-01")
    html = _listed(client)
    assert html.index("The earlier one") < html.index("The later one")


def test_what_is_sent_twice_is_kept_once(cast: Cast):
    client, same = signed_in(cast.analyst), str(uuid4())
    _note(client, id=same)
    _note(client, id=same)
    assert EarlyWarning.objects.count() == 1


def test_a_warning_that_may_point_to_a_child_is_refused_and_what_was_typed_stays(cast: Cast):
    answer = _note(signed_in(cast.analyst), text="A girl named Blue, aged 14, may be next")
    assert "may point to one child" in answer.content.decode()
    assert "A girl named Blue" in answer.content.decode()
    assert not EarlyWarning.objects.exists()


@pytest.mark.parametrize("issued", ["", "2999-01-01", "1200-01-01", "yesterday"])
def test_a_warning_has_a_day_that_has_been(cast: Cast, issued):
    assert _note(signed_in(cast.analyst), issued=issued).status_code != 302
    assert not EarlyWarning.objects.exists()


def test_nothing_happened_before_the_warning(cast: Cast):
    client = signed_in(cast.analyst)
    _note(client)
    assert _follow(client, on="2021-01-01").status_code != 302
    assert not WhatHappened.objects.exists()


def test_a_warning_is_corrected_and_taken_out_and_both_stay_on_record(cast: Cast):
    client = signed_in(cast.analyst)
    _note(client)
    _follow(client)
    first = EarlyWarning.objects.get()
    said = {"about": "conflict", "issuer": "UNHCR", "issued": "2022-03-02", "place": "world",
            "text": "Corrected text", "source": ""}  # fmt: skip
    assert client.post(f"{WARNINGS}{first.id}/", said).status_code == 302
    html = _listed(client)
    assert "Corrected text" in html
    assert TEXT not in html
    assert "Fewer came" in html
    second = EarlyWarning.objects.exclude(id=first.id).get()
    client.post(f"{WARNINGS}{second.id}/withdraw/", {"because": "It was never issued"})
    assert "Corrected text" not in _listed(client)
    assert EarlyWarning.objects.count() == 2


def test_nothing_is_taken_out_without_a_reason(cast: Cast):
    client = signed_in(cast.analyst)
    _note(client)
    warning = EarlyWarning.objects.get()
    answer = client.post(f"{WARNINGS}{warning.id}/withdraw/", {"because": ""}, follow=True)
    assert "The text is missing." in answer.content.decode()
    assert TEXT in _listed(client)


def test_what_happened_is_corrected_and_taken_out(cast: Cast):
    client = signed_in(cast.analyst)
    _note(client)
    _follow(client)
    row = WhatHappened.objects.get()
    said = {"result": "as_warned", "on": "2023-04-01", "text": "As many came", "source": ""}
    client.post(f"{WARNINGS}afterwards/{row.id}/", said)
    assert "As many came" in _listed(client)
    latest = WhatHappened.objects.exclude(id=row.id).get()
    client.post(f"{WARNINGS}afterwards/{latest.id}/withdraw/", {"because": "Wrong country"})
    assert "As many came" not in _listed(client)


def test_a_warning_stands_in_every_series_of_its_time_and_place(cast: Cast, facts_made):
    client = signed_in(cast.analyst)
    _note(client)
    _note(client, text="Elsewhere", place="UKR")
    _note(client, text="Long before", issued="2009-03-01")
    html = client.get("/figures/over-time/", {"first": "2019", "last": "2025"}).content.decode()
    assert TEXT in html
    assert "What happened afterwards is not noted." in html
    assert "Elsewhere" not in html
    assert "Long before" not in html


@pytest.mark.parametrize("who", ["caseworker", "outsider", "police", "administrator"])
def test_for_somebody_without_counts_there_are_no_warnings(cast: Cast, who):
    _note(signed_in(cast.analyst))
    warning = EarlyWarning.objects.get()
    client = signed_in(getattr(cast, who))
    assert client.get(WARNINGS).status_code == 404
    assert client.get(f"{WARNINGS}{warning.id}/").status_code == 404
    assert _note(client).status_code == 404
    assert _follow(client).status_code == 404
    assert EarlyWarning.objects.count() == 1
