"""Addresses of room `release`: what is published, never a child."""

from django.urls import include, path

app_name = "release"

urlpatterns = [
    path("", include("amparo.release.rapporteur.urls")),
]
