"""The field that stands on every page for those who search by name."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from amparo.access import can_search_names
from amparo.people.models import User
from amparo.people.queries import person_for

FIELD = {"template": "finding/field.html", "style": "finding/find.css"}


def search_field(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `search_field`, template and style for those who have it, else nothing."""
    return {"search_field": SimpleLazyObject(lambda: _field_for(request))}


def _field_for(request: HttpRequest) -> dict[str, str]:
    user = getattr(request, "user", None)
    searches = isinstance(user, User) and can_search_names(person_for(user))
    return FIELD if searches else {}
