"""What only SQLite does to a table and its triggers; `conftest` leaves it out on PostgreSQL."""

import pytest
from django.db import DatabaseError, connection, migrations, models
from django.db.migrations.state import ModelState, ProjectState

from amparo.audit import triggers
from amparo.audit.models import Line
from tests.audit.test_triggers import run, triggers_of, write

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("how", ["REPLACE INTO", "INSERT OR REPLACE INTO"])
def test_sqlite_refuses_to_replace_a_line(how: str) -> None:
    """REPLACE deletes the old row without firing its DELETE trigger."""
    write()
    with pytest.raises(DatabaseError, match=triggers.REFUSAL):
        run(f"{how} audit_line SELECT * FROM audit_line")


def test_a_trigger_that_no_longer_refuses_is_named_and_put_right() -> None:
    name = "audit_line_no_delete"
    run(f"DROP TRIGGER {name}")
    run(f"CREATE TRIGGER {name} BEFORE DELETE ON audit_line BEGIN SELECT 1; END")
    assert triggers.missing("default") == [f"audit_line.{name}"]
    triggers.install(triggers.guarded(), "default")
    assert triggers.missing("default") == []


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_without_putting_them_back_such_a_migration_would_drop_them() -> None:
    """Why they are installed after every migration: this is what Django does to them."""
    before = ProjectState()
    before.add_model(ModelState.from_model(Line))
    try:
        with connection.schema_editor() as editor:
            after = before.clone()
            operation = migrations.AlterField("line", "verb", models.CharField(max_length=90))
            operation.state_forwards("audit", after)
            operation.database_forwards("audit", editor, before, after)
        assert triggers_of("audit_line") == []
        assert len(triggers.missing("default")) == 3
    finally:
        triggers.install(triggers.guarded(), "default")
