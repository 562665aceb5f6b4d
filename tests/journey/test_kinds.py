"""The kinds of entry: what each asks for, what it refuses by name, who may record it."""

import inspect
from collections.abc import Iterator
from typing import Any

import pytest

from amparo.journey import steps
from amparo.journey.catalogue import KINDS, kind
from amparo.journey.fields import LONG_TEXT_LIMIT, TEXT_LIMIT, Field, FieldType
from amparo.journey.kinds import AS_CHOSEN, BodyError, NoSuchKind, check_body, narrows
from amparo.terms import code_list, list_names
from tests.journey.the_journey import SMALLEST, rows

ROWS = rows()
SEE_NO_CASE = {"administrator", "analyst", "rapporteur"}


def every_field() -> Iterator[tuple[str, Field]]:
    for declared in KINDS.values():
        for field in declared.fields:
            yield declared.code, field
            for inner in field.fields:
                yield f"{declared.code}.{field.name}", inner


def smallest(code: str) -> dict[str, Any]:
    return dict(SMALLEST.get(code, {}))


def problems_of(code: str, **said: Any) -> dict[str, str]:
    with pytest.raises(BodyError) as refused:
        check_body(kind(code), smallest(code) | said)
    return refused.value.problems


def accepts(code: str, **said: Any) -> bool:
    check_body(kind(code), smallest(code) | said)
    return True


# Every kind of the journey is there


def test_the_catalogue_holds_the_kinds_of_the_journey_and_no_others() -> None:
    assert set(KINDS) == {code for code, _, _ in ROWS}
    assert all(code == declared.code for code, declared in KINDS.items())


@pytest.mark.parametrize(("code", "section", "fields"), ROWS, ids=[row[0] for row in ROWS])
def test_a_kind_has_the_section_and_the_fields_of_the_journey(
    code: str, section: str, fields: list[str]
) -> None:
    declared = kind(code)
    assert declared.section == section
    for marked in fields:
        field = declared.field(marked.rstrip("*?[]"))
        assert field.required is ("*" in marked), marked
        assert field.many is ("[]" in marked), marked
        if "?" in marked:
            assert field.type is FieldType.THREE_VALUED, marked


def test_nothing_is_required_beyond_what_the_journey_requires() -> None:
    needed = {code: {f.rstrip("*?[]") for f in fields if "*" in f} for code, _, fields in ROWS}
    assert {k.code: {f.name for f in k.fields if f.required} for k in KINDS.values()} == needed


@pytest.mark.parametrize("code", sorted(KINDS))
def test_the_least_that_can_be_said_is_enough(code: str) -> None:
    check_body(kind(code), smallest(code))


@pytest.mark.parametrize("code", sorted(code for code in SMALLEST))
def test_what_is_required_is_missed_by_name(code: str) -> None:
    for field in kind(code).fields:
        if field.required:
            body = smallest(code)
            del body[field.name]
            with pytest.raises(BodyError, match=field.name):
                check_body(kind(code), body)


def test_a_kind_knows_the_module_that_declares_it() -> None:
    for declared in KINDS.values():
        module = getattr(steps, declared.step)
        assert declared in module.KINDS
        assert inspect.ismodule(module)


def test_a_kind_that_does_not_exist_is_refused_and_the_nearest_is_named() -> None:
    with pytest.raises(NoSuchKind, match=r"no such kind: guardian_apointed.*guardian_appointed"):
        kind("guardian_apointed")
    with pytest.raises(NoSuchKind, match=r"^no such kind: %%%$"):
        kind("%%%")


# Declarations are whole


def test_every_code_list_that_a_field_names_exists() -> None:
    known = set(list_names())
    for where, field in every_field():
        for name in (field.codes, field.keys):
            assert name is None or name in known, f"{where}.{field.name}: {name}"
        assert field.type is not FieldType.CODE or field.codes, f"{where}.{field.name}"


def test_every_kind_and_field_is_labelled() -> None:
    assert all(declared.label.strip() for declared in KINDS.values())
    assert all(field.label.strip() for _, field in every_field())


def test_no_kind_declares_a_field_twice() -> None:
    for declared in KINDS.values():
        names = [field.name for field in declared.fields]
        assert len(names) == len(set(names)), declared.code


def test_a_field_is_shown_by_a_field_of_its_own_kind_and_a_value_it_can_have() -> None:
    for declared in KINDS.values():
        for field in declared.fields:
            for name, values in (field.show_when or {}).items():
                asked = declared.field(name)
                offered = set(code_list(asked.codes).codes) if asked.codes else {True, False, None}
                assert set(values) <= offered, f"{declared.code}.{field.name}"


