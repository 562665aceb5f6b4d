"""Addresses of room `release`: what is published, never a child."""

from django.urls import include, path

from amparo.release import pages, pages_asking, pages_noise

app_name = "release"

urlpatterns = [
    path("releases/", pages.releases, name="releases"),
    path("releases/ask/", pages_asking.ask, name="ask"),
    path("releases/<uuid:release_id>/", pages.version, name="version"),
    path("releases/<uuid:release_id>/json/", pages.as_json, name="json"),
    path("releases/<uuid:release_id>/noise/<str:name>", pages_noise.file, name="noise_file"),
    path("releases/<uuid:release_id>/sign/", pages.sign, name="sign"),
    path("releases/<uuid:release_id>/publish/", pages.publish, name="publish"),
    path("releases/<uuid:release_id>/discard/", pages.discard, name="discard"),
    path("releases/<uuid:release_id>/withdraw/", pages.withdraw, name="withdraw"),
    path("", include("amparo.release.rapporteur.urls")),
]
