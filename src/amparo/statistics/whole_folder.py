"""A folder of files is written as a whole or not at all, and never over another."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OWN_FOLDER, OPEN_FOLDER = 0o700, 0o755
"""For its owner alone; for everybody's eyes."""


class NotThere(Exception):
    """The folder cannot be written; the message is one line, fit to show."""


def check_free(out: Path, refused: type[Exception] = NotThere) -> None:
    """Raises `refused` where something is there already: before anything is counted for it."""
    if out.exists() or out.is_symlink():
        raise refused(f"{out}: is there already; name a new folder")


@contextmanager
def whole_folder(
    out: Path, refused: type[Exception] = NotThere, *, mode: int = OWN_FOLDER, parents: bool = False
) -> Iterator[Path]:
    """A folder to write into, which becomes `out` when all is done and is gone when it is not.

    Raises `refused` with one line where a file cannot be written. `parents`: make the folders
    above it too.
    """
    check_free(out, refused)
    made = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        made.mkdir(mode=mode, parents=parents)
    except (OSError, ValueError) as error:  # ValueError: what is no path at all
        raise refused(f"{out}: {getattr(error, 'strerror', None) or error}") from error
    try:
        yield made
        made.rename(out)
    except OSError as error:
        raise refused(f"{out}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(made, ignore_errors=True)
