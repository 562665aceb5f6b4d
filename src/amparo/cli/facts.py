"""The commands about facts for statistics: made, written out, and which columns they have."""

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from amparo.cli import deployment
from amparo.cli.inputs import BadInput, moment_of, print_json, progress

if TYPE_CHECKING:
    from amparo.people.models import User

WARNING = (
    "These files are not sealed. Each row is about one child, and a few known things can be enough"
    " to recognise a child in it. Keep them where only those who need them can read them, publish"
    " none of it, and delete them when the work is done."
)


def rebuild(options: argparse.Namespace) -> int:
    """Make the facts for statistics anew from every case."""
    deployment.in_use()
    from amparo.casefile import protocols
    from amparo.statistics.facts import making

    at = moment_of(options.at, protocols.zone())
    if at > datetime.now(UTC):
        raise BadInput("--at: nobody knows yet what will be known then")
    made = making.rebuild(
        by=who(options.user), at=at, processes=options.processes, show=progress("cases")
    )
    counted = ", ".join(f"{number} {table}" for table, number in made.rows.items())
    print(f"facts as known on {made.known_on}: {counted}")
    return 0


def export(options: argparse.Namespace) -> int:
    """Write the facts, case by case and unsealed, into a new folder of Parquet files."""
    deployment.in_use()
    from amparo.statistics.facts import exporting
    from amparo.statistics.facts.sealed import NoFacts
    from amparo.statistics.whole_folder import NotThere

    user = who(options.user)
    assert user is not None  # the parser asks for it
    try:
        made = exporting.export(
            by=user, out=Path(options.out).absolute(), with_origins=options.with_origins
        )
    except (NoFacts, NotThere) as error:
        raise BadInput(str(error)) from error
    print(f"facts as known on {made.known_on}: {made.rows['victims']} rows in {options.out}")
    print(WARNING)
    return 0


def who(email: str | None) -> "User | None":
    """Who runs it, by the address they sign in with; None for the system itself."""
    from amparo.people.models import User

    if email is None:
        return None
    people = User.objects.select_related("agency").filter(is_active=True)
    if user := people.filter(email__iexact=email).first():
        return user
    raise BadInput("there is nobody with this address; give the one they sign in with")


def columns(options: argparse.Namespace) -> int:
    """The tables of facts and their columns: type, codes, meaning."""
    from amparo.statistics.facts.columns import Column
    from amparo.statistics.facts.columns import columns as every

    def said(column: Column) -> dict[str, object]:
        return {
            "table": column.table,
            "name": column.name,
            "type": column.type,
            "stored": column.stored,
            "codes": list(column.codes),
            "code_list": column.code_list,
            "may_be_missing": column.may_miss,
            "label": column.labels,
            "definition": column.definitions,
            "htcds": column.htcds,
            "ctdc": column.ctdc,
        }

    rows = [said(column) for table in every().values() for column in table.values()]
    if options.json:
        print_json(rows)
        return 0
    for column in (one for table in every().values() for one in table.values()):
        if not column.companion_of:
            print(f"{column.table}.{column.name}  {column.type}")
            print(f"    {column.label(options.language)}: {column.definition(options.language)}")
    return 0
