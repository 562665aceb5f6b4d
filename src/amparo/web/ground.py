"""Decides whether what lies under a deployment fits together, and makes it where there is nothing.

A deployment has a home folder (keys, built static files), a database and a key store. Both
databases carry the same mark, which says whether they hold a made-up country or real children;
a process of the other mode refuses them. `commands` is what people call.
"""

import fcntl
import hashlib
import logging
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor

from amparo import __version__
from amparo.web.environment import KEY_FILE_MODE, KEY_FOLDER_MODE, MODE_FILE
from amparo.web.models import DeploymentMark

logger = logging.getLogger(__name__)
DATABASES = ("default", "keys")
PACKAGE = Path(__file__).parent.parent


class NotReady(Exception):
    """The deployment cannot run as it is; the message is one line that says what to do."""


def make() -> None:
    """Make or complete keys, databases, triggers and marks. Raises NotReady for another's."""
    refuse_other_mode()
    make_keys()
    migrate()
    mark()


def make_keys() -> None:
    """Make the folder of the keys and the keys that are missing, readable by their owner only."""
    from amparo.casefile import keys

    secret = Path(settings.AMPARO_SECRET_KEY_FILE)
    secret.parent.mkdir(parents=True, exist_ok=True)
    secret.parent.chmod(KEY_FOLDER_MODE)
    if not secret.exists():
        handle = os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, KEY_FILE_MODE)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50) + "\n")
        settings.SECRET_KEY = secret.read_text("ascii").strip()
    if keys.VARIABLE not in os.environ:
        keys.make_file(Path(settings.AMPARO_MASTER_KEY_FILE))


def migrate() -> None:
    """Bring both databases up to date, with the triggers that keep the record from change."""
    from amparo.audit import triggers

    settings.AMPARO_HOME.mkdir(parents=True, exist_ok=True, mode=KEY_FOLDER_MODE)
    for alias in DATABASES:
        if pending_migrations(alias):
            call_command("migrate", database=alias, verbosity=0, interactive=False)
        for name in triggers.missing(alias):
            logger.error("The guard %s was missing and is put back: run amparo audit verify.", name)
        triggers.install(triggers.guarded(), alias)


def pending_migrations(alias: str) -> int:
    """How many migrations this database still lacks."""
    executor = MigrationExecutor(connections[alias])
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def mark() -> None:
    """Mark both databases as belonging together, once, the first time they are used."""
    if all(read_mark(alias) is None for alias in DATABASES):
        deployment = uuid4()
        for alias in DATABASES:
            DeploymentMark.objects.using(alias).create(
                mode=settings.AMPARO_MODE, deployment=deployment
            )
    refuse_other_mode()
    # So that every later command knows without being told.
    (settings.AMPARO_HOME / MODE_FILE).write_text(f"{settings.AMPARO_MODE}\n")


def read_mark(alias: str) -> DeploymentMark | None:
    """The mark of a database; None where there is no database, no table or no row."""
    if not _database_exists(alias):
        return None
    try:
        return DeploymentMark.objects.using(alias).first()
    except DatabaseError:
        return None


def refuse_other_mode() -> None:
    """Raise NotReady when a database was made for the other mode or for another deployment."""
    marks = {alias: read_mark(alias) for alias in DATABASES}
    for found in marks.values():
        if found and found.mode != settings.AMPARO_MODE:
            raise NotReady(_other_mode(found.mode))
    first, second = marks.values()
    if (first is None) != (second is None) or (
        first and second and first.deployment != second.deployment
    ):
        raise NotReady(
            "The database and the key store do not belong together: restore the missing one."
        )


def _other_mode(mode: str) -> str:
    if mode == "demo":
        return (
            "This database holds the made-up country: real mode refuses it. Set AMPARO_MODE=demo,"
            " or name another AMPARO_HOME."
        )
    return "This database is for real children: demo mode refuses it. Name another AMPARO_HOME."


def _database_exists(alias: str) -> bool:
    # Asking SQLite would make an empty file.
    database = settings.DATABASES[alias]
    return "sqlite3" not in database["ENGINE"] or Path(database["NAME"]).exists()


def build_static() -> bool:
    """Collect, name by content and compress the static files, once per version. True if done."""
    stamp = Path(settings.STATIC_ROOT) / ".built-from"
    wanted = _static_version()
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(wanted)
    return True


def _static_version() -> str:
    # The version alone would keep yesterday's style sheet in a checkout that somebody works on.
    digest = hashlib.sha256(__version__.encode())
    for path in sorted(PACKAGE.glob("*/static/**/*")):
        if path.is_file():
            state = path.stat()
            digest.update(
                f"{path.relative_to(PACKAGE)} {state.st_size} {state.st_mtime_ns}\n".encode()
            )
    return digest.hexdigest()


@contextmanager
def only_server() -> Iterator[int]:
    """Hold the home folder for one server: the index of names lives in its memory.

    Gives the open file; it holds for as long as any process has it open.
    """
    path = Path(settings.AMPARO_HOME) / "server.lock"
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NotReady("Another Amparo server already runs on this folder.") from None
        yield lock.fileno()
