"""Makes docs/protocol.md from the default protocol and the example country.

Every duty and every gate as tables, with who owes it and which source says so, and what a country
needs to write a protocol of its own. The page is never edited by hand; a test holds that it is what
this file makes.

    python -m tools.protocol_page           writes the page
    python -m tools.protocol_page --check   says whether the page is up to date (exit 1 if not)
"""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from amparo.journey import KINDS
from amparo.protocol.conditions import CONDITIONS
from amparo.protocol.fulfilment import MET_BY
from amparo.protocol.gate_conditions import ASKS
from amparo.protocol.gate_steps import BEFORE
from amparo.protocol.loading import DEFAULT_FILE, default_protocol, load_protocol
from amparo.protocol.model import Definition, Duration, DutyRule, GateRule, Protocol
from amparo.protocol.starts import STARTS
from amparo.protocol.states import STATES
from amparo.terms import label

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "protocol.md"
EXAMPLE = "src/amparo/protocol/files/examples/lysandra.toml"

KEYS = {
    "owed.en, .fr, .es, .ar": "what is owed, for the reader, in four languages",
    "starts": "when the clock starts: a name below, or `kind:CODE` for every entry of that kind",
    "within": "how long: `24 h`, `7 d`, `1 month`, `1 month + 14 d`; `0 h` is at once",
    "within_urgent, _high, _medium, _low, _unknown": "another time for some occurrences",
    "by": "the role that owes it",
    "met_by": "what meets it: a name below, `kind:CODE`, or a list of these",
    "state": "`true`: met while something is true, owed again when it ends; `met_by` is one state",
    "not_owed_when": "a condition under which it is not owed",
    "missed_when": "a condition under which it can no longer be met",
    "repeats, repeats_within": "owed again from the moment it was met, within that time",
    "lead": 'with `starts = "permit_ending"`: how long before that date the clock starts',
    "survives_closure": "`true`: closing the case does not end it",
    "once": "`true`: not owed again when the case is reopened",
    "source": "which source says so",
    "time_from_source": "`true`: the time, too, is the source's",
    "removed": "`true`: the default owes it, this country does not",
}


def page() -> str:
    """The whole page, as Markdown."""
    protocol = default_protocol()
    example = load_protocol(ROOT / EXAMPLE)
    parts = [_opening(protocol), *_duty_parts(protocol), *_gate_parts(protocol)]
    parts += _definition_parts(protocol)
    parts += [_own_protocol(), _difference(protocol, example), *_names()]
    return "\n\n".join(parts) + "\n"


def _opening(protocol: Protocol) -> str:
    from_source = [rule for rule in protocol.duties.values() if rule.time_from_source]
    exceptions = "\n".join(
        f"- *{rule.owed['en']}*: {_words(rule.within)} ({rule.source})." for rule in from_source
    )
    return f"""# What every child is owed

<!-- Made by tools/protocol_page.py from src/amparo/protocol/files. Change those, not this page. -->

A protocol says what every child is owed, from which moment, within what time, by whom, and which
source says so (*duties*), and what is asked before a step that is hard to undo (*gates*). This is
version {protocol.version} of the default protocol, which holds where a country has none of its own:
{len(protocol.duties)} duties and {len(protocol.gates)} gates.

**The numbers are defaults of this project.** The sources say what is owed. One time is theirs:

{exceptions}

Every other time, and every number that a gate compares with, is marked *default*: it was chosen for
this project, stands under no source's name, and is a country's to change.

How to read the times:

- The clock runs in hours, nights and weekends included. A day is 24 hours; a month is a calendar
  month, to the last day where the day does not exist. *At once* is overdue from the start.
- *Noticed* is the first time that a child is suspected, presumed or identified; *presumed* the
  first time that a child is presumed or identified.
- A state duty is met while something is true, and is owed again when that ends.
- A gate never blocks. The step can be taken with a reason, which is kept and told to guardian and
  supervisor at once; where it says so, a second person agrees as well.

The sources: [ECPAT 2008](what-the-documents-ask.md#ecpat-2008) and
[UNICEF 2025](what-the-documents-ask.md#unicef-2025), by their sections; the Council of Europe
Convention on Action against Trafficking in Human Beings, by its articles. *Amparo default* is this
project's own judgment."""


