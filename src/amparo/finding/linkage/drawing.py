"""The report as one HTML file that needs nothing else: no script, nothing from any network."""

from collections.abc import Iterable
from html import escape
from string import Template
from typing import TYPE_CHECKING

from amparo.finding.linkage.records import NEAR, OTHER, SAME

if TYPE_CHECKING:
    from amparo.finding.linkage.report import At, Example, Report

WIDE, HIGH, EDGE = 720, 240, 40

_PAGE = Template("""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Lists linked</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-inline-size: 50rem; margin: 2rem auto;
  padding-inline: 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-block-start: 2.5rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; } caption { text-align: start; font-weight: 600; }
th, td { padding: .3rem .8rem .3rem 0; text-align: start; vertical-align: top;
  border-block-end: 1px solid #8886; }
td.number, th.number { text-align: end; font-variant-numeric: tabular-nums; }
tr.chosen { font-weight: 600; }
svg { max-inline-size: 100%; block-size: auto; } svg text { fill: currentColor; font-size: 11px; }
.bar { fill: #2f6f9f; } .under { fill: #9a9a9a; } .line { stroke: currentColor; }
</style></head><body>
<h1>Lists linked</h1>
$body
</body></html>
""")


def page(found: "Report") -> str:
    """The whole file."""
    parts = [
        *(f"<p>{escape(line)}.</p>" for line in _summary(found)),
        "<h2>How to read this</h2>", _READING,
        "<h2>How sure the pairs are</h2>", _bars(found),
        "<h2>What other thresholds would do</h2>", _thresholds(found),
        "<h2>How many records one person has</h2>",
        _table("", ("records", "people"), [tuple(map(_many, row)) for row in found.sizes]),
        "<h2>Examples, without who they are</h2>", _examples(found.examples),
        "<h2>The lists</h2>", _lists(found),
    ]  # fmt: skip
    return _PAGE.substitute(body="\n".join(parts))


_READING = """<p>Two records are put together when what they say about a person makes it likely that
it is the same one: a rare name that agrees says much, a common one little; what is missing says
nothing. A machine worked this out. It is good enough to count people, not to decide anything about
one of them.</p>"""


def _summary(found: "Report") -> list[str]:
    from amparo.finding.linkage.report import lines

    return [*lines(found), f"Records count as one person from a probability of {found.threshold}"]


def _many(number: int) -> str:
    return f"{number:,}"


def _percent(share: float) -> str:
    return f"{100 * share:.2f} %"


def _table(caption: str, heading: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in heading)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    said = f"<caption>{escape(caption)}</caption>" if caption else ""
    return f'<div class="wide"><table>{said}<tr>{head}</tr>{body}</table></div>'


def _bars(found: "Report") -> str:
    from amparo.finding.linkage.scoring import odds

    if not found.bars:
        return "<p>No two records were alike enough to be compared.</p>"
    most = max(count for _, count in found.bars)
    step = (WIDE - 2 * EDGE) / len(found.bars)
    drawn, limit = [], odds(found.threshold)
    for at, (bits, count) in enumerate(found.bars):
        high = (HIGH - 2 * EDGE) * count / most
        side = "bar" if bits >= limit else "under"
        drawn.append(
            f'<rect class="{side}" x="{EDGE + at * step:.1f}" y="{HIGH - EDGE - high:.1f}"'
            f' width="{max(1.0, step - 1):.1f}" height="{high:.1f}"><title>from {bits:g} bits:'
            f" {count} pairs</title></rect>"
        )
        if at % max(1, len(found.bars) // 10) == 0:
            drawn.append(f'<text x="{EDGE + at * step:.1f}" y="{HIGH - EDGE + 16}">{bits:g}</text>')
    first = found.bars[0][0]
    bits_wide = len(found.bars) * (found.bars[1][0] - first if len(found.bars) > 1 else 1)
    place = EDGE + (WIDE - 2 * EDGE) * min(1, max(0, (limit - first) / bits_wide))
    drawn.append(
        f'<line class="line" x1="{place:.1f}" x2="{place:.1f}" y1="{EDGE / 2}" y2="{HIGH - EDGE}"/>'
        f'<text x="{place + 4:.1f}" y="{EDGE / 2 + 8}">threshold</text>'
        f'<text x="{EDGE}" y="{HIGH - 6}">weight in bits; most pairs in a bar: {most:,}</text>'
    )
    return (
        f'<svg viewBox="0 0 {WIDE} {HIGH}" role="img" aria-label="Pairs by weight; bars from the'
        f' threshold on are put together">{"".join(drawn)}</svg>'
        "<p>Each bar is how many pairs have that weight. Ten bits more is a thousand times surer."
        " The fewer pairs near the threshold, the less it matters where it is.</p>"
    )


def _thresholds(found: "Report") -> str:
    def row(one: "At") -> tuple[str, ...]:
        return (f"{one.threshold:g}", _many(one.pairs), _percent(one.wrongly_joined),
                _percent(one.left_apart))  # fmt: skip

    heading = ("threshold", "pairs", "of them two people", "of one person, left apart")
    parts = [
        "<p>Expected, by the probabilities themselves. Pairs that were never compared because they"
        " have nothing in common to look for are not in this.</p>",
        _table("In these lists", heading, map(row, found.at)),
    ]
    if found.known:
        known = [
            (f"{one.threshold:g}", _percent(one.wrongly_joined), _percent(one.left_apart))
            for one in found.known
        ]
        parts.append(_table("Where truth was known, when the model was evaluated",
                            (heading[0], *heading[2:]), known))  # fmt: skip
    parts.append(f"<p>The model: {escape(found.made_of) or 'nothing is said about it'}.</p>")
    return "\n".join(parts)


_SAYS = {SAME: "the same", NEAR: "nearly the same", OTHER: "differs"}


def _examples(examples: Iterable["Example"]) -> str:
    rows = [
        (
            f"{one.probability:.4f}", "yes" if one.together else "no",
            "; ".join(f"{field.replace('_', ' ')} {_SAYS[says]}" for field, says in one.fields
                      if says in _SAYS),
        )
        for one in examples
    ]  # fmt: skip
    if not rows:
        return "<p>None.</p>"
    return _table("", ("probability", "put together", "what agrees"), rows)


def _lists(found: "Report") -> str:
    used = ", ".join(column.removeprefix("own_") for column in found.lists.used)
    said = "".join(f"<li>{escape(line)}</li>" for line in found.lists.said)
    files = "".join(f"<li>{escape(name)}</li>" for name in found.lists.files)
    return f"<ul>{files}</ul><p>Compared: {escape(used)}.</p><ul>{said}</ul>"
