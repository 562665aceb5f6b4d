"""What `amparo check` looks at: everything that a deployment needs and that can be seen to fail."""

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError

from amparo.web import ground
from amparo.web.environment import KEY_FILE_MODE


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, and what to do about it. `stops`: the server refuses to start."""

    what: str
    what_to_do: str
    stops: bool = True

    def __str__(self) -> str:
        return f"{self.what} {self.what_to_do}"


def check() -> list[Finding]:
    """Everything found wrong, the gravest first; an empty list when all is well."""
    found = [finding for look in LOOKS for finding in look()]
    return sorted(found, key=lambda finding: not finding.stops)


def remarks() -> list[str]:
    """What is well and worth knowing: which of our instruments the country's own replaced."""
    from amparo.casefile import instruments_here

    if any(_instruments()):
        return []
    return [
        f"The instrument {own.code} {own.version} of {settings.AMPARO_INSTRUMENTS} takes the place"
        f" of ours ({ours.version})."
        for ours, own in instruments_here.known().replaced
    ]


def refuse_unready() -> None:
    """Raise NotReady with the first finding that stops a server."""
    for finding in check():
        if finding.stops:
            raise ground.NotReady(f"{finding} (amparo check lists everything.)")


def _keys() -> Iterator[Finding]:
    from amparo.casefile import keys

    files = [Path(settings.AMPARO_SECRET_KEY_FILE)]
    if keys.VARIABLE not in os.environ:
        files.append(Path(settings.AMPARO_MASTER_KEY_FILE))
    for file in files:
        if not file.exists():
            yield Finding(
                f"The key file {file} is missing.",
                "Restore it from its backup; for a new deployment run: amparo start",
            )
        elif stat.S_IMODE(file.stat().st_mode) & ~KEY_FILE_MODE:
            yield Finding(
                f"The key file {file} can be read by others.",
                f"Run: chmod 600 {file}",
            )
        elif file == Path(settings.AMPARO_MASTER_KEY_FILE):
            yield from _master_key()


def _master_key() -> Iterator[Finding]:
    from amparo.casefile import keys

    try:
        keys.key_source()
    except keys.KeyProblem as problem:
        yield Finding(str(problem), "Restore the key from its backup.")


def _databases() -> Iterator[Finding]:
    try:
        ground.refuse_other_mode()
    except ground.NotReady as wrong:
        yield Finding(str(wrong), "")
        return
    for alias in ground.DATABASES:
        try:
            if ground.read_mark(alias) is None:
                yield Finding(
                    f"The database “{alias}” is not there yet.",
                    "For a new deployment run: amparo start",
                )
            elif ground.pending_migrations(alias):
                yield Finding(
                    f"The database “{alias}” is of an earlier version.",
                    "amparo serve brings it up to date; make a backup first.",
                    stops=False,
                )
        except DatabaseError:
            yield Finding(
                f"The database “{alias}” does not answer.",
                "See that it runs, and that AMPARO_DATABASE is right.",
            )


def _triggers() -> Iterator[Finding]:
    from amparo.audit import triggers

    if ground.read_mark("default") is None or ground.pending_migrations("default"):
        return
    for name in triggers.missing("default"):
        yield Finding(
            f"The guard {name}, which keeps the record from being changed, is missing.",
            "Find out who removed it and run amparo audit verify; amparo serve puts it back.",
            stops=False,
        )


def _protocol() -> Iterator[Finding]:
    from amparo.protocol import load_protocol

    if not settings.AMPARO_PROTOCOL:
        return
    try:
        load_protocol(Path(settings.AMPARO_PROTOCOL))
    except Exception as problem:
        yield Finding(f"The protocol file {settings.AMPARO_PROTOCOL} cannot be used.", str(problem))


def _instruments() -> Iterator[Finding]:
    """Reads them afresh, so that a server has them before it starts."""
    from amparo.casefile import instruments_here
    from amparo.instruments import FolderError

    instruments_here.forget()
    try:
        instruments_here.known()
    except FolderError as problem:
        folder = settings.AMPARO_INSTRUMENTS
        yield Finding(f"The instruments in {folder} cannot be used.", str(problem))


def _languages() -> Iterator[Finding]:
    folder = Path(settings.LOCALE_PATHS[0])
    for code, name in settings.LANGUAGES:
        if code != "en" and not (folder / code / "LC_MESSAGES" / "django.mo").exists():
            yield Finding(
                f"The texts in {name} are not compiled.",
                "Install the package again, or run: python hatch_build.py",
                stops=False,
            )


def _exposure() -> Iterator[Finding]:
    open_hosts = set(settings.ALLOWED_HOSTS) - {"127.0.0.1", "localhost", "[::1]"}
    if open_hosts and not settings.SESSION_COOKIE_SECURE and settings.AMPARO_MODE == "real":
        yield Finding(
            "Others can reach this server and AMPARO_HTTPS is not set.",
            "Put it behind HTTPS and set AMPARO_HTTPS=yes.",
        )


LOOKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    _keys,
    _databases,
    _triggers,
    _protocol,
    _instruments,
    _languages,
    _exposure,
)
