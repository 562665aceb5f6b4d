"""Every address of Amparo: each room brings its own."""

from importlib.util import find_spec

from django.urls import include, path

from amparo.people.pages import language


def exists(room: str) -> bool:
    return bool(find_spec(f"amparo.{room}") and find_spec(f"amparo.{room}.urls"))


ROOMS = ("people", "casefile", "ui")

urlpatterns = [
    path("language/", language, name="set_language"),
    *(path("", include(f"amparo.{room}.urls")) for room in ROOMS if exists(room)),
]

handler403 = "amparo.web.errors.forbidden"
handler404 = "amparo.web.errors.not_found"
handler500 = "amparo.web.errors.server_error"
