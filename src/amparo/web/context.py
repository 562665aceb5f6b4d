"""What every page may show about the deployment itself."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def deployment(request: HttpRequest) -> dict[str, Any]:
    """`demo`: whether everything here is made up; `LANGUAGES` comes from Django's own processor."""
    return {"demo": settings.AMPARO_MODE == "demo"}
