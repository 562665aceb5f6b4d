"""The commands that make and measure the model of linking."""

import argparse
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from amparo.cli.inputs import BadInput
from amparo.cli.lists import mapping_of, model_of, one_line, steps

if TYPE_CHECKING:
    from amparo.finding.linkage.model import Model
    from amparo.finding.linkage.working import Lists

# Between how a model was made and where its errors were found.
MEASURED = ", measured on "


def train(options: argparse.Namespace) -> int:
    """Make a model of lists in which the truth is not known."""
    with one_line():
        from dataclasses import replace

        from amparo.finding.linkage import training, working

        model, out = model_of(options.model), Path(options.out)
        if out.exists():
            raise BadInput(f"{out}: is there already; name a new file")
        mapping, say = mapping_of(options.columns), steps()
        lists = working.read_lists([Path(file) for file in options.files], mapping, say)
        if lists.records < training.FEWEST:
            raise BadInput(f"at least {training.FEWEST} records are needed to learn from")
        made_of = f"trained on {lists.told}"
        start = model.comparing(lists.also)
        if options.no_siblings:
            start = replace(start, kin=0.0)
        found = training.train(lists.con, start, made_of, say)
    _write(found, out)
    print(f"{made_of}; written: {out}")
    return 0


def evaluate(options: argparse.Namespace) -> int:
    """Measure a model on lists in which the truth is known: its errors at each threshold."""
    with one_line():
        from dataclasses import replace

        from amparo.finding.linkage import training, working
        from amparo.finding.linkage.engine import OnDuckDB
        from amparo.finding.linkage.linking import link

        model, say = model_of(options.model), steps()
        lists = working.read_lists(
            [Path(file) for file in options.files], mapping_of(options.columns), say
        )
        truth = _truth(Path(options.truth), lists)
        by = OnDuckDB(lists.con)
        linked = link(lists.con, by, model.comparing(lists.also), options.threshold, say)
        errors = training.errors_of(linked, truth)
        groups = training.groups_of(linked, truth)
    print("threshold  joined, and two people  one person, left apart")
    for one in errors:
        print(f"{one.threshold:9g}  {one.wrongly_joined:22.4%}  {one.left_apart:22.4%}")
    print(f"   groups  {groups.wrongly_joined:22.4%}  {groups.left_apart:22.4%}")
    print(f"groups at {options.threshold:g}: F1 {training.f1(groups):.4f}")
    if options.write:
        made_of = (model.made_of.partition(MEASURED)[0] + MEASURED + lists.told).removeprefix(", ")
        _write(replace(model, errors=errors, made_of=made_of), Path(options.write))
        print(f"written: {options.write}")
    return 0


def _truth(path: Path, lists: "Lists") -> dict[int, str]:
    """For each record who it is: a list with record_id, cluster and, where ids are there in more
    than one list, file."""
    from amparo.finding.linkage.mapping import Mapping
    from amparo.finding.linkage.reading import open_list
    from amparo.finding.linkage.table import FOLDED

    headings = Mapping({"place": ("cluster",), "other_names": ("file",)}, optional=True)
    known = {}
    for row in open_list(path, headings, needed=("place",)).rows:
        known[row[4], row[1]] = row[8]
    rows = lists.con.execute(f"select number, file, record_id from {FOLDED}").fetchall()
    found = {}
    for number, file, record_id in rows:
        who = known.get((file, record_id), known.get(("", record_id)))
        if who is None:
            raise BadInput(f"{path}: it does not say who {record_id[:40]!r} is")
        found[number] = who
    return found


def _write(model: "Model", path: Path) -> None:
    """The file of a model, all of it or nothing."""
    made = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        made.write_text(json.dumps(model.to_json(), indent=1) + "\n", encoding="utf-8")
        made.replace(path)
    except OSError as error:
        made.unlink(missing_ok=True)
        raise BadInput(f"{path}: {error.strerror}") from error
