"""How much each field of a table can expose, said where the table is declared.

Every model carries `privacy`: a dict from field name to one of these. A test fails on a field that
has none, so that nobody adds one without having thought of it.
"""

from enum import StrEnum

from django.apps import apps
from django.db.models import Model


class Privacy(StrEnum):
    """From the most to the least harm if it came out."""

    IDENTIFYING = "identifying"  # points to a person, a child or a member of staff
    SENSITIVE = "sensitive"  # says something about a case that must not travel
    OPERATIONAL = "operational"  # says how the work goes
    PUBLIC = "public"  # may be known to anybody


def unclassified(model: type[Model]) -> list[str]:
    """Fields of `model` without a class, and names classified that are no field of it."""
    declared = getattr(model, "privacy", {})
    fields = {field.name for field in model._meta.concrete_fields}
    fields |= {field.name for field in model._meta.many_to_many}
    bad = {name for name, value in declared.items() if value not in set(Privacy)}
    return sorted((fields ^ set(declared)) | bad)


def unclassified_everywhere() -> dict[str, list[str]]:
    """What is unclassified in every table of Amparo, by `room.Model`; empty when all is well."""
    found = {
        model._meta.label: unclassified(model)
        for model in apps.get_models()
        if model.__module__.startswith("amparo.")
    }
    return {label: names for label, names in found.items() if names}
