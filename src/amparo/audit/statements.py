"""Queries and inserts that run many times a second: their SQL is made once from the models.

Django puts the text of a query together anew each time, which takes several times as long as the
database needs to answer. Here it is still said with the models, but then only run.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from functools import cache, update_wrapper
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections, router, transaction
from django.db.models import AutoField, Field, JSONField, Model, QuerySet
from django.db.models.expressions import RawSQL

# From so many rows on, PostgreSQL takes them quicker as a stream.
MANY = 50
Row = tuple[Any, ...]
Column = Callable[[Any], Any]


# Reading


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A query as SQL: its parameters, and how the columns that need it become Python values."""

    alias: str
    sql: str
    parameters: Row
    columns: Mapping[int, Column]
    model: type[Model] | None
    names: tuple[str, ...]

    def run(self, parameters: Sequence[Any]) -> list[Any]:
        connection = connections[self.alias]
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                _read_times_quickly(cursor)
            cursor.execute(self.sql, parameters)
            rows = _converted(cursor.fetchall(), self.columns)
        if self.model is None:
            return rows
        return [self.model.from_db(self.alias, self.names, row) for row in rows]


def _read_times_quickly(cursor: Any) -> None:
    """Times as psycopg reads them in UTC: what Django has for any zone takes six times as long."""
    from psycopg.types.datetime import TimestamptzLoader

    cursor.adapters.register_loader("timestamptz", TimestamptzLoader)


def _compiled(queryset: QuerySet[Any]) -> _Compiled | None:
    """None for a query that no row can answer."""
    connection = connections[queryset.db]
    compiler = queryset.query.get_compiler(queryset.db)
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        return None
    expressions = [selected[0] for selected in compiler.select]
    columns = {}
    for number, (functions, expression) in compiler.get_converters(expressions).items():
        if isinstance(expression.output_field, JSONField):
            raise TypeError("equal values would be one object, which somebody might change")
        columns[number] = _column(functions, expression, connection)
    whole = queryset.query.values_select == () and not queryset.query.annotations
    names = tuple(expression.target.attname for expression in expressions) if whole else ()
    return _Compiled(
        queryset.db, sql, tuple(parameters), columns, queryset.model if whole else None, names
    )


# As Django does it on SQLite, without what it does for any zone and any form: the rows of a case
# are read in a fifth less time.
_ON_SQLITE: Mapping[str, Column] = {
    "UUIDField": lambda text: text and UUID(int=int(text, 16)),
    "DateTimeField": lambda moment: moment and moment.replace(tzinfo=UTC),
}


def _column(functions: Sequence[Callable[..., Any]], expression: Any, connection: Any) -> Column:
    kind = expression.output_field.get_internal_type()
    if connection.vendor == "sqlite" and kind in _ON_SQLITE:
        return _ON_SQLITE[kind]

    def convert(value: Any) -> Any:
        for function in functions:
            value = function(value, expression, connection)
        return value

    return convert


def _converted(rows: Sequence[Row], columns: Mapping[int, Column]) -> list[Row]:
    """Rows whose every different value was converted once: ids and times repeat themselves."""
    if not rows or not columns:
        return list(rows)
    turned = list(zip(*rows, strict=True))
    for number, convert in columns.items():
        made = {value: convert(value) for value in set(turned[number])}
        turned[number] = tuple(made[value] for value in turned[number])
    return list(zip(*turned, strict=True))


def rows(queryset: QuerySet[Any]) -> list[Any]:
    """What a query answers, for many rows: equal values of a column become one object."""
    compiled = _compiled(queryset)
    return [] if compiled is None else compiled.run(compiled.parameters)


def rows_in_hex(queryset: QuerySet[Any]) -> list[Row]:
    """What a query for values answers, as the database has it, and ids in hex.

    For who reads a million rows: to make their UUIDs takes longer than to read them.
    """
    compiled = _compiled(queryset)
    if compiled is None:
        return []
    connection = connections[compiled.alias]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _read_ids_as_hex(cursor)
        cursor.execute(compiled.sql, compiled.parameters)
        return cursor.fetchall()


def _read_ids_as_hex(cursor: Any) -> None:
    from psycopg.adapt import Loader

    class Hex(Loader):
        def load(self, data: Any) -> str:
            return bytes(data).decode().replace("-", "")

    cursor.adapters.register_loader("uuid", Hex)


def among(ids: Sequence[str], alias: str) -> RawSQL:
    """These ids, in hex, for `id__in`: as one parameter, however many they are."""
    if connections[alias].vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::uuid[])", [list(ids)])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(ids))])


