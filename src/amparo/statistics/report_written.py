"""The report of a year as files: a page that needs nothing else, and each table as CSV and JSON.

All of them or nothing, in a new folder.
"""

import json
from dataclasses import asdict
from importlib import resources
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from amparo.audit import actions as audit
from amparo.casefile.queueing import write_transaction
from amparo.people.models import User
from amparo.statistics import laid_out, taking
from amparo.statistics.drawing import of_figures
from amparo.statistics.figures import sentences
from amparo.statistics.figures.carrying import to_data
from amparo.statistics.report import Part, Report, report
from amparo.statistics.tables.table import Table
from amparo.statistics.whole_folder import check_free, whole_folder

PAGE, DATA = "report.html", "report.json"


def write(*, by: User, year: int, out: Path) -> Report:
    """Raises Refused, NoFacts, NotAskable, NotThere."""
    check_free(out)
    found = report(by, year)
    with whole_folder(out) as made:
        _put(made, found)
        with write_transaction():
            audit.write("report_written", by=by, detail={"year": year})
    return found


def _put(folder: Path, found: Report) -> None:
    (folder / PAGE).write_text(page(found), "utf-8")
    said = json.dumps(plain(found), ensure_ascii=False, indent=1) + "\n"
    (folder / DATA).write_text(said, "utf-8")
    put_tables(folder, found)


def put_tables(folder: Path, found: Report) -> None:
    """Each table and series as CSV and JSON."""
    for chapter in found.chapters:
        for part in chapter.parts:
            if part.found is not None:
                (folder / f"{part.name}.csv").write_text(taking.as_csv(part.found), "utf-8-sig")
                (folder / f"{part.name}.json").write_text(taking.as_json(part.found), "utf-8")


def plain(found: Report) -> dict[str, Any]:
    """The whole report as plain data, every figure with its meaning."""
    return {
        "year": found.year,
        "detected": to_data(found.whole),
        "tables": {
            part.name: {"refused": list(part.refused)}
            if part.found is None
            else taking.to_plain(part.found)
            for chapter in found.chapters
            for part in chapter.parts
        },
        "warnings": list(found.warnings),
        "not_comparable": [asdict(one) for one in found.of_others],
    }


def page(found: Report) -> str:
    """One page of HTML: no script, nothing fetched, prints as it is."""
    context = {
        "report": found,
        "said": sentences.sentence(found.whole),
        "meaning": sentences.full(found.whole),
        "chapters": [
            (chapter.heading, [shown(part) for part in chapter.parts]) for chapter in found.chapters
        ],
        "style": _style(),
    }
    return render_to_string("statistics/report/report.html", context)


def shown(part: Part) -> dict[str, Any]:
    """What a page shows of a part."""
    found = part.found
    if found is None:
        return {"name": part.name, "refused": part.refused}
    if isinstance(found, Table):
        chart, grid = of_figures.of_table(found), laid_out.grid(found)
        heading, sentence = laid_out.name(found), sentences.sentence(found)
    else:
        chart, grid, sentence = found.chart, found.grid, found.sentence
        heading = found.heading or sentence
    signs = {sign.said for sign in chart.signposts}
    return {
        "name": part.name,
        "heading": heading,
        "sentence": "" if sentence == heading else sentence,
        "chart": chart.svg(),
        "grid": grid,
        "alone": laid_out.alone(grid),
        "notes": [line for line in taking.notes(found) if line not in signs],
        "meaning": sentences.full_of(found.meaning),
    }


def _style() -> SafeString:
    """Own files of this package, into the page, so that it needs no other."""
    names = ("charts.css", "report.css")
    folder = resources.files("amparo.statistics") / "static" / "statistics"
    sheets = "\n".join(folder.joinpath(name).read_text("utf-8") for name in names)
    return mark_safe(f"<style>\n{sheets}</style>")
