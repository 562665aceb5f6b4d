"""Asks a process apart (`apart`) and waits for its answer."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from amparo.statistics.synthesis.refused import NotSynthesisable

Say = Callable[[str, int, int], None]
"""What is being done, how much of it is done, and of how much."""
ONE_THREAD = {name: "1" for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")}


def ask(part: str, asked: dict[str, Any], say: Say) -> dict[str, Any]:
    """Raises NotSynthesisable where the process ends without an answer."""
    answer: dict[str, Any] | None = None
    with tempfile.TemporaryFile() as errors:
        working = subprocess.Popen(
            [sys.executable, "-m", "amparo.statistics.synthesis.apart", part],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, encoding="utf-8",
            env={**os.environ, **ONE_THREAD},
        )  # fmt: skip
        assert working.stdin is not None
        assert working.stdout is not None
        try:
            _hand_over(working.stdin, asked)
            for line in working.stdout:
                found = json.loads(line)
                if isinstance(found, dict):
                    answer = found
                else:
                    say(*found)
            code = working.wait()
        finally:
            working.kill()
            working.wait()
            for end in (working.stdin, working.stdout):
                with suppress(BrokenPipeError):
                    end.close()
        if code or answer is None:
            errors.seek(0)
            raise NotSynthesisable(_why(errors.read().decode(errors="replace")))
    return answer


def _hand_over(to: Any, asked: dict[str, Any]) -> None:
    with suppress(BrokenPipeError):  # it has ended already; why, it says on standard error
        json.dump(asked, to)
        to.close()


def _why(error: str) -> str:
    """The last line of a trace names the fault; the rest may quote what was typed."""
    if "negative number" in error:
        return "too few records for so small an epsilon: with noise none are left"
    if "No module named 'pacsynth'" in error:
        return "the package pac-synth is not installed"
    kind = error.strip().rsplit("\n", 1)[-1].split(":", 1)[0].strip()
    return f"pac-synth could not count these records ({kind[:60] or 'no reason given'})"
