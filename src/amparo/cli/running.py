"""Runs one command, and turns what it refuses into one line."""

import io
import os
import sys
from collections.abc import Sequence

from amparo.cli.inputs import BadInput
from amparo.cli.parser import parser

BAD_INPUT = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code."""
    from amparo.journey import JourneyError

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # whatever the terminal's language
    try:
        options = parser().parse_args(arguments)
        return int(options.run(options))
    except (BadInput, JourneyError) as error:
        return _refuse(str(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if isinstance(error, _refusals()):
            return _refuse(_in_words(error))
        raise


def _refusals() -> tuple[type[Exception], ...]:
    """What a deployment that cannot be used, or may not, raises in words of its own."""
    from amparo.access import Refused
    from amparo.web.environment import BadSetting

    if "django" not in sys.modules:
        return (BadSetting, Refused)
    from django.db import DatabaseError

    from amparo.casefile.keys import KeyProblem
    from amparo.protocol import ProtocolError
    from amparo.web.ground import NotReady

    return (BadSetting, Refused, NotReady, KeyProblem, ProtocolError, DatabaseError)


def _in_words(error: Exception) -> str:
    from amparo.access import Refused

    return error.said() if isinstance(error, Refused) else str(error)


def _refuse(message: str) -> int:
    print("amparo: " + " ".join(message.split()), file=sys.stderr)
    return BAD_INPUT
