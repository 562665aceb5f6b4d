"""The form of a kind: what is asked, how answers are read, and that nothing typed is lost."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import translation

from amparo.journey import KINDS, Kind, check_body
from amparo.ui.forms import KindForm, form_for

THEN = {
    "occurred_at_how": "at",
    "occurred_at_day": "4",
    "occurred_at_month": "5",
    "occurred_at_year": "2026",
}


def sent(kind: str, answers: dict[str, Any], **more: Any) -> KindForm:
    form = form_for(kind, {**THEN, **answers}, **more)
    assert form.is_valid(), form.problems()
    return form


def refused(kind: str, answers: dict[str, Any], **more: Any) -> list[str]:
    form = form_for(kind, {**THEN, **answers}, **more)
    assert not form.is_valid()
    return [f"{problem.question}: {problem.message}" for problem in form.problems()]


# Every kind has a form


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)
def test_every_kind_has_a_form_that_asks_its_questions(kind: Kind) -> None:
    shown = str(form_for(kind))
    computed = {f.name for f in kind.fields if f.show_when and not all(f.show_when.values())}
    for field in kind.fields:
        if field.name not in computed and str(field.type) != "answers":
            assert f'name="{field.name}' in shown, field.name


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)
def test_an_empty_form_says_only_what_is_needed(kind: Kind) -> None:
    form = form_for(kind, {})
    assert not form.is_valid()
    needed = [field for field in kind.fields if field.required]
    assert len(form.problems()) >= 1 + len(needed)
    assert all(problem.target for problem in form.problems() if problem.question)


def test_the_questions_are_in_the_language_of_the_page() -> None:
    english = str(form_for("risk_assessed"))
    with translation.override("fr"):
        assert str(form_for("risk_assessed")) != english


# Answers


@pytest.mark.parametrize(("given", "kept"), [("true", True), ("false", False), ("unknown", None)])
def test_not_known_is_an_answer_of_its_own(given: str, kept: bool | None) -> None:
    answers = {"purpose": "registration", "guardian_present": given}
    assert sent("interview_held", answers).body()["guardian_present"] is kept


def test_a_question_left_out_is_left_out_of_the_body() -> None:
    assert sent("interview_held", {"purpose": "registration"}).body() == {"purpose": "registration"}


def test_several_codes_are_kept_once_each_in_their_order() -> None:
    answers = {
        "standing": "presumed",
        "authority": "police",
        "purposes": ["begging", "other", "begging"],
    }
    assert sent("standing_decided", answers).body()["purposes"] == ["begging", "other"]


def test_a_whole_number_is_asked_for_in_digits_and_may_be_of_any_script() -> None:
    form = sent("concern_reported", {"channel": "school", "account": "x", "how_many": "٣"})
    assert form.body()["how_many"] == 3
    said = refused("concern_reported", {"channel": "school", "account": "x", "how_many": "three"})
    assert said == ["How many children: Write a whole number in digits, such as 14."]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("1250,50", "1250.50"), ("1 250.5", "1250.5"), ("1.250.000", "1250000"), ("80", "80")],
)
def test_an_amount_may_be_written_as_people_write_it(typed: str, kept: str) -> None:
    assert sent("compensation_ordered", {"amount": typed}).body()["amount"] == kept


# Dates


@pytest.mark.parametrize(
    ("parts", "kept"),
    [
        (("4", "5", "2031"), "2031-05-04"),
        (("", "5", "2031"), "2031-05"),
        (("", "", "2031"), "2031"),
        (("٤", "٥", "٢٠٣١"), "2031-05-04"),
    ],
)
def test_a_date_may_be_known_to_the_day_the_month_or_the_year(
    parts: tuple[str, str, str], kept: str
) -> None:
    kind, name = date_field()
    typed = dict(zip((f"{name}_day", f"{name}_month", f"{name}_year"), parts, strict=True))
    form = form_for(kind, {**THEN, **typed}, only=[name])
    form.is_valid()
    assert form.body()[name] == kept


def date_field() -> tuple[Kind, str]:
    found = ((k, f.name) for k in KINDS.values() for f in k.fields if str(f.type) == "date")
    return next(found)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"day": "31", "month": "2", "year": "2026"}, "This day does not exist"),
        ({"day": "4", "month": "", "year": "2026"}, "A day needs its month"),
        ({"day": "4", "month": "5", "year": "26"}, "Write the year in four digits"),
        ({"day": "", "month": "", "year": ""}, "Write the day, the month and the year"),
        ({"day": "4", "month": "5", "year": "2026", "time": "noon"}, "Write the time in hours"),
        ({"day": "", "month": "5", "year": "2026", "time": "14:30"}, "A time needs its day"),
    ],
)
def test_a_wrong_day_or_time_says_what_to_do(typed: dict[str, str], said: str) -> None:
    answers = {"occurred_at_day": "", "occurred_at_month": "", "occurred_at_year": ""}
    answers |= {f"occurred_at_{part}": value for part, value in typed.items()}
    assert any(said in line for line in refused("note_added", {**answers, "text": "x"}))


def when(typed: dict[str, str], **more: Any) -> Any:
    answers = {f"occurred_at_{part}": value for part, value in typed.items()}
    form = form_for("contact_made", answers, **more)
    assert form.is_valid(), form.problems()
    return form.occurred_at()


def test_when_it_happened_may_be_a_day_or_a_minute() -> None:
    day = {"day": "4", "month": "5", "year": "2026"}
    assert when({"how": "at", **day}) == "2026-05-04"
    assert when({**day, "time": "14:30"}) == "2026-05-04T14:30:00+00:00"


def test_about_a_time_is_two_hours_either_way_and_about_a_day_a_day() -> None:
    day = {"how": "about", "day": "4", "month": "5", "year": "2026"}
    assert when(day) == {"earliest": "2026-05-03", "latest": "2026-05-05"}
    assert when({**day, "time": "14:30"}) == {
        "earliest": "2026-05-04T12:30:00+00:00",
        "latest": "2026-05-04T16:30:00+00:00",
    }


def test_a_month_is_the_whole_of_it() -> None:
    month = {"how": "about", "month": "5", "year": "2026"}
    assert when(month) == {"earliest": "2026-05-01", "latest": "2026-05-31"}


def test_now_is_the_moment_of_sending() -> None:
    before = datetime.now(UTC)
    assert before <= datetime.fromisoformat(when({"how": "now"})) <= datetime.now(UTC)


def test_not_known_lies_between_the_earliest_possible_and_now() -> None:
    opened = datetime(2026, 1, 1, tzinfo=UTC)
    told = when({"how": "unknown"}, not_before=opened)
    assert told["earliest"] == opened.isoformat()
    assert datetime.fromisoformat(told["latest"]) > opened


def test_without_an_earliest_bound_not_known_is_not_offered() -> None:
    assert 'value="unknown"' not in str(form_for("note_added"))


# Rows


NAMES = {
    "names-rows": ["0", "1"],
    "names-0-name": "Софія",
    "names-0-kind": "own",
    "names-1-name": "Sofi",
}


def test_rows_come_back_in_order_and_empty_ones_are_left_out() -> None:
    form = sent("identity_recorded", {**NAMES, "names-rows": ["0", "2", "1"]})
    assert form.body()["names"] == [{"name": "Софія", "kind": "own"}, {"name": "Sofi"}]


def test_what_is_wrong_in_a_row_is_said_beside_it_also_after_an_empty_one() -> None:
    answers = {"names-rows": ["0", "1"], "names-1-kind": "own"}
    form = form_for("identity_recorded", {**THEN, **answers})
    assert not form.is_valid()
    assert [problem.target for problem in form.problems()] == ["id_names-1-name"]


def test_a_group_is_one_object_and_absent_when_empty() -> None:
    assert sent("identity_recorded", {**NAMES, "birth-0-year": "2014"}).body()["birth"] == {
        "year": 2014
    }
    assert "birth" not in sent("identity_recorded", NAMES).body()


def test_add_another_keeps_what_was_typed_and_judges_nothing_yet() -> None:
    form = form_for("identity_recorded", {**NAMES, "_more": "names"})
    assert form.is_asking_for_rows
    assert not form.is_valid()
    shown = str(form)
    assert "Софія" in shown
    assert 'name="names-2-name"' in shown
    assert "error-summary" not in shown


def test_take_away_removes_that_row_only() -> None:
    shown = str(form_for("identity_recorded", {**NAMES, "_fewer": "names-0"}))
    assert "Софія" not in shown
    assert "Sofi" in shown


# Keeping what was typed


def test_a_form_sent_with_mistakes_keeps_everything_typed() -> None:
    answers = {"names-0-kind": "nickname", "birth-0-month": "thirteen", "sex": "female"}
    shown = str(form_for("identity_recorded", {**THEN, **answers}))
    assert 'value="thirteen"' in shown
    assert 'value="nickname"' in shown
    assert "What you wrote is still here" in shown


def test_a_draft_gives_back_what_was_typed_even_what_cannot_be_read() -> None:
    draft = form_for("identity_recorded", {**NAMES, "birth-0-month": "thirteen"}).typed()
    shown = str(form_for("identity_recorded", draft=draft))
    assert 'value="thirteen"' in shown
    assert "Софія" in shown
    assert "error-summary" not in shown


def test_a_draft_keeps_no_token_and_no_button() -> None:
    form = form_for("note_added", {"text": "x", "csrfmiddlewaretoken": "t", "_more": "names"})
    assert set(form.typed()) == {"text"}


BODIES: list[tuple[str, dict[str, Any]]] = [
    (
        "identity_recorded",
        {
            "names": [{"name": "Софія", "kind": "own"}, {"name": "صوفيا"}],
            "birth": {"year": 2014, "month": 5, "estimated": None},
            "sex": "female",
            "citizenships": ["KHM", "stateless"],
        },
    ),
    (
        "risk_assessed",
        {
            "trigger": "periodic",
            "level": "high",
            "domains": {"family": "low", "online": "unknown"},
            "restricts_phone": True,
            "review_by": "2031-05-04",
        },
    ),
    ("interview_held", {"purpose": "criminal", "asked_about": ["exploitation"], "recorded": None}),
]


@pytest.mark.parametrize(("kind", "body"), BODIES, ids=[kind for kind, _body in BODIES])
def test_an_entry_shown_for_correction_comes_back_as_it_was(
    kind: str, body: dict[str, Any]
) -> None:
    check_body(KINDS[kind], body)
    shown = form_for(kind, initial=body, occurred_at="2026-05-04")
    again = form_for(kind, shown.typed())
    assert again.is_valid(), again.problems()
    assert again.body() == body
    assert again.occurred_at() == "2026-05-04"


# Which fields are shown


def test_a_field_that_may_not_apply_says_when_it_does_and_is_there_without_a_script() -> None:
    shown = str(form_for("person_linked"))
    assert "Only if “Was the relation verified?” is: Yes." in shown
    assert "{&quot;relation_verified&quot;: [&quot;true&quot;]}" in shown
    assert 'name="how_verified"' in shown


def test_several_kinds_stand_in_one_form_without_touching_each_other() -> None:
    data = {"a-text": "one", "b-text": "two"}
    first = form_for("note_added", data, prefix="a", ask_when=False)
    second = form_for("note_added", data, prefix="b", ask_when=False)
    assert first.is_valid()
    assert second.is_valid()
    assert (first.body()["text"], second.body()["text"]) == ("one", "two")
    assert set(first.typed()) == {"a-text"}


def test_people_and_agencies_are_chosen_from_what_the_page_offers() -> None:
    offered = [("7d8c", "House of the Two Trees")]
    shown = str(form_for("involvement_started", agencies=offered))
    assert "House of the Two Trees" in shown
    said = refused(
        "involvement_started",
        {"agency": "another", "role": "provider", "sections": ["health"]},
        agencies=offered,
    )
    assert said


def test_answers_are_asked_for_the_items_that_the_page_brings() -> None:
    items = {"answers": [("locked_in", "Locked in"), ("in_debt", "In debt")]}
    form = sent(
        "screening_completed",
        {"instrument": "default", "answers_locked_in": "yes", "answers_in_debt": "unknown"},
        items=items,
    )
    assert form.body()["answers"] == {"locked_in": "yes", "in_debt": "unknown"}
