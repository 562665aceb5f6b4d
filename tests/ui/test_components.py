"""The components: what they say, and to whom."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from amparo.ui import badges, icons

NOW = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)


def shown(source: str, **context: Any) -> str:
    return Template("{% load amparo_ui %}" + source).render(Context(context))


@pytest.mark.parametrize("code", sorted(badges.STANDING))
def test_an_identification_status_has_a_word_and_a_sign(code: str) -> None:
    badge = shown("{% standing_badge code %}", code=code)
    assert "<svg" in badge
    assert badge.split("</svg>")[1].replace("</span>", "").strip()


def test_each_level_of_risk_has_a_sign_of_its_own() -> None:
    signs = [look.sign for look in badges.RISK.values()]
    assert len(set(signs)) == len(signs)


@pytest.mark.parametrize("name", sorted(badges.FLAGS))
def test_a_flag_says_in_words_what_nobody_may_overlook(name: str) -> None:
    assert str(badges.FLAGS[name].label) in shown("{% flag name %}", name=name)


def test_every_sign_used_is_drawn() -> None:
    looks = [*badges.STANDING.values(), *badges.RISK.values(), *badges.FLAGS.values()]
    assert {look.sign for look in looks} <= set(icons.NAMES)


def test_a_reference_keeps_its_direction_in_arabic_text() -> None:
    assert 'dir="ltr"' in shown('{% reference "7K3Q-9M2X-4" %}')


def test_a_covered_value_is_asked_for_by_post_and_not_in_an_address() -> None:
    cover = shown('{% covered "Name" "/cases/reveal/" what="Reveal the name" field="name" %}')
    assert 'method="post"' in cover
    assert 'name="field" value="name"' in cover
    assert "?" not in cover


def test_what_a_person_typed_cannot_become_markup() -> None:
    source = "{% card heading %}{{ body }}{% endcard %}{% badge heading %}{% person_name body %}"
    assert "<b>" not in shown(source, heading="<b>x</b>", body="<b>y</b>")


def test_a_duty_says_what_how_late_why_and_leads_to_the_form() -> None:
    due = shown(
        '{% due "A guardian" at why="§12.1(3)" case="7K3Q-9M2X-4" href="/c/" now=now %}'
        '{% link_button "Appoint" "/record/" %}{% enddue %}',
        at=NOW - timedelta(hours=3),
        now=NOW,
    )
    for part in ("A guardian", "overdue by 3 hours", "§12.1(3)", "7K3Q-9M2X-4", "/record/"):
        assert part in due


def test_a_fact_without_a_value_says_so() -> None:
    assert "not recorded" in shown('{% facts %}{% fact "Guardian" %}{% endfact %}{% endfacts %}')


def test_a_cell_names_its_column_where_the_table_has_become_cards() -> None:
    cell = shown('{% cell "Risk" %}high{% endcell %}')
    assert 'data-label="Risk"' in cell


def test_pages_keep_the_filters_of_the_address() -> None:
    request = RequestFactory().get("/cases/", {"risk": "high", "page": "2"})
    pages = shown("{% pagination page %}", request=request, page=Paginator(range(30), 10).page(2))
    assert "?risk=high&amp;page=1" in pages
    assert "?risk=high&amp;page=3" in pages


def test_what_points_along_the_line_turns_round_in_arabic_and_a_clock_does_not() -> None:
    assert "icon--flip" in shown('{% icon "arrow" %}')
    assert "icon--flip" not in shown('{% icon "clock" %}')


def test_codes_are_said_in_the_language_of_the_page() -> None:
    english = shown('{% term "standing" "presumed" %}')
    with translation.override("ar"):
        assert shown('{% term "standing" "presumed" %}') != english
