"""Runs one part of a measurement where Django has the database of one country (`worlds`).

`python -m benchmarks.inside MODULE:FUNCTION '{"argument": …}'` prints the answer as JSON, as the
last line on standard output. The environment says which deployment it is.
"""

import json
import sys
from importlib import import_module
from typing import Any

from amparo.web import clockwork, commands


def main(part: str, arguments: str) -> int:
    """Run it and print what it answers."""
    commands.set_up("demo")
    module, function = part.split(":")
    found = getattr(import_module(f"benchmarks.{module}"), function)
    clockwork.settle()  # as the server does
    answer: Any = found(**json.loads(arguments))
    print(json.dumps(answer), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
