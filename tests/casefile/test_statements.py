"""Statements made once say the same as the models they are made from."""

from uuid import uuid4

import pytest
from django.db import Error, transaction
from django.utils import timezone

from amparo.audit import statements
from amparo.audit.models import Line
from amparo.audit.statements import MANY, Prepared
from amparo.casefile.models import Case, Entry, Involvement, WrappedKey
from tests.casefile.making import a_case


def entries(*case_ids):
    rows = Entry.objects.filter(case_id__in=case_ids).order_by("case_id", "sequence")
    names = ("id", "recorded_at", "kind", "supersedes", "sequence", "author__agency__name")
    return rows.values_list(*names)


def cases(*case_ids):
    return Case.objects.filter(id__in=case_ids).order_by("id")


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_prepared_query_answers_as_the_query_it_was_made_from(cast, count):
    ids = [a_case(cast).id for _ in range(count)]
    prepared = Prepared(entries)
    for asked in (ids, ids[::-1]):  # compiled, and then only run
        assert prepared(*asked) == list(entries(*asked)) == statements.rows(entries(*asked))
    assert bool(ids) == bool(prepared(*ids))


def test_a_prepared_query_for_rows_gives_whole_instances(cast):
    case = a_case(cast)
    [found] = Prepared(cases)(case.id)
    [expected] = cases(case.id)
    values = {field.attname: getattr(found, field.attname) for field in Case._meta.concrete_fields}
    assert values == {name: getattr(expected, name) for name in values}
    found.sex = "male"
    found.save()
    assert Case.objects.get(id=case.id).sex == "male"


def test_what_somebody_could_change_for_others_is_not_shared(cast):
    with pytest.raises(TypeError):
        statements.rows(Involvement.objects.values_list("sections"))


def key(**more):
    said = {"case_id": uuid4(), "purpose": "body", "wrapped_by": "one", "wrapped": b"\x00\xff"}
    return WrappedKey(**{**said, "made_at": timezone.now(), **more})


@pytest.mark.parametrize("count", [1, 2, MANY])
def test_rows_are_inserted_as_they_are_all_or_none(db, count):
    made = [key(holder_id=None if number % 2 else uuid4()) for number in range(count)]
    statements.insert(made)
    kept = {row.id: row for row in WrappedKey.objects.all()}
    for row in made:
        for field in WrappedKey._meta.concrete_fields:
            told, found = getattr(row, field.attname), getattr(kept[row.id], field.attname)
            assert (bytes(found) if field.attname == "wrapped" else found) == told
    with pytest.raises(Error), transaction.atomic(using="keys"):
        statements.insert([key() for _ in range(count)] + made[-1:])
    assert WrappedKey.objects.count() == count


def test_a_row_can_take_the_place_of_another(db):
    first = key()
    statements.insert([first])
    statements.insert([key(id=first.id, wrapped_by="two"), key()], instead=True)
    assert WrappedKey.objects.get(id=first.id).wrapped_by == "two"
    assert WrappedKey.objects.count() == 2


def test_codes_and_counts_are_kept_as_they_were_said(cast):
    line = Line.objects.order_by("-sequence").first()
    with transaction.atomic():
        again = Line(**{f.attname: getattr(line, f.attname) for f in Line._meta.concrete_fields})
        again.sequence, again.detail = line.sequence + 1, {"kinds": ["note_added"], "entries": 2}
        statements.insert([again])
    assert Line.objects.get(sequence=again.sequence).detail == again.detail


def test_only_the_named_columns_are_written(cast):
    case = a_case(cast)
    case.sex, case.risk = "male", "high"
    statements.update(case, ["sex"])
    case.refresh_from_db()
    assert (case.sex, case.risk) == ("male", "")
