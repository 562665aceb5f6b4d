"""An entry in the reader's words: labels, translated codes, names of agencies; no bare code."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.utils import translation

from amparo.casefile.saying import Line, lines
from amparo.casefile.wording import short_day
from amparo.journey import KINDS
from amparo.terms import label


def said(kind: str, names: dict[str, str] | None = None, **body: Any) -> dict[str, str]:
    return {line.label: line.words for line in lines(kind, body, names or {})}


def test_codes_are_said_in_the_language_of_the_page() -> None:
    with translation.override("fr"):
        found = lines("standing_decided", {"standing": "presumed", "acts": ["receipt"]}, {})
    assert found[0].words == label("standing", "presumed", "fr")
    assert found[1].words == label("act", "receipt", "fr")


def test_not_known_is_an_answer_and_left_out_is_none() -> None:
    found = said("health_checked", urgent_care_given=None, assent=True)
    assert found["Was urgent care given?"] == "not known"
    assert found["Did the child agree?"] == "yes"
    assert "What follows" not in found


def test_an_agency_is_said_by_its_name_and_an_id_is_never_shown() -> None:
    agency, nobody = str(uuid4()), str(uuid4())
    found = said("conference_held", {agency: "The shelter"}, agencies=[agency, nobody])
    assert found["Who was there"] == "The shelter, not known here"


def test_a_ground_is_said_in_words() -> None:
    found = said("involvement_started", role="guardian", sections=[], ground="best_interests")
    assert found["On what ground"] == label("involvement_ground", "best_interests", "en")


def test_rows_and_answers_are_lines_of_their_own() -> None:
    body = {"domains": {"traffickers": "high"}, "level": "high"}
    domains = next(line for line in lines("risk_assessed", body, {}) if line.rows)
    assert domains.rows == ((Line(label("risk_domain", "traffickers"), "High"),),)


def test_what_a_kind_no_longer_knows_is_still_shown() -> None:
    assert said("health_checked", older_field="kept") == {"older_field": "kept"}


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_says_an_empty_body_without_failing(kind: str) -> None:
    assert lines(kind, {}, {}) == []


def test_a_day_of_another_year_is_said_with_its_year() -> None:
    now = datetime(2026, 3, 5, tzinfo=UTC)
    assert short_day(datetime(2026, 2, 3, tzinfo=UTC), now) == "3 Feb"
    assert short_day(datetime(2024, 2, 3, tzinfo=UTC), now) == "Feb 2024"
