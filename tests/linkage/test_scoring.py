"""What two records say about being one child."""

import os
import threading

import pytest

from amparo.finding.linkage import Record, score, shipped
from amparo.finding.linkage.model import Rarity, load, model_of

AMINA = Record("a", "Amina", "Haddad", "", "2012-05-03", "f", "SYR", "Noor")


def one(other, mine=AMINA, model=None):
    return score([mine], [other], model)[0]


def changed(**fields):
    values = {name: getattr(AMINA, name) for name in AMINA.__slots__}
    return Record(**(values | {"record_id": "b"} | fields))


def test_the_same_child_in_another_script_is_likely_the_same():
    found = one(changed(given_name="أمينة", family_name="حداد"))
    assert found.probability > 0.95
    assert [it.level for it in found.agreements][:3] == ["near", "near", "same"]


def test_given_and_family_name_that_changed_places_are_recognised():
    assert one(changed(given_name="Haddad", family_name="Amina")).probability > 0.95


@pytest.mark.parametrize(
    ("given", "spelled"),
    [("Phasy", "Fasi"), ("Boma", "Baumea"), ("Yoy", "Ioi"), ("Wisi", "Vesei"), ("Duco", "Dutso")],
)
def test_a_short_name_spelled_by_another_ear_is_the_same_child(given, spelled):
    known = changed(record_id="a", given_name=given)
    assert one(changed(given_name=spelled), known).probability > 0.9


@pytest.mark.parametrize(
    ("given", "other"),
    [("Hasan", "Husayn"), ("Duna", "Duyan"), ("Ali", "Ala"), ("Mina", "Amin")],
)
def test_twins_with_names_alike_are_not_joined(given, other):
    known = changed(record_id="a", given_name=given, phone="1234567")
    assert one(changed(given_name=other, phone="1234567"), known).probability < 0.5


@pytest.mark.parametrize("given", ["Aminah", "Amena", "Amnia", "أمينة"])
def test_names_that_changed_places_may_be_misspelled_besides(given):
    found = one(changed(given_name="Haddad", family_name=given))
    assert found.probability > 0.95
    assert found.agreements[1].level == "missing"  # they count once


@pytest.mark.parametrize("date", ["2012-05-03", "2009-11-20", "2012", ""])
@pytest.mark.parametrize("given", ["Yasmin", "Omar"])
def test_a_brother_or_sister_is_not_the_same_child(given, date):
    found = one(changed(given_name=given, birth_date=date, phone="1234567"))
    assert found.probability < 0.5


def test_a_twin_is_told_as_brother_or_sister():
    found = one(
        changed(given_name="Yasmin", phone="1234567"), changed(record_id="a", phone="1234567")
    )
    assert found.related > 0.5


def test_a_first_of_january_is_a_year_and_no_day():
    january = changed(birth_date="2012-01-01")
    both = one(january, Record("a", "Amina", "Haddad", birth_date="2012-01-01"))
    day = one(changed(), AMINA)
    weights = [next(x.weight for x in it.agreements if x.field == "birth_date")
               for it in (both, day)]  # fmt: skip
    assert 0 < weights[0] < weights[1] - 3
    assert next(x for x in one(january).agreements if x.field == "birth_date").level == "same"


@pytest.mark.parametrize("field", ["birth_date", "sex", "citizenship", "place", "document"])
def test_what_is_missing_is_no_difference(field):
    found = one(changed(**{field: ""}))
    said = next(it for it in found.agreements if it.field == field)
    assert (said.level, said.weight) == ("missing", 0.0)


def test_a_rare_name_says_more_than_a_common_one():
    rarity = {"given": Rarity({"amina": 900, "zeinab": 1}, 10_000)}
    known = shipped().knowing(rarity)
    common = one(changed(), model=known)
    rare = one(changed(given_name="Zeinab"), changed(record_id="a", given_name="Zeinab"), known)
    assert rare.agreements[0].weight > common.agreements[0].weight + 2
    said = [it.agreements[0].rare for it in (common, rare)]
    assert said[0] > 0.07
    assert said[1] < 0.001


def test_what_fields_say_and_what_is_known_before_add_up_but_for_brothers_and_sisters():
    alone = model_of(shipped().to_json() | {"kin": 0})
    found = one(changed(given_name="Amena", birth_date="2012-03-05", place="Nor"), model=alone)
    before = one(Record("b"), model=alone).weight  # nothing is known
    assert found.weight == pytest.approx(before + sum(it.weight for it in found.agreements))


def test_a_larger_register_asks_for_more():
    small, large = shipped().for_register(100), shipped().for_register(1_000_000)
    known = changed(birth_date="", place="")
    assert one(known, model=small).weight > one(known, model=large).weight + 5


def test_every_one_is_compared_with_every_other_but_itself():
    others = [AMINA, changed(), changed(record_id="c")]
    assert [(it.one, it.other) for it in score([AMINA], others)] == [("a", "b"), ("a", "c")]
    assert score([], others) == []


@pytest.mark.parametrize("text", ["", " ", "\0", "=1+1", "🙂", "ا" * 5000, "-", "​"])
def test_no_text_breaks_it(text):
    strange = Record("b", text, text, text, text, text, text, text, text, text)
    for found in (one(strange), one(strange, Record("c", *strange_fields(strange)))):
        assert 0 <= found.probability <= 1


def strange_fields(record):
    return [getattr(record, name) for name in record.__slots__[1:]]


def test_many_threads_get_the_same_answer_and_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    others = [changed(record_id=str(at), given_name=f"Amin{at}") for at in range(50)]
    expected, found = score([AMINA], others), []
    threads = [
        threading.Thread(target=lambda: found.append(score([AMINA], others))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 4
    assert os.listdir(tmp_path) == []


def test_a_model_comes_back_as_it_was_written(tmp_path):
    import json

    path = tmp_path / "model.json"
    path.write_text(json.dumps(shipped().to_json()))
    assert load(path).to_json() == shipped().to_json()


@pytest.mark.parametrize(
    ("at", "value"),
    [("form", "another"), ("before", 2), ("kin", -1), ("kin", "x"), ("chances", {}),
     ("chances", None), ("before", True)],
)  # fmt: skip
def test_a_file_that_is_no_model_is_refused_in_one_line(at, value):
    from amparo.finding.linkage.refused import LinkageError

    with pytest.raises(LinkageError) as refused:
        model_of(shipped().to_json() | {at: value})
    assert "\n" not in str(refused.value)
