"""The log: one chain, codes only, written with what it tells of or not at all."""

import threading
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from amparo.access import Refused
from amparo.audit import actions, queries, rules, verbs, verify
from amparo.audit.models import Line

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Somebody:
    id: UUID
    agency_id: UUID


SOMEBODY = Somebody(uuid4(), uuid4())
CASE = SimpleNamespace(id=uuid4(), reference="7K3Q-9M2X-4")
verbs.register({"tested": "did something for a test"})


def write(**kwargs: object) -> Line:
    with transaction.atomic():
        return actions.write("tested", by=SOMEBODY, **kwargs)


def test_every_line_follows_from_the_one_before(db: None) -> None:
    lines = [write() for _ in range(3)]
    assert [line.sequence for line in lines] == [1, 2, 3]
    assert lines[0].previous == rules.BEGINNING
    assert [line.previous for line in lines[1:]] == [line.digest for line in lines[:2]]
    assert verify.verify().whole


def test_a_line_says_who_did_what_about_which_entry() -> None:
    entry = SimpleNamespace(sequence=7, digest="ab" * 32)
    line = write(case=CASE, entry=entry, detail={"kind": "note_added", "at_once": True})
    kept = Line.objects.get(pk=line.pk)
    assert (kept.actor_id, kept.actor_agency_id) == (SOMEBODY.id, SOMEBODY.agency_id)
    assert (kept.case_id, kept.case_reference) == (CASE.id, "7K3Q-9M2X-4")
    assert (kept.entry_sequence, kept.entry_digest) == (7, "ab" * 32)
    assert kept.digest == actions.digest_of(kept)


@pytest.mark.parametrize(
    "value",
    ["Amina", "two words", "amina@example.org", "+33 1 23", 1.5, {"a": "b"}, ["Amina"], "a" * 65],
)
def test_a_detail_that_could_be_a_personal_value_is_refused_without_repeating_it(
    value: object,
) -> None:
    with pytest.raises(rules.NotACode) as refused:
        write(detail={"what": value})
    assert "mina" not in str(refused.value)
    assert Line.objects.count() == 0


@pytest.mark.parametrize("value", ["", "note_added", 7, True, None, ["a", "b"], "2026-03-02"])
def test_codes_counts_and_ids_may_stand_in_a_detail(value: object) -> None:
    assert write(detail={"what": value}).detail == {"what": value}


def test_an_id_in_a_detail_is_kept_as_text() -> None:
    id_ = uuid4()
    assert write(detail={"user": id_, "roles": frozenset({"b", "a"})}).detail == {
        "user": str(id_),
        "roles": ["a", "b"],
    }


def test_a_verb_without_a_sentence_cannot_be_written() -> None:
    with pytest.raises(verbs.UnknownVerb), transaction.atomic():
        actions.write("hummed", by=SOMEBODY)


def test_every_verb_has_a_sentence_and_one_meaning() -> None:
    assert all(sentence.strip() for sentence in verbs.all_verbs().values())
    assert verbs.sentence("no_longer_known") == "no_longer_known"
    with pytest.raises(ValueError, match="has a meaning already"):
        verbs.register({"tested": "something else"})


def test_verbs_are_no_choices_of_the_column() -> None:
    assert Line._meta.get_field("verb").choices is None


def test_the_log_has_no_foreign_keys() -> None:
    assert not [field.name for field in Line._meta.get_fields() if field.is_relation]


def test_a_rolled_back_action_leaves_no_line() -> None:
    with transaction.atomic():
        actions.write("tested", by=SOMEBODY)
        transaction.set_rollback(True)
    assert Line.objects.count() == 0
    assert write().sequence == 1


@pytest.mark.django_db(transaction=True)
def test_a_line_needs_the_transaction_of_its_action() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        actions.write("tested", by=SOMEBODY)


@pytest.mark.django_db(transaction=True)
def test_a_refusal_is_kept_although_the_refused_action_is_undone() -> None:
    refusal = Refused("No.", code="not_involved", hidden=True)
    with transaction.atomic():
        actions.write("tested", by=SOMEBODY)
        transaction.set_rollback(True)
    actions.write_refusal(refusal, by=SOMEBODY, case=CASE)
    (line,) = Line.objects.all()
    assert (line.verb, line.case_id) == ("refused", CASE.id)
    assert line.detail == {"why": "not_involved", "hidden": True}


@pytest.mark.django_db(transaction=True)
def test_a_refusal_is_not_written_inside_what_is_being_undone() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.write_refusal(Refused("No."), by=SOMEBODY)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_never_fork_the_chain() -> None:
    errors: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(15):
                write()
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert Line.objects.count() == 60
    assert verify.verify().whole


def test_opening_a_case_again_within_the_hour_is_known() -> None:
    line = write(case=CASE)
    hour = timedelta(hours=1)
    at = {"actor_id": SOMEBODY.id, "case_id": CASE.id, "within": hour}
    assert queries.said_lately("tested", now=line.at + timedelta(minutes=59), **at)
    assert not queries.said_lately("tested", now=line.at + timedelta(minutes=61), **at)
    assert not queries.said_lately("signed_in", now=line.at, **at)
    assert list(queries.about_case(CASE.id)) == [line]
    assert list(queries.by_person(SOMEBODY.id)) == [line]
