"""Facts in the clear, on purpose: `amparo facts export`. Whoever has these files needs no key."""

import os
import shutil
from pathlib import Path

from amparo.access import check_can_act
from amparo.audit import actions as audit
from amparo.casefile.queueing import write_transaction
from amparo.people.models import User
from amparo.people.queries import person_for
from amparo.statistics.facts import sealed
from amparo.statistics.facts.columns import TABLES
from amparo.statistics.facts.making import folder
from amparo.statistics.facts.sealed import Making

ORIGINS = "origins"
ACTION = "see_counts"
_FOLDER_MODE, _FILE_MODE = 0o700, 0o600


class NotThere(Exception):
    """The folder cannot be written; the message is one line, fit to show."""


def export(*, by: User, out: Path, with_origins: bool = False) -> Making:
    """Write the tables as Parquet into a new folder, all of them or nothing.

    Origins name entries, the way back to a case for whoever can also read the record: only if
    asked for. Raises Refused, NoFacts, NotThere, KeyProblem.
    """
    check_can_act(person_for(by), ACTION)
    if out.exists():
        raise NotThere(f"{out}: is there already; name a new folder")
    making = sealed.current(folder())
    made = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        made.mkdir(mode=_FOLDER_MODE)
        for table in TABLES:
            if table != ORIGINS or with_origins:
                _write(made / f"{table}.parquet", making, table)
        with write_transaction():
            detail = {"rows": making.rows["victims"], "origins": with_origins}
            audit.write("facts_exported", by=by, detail=detail)
        made.replace(out)
    except OSError as error:
        raise NotThere(f"{out}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return making


def _write(path: Path, making: Making, table: str) -> None:
    with sealed.read(folder(), making, table) as file:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE_MODE)
        with os.fdopen(handle, "wb") as out:
            out.write(file.all())