# --- duties --------------------------------------------------------------------------------------


def _duty_parts(protocol: Protocol) -> list[str]:
    groups = _groups()
    parts = ["## Duties"]
    for group in dict.fromkeys(groups[code] for code in protocol.duties):
        rules = [rule for rule in protocol.duties.values() if groups[rule.code] == group]
        heads = ("duty", "what is owed", "from", "within", "by", "met by", "source")
        parts += [f"### {group}", _table(heads, map(_duty_row, rules))]
    return parts


def _groups() -> dict[str, str]:
    """Duty to the heading under which it stands in the file, `# --- The first days ---`."""
    group, groups = "", {}
    for line in DEFAULT_FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("# --- "):
            group = line.strip("#- ")
        elif line.startswith("[duty."):
            groups[line.removeprefix("[duty.").removesuffix("]")] = group
    return groups


def _duty_row(rule: DutyRule) -> tuple[str, ...]:
    owed = rule.owed["en"]
    if rule.not_owed_when:
        owed += f" (not owed: {_names_in_words(rule.not_owed_when)})"
    if rule.survives_closure:
        owed += " (also after closing)"
    return (
        f"`{rule.code}`",
        owed,
        _name_in_words(rule.starts),
        _time(rule) + (" (source)" if rule.time_from_source else " (default)"),
        label("role", rule.by, "en").lower(),
        ("*state:* " if rule.state else "") + _names_in_words(rule.met_by),
        rule.source,
    )


def _time(rule: DutyRule) -> str:
    said = _words(rule.within)
    same = {name for name, time in rule.variants.items() if time == rule.within}
    for name, time in rule.variants.items():
        if name not in same:
            said += f"; {name} {_words(time)}"
    if rule.repeats:
        said += f"; then every {_words(rule.repeats_within or rule.within)}"
    if rule.lead is not None:
        said += f", from {_words(rule.lead)} before"
    return said


def _words(time: Duration) -> str:
    """`1 month + 14 d` as `1 month and 14 days`."""
    if time == Duration():
        return "at once"
    units = {"h": "hour", "d": "day", "month": "month", "months": "month"}
    parts = []
    for part in str(time).split(" + "):
        amount, unit = part.split()
        parts.append(f"{amount} {units[unit]}" + ("" if amount == "1" else "s"))
    return " and ".join(parts)


# --- gates ---------------------------------------------------------------------------------------


def _gate_parts(protocol: Protocol) -> list[str]:
    heads = ("gate", "what it asks", "what is looked at", "second person", "source")
    return ["## Gates", _table(heads, map(_gate_row, protocol.gates.values()))]


def _gate_row(rule: GateRule) -> tuple[str, ...]:
    looked_at = "; ".join(ASKS[name].missing for name in rule.asks_for)
    number = f" ({_number(rule)}, default)" if _number(rule) else ""
    second = "yes" if rule.second_person else ""
    return (f"`{rule.code}`", rule.asks["en"], looked_at + number, second, rule.source)


def _number(rule: GateRule) -> str:
    if rule.within is not None:
        return f"within {_words(rule.within)}"
    return f"{rule.attempts} attempts" if rule.attempts else ""


# --- definitions ---------------------------------------------------------------------------------

ASKED = {
    ("act", "needed"): "an act",
    ("act", "none_known"): "no act known",
    ("purpose", "needed"): "a purpose of exploitation",
    ("movement", "needed"): "movement",
    ("movement", "across_a_border"): "a border crossed",
    ("means", "needed"): "a means",
    ("means", "for_adults"): "a means, of adults alone",
    ("crossing", "needed"): "brought across unlawfully, for gain",
}


def _definition_parts(protocol: Protocol) -> list[str]:
    heads = ("definition", "name", "it asks for", "source")
    words = (
        "A case is read under each definition, and all readings are kept, so that the same child "
        "can be counted under each. None of them decides what the child is owed. A country adds "
        "the words of its own law as `[definition.national_law]` (see the example)."
    )
    return [
        "## Definitions",
        words,
        _table(heads, map(_definition_row, protocol.definitions.values())),
    ]


def _definition_row(one: Definition) -> tuple[str, ...]:
    asked = [words for (name, how), words in ASKED.items() if getattr(one, name) == how]
    return (f"`{one.code}`", one.name["en"], "; ".join(asked), one.source)


