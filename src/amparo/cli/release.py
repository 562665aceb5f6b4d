"""`amparo release plan | make | check | publish | site`: fixed tables that leave, made safe and
attacked.

Signing is not among the commands: two people do that, each signed in as themselves.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from amparo.cli import deployment
from amparo.cli.facts import who
from amparo.cli.inputs import BadInput

if TYPE_CHECKING:
    from amparo.release.making import Plan, Say
    from amparo.release.models import ReleaseVersion
    from amparo.release.noise.planning import NoisyPlan
    from amparo.release.stopping import Place

QUIET_SECONDS = 2.0
LARGEST = 1 << 26


def add_arguments(add: Callable[..., Any], inside: Any) -> None:
    """What each of the commands takes."""
    for name, run in (("plan", plan), ("make", make), ("check", check), ("publish", publish)):
        command = add(name, run, inside)
        about = "the tables that are asked for"
        if name == "check":
            about += ", or a release as JSON"
        command.add_argument("spec", metavar="SPEC.toml", help=about)
        if name != "check":
            _as(command)
        if name == "make":
            command.add_argument(
                "--because", metavar="TEXT", default="",
                help="why a new version takes the place of the one that is public",
            )  # fmt: skip
            command.add_argument("--out", metavar="FILE", help="also the release as JSON, new")
        if name == "publish":
            _out(command)
    command = add("site", site, inside)
    _as(command)
    _out(command)


def _as(command: Any) -> None:
    command.add_argument(
        "--as", dest="user", required=True, metavar="USER",
        help="the address of who answers for it",
    )  # fmt: skip


def _out(command: Any) -> None:
    command.add_argument(
        "--out", metavar="DIR", required=True, help="a new folder for the public site"
    )


def plan(options: argparse.Namespace) -> int:
    """Say what a release would be: numbers, how many are hidden, what it is held against."""
    text = _read(options.spec)
    deployment.in_use()
    from amparo.release import actions

    with _one_line(options.spec):
        planned = actions.plan(by=_user(options), spec=text, say=_progress())
    for line in _said(planned):
        print(line)
    return 1 if planned.found else 0


def make(options: argparse.Namespace) -> int:
    """Make a release: hide what must be, attack it, and keep it as a draft for two to sign."""
    text = _read(options.spec)
    out = Path(options.out) if options.out else None
    if out is not None and (out.exists() or out.is_symlink()):
        raise BadInput(f"{options.out}: is there already; name a new file")
    deployment.in_use()
    from amparo.release import actions

    with _one_line(options.spec):
        row = actions.make(by=_user(options), spec=text, because=options.because, say=_progress())
    if out is not None:
        _write(out, row.content)
    for line in _said_of(row):
        print(line)
    print(f"SHA-256 {row.digest}")
    print(f"signed by {row.signatures.count()} of 2; people sign on the page of the release")
    return 0


def check(options: argparse.Namespace) -> int:
    """Attack a release, alone and beside everything that is public: what can be worked out?"""
    text = _read(options.spec)
    if options.spec.endswith(".json"):
        found = _check_file(options.spec, text)
    else:
        found = _check_draft(options.spec, text)
    for line in found:
        print(line)
    if not found:
        print("it holds: nothing that is hidden can be worked out, and noise costs what is said")
    return 1 if found else 0


def publish(options: argparse.Namespace) -> int:
    """Publish a release that two people signed, and write the public site of all releases."""
    text = _read(options.spec)
    out = _free(options)
    deployment.in_use()
    from amparo.release import public

    with _one_line(options.spec):
        row = _row(text)
        _refuse_withdrawn(row)
        row, written = public.publish(by=_user(options), id=row.id, out=out)
    since = f"{row.name}, version {row.version}: public since {row.published_at:%Y-%m-%d}"
    if isinstance(written, public.NotThere):
        raise BadInput(
            f"{since}; but the site is not written ({written}): "
            f"amparo release site --as {options.user} --out DIR"
        )
    print(since)
    print(f"{written:,} files in {options.out}; open index.html")
    return 0


def site(options: argparse.Namespace) -> int:
    """Write the public site of everything that was ever published, as it stands now."""
    out = _free(options)
    deployment.in_use()
    from amparo.release import public

    with _one_line(options.out):
        pages = public.site(by=_user(options), out=out)
    print(f"{pages:,} files in {options.out}; open index.html")
    return 0


def _free(options: argparse.Namespace) -> Path:
    """The folder for the site, before anything is done for it."""
    out = Path(options.out).absolute()
    if out.exists() or out.is_symlink():
        raise BadInput(f"{options.out}: is there already; name a new folder")
    if not out.parent.is_dir():
        raise BadInput(f"{options.out}: there is no folder to put it in")
    return out


def _refuse_withdrawn(row: "ReleaseVersion") -> None:
    if row.withdrawn_at is not None:
        raise BadInput(
            f"{row.name}, version {row.version}: was withdrawn on {row.withdrawn_at:%Y-%m-%d} "
            f"({row.withdrawn_because}); a correction is a further version"
        )


def _check_file(name: str, text: str) -> list[str]:
    """Without a deployment: whoever has the file can do it."""
    with _of_file(name):
        from amparo.release import protecting
        from amparo.release.made import from_json
        from amparo.release.noise import checking
        from amparo.release.noise import in_english as noise_said

        release = from_json(text)
        if release.noise is not None:
            print(f"{release.name}, version {release.version}; {noise_said.cost(release.noise)}")
            return checking.faults(release)
        print(f"{release.name}, version {release.version}; counts below {release.threshold} hidden")
        return list(map(str, protecting.check(release, [])))


def _check_draft(name: str, text: str) -> list[str]:
    deployment.in_use()
    from amparo.release import actions, stopping
    from amparo.release.made import from_json
    from amparo.release.noise.apart import NotApart

    with _one_line(name):
        row = _row(text)
        print(f"{row.name}, version {row.version}, SHA-256 {row.digest}")
        try:
            done = actions.checked(row)
        except NotApart as both:
            return [str(both), *actions.faults(row)]
        for label in done.taken_out:
            print(_taken_out(label))
        places = stopping.places(done.found, from_json(row.content))
        found = [f"can be worked out: {_place(one)}" for one in places]
        return found + actions.faults(row)


def _row(text: str) -> "ReleaseVersion":
    """The draft of a release, or what is public of it."""
    from amparo.release import queries
    from amparo.release.noise import actions as noise
    from amparo.release.refused import ReleaseError
    from amparo.release.spec import parse

    spec = parse(text)
    row = queries.draft(spec.name) or queries.latest(spec.name)
    if row is None:
        raise ReleaseError(f"{spec.name}: is not made yet: `amparo release make`")
    if row.is_draft and row.spec != text and not (spec.noise and noise.alike(row.spec, spec)):
        raise ReleaseError(f"{spec.name}: was made of another file; make it anew of this one")
    return row


def _read(name: str) -> str:
    try:
        raw = Path(name).read_bytes()
    except OSError as error:
        raise BadInput(f"{name}: {error.strerror or error}") from error
    if len(raw) > LARGEST:
        raise BadInput(f"{name}: larger than {LARGEST >> 20} MB")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{name}: not UTF-8 text") from error


def _write(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror or error}") from error


def _user(options: argparse.Namespace) -> Any:
    user = who(options.user)
    assert user is not None  # the parser asks for it
    return user


@contextmanager
def _one_line(name: str) -> Iterator[None]:
    """What the rooms refuse is one line. Needs a deployment."""
    from amparo.access import NotFound, Refused
    from amparo.release.site.published import NotThere
    from amparo.statistics.facts.sealed import NoFacts

    try:
        with _of_file(name):
            yield
    except Refused as refusal:
        raise BadInput(refusal.said()) from refusal
    except NotFound as missing:
        raise BadInput(f"{name}: there is no such release") from missing
    except (NoFacts, NotThere) as none:
        raise BadInput(str(none)) from none


@contextmanager
def _of_file(name: str) -> Iterator[None]:
    """What is wrong with a file of a release, or follows from it, is one line."""
    from amparo.release.made import NotARelease
    from amparo.release.refused import ReleaseError
    from amparo.statistics.disclosure.refused import NotProtectable

    try:
        yield
    except (ReleaseError, NotARelease, NotProtectable) as error:
        raise BadInput(f"{name}: {error}") from error


def _said_of(row: "ReleaseVersion") -> Iterator[str]:
    """What was made, and of noise what it promises."""
    from amparo.release.made import from_json
    from amparo.release.noise import in_english, ledger

    release = from_json(row.content)
    if release.noise is None:
        yield f"{row.name}, version {row.version}: made; nothing that is hidden can be worked out"
        return
    yield f"{row.name}, version {row.version}: made, with noisy numbers"
    years = ledger.spans(release.meaning.start.year, release.meaning.end.year)
    yield from in_english.drawn(release.noise, years)


def _said(planned: "Plan | NoisyPlan") -> Iterator[str]:
    from amparo.release import stopping, warned
    from amparo.release.noise import in_english
    from amparo.release.noise.planning import NoisyPlan

    yield from warned.warnings(planned.spec)
    if isinstance(planned, NoisyPlan):
        yield from in_english.planned(planned)
        return
    spec = planned.spec
    yield f"{spec.name}, {spec.first} to {spec.last}; counts below {spec.threshold} are hidden"
    for label in planned.beside:
        yield f"held against {label}, which counts some of the same children"
    yield from map(_taken_out, planned.taken_out)
    for table in planned.tables:
        hint = "" if table.useful else ": of little use so; divide by less"
        hint = ": the check stops it" if table.name in planned.stopped_tables else hint
        yield (
            f"  {table.name} ({' × '.join(table.axes) or 'all'}): {table.numbers:,} numbers, "
            f"{table.hidden:,} hidden, {table.small:,} of them small{hint}"
        )
    for one in planned.places:
        yield f"the check stops it, since this can be worked out: {_place(one)}"
    for one in planned.remove:
        yield f"take out of keep of {one.table}: {stopping.as_file(one)} ({one.words})"
    for one in stopping.places(planned.before, planned.release):
        yield f"given away already by what is public: {one.table}: {one.raw}"


def _place(one: "Place") -> str:
    return f"{one.table}: {one.raw} ({one.words})" if one.axes else f"{one.table}: {one.raw}"


def _taken_out(label: str) -> str:
    return (
        f"children were taken out of the facts since {label}, or are recorded otherwise now: "
        "the check then knows less of who is in which"
    )


def _progress() -> "Say":
    """On a terminal, on standard error, when it takes long."""
    begun = said = time.monotonic()

    def show(what: str, done: int, total: int) -> None:
        nonlocal said
        now = time.monotonic()
        if sys.stderr.isatty() and now - begun > QUIET_SECONDS and now - said > 1:
            said = now
            print(f"{what}: {done:,} of {total:,}", file=sys.stderr)

    return show