def test_no_word_that_blames_a_child_stands_in_a_label() -> None:
    said = " ".join(f"{f.label} {f.help}" for _, f in every_field()).lower()
    said += " ".join(f"{k.label} {k.help}" for k in KINDS.values()).lower()
    for word in ("prostitut", "pornograph", "client", "illegal", "rescue", "beneficiar"):
        assert word not in said


def test_names_contacts_and_places_are_marked_as_identifying() -> None:
    for code, name in (
        ("identity_recorded", "names"),
        ("identity_recorded", "birth"),
        ("identity_recorded", "documents"),
        ("identity_recorded", "photo"),
        ("person_linked", "name"),
        ("person_linked", "contact"),
        ("contact_agreed", "code_word"),
        ("whereabouts_noted", "place"),
        ("tracing_opened", "where"),
    ):
        assert kind(code).field(name).privacy == "identifying", name


def test_coded_facts_hold_no_free_text_but_the_name_of_a_province() -> None:
    free = {FieldType.TEXT, FieldType.LONG_TEXT}
    coded = [code for code, declared in KINDS.items() if declared.section == "coded"]
    found = {
        f.name for where, f in every_field() if where.split(".")[0] in coded and f.type in free
    }
    assert found == {"area"}
    assert not any(f.or_text for where, f in every_field() if where.split(".")[0] in coded)


# What is refused, and that it is said by name


def test_an_unknown_field_is_refused_by_name() -> None:
    assert list(problems_of("risk_assessed", mood="good")) == ["mood"]


def test_an_unknown_field_in_a_row_is_refused_by_name() -> None:
    assert "names.0.surname" in problems_of(
        "identity_recorded", names=[{"name": "A", "surname": "B"}]
    )


def test_an_unknown_code_is_refused_by_name() -> None:
    assert list(problems_of("standing_decided", standing="maybe")) == ["standing"]
    assert list(problems_of("standing_decided", acts=["receipt", "sale"])) == ["acts.1"]


def test_an_unknown_item_or_answer_is_refused_by_name() -> None:
    assert list(problems_of("screening_completed", answers={"q1": "perhaps"})) == ["answers.q1"]
    assert list(problems_of("risk_assessed", domains={"weather": "low"})) == ["domains.weather"]
    assert list(problems_of("risk_assessed", domains={"family": "huge"})) == ["domains.family"]


@pytest.mark.parametrize(
    ("code", "field", "wrong"),
    [
        ("concern_reported", "account", 7),
        ("concern_reported", "how_many", "three"),
        ("concern_reported", "how_many", True),
        ("concern_reported", "how_many", 0),
        ("concern_reported", "how_many", 1001),
        ("concern_reported", "signs", "hunger"),
        ("concern_reported", "signs", None),
        ("concern_reported", "urgent", "yes"),
        ("concern_reported", "urgent", 1),
        ("concern_reported", "intercepted", True),
        ("followed_up", "month", 121),
        ("followed_up", "month", -1),
        ("age_considered", "stated_age", 121),
        ("age_considered", "methods", []),
        ("identity_recorded", "names", []),
        ("identity_recorded", "birth", [{"year": 2012}]),
        ("risk_assessed", "review_by", "tomorrow"),
        ("risk_assessed", "review_by", "2026-03-05T10:00:00"),
        ("exploitation_described", "began", "spring"),
        ("compensation_paid", "amount", "much"),
        ("compensation_paid", "amount", -1),
        ("compensation_paid", "amount", 10**400),
        ("compensation_paid", "amount", "1e5"),
        ("compensation_paid", "amount", "1_000"),
        ("compensation_paid", "amount", "١٢"),
        ("concern_reported", "account", "a\0b"),
        ("concern_reported", "account", "half a character: \ud800"),
        ("screening_completed", "answers", ["yes"]),
    ],
)
def test_a_value_of_the_wrong_type_is_refused_by_name(code: str, field: str, wrong: Any) -> None:
    assert list(problems_of(code, **{field: wrong})) == [field]


def test_one_line_names_a_few_problems_and_counts_the_others() -> None:
    with pytest.raises(BodyError) as found:
        check_body(kind("case_opened"), {f"field_{number:02}": 1 for number in range(40)})
    assert len(found.value.problems) == 40
    assert str(found.value).endswith("field_09: no such field; and 30 more")


def test_text_without_end_is_refused() -> None:
    assert list(problems_of("note_added", text="a" * (LONG_TEXT_LIMIT + 1))) == ["text"]
    assert list(problems_of("guardian_appointed", guardian="a" * (TEXT_LIMIT + 1))) == ["guardian"]


def test_blank_text_is_not_an_answer_where_one_is_needed() -> None:
    assert list(problems_of("concern_reported", account="  \n ")) == ["account"]


def test_right_to_left_text_is_kept_like_any_other() -> None:
    assert accepts("note_added", text="قالت الطفلة إنها تريد العودة إلى المدرسة")
    assert accepts("identity_recorded", names=[{"name": "أمل", "kind": "own"}])


