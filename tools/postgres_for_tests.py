"""A throw-away PostgreSQL for the tests: a cluster in a temporary folder, on a free port.

`python -m tools.postgres_for_tests COMMAND …` runs COMMAND with AMPARO_TEST_POSTGRES set and stops
the cluster afterwards. The test settings call `address_for_this_run` themselves when it is not set.
"""

import atexit
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

VARIABLE = "AMPARO_TEST_POSTGRES"
START_SECONDS = 60
# The server never runs as root; Debian's package brings this user.
SERVER_USER = "postgres"
# What a throw-away database need not do: survive the machine.
QUICK = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "on"}


class NoPostgres(RuntimeError):
    """There is no PostgreSQL on this machine, or it did not start."""


@dataclass(frozen=True)
class Cluster:
    folder: Path
    port: int
    server: "subprocess.Popen[bytes]"

    @property
    def address(self) -> str:
        return f"postgresql://{SERVER_USER}@127.0.0.1:{self.port}/postgres"


def binaries() -> Path | None:
    """Debian keeps the server's programs out of the PATH; the newest version wins."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


def _version(initdb: Path) -> int:
    name = initdb.parents[1].name
    return int(name) if name.isdigit() else 0


def start(**options: str) -> Cluster:
    """Start a cluster; `options` are server settings. Raises NoPostgres."""
    programs = binaries()
    if programs is None:
        raise NoPostgres("PostgreSQL is not installed.")
    folder = Path(tempfile.mkdtemp(prefix="amparo-postgres-"))
    if os.geteuid() == 0:
        account = pwd.getpwnam(SERVER_USER)
        os.chown(folder, account.pw_uid, account.pw_gid)
    data = folder / "data"
    _run([str(programs / "initdb"), "-D", str(data), "-U", SERVER_USER, "-A", "trust", "-N",
          "-E", "UTF8", "--locale=C.UTF-8"])  # fmt: skip
    port = _free_port()
    settings = {"listen_addresses": "127.0.0.1", "port": str(port), "max_connections": "100",
                "unix_socket_directories": str(folder), **QUICK, **options}  # fmt: skip
    command = [str(programs / "postgres"), "-D", str(data)]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, **_as_server_user())
    cluster = Cluster(folder, port, server)
    _wait(cluster)
    return cluster


def stop(cluster: Cluster) -> None:
    """Stop exactly the server that was started, by its process id, and remove its folder."""
    cluster.server.send_signal(signal.SIGINT)
    cluster.server.wait()
    shutil.rmtree(cluster.folder, ignore_errors=True)


def address_for_this_run() -> str:
    """The address that the environment names, else of a cluster that ends with this process."""
    if VARIABLE not in os.environ:
        cluster = start()
        os.environ[VARIABLE] = cluster.address
        owner = os.getpid()
        atexit.register(lambda: stop(cluster) if os.getpid() == owner else None)
    return os.environ[VARIABLE]


def _as_server_user() -> dict[str, object]:
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam(SERVER_USER)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": [], "cwd": "/"}


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, **_as_server_user())
    if done.returncode:
        raise NoPostgres(done.stderr.strip())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(cluster: Cluster) -> None:
    import psycopg

    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            psycopg.connect(cluster.address, connect_timeout=2).close()
        except psycopg.OperationalError:
            if cluster.server.poll() is not None:
                break
            time.sleep(0.1)
        else:
            return
    words = (cluster.folder / "log").read_text(errors="replace")[-2000:]
    stop(cluster)
    raise NoPostgres(f"PostgreSQL did not start: {words}")


def main(command: list[str]) -> int:
    cluster = start()
    try:
        return subprocess.run(command, env={**os.environ, VARIABLE: cluster.address}).returncode
    finally:
        stop(cluster)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
