"""`make bench`: every measurement, one line each, with its goal.

`python -m benchmarks NAME` takes one of them.
"""

import importlib
import sys

from benchmarks.measuring import machine

MEASUREMENTS = ("fold",)


def main(names: list[str]) -> int:
    """Measure and print; 0 when every goal was reached."""
    print(machine())
    reached = True
    for name in names or MEASUREMENTS:
        for line in importlib.import_module(f"benchmarks.{name}").measure():
            print(line, flush=True)
            reached = reached and line.reached
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
