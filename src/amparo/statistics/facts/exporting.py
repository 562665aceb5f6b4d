"""Facts in the clear, on purpose: `amparo facts export`. Whoever has these files needs no key."""

import os
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
from amparo.statistics.whole_folder import check_free, whole_folder

ORIGINS = "origins"
ACTION = "see_counts"
_FILE_MODE = 0o600


def export(*, by: User, out: Path, with_origins: bool = False) -> Making:
    """Write the tables as Parquet into a new folder, all of them or nothing.

    Origins name entries, the way back to a case for whoever can also read the record: only if
    asked for. Raises Refused, NoFacts, NotThere, KeyProblem.
    """
    check_can_act(person_for(by), ACTION)
    check_free(out)
    making = sealed.current(folder())
    with whole_folder(out) as made:
        for table in TABLES:
            if table != ORIGINS or with_origins:
                _write(made / f"{table}.parquet", making, table)
        with write_transaction():
            detail = {"rows": making.rows["victims"], "origins": with_origins}
            audit.write("facts_exported", by=by, detail=detail)
    return making


def _write(path: Path, making: Making, table: str) -> None:
    with sealed.read(folder(), making, table) as file:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE_MODE)
        with os.fdopen(handle, "wb") as out:
            out.write(file.all())
