"""DuckDB as facts use it: in memory, nothing on disk, nothing from any network; and files that
have no name and lie in memory only, by which Parquet goes in and out of it.

The library is loaded when it is first asked for: a server on which nobody counts does without it.
"""

import os
import tempfile
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import duckdb

Connection: TypeAlias = "duckdb.DuckDBPyConnection"
AS_PARQUET = "(format parquet, compression zstd, use_tmp_file false)"


def connect(threads: int = 0) -> Connection:
    """A database in memory. `threads` 0: as many as there are cores."""
    import duckdb

    con = duckdb.connect(
        ":memory:",
        config={
            "temp_directory": "",
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )
    con.execute("set enable_progress_bar = false")
    if threads:
        con.execute(f"set threads = {int(threads)}")
    return con


class Nameless:
    """A file without a name, in memory where the system can; gone when it is closed."""

    def __init__(self, data: bytes = b"") -> None:
        self.number = _new()
        try:
            self.write(data)
        except BaseException:
            self.close()
            raise

    @property
    def path(self) -> str:
        """How this process, and no other person's, can open it."""
        return f"/proc/self/fd/{self.number}"

    def write(self, data: bytes) -> None:
        """Add to its end."""
        view = memoryview(data)
        while view:
            view = view[os.write(self.number, view) :]

    def read(self, size: int, offset: int) -> bytes:
        return os.pread(self.number, size, offset)

    def all(self) -> bytes:
        """All of it."""
        return self.read(self.size(), 0)

    def size(self) -> int:
        return os.fstat(self.number).st_size

    def close(self) -> None:
        if self.number >= 0:
            os.close(self.number)
            self.number = -1

    def __enter__(self) -> "Nameless":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()


def _new() -> int:
    if hasattr(os, "memfd_create"):
        return os.memfd_create("facts", os.MFD_CLOEXEC)
    number, path = tempfile.mkstemp(prefix="amparo-facts-")
    os.unlink(path)
    return number


def copied(con: Connection, query: str) -> Nameless:
    """What a query gives, as Parquet in a nameless file."""
    file = Nameless()
    try:
        con.execute(f"copy ({query}) to '{file.path}' {AS_PARQUET}")
    except BaseException:
        file.close()
        raise
    return file


def together(con: Connection, files: Sequence[Nameless]) -> Nameless:
    """Several Parquet files as one, in their order."""
    return copied(con, f"select * from {parquet(files)}")


def parquet(files: Iterable[Nameless]) -> str:
    """Parquet files as a table of SQL."""
    return f"read_parquet([{', '.join(repr(file.path) for file in files)}])"
