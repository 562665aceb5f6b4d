"""How a measurement is taken and printed: one line each, with its goal beside it."""

import math
import os
import platform
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

STEPS = 10


@dataclass(frozen=True, slots=True)
class Line:
    """One measured figure: what, how much, in which unit, and the goal in the same unit, if any."""

    what: str
    value: float
    unit: str
    goal: float | None = None
    more_is_better: bool = False

    @property
    def reached(self) -> bool:
        """Whether the goal is reached; true where there is none."""
        if self.goal is None:
            return True
        return self.value >= self.goal if self.more_is_better else self.value <= self.goal

    def __str__(self) -> str:
        """The line as it is printed."""
        bound = "at least" if self.more_is_better else "at most"
        goal = f"goal {bound} {self.goal:g} {self.unit}" if self.goal is not None else "no goal"
        said = "" if self.reached else "  NOT REACHED"
        return f"{self.what:<72} {self.value:>10.2f} {self.unit:<8} {goal}{said}"


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that could not be measured here, and why: not the same as a goal reached."""

    what: str
    why: str
    reached: bool = False

    def __str__(self) -> str:
        """The line as it is printed."""
        return f"{self.what:<72} NOT MEASURED: {self.why}"


def timed(action: Callable[[], object]) -> float:
    """How long a call took, in milliseconds."""
    begun = time.perf_counter()
    action()
    return (time.perf_counter() - begun) * 1000


def percentile(values: Iterable[float], share: float) -> float:
    """The smallest value that at least `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def median_and_p95(what: str, took: Sequence[float], goal: float | None) -> list[Line]:
    """Two lines over times in milliseconds; the goal is one for the 95th percentile."""
    return [
        Line(f"{what}, median", percentile(took, 0.5), "ms"),
        Line(f"{what}, p95", percentile(took, 0.95), "ms", goal),
    ]


def progress(what: str) -> Callable[[int, int], None]:
    """Says on standard error how far a long part is: (done, total), a line for every tenth."""
    said = 0

    def show(done: int, total: int) -> None:
        nonlocal said
        step = STEPS * done // max(total, 1)
        if step > said:
            said = step
            print(f"  {what}: {done} of {total}", file=sys.stderr, flush=True)

    return show


def machine() -> str:
    """The machine and the day, in one line."""
    cpu = "unknown processor"
    info = Path("/proc/cpuinfo")
    if info.exists():
        lines = info.read_text().splitlines()
        cpu = next((x.split(":")[1].strip() for x in lines if "model name" in x), cpu)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    day = datetime.now(UTC).date().isoformat()
    python = platform.python_version()
    size = f"{os.cpu_count()} cores, {memory:.0f} GiB"
    busy = f"load {os.getloadavg()[0]:.1f}"
    return f"{cpu}, {size}, Python {python}, {platform.system()}, {day}, {busy}"
