"""Runs the checks and the tests in order, says how long each took, and what was left out.

`python -m tools.run_tests lint|test|prove [--small]`. Exits with 1 when a step failed, or when
AMPARO_TEST_NOTHING_SKIPPED is set and something was left out.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from tools import postgres_for_tests

BIN = Path(sys.executable).parent
PROCESSES = str(min(os.cpu_count() or 1, 4))
CHROMIUM = Path("/usr/bin/chromium")


@dataclass(frozen=True)
class Step:
    """One command; `environment` is what it sees besides ours."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    may_be_empty: bool = False


@dataclass(frozen=True)
class Done:
    name: str
    passed: bool
    seconds: float
    skipped: list[str]


def lint_steps() -> list[Step]:
    templates = [str(path) for path in sorted(Path("src").rglob("*.html"))]
    return [
        Step("format", [_tool("ruff"), "format", "--check", "--quiet", "."]),
        Step("linter", [_tool("ruff"), "check", "--quiet", "."]),
        Step("templates", [_tool("djade"), "--target-version", "5.2", "--check", *templates]),
        Step("floors", [_tool("lint-imports"), "--no-logo"]),
        Step("types", [_tool("mypy"), "--no-error-summary"]),
        Step("dependencies", [_tool("deptry"), "src"]),
    ]


def test_steps() -> list[Step]:
    quick = {"AMPARO_TEST_EFFORT": "quick"}
    steps = [_pytest("SQLite", "not prove and not browser", quick)]
    if postgres_for_tests.binaries():
        steps.append(_pytest("PostgreSQL", "not prove and not browser", {**quick, **ON_POSTGRES}))
    if CHROMIUM.exists():
        steps.append(_pytest("Chromium", "browser and not prove", quick))
    return steps


def prove_steps(small: bool) -> list[Step]:
    effort = {"AMPARO_TEST_EFFORT": "small" if small else "full"}
    chosen = "prove or hypothesis"
    steps = [_pytest("SQLite, long", f"({chosen}) and not browser", effort)]
    if postgres_for_tests.binaries():
        on_postgres = {**effort, **ON_POSTGRES}
        steps.append(_pytest("PostgreSQL, long", f"({chosen}) and not browser", on_postgres))
    if CHROMIUM.exists():
        steps.append(_pytest("Chromium, long", "browser and prove", effort))
    return steps


ON_POSTGRES = {"AMPARO_TEST_DATABASE": "postgresql"}


def _pytest(name: str, marks: str, environment: dict[str, str]) -> Step:
    command = [sys.executable, "-m", "pytest", "-q", "-n", PROCESSES, "--dist", "loadfile"]
    return Step(name, [*command, "-m", marks], environment, may_be_empty="browser and" in marks)


def _tool(name: str) -> str:
    return str(BIN / name)


def run(step: Step) -> Done:
    print(f"\n--- {step.name}", flush=True)
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        environment = {**os.environ, **step.environment, "AMPARO_TEST_SKIPPED": report.name}
        started = time.monotonic()
        code = subprocess.run(step.command, env=environment).returncode
        seconds = time.monotonic() - started
        words = Path(report.name).read_text()
    passed = code == 0 or (code == 5 and step.may_be_empty)
    return Done(step.name, passed, seconds, json.loads(words) if words else [])


def left_out(done: list[Done]) -> list[str]:
    """What did not run because this machine lacks something, a sentence each."""
    lines = []
    if not postgres_for_tests.binaries():
        lines.append("PostgreSQL is not installed: nothing was tested on it.")
    if not CHROMIUM.exists():
        lines.append("Chromium is not installed: no page was tested in a browser.")
    for step in done:
        lines += [f"{step.name}: {reason}" for reason in step.skipped]
    return lines


def report(done: list[Done]) -> int:
    print()
    for step in done:
        print(f"{'passed' if step.passed else 'FAILED'}  {step.seconds:6.1f} s  {step.name}")
    missing = left_out(done)
    if missing:
        print("\n!!! LEFT OUT, NOT TESTED:")
        print("\n".join(f"!!! {line}" for line in missing))
    failed = [step.name for step in done if not step.passed]
    if failed:
        print(f"\nFAILED: {', '.join(failed)}")
    return int(bool(failed) or bool(missing and os.environ.get("AMPARO_TEST_NOTHING_SKIPPED")))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("lint", "test", "prove"))
    parser.add_argument("--small", action="store_true", help="fewer repetitions")
    chosen = parser.parse_args()
    if chosen.what == "lint":
        done = [run(step) for step in lint_steps()]
        return int(any(not step.passed for step in done))
    steps = lint_steps() + test_steps() if chosen.what == "test" else prove_steps(chosen.small)
    return report([run(step) for step in steps])


if __name__ == "__main__":
    raise SystemExit(main())
