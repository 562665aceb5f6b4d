"""Reading timeline files: everything that can be wrong becomes one clear line."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any

from amparo.journey.entry import Entry, parse_entry
from amparo.journey.kinds import JourneyError
from amparo.journey.timeline import Timeline, check_corrections

SIZE_LIMIT = 20_000_000  # bytes; a case of ten years has some hundred kilobytes


@dataclass(frozen=True, slots=True)
class TimelineFile:
    """A timeline read from a file, and its entries as they stand there."""

    timeline: Timeline
    entries: tuple[Entry, ...]


def read_json(path: str | Path) -> Any:
    """The JSON in a file. Raises JourneyError with one line for whatever is wrong with it."""
    try:
        return json.loads(_read(Path(path)).decode("utf-8-sig"), parse_constant=_no_constant)
    except OSError as error:
        raise JourneyError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise JourneyError(f"{path}: not UTF-8 text") from error
    except json.JSONDecodeError as error:
        raise JourneyError(
            f"{path}: not JSON: line {error.lineno}, column {error.colno}"
        ) from error
    except JourneyError:
        raise
    except (ValueError, RecursionError) as error:
        raise JourneyError(f"{path}: not JSON that can be read") from error


def _read(file: Path) -> bytes:
    size = file.stat().st_size
    if size <= SIZE_LIMIT:
        with file.open("rb") as opened:
            raw = opened.read(SIZE_LIMIT + 1)  # a device or a pipe does not tell its size before
        if len(raw) <= SIZE_LIMIT:
            return raw
    said = f"{size // 1_000_000} MB" if size > SIZE_LIMIT else "this"
    raise JourneyError(f"{file}: {said} is too large; the limit is {SIZE_LIMIT // 1_000_000} MB")


def _no_constant(name: str) -> None:
    raise ValueError(name)


def read_timeline(
    path: str | Path, zone: tzinfo = UTC, now: datetime | None = None
) -> TimelineFile:
    """Read and check a whole timeline file. Raises JourneyError; nothing is half read."""
    value = read_json(path)
    if not isinstance(value, dict) or not isinstance(value.get("entries"), list):
        raise JourneyError(f'{path}: a timeline is {{"entries": [...]}}')
    if others := set(value) - {"entries"}:
        raise JourneyError(f"{path}: no such key in a timeline: {sorted(others)[0][:60]!r}")
    entries: list[Entry] = []
    ids: dict[str, Any] = {}
    for number, item in enumerate(value["entries"], start=1):
        try:
            entry = parse_entry(item, zone, now)
        except JourneyError as error:
            raise JourneyError(f"{path}: entry {number}: {error}") from error
        if entry.id in ids and ids[entry.id] != item:
            raise JourneyError(f"{path}: entry {number}: this id is taken: {entry.id}")
        ids[entry.id] = item
        entries.append(entry)
    try:
        check_corrections(entries)
    except JourneyError as error:
        raise JourneyError(f"{path}: {error}") from error
    return TimelineFile(Timeline(entries), tuple(entries))


def read_step(path: str | Path, timeline: Timeline, zone: tzinfo = UTC) -> Entry:
    """Read the entry that is to come next in a timeline, from a file of its own.

    Raises JourneyError also for what only the timeline shows: a taken id, a correction of nothing.
    """
    value = read_json(path)
    try:
        step = parse_entry(value, zone)
        there = timeline.get(step.id)
        if there is not None and there != step:
            raise JourneyError(f"this id is taken: {step.id}")
        check_corrections([*timeline.entries, step])
    except JourneyError as error:
        raise JourneyError(f"{path}: {error}") from error
    return step