# What is accepted


def test_not_known_is_an_answer_to_every_three_valued_question() -> None:
    for code, declared in KINDS.items():
        asked = [f.name for f in declared.fields if f.type is FieldType.THREE_VALUED]
        assert accepts(code, **dict.fromkeys(asked))


def test_all_five_questions_about_the_parents_must_be_answered_if_only_by_not_known() -> None:
    questions = [f.name for f in kind("parents_assessed").fields if f.required]
    assert accepts("parents_assessed", **dict.fromkeys(questions))
    with pytest.raises(BodyError, match="willing"):
        check_body(kind("parents_assessed"), dict.fromkeys(set(questions) - {"willing"}))


def test_no_other_required_field_is_answered_by_null() -> None:
    assert list(problems_of("concern_reported", channel=None)) == ["channel"]


def test_a_moment_may_be_a_time_a_day_or_an_interval() -> None:
    for moment in (
        "2026-03-05T14:00:00+01:00",
        "2026-03-05",
        {"earliest": "2026-03-01", "latest": "2026-03-05"},
    ):
        assert accepts("missing_reported", last_seen_at=moment)


def test_worst_forms_may_be_answered_in_words_or_three_valued() -> None:
    said = {"begging": "yes", "mining": True, "theft": None}
    assert accepts("screening_completed", worst_forms=said)


def test_an_attempt_at_contact_may_be_a_count() -> None:
    assert accepts("contact_made", attempt=2)
    assert accepts("contact_made", attempt=True)


def test_what_no_list_foresees_can_be_written_out() -> None:
    assert accepts("child_charged", offence="carrying goods over the river")
    assert accepts("document_recorded", kind="letter from a neighbour")
    assert accepts("information_given", language="the dialect of the valley")


def test_an_assessment_of_functioning_takes_the_answers_of_its_instrument() -> None:
    assert accepts("functioning_assessed", age_set="5_17", answers={"CF1": 2, "CF2": "some"})
    assert list(problems_of("functioning_assessed", answers={"CF1": [1]})) == ["answers.CF1"]


# What one field alone cannot show


@pytest.mark.parametrize("code", ["involvement_started", "involvement_ended", "access_barred"])
def test_an_involvement_names_an_agency_or_a_person(code: str) -> None:
    assert list(problems_of(code, agency="", person=" ")) == ["agency"]
    assert accepts(code, agency="a", person=None)
    assert accepts(code, agency=None, person="p")


def test_an_involvement_may_end_by_naming_the_entry_that_began_it() -> None:
    began = "5f6c1f1e-0000-4000-8000-000000000001"
    assert accepts("involvement_ended", agency=None, involvement=began)


def test_an_involvement_rests_on_a_consent_or_a_known_ground() -> None:
    assert accepts("involvement_started", ground="vital_interests")
    assert accepts("involvement_started", ground="5f6c1f1e-0000-4000-8000-000000000001")
    assert list(problems_of("involvement_started", ground="because")) == ["ground"]


@pytest.mark.parametrize(
    "duty", ["guardian", "liberty", "rights_told", "defence", "police_told", "removal_stopped"]
)
def test_some_duties_can_never_be_set_aside(duty: str) -> None:
    assert problems_of("duty_not_possible", duty=duty) == {
        "duty": "this duty can never be set aside"
    }


def test_no_solution_begins_as_none_yet() -> None:
    assert list(problems_of("solution_started", solution="none_yet")) == ["solution"]
    assert "none_yet" not in kind("solution_started").field("solution").offered
    assert accepts("best_interests_decided", chosen="none_yet")


# Sections


@pytest.mark.parametrize("service", ["health", "psychosocial"])
def test_a_need_of_health_is_read_by_those_who_read_health(service: str) -> None:
    assert kind("need_found").section_of({"service": service}) == "health"
    assert kind("service_given").section_of({"service": service}) == "health"


def test_other_needs_are_read_with_the_protection_of_the_child() -> None:
    assert kind("need_found").section_of({"service": "education"}) == "protection"


def test_a_note_without_a_section_stays_on_the_childs_own_side() -> None:
    assert kind("note_added").section_of({"text": "x"}) == "legal"
    assert kind("note_added").section_of({"text": "x", "section": "health"}) == "health"


def test_every_kind_has_a_section_that_exists() -> None:
    known = set(code_list("section").codes)
    for declared in KINDS.values():
        assert declared.section in known | {AS_CHOSEN}
        assert declared.section_of({}) in known


def test_a_correction_stays_in_its_section_or_narrows() -> None:
    assert narrows("protection", "protection")
    assert narrows("protection", "identity")
    assert not narrows("identity", "protection")
    assert not narrows("legal", "justice")
