"""Every address of Amparo: each room brings its own."""

from django.urls import include, path

from amparo.people.pages import language

ROOMS = ("people", "casefile", "finding", "frontdoor", "helpline", "statistics", "release", "ui")

urlpatterns = [
    path("language/", language, name="set_language"),
    *(path("", include(f"amparo.{room}.urls")) for room in ROOMS),
]

handler403 = "amparo.web.errors.forbidden"
handler404 = "amparo.web.errors.not_found"
handler500 = "amparo.web.errors.server_error"
