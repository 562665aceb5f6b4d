"""The process that holds the port and starts the worker: `python -m amparo.web.serving HOST PORT`.

`commands.serve` becomes it when all is prepared. It loads nothing of Amparo itself, so that what
the preparing needed is not held in memory beside the worker for as long as the server runs.
"""

import ctypes
import os
import signal
import sys
from typing import NoReturn

SERVING = "AMPARO_SERVING"
# SQLite has one writer and PostgreSQL a pool of connections: more threads would only wait.
BLOCKING_THREADS = 8
PR_SET_PDEATHSIG = 1


def become(host: str, port: int, holding: int) -> NoReturn:
    """Run the server in the place of this process. `holding`: the open file that is kept open."""
    os.set_inheritable(holding, True)
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-P", "-m", __name__, host, str(port)])


def run(host: str, port: int) -> None:
    """Serve until stopped."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    os.environ[SERVING] = str(os.getpid())
    # The worker's threads share their memory pools: what each keeps for itself nobody else can use.
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")
    Granian(
        "amparo.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=BLOCKING_THREADS,
        websockets=False,
        respawn_failed_workers=True,
        log_level=LogLevels.error,
    ).serve()


def end_with_parent() -> None:
    """Called by the worker: die with the process that holds the home folder, even when that one
    is killed, or was before this was asked.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != int(os.environ[SERVING]):
        os._exit(1)


if __name__ == "__main__":
    run(sys.argv[1], int(sys.argv[2]))