class Prepared:
    """A query about some ids, written as a function of them and compiled at its first use.

    Gives tuples where the query asks for values, else instances. The function must say the same
    whatever the ids are.
    """

    def __init__(self, query: Callable[..., QuerySet[Any]]) -> None:
        self._query = query
        self._compiled: dict[int, tuple[_Compiled, tuple[int | None, ...]] | None] = {}
        update_wrapper(self, query)

    def __call__(self, *ids: UUID) -> list[Any]:
        if len(ids) not in self._compiled:
            self._compiled[len(ids)] = self._compile(len(ids))
        ready = self._compiled[len(ids)]
        if ready is None:
            return []
        compiled, places = ready
        adapt = _adapter(compiled.alias)
        return compiled.run(
            [
                constant if place is None else adapt(ids[place])
                for constant, place in zip(compiled.parameters, places, strict=True)
            ]
        )

    def _compile(self, count: int) -> tuple[_Compiled, tuple[int | None, ...]] | None:
        # Ids that nobody else has, to find again among the parameters.
        marks = [UUID(int=(0xF << 124) + number) for number in range(count)]
        compiled = _compiled(self._query(*marks))
        if compiled is None:
            return None
        adapt = _adapter(compiled.alias)
        number_of = {adapt(mark): number for number, mark in enumerate(marks)}
        return compiled, tuple(number_of.get(value) for value in compiled.parameters)


def _adapter(alias: str) -> Callable[[UUID], Any]:
    """How a UUID is handed to this database."""
    native = connections[alias].features.has_native_uuid_field
    return (lambda value: value) if native else (lambda value: value.hex)


# Writing


def insert(instances: Iterable[Model], *, instead: bool = False) -> None:
    """Insert rows of one table that know their keys, all or none; `instead` of those that have the
    same keys.

    Unlike `bulk_create`, sets no key and asks no field for a value of its own.
    """
    wanted = list(instances)
    if not wanted:
        return
    model = type(wanted[0])
    alias = router.db_for_write(model)
    sql, values = _insert_sql(model, instead), _values(model, wanted, alias)
    with connections[alias].cursor() as cursor:
        if len(wanted) == 1:
            cursor.execute(sql, next(values))
        elif cursor.db.vendor == "postgresql" and len(wanted) >= MANY and not instead:
            _stream(model, values, cursor)
        else:
            with transaction.atomic(using=alias, savepoint=False):
                cursor.executemany(sql, list(values))
    for instance in wanted:
        instance._state.adding, instance._state.db = False, alias


def _stream(model: type[Model], rows: Iterable[list[Any]], cursor: Any) -> None:
    table, names = _table(model)
    copied = cursor.copy(f"COPY {table} ({', '.join(names)}) FROM STDIN")
    with cursor.db.wrap_database_errors, copied as stream:
        for row in rows:
            stream.write_row(row)


def _values(model: type[Model], instances: list[Model], alias: str) -> Iterator[list[Any]]:
    connection, fields = connections[alias], _fields(model)
    for instance in instances:
        yield [
            field.get_db_prep_save(getattr(instance, field.attname), connection) for field in fields
        ]


@cache
def _fields(model: type[Model]) -> tuple[Field, ...]:
    return tuple(f for f in model._meta.concrete_fields if not isinstance(f, AutoField))


def _table(model: type[Model]) -> tuple[str, list[str]]:
    return f'"{model._meta.db_table}"', [f'"{field.column}"' for field in _fields(model)]


@cache
def _insert_sql(model: type[Model], instead: bool) -> str:
    table, names = _table(model)
    sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(['%s'] * len(names))})"
    if instead:
        key = f'"{model._meta.pk.column}"'
        told = ", ".join(f"{name} = excluded.{name}" for name in names if name != key)
        sql += f" ON CONFLICT ({key}) DO UPDATE SET {told}"
    return sql


def update(instance: Model, names: Iterable[str]) -> None:
    """Write these columns of a row that is there."""
    model, changed = type(instance), tuple(sorted(names))
    alias = router.db_for_write(model)
    connection = connections[alias]
    fields = [model._meta.get_field(name) for name in changed]
    values = [
        field.get_db_prep_save(getattr(instance, field.attname), connection)  # type: ignore[union-attr]
        for field in [*fields, model._meta.pk]
    ]
    with connection.cursor() as cursor:
        cursor.execute(_update_sql(model, changed), values)


@cache
def _update_sql(model: type[Model], names: tuple[str, ...]) -> str:
    columns = [model._meta.get_field(name).column for name in names]  # type: ignore[union-attr]
    told = ", ".join(f'"{column}" = %s' for column in columns)
    return f'UPDATE "{model._meta.db_table}" SET {told} WHERE "{model._meta.pk.column}" = %s'
