"""Analysts mark breaks, note warnings and what happened afterwards; nothing is changed or lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from amparo.access import NotFound, Refused
from amparo.audit.models import Line
from amparo.people.models import User
from amparo.statistics import actions, queries, rules
from amparo.statistics.actions import AfterwardsSaid, BreakSaid, WarningSaid
from amparo.statistics.figures.parts import Break
from amparo.statistics.figures.series import KINDS
from amparo.statistics.figures.words import BREAKS
from amparo.statistics.models import EarlyWarning, SeriesBreak, WhatHappened
from tests.cast import Cast, make_cast

MAY = {"analyst", "rapporteur", "coordinator", "supervisor", "outside_supervisor"}

LAW = BreakSaid(
    kind="law_changed",
    on=date(2021, 3, 1),
    place="KEN",
    text="Begging was added to the forms of exploitation.",
    source="Act 8 of 2021",
)
WARNING = WarningSaid(
    about="displacement",
    issuer="An agency for refugees",
    issued=date(2024, 5, 2),
    place="KEN-110",
    text="Families will leave the valley when the harvest fails; children will travel alone.",
)
AFTERWARDS = AfterwardsSaid(
    result="in_part", on=date(2024, 9, 1), text="Half the families left; a school closed."
)


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def verbs() -> list[str]:
    return list(Line.objects.order_by("-sequence").values_list("verb", flat=True)[:1])


# Who may


@pytest.mark.django_db
def test_whoever_may_see_counts_may_mark_and_nobody_else(cast: Cast) -> None:
    for name, person in cast.everybody().items():
        for act in (mark, note, read_breaks, read_warnings):
            if name in MAY:
                act(person)
            else:
                with pytest.raises(Refused):
                    act(person)


def mark(by: User) -> SeriesBreak:
    return actions.mark_break(by=by, said=LAW)


def note(by: User) -> EarlyWarning:
    return actions.note_warning(by=by, said=WARNING)


def read_breaks(by: User) -> list[SeriesBreak]:
    return list(queries.breaks_marked(by))


def read_warnings(by: User) -> tuple[queries.Warned, ...]:
    return queries.warnings(by)


def test_the_outsider_changes_nothing_that_others_wrote(cast: Cast) -> None:
    marked, noted = mark(cast.analyst), note(cast.analyst)
    told = actions.note_what_happened(by=cast.analyst, warning=noted.id, said=AFTERWARDS)
    attempts: list[Callable[[User], Any]] = [
        lambda by: actions.correct_break(by=by, of=marked.id, said=LAW),
        lambda by: actions.withdraw_break(by=by, of=marked.id, because="Not so."),
        lambda by: actions.correct_warning(by=by, of=noted.id, said=WARNING),
        lambda by: actions.withdraw_warning(by=by, of=noted.id, because="Not so."),
        lambda by: actions.note_what_happened(by=by, warning=noted.id, said=AFTERWARDS),
        lambda by: actions.correct_what_happened(by=by, of=told.id, said=AFTERWARDS),
        lambda by: actions.withdraw_what_happened(by=by, of=told.id, because="Not so."),
    ]
    for attempt in attempts:
        with pytest.raises(Refused):
            attempt(cast.outsider)
    assert queries.breaks_marked(cast.analyst).count() == 1
    assert len(queries.warnings(cast.analyst)) == 1


# Breaks


def test_a_marked_break_stands_in_every_series_of_its_place(cast: Cast) -> None:
    mark(cast.analyst)
    assert queries.breaks() == (
        Break(
            kind="law_changed", on=date(2021, 3, 1), place="KEN", text=LAW.text, source=LAW.source
        ),
    )
    assert verbs() == ["break_marked"]


def test_a_corrected_break_is_replaced_and_both_are_kept(cast: Cast) -> None:
    first = mark(cast.analyst)
    second = actions.correct_break(
        by=cast.rapporteur, of=first.id, said=replace(LAW, on=date(2021, 4, 1))
    )
    assert second.supersedes == first
    assert [one.on for one in queries.breaks()] == [date(2021, 4, 1)]
    assert SeriesBreak.objects.count() == 2
    assert verbs() == ["break_corrected"]


def test_a_withdrawn_break_says_why_and_stays(cast: Cast) -> None:
    marked = mark(cast.analyst)
    actions.withdraw_break(by=cast.analyst, of=marked.id, because="The law was not passed.")
    assert queries.breaks() == ()
    marked.refresh_from_db()
    assert marked.withdrawn_because == "The law was not passed."
    assert marked.withdrawn_by == cast.analyst
    assert verbs() == ["break_withdrawn"]


def test_what_no_longer_holds_is_neither_corrected_nor_withdrawn_again(cast: Cast) -> None:
    first = mark(cast.analyst)
    actions.correct_break(by=cast.analyst, of=first.id, said=LAW)
    with pytest.raises(Refused) as refused:
        actions.correct_break(by=cast.rapporteur, of=first.id, said=LAW)
    assert refused.value.code == "no_longer_holds"
    with pytest.raises(Refused):
        actions.withdraw_break(by=cast.rapporteur, of=first.id, because="Twice.")
    with pytest.raises(NotFound):
        actions.withdraw_break(by=cast.rapporteur, of=uuid4(), because="Never there.")


def test_what_is_sent_twice_is_kept_once(cast: Cast) -> None:
    id = uuid4()
    first = actions.mark_break(by=cast.analyst, said=LAW, id=id)
    assert actions.mark_break(by=cast.analyst, said=LAW, id=id) == first
    corrected = uuid4()
    for _time in (1, 2):
        actions.correct_break(by=cast.analyst, of=first.id, said=LAW, id=corrected)
    assert SeriesBreak.objects.count() == 2
    with pytest.raises(NotFound):
        actions.mark_break(by=cast.rapporteur, said=LAW, id=id)


def test_every_kind_that_may_be_marked_has_a_name() -> None:
    assert set(KINDS) <= BREAKS.keys()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "not_over"}, "no_such_choice"),
        ({"kind": ""}, "no_such_choice"),
        ({"text": " "}, "text_missing"),
        ({"text": "a" * 501}, "text_too_long"),
        ({"text": "turned \u202e round"}, "text_unprintable"),
        ({"text": "The girl of 7K3Q-9M2X-4 was moved."}, "text_of_a_person"),
        ({"source": "a" * 201}, "text_too_long"),
        ({"place": "Kenya"}, "no_such_place"),
        ({"place": "KEN+UGA"}, "no_such_place"),
        ({"on": date(1850, 1, 1)}, "day_impossible"),
        ({"on": date(2999, 1, 1)}, "day_impossible"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line_and_nothing_is_kept(
    cast: Cast, change: dict[str, Any], code: str
) -> None:
    before = Line.objects.count()
    with pytest.raises(Refused) as refused:
        actions.mark_break(by=cast.analyst, said=replace(LAW, **change))
    assert refused.value.code == code
    assert refused.value.what_to_do
    assert SeriesBreak.objects.count() == 0
    assert Line.objects.count() == before


def test_the_log_never_holds_what_was_typed(cast: Cast) -> None:
    mark(cast.analyst)
    line = Line.objects.order_by("-sequence")[0]
    assert set(line.detail) == {"row", "of"}


# Public text


@pytest.mark.parametrize(
    "text",
    [
        "A girl aged 14 was found at the border.",
        "A 14-year-old girl was found.",
        "Une fille de 14 ans a été trouvée.",
        "Una niña de 14 años fue hallada.",
        "فتاة عمرها 14 سنة",
        "A child named Rose",
        "una niña llamada Rosa",
        "طفلة اسمها وردة",
        "Her mother came back.",
        "Ask at 0712 345 678.",
        "Write to somebody@example.org",
        "Case 7K3Q9M2X4",
    ],
)
def test_a_text_that_may_point_to_one_child_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        rules.public_text(text)
    assert refused.value.code == "text_of_a_person"
    assert text not in refused.value.said()


@pytest.mark.parametrize(
    "text",
    [
        "From 2021-03-01 the Act of 2021 counts begging; see Gazette 12/2021.",
        "In 2019-2022, 141 and then 156 countries reported.",
        "The police trained 1,200 officers of 47 counties on 4.5.2021.",
        "Children from 12 to 17 are counted since then.",
        "La loi n° 2021-15 ajoute la mendicité.",
        "أضاف القانون التسول إلى أشكال الاستغلال.",
        "STOP-THE-TRAFFIC began a campaign in WEST NILE.",
    ],
)
def test_a_text_of_laws_agencies_and_numbers_is_taken(text: str) -> None:
    assert rules.public_text(text) == text


def test_a_text_is_kept_on_one_line() -> None:
    assert rules.public_text("  Begging\n was  added. ") == "Begging was added."


# Warnings, and what happened


def test_a_warning_is_kept_with_what_happened_afterwards(cast: Cast) -> None:
    noted = note(cast.analyst)
    assert verbs() == ["warning_noted"]
    late = replace(AFTERWARDS, result="as_warned", on=date(2025, 1, 1))
    for said in (late, AFTERWARDS):
        actions.note_what_happened(by=cast.rapporteur, warning=noted.id, said=said)
    assert verbs() == ["warning_followed"]
    (warned,) = queries.warnings(cast.analyst)
    assert warned.warning == noted
    assert [one.result for one in warned.afterwards] == ["in_part", "as_warned"]


def test_a_corrected_warning_keeps_what_happened_after_it(cast: Cast) -> None:
    noted = note(cast.analyst)
    actions.note_what_happened(by=cast.analyst, warning=noted.id, said=AFTERWARDS)
    second = actions.correct_warning(
        by=cast.analyst, of=noted.id, said=replace(WARNING, place="KEN")
    )
    third = actions.correct_warning(by=cast.analyst, of=second.id, said=WARNING)
    (warned,) = queries.warnings(cast.analyst)
    assert warned.warning == third
    assert [one.text for one in warned.afterwards] == [AFTERWARDS.text]
    with pytest.raises(Refused):
        actions.note_what_happened(by=cast.analyst, warning=noted.id, said=AFTERWARDS)


def test_what_happened_is_corrected_and_withdrawn_like_everything(cast: Cast) -> None:
    noted = note(cast.analyst)
    told = actions.note_what_happened(by=cast.analyst, warning=noted.id, said=AFTERWARDS)
    second = actions.correct_what_happened(
        by=cast.analyst, of=told.id, said=replace(AFTERWARDS, result="otherwise")
    )
    (warned,) = queries.warnings(cast.analyst)
    assert [one.result for one in warned.afterwards] == ["otherwise"]
    actions.withdraw_what_happened(by=cast.analyst, of=second.id, because="It was elsewhere.")
    assert queries.warnings(cast.analyst)[0].afterwards == ()
    assert WhatHappened.objects.count() == 2


def test_a_withdrawn_warning_is_no_longer_shown(cast: Cast) -> None:
    noted = note(cast.analyst)
    actions.withdraw_warning(by=cast.analyst, of=noted.id, because="It was never issued.")
    assert queries.warnings(cast.analyst) == ()
    assert EarlyWarning.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"on": date(2024, 5, 1)}, "day_impossible"),
        ({"result": "nobody knows"}, "no_such_choice"),
        ({"text": ""}, "text_missing"),
    ],
)
def test_what_happened_comes_after_the_warning(
    cast: Cast, change: dict[str, Any], code: str
) -> None:
    noted = note(cast.analyst)
    with pytest.raises(Refused) as refused:
        actions.note_what_happened(
            by=cast.analyst, warning=noted.id, said=replace(AFTERWARDS, **change)
        )
    assert refused.value.code == code
    with pytest.raises(NotFound):
        actions.note_what_happened(by=cast.analyst, warning=uuid4(), said=AFTERWARDS)


def test_a_warning_that_is_not_issued_yet_is_no_warning(cast: Cast) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Refused) as refused:
        actions.note_warning(by=cast.analyst, said=replace(WARNING, issued=tomorrow))
    assert refused.value.code == "day_impossible"
