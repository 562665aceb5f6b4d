"""The commands over files: no database, nothing of a deployment."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from amparo.cli.inputs import BadInput, checked, moment_of, print_json, protocol_of, zone_of

if TYPE_CHECKING:
    from amparo.instruments import Instrument, Result


def kinds(options: argparse.Namespace) -> int:
    """Every kind of entry with its section, who may record it, and its fields."""
    from amparo.journey import kinds_table

    table = kinds_table()
    if options.json:
        print_json(table)
        return 0
    for row in table:
        print(f"{row['code']}  [{row['section']}]  {row['label']}")
        required = set(row["fields"].get("required", ()))
        names = [name + ("*" if name in required else "") for name in row["fields"]["properties"]]
        print(f"    fields: {', '.join(names)}")
        print(f"    recorded by: {', '.join(row['records'])}")
    return 0


def duties(options: argparse.Namespace) -> int:
    """What is owed to one child, by a timeline file."""
    from amparo.journey import read_timeline
    from amparo.protocol import duties as owed

    zone = zone_of(options.zone)
    at = moment_of(options.at, zone)
    protocol = protocol_of(options.protocol)
    timeline = read_timeline(options.timeline, zone).timeline
    found = owed(timeline, [protocol], at, zone)
    if options.json:
        print_json([duty.to_json() for duty in found])
        return 0
    for duty in found:
        met = f", met {duty.met_at.isoformat()}" if duty.met_at else ""
        print(f"{duty.state:12} {duty.code:24} due {duty.due_at.isoformat()}  by {duty.by}{met}")
        print(f"{'':12} {duty.owed['en']}  ({duty.source})")
    return 0


def gates(options: argparse.Namespace) -> int:
    """Which gates speak before a next entry."""
    from amparo.journey import read_step, read_timeline
    from amparo.protocol import gates as speaking

    zone = zone_of(options.zone)
    protocol = protocol_of(options.protocol)
    timeline = read_timeline(options.timeline, zone).timeline
    found = speaking(timeline, read_step(options.next, timeline, zone), [protocol], zone)
    if options.json:
        print_json([gate.to_json() for gate in found])
        return 0
    for gate in found:
        print(f"{gate.code}: {gate.asks['en']}  ({gate.source})")
        for missing in gate.missing:
            print(f"    missing: {missing}")
    return 0


def protocol_check(options: argparse.Namespace) -> int:
    """Whether a protocol file can be used; every problem with its line."""
    from amparo.protocol import check_protocol

    return checked(options.file, check_protocol)


def instrument_check(options: argparse.Namespace) -> int:
    """Whether the file of an instrument can be used; every problem with its line."""
    from amparo.instruments import check_instrument

    folder = Path(options.file).parent
    return checked(options.file, lambda text: check_instrument(text, folder))


def screen(options: argparse.Namespace) -> int:
    """What the answers to an instrument add up to, and why. People decide, not this."""
    from amparo.instruments import AnswersError, read_answers, score
    from amparo.journey.reading import read_json

    instrument = _instrument(options.set)
    if not instrument.on and not options.even_unverified:
        raise BadInput(
            f"{instrument.code} is switched off until its text is checked against the official one;"
            " --even-unverified uses it all the same"
        )
    try:
        result = score(instrument, read_answers(read_json(options.answers), instrument))
    except AnswersError as error:
        raise BadInput(f"{options.answers}: {error}") from error
    if options.json:
        print_json(result.to_json())
    else:
        _print_result(instrument, result)
    return 0


def _instrument(name: str) -> "Instrument":
    """One of ours by its code, or that of a file."""
    from amparo.instruments import InstrumentError, load_instrument, shipped
    from amparo.terms.values import nearest

    if not name.endswith(".toml"):
        known = shipped()
        if name not in known:
            raise BadInput(f"there is no set {name[:60]!r}{nearest(name, known)}")
        return known[name]
    try:
        return load_instrument(Path(name))
    except InstrumentError as error:
        raise BadInput(f"{name}: {error}") from error


def _print_result(instrument: "Instrument", result: "Result") -> None:
    print(f"{instrument.name['en']}, version {result.version}")
    for dimension, said in zip(instrument.dimensions, result.dimensions, strict=True):
        state = {True: "positive", False: "not positive", None: "not counted"}[said.positive]
        print(f"{state:12} {dimension.name['en']}")
        for what, items in (("because of", said.because), ("still open", said.still_open)):
            if items:
                print(f"{'':12} {what}: {', '.join(items)}")
    if result.worst_forms.because:
        print(f"{'worst forms':12} {', '.join(result.worst_forms.because)}")
    if result.finding is not None:
        print(f"finding: {result.finding}")
    for warning in result.warnings:
        print(warning)
