"""What runs in a process of its own.

Counting, since pac-synth keeps its memory and says what it does on standard output only; and making
rows, since the same aggregates give the same rows only where sums are always added up in the same
order, by one thread.

Reads from standard input, as JSON, what is asked; writes lines of JSON: how far it is, and last the
answer. `asking` is the other end.
"""

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

DELIMITER = ";"
Say = Callable[[str, int, int], None]


def main(part: str) -> int:
    """Do one part. A fault is a trace on standard error."""
    with open(os.dup(1), "w", encoding="utf-8", buffering=1) as out:
        asked = json.load(sys.stdin)

        def say(what: str, done: int, total: int) -> None:
            print(json.dumps([what, done, total]), file=out)

        print(json.dumps(PARTS[part](asked, say)), file=out)
    return 0


def counted(asked: dict[str, Any], say: Say) -> dict[str, Any]:
    """The aggregates as pac-synth names them, its noisy number of records, and what it said.

    What it said holds true numbers besides: `engine` takes from it only the scales of the noise.
    """
    import pacsynth

    with _standard_output() as said:
        pacsynth.init_logger("debug")
        builder = (
            pacsynth.DpAggregateSeededParametersBuilder()
            .reporting_length(asked["length"])
            .epsilon(asked["epsilon"])
            .percentile_percentage(asked["percentile"])
            .percentile_epsilon_proportion(asked["percentile_share"])
            .number_of_records_epsilon_proportion(asked["records_share"])
            .accuracy_mode(pacsynth.AccuracyMode.prioritize_long_combinations())
            .fabrication_mode(pacsynth.FabricationMode.uncontrolled())
        )
        if asked["delta"] is not None:
            builder = builder.delta(asked["delta"])
        synthesizer = pacsynth.DpAggregateSeededSynthesizer(builder.build())
        synthesizer.fit(pacsynth.Dataset(asked["table"]))
        return {
            "aggregates": synthesizer.get_dp_aggregates(DELIMITER),
            "records": synthesizer.get_dp_number_of_records(),
            "said": said(),
        }


def rows(asked: dict[str, Any], say: Say) -> dict[str, Any]:
    """Made-up rows of noisy aggregates."""
    from amparo.statistics.synthesis.rows import rows_here

    aggregates = {
        tuple((column, value) for column, value in one): many for one, many in asked["aggregates"]
    }
    made = rows_here(
        aggregates, asked["columns"], asked["records"], asked["length"], asked["seed"], say
    )
    return {"rows": made}


PARTS: dict[str, Callable[[dict[str, Any], Say], dict[str, Any]]] = {
    "count": counted, "rows": rows
}  # fmt: skip


@contextmanager
def _standard_output() -> Iterator[Callable[[], str]]:
    """What is written there meanwhile, by whatever language."""
    with tempfile.TemporaryFile() as file:
        os.dup2(file.fileno(), 1)

        def said() -> str:
            file.seek(0)
            return file.read().decode()

        yield said


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
