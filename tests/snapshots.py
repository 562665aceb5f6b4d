"""Worlds that are made once and put back as they were: `@once` over a function that makes one.

Making the cast through the real actions takes hundreds of statements; putting its rows back takes
one a table. The rows are those the actions wrote, so nothing is made in a second way.
"""

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from django.apps import apps
from django.core.management.color import no_style
from django.db import connections, models, router

World = TypeVar("World")
Key = tuple[str, str]


@dataclass(frozen=True)
class Table:
    """The rows of one table, as the database gave them."""

    alias: str
    model: type[models.Model]
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def once(make: Callable[[], World]) -> Callable[[], World]:
    """The first call makes the world in an empty database; every later one puts back its rows."""
    kept: list[tuple[bytes, list[Table]]] = []

    @wraps(make)
    def made() -> World:
        if any(_rows(alias, model)[1] for alias, model in _tables()):
            return make()  # the test began a world of its own: do not write over it
        if not kept:
            world = make()
            kept.append((pickle.dumps(world), _taken()))
            return world
        stored, tables = kept[0]
        for table in tables:
            _put_back(table)
        result: World = pickle.loads(stored)
        return result

    return made


def _tables() -> list[tuple[str, type[models.Model]]]:
    """The tables of our own rooms, those that others point to first."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("amparo.")]
    return [(router.db_for_write(model), model) for model in ours if model._meta.app_label != "web"]


def _taken() -> list[Table]:
    found = []
    for alias, model in _tables():
        columns, rows = _rows(alias, model)
        if rows:
            found.append(Table(alias, model, columns, rows))
    return found


def _rows(
    alias: str, model: type[models.Model]
) -> tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]]:
    connection = connections[alias]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")
        return tuple(column[0] for column in cursor.description), tuple(cursor.fetchall())


def _put_back(table: Table) -> None:
    connection = connections[table.alias]
    quote = connection.ops.quote_name
    names = ", ".join(quote(column) for column in table.columns)
    places = ", ".join(["%s"] * len(table.columns))
    name = quote(table.model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {name} ({names}) VALUES ({places})", table.rows)
        for statement in connection.ops.sequence_reset_sql(no_style(), [table.model]):
            cursor.execute(statement)
