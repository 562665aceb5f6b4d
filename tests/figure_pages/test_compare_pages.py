"""Figures are held against each other only where that means something; else the reason is said."""

from dataclasses import replace

import pytest

from amparo.access import Refused
from amparo.statistics import keeping
from amparo.statistics.models import KeptFigure
from tests.cast import Cast
from tests.figure_pages.conftest import signed_in

pytestmark = pytest.mark.slow

COMPARE = "/figures/compare/"
OF_OTHERS = "ledger:ilo_2022_children"


def _kept(client, year, **more) -> str:
    asked = "&".join(
        f"{name}={value}"
        for name, value in {
            "rows": "", "columns": "", "first": year, "last": year, **more
        }.items()
    )  # fmt: skip
    assert client.post("/figures/keep/", {"asked": asked}).status_code == 302
    return f"own:{KeptFigure.objects.first().id}"


def _held(client, one, other, act="compare") -> str:
    answer = client.get(COMPARE, {"one": one, "other": other, "act": act})
    return answer.content.decode()


def test_two_years_are_compared(cast: Cast, facts_made):
    client = signed_in(cast.analyst)
    html = _held(client, _kept(client, 2023), _kept(client, 2024))
    assert "Held together" in html
    assert "not comparable" not in html


def test_the_registers_count_is_not_compared_with_an_estimate_of_forced_labour(
    cast: Cast, facts_made
):
    client = signed_in(cast.analyst)
    html = _held(client, _kept(client, 2024), OF_OTHERS)
    assert "These figures are not comparable." in html
    assert "every year" in html  # a stock is not a number every year
    assert "Held together" not in html


def test_children_under_two_definitions_are_not_compared(cast: Cast, facts_made):
    client = signed_in(cast.analyst)
    one = _kept(client, 2024)
    html = _held(client, one, _kept(client, 2024, definition="with_movement"))
    assert "They use different definitions" in html


def test_children_counted_once_a_year_are_not_added_over_years(cast: Cast, facts_made):
    client = signed_in(cast.analyst)
    one = _kept(client, 2023, counting="once_a_year")
    other = _kept(client, 2024, counting="once_a_year")
    assert "Held together" not in _held(client, one, other, "add")


@pytest.mark.parametrize("act", ["compare", "add", "divide"])
def test_no_act_reaches_what_is_refused(cast: Cast, facts_made, act):
    client = signed_in(cast.analyst)
    assert "Held together" not in _held(client, _kept(client, 2024), OF_OTHERS, act)
    assert "Held together" not in _held(client, OF_OTHERS, _kept(client, 2024), act)


def test_a_kept_figure_stays_as_known_on_its_day(cast: Cast, facts_made):
    client = signed_in(cast.analyst)
    _kept(client, 2024)
    assert "as known on 30 June 2026" in client.get(COMPARE).content.decode()


def test_each_keeps_their_own(cast: Cast, facts_made):
    code = _kept(signed_in(cast.analyst), 2024)
    other = signed_in(cast.rapporteur)
    assert code not in other.get(COMPARE).content.decode()
    row = KeptFigure.objects.get()
    assert other.post(f"/figures/kept/{row.id}/").status_code == 404
    assert signed_in(cast.analyst).post(f"/figures/kept/{row.id}/").status_code == 302
    assert keeping.kept(cast.analyst) == []


def test_a_figure_of_too_few_children_is_not_kept(cast: Cast, facts_made):
    _kept(signed_in(cast.analyst), 2024)
    [(row, figure)] = keeping.kept(cast.analyst)
    with pytest.raises(Refused, match="too_few"):
        keeping.keep(by=cast.analyst, figure=replace(figure, value=None), asked=row.asked)


def test_what_asks_for_no_table_is_not_kept(cast: Cast, facts_made):
    for asked in ("rows=name", "first=2030&last=2020", "x" * 600):
        assert signed_in(cast.analyst).post("/figures/keep/", {"asked": asked}).status_code == 404
    assert keeping.kept(cast.analyst) == []


def test_only_fifty_are_kept_on_the_list(cast: Cast, facts_made, monkeypatch):
    monkeypatch.setattr(keeping, "MOST", 2)
    client = signed_in(cast.analyst)
    for year in (2022, 2023, 2024):
        _kept(client, year)
    assert len(keeping.kept(cast.analyst)) == 2
