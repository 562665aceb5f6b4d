"""Reads a protocol file, says everything that is wrong with it by line, and builds the protocol.

`lines` takes the file apart, `keys` says what may stand in it, `model` is what comes out. A
country's file that extends the default changes it key by key, adds duties and gates of its own,
and removes with `removed = true`.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from amparo.protocol.keys import (
    DUTY_TIMES,
    KEYS,
    REQUIRED,
    KnownNames,
    known_names,
    name_problem,
)
from amparo.protocol.model import VARIANTS, Definition, DutyRule, GateRule, Protocol
from amparo.terms.lines import (
    MOST_PROBLEMS,
    FileError,
    FileProblem,
    Rows,
    Shape,
    read_file,
    read_rows,
)
from amparo.terms.values import Part, nearest, read_part, texts

__all__ = ["ProtocolError", "check_protocol", "default_protocol", "load_protocol"]

SHAPE = Shape(
    "protocol", ("duty", "gate", "definition"), header="duty.guardian", key='by = "caseworker"'
)

BEFORE_A_DATE = "permit_ending"
"""The start that lies a `lead` before a date, rather than at something that happened."""

COMPARES = {
    "within": (
        "risk_assessed_within",
        "authority_decided_or_reviewed_within",
        "reflection_time_over",
    ),
    "attempts": ("attempts_recorded",),
}
"""The numbers of a gate, and what compares with them."""

DEFAULT_FILE = files("amparo.protocol") / "files" / "default.toml"


class ProtocolError(FileError):
    """A protocol that cannot be used. The message is one line: `line N: what is wrong`."""


def load_protocol(source: str | Path) -> Protocol:
    """The protocol of a file, or of its text (text has more than one line; a path has one).

    Raises ProtocolError with the first problem; `check_protocol` gives all of them.
    """
    is_text = isinstance(source, str) and (not source or "\n" in source)
    try:
        text = str(source) if is_text else read_file(Path(source))
    except FileError as error:
        raise ProtocolError(error.problem) from None
    protocol, problems = _read(text, known_names())
    if protocol is None:
        raise ProtocolError(problems[0])
    return protocol


def check_protocol(text: str) -> list[FileProblem]:
    """Everything that is wrong with a protocol file, by line; nothing if it can be used."""
    return _read(text, known_names())[1]


@cache
def default_protocol() -> Protocol:
    """The protocol that holds where a country has none of its own.

    Its names are not looked up again: tests hold that its file passes the check.
    """
    protocol, problems = _read(DEFAULT_FILE.read_text(encoding="utf-8"), None)
    if protocol is None:
        raise ProtocolError(problems[0])
    return protocol


def _read(text: str, names: KnownNames | None) -> tuple[Protocol | None, list[FileProblem]]:
    """The protocol, or None with what is wrong. Names are looked up where `names` are given."""
    found = read_rows(text, SHAPE)
    rules = {header: read_part(found, row, KEYS[row.table]) for header, row in found.rows.items()}
    head = rules.pop("protocol", None)
    if head is None:
        found.add_problem(1, "the file has no [protocol] with its name, version and valid_from")
        head = Part("protocol", "", 1)
    else:
        if missing := head.missing(REQUIRED[head.table]):
            found.add_problem(head.line, f"[protocol] lacks {', '.join(missing)}")
    base = _default_rules() if _extends(head) else {}
    _check_head(found, head, rules)
    merged = {**base, **{key: _merge(found, rule, base) for key, rule in rules.items()}}
    kept = {key: rule for key, rule in merged.items() if not rule.values.get("removed")}
    for header in rules.keys() & kept.keys():
        _check_together(found, kept[header], names)
    problems = sorted(set(found.problems))[:MOST_PROBLEMS]
    return (None if problems else _build(head, kept)), problems


@cache
def _default_rules() -> Mapping[str, Part]:
    found = read_rows(DEFAULT_FILE.read_text(encoding="utf-8"), SHAPE)
    rules = {
        header: read_part(found, row, KEYS[row.table])
        for header, row in found.rows.items()
        if row.code
    }
    if found.problems:
        raise ProtocolError(found.problems[0])
    return rules


def _extends(head: Part) -> bool:
    """Whether the default lies under this file; also if `extends` is there and cannot be read."""
    return "extends" in head.lines and head.values.get("extends") != ""


def _check_head(found: Rows, head: Part, rules: Mapping[str, Part]) -> None:
    has_duties = any(rule.table == "duty" for rule in rules.values())
    if _extends(head) and head.values.get("name") == "default":
        message = "name is the default's own: a protocol that extends it needs another"
        found.add_problem(head.lines["name"], message)
    if not _extends(head) and not has_duties and not found.problems:
        message = 'nobody is owed anything: write duties, or extends = "default"'
        found.add_problem(head.line, message)


def _merge(found: Rows, rule: Part, base: Mapping[str, Part]) -> Part:
    """A country's rule laid over the default's, key by key; a rule of its own as it is."""
    under = base.get(rule.header)
    if rule.values.get("removed"):
        _check_removal(found, rule, under)
        return rule
    if under is None:
        _check_new(found, rule, base)
        return rule
    values = {**under.values, **rule.values}
    # A time that a country sets is not the source's any more, unless the country says that it is.
    if "time_from_source" not in rule.values and any(key in rule.values for key in DUTY_TIMES):
        values.pop("time_from_source", None)
    # How long before a date belongs to the start that has a date.
    if "starts" in rule.values and "lead" not in rule.values:
        values.pop("lead", None)
    # Keys taken over stand on the line of the header.
    lines = {key: rule.lines.get(key, rule.line) for key in (*under.lines, *rule.lines)}
    return Part(rule.table, rule.code, rule.line, values, lines)


def _check_removal(found: Rows, rule: Part, under: Part | None) -> None:
    line = rule.lines["removed"]
    if under is None:
        found.add_problem(line, f"there is no [{rule.header}] in the default to remove")
    elif len(rule.lines) > 1:
        found.add_problem(line, f"[{rule.header}] is removed, so nothing else may be said of it")


def _check_new(found: Rows, rule: Part, base: Mapping[str, Part]) -> None:
    """A rule of the file's own has every key; one that lacks some may be misspelt."""
    missing = ", ".join(rule.missing(REQUIRED[rule.table]))
    if not missing:
        return
    near = nearest(rule.code, [known.code for known in base.values() if known.table == rule.table])
    hint = ""
    if near:
        hint = f", and the default has none of that name to change{near}"
    elif not base and rule.header in _default_rules():
        hint = '; to change the one of the default, write extends = "default" under [protocol]'
    found.add_problem(rule.line, f"[{rule.header}] lacks {missing}{hint}")


