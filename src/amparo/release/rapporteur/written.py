"""The annual report as files: a page that needs nothing else, the same as PDF, and each table as
CSV and JSON. All of them or nothing, in a new folder.
"""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from amparo.audit import actions as audit
from amparo.casefile.queueing import write_transaction
from amparo.people.models import User
from amparo.release.rapporteur import actions, book, shown, words
from amparo.release.rapporteur.annual import Annual, annual
from amparo.release.rapporteur.folding import Show, nobody_watches
from amparo.release.rapporteur.fulfilment import Fulfilled
from amparo.release.rapporteur.tally import OUTCOMES
from amparo.statistics import report_written
from amparo.statistics.laid_out import Grid, for_publication
from amparo.statistics.taking import safe
from amparo.statistics.whole_folder import check_free, whole_folder

PAGE, PDF, DATA, DUTIES = "report.html", "report.pdf", "report.json", "duties"


def write(*, by: User, year: int, out: Path, show: Show = nobody_watches) -> Annual:
    """Raises Refused, NoFacts, NotAskable, NotThere, LettersMissing, KeyProblem."""
    actions.check_can_write(by)
    check_free(out)
    found = annual(by, year, count=True, show=show)
    with whole_folder(out) as made:
        _put(made, found)
        with write_transaction():
            audit.write("rapporteur_reported", by=by, detail={"year": year})
    return found


@for_publication()
def _put(folder: Path, found: Annual) -> None:
    (folder / PAGE).write_text(shown.page(found), "utf-8")
    (folder / PDF).write_bytes(book.pdf(found))
    report_written.put_tables(folder, found.figures)
    said = json.dumps(plain(found), ensure_ascii=False, indent=1) + "\n"
    (folder / DATA).write_text(said, "utf-8")
    if found.duties is not None:
        grid = words.grid_of_duties(found.duties.of_duties)
        (folder / f"{DUTIES}.csv").write_text(as_csv(grid), "utf-8-sig")
        if found.duties.of_authorities:
            grid = words.grid_of_authorities(found.duties.of_authorities)
            (folder / f"{DUTIES}_by_authority.csv").write_text(as_csv(grid), "utf-8-sig")


def as_csv(grid: Grid) -> str:
    """A grid as CSV as its reader sees it, and below it how it is read."""
    text = io.StringIO()
    writer = csv.writer(text)
    for row in ((*grid.heads, *grid.columns), *((*row.heads, *row.values) for row in grid.rows)):
        writer.writerow([safe(cell) for cell in row])
    writer.writerow([])
    writer.writerows([safe(_(line))] for line in words.READ)
    return text.getvalue()


def plain(found: Annual) -> dict[str, Any]:
    """The whole report as plain data; a hidden number is null."""
    return {
        "year": found.year,
        "known_on": found.known_on.isoformat(),
        "figures": report_written.plain(found.figures),
        "duties": None if found.duties is None else [_duty(one) for one in found.duties.of_duties],
        "by_authority": []
        if found.duties is None
        else [_duty(one) for one in found.duties.of_authorities],
        "recommendations": list(_recommendations(found)),
        "texts": dict(found.texts),
    }


def _duty(one: Fulfilled) -> dict[str, Any]:
    return {
        "code": one.code,
        "arose": one.arose,
        **{outcome: one.numbers[outcome] for outcome in OUTCOMES},
        "share_in_time": None if one.share is None else [round(float(n), 4) for n in one.share],
        "median_hours": one.median_hours,
    }


def _recommendations(found: Annual) -> Iterator[dict[str, Any]]:
    for one in (*found.earlier, *found.own):
        row = one.row
        yield {
            "year": row.year,
            "number": row.number,
            "language": row.language,
            "text": row.text,
            "addressed": row.addressed,
            "agency": row.to_agency.name if row.to_agency else None,
            "source": row.source,
            "became": [
                {
                    "year": each.year,
                    "state": each.state,
                    "text": each.text,
                    "evidence": each.evidence,
                }
                for each in one.became
            ],
        }
