"""The commands over a deployment, which they load first."""

import argparse
from contextlib import AbstractContextManager
from pathlib import Path

from amparo.cli.inputs import BadInput, progress


def _deployed(mode: str | None = None) -> None:
    """Load the deployment, so that the rooms with a database can be used."""
    from amparo.web import commands

    commands.set_up(mode)


def in_use() -> None:
    """Load a deployment that has been made. Raises NotReady where there is none, or another's."""
    _deployed()
    from django.conf import settings

    from amparo.web import ground

    ground.refuse_other_mode()
    if ground.read_mark("default") is None:
        raise ground.NotReady(
            f"There is no deployment in {settings.AMPARO_HOME}: make one with `amparo demo`"
            " (a made-up country) or `amparo start`."
        )


def speaking(language: str) -> AbstractContextManager[None]:
    """Texts come in that language inside; also where no deployment is loaded."""
    import django
    from django.conf import settings
    from django.utils import translation

    if not settings.configured:
        locale = Path(__file__).parents[1] / "ui" / "locale"
        settings.configure(USE_I18N=True, LOCALE_PATHS=[locale])
        django.setup()
    return translation.override(language)


def serve(options: argparse.Namespace) -> int:
    """Serve the pages; runs `tick` every minute."""
    _deployed()
    from amparo.web import commands

    commands.serve(options.host, options.port)
    return 0


def demo(options: argparse.Namespace) -> int:
    """Make the made-up country."""
    if options.cases < 0:
        raise BadInput("--cases must not be negative")
    _deployed("demo")
    from amparo.web import commands

    commands.prepare()
    from amparo.demo.actions import make_country

    for line in make_country(cases=options.cases, seed=options.seed, progress=progress("cases")):
        print(line)
    return 0


def rebuild(options: argparse.Namespace) -> int:
    """Work out situations, duties and involvements again; says every difference it found."""
    in_use()
    from amparo.casefile import rebuilding

    total, differing = rebuilding.how_many(), 0
    show = progress("cases")
    found = rebuilding.rebuild(write=not options.dry_run, processes=options.processes)
    for done, rebuilt in enumerate(found, start=1):
        for difference in rebuilt.differences:
            print(f"{rebuilt.reference}: {difference}")
        differing += bool(rebuilt.differences)
        show(done, total)
    put_right = "found" if options.dry_run else "put right"
    from amparo.finding.same import remaking

    pairs = remaking.remake(write=not options.dry_run)
    if pairs.wrong:
        print(f"{pairs.wrong} pairs of cases were not as their entries say, {put_right}")
    print(
        f"{total} cases; "
        + (f"{differing} with differences, {put_right}" if differing else "no difference")
    )
    return 0


def audit_verify(_options: argparse.Namespace) -> int:
    """Check every chain against the audit log; names the first broken link or missing tail."""
    in_use()
    from amparo.audit.verify import verify

    report = verify()
    for problem in report.problems:
        print(problem)
    verdict = "every chain holds" if report.whole else f"{len(report.problems)} chains do not hold"
    print(f"{report.lines} lines of the audit log and {report.cases} cases: {verdict}")
    return 0 if report.whole else 1


def start(options: argparse.Namespace) -> int:
    """Make a new deployment for real children, with its first two accounts."""
    _deployed("real")
    from amparo.web import commands

    lines = commands.start(
        agency=options.agency,
        authority=options.authority,
        administrator=tuple(options.administrator),
        coordinator=tuple(options.coordinator),
        language=options.language,
    )
    for line in lines:
        print(line)
    return 0


def tick(_options: argparse.Namespace) -> int:
    """What time asks for: drop old drafts, anchor the audit log."""
    in_use()
    from amparo.web import commands

    return commands.tick()


def check(_options: argparse.Namespace) -> int:
    """Whether the deployment is sound: keys, modes, triggers, migrations."""
    _deployed()
    from amparo.web import health

    findings = health.check()
    for finding in findings:
        print(finding)
    for remark in health.remarks():
        print(remark)
    if not findings:
        print("nothing wrong found")
    return 1 if findings else 0
