"""Addresses of room `statistics`: figures, never a child."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "statistics"

urlpatterns: list[URLPattern | URLResolver] = [
    path("figures/ledger/", include("amparo.statistics.ledger.urls")),
]
