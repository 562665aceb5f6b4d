"""The report of an import as one HTML file that needs nothing else: no script, no network."""

from collections.abc import Iterable, Sequence
from html import escape
from string import Template

from amparo.exchange.mapping.values import Fate
from amparo.exchange.report.lines import FATES
from amparo.exchange.report.tally import Tally

_PAGE = Template("""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>$title</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-inline-size: 60rem; margin: 2rem auto;
  padding-inline: 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-block-start: 2.5rem; }
.wide { overflow-x: auto; margin-block-end: 1.5rem; }
table { border-collapse: collapse; } caption { text-align: start; font-weight: 600; }
th, td { padding: .3rem .8rem .3rem 0; text-align: start; vertical-align: top;
  border-block-end: 1px solid #8886; overflow-wrap: break-word; }
td.number, th.number { text-align: end; font-variant-numeric: tabular-nums; }
</style></head><body><main>
<h1>$title</h1>
$body
</main></body></html>
""")
Cells = Sequence[str | int]


def page(tally: Tally) -> str:
    """The whole file."""
    dropped = sum(tally.dropped.values())
    parts = [
        f"<p>By the mapping {escape(tally.mapping)}. {escape(tally.claim)}</p>",
        f"<p>{tally.read} rows were read: {tally.made} became facts, {dropped} were dropped."
        f" {_linked(tally)}</p>",
        _table("What became of the rows that were dropped", ("why", "rows"),
               tally.dropped.most_common()) if dropped else "",
        "<h2>Every cell</h2>", _columns(tally),
        "<h2>Guessed</h2>", _reasons(tally, Fate.GUESSED),
        "<h2>Dropped</h2>", _reasons(tally, Fate.DROPPED),
        "<h2>What the facts cannot hold</h2>", _list(
            f"{column.heading}: {lost}" for column in tally.columns for lost in column.loses),
        "<h2>Value by value</h2>", *_values(tally),
        "<h2>What else is to know</h2>", _list(_rest(tally)),
    ]  # fmt: skip
    return _PAGE.substitute(title=f"List {escape(tally.list_name)} came in", body="\n".join(parts))


def _linked(tally: Tally) -> str:
    if tally.linked is None:
        return "No column of it identifies a person, so nothing was linked."
    return f"{tally.linked} rows are of a child who is in another row or list as well."


def _columns(tally: Tally) -> str:
    rows: list[Cells] = [
        (column.heading, ", ".join(column.to) or "nothing",
         *(column.fates[fate] for fate in FATES), column.fates.total())
        for column in tally.columns
    ]  # fmt: skip
    cells = tally.cells()
    rows.append(("all", "", *(cells[fate] for fate in FATES), cells.total()))
    return _table("", ("column", "became", *(fate.value for fate in FATES), "cells"), rows)


def _reasons(tally: Tally, fate: Fate) -> str:
    return _table("", ("column", "why", "cells"), [
        (column.heading, why, count)
        for column in tally.columns
        for (found, why), count in column.reasons.most_common() if found is fate
    ])  # fmt: skip


def _values(tally: Tally) -> Iterable[str]:
    for column in tally.columns:
        if column.values:
            yield _table(column.heading, ("in the list", "what", "in the facts", "cells"), [
                (value or "(empty)", fate.value, became, count)
                for (value, fate, became), count in column.values.most_common()
            ])  # fmt: skip


def _rest(tally: Tally) -> Iterable[str]:
    yield from (f"for every row {to} = {code}: {why}" for to, code, why in tally.always)
    yield from (f"{name} was worked out for {n} rows" for name, n in tally.worked_out.items())
    yield from (f"read all the same: {what} ({n})" for what, n in tally.tolerated.items())
    if tally.absent:
        yield f"not in the file: {', '.join(tally.absent)}"
    yield from tally.said


def _list(items: Iterable[str]) -> str:
    made = "".join(f"<li>{escape(item)}</li>" for item in items)
    return f"<ul>{made}</ul>" if made else "<p>Nothing.</p>"


def _table(caption: str, heading: Sequence[str], rows: Iterable[Cells]) -> str:
    made = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    if not made:
        return "<p>Nothing.</p>"
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heading)
    said = f"<caption>{escape(caption)}</caption>" if caption else ""
    return (
        f'<div class="wide" tabindex="0"><table>{said}<thead><tr>{head}</tr></thead>'
        f"<tbody>{made}</tbody></table></div>"
    )


def _cell(value: str | int) -> str:
    if isinstance(value, int):
        return f'<td class="number">{value}</td>'
    return f"<td>{escape(value)}</td>"
