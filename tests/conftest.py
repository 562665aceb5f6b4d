"""What every test stands on. The named people and their world are in `tests/cast.py`.

The suite runs whole on each engine: AMPARO_TEST_DATABASE=sqlite or postgresql (see `settings`).
"""

import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests import cast
from tests.snapshots import once

# The cast is made once in each process, and its rows are put back for every other test.
cast.make_cast = once(cast.make_cast)

# Playwright drives its own event loop in the thread in which Django's tests write.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

ENGINE = os.environ.get("AMPARO_TEST_DATABASE", "sqlite")
CHROMIUM = Path("/usr/bin/chromium")
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

LONGEST_NAME = 50
RANDOM = re.compile(r"[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}")
DATABASES = ["default", "keys"]
DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


@dataclass(frozen=True)
class Effort:
    """How hard to try: `make test`, `make prove SMALL=1`, `make prove`."""

    examples: int
    kills: int
    worlds: int
    appends: int


EFFORTS = {
    "quick": Effort(examples=40, kills=2, worlds=3, appends=45),
    "small": Effort(examples=200, kills=5, worlds=10, appends=900),
    "full": Effort(examples=2000, kills=50, worlds=100, appends=100_000),
}
EFFORT = os.environ.get("AMPARO_TEST_EFFORT", "quick")
for _name, _effort in EFFORTS.items():
    hypothesis_settings.register_profile(
        _name,
        max_examples=_effort.examples,
        deadline=None,
        # Two busy cores are not the fault of the property.
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
hypothesis_settings.load_profile(EFFORT)


@pytest.fixture(scope="session")
def effort() -> Effort:
    return EFFORTS[EFFORT]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A test that has the database has both; on PostgreSQL only what has one runs again."""
    kept, dropped = [], []
    for item in items:
        with_database = _give_both_databases(item)
        if item.get_closest_marker("browser") and not CHROMIUM.exists():
            item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))
        other = "sqlite" if ENGINE == "postgresql" else "postgres"
        runs = item.get_closest_marker(other) is None
        if ENGINE == "postgresql":
            runs = runs and (with_database or item.get_closest_marker("postgres") is not None)
        (kept if runs else dropped).append(item)
    if dropped:
        config.hook.pytest_deselected(items=dropped)
        items[:] = kept


def _give_both_databases(item: pytest.Item) -> bool:
    """Whether the test has a database; if so it has the key store as well."""
    mark = item.get_closest_marker("django_db")
    if mark is not None:
        mark.kwargs.setdefault("databases", DATABASES)
        return True
    names = set(getattr(item, "fixturenames", ()))
    if not names & DATABASE_FIXTURES:
        return False
    item.add_marker(pytest.mark.django_db(databases=DATABASES))
    return True


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """A digest or an id is no name, and may differ between processes that share the tests."""
    is_name = not isinstance(val, str) or (len(val) <= LONGEST_NAME and not RANDOM.fullmatch(val))
    return None if is_name else argname


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Tell `tools.run_tests` what was skipped, and why."""
    target = os.environ.get("AMPARO_TEST_SKIPPED")
    if target:
        skipped = terminalreporter.stats.get("skipped", [])
        reasons = {f"{report.nodeid} ({report.longrepr[-1]})" for report in skipped}
        Path(target).write_text(json.dumps(sorted(reasons)))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": str(CHROMIUM), "args": CHROMIUM_FLAGS}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    return {"locale": "en-GB", "timezone_id": "UTC", "viewport": {"width": 1280, "height": 900}}


def pytest_unconfigure(config: pytest.Config) -> None:
    """The home folder of the tests goes with the process that made it."""
    home = os.environ.get("AMPARO_TEST_HOME")
    if home and not hasattr(config, "workerinput"):
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def _flush_lifts_the_guards() -> Iterator[None]:
    """Between two tests the database is emptied, which its triggers refuse; nothing else may."""
    from django.test import TransactionTestCase

    from amparo.audit import triggers

    emptied = TransactionTestCase._fixture_teardown

    def lifted(case: TransactionTestCase) -> None:
        with ExitStack() as guards:
            for alias in DATABASES:
                guards.enter_context(triggers.lifted(alias))
            emptied(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lifted)
        yield
