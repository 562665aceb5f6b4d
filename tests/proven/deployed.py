"""Makes and reads the deployment of `test_kill`, as a process with that deployment's own settings.

`python -m tests.proven.deployed make` fills it with the cast and some cases and says which;
`look` says what is in the record. Both answer with JSON.
"""

import json
import os
import sys
from typing import Any


def make() -> dict[str, Any]:
    """The cast and a case for each of the two who work on one."""
    from amparo.casefile import actions, actions_concern
    from amparo.web import commands
    from tests.cast import make_cast
    from tests.proven import planting

    commands.prepare()
    cast = make_cast()
    cases = {}
    for name in ("caseworker", "colleague"):
        worker = getattr(cast, name)
        concern = actions_concern.report_concern(
            by=cast.teacher, concern=planting.CONCERN, agency=cast.agencies["social_services"]
        )
        cases[name] = actions_concern.open_case(by=worker, case=concern, caseworker=worker)
    actions.involve(
        by=cast.caseworker,
        case=cases["caseworker"],
        role="guardian",
        sections=["protection"],
        ground="best_interests",
        person=cast.guardian,
    )
    return {name: case.reference for name, case in cases.items()}


def look() -> dict[str, Any]:
    """Every entry with what is sealed in it, and what does not fit together."""
    from amparo.audit.verify import verify
    from amparo.casefile import rebuilding

    report = verify()
    differences = {
        rebuilt.reference: list(rebuilt.differences)
        for rebuilt in rebuilding.rebuild(write=False)
        if rebuilt.differences
    }
    return {
        "entries": _entries(),
        "problems": [str(problem) for problem in report.problems],
        "differences": differences,
        "without_line": _without_line(),
    }


def _entries() -> dict[str, Any]:
    """Each entry by its id: its body, None where no key opens it."""
    from amparo.casefile import timelines
    from amparo.casefile.keyring import Keyring
    from amparo.casefile.models import Case

    ids = list(Case.objects.values_list("id", flat=True))
    ring = Keyring.of(ids)
    opened = ((row, timelines.open_row(ring, row)) for row in timelines.rows_of(ids))
    return {str(row.id): dict(entry.body) if entry else None for row, entry in opened}


def _without_line() -> list[str]:
    """Entries that no line of the audit log tells of: more than the last one it names in a case."""
    from django.db.models import Max

    from amparo.audit.models import Line
    from amparo.casefile.models import Case

    named = Line.objects.values("case_id").annotate(last=Max("entry_sequence"))
    known = dict(named.values_list("case_id", "last"))
    return [
        case.reference for case in Case.objects.all() if case.last_sequence != known.get(case.id)
    ]


def main(word: str) -> None:
    from amparo.web import commands

    commands.set_up(os.environ["AMPARO_MODE"])
    print(json.dumps({"make": make, "look": look}[word]()))


if __name__ == "__main__":
    main(sys.argv[1])
