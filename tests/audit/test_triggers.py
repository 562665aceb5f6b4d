"""The database itself refuses change, on both engines, whatever a migration does to the table."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, migrations, models, transaction
from django.db.migrations.loader import MigrationLoader

from amparo.audit import actions, triggers, verbs
from amparo.audit import migrations as migrations_of_audit
from amparo.audit.models import Line

pytestmark = pytest.mark.django_db
verbs.register({"tested": "did something for a test"})


def write() -> None:
    with transaction.atomic():
        actions.write("tested", by=None)


def run(sql: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


CHANGES = {
    "update": "UPDATE audit_line SET verb = 'x'",
    "update one": "UPDATE audit_line SET at = at WHERE sequence = 1",
    "delete": "DELETE FROM audit_line WHERE sequence = 1",
    "delete all": "DELETE FROM audit_line",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_database_refuses_to_change_a_line(change: str) -> None:
    write()
    with pytest.raises(DatabaseError, match=triggers.REFUSAL):
        run(change)
    assert Line.objects.get().verb == "tested"


def test_the_orm_is_refused_as_well() -> None:
    write()
    line = Line.objects.get()
    for change in (line.save, line.delete, Line.objects.all().delete):
        with pytest.raises(DatabaseError, match=triggers.REFUSAL), transaction.atomic():
            change()


@pytest.mark.postgres
@pytest.mark.parametrize("change", ["TRUNCATE audit_line", "TRUNCATE audit_line CASCADE"])
def test_postgresql_refuses_to_empty_the_table(change: str) -> None:
    write()
    with pytest.raises(DatabaseError, match=triggers.REFUSAL):
        run(change)


@pytest.mark.postgres
def test_a_session_that_calls_itself_a_replica_is_refused_too() -> None:
    write()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        with pytest.raises(DatabaseError, match=triggers.REFUSAL):
            cursor.execute("DELETE FROM audit_line")
        transaction.set_rollback(True)


@pytest.mark.postgres
def test_a_trigger_switched_off_counts_as_missing() -> None:
    with transaction.atomic():
        run("ALTER TABLE audit_line DISABLE TRIGGER audit_line_no_change")
        assert triggers.missing("default") == ["audit_line.audit_line_no_change"]
        transaction.set_rollback(True)


def test_every_guarded_table_has_its_triggers() -> None:
    assert "audit_line" in triggers.guarded()
    assert triggers.missing("default") == []


def test_a_dropped_trigger_is_named_and_put_back() -> None:
    name = triggers_of("audit_line")[0]
    on = " ON audit_line" if connection.vendor == "postgresql" else ""
    run(f"DROP TRIGGER {name}{on}")
    assert triggers.missing("default") == [f"audit_line.{name}"]
    triggers.install(triggers.guarded(), "default")
    assert triggers.missing("default") == []


def test_installing_twice_changes_nothing() -> None:
    before = triggers_of("audit_line")
    triggers.install(triggers.guarded(), "default")
    assert triggers_of("audit_line") == before


def test_a_table_that_is_not_there_is_left_alone() -> None:
    triggers.install(["no_such_table"], "default")
    assert triggers.missing("default") == []


# Migrations


class AddsAColumn(migrations.Migration):
    """A migration as a later version might bring it: SQLite rebuilds the table for it."""

    operations = [
        migrations.AlterField("line", "verb", models.CharField(max_length=90)),
        migrations.AddField("line", "station", models.CharField(max_length=9, default="here")),
    ]


@pytest.fixture
def later_version(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The room with one more migration, taken back afterwards."""
    load_disk = MigrationLoader.load_disk

    def with_one_more(self: MigrationLoader) -> None:
        load_disk(self)
        more = AddsAColumn("9999_adds_a_column", "audit")
        more.dependencies = [("audit", latest())]
        self.disk_migrations["audit", more.name] = more

    with monkeypatch.context() as patch:
        patch.setattr(MigrationLoader, "load_disk", with_one_more)
        yield
        call_command("migrate", "audit", latest(), verbosity=0)


def latest() -> str:
    folder = Path(migrations_of_audit.__path__[0])
    return max(file.stem for file in folder.glob("0*.py"))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_triggers_survive_a_migration_that_alters_the_table(later_version: None) -> None:
    write()
    call_command("migrate", "audit", verbosity=0)
    columns = {c.name for c in columns_of("audit_line")}
    assert "station" in columns
    assert triggers.missing("default") == []
    with pytest.raises(DatabaseError, match=triggers.REFUSAL):
        run("DELETE FROM audit_line")


def columns_of(table: str) -> list[Any]:
    with connection.cursor() as cursor:
        return list(connection.introspection.get_table_description(cursor, table))


def triggers_of(table: str) -> list[str]:
    return sorted(triggers._found(connection, table))
