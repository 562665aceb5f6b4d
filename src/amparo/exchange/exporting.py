"""Facts go out in somebody else's form: a table, and beside it what that form cannot hold."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from amparo.exchange.ctdc import giving as to_ctdc
from amparo.exchange.ctdc.columns import COLUMNS
from amparo.exchange.facts_of import Facts
from amparo.exchange.htcds import giving as to_htcds
from amparo.exchange.htcds.fields import CHILD, KEY, living
from amparo.exchange.refused import ExchangeError
from amparo.exchange.writing import whole_file, write_table
from amparo.finding.linkage.writing import OutError, all_or_nothing
from amparo.statistics.facts.columns import columns_of

HTCDS, CTDC, IC_TIP = "htcds-2.0", "ctdc-2024", "ic-tip:unverified"
FORMS = (HTCDS, CTDC, IC_TIP)
UNVERIFIED = (
    "IC-TIP's tables were not published where we could read them: the profile is called"
    f" {IC_TIP} until somebody has compared it with the official ones"
)
IC_TIP_CLAIM = (
    "the four units of description of IC-TIP; names and codes of the columns are ours, unverified"
)
UNITS = {"event": "events", "victim": "victims", "perpetrator": "perpetrators",
         "reporting_entity": "entities"}  # fmt: skip


class Account(Protocol):
    def report(self) -> dict[str, Any]: ...


def form_of(name: str) -> str:
    """Raises ExchangeError for a form that is not claimed, or that there is not."""
    if name in FORMS:
        return name
    if name.casefold().replace("_", "-") in ("ic-tip", "ics-tip", "ictip", "icstip"):
        raise ExchangeError(UNVERIFIED)
    raise ExchangeError(f"there is no form {name[:40]!r}: {', '.join(FORMS)}")


def give(
    facts: Facts, form: str, out: Path, strict: bool = True, source: str = ""
) -> dict[str, Any]:
    """Writes the table and `NAME.report.json` beside it, both or none; IC-TIP's four units into a
    new folder. Gives the report."""
    if form_of(form) == IC_TIP:
        return _units(facts, out, source)
    account, heading, lines = _lines(facts, form, strict, source)
    told = out.with_name(f"{out.name}.report.json")
    with whole_file(told) as made:
        write_table(out, heading, lines)
        try:
            report = account.report()
            made.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")
        except BaseException:
            out.unlink(missing_ok=True)
            raise
    return report


def _units(facts: Facts, out: Path, source: str) -> dict[str, Any]:
    """The four units of IC-TIP as they are known here, each a table; all of them or none."""
    report: dict[str, Any] = {"profile": IC_TIP, "claim": IC_TIP_CLAIM, "rows": 0, "units": {}}
    with _new_folder(out) as folder:
        for unit, table in UNITS.items():
            heading = tuple(columns_of(table))
            rows = (
                [_text(value) for value in row.values()] for row in facts.rows(table, source)
            )  # fmt: skip
            report["units"][unit] = write_table(folder / f"{unit}.csv", heading, rows)
        report["rows"] = report["units"]["victim"]
        text = json.dumps(report, ensure_ascii=False, indent=1) + "\n"
        (folder / "profile.json").write_text(text, "utf-8")
    return report


@contextmanager
def _new_folder(out: Path) -> Iterator[Path]:
    try:
        with all_or_nothing(out) as folder:
            yield folder
    except OutError as error:
        raise ExchangeError(str(error)) from error


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ";".join(value)
    return "" if value is None else str(value)


def _lines(
    facts: Facts, form: str, strict: bool, source: str
) -> tuple[Account, tuple[str, ...], Iterator[list[str]]]:
    if form == HTCDS:
        given, lines = to_htcds.given(facts.victims(source), facts.roles(), strict)
        return given, (KEY, CHILD, *living()), lines
    other, rows = to_ctdc.given(facts.victims(source))
    return other, COLUMNS, rows
