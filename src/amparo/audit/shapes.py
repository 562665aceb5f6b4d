"""Whether a stored row still has the shape in which this program writes it.

SQLite keeps any bytes in any column. A value that was changed may then not be readable at all, or
be read as the same value (an `a` for an `A` in an id). Verification leaves such rows out, and so
finds and names them as missing. PostgreSQL keeps to the type of a column by itself.
"""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Field, Model, Q
from django.db.models.expressions import RawSQL

_SECOND = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9] [0-9][0-9]:[0-9][0-9]:[0-9][0-9]"
_MICROSECOND = _SECOND + "." + "[0-9]" * 6


def as_written(model: type[Model]) -> Any:
    """A condition on the rows of `model`, for a queryset without joins: as we would write them."""
    if connection.vendor != "sqlite":
        return Q()
    wanted = [_of_field(model._meta.db_table, field) for field in model._meta.concrete_fields]
    return RawSQL(" AND ".join(wanted), [], output_field=BooleanField())


def _of_field(table: str, field: "Field[Any, Any]") -> str:
    column = f"{connection.ops.quote_name(table)}.{connection.ops.quote_name(str(field.column))}"
    said = _SHAPES[_type(field)](column)
    return f"({column} IS NULL OR {said})" if field.null else f"({said})"


def _type(field: "Field[Any, Any]") -> str:
    return str((getattr(field, "target_field", None) or field).get_internal_type())


def _text(column: str) -> str:
    # Codes, digests and details: everything we write there is printable ASCII.
    return f"typeof({column}) = 'text' AND {column} NOT GLOB '*[^ -~]*'"


def _identifier(column: str) -> str:
    return f"length({column}) = 32 AND {column} NOT GLOB '*[^0-9a-f]*'"


def _moment(column: str) -> str:
    # The day must exist. Reckoned with, 31 February becomes a day in March, and differs.
    shape = f"({column} GLOB '{_SECOND}' OR {column} GLOB '{_MICROSECOND}')"
    second = f"substr({column}, 1, 19)"
    return f"{shape} AND datetime({second}, '+0 days') IS {second} AND {second} > '0001'"


def _number(column: str) -> str:
    return f"typeof({column}) = 'integer'"


def _bytes(column: str) -> str:
    return f"typeof({column}) = 'blob'"


_SHAPES: dict[str, Callable[[str], str]] = {
    "BigIntegerField": _number,
    "PositiveIntegerField": _number,
    "UUIDField": _identifier,
    "DateTimeField": _moment,
    "CharField": _text,
    "JSONField": _text,
    "BinaryField": _bytes,
}
