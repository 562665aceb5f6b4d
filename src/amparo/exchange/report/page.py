"""The report of an import as one HTML file that needs nothing else: no script, no network. In the
language that is spoken when it is made."""

from collections.abc import Iterable, Sequence
from html import escape
from string import Template
from typing import Any

from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from amparo.exchange.mapping.values import Fate
from amparo.exchange.reasons import said
from amparo.exchange.report.lines import FATES
from amparo.exchange.report.tally import Tally
from amparo.terms.messages import N_

_PAGE = Template("""<!doctype html>
<html lang="$language" dir="$direction"><head><meta charset="utf-8"><title>$title</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-inline-size: 60rem; margin: 2rem auto;
  padding-inline: 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-block-start: 2.5rem; }
.wide { overflow-x: auto; margin-block-end: 1.5rem; }
table { border-collapse: collapse; } caption { text-align: start; font-weight: 600; }
th, td { padding-block: .3rem; padding-inline: 0 .8rem; text-align: start; vertical-align: top;
  border-block-end: 1px solid #8886; overflow-wrap: break-word; }
td.number, th.number { text-align: end; font-variant-numeric: tabular-nums; }
</style></head><body><main>
<h1>$title</h1>
$body
</main></body></html>
""")
FATE_SAID = {
    Fate.MAPPED: N_("mapped"),
    Fate.GUESSED: N_("guessed"),
    Fate.DROPPED: N_("dropped"),
    Fate.EMPTY: N_("left empty"),
}
Cells = Sequence[str | int]


def page(tally: Tally) -> str:
    """The whole file."""
    dropped = sum(tally.dropped.values())
    parts = [
        f"<p>{_by(tally)} {_bdi(tally.claim)}</p>",
        f"<p>{_rows(tally, dropped)} {_linked(tally)}</p>",
        _table(_("What became of the rows that were dropped"), (_("Why"), _("Number of rows")),
               [(said(why), count) for why, count in tally.dropped.most_common()])
        if dropped else "",
        _part(_("Every cell"), _columns(tally)),
        _part(_("Guessed"), _reasons(tally, Fate.GUESSED)),
        _part(_("Dropped"), _reasons(tally, Fate.DROPPED)),
        _part(_("What the facts cannot hold"), _list(
            f"{_bdi(said(column.heading))}: {_bdi(said(lost))}"
            for column in tally.columns for lost in column.loses)),
        _part(_("Value by value"), *_values(tally)),
        _part(_("What else there is to know"), _list(_rest(tally))),
    ]  # fmt: skip
    return _PAGE.substitute(
        language=get_language() or "en",
        direction="rtl" if get_language_bidi() else "ltr",
        title=escape(_("List %(name)s came in") % {"name": tally.list_name}),
        body="\n".join(parts),
    )


def _by(tally: Tally) -> str:
    return _filled(_("By the mapping %(name)s."), name=tally.mapping)


def _rows(tally: Tally, dropped: int) -> str:
    return _filled(
        _("Rows read: %(read)s. Became facts: %(made)s. Dropped: %(dropped)s."),
        read=tally.read, made=tally.made, dropped=dropped,
    )  # fmt: skip


def _linked(tally: Tally) -> str:
    if tally.linked is None:
        return escape(_("No column of it identifies a person, so nothing was linked."))
    message = _("Rows of a child who is in another row or list as well: %(number)s.")
    return _filled(message, number=tally.linked)


def _columns(tally: Tally) -> str:
    rows: list[Cells] = [
        (said(column.heading), ", ".join(column.to) or _("nothing"),
         *(column.fates[fate] for fate in FATES), column.fates.total())
        for column in tally.columns
    ]  # fmt: skip
    cells = tally.cells()
    rows.append((_("All columns"), "", *(cells[fate] for fate in FATES), cells.total()))
    fates = (_(FATE_SAID[fate]) for fate in FATES)
    return _table("", (_("Column of the list"), _("Became"), *fates, _("Number of cells")), rows)


def _reasons(tally: Tally, fate: Fate) -> str:
    return _table("", (_("Column of the list"), _("Why"), _("Number of cells")), [
        (said(column.heading), said(why), count)
        for column in tally.columns
        for (found, why), count in column.reasons.most_common() if found is fate
    ])  # fmt: skip


def _values(tally: Tally) -> Iterable[str]:
    heading = (
        _("In the list"),
        _("What became of the cell"),
        _("In the facts"),
        _("Number of cells"),
    )
    for column in tally.columns:
        if column.values:
            yield _table(said(column.heading), heading, [
                (value or _("(empty)"), _(FATE_SAID[fate]), became, count)
                for (value, fate, became), count in column.values.most_common()
            ])  # fmt: skip


def _rest(tally: Tally) -> Iterable[str]:
    for to, code, why in tally.always:
        yield _filled(_("For every row %(column)s is %(code)s: %(why)s"),
                      column=to, code=code, why=said(why))  # fmt: skip
    for name, rows in tally.worked_out.items():
        yield _filled(_("%(column)s was worked out, for so many rows: %(number)s"),
                      column=name, number=rows)  # fmt: skip
    for what, times in tally.tolerated.items():
        yield _filled(_("Read all the same: %(what)s (%(number)s)"), what=said(what), number=times)
    if tally.absent:
        yield _filled(_("Not in the file: %(columns)s"), columns=", ".join(tally.absent))
    yield from (_bdi(said(one)) for one in tally.said)


def _part(title: str, *inside: str) -> str:
    return "\n".join((f"<h2>{escape(title)}</h2>", *inside))


def _bdi(text: object) -> str:
    """Words of a list stand in the page's language, and may run the other way."""
    return f"<bdi>{escape(str(text))}</bdi>"


def _filled(message: str, **places: Any) -> str:
    return escape(message) % {name: _bdi(value) for name, value in places.items()}


def _nothing() -> str:
    none = _("Nothing.")
    return f"<p>{escape(none)}</p>"


def _list(items: Iterable[str]) -> str:
    made = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{made}</ul>" if made else _nothing()


def _table(caption: str, heading: Sequence[str], rows: Iterable[Cells]) -> str:
    made = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    if not made:
        return _nothing()
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heading)
    named = f"<caption>{_bdi(caption)}</caption>" if caption else ""
    return (
        f'<div class="wide" tabindex="0"><table>{named}<thead><tr>{head}</tr></thead>'
        f"<tbody>{made}</tbody></table></div>"
    )


def _cell(value: str | int) -> str:
    if isinstance(value, int):
        return f'<td class="number">{value}</td>'
    return f"<td>{_bdi(value)}</td>"
