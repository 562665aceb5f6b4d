"""Leaves out, on PostgreSQL, what can only be said of SQLite."""

import os

if os.environ.get("AMPARO_TEST_DATABASE", "sqlite") != "sqlite":
    collect_ignore = ["test_triggers_on_sqlite.py"]
