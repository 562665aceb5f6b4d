"""The process in which pac-synth counts: it takes memory that it does not give back, and what it
does is known only from what it says on standard output.

Reads from standard input, as JSON, what is asked; writes as JSON the noisy counts and what was said.
What was said holds true numbers besides: `engine` takes from it only the scales of the noise.
"""

import json
import os
import sys
import tempfile
from typing import Any

DELIMITER = ";"


def main() -> int:
    """Count once. A fault of the library is a trace on standard error."""
    answers_to = os.dup(1)
    with tempfile.TemporaryFile() as said:
        os.dup2(said.fileno(), 1)
        answer = counted(json.load(sys.stdin))
        said.seek(0)
        answer["said"] = said.read().decode()
    with open(answers_to, "w", encoding="utf-8") as out:
        json.dump(answer, out)
    return 0


def counted(asked: dict[str, Any]) -> dict[str, Any]:
    """The aggregates as pac-synth names them, and its noisy number of records."""
    import pacsynth

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
        .use_synthetic_counts(True)
    )
    if asked["delta"] is not None:
        builder = builder.delta(asked["delta"])
    synthesizer = pacsynth.DpAggregateSeededSynthesizer(builder.build())
    synthesizer.fit(pacsynth.Dataset(asked["table"]))
    return {
        "aggregates": synthesizer.get_dp_aggregates(DELIMITER),
        "records": synthesizer.get_dp_number_of_records(),
    }


if __name__ == "__main__":
    sys.exit(main())
