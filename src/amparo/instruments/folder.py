"""A country's own instruments: a folder of files, each checked, before any of them is used.

What the folder holds stands besides ours. A file with the code of one of ours takes its place, and
needs another version for that: an answer that was recorded says by code and version what was asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from amparo.instruments.keys import SHAPE
from amparo.instruments.loading import (
    InstrumentError,
    load_instrument,
    shared_name,
    shipped,
)
from amparo.instruments.model import Instrument
from amparo.terms.lines import FileError, FileProblem, read_file, read_rows


class FolderError(ValueError):
    """A folder that cannot be used. The message is one line: `file.toml, line N: what is wrong`."""


TAKEN = frozenset({"concern", "in"})
"""Names of other sheets and pages beside which an instrument's own would not be found."""


@dataclass(frozen=True, slots=True)
class Known:
    """Every instrument that is known here, by code, and which of ours a country's own replaced."""

    instruments: Mapping[str, Instrument]
    own: frozenset[str] = frozenset()

    @property
    def replaced(self) -> list[tuple[Instrument, Instrument]]:
        """Each of ours that has a successor here, as (ours, its successor)."""
        ours = shipped()
        return [(ours[code], self.instruments[code]) for code in sorted(self.own & set(ours))]


def only_ours() -> Known:
    """What is known where a country has no folder of its own."""
    return Known(shipped())


def load_folder(folder: Path) -> Known:
    """Ours, and every instrument of the folder. Raises FolderError with the first problem.

    A file without a header `[instrument]` holds what others of the folder share; one that nobody
    shares is a mistake.
    """
    texts = _texts(folder)
    own: dict[str, tuple[str, Instrument]] = {}
    shared = {shared_name(text) for text in texts.values()}
    for name, text in texts.items():
        if name.removesuffix(".toml") in shared and _is_shared_only(text):
            continue
        instrument = _load(folder / name)
        _check_code(name, instrument, own)
        own[instrument.code] = (name, instrument)
    found = {code: instrument for code, (_name, instrument) in own.items()}
    return Known({**shipped(), **found}, frozenset(found))


def _texts(folder: Path) -> dict[str, str]:
    """The text of every file by name. Raises FolderError."""
    if not folder.is_dir():
        raise FolderError("there is no such folder")
    texts = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            texts[path.name] = read_file(path)
        except FileError as error:
            raise FolderError(f"{path.name}, {error}") from None
    if not texts:
        raise FolderError("there is no file in it whose name ends in .toml")
    return texts


def _is_shared_only(text: str) -> bool:
    return SHAPE.head not in read_rows(text, SHAPE).rows


def _load(path: Path) -> Instrument:
    try:
        return load_instrument(path)
    except InstrumentError as error:
        raise FolderError(f"{path.name}, {error}") from None


def _check_code(
    name: str, instrument: Instrument, own: Mapping[str, tuple[str, Instrument]]
) -> None:
    """Raises FolderError where the code is taken: by another file, or by ours at this version."""
    code = instrument.code
    if code in TAKEN:
        raise _at_code(name, f"{code} names another sheet on paper: choose another code")
    if code in own:
        raise _at_code(name, f"the code {code} stands in {own[code][0]} too")
    ours = shipped().get(code)
    if ours is not None and ours.version == instrument.version:
        said = f"{code} {ours.version} is one of ours: give what takes its place another version"
        raise _at_code(name, said)


def _at_code(name: str, said: str) -> FolderError:
    return FolderError(f"{name}, {FileProblem(0, said)}")