# --- a protocol of one's own ---------------------------------------------------------------------


def _own_protocol() -> str:
    return f"""## A country's own protocol

A country writes a file, not code. `extends = "default"` takes over every duty and gate of the
default; the file says only what differs. One `[duty.CODE]` or `[gate.CODE]` header each, one key a
line. `amparo protocol check FILE` names the line of every mistake. A file that extends nothing
stands alone, and owes only what it says.

A duty of its own needs `owed` in four languages, `starts`, `within`, `by`, `met_by` and `source`.
The country is named by its three letters of ISO 3166, or by a code that ISO leaves to its users
(AAA to AAZ, QMA to QZZ, XAA to XZZ, ZZA to ZZZ). When a country changes a time, the time is no
longer the source's, unless the file says `time_from_source = true`.

{_table(("key of a duty", "what it says"), ((f"`{key}`", says) for key, says in KEYS.items()))}

A gate has `asks` in four languages, `before` (the step), `asks_for` (what is looked at),
`second_person`, `source`, and the numbers some of it compares with: `within`, `attempts`.

The example is [{EXAMPLE.rpartition("/")[2]}](../{EXAMPLE}), the protocol of a made-up country.
It differs in this:"""


def _difference(protocol: Protocol, other: Protocol) -> str:
    rows = []
    for code, rule in other.duties.items():
        under = protocol.duties.get(code)
        if under is None:
            rows.append((f"`{code}`", "–", f"{rule.owed['en']}: {_short(rule)}"))
        elif under != rule:
            rows.append((f"`{code}`", _short(under), _short(rule)))
    for code, gate in other.gates.items():
        if gate != protocol.gates[code]:
            rows.append((f"`{code}`", _number(protocol.gates[code]), _number(gate)))
    return _table(("code", "default", other.name.capitalize()), rows)


def _short(rule: DutyRule) -> str:
    source = f" ({rule.source})" if rule.time_from_source else ""
    return f"{_time(rule)}{source}, {label('role', rule.by, 'en').lower()}"


def _names() -> list[str]:
    registries: Mapping[str, Iterable[str]] = {
        "starts": STARTS,
        "met_by": MET_BY,
        "met_by where state = true": STATES,
        "not_owed_when, missed_when": CONDITIONS,
        "before": BEFORE,
        "asks_for": ASKS,
    }
    rows = (
        (f"`{key}`", ", ".join(f"`{name}`" for name in sorted(names)))
        for key, names in registries.items()
    )
    said = "Kinds of entry, for `kind:CODE`, are listed by `amparo kinds`."
    return ["### The names a file may use", _table(("key", "names"), rows), said]


# --- words and tables ----------------------------------------------------------------------------


def _names_in_words(names: Iterable[str]) -> str:
    return " or ".join(map(_name_in_words, names))


WORDS = {
    "case_opened_or_worker_ended": "case opened, or its worker gone",
    "charged_or_detained": "child charged, or liberty taken",
    "half_year_before_adulthood": "half a year before the child may come of age",
    "identity_known_and_noticed": "identity recorded, and noticed",
    "parents_suffice_and_not_foreign": "parents suffice, and the child is not foreign",
    "permit_ending": "a permit's end",
    "plan_made_or_reviewed": "plan made, or last reviewed",
    "presumed_charge_or_judgment": "presumed; again at charge and at judgment",
    "presumed_or_none_yet": "presumed; after *none yet*, its review date",
    "protection_need_asked_cross_border": "protection need asked, movement cross-border",
    "screening_yes_or_suspected": "a yes in a screening, or suspected",
}
"""Names of predicates that do not read well with blanks for underscores."""


def _name_in_words(name: str) -> str:
    """A predicate in words; a kind of entry by its label."""
    if name.startswith("kind:"):
        return f"*{KINDS[name.removeprefix('kind:')].label}*"
    return WORDS.get(name) or name.replace("_", " ")


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = list(heads)
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def main(arguments: list[str]) -> int:
    made = page()
    if "--check" in arguments:
        if PAGE.exists() and PAGE.read_text(encoding="utf-8") == made:
            return 0
        print(f"{PAGE.name} is out of date: python -m tools.protocol_page", file=sys.stderr)
        return 1
    PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