def _check_together(found: Rows, rule: Part, names: KnownNames | None) -> None:
    """What several keys say together, and whether the names in them exist."""
    for key, message in _TOGETHER[rule.table](rule.values):
        if rule.lines.get(key) != rule.line:  # what was taken over from the default is not at fault
            found.add_problem(rule.lines[key], message)
    if names is not None:
        for key, known, kinds in _names_in(rule, names):
            said = rule.values.get(key, ())
            for name in (said,) if isinstance(said, str) else said:
                if problem := name_problem(name, known, kinds):
                    found.add_problem(rule.lines[key], f"{key}: {problem}")


def _duty_together(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if values.get("state") and len(values.get("met_by", ("one",))) != 1:
        yield "met_by", "met_by names one state where state = true"
    if "repeats_within" in values and not values.get("repeats"):
        yield "repeats_within", "repeats_within says nothing without repeats = true"
    if ("lead" in values) != (values.get("starts") == BEFORE_A_DATE):
        key = "lead" if "lead" in values else "starts"
        yield key, f'lead and starts = "{BEFORE_A_DATE}" go together'


def _gate_together(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, askers in COMPARES.items():
        asking = [name for name in values.get("asks_for", ()) if name in askers]
        if asking and key not in values:
            yield "asks_for", f"{asking[0]} compares with a number: write {key} ="
        if key in values and not asking:
            yield key, f"{key} says nothing here: nothing in asks_for compares with it"


def _definition_together(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, element in (("acts", "act"), ("purposes", "purpose")):
        if key in values and values.get(element, "needed") != "needed":
            yield key, f'{key} says nothing unless {element} = "needed"'


_TOGETHER = {"duty": _duty_together, "gate": _gate_together, "definition": _definition_together}
Lookup = tuple[str, Collection[str], Collection[str] | None]


def _names_in(rule: Part, names: KnownNames) -> list[Lookup]:
    """Which keys hold names, of which registry, and where a kind of entry may stand instead."""
    if rule.table == "gate":
        return [("before", names.before, None), ("asks_for", names.asks, None)]
    if rule.table == "definition":
        return []
    state = rule.values.get("state")
    return [
        ("starts", names.starts, names.kinds),
        ("met_by", names.states if state else names.met_by, None if state else names.kinds),
        ("not_owed_when", names.conditions, None),
        ("missed_when", names.conditions, None),
    ]


def _build(head: Part, rules: Mapping[str, Part]) -> Protocol:
    """The protocol of rules in which no problem was found."""
    return Protocol(
        name=head.values["name"],
        country=head.values.get("country", ""),
        version=head.values["version"],
        valid_from=head.values["valid_from"],
        duties={rule.code: _duty(rule) for rule in rules.values() if rule.table == "duty"},
        gates={rule.code: _gate(rule) for rule in rules.values() if rule.table == "gate"},
        definitions={
            rule.code: _definition(rule) for rule in rules.values() if rule.table == "definition"
        },
        extends=head.values.get("extends", ""),
    )


def _plain(rule: Part) -> dict[str, Any]:
    """The keys that go into the model under their own names."""
    special = ("owed.", "asks.", "name.", "follows.", "within_", "removed")
    return {key: value for key, value in rule.values.items() if not key.startswith(special)}


def _duty(rule: Part) -> DutyRule:
    values = rule.values
    times = {name: values[f"within_{name}"] for name in VARIANTS if f"within_{name}" in values}
    return DutyRule(code=rule.code, owed=texts(values, "owed"), variants=times, **_plain(rule))


def _gate(rule: Part) -> GateRule:
    return GateRule(code=rule.code, asks=texts(rule.values, "asks"), **_plain(rule))


def _definition(rule: Part) -> Definition:
    name, follows = texts(rule.values, "name"), texts(rule.values, "follows")
    return Definition(code=rule.code, name=name, follows=follows, **_plain(rule))
