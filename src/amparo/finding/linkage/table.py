"""A whole list as it is compared: one table in the memory of DuckDB, with the columns of
`prepared`, worked out once for each value that occurs.

Records are numbered by what they say, not by where they stand, so that neither the order of the
lines nor the files they came in change what is found.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from string import ascii_lowercase
from typing import Any

import duckdb
import numpy

from amparo.finding.linkage import prepared, spelling
from amparo.finding.linkage.records import COLUMNS

CHUNK = 100_000
RAW, FOLDED = "raw", "records"
Connection = duckdb.DuckDBPyConnection


def connect(threads: int | None = None, memory: str = "") -> duckdb.DuckDBPyConnection:
    """A database in memory that writes nothing on disk and asks nothing of any network."""
    con = duckdb.connect(
        ":memory:",
        config={
            "temp_directory": "", "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )  # fmt: skip
    con.execute("set enable_progress_bar = false")
    if threads:
        con.execute(f"set threads = {int(threads)}")
    if memory:
        con.execute(f"set memory_limit = '{memory}'")
    con.execute("create macro jaro_winkler(a, b) as jaro_winkler_similarity(a, b)")
    return con


def load(
    con: duckdb.DuckDBPyConnection,
    rows: Iterable[tuple[str, ...]],
    others: Sequence[str] = (),
    done: Callable[[int], None] = lambda read: None,
) -> int:
    """Rows of (file, *COLUMNS, *others) into the table RAW; gives how many. `done` hears of it."""
    names = ("file", *COLUMNS, *others)
    con.execute(f"create table {RAW} ({', '.join(f'{name} varchar' for name in names)})")
    read = 0
    for chunk in _chunks(rows, CHUNK):
        columns = {
            name: numpy.array(values, dtype=object)
            for name, values in zip(names, zip(*chunk, strict=True), strict=True)
        }
        con.register("chunk", columns)
        con.execute(f"insert into {RAW} select * from chunk")
        con.unregister("chunk")
        read += len(chunk)
        done(read)
    return read


def _chunks(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    rows = iter(rows)
    while chunk := list(islice(rows, size)):
        yield chunk


def fold(con: duckdb.DuckDBPyConnection, others: Sequence[str] = ()) -> None:
    """Makes FOLDED of RAW: `number`, the columns of `prepared`, and `others` in Latin letters."""
    _folded_values(con, "given", "given_name", _name)
    _folded_values(con, "family", "family_name", _name)
    _folded_values(con, "also", "other_names", lambda it: (spelling.latin(it) or None,))
    _folded_values(con, "birth", "birth_date", lambda it: tuple(prepared.birth_of(it)))
    _folded_values(con, "said_sex", "sex", lambda it: (prepared.sex_of(it),))
    _folded_values(con, "said_number", "document", lambda it: (prepared.number_of(it),))
    _folded_values(con, "said_phone", "phone", lambda it: (prepared.phone_of(it),))
    words = ("citizenship", "place", *others)
    for name in words:
        _folded_values(con, f"said_{name}", name, lambda it: (spelling.latin(it) or None,))
    said = ", ".join(f"said_{name}.a as {name}" for name in words)
    joined = " ".join(f"left join said_{name} on said_{name}.value = raw.{name}" for name in words)
    content = ", ".join(f"raw.{name}" for name in (*COLUMNS, *others))
    order = f"hash({content}), raw.record_id, raw.file"
    con.execute(f"""
        create table {FOLDED} as select
        row_number() over (order by {order}) as number, raw.record_id, raw.file,
        given.a as given, given.b as given_sound, given.c as given_heard,
        coalesce(given.d = 'true', false) as given_bare,
        given.e as given_first,
        case when given.a is null and also.a is null then null
            else ' ' || concat_ws(' ', given.a, also.a) || ' ' end as given_words,
        family.a as family, family.b as family_sound, family.c as family_heard,
        coalesce(family.d = 'true', false) as family_bare,
        family.e as family_first, ' ' || family.a || ' ' as family_words,
        cast(birth.a as integer) as birth_year, cast(birth.b as integer) as birth_month,
        birth.c as birth_date, said_sex.a as sex, said_number.a as document, said_phone.a as phone,
        {said}
        from {RAW} raw
        left join given on given.value = raw.given_name
        left join family on family.value = raw.family_name
        left join also on also.value = raw.other_names
        left join birth on birth.value = raw.birth_date
        left join said_sex on said_sex.value = raw.sex
        left join said_number on said_number.value = raw.document
        left join said_phone on said_phone.value = raw.phone
        {joined}
        order by number
    """)
    con.execute(f"drop table {RAW}")


def _name(value: str) -> tuple[str | None, ...]:
    """As `prepared.Prepared` has them: the name, sound, heard, bare, first."""
    plain = spelling.latin(value)
    if not plain:
        return (None,) * 5
    bare = spelling.without_vowels(value)
    return (plain, spelling.sound(plain, bare), spelling.heard(plain), "true" if bare else "false",
            prepared.first(plain))  # fmt: skip


def _folded_values(
    con: duckdb.DuckDBPyConnection, table: str, column: str, of: Callable[[str], tuple[Any, ...]]
) -> None:
    """Each value that occurs in a column, with what becomes of it, in columns a, b, c …"""
    letters = ascii_lowercase[: len(of(""))]
    con.execute(
        f"create table {table} (value varchar, {', '.join(f'{x} varchar' for x in letters)})"
    )
    cursor = con.cursor()
    cursor.execute(f"select distinct {column} from {RAW} where {column} <> ''")
    while found := cursor.fetchmany(CHUNK):
        made = [(value, *of(value)) for (value,) in found]
        columns = {
            name: numpy.array([_text(row[at]) for row in made], dtype=object)
            for at, name in enumerate(("value", *letters))
        }
        con.register("chunk", columns)
        con.execute(f"insert into {table} select * from chunk")
        con.unregister("chunk")


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
